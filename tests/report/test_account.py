"""What is said of what must be bought: on what terms a made-up list sells it."""

from datetime import date
from decimal import Decimal

import pytest
from pricetexts import price_list

from acorns_cli.advice.topup import top_up, top_up_advice
from acorns_cli.report.account import terms_of
from acorns_cli.report.topup import top_up_report

PAGE = "{title: Page, kind: price page, date: 2026-01-01, url: example.com}"
LIST = price_list(f"""\
service: {{id: acme, name: Acme}}
edition: 2026-01-01
source: {PAGE}
tools:
  video: {{name: Video, any_model: {{per_second: 1}}}}
packs:
  source: {PAGE}
  currency: USD
  sold:
  - {{credits: 100, price: 2}}
  - {{credits: 1000, price: 11, needs_plan: yes, note: valid for a year.}}
plans:
  source: {PAGE}
  currency: USD
  sold:
  - {{name: Basic, credits: 500, monthly: 4, note: one user}}
  - {{name: Other, credits: 600, monthly: 40, note: two users}}
examples:
- title: A minute is 60.
  job: {{tool: video, minutes: 1}}
  expect: {{total: 60}}
""")
BASIC = "The plan Basic: one user."
YEAR = "Packs of 1,000 credits: only with a plan, valid for a year."


@pytest.mark.parametrize(
    ("needed", "terms"),
    [
        ("100", ()),  # a pack without terms
        ("200", (BASIC,)),  # the plan costs what two packs do, and brings more
        ("1500", (YEAR, BASIC)),  # the plan and the large pack: 15
    ],
)
def test_only_the_terms_of_what_is_bought(needed, terms):
    bought = top_up(Decimal(needed), LIST)
    assert terms_of(bought, LIST) == terms


def test_a_top_up_names_each_plan_and_the_terms_of_packs():
    advice = top_up_advice(Decimal(1500), Decimal(0), LIST)
    shown = top_up_report(advice, LIST, today=date(2026, 2, 1))
    choices = [shown.columns[0].cell(row.subject).text for row in shown.rows]
    # Packs alone are 15 of 100, for 30.
    assert choices == ["Cheapest", "Only 100", "With Other"]
    assert YEAR in shown.notes


def test_one_credit_is_a_credit():
    prices = price_list("""\
edition: 2026-01-01
source: {title: Page}
tools:
  video: {any_model: {per_second: 1}}
plans:
  source: {title: Page}
  currency: USD
  sold:
  - {name: Basic, credits: 1, monthly: 4}
  - {name: Large, credits: 1, yearly: 30}
""")
    advice = top_up_advice(Decimal(1), Decimal(0), prices)
    shown = top_up_report(advice, prices, today=date(2026, 2, 1))
    [row] = shown.rows
    bought = {column.key: column.cell(row.subject).text for column in shown.columns}
    assert bought["packs"] == "1 month of Basic (1 credit)"
    assert (
        "Sold only by the year, and so not compared: Large (1 credit a month for 30.00 USD a year)."
        in shown.notes
    )
