"""Price lists, checks and changes as tables: which rows, words and notes they have."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from acorns_cli.catalog.changes import job_change, price_changes
from acorns_cli.catalog.proofs import CheckedList, ListedPrices, proofs, read_list
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    ModelPrice,
    Pack,
    PriceList,
    Source,
    ToolPrices,
    TopUps,
    Unpriced,
)
from acorns_cli.core.pricing import estimate
from acorns_cli.errors import Problem
from acorns_cli.records.yamltext import tree
from acorns_cli.report.pricechanges import price_changes_report
from acorns_cli.report.pricecheck import check_report, list_report
from acorns_cli.report.pricelist import price_list_report
from acorns_cli.report.report import Report

TODAY = date(2025, 12, 31)
SHIPPED = (Path(__file__).parents[2] / "prices" / "2025-06-27.yaml").read_text("utf-8")


def texts(report: Report) -> list[list[str]]:
    """What people see in each row."""
    columns = report.shown_columns
    return [[column.cell(row.subject).text for column in columns] for row in report.rows]


def values(report: Report, key: str) -> list[object]:
    """What programs see in a column."""
    [found] = [column for column in report.columns if column.key == key]
    return [found.cell(row.subject).value for row in report.rows]


def test_the_shipped_list_as_a_table(prices: PriceList):
    report = price_list_report(prices, today=TODAY)
    assert report.title == "Prices of 2025-06-27"
    assert texts(report)[2:5] == [
        ["autopilot", "Kling 2.1 Pro", "kling-2.1-pro", "15", "second"],
        ["autopilot", "Storyboards", "", "?", "see note"],
        ["t2v", "Seedance V1 Lite", "seedance-v1-lite", "3", "second"],
    ]
    assert texts(report)[-6:] == [
        ["t2v", "Images", "", "4", "image"],
        ["fbf", "Every model", "", "1", "second"],
        ["fbf", "Images", "", "0.1", "4 images"],
        ["Top-up", "600 credits", "", "15.00 USD", "pack"],
        ["Top-up", "1,800 credits", "", "40.00 USD", "pack"],
        ["Top-up", "6,000 credits", "", "99.00 USD", "pack"],
    ]
    assert report.notes == (
        "Autopilot, storyboards: the page gives no price for storyboards;"
        " the app shows it before a video is made.",
        "Prices of 2025-06-27 (6 months old), from:"
        " How are credits used for each tool? (help page, 2025-06-27)",
        "Prices change; the app's Model Selector has today's.",
        "Prices of packs from: Subscription Management (help page, undated)",
    )
    assert report.answer == "2025-06-27"


def test_steps_and_free_clips_are_shown():
    model = ModelPrice(Decimal("0.5"), billed_in=Decimal(5))
    tool = ToolPrices({"a": model}, free_rerender_clips_per_minute=Decimal(7))
    prices = PriceList(edition=date(2025, 1, 1), source=Source("a page"), tools={"t2v": tool})
    report = price_list_report(prices, today=TODAY)
    assert texts(report) == [
        ["t2v", "a", "a", "0.5", "second, in steps of 5 s"],
        ["t2v", "Re-rendered clips", "", "7 free", "minute of video"],
    ]
    assert values(report, "price") == [Decimal("0.5"), Decimal(7)]
    assert len(report.notes) == 2


def checked(text: str, file: str = "a.yaml") -> CheckedList:
    root, problems = tree(Path(file), text)
    prices = read_list(root, problems)
    found = proofs(root, prices, problems) if prices else ()
    known = (prices.edition, prices.origin) if prices else (None, None)
    return CheckedList(file, *known, tuple(problems), found)


RIGHT = checked(SHIPPED)
WRONG = checked(SHIPPED.replace("rerender: 420", "rerender: 402"))
UNPROVED = checked(SHIPPED.partition("examples:")[0], "b.yaml")


def test_theirs_stands_beside_ours_part_by_part():
    report = check_report([WRONG])
    assert report.title == "a.yaml: 1 problem"
    clips = "a 4-minute music video, 25% of the clips re-rendered"
    video = "a 4-minute music video, 25% of the video re-rendered"
    assert texts(report) == [
        [clips, "Base footage", "1,680", "1,680", "240 s × 7", "yes"],
        ["", "Re-render", "402", "420", "25% of 240 s = 60 s × 7", "NO"],
        ["", "Total", "2,100", "2,100", "", "yes"],
        [video, "Base footage", "240", "240", "240 s × 1", "yes"],
        ["", "Re-render", "60", "60", "25% of 240 s = 60 s × 1", "yes"],
        ["", "Total", "300", "300", "", "yes"],
        ["1 of 2 examples came out", "", "", "", "", "NO"],
    ]
    assert values(report, "agrees") == [True, False, True, True, True, True, False]
    assert values(report, "example") == [clips] * 3 + [video] * 3 + ["total"]
    assert report.answer == "1"


def test_a_list_that_is_right():
    report = check_report([RIGHT])
    assert report.title == "a.yaml: all is well"
    assert texts(report)[-1] == ["2 of 2 examples came out", "", "", "", "", "yes"]
    assert report.notes == (
        "a.yaml: prices of 2025-06-27, from:"
        " How are credits used for each tool? (help page, 2025-06-27)",
    )
    assert report.warnings == ()


def test_a_list_without_examples_is_sound_and_not_proved():
    report = check_report([UNPROVED])
    assert texts(report) == [["no examples", "", "", "", "", ""]]
    assert report.warnings == ("b.yaml is sound, and has no examples: nothing proves its prices.",)
    assert report.notes[0] == report.warnings[0]


def test_of_a_list_that_is_wrong_no_edition_is_named():
    broken = CheckedList("d.yaml", None, None, (Problem("this is wrong"),), ())
    report = check_report([broken])
    assert report.title == "d.yaml: 1 problem"
    assert (report.notes, report.warnings) == ((), ())


def test_of_several_lists_each_example_says_its_file():
    report = check_report([RIGHT, UNPROVED])
    assert report.title == "2 price lists: all is well"
    assert texts(report)[0][0] == "a.yaml: a 4-minute music video, 25% of the clips re-rendered"
    assert values(report, "file") == ["a.yaml"] * 6 + [None]


def listing(lists: Sequence[ListedPrices], why: str = "") -> Report:
    return list_report(lists, "/home/me/prices", why, today=TODAY)


def test_the_lists_that_there_are():
    later = CheckedList("c.yaml", date(2026, 2, 1), "a quote", (), ())
    faults = (Problem("this is wrong", "", 7, "tools"), Problem("this too"), Problem("and this"))
    broken = CheckedList("d.yaml", None, None, faults, ())
    misnamed = CheckedList("e.yaml", date(2025, 1, 1), "a page", (Problem("no name"),), ())
    report = listing(
        [
            ListedPrices("shipped", False, RIGHT),
            ListedPrices("own", True, later),
            ListedPrices("named", False, broken),
            ListedPrices("own", False, misnamed),
        ]
    )
    source = "How are credits used for each tool? (help page, 2025-06-27)"
    assert report.title == "4 price lists"
    assert texts(report) == [
        ["2025-06-27", "6 months", "", source, "2 of 2", "shipped"],
        ["2026-02-01", "to come", "yes", "a quote", "no", "yours"],
        ["?", "", "", "d.yaml: 3 problems", "", "named"],
        ["2025-01-01", "11 months", "", "a page", "no", "yours"],
    ]
    assert values(report, "age_days") == [187, -32, None, 364]
    assert report.warnings == ("d.yaml:7: tools: this is wrong, and 2 more.", "e.yaml: no name.")
    assert report.notes == (*report.warnings, "Your own lists are looked for in /home/me/prices.")
    assert report.answer == "2026-02-01"


def test_the_one_in_use_is_faulty():
    faults = (Problem("this is wrong", "mend it", 7),)
    broken = CheckedList("/home/me/2026-02-01.yaml", date(2026, 2, 1), None, faults, ())
    report = listing([ListedPrices("own", True, broken)])
    assert texts(report) == [
        ["2026-02-01", "to come", "faulty", "2026-02-01.yaml: 1 problem", "", "yours"]
    ]
    assert values(report, "in_use") == [True]
    assert report.warnings == (
        "The list in use has a fault: /home/me/2026-02-01.yaml:7: this is wrong; mend it.",
    )
    assert report.answer == "2026-02-01"


def test_none_is_in_use():
    report = listing([ListedPrices("shipped", False, RIGHT)], "there is none of that day")
    assert report.title == "1 price list"
    assert report.warnings == ("None is in use: there is none of that day.",)
    assert report.answer == ""


def a_list(day: int, packs: int | None = None, **tools: ToolPrices) -> PriceList:
    sold = TopUps(Source("a shop"), "USD", (Pack(Decimal(packs), Decimal(1)),)) if packs else None
    edition, source = date(2025, 12, day), Source("a page")
    return PriceList(edition=edition, source=source, tools=tools, top_ups=sold)


def changed(old: PriceList, new: PriceList, job: Job | None = None) -> Report:
    """The report on two lists, and on what they do to a job."""
    effect = job_change(estimate(job, old), estimate(job, new)) if job else None
    return price_changes_report(price_changes(old, new, effect), old, new, job, today=TODAY)


def two_rates(tool: str, *rates: object) -> list[PriceList]:
    """Two lists with one model at two rates."""
    return [a_list(1, **{tool: ToolPrices({"a": ModelPrice(Decimal(rate))})}) for rate in rates]


def test_what_became_dearer_and_cheaper():
    gap = {"images": Unpriced("storyboards", "b", "c")}
    old = a_list(1, 1000, t2v=ToolPrices({"a": ModelPrice(Decimal(8), "Model A")}))
    new_models = {"a": ModelPrice(Decimal(9)), "b": ModelPrice(Decimal(1), "B", Decimal(5))}
    new = a_list(
        2,
        t2v=ToolPrices(
            new_models, ModelPrice(Decimal(1)), unpriced=gap,
            free_rerender_clips_per_minute=Decimal(7),
        ),
    )  # fmt: skip
    job = Job.of(tool="t2v", model="a", minutes=1)
    report = changed(old, new, job)
    assert report.title == (
        "Prices of 2025-12-01 → 2025-12-02: 3 added, 1 removed, 1 dearer, 1 cheaper"
    )
    assert texts(report) == [
        ["dearer", "t2v: Model A", "8/s", "9/s", "+12.5%"],
        ["added", "t2v: B", "", "1/s (5 s steps)", ""],
        ["added", "t2v: every model", "", "1/s", ""],
        ["cheaper", "t2v: free re-rendered clips", "0/min", "7/min", ""],
        ["added", "t2v: storyboards", "", "no price", ""],
        ["removed", "Top-up: 1,000 credits", "1.00 USD", "", ""],
        ["The job", "+60 credits", "480", "*540", "+12.5%"],
    ]
    assert report.notes == (
        "The job: Text-to-Video with a, 1:00 of video.",
        "* Not in the new total: storyboards. B. C.",
        "Old: 2025-12-01 (30 days old), from: a page",
        "New: 2025-12-02 (29 days old), from: a page",
    )
    assert report.warnings == ("Not in the new total: storyboards. B. C.",)
    assert values(report, "new_billed_in") == [None, 5, None, None, None, None, None]
    assert values(report, "old_currency") == [None, None, None, None, None, "USD", None]
    assert values(report, "new") == [9, 1, 1, 7, None, None, 540]
    assert report.answer == "60"


def test_a_percentage_that_never_ends_is_marked():
    report = changed(*two_rates("t2v", 7, 6))
    assert texts(report) == [["cheaper", "t2v: a", "7/s", "6/s", "~−14.29%"]]
    assert values(report, "percent") == [Decimal("-14.29")]
    assert values(report, "percent_is_exact") == [False]
    assert report.answer == "1"


def test_a_difference_of_many_digits_has_them_all():
    old, new = two_rates("fbf", "1", "999999.999998")
    job = Job.of(
        tool="fbf", model="a", minutes=1, clip_length="3599999.999999s", rerender="999999937clips"
    )
    report = changed(old, new, job)
    # 999,999,938 clips × 3,599,999.999999 s × (999,999.999998 − 1)
    assert texts(report)[-1][1] == "+3,599,996,176,792,023,201,508.401937999876 credits"


def test_nothing_is_different(prices: PriceList):
    report = changed(prices, prices, Job.of(tool="fbf", minutes=1))
    assert report.title == "Prices of 2025-06-27 → 2025-06-27: nothing is different"
    assert texts(report) == [["The job", "0 credits", "60", "60", "0%"]]
    assert report.answer == "0"


def test_what_a_job_rerenders_is_named_and_its_low_end_changes_too():
    old, new = two_rates("t2v", 7, 6)
    job = Job.of(tool="t2v", model="a", minutes=1, rerender="10%..20%", extra="5s")
    report = changed(old, new, job)
    # 60 s and 5 s, and 6 s to 12 s again: 77 s at the high end, 71 s at the low one.
    assert texts(report)[-1] == ["The job", "−77 credits", "539", "462", "~−14.29%"]
    assert report.notes[:2] == (
        "The job: Text-to-Video with a, 1:00 of video, 10% to 20% re-rendered, 0:05 extra.",
        "The credits are the high ends of ranges; the low end changes by −71.",
    )
