"""`acorns compare`: the same job on every tool and model, of one service or several."""

from collections.abc import Sequence
from typing import Annotated

from acorns_cli.advice.comparison import comparison
from acorns_cli.advice.market import market
from acorns_cli.commands.choices import Choices
from acorns_cli.commands.options import Account, JobWords, Output
from acorns_cli.commands.output import check_complete, check_limit, show
from acorns_cli.commands.positional import Positional
from acorns_cli.commands.priceoptions import PriceLists
from acorns_cli.commands.typeroptions import CHOICES, option, takes
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import InputError
from acorns_cli.report.compare import compare_report
from acorns_cli.report.market import market_report
from acorns_cli.system.clock import today


@takes
def compare(
    *,
    given: Positional,
    picked: Choices,
    models: Annotated[
        bool, option("--models", "", CHOICES, "Of several services, all models of each.")
    ] = False,
    words: JobWords,
    prices: PriceLists,
    account: Account,
    output: Output,
) -> None:
    """What the same job costs with every tool and model, the cheapest first.

    \b
    acorns compare 3:42
    acorns compare --minutes 4 --rerender 10%..40% --balance 2000
    acorns compare --tool t2v --tool fbf --duration 3:30 --images 48
    acorns compare --minutes 4 --prices all

    Several services are ranked by the money that the job costs there.
    --quiet prints the credits of the cheapest, or its money, and --max looks at them.
    """
    words, *others = given.into(words)
    if others:
        what = "compare takes one file, and several are an album"
        raise InputError(what, fix="price an album with acorns estimate")
    lists = prices.load()
    if len(lists) > 1:
        _several(picked, words, lists, account, output, all_models=models)
        return
    price_list = lists[0]
    among = picked.among(price_list)
    job = words.job(*among[0])
    result = comparison(job, among, price_list, account.balance)
    show(compare_report(job, result, price_list, account.max, today=today()), output)
    best = min(result.offers, key=lambda offer: not offer.complete)
    check_complete(account.require_complete, best.unpriced)
    check_limit(account.max, result.offers[0].total.high, price_list.unit)


def _several(
    picked: Choices,
    words: JobWords,
    lists: Sequence[PriceList],
    account: Account,
    output: Output,
    *,
    all_models: bool,
) -> None:
    if account.balance is not None:
        what = "a balance is of one service, and several are compared"
        raise InputError(what, fix="leave it out, or give one price list", word="balance")
    job = words.job(next(iter(lists[0].tools)))
    tools, models = picked.tool or (), picked.model or ()
    result = market(job, lists, tools, models, all_models=all_models)
    show(market_report(job, result, lists, account.max, today=today()), output)
    best = result.offers[0]
    check_complete(account.require_complete, best.unpriced)
    if best.money is not None and result.currency:
        check_limit(account.max, best.money, result.currency)
