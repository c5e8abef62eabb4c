"""A price list is checked as far as it can be read, and its own examples prove it."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from acorns_cli.catalog.proofs import Part, Proof, proofs, read_list
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import Problem
from acorns_cli.records.record import Node
from acorns_cli.records.record import Path as Place
from acorns_cli.records.yamltext import tree

PRICES = Path(__file__).parents[2] / "prices"
SHIPPED = (PRICES / "neural-frames" / "2025-06-27.yaml").read_text("utf-8")
FREEBEAT = (PRICES / "freebeat" / "2026-11-25.yaml").read_text("utf-8")
every_shipped_list = pytest.mark.parametrize(
    "file", sorted(PRICES.glob("*/*.yaml")), ids=lambda file: file.parent.name
)

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"
GAP = "{name: a, why: b, where: c}"
TOOL = (
    "t2v: {models: {a: {per_second: 7}}, images: {price: 4},"
    f" add_ons: {{upscale-4k: {{price: 20, per: 5s}}}}, unpriced: {{engine: {GAP}}}}}"
)
LIST = f"{HEAD}tools: {{{TOOL}}}\n"


def proved(root: Node, problems: list[Problem]) -> tuple[PriceList | None, tuple[Proof, ...]]:
    prices = read_list(root, problems)
    return prices, proofs(root, prices, problems) if prices else ()


def checked(text: str) -> tuple[PriceList | None, tuple[Proof, ...], list[Problem]]:
    """What a check makes of a list: the record, the proofs and the faults."""
    root, problems = tree(Path("list.yaml"), text)
    return *proved(root, problems), problems


def faults(text: str) -> list[tuple[int, str, str]]:
    """What is wrong with a list: lines, paths and what."""
    return sorted((problem.line, problem.path, problem.what) for problem in checked(text)[2])


def example(job: str, expect: str) -> str:
    """A list with one example, on line 5."""
    return f"{LIST}examples:\n- {{title: one, job: {{{job}}}, expect: {{{expect}}}}}\n"


def test_what_does_not_come_out_in_money_has_its_decimals():
    job = "tool: t2v, model: a, seconds: 0.5, extra: 1.5s"
    text = example(job, "base: 3.5, extra: 1, total: 4")
    assert [(problem.what, problem.fix) for problem in checked(f"{text}unit: USD\n")[2]] == [
        ("the source says 1.00, this list makes 10.50",
         "its parts make 4.50, and its total is 4.00; correct the prices or the example"),
        ("the source says 4.00, this list makes 14.00",
         "its parts make 4.50, and its total is 4.00; correct the prices or the example"),
    ]  # fmt: skip


def test_packs_that_no_search_gets_through_are_a_fault():
    sold = ", ".join(f"{{credits: {1_000 + kind}, price: {100 + kind}}}" for kind in range(101))
    packs = f"packs: {{source: {{title: a page}}, currency: USD, sold: [{sold}]}}\n"
    what = "the price list has too many combinations of pack sizes to search"
    assert faults(f"{LIST}{packs}") == [(4, "packs", what)]
    fewer = packs.replace("{credits: 1000, price: 100}, ", "")
    assert faults(f"{LIST}{fewer}") == []


# --- the examples of the shipped lists --------------------------------------------------------


def test_the_examples_of_the_default_list_come_out_part_by_part():
    prices, found, problems = checked(SHIPPED)
    assert prices is not None
    assert problems == []
    assert [proof.parts for proof in found] == [
        (
            Part("base", Decimal(1680), Decimal(1680), True),
            Part("rerender", Decimal(420), Decimal(420), True),
            Part("total", Decimal(2100), Decimal(2100), True),
        ),
        (
            Part("base", Decimal(240), Decimal(240), True),
            Part("rerender", Decimal(60), Decimal(60), True),
            Part("total", Decimal(300), Decimal(300), True),
        ),
    ]
    assert [line.item for line in found[0].sums] == ["base", "rerender"]


@every_shipped_list
def test_every_shipped_list_proves_itself(file: Path):
    text = file.read_text("utf-8")
    prices, found, problems = checked(text)
    assert problems == []
    assert prices is not None
    assert len(found) == len(prices.examples) == text.count("expect:")
    assert all(part.agrees for proof in found for part in proof.parts)


def test_lists_whose_source_works_nothing_out_pass_too():
    silent = [file.parent.name for file in sorted(PRICES.glob("*/*.yaml")) if not examples(file)]
    assert silent == ["kling-api", "luma-api", "pixverse-fal", "sora", "veo"]


def examples(file: Path) -> object:
    return tree(file, file.read_text("utf-8"))[0].at("examples").value


def figures(node: Node, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """The plain numbers in a tree, and where they are."""
    if isinstance(node.value, str):
        if node.value.replace(".", "").isdigit():
            yield place, node.value
        return
    values = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
    for step, inner in values:
        yield from figures(inner, (*place, step))


def with_text(node: Node, place: Place, text: str) -> Node:
    """The same tree with another text in one place."""
    if not place:
        return replace(node, value=text)
    step, *rest = place
    inner = with_text(node.value[step], tuple(rest), text)  # type: ignore[index]
    if isinstance(node.value, dict):
        return replace(node, value={**node.value, step: inner})
    assert isinstance(node.value, tuple)
    changed = tuple(inner if index == step else it for index, it in enumerate(node.value))
    return replace(node, value=changed)


def beyond(part: str, figure: str, sign: int) -> str:
    """A figure changed by one; a rounded one by one of its last digit that is not 0."""
    zeros = len(figure) - len(figure.rstrip("0")) if part == "about" else 0
    return f"{Decimal(figure) + sign * 10**zeros:f}"


@every_shipped_list
def test_each_figure_of_each_example_is_needed(file: Path):
    root, _ = tree(file, file.read_text("utf-8"))
    found = [place for place in figures(root) if place[0][0] == "examples" and "expect" in place[0]]
    listed = root.at("examples").value or ()
    assert len(found) == sum(len(one.at("expect").entries) for one in listed)
    for place, figure in found:
        part = place[-1]
        for sign in (1, -1):
            problems: list[Problem] = []
            _, proofs = proved(with_text(root, place, beyond(part, figure, sign)), problems)
            wrong = [(index, it.part) for index, one in enumerate(proofs)
                     for it in one.parts if not it.agrees]  # fmt: skip
            assert wrong == [(place[1], part)]
            assert [problem.path for problem in problems] == [f"examples[{place[1]}].expect.{part}"]


def test_a_figure_of_a_job_is_needed_too():
    root, _ = tree(Path("list.yaml"), SHIPPED)
    found = [(place, text) for place, text in figures(root) if "job" in place]
    assert [(place[-1], text) for place, text in found] == [("minutes", "4"), ("minutes", "4")]
    shares = [(("examples", index, "job", "rerender"), "25") for index in range(2)]
    for place, figure in (*found, *shares):
        for changed in (int(figure) + 1, int(figure) - 1):
            problems: list[Problem] = []
            text = f"{changed}%" if place[-1] == "rerender" else str(changed)
            proved(with_text(root, place, text), problems)
            parts = ["rerender", "total"] if text.endswith("%") else ["base", "rerender", "total"]
            assert [problem.path for problem in problems] == [
                f"examples[{place[1]}].expect.{part}" for part in parts
            ]


def test_the_message_names_the_part_and_both_figures():
    text = SHIPPED.replace("rerender: 420", "rerender: 402")
    [problem] = checked(text)[2]
    assert problem.what == "the source says 402, this list makes 420"
    assert problem.line == SHIPPED[: SHIPPED.index("rerender: 420")].count("\n") + 1


# --- what the source gives --------------------------------------------------------------------

CORRECT = "correct the prices or the example"
OWN_SUM = "the source's own sum is wrong: leave the total out"
OR_OTHER = f"{OWN_SUM}, or write what the list has no price for as other"
AGAIN = "tool: t2v, model: a, minutes: 4, rerender: 25%"  # 1680 + 420 = 2100
MINUTE = "tool: t2v, model: a, minutes: 1"  # 420


@pytest.mark.parametrize(
    ("job", "expect", "told"),
    [
        (AGAIN, "total: 2100", []),
        (AGAIN, "base: 1680, total: 2100", []),  # a part alone need not make the total
        (AGAIN, "base: 1680", []),
        # The list is wrong, or the example.
        (MINUTE, "total: 421", [("total", "the source says 421, this list makes 420", CORRECT)]),
        (MINUTE, "base: 421, total: 421",
         [("base", "the source says 421, this list makes 420", CORRECT),
          ("total", "the source says 421, this list makes 420", CORRECT)]),
        (AGAIN, "base: 1680, total: 2001",
         [("total", "the source says 2,001, this list makes 2,100", CORRECT)]),
        # The source is: its parts are those of the list, and do not make its total.
        (AGAIN, "base: 1680, rerender: 420, total: 2001",
         [("total", "the source says 2,001, and its own parts make 2,100", OR_OTHER)]),
        (MINUTE, "base: 420, total: 421",
         [("total", "the source says 421, and its own parts make 420", OR_OTHER)]),
        # Either may be.
        (AGAIN, "base: 1680, rerender: 402, total: 2100",
         [("rerender", "the source says 402, this list makes 420",
           f"its parts make 2,082, and its total is 2,100; {CORRECT}")]),
        (AGAIN, "base: 1680, rerender: 402, total: 2101",
         [("rerender", "the source says 402, this list makes 420",
           f"its parts make 2,082, and its total is 2,101; {CORRECT}"),
          ("total", "the source says 2,101, this list makes 2,100",
           f"its parts make 2,082, and its total is 2,101; {CORRECT}")]),
        (AGAIN, "base: 1680, rerender: 402",
         [("rerender", "the source says 402, this list makes 420", CORRECT)]),
        (AGAIN, "base: 2100, total: 2101",  # not all of its parts, though they make as much
         [("base", "the source says 2,100, this list makes 1,680", CORRECT),
          ("total", "the source says 2,101, this list makes 2,100", CORRECT)]),
        ("tool: t2v, add: engine=3", "total: 5",
         [("total", "the source says 5, this list makes 0", CORRECT)]),
        # Other is what the list can't price.
        (MINUTE, "base: 420, other: 80, total: 500", []),
        (MINUTE, "other: 80, total: 500", []),
        (MINUTE, "other: 80, about: 500", []),
        (MINUTE, "base: 420, other: 80, total: 420",
         [("total", "the source says 420, and its own parts make 500", OWN_SUM)]),
        (MINUTE, "base: 420, other: 80.5, total: 500",
         [("total", "the source says 500, and its own parts make 500.5", OWN_SUM)]),
        # A part that the job has not is 0.
        (MINUTE, "total: 420, images: 4, extra: 0",
         [("images", "the source says 4, this list makes 0", CORRECT)]),
        (MINUTE, "base: 420, images: 4, total: 424",
         [("images", "the source says 4, this list makes 0", CORRECT),
          ("total", "the source says 424, this list makes 420", CORRECT)]),
        # Add-ons and a reserve are parts.
        (f"{MINUTE}, add: upscale-4k", "base: 420, upscale-4k: 240, total: 660", []),
        (f"{MINUTE}, add: upscale-4k", "upscale-4k: 20",
         [("upscale-4k", "the source says 20, this list makes 240", CORRECT)]),
        (f"{MINUTE}, reserve: 15%", "base: 420, reserve: 63, total: 483", []),
        (f"{MINUTE}, images: 3", "images: 12, total: 432", []),
        (f"{MINUTE}, add: engine", "engine: 5, total: 425",
         [("engine", "this list has no price for engine", "write it as other"),
          ("total", "the source says 425, this list makes 420", CORRECT)]),
        (f"{MINUTE}, add: engine", "base: 420, other: 5, total: 425", []),
    ],
)  # fmt: skip
def test_what_does_not_come_out(job: str, expect: str, told: list[tuple[str, str, str]]):
    problems = checked(example(job, expect))[2]
    assert [(each.path, each.what, each.fix) for each in problems] == [
        (f"examples[0].expect.{part}", what, fix) for part, what, fix in told
    ]


@pytest.mark.parametrize(
    ("minutes", "parts", "total", "made"),
    [
        (1, "base: 960, other: 325", "1,355", "1,285"),
        (5, "base: 4800, other: 2040", "7,150", "6,840"),
    ],
)
@pytest.mark.parametrize("key", ["total", "about"])
def test_the_two_sums_that_a_page_gets_wrong_are_its_own(
    minutes: int, parts: str, total: str, made: str, key: str
):
    added = (
        "  - title: a video with all that it needs\n"
        f"    job: {{tool: video, model: moving-pictures, minutes: {minutes}}}\n"
        f"    expect: {{{parts}, {key}: {total.replace(',', '')}}}\n"
    )
    [problem] = checked(FREEBEAT + added)[2]
    assert problem.what == f"the source says {total}, and its own parts make {made}"
    assert problem.fix == OWN_SUM
    assert problem.path == f"examples[2].expect.{key}"
    assert checked(FREEBEAT + added.replace(f", {key}: {total.replace(',', '')}", ""))[2] == []


@pytest.mark.parametrize(
    ("about", "lowest", "highest"),
    [
        ("960", "955", "965"),
        ("4800", "4750", "4850"),
        ("1000", "500", "1500"),
        ("1005", "1004.5", "1005.5"),
        ("7", "6.5", "7.5"),
        ("0.5", "0.45", "0.55"),
        ("0.50", "0.45", "0.55"),
        ("12.34", "12.335", "12.345"),
        ("1000000000000000", "500000000000000", "1500000000000000"),
    ],
)
def test_a_rounded_figure_holds_within_half_of_its_last_digit(
    about: str, lowest: str, highest: str
):
    for other, agrees in (
        (Decimal(lowest), True),
        (Decimal(highest), True),
        (Decimal(lowest) - Decimal("0.001"), False),
        (Decimal(highest) + Decimal("0.001"), False),
    ):
        if other > 10**15:
            continue  # more credits than any list may have
        # A free minute, so that the whole is what the list can't price.
        text = example("tool: t2v, model: a, minutes: 1", f"about: {about}, other: {other:f}")
        _, found, problems = checked(text.replace("per_second: 7", "per_second: 0"))
        [[part]] = [proof.parts for proof in found]
        assert (part.agrees, part.ours) == (agrees, other)
        assert [problem.path for problem in problems] == (
            [] if agrees else ["examples[0].expect.about"]
        )


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("totl: 420", [("expect.totl", "the key 'totl' is not known", "did you mean total?")]),
        ("total: 420, upscale: 1",
         [("expect.upscale", "the key 'upscale' is not known", "did you mean upscale-4k?")]),
        ("xyz: 1, total: 420",
         [("expect.xyz", "the key 'xyz' is not known",
           "the keys here are total, about, base, rerender, extra, images, reserve, other,"
           " upscale-4k or engine")]),
        ("", [("expect", "the example expects nothing",
               "write what the source works out, like total: 2100")]),
        ("other: 5", [("expect", "the example expects nothing",
                       "write what the source works out, like total: 2100")]),
    ],
)  # fmt: skip
def test_keys_that_a_job_can_not_be_charged_for(expect: str, told: list[tuple[str, str, str]]):
    problems = checked(example(MINUTE, expect))[2]
    assert [(each.path, each.what, each.fix) for each in problems] == [
        (f"examples[0].{path}", what, fix) for path, what, fix in told
    ]


# --- the jobs of examples ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("job", "path", "what"),
    [
        ("tool: t2v, minuets: 1", "job.minuets", "a job has no word 'minuets'"),
        ("tool: t2v, cls: 1", "job.cls", "a job has no word 'cls'"),
        ("tool: t2v, audio_seconds: 1", "job", "audio_seconds is the length of a file"),
        ("tool: t2v, audio: song.mp3", "job.audio",
         "an example says how long the video is, it names no file"),
        ("tool: t2v, model: a, minutes: 1, credits_per_second: 7", "job.credits_per_second",
         "an example with a price of its own proves none of the list's"),
        ("tool: t2v, model: b, minutes: 1", "job.model", "t2v has no model 'b'"),
        ("tool: fbf, minutes: 1", "job.tool", "the price list of 2026-01-01 has no tool 'fbf'"),
        ("tool: t2v, model: a, minutes: 1e1", "job.minutes", "'1e1' is not a number"),
        ("tool: t2v, model: a", "job", "the length of the video is missing or 0"),
        ("model: a, minutes: 1", "job.tool", "the tool is missing"),
        ("tool: t2v, model: a, minutes: 1, add: upscale", "job.add",
         "t2v has no add-on 'upscale'"),
        ("tool: t2v, model: a, minutes: 1, rerender: 10%..40%", "job.rerender",
         "an example works out one amount, not a range"),
        ("tool: t2v, model: a, minutes: 1, takes: 2..3", "job.takes",
         "an example works out one amount, not a range"),
    ],
)  # fmt: skip
def test_a_job_that_proves_nothing(job: str, path: str, what: str):
    assert faults(example(job, "total: 420")) == [(5, f"examples[0].{path}", what)]


def test_all_the_words_that_a_job_can_not_have_are_reported():
    for job in ("minuets: 1, cls: 2", "minutes: 1, audio: a.mp3, credits_per_image: 5"):
        assert len(faults(example(f"tool: t2v, model: a, {job}", "total: 420"))) == 2


# --- the list as a whole ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tools", "count"),
    [
        pytest.param("{t2v: {models: {a: {per_second: x}}}}", 1, id="the model"),
        pytest.param("{t2v: {any_model: {per_second: x}}}", 1, id="any model"),
        pytest.param("{t2v: {any_model: {}, models: {a: {}}}}", 2, id="missing prices"),
        pytest.param("{t2v: {models: nothing}}", 1, id="the models"),
        pytest.param("{t2v: nothing}", 1, id="the tool"),
        pytest.param("nothing", 1, id="the tools"),
        pytest.param("{t2v: {models: {a: {price: 9, per: 5}}}}", 1, id="step"),
        pytest.param("{t2v: {models: {a: {clips: {5: 9}}}}}", 1, id="clips"),
        pytest.param("{t2v: {models: {a: {per_second: 9}}, images: x,"
         " free_rerender_clips_per_minute: x}}", 2, id="free clips"),
        pytest.param("{t2v: {models: {a: {per_second: 9}}, always: [x]}}", 1, id="always"),
    ],
)  # fmt: skip
def test_what_only_follows_from_a_fault_is_not_reported(tools: str, count: int):
    text = f"{HEAD}tools: {tools}\nexamples:\n"
    text += (
        "- {title: one, job: {tool: t2v, model: a, minutes: 1, images: 1, rerender: 5%},"
        " expect: {total: 420}}\n"
    )
    assert len(faults(text)) == count


def test_a_list_without_tools_is_reported_once():
    text = f"{HEAD}examples:\n"
    text += "- {title: one, job: {tool: t2v, model: a, minutes: 1}, expect: {total: 420}}\n"
    assert faults(text) == [(1, "", "the key tools is missing")]


@pytest.mark.parametrize(
    ("example_text", "path"),
    [
        ("{title: one, job: {tool: t2v, model: a, minutes: [1]}, expect: {total: 1}}",
         "job.minutes"),
        ("{title: one, job: {tool: t2v, model: a, minutes: 1}, expect: {total: x}}",
         "expect.total"),
        ("nothing", ""),
    ],
)  # fmt: skip
def test_an_example_with_a_fault_is_not_recomputed(example_text: str, path: str):
    [(line, where, _)] = faults(f"{LIST}examples:\n- {example_text}\n")
    assert (line, where) == (5, f"examples[0].{path}".rstrip("."))


def test_a_file_that_is_no_list_at_all():
    assert faults("just words\n") == [(1, "", "there must be a group of keys here, not text")]


# --- all at once ------------------------------------------------------------------------------

PLANTED = """\
service: {id: all, name: A}
edition: 2025-02-30
unit: dollars
source: {titel: a page}
tools:
  t2v:
    models:
      Kling: {per_second: 7}
      a: {per_second: 1e3}
      b: {price: -7, per: 0s}
      c: {}
      d: {per_second: 5}
      d: {per_second: 6}
      e/f/g: {per_second: 5}
      f: {per_second: 5, price: 3, per: 5s}
      g: {clips: {5s: x}}
      h: {unpriced: {why: a}}
    images: {price: 4, per_images: 0}
    unpriced:
      sounds: {name: a, why: b}
    add_ons: {x: {name: X}}
  fbf:
    any_model: [1]
