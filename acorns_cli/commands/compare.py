"""`acorns compare`: the same job on every tool and model."""

from acorns_cli.advice.comparison import comparison
from acorns_cli.commands.flags import takes
from acorns_cli.commands.options import Account, Choices, JobWords, Output, Prices
from acorns_cli.commands.output import check_complete, check_limit, show
from acorns_cli.report.compare import compare_report
from acorns_cli.system.clock import today


@takes
def compare(
    picked: Choices, words: JobWords, prices: Prices, account: Account, output: Output
) -> None:
    """What the same job costs with every tool and model, the cheapest first.

    \b
    acorns compare --minutes 4
    acorns compare --minutes 4 --rerender 10%..40% --balance 2000
    acorns compare --tool t2v --tool fbf --duration 3:30 --images 48

    --quiet prints the credits of the cheapest, and --max looks at them.
    """
    price_list = prices.load()
    among = picked.among(price_list)
    job = words.job(*among[0])
    result = comparison(job, among, price_list, account.balance)
    show(compare_report(job, result, price_list, today=today()), output)
    best = min(result.offers, key=lambda offer: not offer.complete)
    check_complete(account.require_complete, best.unpriced)
    check_limit(account.max, result.offers[0].total.high, price_list.unit)
