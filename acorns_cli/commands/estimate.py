"""`acorns estimate`: what a job costs."""

from collections.abc import Callable
from typing import ClassVar, Final

import typer

from acorns_cli.commands.flags import takes
from acorns_cli.commands.group import Group
from acorns_cli.commands.options import Account, ModelJobWords, Output, Prices
from acorns_cli.commands.output import check_limit, say, show
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricing import estimate
from acorns_cli.errors import shown
from acorns_cli.report.estimate import estimate_report
from acorns_cli.system.clock import today

_HELP: Final = {
    "autopilot": """What an Autopilot video costs.

    \b
    acorns estimate autopilot --model kling-2.1-pro --minutes 3
    acorns estimate autopilot --model kling-2.1-pro --audio song.mp3 --max 2000
    """,
    "t2v": """What a Text-to-Video animation costs.

    \b
    acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%
    acorns estimate t2v --model kling-2.1-pro --minutes 3 --images 42
    """,
    "fbf": """What a Frame-by-Frame animation costs; every model has the same price.

    \b
    acorns estimate fbf --minutes 4 --rerender 25%
    acorns estimate fbf --duration 2:30 --images 48 --json
    """,
}


def _command(tool: str) -> Callable[..., None]:
    """The command that prices the jobs of a tool."""

    @takes
    def run(words: ModelJobWords, prices: Prices, account: Account, output: Output) -> None:
        job = words.job(tool)
        price_list = prices.load()
        result = estimate(job, price_list)
        after = None
        if account.balance is not None:
            # Nothing else needs it, and it is slow to load.
            from acorns_cli.advice.purchase import account as account_after

            after = account_after(account.balance, result.total_credits, price_list.top_ups)
        for name in dict.fromkeys((job.model, job.rerender_model)):
            if name and (near := price_list.slip(name)):
                say(f"Note: no model {shown(name)} is listed; did you mean {near}?")
        show(estimate_report(job, result, price_list, after, today=today()), output)
        check_limit(account.max, result.total_credits)

    run.__doc__ = _HELP[tool]
    return run


class _Tools(Group):
    parts: ClassVar = {tool: _command(tool) for tool in TOOLS}
    other_names: ClassVar = {name.lower(): tool for tool, name in TOOLS.items()}


app = typer.Typer(cls=_Tools, add_completion=False)


@app.callback()
def tools() -> None:
    """What a job costs, line by line.

    acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%
    acorns estimate autopilot --model kling-2.1-pro --audio song.mp3
    acorns estimate fbf --duration 3:30 --images 48
    """
