"""A project as a quote to a client: the same amounts, worked out by hand, in every format."""

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]

SCENES = "\n".join(
    f"- {{name: Scene {n}, length: 0:{'10' if n % 2 else '05'},"
    f" rerender: {'25%' if n <= 20 else '1clip'}, images: {n % 3}}}"
    for n in range(1, 31)
)
QUOTE = f"""\
title: Big video
prices: 2025-06-27
defaults: {{tool: t2v, model: kling-2.1-standard, clip_length: 5s}}
quote:
  client: ACME
  contact: jo@example.com
  currency: EUR
  price_per_credit: 0.025
  items:
  - {{text: Storyboard, amount: 450}}
  - {{text: Sound, amount: 120.50}}
  markup: 15%
  round_to: 50
  valid_until: 2027-01-31
  notes: [Two rounds of changes.]
scenes:
{SCENES}
"""

# 10 s are two clips of 35 credits, of which 25% are 17.5; 5 s are one, and 8.75; an image is 4.
EARLY = ("91.5", "51.75", "87.5", "47.75", "95.5", "43.75")
EARLY_EUR = ("2.29", "1.30", "2.19", "1.20", "2.39", "1.10")
"""1 to 20, over and over: the images of a scene are 1, 2, 0, 1, 2, 0. In EUR: × 0.025, cents up."""
LATE = ("105", "74", "113", "70", "109", "78", "105", "74", "113", "70")
LATE_EUR = ("2.63", "1.85", "2.83", "1.75", "2.73", "1.95", "2.63", "1.85", "2.83", "1.75")
"""21 to 30: one clip is re-rendered of each."""
CREDITS = [*(EARLY * 4)[:20], *LATE]
MONEY = [*(EARLY_EUR * 4)[:20], *LATE_EUR]
# 10 × 0.5 and 10 × 0.25 and 10 clips are 17.5, for which 18 are paid: half a clip more.
POOL, POOL_EUR = "17.5", "0.44"
# 628.74 with the items; 15% of it is 94.311; 723.06 is rounded up to 750.
END = {
    "total": "58.24", "item": "450.00", "item 2": "120.50", "markup": "94.32",
    "rounding": "26.94", "quote": "750.00",
}  # fmt: skip


@pytest.fixture
def quote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "100")
    path = tmp_path / "quote.yaml"
    path.write_text(QUOTE)
    return path


def test_the_sums_by_hand_add_up():
    assert sum(map(Decimal, [*CREDITS, POOL])) == 2325
    assert sum(map(Decimal, [*MONEY, POOL_EUR])) == Decimal(END["total"])
    with_items = sum(Decimal(END[key]) for key in ("total", "item", "item 2"))
    assert with_items + Decimal("94.32") + Decimal("26.94") == 750


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_the_table(acorns: Acorns, quote: Path):
    status, out, err = acorns("project", "estimate", quote)
    assert (status, err) == (0, "")
    rows = [cells(line) for line in out.splitlines() if line.startswith("│")]
    assert rows[0] == ["Scene", "Made with", "Length", "Credits", "EUR"]
    assert [row[3] for row in rows[1:31]] == CREDITS
    assert [row[4] for row in rows[1:31]] == MONEY
    assert rows[31:] == [
        ["Re-rendered clips: 17.5 → 18", "t2v Kling 2.1 Standard", "", POOL, POOL_EUR],
        ["Total", "", "3:45", "2,325", END["total"]],
        ["Storyboard", "", "", "", END["item"]],
        ["Sound", "", "", "", END["item 2"]],
        ["Markup of 15%", "", "", "", END["markup"]],
        ["Rounded up", "", "", "", END["rounding"]],
        ["To pay", "", "", "", END["quote"]],
    ]
    notes = out[out.rindex("╯") + 2 :]
    for note in (
        *("For ACME.", "Contact: jo@example.com", "Valid until 2027-01-31."),
        "One credit costs 0.025 EUR. In each row, the price in EUR is rounded up.",
        "Two rounds of changes.",
    ):
        assert f" {note}\n" in notes
    # A client is not told what the studio has to buy.
    assert "To buy" not in notes
    assert "USD" not in notes


