"""`acorns topup`: the cheapest packs for a number of credits."""

from decimal import Decimal

from acorns_cli.advice.purchase import top_up_advice
from acorns_cli.commands.flags import takes
from acorns_cli.commands.options import Balance, Credits, Output, Prices
from acorns_cli.commands.output import show
from acorns_cli.report.topup import top_up_report
from acorns_cli.system.clock import today


@takes
def topup(*, credits: Credits, balance: Balance = None, prices: Prices, output: Output) -> None:
    """The cheapest packs that hold the credits, or what a balance lacks of them.

    \b
    acorns topup 1500
    acorns topup 2100 --balance 600

    --quiet prints the price.
    """
    price_list = prices.load()
    advice = top_up_advice(credits, balance or Decimal(0), price_list)
    show(top_up_report(advice, price_list, today=today()), output)
