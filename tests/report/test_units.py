"""Every report on a list in money says the currency, and shows its decimals."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace
from projects import project

from acorns_cli import Job, PriceList, estimate
from acorns_cli.advice.account import account
from acorns_cli.advice.budget import longest_videos
from acorns_cli.advice.choices import choices
from acorns_cli.advice.comparison import comparison
from acorns_cli.advice.market import market
from acorns_cli.batch.pricing import Batch
from acorns_cli.batch.summary import summary
from acorns_cli.core.pricelist import ModelPrice, Service, Source, ToolPrices
from acorns_cli.core.quantities import Range
from acorns_cli.project.changes import project_changes
from acorns_cli.project.estimate import project_estimate
from acorns_cli.project.progress import project_progress
from acorns_cli.report.account import balance_note
from acorns_cli.report.batch import batch_report
from acorns_cli.report.budget import budget_report
from acorns_cli.report.choices import shared_assumptions
from acorns_cli.report.compare import compare_report
from acorns_cli.report.credits import credits_said, credits_text, low_end_note, signed_credits
from acorns_cli.report.estimate import estimate_report
from acorns_cli.report.market import market_report
from acorns_cli.report.progress import progress_report
from acorns_cli.report.project import project_report
from acorns_cli.report.projectchanges import changes_report
from acorns_cli.report.report import Report

D = Decimal
TODAY = date(2025, 9, 1)
LENGTHS = (D(4), D(8))
MODELS = {
    "a/720p": ModelPrice(D("0.4"), "A 720p", lengths=LENGTHS),
    "a/1080p": ModelPrice(D("0.5"), "A 1080p", lengths=LENGTHS),
    "b": ModelPrice(D("0.125")),
}
PRICES = PriceList(
    service=Service("acme", "Acme"),
    edition=date(2025, 6, 27),
    unit="USD",
    source=Source("a page"),
    tools={"video": ToolPrices(models=MODELS)},
)


def titles(shown: Report) -> list[str]:
    return [column.title for column in shown.shown_columns]


def texts(shown: Report) -> list[list[str]]:
    columns = shown.shown_columns
    return [[column.cell(row.subject).text for column in columns] for row in shown.rows]


def test_the_ratio_of_services_is_rounded_once():
    def service(name: str, per_second: str) -> PriceList:
        tools = {"video": ToolPrices(models={"m": ModelPrice(D(per_second))})}
        return replace(PRICES, service=Service(name, name), tools=tools)

    # 10,049.51 of 10,000: 1.004951 is 1.0050 to 4 decimals, and 1.00 to 2.
    lists = [service("one", "1"), service("two", "1.004951")]
    job = Job.of(tool="video", seconds=10_000)
    found = market(job, lists)
    assert [offer.ratio for offer in found.offers] == [1, D("1.005")]
    shown = market_report(job, found, lists, today=TODAY)
    [ratio] = [column for column in shown.columns if column.key == "ratio"]
    cells = [ratio.cell(row.subject) for row in shown.rows]
    assert [(cell.value, cell.text) for cell in cells] == [(1, "1.00×"), (D("1.005"), "1.00×")]


def test_an_estimate():
    job = Job.of(tool="video", model="a", seconds=10, reserve="3%")
    found = estimate(job, PRICES)
    after = account(D("2.5"), found.total_credits, PRICES)
    shown = estimate_report(job, found, PRICES, after, today=TODAY)
    assert titles(shown) == ["Item", "Quantity", "Rate", "Sum", "USD"]
    assert texts(shown) == [
        ["Base footage", "3 clips", "1.60/clip", "10 s → 3 clips of 4 s × 1.60", "4.80"],
        ["Reserve", "", "", "3% of 4.80 → 0.15", "0.15"],
        ["Total", "", "", "", "4.95"],
        ["Balance", "", "", "", "2.50"],
        ["Shortfall", "", "", "4.95 − 2.50", "2.45"],
    ]
    assert not any("packs" in note for note in shown.notes)
    assert list(shown.document)[:3] == ["schema", "unit", "tool"]
    assert shown.document["unit"] == "USD"
    assert shown.document["lines"][0]["sum"] == "10 s → 3 clips of 4 s × 1.60"
    assert shown.answer == "4.95"


def test_a_comparison():
    job = Job.of(tool="video", seconds=60)
    found = comparison(job, choices(PRICES), PRICES, D(25))
    shown = compare_report(job, found, PRICES, today=TODAY)
    assert titles(shown)[2:5] == ["USD", "Per min", "Balance"]
    assert [row[1:5] for row in texts(shown)] == [
        ["b", "7.50", "7.50", "fits"],
        ["a/720p", "24.00", "24.00", "fits"],
        ["a/1080p", "30.00", "30.00", "5.00 short"],
    ]
    assert shown.notes[:2] == (
        "fits: the 25.00 USD of the balance are enough.",
        "Assumed: the clips of a/720p and a/1080p are 4 s long, which costs the least per second.",
    )


def test_what_is_assumed_of_all_models_is_said_of_every_model():
    job = Job.of(tool="video", seconds=60)
    pair = choices(PRICES, models=["a"])
    said = [*shared_assumptions(comparison(job, pair, PRICES).offers)]
    assert said == ["the clips of every model are 4 s long, which costs the least per second"]
    one = [*shared_assumptions(comparison(job, pair[:1], PRICES).offers)]
    assert one == ["the clips of a/720p are 4 s long, which costs the least per second"]


def test_a_budget():
    job = Job.of(tool="video", seconds=1)
    found = longest_videos(D("1.5"), job, choices(PRICES), PRICES)
    shown = budget_report(job, found, PRICES, today=TODAY)
    assert shown.title == "For 1.50 USD: the longest video"
    assert [row[2:4] for row in texts(shown)] == [["1.50", "0.00"], ["–", "1.50"], ["–", "1.50"]]
    assert shown.notes[0] == (
        "– Too little: one second takes 1.60 USD with video a/720p, 2.00 USD with video a/1080p."
    )


def test_a_batch():
    rows = [{"tool": "video", "model": "a", "seconds": 4, "rerender": "0%..50%"}]
    shown = batch_report(summary(Batch(PRICES).results(rows), PRICES), PRICES, today=TODAY)
    assert titles(shown) == ["Tool", "Model", "Rows", "USD"]
    assert texts(shown)[-1] == ["Total", "", "1", "1.60 – 3.20"]


POOLED = {"tool": "video", "model": "a/720p", "clip_length": "8s"}
"""Its clips are 3.20 each; what a scene holds of pooled ones has 6 decimals of a clip."""


def test_a_project_with_pooled_clips():
    scenes = [
        {"name": "A", **POOLED, "length": "16s", "rerender": "25%"},
        {"name": "B", **POOLED, "length": "16s", "rerender": "0%..100%"},
    ]
    read = project(PRICES, *scenes, balance="20")
    shown = project_report(project_estimate(read), PRICES, today=TODAY)
    # Half a clip and 0 to 2; whole clips are 1 to 3.
    assert [row[3] for row in texts(shown)] == ["8.00", "6.40 – 12.80", "1.60", "16.00 – 22.40"]
    assert shown.notes[1].startswith(
        "The balance of 20.00 USD is not enough for the 22.40 USD still needed: 2.40 USD are"
    )
    assert shown.figures[0] == ("Total", "16.00 – 22.40 USD")
    status = progress_report(project_progress(read), PRICES, today=TODAY)
    assert [row[1] for row in texts(status)] == [
        *("16.00 – 22.40", "0.00", "16.00 – 22.40", "16.00 – 22.40", "0.00", "−2.40")
    ]
    changes = project_changes(read, project(PRICES, scenes[0], {**scenes[1], "rerender": "50%"}))
    [*_, total] = texts(changes_report(changes, PRICES, PRICES, today=TODAY))
    assert total[2:] == ["22.40", "19.20", "−3.20"]


def test_amounts_in_columns_and_in_sentences():
    assert credits_text(D("1.6"), "USD", complete=False) == "*1.60"
    assert credits_text(Range(D(1), D(2000)), "USD") == "1.00 – 2,000.00"
    assert credits_text(D("0.084"), "USD") == "0.084"
    assert credits_said(D("1.6"), "USD") == "1.60 USD"
    assert credits_said(D(1600), "credits", complete=False) == "*1,600"
    assert [signed_credits(D(it), "USD") for it in (1, -1, 0)] == ["+1.00", "−1.00", "0.00"]
    assert low_end_note(Range(D(1), D(2)), Range(D(2), D(2)), "USD") == (
        "The amounts are the high ends of ranges; the low end changes by +1.00.",
    )
    assert balance_note(account(D(1), D(3), PRICES), "EUR", complete=True) == (
        "The balance of 1.00 EUR is not enough for the 3.00 EUR still needed:"
        " 2.00 EUR are missing.",
    )
