"""The page: its structure, its policy, and that a user's text is text in it."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from webpage import Page

from acorns_cli.errors import printable
from acorns_cli.formats.html import render
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.report.report import Cell, Column, Report, Row, Slider, Value

Cells = Sequence[Cell | Value]


def column(at: int, title: str, **options: object) -> Column[Cells]:
    return Column(title.lower(), title, lambda cells: cells[at], **options)


def report(name: str = "oak", amount: str = "1234.5") -> Report:
    """A report with one of everything, whose texts are a user's own."""
    return Report(
        title=f"All about {name}",
        columns=(
            column(0, "Name", wraps=True),
            Column("code", "", lambda cells: cells[1]),
            column(2, "Ratio", spare=1),
            column(1, "Amount", align="right"),
        ),
        rows=(
            Row((name, Decimal(amount), Cell(1, "1.00×", Decimal("0.256")))),
            Row(("part", Decimal(1), None), "detail"),
            Row(("group", Decimal(1), None), "subtotal"),
            Row((Cell("total", "Total"), Decimal(amount), None), "total"),
        ),
        notes=(f"For {name}.", "* Not in it: nuts.", "Old prices.", "A note × 1.", f"Of {name}"),
        document=None,
        answer=amount,
        warnings=("Not in it: nuts.",),
        cautions=("Old prices.",),
        lead=(f"For {name}.",),
        figures=(("Total", f"{amount} credits"), (name, "1.00 USD")),
    )


def with_slider(name: str = "oak") -> Report:
    def at(percent: int) -> Report:
        return report(name, str(percent))

    return replace(report(name), slider=Slider(40, "10% – 40%", at))


def page(of: Report) -> Page:
    return Page(render(of, Canvas()))


# --- structure --------------------------------------------------------------------------------


def test_a_page_says_what_it_is():
    source = render(report(), Canvas())
    found = Page(source)
    assert source.startswith("<!DOCTYPE html>\n")
    assert source.endswith("</html>\n")
    (html,) = found.all("html")
    assert html.attributes == {"lang": "en"}
    assert found.all("meta")[0].attributes == {"charset": "utf-8"}
    assert [it.text for it in found.all("title")] == ["All about oak"]
    assert [it.text for it in found.all("h1")] == ["All about oak"]
    names = [it.attributes.get("name") for it in found.all("meta")]
    assert names.count("viewport") == 1
    ids = [it.attributes["id"] for it in found.elements if "id" in it.attributes]
    assert len({*ids}) == len(ids)


def test_a_table_has_a_caption_and_headers_of_columns_and_rows():
    found = page(report())
    (caption,) = found.all("caption", "table")
    assert caption.text == "All about oak"
    box = next(it for it in found.elements if it.attributes.get("role") == "region")
    assert box.attributes["tabindex"] == "0"  # it can be scrolled with the keyboard
    assert box.attributes["aria-labelledby"] == caption.attributes["id"]
    heads = found.all("th", "thead")
    assert [(it.text, it.attributes["scope"]) for it in heads] == [
        *(("Name", "col"), ("Ratio", "col"), ("Amount", "col"))
    ]
    assert [it.attributes.get("class") for it in heads] == ["long", "spare", "number"]
    assert [it.attributes["scope"] for it in found.all("th", "tbody")] == ["row"] * 4
    kinds = [it.attributes["class"] for it in found.all("tr", "tbody")]
    assert kinds == ["plain", "detail", "subtotal", "total"]
    assert found.cells == [
        ["oak", "1.00×", "1,234.5"],
        ["part", "", "1"],
        ["group", "", "1"],
        ["Total", "", "1,234.5"],
    ]


def test_a_bar_is_as_long_as_its_share_and_no_text():
    found = page(report())
    (bar,) = found.all("svg")
    assert bar.attributes["aria-hidden"] == "true"
    (rect,) = found.all("rect", "svg")
    assert rect.attributes["width"] == "25.6"


def test_notes_stand_below_the_rows_those_on_whom_it_is_for_above():
    found = page(report())
    assert [it.text for it in found.all("p", "header")] == ["For oak."]
    assert [(it.text, it.attributes["class"]) for it in found.all("li")] == [
        ("* Not in it: nuts.", "warning"),
        ("Old prices.", "warning"),
        ("A note × 1.", "note"),
        ("Of oak", "note"),
    ]
    assert found.figures == {"Total": "1234.5 credits", "oak": "1.00 USD"}


def test_a_report_of_nothing_but_a_title():
    found = page(Report("Nothing", (), (), (), None, ""))
    assert [it.text for it in found.all("h1")] == ["Nothing"]
    for tag in ("table", "ul", "output", "script", "section"):
        assert found.all(tag) == []


# --- what it may do ---------------------------------------------------------------------------

REQUESTS: Final = {"src", "href", "action", "srcset", "data", "poster", "background", "ping"}