packs:
  source: {title: a shop}
  currency: dollars
  sold:
    - {credits: 600, price: 1.999}
    - {credits: 0, price: 15, needs_plan: maybe}
plans:
  source: {title: a shop}
  currency: USD
  sold:
    - {name: Pro, credits: 600}
examples:
  - title: ""
    job: {tool: t2v, model: d, minutes: 1}
    expect: {total: -1}
colour: red
"""
EXAMPLES = f"""\
{LIST}examples:
- {{title: one, job: {{tool: t2v, model: a, minutes: 1}}, expect: {{total: 421, base: 1}}}}
- {{title: two, job: {{tool: t2v, model: a, minuets: 1, clps: 2}}, expect: {{total: 1}}}}
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            PLANTED,
            [
                (1, "service.id"),  # what stands for all services
                (2, "edition"),  # no such day
                (3, "unit"),  # no currency
                (4, "source"),  # no title
                (4, "source.titel"),  # a mistyped key
                (8, "tools.t2v.models.Kling"),  # no slug
                (9, "tools.t2v.models.a.per_second"),  # not plain digits
                (10, "tools.t2v.models.b.per"),  # a step of nothing
                (10, "tools.t2v.models.b.price"),  # below 0
                (11, "tools.t2v.models.c"),  # no price
                (13, "tools.t2v.models.d"),  # here twice
                (14, "tools.t2v.models.e/f/g"),  # two slashes
                (15, "tools.t2v.models.f"),  # two prices
                (16, "tools.t2v.models.g.clips.5s"),  # no number
                (17, "tools.t2v.models.h.unpriced"),  # not said where
                (18, "tools.t2v.images.per_images"),  # a set of nothing
                (20, "tools.t2v.unpriced.sounds"),  # not said where
                (21, "tools.t2v.add_ons.x"),  # no price
                (23, "tools.fbf.any_model"),  # a list for a group
                (26, "packs.currency"),  # no currency
                (28, "packs.sold[0].price"),  # three decimals
                (29, "packs.sold[1].credits"),  # a pack of nothing
                (29, "packs.sold[1].needs_plan"),  # neither yes nor no
                (34, "plans.sold[0]"),  # no price
                (36, "examples[0].title"),  # no title
                (38, "examples[0].expect.total"),  # below 0
                (39, "colour"),  # not a key of a list
            ],
            id="records that can't be read",
        ),
        pytest.param(EXAMPLES,
         [(5, "examples[0].expect.base"), (5, "examples[0].expect.total"),
          (6, "examples[1].job.clps"), (6, "examples[1].job.minuets")],
         id="examples that do not come out"),
    ],
)  # fmt: skip
def test_all_faults_of_one_kind_are_reported_at_once(text: str, places: list[tuple[int, str]]):
    assert [(line, path) for line, path, _ in faults(text)] == places
