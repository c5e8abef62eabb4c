"""A price list is checked as far as it can be read, and its own examples prove it."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.catalog.proofs import Part, Proof, proofs, read_list
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import Problem
from acorns_cli.records.yamltext import tree

SHIPPED = (Path(__file__).parents[2] / "prices" / "2025-06-27.yaml").read_text("utf-8")
EXAMPLES_AT = SHIPPED.index("\nexamples:")

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"
MODEL = "t2v: {models: {a: {credits_per_second: 7}}}"
LIST = f"{HEAD}tools: {{{MODEL}}}\n"


def checked(text: str) -> tuple[PriceList | None, tuple[Proof, ...], list[Problem]]:
    """What a check makes of a list: the record, the proofs and the faults."""
    root, problems = tree(Path("list.yaml"), text)
    prices = read_list(root, problems)
    found = proofs(root, prices, problems) if prices else ()
    return prices, found, problems


def faults(text: str) -> list[tuple[int, str, str]]:
    """What is wrong with a list: lines, paths and what."""
    return sorted((problem.line, problem.path, problem.what) for problem in checked(text)[2])


def example(job: str, expect: str) -> str:
    """A list with one example, on line 5."""
    return f"{LIST}examples:\n- {{title: one, job: {{{job}}}, expect: {{{expect}}}}}\n"


# --- the examples of the page -----------------------------------------------------------------


def test_the_examples_of_the_shipped_list_come_out_part_by_part():
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


FIGURES = list(re.finditer(r"(?<=[a-z]: )\d+(?=[,}%])", SHIPPED[EXAMPLES_AT:]))


def test_every_figure_of_the_examples_is_among_those_that_are_changed():
    assert [figure[0] for figure in FIGURES] == [
        *("4", "25", "1680", "420", "2100"),
        *("4", "25", "240", "60", "300"),
    ]


@pytest.mark.parametrize("change", [1, -1])
@pytest.mark.parametrize("place", range(len(FIGURES)), ids=lambda place: FIGURES[place][0])
def test_a_list_with_any_one_figure_changed_fails(place: int, change: int):
    figure = FIGURES[place]
    start, end = EXAMPLES_AT + figure.start(), EXAMPLES_AT + figure.end()
    text = f"{SHIPPED[:start]}{int(figure[0]) + change}{SHIPPED[end:]}"
    _, found, problems = checked(text)
    index = place // 5
    assert problems
    assert all(problem.path.startswith(f"examples[{index}].expect.") for problem in problems)
    wrong = [part.part for proof in found for part in proof.parts if not part.agrees]
    expected = {0: {"base", "rerender", "total"}, 1: {"rerender", "total"}}
    parts = expected.get(place % 5, {("base", "rerender", "total")[place % 5 - 2]})
    assert set(wrong) == parts
    assert {problem.path.rpartition(".")[2] for problem in problems} == parts


def test_the_message_names_the_part_and_both_figures():
    text = SHIPPED.replace("rerender: 420", "rerender: 402")
    [problem] = checked(text)[2]
    assert problem.what == "the source says 402, this list makes 420"
    assert problem.line == SHIPPED[: SHIPPED.index("rerender: 420")].count("\n") + 1


def test_a_total_that_its_own_parts_do_not_make_is_reported_as_such():
    [problem] = checked(SHIPPED.replace("total: 2100", "total: 2001"))[2]
    assert problem.what == "the source says 2,001, this list makes 2,100"
    assert problem.fix == (
        "the 2 parts given in the example make 2,100; correct the prices or the example"
    )


@pytest.mark.parametrize(
    ("expect", "fix"),
    [
        ("total: 421", "correct the prices or the example"),
        ("total: 421, base: 421", "correct the prices or the example"),
    ],
)
def test_a_total_without_such_parts(expect: str, fix: str):
    problems = checked(example("tool: t2v, model: a, minutes: 1", expect))[2]
    assert [problem.fix for problem in problems] == [fix] * len(problems)


def test_a_part_that_the_job_has_not_is_0():
    text = example("tool: t2v, model: a, minutes: 1", "total: 420, images: 4, extra: 0")
    what = "the source says 4, this list makes 0"
    assert faults(text) == [(5, "examples[0].expect.images", what)]


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
        ("tool: fbf, minutes: 1", "job.tool", "the price list of 2026-01-01 has no prices for fbf"),
        ("tool: t2v, model: a, minutes: 1e1", "job.minutes", "'1e1' is not a number"),
        ("tool: t2v, model: a", "job", "the length of the video is missing or 0"),
        ("model: a, minutes: 1", "job.tool", "the tool is missing"),
        ("tool: t2v, model: a, minutes: 1, rerender: 10%..40%", "job.rerender",
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
    ("text", "fault"),
    [
        pytest.param(
            f"{HEAD}tools: {{}}\n", (3, "tools", "no tool has prices"), id="no tools"
        ),
        pytest.param(
            f"{HEAD}tools:\n  t2v: {{images: {{credits: 4}}}}\n",
            (4, "tools.t2v", "t2v has no price for footage"),
            id="no footage",
        ),
        pytest.param(
            f"{HEAD}tools:\n  t2v:\n    any_model: {{credits_per_second: 1}}\n"
            "    images: {credits: 4}\n    unpriced:\n"
            "      images: {name: a, why: b, where: c}\n",
            (8, "tools.t2v.unpriced.images", "images of t2v have a price, and are said to have"
             " none"),
            id="priced and unpriced",
        ),
        pytest.param(
            f"{HEAD}tools:\n  t2v:\n    any_model: {{credits_per_second: 1}}\n"
            "    removed_models: [a]\n",
            (6, "tools.t2v.removed_models",
             "there is nothing to remove from: this list extends no other"),
            id="removed from nothing",
        ),
        pytest.param(
            f"{LIST}top_ups:\n  source: {{title: a}}\n  currency: USD\n  packs: []\n",
            (7, "top_ups.packs", "there are no packs"),
            id="no packs",
        ),
        pytest.param(
            f"{LIST}top_ups:\n  source: {{title: a}}\n  currency: USD\n  packs:\n"
            "    - {credits: 600, price: 1}\n    - {credits: 600.0, price: 2}\n",
            (9, "top_ups.packs[1]", "a pack of 600 credits is here twice, first on line 8"),
            id="a pack twice",
        ),
        pytest.param(
            f"{LIST}top_ups:\n  source: {{title: a}}\n  currency: dollars\n"
            "  packs: [{credits: 1, price: 1}]\n",
            (6, "top_ups.currency", "'dollars' is not a currency"),
            id="a currency",
        ),
    ],
)  # fmt: skip
def test_a_list_that_does_not_hold_together(text: str, fault: tuple[int, str, str]):
    assert faults(text) == [fault]
    assert checked(text)[0] is None


@pytest.mark.parametrize(
    ("tools", "count"),
    [
        pytest.param("{t2v: {models: {a: {credits_per_second: x}}}}", 1, id="the model"),
        pytest.param("{t2v: {any_model: {credits_per_second: x}}}", 1, id="any model"),
        pytest.param("{t2v: {any_model: {}, models: {a: {}}}}", 2, id="missing rates"),
        pytest.param("{t2v: {models: nothing}}", 1, id="the models"),
        pytest.param("{t2v: nothing}", 1, id="the tool"),
        pytest.param("nothing", 1, id="the tools"),
        pytest.param("{t2v: {models: {a: {credits_per_second: 9, billed_in: 5}}}}", 1, id="step"),
        pytest.param("{t2v: {models: {a: {credits_per_second: 9}}, images: x,"
         " free_rerender_clips_per_minute: x}}", 2, id="free clips"),
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
edition: 2025-02-30
source: {titel: a page}
tools:
  t2v:
    models:
      Kling: {credits_per_second: 7}
      a: {credits_per_second: 1e3}
      b: {credits_per_second: -7, billed_in: 0s}
      c: {}
      d: {credits_per_second: 5}
      d: {credits_per_second: 6}
    images: {credits: 4, per_images: 0}
    unpriced:
      sounds: {name: a, why: b, where: c}
  fbf:
    any_model: [1]
  txv: {models: {}}
top_ups:
  source: {title: a shop}
  currency: dollars
  packs:
    - {credits: 600, price: 1.999}
    - {credits: 0, price: 15}
examples:
  - title: ""
    job: {tool: t2v, model: d, minutes: 1}
    expect: {totl: 301}
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
                (1, "edition"),  # no such day
                (2, "source"),  # no title
                (2, "source.titel"),  # a mistyped key
                (6, "tools.t2v.models.Kling"),  # no slug
                (7, "tools.t2v.models.a.credits_per_second"),  # not plain digits
                (8, "tools.t2v.models.b.billed_in"),  # a step of nothing
                (8, "tools.t2v.models.b.credits_per_second"),  # below 0
                (9, "tools.t2v.models.c"),  # no rate
                (11, "tools.t2v.models.d"),  # here twice
                (12, "tools.t2v.images.per_images"),  # a set of nothing
                (14, "tools.t2v.unpriced.sounds"),  # no line item
                (16, "tools.fbf.any_model"),  # a list for a group
                (17, "tools.txv"),  # no tool
                (20, "top_ups.currency"),  # no currency
                (22, "top_ups.packs[0].price"),  # three decimals
                (23, "top_ups.packs[1].credits"),  # a pack of nothing
                (25, "examples[0].title"),  # no title
                (27, "examples[0].expect"),  # no total
                (27, "examples[0].expect.totl"),  # a mistyped key
                (28, "colour"),  # not a key of a list
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
