"""`acorns project`: a video of many scenes, in a file."""

from decimal import Decimal
from typing import Annotated, ClassVar

import typer
from msgspec.structs import replace

from acorns_cli.catalog.editions import edition_of_name, newest_file
from acorns_cli.catalog.listname import ListName
from acorns_cli.commands.completion import lists
from acorns_cli.commands.options import MAX_HELP, Account, NewFile, Output
from acorns_cli.commands.output import check_complete, check_limit, show, show_new, show_schema
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.subcommands import Group, by_name
from acorns_cli.commands.typeroptions import OUTPUT, argument, option, takes
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.rerender import Rerender
from acorns_cli.core.words import PRICES, RERENDERS, read_word
from acorns_cli.errors import InputError, shown
from acorns_cli.project.changes import Increase, allowed_credits, increase, project_changes
from acorns_cli.project.estimate import ProjectEstimate, project_estimate
from acorns_cli.project.file import load_project, load_under_two
from acorns_cli.project.keys import ProjectFile
from acorns_cli.project.progress import project_progress
from acorns_cli.project.rerendershare import with_share
from acorns_cli.project.scenes import Project
from acorns_cli.project.template import PROJECT
from acorns_cli.report.progress import progress_report
from acorns_cli.report.project import project_report
from acorns_cli.report.projectchanges import changes_report
from acorns_cli.report.report import Report
from acorns_cli.report.slider import rerender_slider
from acorns_cli.system.clock import today
from acorns_cli.system.files import named_path


class ProjectChoice(Prices, frozen=True, kw_only=True):
    """Which project is meant, and which prices take the place of those that it names."""

    project_file: Annotated[str, argument("FILE", "file", "The project file; - is standard input.")]
    prices: Annotated[
        str | None,
        # The environment variable chooses only for a file that names no prices.
        option(
            *("--prices", "LIST", PRICES, "A service, an edition or a file, not the file's own."),
            autocompletion=lists,
        ),
    ] = None

    def project(self, balance: Decimal | None) -> Project:
        """The project, with the prices and the balance that are given, or with its own.

        Raises:
            InputError: There is no such edition.
            FileError: A file can't be read, or is wrong.
        """
        path = named_path(self.project_file)
        prices = None if self.prices is None else self.load()
        project = load_project(path, prices, as_of=self.as_of)
        return project if balance is None else replace(project, balance=balance)


ForBoth = Annotated[
    list[str] | None,
    option(
        *("--prices", "LIST", PRICES, "For both; given twice, for the old and the new."),
        autocompletion=lists,
    ),
]
Lines = Annotated[bool, option("--lines", "", OUTPUT, "Show each scene line by line.")]


@takes
def estimate(
    *,
    chosen: ProjectChoice,
    rerender: Annotated[
        str | None,
        option("--rerender", "SHARE", RERENDERS, "In place of every scene's re-renders: 30%."),
    ] = None,
    lines: Lines = False,
    account: Account,
    output: Output,
) -> None:
    """What a project costs: a row for each scene, for each tool and model, and for all.

    \b
    acorns project estimate video.yaml
    acorns project estimate video.yaml --lines --rerender 40%
    acorns project estimate video.yaml --max 2000 --json
    """
    project = chosen.project(account.balance)
    if rerender is not None:
        share = read_word("rerender", rerender).value
        if not share.is_share:
            what = f"{shown(rerender)} is no share of every scene"
            raise InputError(what, fix="write it like 30%", word="rerender")
        project = with_share(project, share)

    def report(found: ProjectEstimate) -> Report:
        return project_report(found, project.prices, lines=lines, today=today())

    def at_share(share: Rerender) -> Report:
        return report(project_estimate(with_share(project, share)))

    found = project_estimate(project)
    slider = rerender_slider([scene.job for scene in project.scenes], at_share)
    show(replace(report(found), slider=slider), output)
    check_complete(account.require_complete, found.unpriced)
    check_limit(account.max, found.total.high, project.prices.unit)


@takes
def status(
    *, chosen: ProjectChoice, lines: Lines = False, account: Account, output: Output
) -> None:
    """How far a project is: budget, spent, what is still needed, where that ends.

    What ends higher, the plan or the re-render rate shown so far, is what
    --quiet prints and what --max is compared with.

    \b
    acorns project status video.yaml
    acorns project status video.yaml --balance 900
    """
    project = chosen.project(account.balance)
    progress = project_progress(project)
    show(progress_report(progress, project.prices, lines=lines, today=today()), output)
    check_complete(account.require_complete, progress.unpriced)
    check_limit(account.max, progress.careful.estimate_at_completion, project.prices.unit)


@takes
def diff(
    *,
    old: Annotated[str, argument("OLD", "file", "The project as it was.")],
    new: Annotated[
        str | None, argument("NEW", "file", "As it is; not needed with two price lists.")
    ] = None,
    prices: ForBoth = None,
    max_increase: Annotated[
        Increase | None,
        option("--max-increase", "N|N%", PRICES, MAX_HELP, read=increase),
    ] = None,
    output: Output,
) -> None:
    """What changed between two projects, or in one under two price lists.

    \b
    acorns project diff yesterday.yaml video.yaml --max-increase 10%
    acorns project diff video.yaml --prices 2025-06-27 --prices mine.yaml
    """
    old_prices, new_prices = _two_lists(prices or [])
    old_file = named_path(old)
    if new is not None:
        before = load_project(old_file, old_prices)
        after = load_project(named_path(new), new_prices)
    elif len(prices or ()) == 2:
        before, after = load_under_two(old_file, old_prices, new_prices)
    else:
        fix = "give a second file, or --prices twice"
        raise InputError("there is nothing to compare with", fix=fix)
    changes = project_changes(before, after)
    show(changes_report(changes, before.prices, after.prices, today=today()), output)
    if max_increase is not None:
        allowed = allowed_credits(max_increase, changes)
        unit = after.prices.unit
        check_limit(allowed, changes.difference.high, unit, "an increase of ")


def _two_lists(choices: list[str]) -> tuple[PriceList | None, PriceList | None]:
    """The price lists for the old and the new project, None where they are left to the files."""
    if len(choices) > 2:
        raise InputError("there are two projects at most", fix="give two lists", word="prices")
    if not choices:
        return None, None
    return Prices(choices[0]).load(), Prices(choices[-1]).load()


@takes
def schema(output: Output) -> None:
    """The JSON Schema of a project file, for editors.

    \b
    acorns project schema --output project.schema.json
    """
    # Nothing else needs it.
    from acorns_cli.records.jsonschema import record_schema

    show_schema(record_schema(ProjectFile, "acorns project"), output)


@takes
def new(file: NewFile) -> None:
    """Writes a project file to begin with, every part of it explained.

    \b
    acorns project new video.yaml
    """
    text = PROJECT.replace("{edition}", str(edition_of_name(newest_file(ListName()))))
    show_new(file, text, "What it costs: acorns project estimate {}")


class _Parts(Group):
    parts: ClassVar = by_name(new, estimate, diff, status, schema)


app = typer.Typer(cls=_Parts, add_completion=False)


@app.callback()
def project() -> None:
    """A video of many scenes, in a file: what it costs, what changed, how far it is.

    acorns project new video.yaml
    acorns project estimate video.yaml
    acorns project status video.yaml --balance 900
    """
