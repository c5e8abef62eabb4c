"""Pages in Chromium: what is seen and printed, and that the slider shows what acorns says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from browser import CHROMIUM, Browser, browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]

Acorns = Callable[..., tuple[int, str, str]]

LONG: Final = "x" * 150
QUOTE: Final = f"""\
title: A quote
prices: 2025-06-27
quote: {{client: ACME, currency: EUR, price_per_credit: packs, rate: 0.92, markup: 20%}}
defaults: {{tool: t2v, model: kling-2.1-pro, clip_length: 5s, rerender: 25%}}
scenes:
- {{name: <script>canary = 1</script>, length: 0:05}}
- {{name: {LONG}, length: 0:05}}
- {{name: <img src=x onerror=canary=1>, length: 0:10, images: 3}}
""" + "".join(f"- {{name: Scene {at}, length: 0:20}}\n" for at in range(60))

ESTIMATE: Final = "estimate t2v --model kling-2.1-standard --minutes 4"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def written(tmp_path: Path, acorns: Acorns) -> Callable[[str], Path]:
    (tmp_path / "quote.yaml").write_text(QUOTE)

    def page(line: str) -> Path:
        file = tmp_path / "page.html"
        assert acorns(f"{line} --output {file}".replace("QUOTE", f"{tmp_path}/quote.yaml"))[0] == 0
        return file

    return page


LINES: Final = (
    f"{ESTIMATE} --rerender 10%..40% --clip-length 5s --balance 100 --images-per-clip 1",
    "project estimate QUOTE --lines",
    "compare --minutes 3 --prices all",
    "prices show luma",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_asks_for_nothing_and_fits_its_window(
    chromium: Browser, written: Callable[[str], Path], line: str, width: int
):
    file = written(line)
    chromium.open(file, width)
    assert chromium.requests() == [file.as_uri()]
    assert chromium.faults() == []
    assert chromium.value("innerWidth") == width
    assert chromium.value("document.documentElement.scrollWidth") <= width
    # Nothing sticks out of the page but what scrolls in the box of the table.
    out = chromium.value(
        "[...document.body.querySelectorAll('*')].filter((it) => !it.closest('table')"
        " && it.getBoundingClientRect().right > innerWidth).map((it) => it.outerHTML)"
    )
    assert out == []


def test_the_policy_refuses_every_request(chromium: Browser, written: Callable[[str], Path]):
    chromium.open(written(f"{ESTIMATE} --rerender 25%"))
    refused = "fetch('https://example.com/').then(() => 'sent', (error) => 'refused')"
    assert chromium.value(refused) == "refused"
    chromium.value(
        "for (const [tag, of] of [['img', 'src'], ['script', 'src'], ['iframe', 'src'],"
        " ['link', 'href']]) { const it = document.createElement(tag); it.rel = 'stylesheet';"
        " it[of] = 'https://example.com/'; document.body.append(it); }"
    )
    chromium.value("new Promise((done) => setTimeout(done, 200))")
    heard = [it["params"] for it in chromium.events if it["method"].startswith("Network.")]
    assert not [it for it in heard if it.get("response", {}).get("url", "").startswith("http")]
    reasons = [it["blockedReason"] for it in heard if "blockedReason" in it]
    assert reasons == ["csp"] * len(reasons)
    assert len(reasons) >= 3
    chromium.value(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'canary = 1'}))"
    )
    assert chromium.value("typeof canary") == "undefined"


def test_a_users_text_is_shown_as_it_was_typed(chromium: Browser, written: Callable[[str], Path]):
    chromium.open(written("project estimate QUOTE"))
    names = "[...document.querySelectorAll('tbody th')].slice(0, 3).map((it) => it.innerText)"
    typed = ["<script>canary = 1</script>", LONG, "<img src=x onerror=canary=1>"]
    assert chromium.value(names) == typed
    chromium.value("document.getElementById('share').focus()")
    chromium.press("ArrowRight", 39)
    assert chromium.value(names) == typed
    assert chromium.value("typeof canary") == "undefined"
    assert chromium.faults() == []


# --- the slider -------------------------------------------------------------------------------

SHOWN: Final = """({
  share: document.getElementById('shown').innerText,
  spoken: document.getElementById('share').getAttribute('aria-valuetext'),
  figures: [...document.querySelectorAll('.figure')].map((it) => it.lastElementChild.innerText),
  total: document.querySelector('tr.total').lastElementChild.innerText,
  last: [...document.querySelectorAll('tr.total')].at(-1).lastElementChild.innerText,
  rows: [...document.querySelectorAll('tbody tr')].map((it) => [...it.cells].map(
    (cell) => cell.textContent)),
  notes: [...document.querySelectorAll('.notes li')].map((it) => it.innerText),
})"""


def focus_with_the_keyboard(chromium: Browser) -> None:
    for _ in range(5):
        chromium.press("Tab", 9)
        if chromium.value("document.activeElement.id") == "share":
            return
    raise AssertionError("the slider can't be reached with the keyboard")


def test_the_slider_moves_by_keyboard_and_shows_what_acorns_says(
    chromium: Browser, written: Callable[[str], Path], acorns: Acorns
):
    def said(percent: int) -> tuple[str, str]:
        _, out, _ = acorns(f"{ESTIMATE} --rerender {percent}%")
        total = re.search(r"│ Total .* ([\d,.]+) │", out)
        bought = re.search(r"To buy: .* for (.*)\.", out)
        assert total and bought
        return total[1], bought[1]

    chromium.open(written(f"{ESTIMATE} --rerender 25%"))
    before = chromium.value(SHOWN)
    assert (before["share"], before["total"]) == ("25%", "2,100")
    focus_with_the_keyboard(chromium)
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert chromium.value(ring) == "solid"
    for key, code, percent in (
        *(("ArrowRight", 39, 26), ("ArrowRight", 39, 27), ("ArrowLeft", 37, 26)),
        *(("Home", 36, 0), ("ArrowRight", 39, 1), ("End", 35, 100)),
    ):
        chromium.press(key, code)
        shown = chromium.value(SHOWN)
        total, bought = said(percent)
        assert shown["share"] == shown["spoken"] == f"{percent}%"
        assert shown["total"] == total
        assert shown["figures"] == [f"{total} credits", bought]
        seconds = format(240 * percent / 100, "g")
        assert shown["rows"][1][3] == f"{percent}% of 240 s = {seconds} s × 7"
        assert f" for {bought}." in shown["notes"][0]
    # The button brings back what was planned, and is reached with the keyboard too.
    chromium.press("Tab", 9)
    assert chromium.value("document.activeElement.id") == "planned"
    chromium.value("document.activeElement.click()")
    assert chromium.value(SHOWN) == before
    assert chromium.value("document.getElementById('share').value") == "25"


def test_the_slider_of_a_quote_shows_what_is_to_be_paid(
    chromium: Browser, written: Callable[[str], Path], acorns: Acorns, tmp_path: Path
):
    chromium.open(written("project estimate QUOTE"), 390)
    chromium.value("document.getElementById('share').focus()")
    for key, code, percent in (("ArrowUp", 38, 26), ("End", 35, 100), ("Home", 36, 0)):
        chromium.press(key, code)
        line = f"project estimate {tmp_path}/quote.yaml --rerender {percent}%"
        _, out, _ = acorns(f"{line} --format markdown")
        paid, total = re.findall(r"\*\*([\d,.]+)\*\*", out)[-1], acorns(f"{line} --quiet")[1]
        shown = chromium.value(SHOWN)
        assert shown["figures"][0] == f"{paid} EUR"
        assert shown["figures"][1].replace(",", "") == f"{total.strip()} credits"
        assert shown["last"] == paid


def test_a_range_stands_as_planned_until_the_slider_moves(
    chromium: Browser, written: Callable[[str], Path]
):
    chromium.open(written(f"{ESTIMATE} --rerender 10%..40%"))
    shown = chromium.value(SHOWN)
    assert (shown["share"], shown["total"]) == ("10% – 40%", "1,848 – 2,352")
    assert shown["spoken"] == "10% – 40%"
    assert chromium.value("document.getElementById('share').value") == "40"


def test_without_script_it_is_a_plain_page(chromium: Browser, written: Callable[[str], Path]):
    file = written(f"{ESTIMATE} --rerender 25%")
    seen = "document.getElementById('slider').getClientRects().length"
    chromium.open(file, script=False)
    assert chromium.value(seen) == 0
    assert chromium.value("document.querySelector('tr.total').lastElementChild.innerText") == (
        "2,100"
    )
    chromium.open(file)
    assert chromium.value(seen) == 1


# --- colours ----------------------------------------------------------------------------------

COLOURS: Final = """(() => {
  const found = {};
  for (const it of document.body.querySelectorAll('*')) {
    const own = [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !it.getClientRects().length) continue;
    let behind = it;
    while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') {
      behind = behind.parentElement;
    }
    const paper = behind ? getComputedStyle(behind).backgroundColor : 'rgb(0, 0, 0)';
    found[[getComputedStyle(it).color, paper]] = it.tagName;
  }
  return Object.keys(found);
})()"""


def luminance(colour: list[int]) -> float:
    """As WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("line", LINES)
