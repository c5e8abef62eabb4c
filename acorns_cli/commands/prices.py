"""`acorns prices`: which price lists there are, what they say, and whether they are sound."""

import os
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from acorns_cli.catalog.changes import job_change, price_changes
from acorns_cli.catalog.editions import edition_of_name, named_file
from acorns_cli.catalog.files import check_prices, listed_prices, load_prices, read_prices
from acorns_cli.catalog.listname import is_path, list_name
from acorns_cli.commands.completion import lists as list_names
from acorns_cli.commands.completion import tools
from acorns_cli.commands.options import ModelJobWords, NewFile, Output
from acorns_cli.commands.output import show, show_new, show_schema
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.subcommands import Group, by_name
from acorns_cli.commands.typeroptions import argument, named, option, takes
from acorns_cli.core.filevalues import service_id
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import DEFAULT_SERVICE, dated
from acorns_cli.core.slugs import slug
from acorns_cli.core.words import FOOTAGE, PRICES
from acorns_cli.errors import (
    FileError,
    InputError,
    file_name,
    is_printable,
    one_or_several,
    shown,
)
from acorns_cli.report.pricechanges import price_changes_report
from acorns_cli.report.pricecheck import check_report
from acorns_cli.report.pricelist import price_list_report
from acorns_cli.report.pricelists import list_report
from acorns_cli.system.clock import today
from acorns_cli.system.files import STANDARD_INPUT, named_path
from acorns_cli.system.folders import user_folder


def _list_argument(name: str, about: str) -> Any:
    return argument(name, "list", about, autocompletion=list_names)


@takes
def list_(prices: Prices, output: Output) -> None:
    """Which price lists there are, and which one is in use.

    \b
    acorns prices list
    acorns prices list --as-of 2025-07-01
    """
    chosen, why_none = None, ""
    try:
        chosen = prices.file()
    except FileError as error:
        why_none = error.first
    except InputError as error:
        if prices.given():
            raise
        why_none = str(error)
    lists = listed_prices(chosen)
    folder = file_name(user_folder())
    show(list_report(lists, folder, why_none, today=today()), output)


@takes
def show_(
    prices: Prices,
    output: Output,
    which: Annotated[
        str | None, _list_argument("[LIST]", "A service, an edition, a file; else that in use.")
    ] = None,
) -> None:
    """The table of a price list: the one in use, or another.

    \b
    acorns prices show
    acorns prices show kling
    acorns prices show 2025-06-27 --format markdown
    """
    if which is not None and prices.given():
        what = "the list and --prices or --as-of each choose a price list"
        raise InputError(what, fix="give one of them")
    price_list = prices.load() if which is None else load_prices(which)
    show(price_list_report(price_list, today=today()), output)


@takes
def check(
    files: Annotated[
        list[str], _list_argument("LIST…", "A service, an edition or a file, or more.")
    ],
    output: Output,
) -> None:
    """Checks price lists: every problem, and every worked example recomputed.

    \b
    acorns prices check mine.yaml
    acorns prices check prices/*/*.yaml --json
    """
    lists = [check_prices(named_file(file)) for file in files]
    show(check_report(lists), output)
    wrong = [FileError(checked.file, checked.problems) for checked in lists if checked.problems]
    if wrong:
        raise one_or_several(wrong)


@takes
def diff(
    *,
    old: Annotated[str, _list_argument("OLD", "A service, an edition or a file, as it was.")],
    new: Annotated[str, _list_argument("NEW", "A service, an edition or a file, as it is.")],
    tool: Annotated[
        str | None,
        option(
            *("--tool", "TOOL", FOOTAGE, "What makes the video, like t2v."),
            autocompletion=tools,
        ),
    ] = None,
    words: ModelJobWords,
    output: Output,
) -> None:
    """What two price lists differ in, and what that does to a job.

    \b
    acorns prices diff 2025-06-27 mine.yaml
    acorns prices diff 2025-06-27 mine.yaml --tool fbf --minutes 4
    """
    job = _job(tool, words)
    before, after = load_prices(old), load_prices(new)
    effect = job_change(job, before, after) if job else None
    changes = price_changes(before, after, effect)
    show(price_changes_report(changes, before, after, job, today=today()), output)


def _job(tool: str | None, words: ModelJobWords) -> Job | None:
    """The job that the options say, None where they say nothing of one.

    Raises:
        InputError: An option is wrong, or a job has no tool.
        SeveralErrors: Several things are wrong.
        FileError: The audio file can't be used.
    """
    if tool is None and words.words:
        word = next(iter(words.words))
        what, fix = f"a job with {{{word}}} needs a tool", "give it as {tool}, like t2v"
        no_tool = InputError(what, fix=fix, word="tool", named=(word, "tool"))
        raise one_or_several([no_tool, *words.faults()])
    return None if tool is None else words.job(tool)


@takes
def schema(output: Output) -> None:
    """The JSON Schema of a price list, for editors.

    \b
    acorns prices schema --output prices.schema.json
    """
    # Nothing else needs it.
    from acorns_cli.catalog.jsonschema import price_list_schema

    show_schema(price_list_schema(), output)


@takes
def new(
    file: NewFile,
    extends: Annotated[
        str | None,
        option(
            *("--extends", "LIST", PRICES, "The list that the new one changes."),
            autocompletion=list_names,
        ),
    ] = None,
    service: Annotated[
        str | None,
        option(
            *("--service", "NAME", PRICES, "The service that the new list is of."),
            read=lambda text: service_id(slug(text)),
        ),
    ] = None,
) -> None:
    """Writes a price list to start from, alone or extending another; never over a file.

    \b
    acorns prices new mine.yaml --extends 2025-06-27
    acorns prices new mine.yaml
    acorns prices new luma.yaml --service luma
    """
    # Nothing else needs it.
    from acorns_cli.catalog.template import new_extension, new_list

    path = named_path(file)
    edition = edition_of_name(path) or today()
    if extends is not None and service is not None:
        what = "a list that extends another is of the same service"
        raise InputError(what, fix="leave --service out")
    if extends is None:
        text = new_list(edition, service or DEFAULT_SERVICE)
    else:
        base = named("extends", named_file, extends)
        text = new_extension(edition, _name_of_base(extends, base, path), read_prices(base))
    show_new(file, text, "Change it, then check it: acorns prices check {}")


def _name_of_base(extends: str, base: Path, path: Path) -> str:
    """What a new list calls the one that it extends: where its file lies, seen from the new one.

    One that is named by its service or edition has both, to stay the same when a newer one comes.

    Raises:
        InputError: No list can name that file.
    """
    if not is_path(extends):
        return dated(list_name(extends).service, edition_of_name(base), "/")
    if base == STANDARD_INPUT:
        fix = "save it as a file"
        raise InputError("a list can't extend standard input", fix=fix, word="extends")
    # A link to a folder has another folder above it than its name says.
    folder = os.path.relpath(os.path.realpath(base.parent), os.path.realpath(path.parent))
    name = (Path(folder) / base.name).as_posix()
    if not is_printable(name):
        fix = "give that file another name"
        raise InputError(f"a list can't name {shown(name)}", fix=fix, word="extends")
    return name


class _Parts(Group):
    parts: ClassVar = by_name(list_, show_, check, diff, schema, new)


app = typer.Typer(cls=_Parts, add_completion=False)


@app.callback()
def lists() -> None:
    """Price lists: list, show, check, compare and write them.

    acorns prices show
    acorns prices new mine.yaml --extends 2025-06-27
    acorns prices check mine.yaml
    """
