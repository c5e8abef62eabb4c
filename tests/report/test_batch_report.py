"""What a batch comes to, as a report."""

from datetime import date

from acorns_cli.batch.pricing import Batch, summary
from acorns_cli.core.pricelist import PriceList
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.report.batch import batch_report

ROWS = [
    {"tool": "t2v", "model": "kling-2.1-pro", "minutes": 1, "rerender": "10%..40%"},
    {"tool": "autopilot", "model": "kling-2.1-pro", "seconds": 2},
    {"tool": "fbf", "minutes": 20, "images": 1},
    {},
]


def test_the_table(prices: PriceList):
    found = summary(Batch(prices).results(ROWS), prices)
    report = batch_report(found, prices, today=date(2025, 6, 28))
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
        " * Not in the total: 1 row without a price.",
    ]
    assert report.answer == "2238.1"
    assert report.warnings == (
        "Not in the total: 1 row without a price.",
        "Not in the total: storyboards of Autopilot. The page gives no price for storyboards."
        " The app shows it before a video is made.",
    )


def test_csv(prices: PriceList):
    found = summary(Batch(prices).results(ROWS[:1]), prices)
    report = batch_report(found, prices, today=date(2025, 6, 28))
    assert report.title == "1 row priced"
    assert report.warnings == ()
    assert rendered(report, "csv", Canvas()) == (
        "tool,model,rows,low_credits,total_credits,complete\n"
        "t2v,kling-2.1-pro,1,792,1008,true\n"
        "total,,1,792,1008,true\n"
    )
