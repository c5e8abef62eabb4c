"""What a batch comes to, as a report."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from acorns_cli.batch.pricing import Batch
from acorns_cli.batch.summary import summary
from acorns_cli.catalog.files import load_prices
from acorns_cli.core.pricelist import PriceList
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.report.batch import batch_report
from acorns_cli.report.report import Report

ROWS = [
    {"tool": "t2v", "model": "kling-2.1-pro", "minutes": 1, "rerender": "10%..40%"},
    {"tool": "autopilot", "model": "kling-2.1-pro", "seconds": 2},
    {"tool": "fbf", "minutes": 20, "images": 1},
    {},
]
EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2025, 6, 28)
NOTE = "Prices change; the app's Model Selector has today's."


def report_of(prices: PriceList, rows: list[Any]) -> Report:
    batch = Batch(prices, lists=lambda choice, _: load_prices(choice))
    return batch_report(summary(batch.results(rows), prices), prices, today=TODAY)


def test_the_table(prices: PriceList):
    report = report_of(prices, ROWS)
    assert rendered(report, "table", Canvas(80)).splitlines()[:11] == [
        "3 rows priced",
        "╭────────────────────┬───────────────┬──────┬────────────────────╮",
        "│ Tool               │ Model         │ Rows │            Credits │",
        "├────────────────────┼───────────────┼──────┼────────────────────┤",
        "│ autopilot          │ Kling 2.1 Pro │    1 │                *30 │",
        "│ t2v                │ Kling 2.1 Pro │    1 │        792 – 1,008 │",
        "│ fbf                │ any model     │    1 │            1,200.1 │",
        "├────────────────────┼───────────────┼──────┼────────────────────┤",
        "│ Total (incomplete) │               │    3 │ *2,022.1 – 2,238.1 │",
        "╰────────────────────┴───────────────┴──────┴────────────────────╯",
        " * Not in the total: 1 row that could not be priced.",
    ]
    assert report.answer == "2238.1"
    assert report.warnings == (
        "Not in the total: 1 row that could not be priced.",
        "Not in the total: storyboards of Autopilot. The page gives no price for storyboards."
        " The app shows it before a video is made.",
    )
    assert "To buy: 1 × 1,800 + 1 × 600 credits for 55.00 USD." in report.notes
    assert report.notes[-3:] == (
        "Prices of 2025-06-27 (1 day old), from:"
        " How are credits used for each tool? (help page, 2025-06-27)",
        NOTE,
        "Prices of credits from: Subscription Management (help page, undated)",
    )


def test_csv(prices: PriceList):
    report = report_of(prices, ROWS[:1])
    assert (report.title, report.warnings) == ("1 row priced", ())
    assert rendered(report, "csv", Canvas()) == (
        "prices,tool,model,rows,low_credits,total_credits,unit,complete\n"
        "2025-06-27,t2v,kling-2.1-pro,1,792,1008,credits,true\n"
        "neural-frames,total,,1,792,1008,credits,true\n"
    )


def test_no_rows(prices: PriceList):
    report = report_of(prices, [])
    assert (report.title, report.answer) == ("0 rows priced", "0")
    assert [column.title for column in report.shown_columns] == ["Tool", "Model", "Rows", "Credits"]
    assert report.notes[-1] == NOTE


OWN = {"tool": "fbf", "minutes": 1}
SORA = {"prices": "sora", "tool": "video", "model": "sora-2", "seconds": 8}
RUNWAY = {"prices": "runway", "tool": "video", "model": "gen-4.5", "seconds": 5}


def test_several_price_lists(prices: PriceList):
    report = report_of(prices, [OWN, SORA, RUNWAY])
    assert [
        line for line in rendered(report, "table", Canvas(80)).splitlines()[:14] if "─" not in line
    ] == [
        "3 rows priced",
        "│ Prices            │ Tool  │ Model         │ Rows │      Price │",
        "│ 2025-06-27        │ fbf   │ any model     │    1 │ 60 credits │",
        "│ sora 2026-09-11   │ video │ Sora 2 720p   │    1 │   0.80 USD │",
        "│ runway 2026-10-01 │ video │ Gen-4.5 (API) │    1 │ 60 credits │",
        "│ neural-frames     │ Total │               │    1 │ 60 credits │",
        "│                   │ Total │               │    1 │   0.80 USD │",
        "│ runway            │ Total │               │    1 │ 60 credits │",
    ]
    assert report.answer == "60 credits of neural-frames, 0.80 USD, 60 credits of runway"
    assert report.document["total_credits"] is None
    assert [total["service"] for total in report.document["totals"]] == [
        *("neural-frames", None, "runway")
    ]
    assert report.document["purchase"] is None  # nothing buys credits of several services
    notes = [note.partition(" (")[0] for note in report.notes]
    assert [note for note in notes if note.startswith("Prices of 20")] == ["Prices of 2025-06-27"]
    assert "Prices of sora 2026-09-11" in notes
    assert any(note.startswith("Note on Gen-4.5") for note in notes)


def test_one_credit_is_not_several(prices: PriceList):
    second = {"tool": "fbf", "seconds": 1}
    tenth = {"tool": "autopilot", "model": "kling-2.1-standard", "seconds": "0.1"}
    table = rendered(report_of(prices, [second, SORA]), "markdown", Canvas())
    assert "| fbf | any model | 1 | 1 credit |" in table
    assert "| **Total** |  | **1** | **1 credit** |" in table
    rows = [tenth | {"rerender": "0%..40%"}, SORA]
    table = rendered(report_of(prices, rows), "markdown", Canvas())
    assert "| \\*0.8 – 1.12 credits |" in table
    assert "| 0.80 USD |" in table


def test_one_list_that_is_not_the_one_of_all_rows(prices: PriceList):
    report = report_of(prices, [RUNWAY])
    assert report.answer == "60"
    assert report.shown_columns[0].title == "Prices"
    assert "To buy: 1 × 1,000 credits for 10.00 USD." in report.notes
    assert "Prices of credits from" in report.notes[-1]
    assert report.document["purchase"]["price"] == 10
    assert report.document["unit"] == "credits"


def test_the_unit_beside_the_only_total_is_its_own(prices: PriceList):
    document = report_of(prices, [SORA]).document
    assert (document["unit"], document["total_credits"]) == ("USD", Decimal("0.8"))
    assert list(document)[1] == "unit"
    assert (document["prices"]["unit"], document["purchase"]) == ("credits", None)
    of_sora = load_prices("sora")
    document = report_of(of_sora, [OWN | {"prices": "2025-06-27"}]).document
    assert (document["unit"], document["total_credits"]) == ("credits", 60)
    assert report_of(of_sora, []).document["unit"] == "USD"
    assert report_of(prices, [OWN, SORA]).document["unit"] == "credits"  # as of rows with no list


def test_what_to_buy_is_not_said_of_two_lists_of_one_service(tmp_path: Path, prices: PriceList):
    path = tmp_path / "mine.yaml"
    path.write_text("extends: 2025-06-27\nedition: 2025-07-01\nsource: {title: mine}\n")
    report = report_of(load_prices(path), [OWN, OWN | {"prices": "2025-06-27"}])
    assert (report.answer, report.document["purchase"]) == ("120", None)


def test_an_edited_copy_beside_its_list_has_rows_of_its_own(tmp_path: Path):
    path = tmp_path / "mini.yaml"
    source = 'title: "How are credits used for each tool?", kind: help page, date: 2025-06-27'
    tools = "{t2v: {models: {kling-2.1-standard: {per_second: 6}}}}"
    path.write_text(f"edition: 2025-06-27\nsource: {{{source}}}\ntools: {tools}\n")
    own = {"tool": "t2v", "model": "kling-2.1-standard", "minutes": 1}
    rows = [own, OWN | {"prices": "2025-06-27"}, own | {"prices": "2025-06-27"}]
    report = report_of(load_prices(path), rows)
    assert rendered(report, "csv", Canvas()).splitlines()[1:] == [
        "2025-06-27,t2v,kling-2.1-standard,1,360,360,credits,true",
        "2025-06-27,t2v,kling-2.1-standard,1,420,420,credits,true",
        "2025-06-27,fbf,,1,60,60,credits,true",
        "neural-frames,total,,3,840,840,credits,true",
    ]
    assert report.shown_columns[0].title == "Prices"
    assert len([note for note in report.notes if note.startswith("Prices of 2025-06-27")]) == 1
    assert [list(group) for group in report.document["groups"]] == 3 * [
        ["prices", "tool", "model", "rows", "total_credits", "low_credits", "complete"]
    ]


def test_what_lists_say_of_what_the_rows_use_is_noted():
    prices = load_prices(EXAMPLES / "prices-paper-moon.yaml")
    job = {"tool": "video", "model": "sketch", "seconds": 20, "add": "character"}
    notes = report_of(prices, [job, job, job | {"model": "loop"}]).notes
    said = "Note on Character: A character can be used again, in any video."
    assert notes.count(said) == 1
    assert said not in report_of(prices, [job | {"add": None}]).notes


def test_the_document_has_no_price_list_in_it(prices: PriceList):
    document = report_of(prices, ROWS).document
    assert list(document) == [
        *("schema", "unit", "prices", "rows", "failed", "long_rows", "groups", "totals"),
        *("total_credits", "low_credits", "complete", "unpriced", "assumptions", "purchase"),
    ]