def test_csv(acorns: Acorns, quote: Path):
    _, out, _ = acorns("project", "estimate", quote, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    kinds = ["scene"] * 30 + ["pool", "total", "item", "item", "markup", "rounding", "quote"]
    assert [row["kind"] for row in rows] == kinds
    told = [Decimal(row["money"]) for row in rows]
    assert told == [*map(Decimal, [*MONEY, POOL_EUR, *END.values()])]
    assert [Decimal(row["credits"]) for row in rows[:31]] == [*map(Decimal, [*CREDITS, POOL])]
    assert [row["scene"] for row in rows[32:34]] == ["Storyboard", "Sound"]


def test_json(acorns: Acorns, quote: Path):
    _, out, _ = acorns("project", "estimate", quote, "--json")
    offer = json.loads(out, parse_float=Decimal, parse_int=Decimal)["offer"]
    assert offer.pop("rows") == [*map(Decimal, [*MONEY, POOL_EUR])]
    items = [("Storyboard", 450), ("Sound", Decimal("120.5"))]
    assert offer == {
        "client": "ACME",
        "contact": "jo@example.com",
        "currency": "EUR",
        "price_per_credit": Decimal("0.025"),
        "price_is_exact": True,
        "of_credits": Decimal(END["total"]),
        "items": [{"text": text, "amount": amount} for text, amount in items],
        "markup_percent": 15,
        "markup": Decimal(END["markup"]),
        "rounding": Decimal(END["rounding"]),
        "total": 750,
        "valid_until": "2027-01-31",
        "notes": ["Two rounds of changes."],
    }


PLAN = "title: T\nprices: {prices}\nquote: {{{quote}}}\nscenes: [{{name: A, {scene}}}]\n"
FBF = "tool: fbf, length: 1000s"
VEO = "tool: video, model: veo-3.1/720p, length: 8s, clip_length: 8s"


@pytest.mark.parametrize(
    ("prices", "quote", "scene", "paid", "price"),
    [
        # 1,200 credits for 30 USD: 0.025 of them, × 0.9, for each of 1,000.
        ("2025-06-27", "currency: EUR, price_per_credit: packs, rate: 0.9", FBF, "22.50",
         "One credit costs 0.0225 EUR. "),
        # 1,800 for 40 USD, which has no end as a decimal: 1,700 × 40 / 1,800 are 37.777….
        ("2025-06-27", "currency: USD, price_per_credit: packs", "tool: fbf, length: 1700s",
         "37.78", "One credit costs ~0.022223 USD. "),
        # 7,200 credits a month for 792 USD a year: 66 / 7.2 are 9.1666….
        ("2025-06-27", "currency: USD, price_per_credit: plan Neural Ninja", FBF, "9.17",
         "One credit costs ~0.009167 USD. "),
        # No yen has decimals: 3,333, and 10% of it, which is 333.3.
        ("2025-06-27", "currency: JPY, price_per_credit: 3.333, markup: 10%", FBF, "3,667",
         "One credit costs 3.333 JPY. "),
        # A dinar has three: 333 × 0.0001 are 0.0333.
        ("2025-06-27", "currency: KWD, price_per_credit: 0.0001", "tool: fbf, length: 333s",
         "0.034", "One credit costs 0.0001 KWD. "),
        # 8 s are 3.20 USD: 2.944 EUR, and a tenth of 2.95.
        ("veo", "currency: EUR, rate: 0.92, markup: 10", VEO, "3.25", "1 USD is 0.92 EUR. "),
        ("veo", "currency: USD", VEO, "3.20", ""),
        # A fifth of a percent of 3.20 is 0.0064: a cent.
        ("veo", "currency: USD, markup: 0.2%", VEO, "3.21", ""),
        ("veo", "currency: USD, markup: 0", VEO, "3.20", ""),
    ],
)  # fmt: skip
def test_what_a_credit_is_charged_at(
    acorns: Acorns, tmp_path: Path, prices: str, quote: str, scene: str, paid: str, price: str
):
    path = tmp_path / "quote.yaml"
    path.write_text(PLAN.format(prices=prices, quote=quote, scene=scene))
    status, out, _ = acorns("project", "estimate", path)
    assert status == 0
    assert re.search(rf"│ To pay +│ +│ +│ +│ +{re.escape(paid)} │", out)
    [currency] = re.findall(r"currency: (\w+)", quote)
    assert f"╯\n {price}In each row, the price in {currency} is rounded up.\n" in out


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("currency: EUR", "quote.price_per_credit: the price per credit is missing; write a"),
        ("currency: EUR, price_per_credit: packs", "quote.currency: the prices are in USD"),
        ("currency: USD, price_per_credit: plan X", "quote.price_per_credit: the price list of"),
        ("currency: euro, price_per_credit: 1", "quote.currency: 'euro' is not a currency"),
        ("currency: EUR, price_per_credit: 1,5",
         "quote.price_per_credit: a comma parts keys here; write 1.5"),
        ("currency: EUR, price_per_credit: 1, markup: x", "quote.markup: 'x' is not a number"),
        ("currency: EUR, price_per_credit: 1, markup: 0.2",
         "quote.markup: '0.2' could mean 0.2% or 20%; write 0.2% or 20%."),
        ("currency: EUR, price_per_credit: 1, markup: 1",
         "quote.markup: '1' could mean 1% or 100%; write 1% or 100%."),
        ("currency: EUR, price_per_credit: 1, round_to: 0",
         "quote.round_to: to round up to a multiple of 0 means nothing; write it like 10."),
        ("currency: EUR, price_per_credit: 1, valid_until: soon", "quote.valid_until: 'soon' is"),
        ("price_per_credit: 1", "quote: the key currency is missing"),
        ("currency: EUR, price_per_credit: 1, vat: 19%", "quote.vat: the key 'vat' is not known"),
    ],
)  # fmt: skip
def test_what_no_quote_can_say(acorns: Acorns, tmp_path: Path, quote: str, told: str):
    path = tmp_path / "quote.yaml"
    path.write_text(PLAN.format(prices="2025-06-27", quote=quote, scene=FBF))
    status, out, err = acorns("project", "estimate", path)
    assert (status, out) == (4, "")
    assert err.startswith(f"Error: {path}:3: {told}")


