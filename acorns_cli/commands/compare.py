"""`acorns compare`: the same job on every tool and model."""

from __future__ import annotations

import typer

from acorns_cli.advice.comparison import comparison
from acorns_cli.commands.command import Command
from acorns_cli.commands.flags import takes
from acorns_cli.commands.options import (
    AccountOptions,
    ChoiceOptions,
    JobOptions,
    OutputOptions,
    PriceOptions,
)
from acorns_cli.commands.output import hold_to, show
from acorns_cli.report.compare import compare_report
from acorns_cli.system.clock import today

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
@takes(ChoiceOptions, JobOptions, PriceOptions, AccountOptions, OutputOptions)
def compare(
    picked: ChoiceOptions,
    words: JobOptions,
    prices: PriceOptions,
    account: AccountOptions,
    output: OutputOptions,
) -> None:
    """What the same job costs with every tool and model, the cheapest first.

    \b
    acorns compare --minutes 4
    acorns compare --minutes 4 --rerender 10%..40% --balance 2000
    acorns compare --tool t2v --tool fbf --duration 3:30 --images 48

    --quiet prints the credits of the cheapest, and --max looks at them.
    """
    limit, balance = account.limit(), account.credits()
    price_list = prices.load()
    among = picked.among(price_list)
    job = words.job(*among[0])
    result = comparison(job, among, price_list, balance)
    show(compare_report(job, result, price_list, today=today()), output)
    hold_to(limit, result.offers[0].total.high)
