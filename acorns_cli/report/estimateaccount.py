"""The report of an estimate with what it does to an account.

This module knows where in the report the account stands; not how either is worded.
"""

from __future__ import annotations

from msgspec.structs import asdict, replace

from acorns_cli.account import Account
from acorns_cli.pricelist import PriceList
from acorns_cli.pricing import Estimate
from acorns_cli.report import EMPTY, Report, Row, number_cell, text_cell
from acorns_cli.report.account import account_lines, account_notes, top_up_note


class EstimateAndAccount(Estimate, frozen=True):
    """An estimate with what it does to the balance that was given."""

    account: Account


def with_account(report: Report, estimate: Estimate, account: Account, prices: PriceList) -> Report:
    """The report of an estimate, and under its total what is left of a balance, or what to buy."""
    missing = len(estimate.unpriced)
    has_range = estimate.range is not None
    return replace(
        report,
        rows=(*report.rows, *_rows(account, has_range=has_range, complete=estimate.complete)),
        notes=(
            *report.notes[:missing],  # which say how far the total can be trusted
            *account_notes(account, prices),
            *report.notes[missing:],
            *(top_up_note(prices) if account.top_up else ()),
        ),
        document=EstimateAndAccount(**asdict(estimate), account=account),
    )


def _rows(account: Account, *, has_range: bool, complete: bool) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                text_cell(line.name, line.key),
                *(EMPTY,) * 3,
                text_cell(line.sum),
                *((EMPTY,) if has_range else ()),
                number_cell(line.credits, line.text),
                EMPTY,
            )
        )
        for line in account_lines(account, complete=complete)
    )