@pytest.mark.parametrize(
    ("prices", "price", "scene", "told"),
    [
        ("veo", "1", VEO,
         "quote.price_per_credit: prices in money need no price per credit; leave it out."),
        ("freebeat", "packs", "tool: video, model: moving-pictures, length: 8s",
         "quote.price_per_credit: the price list of freebeat 2026-11-25 has no packs of credits;"
         " add them to a price list under packs, each with its credits and its price."),
    ],
)  # fmt: skip
def test_what_no_credit_can_be_charged_at(
    acorns: Acorns, tmp_path: Path, prices: str, price: str, scene: str, told: str
):
    path = tmp_path / "quote.yaml"
    terms = f"currency: USD, price_per_credit: {price}"
    path.write_text(PLAN.format(prices=prices, quote=terms, scene=scene))
    assert acorns("project", "estimate", path) == (4, "", f"Error: {path}:3: {told}\n")


FREE = """\
service: {id: free, name: Free}
edition: 2026-01-01
source: {title: Page, kind: price page, date: 2026-01-01, url: example.com}
tools:
  video: {name: Video, any_model: {per_second: 0}}
packs:
  source: {title: Packs, kind: price page, date: 2026-01-01, url: example.com}
  currency: USD
  sold: [{credits: 100, price: 1}]
examples:
- title: One minute is free.
  job: {tool: video, minutes: 1}
  expect: {total: 0}
"""


def test_nothing_is_paid_where_nothing_is_needed(acorns: Acorns, tmp_path: Path):
    (tmp_path / "free.yaml").write_text(FREE)
    path = tmp_path / "quote.yaml"
    terms = "currency: USD, price_per_credit: packs"
    scene = "tool: video, length: 1000s"
    path.write_text(PLAN.format(prices="free.yaml", quote=terms, scene=scene))
    status, out, _ = acorns("project", "estimate", path)
    assert status == 0
    assert re.search(r"│ To pay +│ +│ +│ +│ +0\.00 │", out)