def test_every_text_has_enough_contrast(
    chromium: Browser, written: Callable[[str], Path], line: str, scheme: str
):
    chromium.open(written(line), scheme=scheme)
    pairs = chromium.value(COLOURS)
    assert len(pairs) > 2
    for pair in pairs:
        numbers = list(map(int, re.findall(r"\d+", pair)))
        assert len(numbers) == 6, pair
        lights = sorted((luminance(numbers[:3]), luminance(numbers[3:])))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, pair
    paper = chromium.value("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


# --- on paper ---------------------------------------------------------------------------------

PAPER: Final = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize(("line", "pages"), [(LINES[0], 1), ("project estimate QUOTE", 3)])
def test_a_page_is_printed_on_few_sheets(
    chromium: Browser, written: Callable[[str], Path], line: str, pages: int, paper: str
):
    chromium.open(written(line))
    printed = chromium.pdf(*PAPER[paper])
    sheets = re.findall(rb"/Type /Page\b(?!s)", printed)
    assert len(sheets) == pages
    boxes = {tuple(map(float, it.split())) for it in re.findall(rb"/MediaBox \[([^]]*)]", printed)}
    assert [[round(edge / 72, 1) for edge in box] for box in boxes] == [
        [0, 0, *(round(edge, 1) for edge in PAPER[paper])]
    ]


def test_what_is_printed_is_light_whole_and_without_controls(
    chromium: Browser, written: Callable[[str], Path]
):
    chromium.open(written("project estimate QUOTE"), scheme="dark", media="print")

    def style(selector: str, name: str) -> Any:
        return chromium.value(f"getComputedStyle(document.querySelector('{selector}'))['{name}']")

    assert style("body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(".table", "overflowX") == "visible"  # what is in a box that scrolls is cut
    assert style("thead", "display") == "table-header-group"  # which is repeated on each sheet
    assert style("tbody tr", "breakInside") == "avoid"
    for control in (".slider input", ".slider button"):
        assert style(control, "display") == "none"
    # The share that the figures are of is printed.
    assert chromium.value("document.querySelector('.slider').innerText").split("\n") == [
        "Share of re-renders",
        "25%",
    ]