def hash_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("of", [report(), with_slider()])
def test_nothing_in_a_page_asks_for_anything(of: Report):
    found = page(of)
    for element in found.elements:
        assert element.tag not in ("link", "img", "iframe", "object", "a", "form", "base")
        assert not REQUESTS & element.attributes.keys()
        assert "style" not in element.attributes  # which the policy would not let in
        assert not [name for name in element.attributes if name.startswith("on")]
    (style,) = found.all("style")
    assert not re.search(r"url\(|@import|@font-face", style.text)


@pytest.mark.parametrize("of", [report(), with_slider()])
def test_the_policy_lets_in_the_style_and_the_script_of_the_page_alone(of: Report):
    found = page(of)
    (policy,) = (it for it in found.all("meta") if "http-equiv" in it.attributes)
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    said = policy.attributes["content"] or ""
    rules = dict(rule.strip().split(" ", 1) for rule in said.split(";"))
    (style,) = found.all("style")
    scripts = [it for it in found.all("script") if "type" not in it.attributes]
    expected = {
        "default-src": "'none'",
        "style-src": f"'sha256-{hash_of(style.text)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for script in scripts:
        expected["script-src"] = f"'sha256-{hash_of(script.text)}'"
    assert rules == expected
    assert len(scripts) == (of.slider is not None)
    # What comes before a policy is not held to it.
    before = found.elements[: found.elements.index(policy)]
    assert [it.tag for it in before] == ["html", "head", "meta"]


def test_the_script_computes_nothing():
    script = next(it.text for it in page(with_slider()).all("script") if not it.attributes)
    code = re.sub(r"//.*|`[^`]*`|\"[^\"]*\"", "", script)
    code = code.replace("=>", "").replace("...", "")
    assert not re.search(r"[-+*/%]|Math|Number|parse(Int|Float)|eval|innerHTML|fetch", code)


# --- a user's text ----------------------------------------------------------------------------

HOSTILE: Final = (
    *("<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<!--", "]]>"),
    *("\"'><b onmouseover=alert(1)>", "&lt;b&gt;", "&amp", "</style><style>*{color:red}"),
    *(
        "{{ 7 * 7 }}",
        "{% raw %}",
        "{# gone #}",
        "a\nb",
        "\u202eright",
        "\x00",
        "\x1b[31m",
        "\ud800",
    ),
    *("שלום עולם", "映画", "👩\u200d🎤", "\u2028", "</td></tr></table>", "x" * 300, "&#60;"),
)


@pytest.mark.parametrize("make", [report, with_slider])
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_users_text_is_text(make: Callable[[str], Report], name: str):
    plain, found = page(make("oak")), page(make(name))
    assert [(it.tag, it.attributes) for it in found.elements] == [
        (it.tag, it.attributes) for it in plain.elements
    ]
    shown = printable(name)
    assert [it.text for it in found.all("h1")] == [f"All about {shown}"]
    assert found.cells[0][0] == shown
    assert found.notes[-1] == f"Of {shown}"
    assert shown in found.figures
    for step in found.steps:
        assert step.cells[0][0] == shown
        assert step.notes[-1] == f"Of {shown}"


@given(st.text(max_size=40))
def test_any_text_is_text(name: str):
    found = page(report(name))
    assert [it.text for it in found.all("h1")] == [f"All about {printable(name)}"]
    assert not steering(render(report(name), Canvas()).replace("\n", ""))


# --- shares -----------------------------------------------------------------------------------


def test_every_share_shows_what_its_report_does():
    found = page(with_slider())
    assert len(found.steps) == 101
    for percent, step in enumerate(found.steps):
        alone = page(report(amount=str(percent)))
        assert step == (alone.figures, alone.cells, alone.notes)


def test_a_slider_is_hidden_until_the_script_shows_it():
    found = page(with_slider())
    section = found.by_id("slider")
    assert section and "hidden" in section.attributes
    slider = found.by_id("share")
    assert slider and slider.path[-1] == "section"
    of = {name: slider.attributes[name] for name in ("type", "min", "max", "step", "value")}
    assert of == {"type": "range", "min": "0", "max": "100", "step": "1", "value": "40"}
    (label,) = found.all("label")
    assert label.attributes["for"] == "share"
    shown = found.by_id("shown")
    assert shown and shown.text == "10% – 40%"
    # What changes is announced: an output is a live region.
    figures = found.by_id("figures")
    assert figures and figures.tag == "output" and figures.attributes["for"] == "share"


def test_the_same_report_is_the_same_page():
    assert render(with_slider(), Canvas()) == render(with_slider(), Canvas(40, colour=True))
    assert rendered(report(), "html", Canvas()) == render(report(), Canvas())


def test_texts_that_are_the_same_at_many_shares_stand_once():
    data = json.loads(next(it.text for it in page(with_slider()).all("script") if it.attributes))
    for name in ("texts", "lines"):
        held = list(map(str, data[name]))
        assert len({*held}) == len(held)
