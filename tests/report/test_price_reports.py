"""Price lists, checks and changes as tables: which rows, words and notes they have."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from acorns_cli import load_prices
from acorns_cli.catalog.changes import job_change, price_changes
from acorns_cli.catalog.editions import services
from acorns_cli.catalog.proofs import CheckedList, ListedPrices, proofs, read_list
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    AddOn,
    ImagePrice,
    ModelPrice,
    NoPrice,
    Pack,
    Packs,
    Plan,
    Plans,
    PriceList,
    Service,
    Source,
    ToolPrices,
    Unpriced,
)
from acorns_cli.errors import Problem
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.records.yamltext import tree
from acorns_cli.report.pricechanges import price_changes_report
from acorns_cli.report.pricecheck import check_report
from acorns_cli.report.pricelist import price_list_report
from acorns_cli.report.pricelists import list_report
from acorns_cli.report.report import Report

TODAY = date(2025, 12, 31)
D = Decimal
LISTS = Path(__file__).parents[2] / "prices"
SHIPPED = (LISTS / "neural-frames" / "2025-06-27.yaml").read_text("utf-8")


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
    assert report.title == "Prices of 2025-06-27, in credits"
    assert texts(report)[2:5] == [
        ["autopilot", "Kling 2.1 Pro", "kling-2.1-pro", "15", "second"],
        ["autopilot", "Storyboards", "", "?", "see note"],
        ["t2v", "Seedance V1 Lite", "seedance-v1-lite", "3", "second"],
    ]
    assert texts(report)[-9:] == [
        ["t2v", "Images", "", "4", "image"],
        ["fbf", "Every model", "", "1", "second"],
        ["fbf", "Images", "", "0.1", "4 images"],
        ["Top-up", "600 credits", "", "15.00 USD", "pack"],
        ["Top-up", "1,800 credits", "", "40.00 USD", "pack"],
        ["Top-up", "6,000 credits", "", "99.00 USD", "pack"],
        ["Plan", "Neural Knight, 2,400 credits a month", "", "312.00 USD", "year"],
        ["Plan", "Neural Ninja, 7,200 credits a month", "", "792.00 USD", "year"],
        ["Plan", "Neural Nirvana, 24,000 credits a month", "", "2,388.00 USD", "year"],
    ]
    assert report.notes == (
        "Autopilot, storyboards: the page gives no price for storyboards;"
        " the app shows it before a video is made.",
        "Autopilot: every video needs storyboards.",
        "Prices of 2025-06-27 (6 months old: check before you pay), from:"
        " How are credits used for each tool? (help page, 2025-06-27),"
        " help.neuralframes.com/en/articles/10507175-how-are-credits-used-for-each-tool",
        "Prices change; the app's Model Selector has today's.",
        "Prices of packs from: Subscription Management (help page, undated),"
        " help.neuralframes.com/en/articles/13176401-subscription-management",
        "Note on packs: The page names these packs as examples; a slider in the app offers other"
        " amounts.",
        "Prices of plans from: neural frames pricing (price page, June 2026,"
        " read in a public competitive study), neuralframes.com/pricing",
        "Note on plans: Billed once a year. The credits are for each month.",
    )
    assert report.cautions == (report.notes[2],)
    assert report.answer == "2025-06-27"


@pytest.mark.parametrize("service", services())
def test_the_names_to_type_are_shown_on_80_columns(service: str):
    prices = load_prices(service)
    shown = rendered(price_list_report(prices, today=TODAY), "table", Canvas(width=80))
    for tool in prices.tools.values():
        assert all(model in shown for model in tool.models)


def test_every_shape_of_a_price_is_shown():
    price_of_its_own = Source("a mail", "e-mail", "May", "x.com", "a study")
    models = {
        "in-steps": ModelPrice(name="Steps", price=D("0.3"), per=D(5)),
        "in-clips/720p": ModelPrice(name="Clips", clips={D(10): D(2), D(5): D("1.125")}),
        "in-lengths": ModelPrice(D("0.4"), lengths=(D(8), D(4)), source=price_of_its_own),
        "silent": ModelPrice(name="Silent", unpriced=NoPrice("it is new", "the app shows it")),
    }
    tool = ToolPrices(
        name="Video",
        models=models,
        images=ImagePrice(D(1), 1, "stills"),
        add_ons={
            "lip-sync": AddOn(D(1), "Lip-sync", note="over the voice."),
            "character": AddOn(price=D(2), models=("in-steps", "in-lengths")),
        },
        free_rerender_clips_per_minute=D(7),
        always=("lip-sync", "images"),
        note="made for songs",
    )
    prices = PriceList(
        service=Service("acme", "Acme"),
        edition=date(2025, 11, 1),
        unit="USD",
        source=Source("a page"),
        note="Tax is added.",
        tools={"video": tool},
    )
    report = price_list_report(prices, today=TODAY)
    assert report.title == "Prices of acme 2025-11-01, in USD"
    assert [column.title for column in report.shown_columns] == [
        "Tool", "What", "--model, --add", "Price", "For",
    ]  # fmt: skip
    assert texts(report) == [
        ["video", "Steps", "in-steps", "0.30", "5 s"],
        ["video", "Clips", "in-clips/720p", "1.125", "clip of 5 s"],
        ["video", "", "", "2.00", "clip of 10 s"],
        ["video", "in-lengths", "in-lengths", "0.40", "second, in clips of 4 s or 8 s"],
        ["video", "Silent", "silent", "?", "see note"],
        ["video", "Images", "", "1.00", "image"],
        ["video", "Lip-sync", "lip-sync", "1.00", "second"],
        ["video", "character", "character", "2.00", "piece, with in-steps or in-lengths alone"],
        ["video", "Re-rendered clips", "", "7 free", "minute of video"],
    ]
    assert values(report, "name")[1:3] == ["Clips", "Clips"]
    assert values(report, "model")[1:3] == ["in-clips/720p", "in-clips/720p"]
    assert values(report, "price")[:3] == [D("0.3"), D("1.125"), D(2)]
    assert values(report, "add_on")[-3:] == ["lip-sync", "character", None]
    assert report.notes == (
        "Video, Silent: it is new; the app shows it.",
        "Video: every video needs Lip-sync and images.",
        "Note on Video: made for songs.",
        "Note on images: stills.",
        "Note on Lip-sync: over the voice.",
        "Prices of in-lengths from: a mail (e-mail, May, read in a study), x.com",
        "Prices of acme 2025-11-01 (60 days old), from: a page",
        "Tax is added.",
    )
    assert report.cautions == ()


def test_packs_and_plans_say_their_terms():
    packs = (Pack(D(600), D(4), needs_plan=True, note="valid for a year."), Pack(D(60), D("0.5")))
    plans = (Plan("Pro", D(2250), D(35), D(336), "more speed"), Plan("Big", D(9000), yearly=D(900)))
    prices = PriceList(
        edition=date(2025, 11, 1),
        source=Source("a page"),
        tools={},
        packs=Packs(Source("a shop", url="shop.com"), "USD", packs),
        plans=Plans(Source("a wall"), "JPY", plans, "Unused credits are lost."),
    )
    report = price_list_report(prices, today=TODAY)
    assert texts(report) == [
        ["Top-up", "600 credits", "", "4.00 USD", "pack, only with a plan, valid for a year"],
        ["Top-up", "60 credits", "", "0.50 USD", "pack"],
        ["Plan", "Pro, 2,250 credits a month, more speed", "", "35 JPY", "month"],
        ["Plan", "", "", "336 JPY", "year"],
        ["Plan", "Big, 9,000 credits a month", "", "900 JPY", "year"],
    ]
    assert values(report, "name") == ["600", "60", "Pro", "Pro", "Big"]
    assert values(report, "currency") == ["USD", "USD", "JPY", "JPY", "JPY"]
    assert report.notes[1:] == (
        "Prices of packs from: a shop, shop.com",
        "Prices of plans from: a wall",
        "Note on plans: Unused credits are lost.",
    )


def checked(text: str, file: str = "a.yaml") -> CheckedList:
    root, problems = tree(Path(file), text)
    prices = read_list(root, problems)
    found = proofs(root, prices, problems) if prices else ()
    known = (prices.edition, prices.origin) if prices else (None, None)
    said = (prices.service.id, prices.unit) if prices else (None, None)
    return CheckedList(file, *known, tuple(problems), found, *said)


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


def test_a_list_without_examples_passes_and_is_marked():
    report = check_report([UNPROVED])
    assert report.title == "b.yaml: all is well"
    assert texts(report) == [["no worked example", "", "", "", "", ""]]
    assert report.notes[0] == (
        "b.yaml is sound, and has no worked example: its prices are not recomputed."
    )
    assert (report.warnings, report.answer) == ((), "0")


def test_theirs_and_ours_in_money_and_about():
    text = """
