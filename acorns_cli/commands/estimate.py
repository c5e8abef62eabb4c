"""`acorns estimate`: what a job costs."""

import os
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

import typer
from msgspec.structs import replace

from acorns_cli.advice.account import account as account_after
from acorns_cli.catalog.editions import VARIABLE
from acorns_cli.catalog.files import load_prices
from acorns_cli.commands.options import Account, ModelJobWords, Output
from acorns_cli.commands.output import check_complete, check_limit, say, show
from acorns_cli.commands.positional import Positional
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.subcommands import Group, command_of
from acorns_cli.commands.typeroptions import takes
from acorns_cli.core.job import Job
from acorns_cli.core.modelnames import slip
from acorns_cli.core.pricing import Estimate, estimate
from acorns_cli.core.rerender import Rerender
from acorns_cli.core.slugs import slug
from acorns_cli.errors import InputError, near_names, shown
from acorns_cli.report.estimate import estimate_report
from acorns_cli.report.names import meant_model
from acorns_cli.report.report import Report
from acorns_cli.report.slider import rerender_slider
from acorns_cli.system.clock import today

TOOLS: Final = {"autopilot": "Autopilot", "t2v": "Text-to-Video", "fbf": "Frame-by-Frame"}
"""The tools of the default service, which are sub-commands, and what people call them."""

_HELP: Final = {
    "autopilot": """What an Autopilot video costs.

    \b
    acorns estimate autopilot --model kling-2.1-pro --minutes 3
    acorns estimate autopilot song.mp3 --model kling-2.1-pro --max 2000
    """,
    "t2v": """What a Text-to-Video animation costs.

    \b
    acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%
    acorns estimate t2v 3:00 -m "kling pro" --images 42
    """,
    "fbf": """What a Frame-by-Frame animation costs; every model has the same price.

    \b
    acorns estimate fbf --minutes 4 --rerender 25%
    acorns estimate fbf --duration 2:30 --images 48 --json
    """,
}

_OTHER_HELP: Final = """What a job costs with a tool of the price list in use.

    \b
    acorns estimate video --prices kling --model kling-3.0 --minutes 1
    acorns prices show kling
    """


def _command(tool: str) -> Callable[..., None]:
    @takes
    def run(
        *, given: Positional, words: ModelJobWords, prices: Prices, account: Account, output: Output
    ) -> None:
        jobs = [said.job(tool) for said in given.into(words)]
        if len(jobs) > 1:
            _album(jobs, prices, account, output)
            return
        [job] = jobs
        price_list = prices.load()
        result = estimate(job, price_list)

        def report(job: Job, result: Estimate) -> Report:
            after = None
            if account.balance is not None:
                after = account_after(account.balance, result.total_credits, price_list)
            return estimate_report(job, result, price_list, after, today=today())

        def at_share(share: Rerender) -> Report:
            other = replace(job, rerender=share)
            return report(other, estimate(other, price_list))

        again = job.rerender_model and meant_model(price_list, result.tool, job.rerender_model)
        for name in dict.fromkeys((result.model, again)):
            if name and (near := slip(price_list, name)):
                say(f"Note: no model {shown(name)} is listed; did you mean {near}?")
        slider = rerender_slider([job], at_share)
        show(replace(report(job, result), slider=slider), output)
        check_complete(account.require_complete, result.unpriced)
        check_limit(account.max, result.total_credits, price_list.unit)

    run.__doc__ = _HELP.get(tool, _OTHER_HELP)
    return run


def _album(jobs: Sequence[Job], prices: Prices, account: Account, output: Output) -> None:
    """Several songs, each a job of its own, and what they come to."""
    # Nothing else needs it.
    from acorns_cli.advice.album import album
    from acorns_cli.report.album import album_report

    price_list = prices.load()
    result = album(jobs, price_list, account.balance)
    show(album_report(result, jobs[0], price_list, today=today()), output)
    check_complete(account.require_complete, result.unpriced)
    check_limit(account.max, result.total.high, price_list.unit)


class _Tools(Group):
    parts: ClassVar = TOOLS
    other_names: ClassVar = {name.lower(): tool for tool, name in TOOLS.items()}

    def built(self, name: str) -> Any:
        """The sub-command of a tool, ready to run."""
        return command_of(name, _command(name))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's reading of the arguments; `--prices` may stand before the tool."""
        if len(args) > 2 and args[0] == "--prices":
            args = [args[2], *args[:2], *args[3:]]
        elif len(args) > 1 and args[0].startswith("--prices="):
            args = [args[1], args[0], *args[2:]]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The sub-command that is named; any word that is none is a tool of the list in use."""
        typed, *rest = args
        tool = typed
        if self.name_of(typed) not in TOOLS and not ctx.resilient_parsing:
            tool = self._tool(typed, rest)
        if self.name_of(tool) in TOOLS or tool == "":
            return super().resolve_command(ctx, args)
        return tool, self.built(tool), rest

    def _tool(self, typed: str, rest: Sequence[str]) -> str:
        """A tool of the price list in use; "" where it has the sub-commands, and the word is none.

        Raises:
            InputError: The line names a list, or the one in use has other tools, and has not this.
        """
        # A tool of the default service does without.
        from acorns_cli.commands.corrections import job_fix
        from acorns_cli.commands.typedline import value_of

        choice = value_of(rest, "--prices")
        is_asked = bool({"--help", "-h"} & {*rest})
        if is_asked or "-" in (choice, os.environ.get(VARIABLE)):  # which can be read only once
            return slug(typed)
        prices = load_prices(choice)
        try:
            return prices.tool(slug(typed))
        except InputError as error:
            if error.word != "tool":
                raise
            if not near_names(typed, TOOLS) and (fix := job_fix(["estimate"], [typed, *rest])):
                what = f"acorns estimate has no tool {shown(typed)}"
                raise InputError(what, fix=fix) from error
            if choice is not None or prices.tools.keys() != TOOLS.keys():
                raise
            return ""


app = typer.Typer(cls=_Tools, add_completion=False)


@app.callback()
def tools() -> None:
    """What a job costs, line by line.

    acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%
    acorns estimate autopilot --model kling-2.1-pro --audio song.mp3
    acorns estimate fbf --duration 3:30 --images 48
    acorns estimate video --prices kling --model kling-3.0 --minutes 1
    """
