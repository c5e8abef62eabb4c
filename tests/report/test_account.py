"""What is said of what must be bought: on what terms a made-up list sells it."""

from decimal import Decimal

import pytest
from pricetexts import price_list

from acorns_cli.advice.topup import top_up
from acorns_cli.report.account import terms_of

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