service: {id: acme, name: Acme}
edition: 2025-06-27
unit: USD
source: {title: a page}
tools:
  video:
    models: {a: {per_second: 0.4}}
    add_ons: {upscale-4k: {price: 0.125}}
    unpriced: {engine: {name: the engine, why: unknown, where: the app}}
examples:
  - title: a minute
    job: {tool: video, model: a, minutes: 1, add: "upscale-4k, engine"}
    expect: {base: 24, upscale-4k: 0.125, other: 1, about: 30}
"""
    report = check_report([checked(text)])
    assert texts(report)[:3] == [
        ["a minute", "Base footage", "24.00", "24.00", "60 s × 0.40", "yes"],
        ["", "upscale-4k", "0.125", "0.125", "1 × 0.125", "yes"],
        ["", "Total, about", "30.00", "25.125", "", "yes"],
    ]
    assert report.notes[-1] == "a.yaml: prices of acme 2025-06-27, from: a page"
    [proof] = report.document["lists"][0]["examples"]
    assert proof["sums"] == {"base": "60 s × 0.40", "upscale-4k": "1 × 0.125"}


def test_of_a_list_that_is_wrong_no_edition_is_named():
    broken = CheckedList("d.yaml", None, None, (Problem("this is wrong"),), ())
    report = check_report([broken])
    assert report.title == "d.yaml: 1 problem"
    assert (report.notes, report.warnings) == ((), ())


def test_of_several_lists_each_example_says_its_file():
    report = check_report([RIGHT, UNPROVED])
    assert report.title == "2 price lists: all is well"
    first, second = "25% of the clips re-rendered", "25% of the video re-rendered"
    assert [row[0] for row in texts(report) if row[0]] == [
        f"a.yaml: a 4-minute music video, {first}",
        f"a 4-minute music video, {second}",
        "b.yaml: no worked example",
        "2 of 2 examples came out",
    ]
    assert values(report, "file") == ["a.yaml"] * 6 + ["b.yaml", None]


def listing(lists: Sequence[ListedPrices], why: str = "") -> Report:
    return list_report(lists, "/home/me/prices", why, today=TODAY)


def test_the_lists_that_there_are():
    later = CheckedList("c.yaml", date(2026, 2, 1), "a quote", (), (), "kling", "USD", 2, True)
    faults = (Problem("this is wrong", "", 7, "tools"), Problem("this too"), Problem("and this"))
    broken = CheckedList("d.yaml", None, None, faults, ())
    misnamed = CheckedList("e.yaml", date(2025, 1, 1), "a page", (Problem("no name"),), ())
    report = listing(
        [
            ListedPrices("shipped", False, replace(RIGHT, models=7)),
            ListedPrices("own", True, later),
            ListedPrices("named", False, broken),
            ListedPrices("own", False, misnamed),
        ]
    )
    nf, source = "neural-frames", "How are credits used for each tool? (help page, 2025-06-27)"
    assert report.title == "4 price lists"
    assert texts(report) == [
        [nf, "2025-06-27", "6 months", "", source, "credits", "7", "2 of 2", "shipped"],
        ["kling", "2026-02-01", "to come", "yes", "a quote", "USD", "2", "no", "yours"],
        ["", "?", "", "", "d.yaml: 3 problems", "", "", "", "named"],
        ["", "2025-01-01", "11 months", "", "a page", "", "0", "no", "yours"],
    ]
    assert values(report, "age_days") == [187, -32, None, 364]
    assert report.warnings == ("d.yaml:7: tools: this is wrong, and 2 more.", "e.yaml: no name.")
    assert report.notes == (*report.warnings, "Your own lists are looked for in /home/me/prices.")
    assert report.answer == "kling/2026-02-01"


def test_the_one_in_use_is_faulty():
    faults = (Problem("this is wrong", "mend it", 7),)
    broken = CheckedList("/home/me/2026-02-01.yaml", date(2026, 2, 1), None, faults, ())
    report = listing([ListedPrices("own", True, broken)])
    assert texts(report) == [
        ["", "2026-02-01", "to come", "faulty", "2026-02-01.yaml: 1 problem", "", "", "", "yours"]
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
    sold = Packs(Source("a shop"), "USD", (Pack(Decimal(packs), Decimal(1)),)) if packs else None
    edition, source = date(2025, 12, day), Source("a page")
    return PriceList(edition=edition, source=source, tools=tools, packs=sold)


def changed(old: PriceList, new: PriceList, job: Job | None = None) -> Report:
    """The report on two lists, and on what they do to a job."""
    effect = job_change(job, old, new) if job else None
    return price_changes_report(price_changes(old, new, effect), old, new, job, today=TODAY)


def two_rates(tool: str, *rates: object) -> list[PriceList]:
    """Two lists with one model at two rates."""
    return [
        a_list(1, **{tool: ToolPrices(models={"a": ModelPrice(Decimal(rate))})}) for rate in rates
    ]


def test_what_became_dearer_and_cheaper():
    gap = {"images": Unpriced("storyboards", "b", "c")}
    old = a_list(1, 1000, t2v=ToolPrices(models={"a": ModelPrice(Decimal(8), "Model A")}))
    new_models = {
        "a": ModelPrice(Decimal(9)),
        "b": ModelPrice(name="B", price=Decimal(5), per=Decimal(5)),
    }
    new = a_list(
        2,
        t2v=ToolPrices(
            name="Text-to-Video", models=new_models, any_model=ModelPrice(Decimal(1)),
            unpriced=gap, free_rerender_clips_per_minute=Decimal(7), always=("images",),
        ),
    )  # fmt: skip
    job = Job.of(tool="t2v", model="a", minutes=1)
    report = changed(old, new, job)
    assert report.title == (
        "Prices of 2025-12-01 → 2025-12-02: 4 added, 1 removed, 1 dearer, 1 cheaper"
    )
    assert texts(report) == [
        ["dearer", "t2v: Model A", "8/s", "9/s", "+12.5%"],
        ["added", "t2v: B", "", "5/5 s", ""],
        ["added", "t2v: every model", "", "1/s", ""],
        ["cheaper", "t2v: free re-rendered clips", "0/min", "7/min", ""],
        ["added", "t2v: storyboards", "", "no price", ""],
        ["added", "t2v: every video needs storyboards", "", "yes", ""],
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
    assert values(report, "old_currency") == [None, None, None, None, None, None, "USD", None]
    assert values(report, "new") == [9, 5, 1, 7, None, None, None, 540]
    assert report.answer == "60"


def test_one_credit_is_one():
    plans = (Plan("A", Decimal(1), monthly=Decimal(3)),)
    old = a_list(1, 1, t2v=ToolPrices(any_model=ModelPrice(Decimal(1))))
    new = replace(old, packs=None, plans=Plans(Source("a shop"), "USD", plans))
    assert texts(changed(old, new)) == [
        ["removed", "Top-up: 1 credit", "1.00 USD", "", ""],
        ["added", "Plan: A", "", "3.00 USD/1 credit a month", ""],
    ]
    rows = [row for prices in (old, new) for row in texts(price_list_report(prices, today=TODAY))]
    assert [row[1] for row in rows if row[0] in ("Top-up", "Plan")] == [
        "1 credit",
        "A, 1 credit a month",
    ]


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


def test_credits_of_two_services_are_said_to_be_two_units():
    old, new = two_rates("video", 7, 8)
    report = changed(replace(old, service=Service("kling")), replace(new, service=Service("luma")))
    assert report.title == "Prices of kling 2025-12-01 → luma 2025-12-01: 1 changed"
    assert texts(report) == [["changed", "video: a", "7/s", "8/s", ""]]
    assert report.notes[0] == (
        "The prices are in two units, credits of kling and credits of luma:"
        " neither is dearer or cheaper."
    )
    assert len(report.notes) == 3
    # Of credits and money, the prices themselves say it.
    assert len(changed(old, replace(new, unit="USD")).notes) == 2


def test_what_a_job_rerenders_is_named_and_its_low_end_changes_too():
    old, new = two_rates("t2v", 7, 6)
    job = Job.of(tool="t2v", model="a", minutes=1, rerender="10%..20%", extra="5s")
    report = changed(old, new, job)
    # 60 s and 5 s, and 6 s to 12 s again: 77 s at the high end, 71 s at the low one.
    assert texts(report)[-1] == ["The job", "−77 credits", "539", "462", "~−14.29%"]
    assert report.notes[:2] == (
        "The job: t2v with a, 1:00 of video, 10% to 20% re-rendered, 0:05 extra.",
        "The credits are the high ends of ranges; the low end changes by −71.",
    )


def test_every_kind_of_change_has_its_words():
    old_tool = ToolPrices(
        name="Video",
        models={
            "c": ModelPrice(name="Clips", clips={D(5): D("0.5"), D(10): D(1)}),
            "s": ModelPrice(price=D(2), per=D(5)),
        },
        add_ons={"lip-sync": AddOn(D(1), "Lip-sync"), "character": AddOn(price=D(10))},
        images=ImagePrice(D(1), 4),
        always=("lip-sync",),
    )
    new_tool = ToolPrices(
        name="Video",
        models={
            "c": ModelPrice(name="Clips", clips={D(5): D("0.6"), D(10): D(1)}),
            "s": ModelPrice(name="S", unpriced=NoPrice("it is new", "the app")),
        },
        add_ons={"lip-sync": AddOn(D(2))},
        images=ImagePrice(D(1), 4),
    )
    kinds = {"unit": "USD", "source": Source("a page"), "service": Service("acme", "Acme")}
    plans = Plans(Source("a wall"), "EUR", (Plan("Pro", D(600), D(30), D(300)),))
    old = PriceList(edition=date(2025, 2, 1), tools={"video": old_tool}, plans=plans, **kinds)
    new = PriceList(edition=date(2025, 6, 1), tools={"video": new_tool}, **kinds)
    job = Job.of(tool="video", model="c", seconds=5, clip_length="5s", takes=2)
    report = changed(old, new, job)
    assert texts(report) == [
        ["dearer", "video: Clips", "0.50 USD/clip of 5 s", "0.60 USD/clip of 5 s", "+20%"],
        ["changed", "video: S", "2.00 USD/5 s", "no price", ""],
        ["dearer", "video: Lip-sync", "1.00 USD/s", "2.00 USD/s", "+100%"],
        ["removed", "video: character", "10.00 USD/piece", "", ""],
        ["removed", "video: every video needs Lip-sync", "yes", "", ""],
        ["removed", "Plan: Pro", "30.00 EUR/600 credits a month", "", ""],
        ["removed", "Plan: Pro", "300.00 EUR/600 credits a month, for a year", "", ""],
        ["The job", "+0.20 USD", "*1.00", "1.20", "+20%"],
    ]
    assert report.title.startswith("Prices of acme 2025-02-01 → acme 2025-06-01: ")
    assert report.notes[0] == "The job: Video with Clips, 0:05 of video, 2 takes of each clip."
    newest = "New: acme 2025-06-01 (6 months old: check before you pay), from: a page"
    assert report.notes[-2:] == ("Old: acme 2025-02-01 (10 months old), from: a page", newest)
    assert report.cautions == (newest,)
