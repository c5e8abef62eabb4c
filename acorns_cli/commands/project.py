"""`acorns project`: a video of many scenes, in a file."""

from __future__ import annotations

from typing import ClassVar

import typer
from msgspec.structs import replace

from acorns_cli.catalog import editions
from acorns_cli.commands.flags import named, takes
from acorns_cli.commands.group import Group
from acorns_cli.commands.options import AccountOptions, NewFile, OutputOptions
from acorns_cli.commands.output import hold_increase_to, hold_to, show, show_new, show_schema
from acorns_cli.commands.projectoptions import (
    ComparedFiles,
    IncreaseOption,
    PinnedPriceOptions,
    ProjectFileArgument,
    TwoPriceOptions,
)
from acorns_cli.project.changes import allowed_credits, increase, project_changes
from acorns_cli.project.file import load_project, load_under_two
from acorns_cli.project.layout import ProjectFile
from acorns_cli.project.progress import project_progress
from acorns_cli.project.quote import project_quote
from acorns_cli.project.scenes import Project
from acorns_cli.project.template import PROJECT
from acorns_cli.report.changes import changes_report
from acorns_cli.report.progress import careful, progress_report
from acorns_cli.report.quote import quote_report
from acorns_cli.system.clock import today
from acorns_cli.system.files import named_path


@takes(ProjectFileArgument, PinnedPriceOptions, AccountOptions, OutputOptions)
def estimate(
    project_file: ProjectFileArgument,
    prices: PinnedPriceOptions,
    account: AccountOptions,
    output: OutputOptions,
) -> None:
    """What a project costs: a row for each scene, for each tool and model, and for all.

    \b
    acorns project estimate video.yaml
    acorns project estimate video.yaml --max 2000 --json
    """
    limit = account.limit()
    project = _project(project_file, prices, account)
    quote = project_quote(project)
    show(quote_report(quote, project.prices, today=today()), output)
    hold_to(limit, quote.total.high)


@takes(ProjectFileArgument, PinnedPriceOptions, AccountOptions, OutputOptions)
def status(
    project_file: ProjectFileArgument,
    prices: PinnedPriceOptions,
    account: AccountOptions,
    output: OutputOptions,
) -> None:
    """How far a project is: budget, spent, what is still needed, where that ends.

    What ends higher, the plan or the re-render rate shown so far, is what
    --quiet prints and what --max is held to.

    \b
    acorns project status video.yaml
    acorns project status video.yaml --balance 900
    """
    limit = account.limit()
    project = _project(project_file, prices, account)
    progress = project_progress(project)
    show(progress_report(progress, project.prices, today=today()), output)
    hold_to(limit, careful(progress).estimate_at_completion)


@takes(ComparedFiles, TwoPriceOptions, IncreaseOption, OutputOptions)
def diff(
    files: ComparedFiles,
    prices: TwoPriceOptions,
    increase_option: IncreaseOption,
    output: OutputOptions,
) -> None:
    """What changed between two projects, or in one under two price lists.

    \b
    acorns project diff yesterday.yaml video.yaml --max-increase 10%
    acorns project diff video.yaml --prices 2025-06-27 --prices mine.yaml
    """
    limit = named("max_increase", increase, increase_option.max_increase)
    old_prices, new_prices = prices.load()
    old_file, new_file = files.paths(two_lists=prices.two_lists())
    if files.new is None:
        old, new = load_under_two(old_file, old_prices, new_prices)
    else:
        old, new = load_project(old_file, old_prices), load_project(new_file, new_prices)
    changes = project_changes(old, new)
    show(changes_report(changes, new.prices, today=today()), output)
    if limit is not None:
        hold_increase_to(allowed_credits(limit, changes), changes.difference.high)


@takes(OutputOptions)
def schema(output: OutputOptions) -> None:
    """The JSON Schema of a project file, for editors.

    \b
    acorns project schema --output project.schema.json
    """
    # Nothing else needs it.
    from acorns_cli.records.schema import record_schema

    show_schema(record_schema(ProjectFile, "acorns project"), output)


@takes(NewFile)
def new(target: NewFile) -> None:
    """Writes a project file to begin with, every part of it explained.

    \b
    acorns project new video.yaml
    """
    text = PROJECT.replace("{edition}", str(editions.current_list().edition))
    show_new(target.file, text, "What it costs: acorns project estimate {}")


def _project(
    project_file: ProjectFileArgument, prices: PinnedPriceOptions, account: AccountOptions
) -> Project:
    """The project with the prices and the balance that are given, or with its own."""
    credits = account.credits()
    project = load_project(named_path(project_file.file), prices.load())
    return project if credits is None else replace(project, balance=credits)


class _Parts(Group):
    parts: ClassVar = {
        "new": new,
        "estimate": estimate,
        "diff": diff,
        "status": status,
        "schema": schema,
    }


app = typer.Typer(cls=_Parts, add_completion=False)


@app.callback()
def project() -> None:
    """A video of many scenes, in a file: what it costs, what changed, how far it is."""
