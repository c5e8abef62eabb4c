"""`acorns topup`: the cheapest packs or plan for a number of credits."""

from decimal import Decimal
from typing import Annotated

from acorns_cli.advice.monthly import monthly_advice
from acorns_cli.advice.topup import top_up_advice
from acorns_cli.commands.options import Balance, Credits, Output
from acorns_cli.commands.output import show
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.typeroptions import ACCOUNT, option, takes
from acorns_cli.errors import InputError
from acorns_cli.report.monthly import monthly_report
from acorns_cli.report.topup import top_up_report
from acorns_cli.system.clock import today


@takes
def topup(
    *,
    credits: Credits,
    balance: Balance = None,
    monthly: Annotated[
        bool, option("--monthly", "", ACCOUNT, "The credits are needed every month.")
    ] = False,
    prices: Prices,
    output: Output,
) -> None:
    """The cheapest packs or plan that hold the credits, or what a balance lacks of them.

    \b
    acorns topup 1500
    acorns topup 2100 --balance 600
    acorns topup 6300 --monthly

    --quiet prints the price.
    """
    price_list = prices.load()
    if monthly:
        if balance is not None:
            what = "a balance is there once, and the credits are needed every month"
            raise InputError(what, fix="leave out --balance or --monthly", word="balance")
        show(monthly_report(monthly_advice(credits, price_list), price_list, today=today()), output)
        return
    advice = top_up_advice(credits, balance or Decimal(0), price_list)
    show(top_up_report(advice, price_list, today=today()), output)
