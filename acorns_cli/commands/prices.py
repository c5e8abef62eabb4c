"""`acorns prices`: which price lists there are, what they say, and whether they hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import typer

from acorns_cli.catalog import editions
from acorns_cli.catalog import files as pricefile
from acorns_cli.catalog.changes import job_change, price_changes
from acorns_cli.commands.flags import takes
from acorns_cli.commands.group import Group
from acorns_cli.commands.options import (
    ModelJobOptions,
    NewFile,
    OutputOptions,
    PriceOptions,
)
from acorns_cli.commands.output import show, show_new, show_schema
from acorns_cli.commands.priceoptions import (
    CheckedFiles,
    ComparedLists,
    ExtendsOption,
    ListArgument,
    ToolOption,
)
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate, estimate
from acorns_cli.errors import (
    FileError,
    FilesError,
    InputError,
    file_name,
    is_printable,
    shown,
)
from acorns_cli.report.pricechanges import price_changes_report
from acorns_cli.report.pricecheck import check_report, list_report
from acorns_cli.report.pricelist import price_list_report
from acorns_cli.system.clock import today
from acorns_cli.system.files import STANDARD_INPUT, named_path
from acorns_cli.system.folders import user_folder


@takes(PriceOptions, OutputOptions)
def list_(prices: PriceOptions, output: OutputOptions) -> None:
    """Which price lists there are, and which one is in use.

    \b
    acorns prices list
    acorns prices list --as-of 2025-07-01
    """
    why_none = ""
    try:
        chosen = prices.file()
    except FileError as error:
        chosen, why_none = None, error.first
    except InputError as error:
        if prices.given():
            raise
        chosen, why_none = None, str(error)
    lists = pricefile.listed_prices(chosen)
    folder = file_name(user_folder())
    show(list_report(lists, folder, why_none, today=today()), output)


@takes(ListArgument, PriceOptions, OutputOptions)
def show_(which: ListArgument, prices: PriceOptions, output: OutputOptions) -> None:
    """The table of a price list: the one in use, or another.

    \b
    acorns prices show
    acorns prices show 2025-06-27 --format markdown
    """
    if which.which is not None and prices.given():
        what = "the list and --prices or --as-of each choose a price list"
        raise InputError(what, fix="give one of them")
    price_list = prices.load() if which.which is None else pricefile.load_prices(which.which)
    show(price_list_report(price_list, today=today()), output)


@takes(CheckedFiles, OutputOptions)
def check(files: CheckedFiles, output: OutputOptions) -> None:
    """Proves price lists: every problem, and every worked example recomputed.

    \b
    acorns prices check mine.yaml
    acorns prices check prices/*.yaml --json
    """
    lists = [pricefile.check_prices(editions.named_file(file)) for file in files.files]
    show(check_report(lists), output)
    wrong = [FileError(checked.file, checked.problems) for checked in lists if checked.problems]
    if wrong:
        raise FilesError(wrong)


@takes(ComparedLists, ToolOption, ModelJobOptions, OutputOptions)
def diff(
    lists: ComparedLists,
    tool: ToolOption,
    words: ModelJobOptions,
    output: OutputOptions,
) -> None:
    """What two price lists differ in, and what that does to a job.

    \b
    acorns prices diff 2025-06-27 mine.yaml
    acorns prices diff 2025-06-27 mine.yaml --tool fbf --minutes 4
    """
    job = _job(tool, words)
    old, new = pricefile.load_prices(lists.old), pricefile.load_prices(lists.new)
    effect = job_change(_priced(job, old), _priced(job, new)) if job else None
    changes = price_changes(old, new, effect)
    show(price_changes_report(changes, old, new, job, today=today()), output)


def _job(tool: ToolOption, words: ModelJobOptions) -> Job | None:
    """The job that the options say, None where they say nothing of one.

    Raises:
        InputError: An option is wrong, or a job is meant and its tool is not said.
        FileError: The audio file can't be used.
    """
    if tool.tool is not None:
        return words.job(tool.tool)
    if words.words:
        word = next(iter(words.words))
        what = f"a job with {{{word}}} needs a tool"
        fix = "give autopilot, t2v or fbf as {tool}"
        raise InputError(what, fix=fix, word="tool", named=(word, "tool"))
    return None


def _priced(job: Job, prices: PriceList) -> Estimate:
    try:
        return estimate(job, prices)
    except InputError as error:
        error.what = f"with the prices of {prices.edition}, {error.what}"
        raise


@takes(OutputOptions)
def schema(output: OutputOptions) -> None:
    """The JSON Schema of a price list, for editors.

    \b
    acorns prices schema --output prices.schema.json
    """
    # Nothing else needs it.
    from acorns_cli.catalog.schema import price_list_schema

    show_schema(price_list_schema(), output)


@takes(NewFile, ExtendsOption)
def new(file: NewFile, extends: ExtendsOption) -> None:
    """Writes a price list to start from, alone or extending another; never over a file.

    \b
    acorns prices new mine.yaml --extends 2025-06-27
    acorns prices new mine.yaml
    """
    # Nothing else needs it.
    from acorns_cli.catalog.starter import new_extension, new_list

    path = named_path(file.file)
    edition = editions.edition_of_name(path) or today()
    if extends.extends is None:
        text = new_list(edition)
    else:
        base = editions.named_file(extends.extends)
        if base == STANDARD_INPUT:
            fix = "save it as a file"
            raise InputError("a list can't extend standard input", fix=fix, word="extends")
        name = extends.extends
        if not editions.edition_of(name):
            # A link to a folder has another folder above it than its name says.
            above = os.path.realpath(base.parent)
            beside = os.path.relpath(above, os.path.realpath(path.parent))
            name = (Path(beside) / base.name).as_posix()
            if not is_printable(name):
                fix = "give that file another name"
                raise InputError(f"a list can't say {shown(name)}", fix=fix, word="extends")
        text = new_extension(edition, name, pricefile.read_prices(base))
    show_new(file.file, text, "Change it, and prove it: acorns prices check {}")


class _Parts(Group):
    parts: ClassVar = {
        "list": list_,
        "show": show_,
        "check": check,
        "diff": diff,
        "schema": schema,
        "new": new,
    }


app = typer.Typer(cls=_Parts, add_completion=False)


@app.callback()
def lists() -> None:
    """Price lists: choose, read, prove, compare, make."""
