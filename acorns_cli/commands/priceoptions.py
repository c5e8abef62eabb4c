"""The options of `acorns prices` alone; those of other commands are in `options`."""

# Annotations are not deferred here, as they are not in `options`.

from typing import Annotated, Final

from msgspec import Struct

from acorns_cli.commands.completion import tools
from acorns_cli.commands.flags import argument, option
from acorns_cli.core.words import FOOTAGE, PRICES

_LISTS_HELP: Final = "An edition or a file"


class ListArgument(Struct, frozen=True):
    """Which price list is meant."""

    which: Annotated[
        str | None,
        argument("[LIST]", "list", f"{_LISTS_HELP}; without it, the one in use."),
    ] = None


class ComparedLists(Struct, frozen=True):
    """Which price lists are compared."""

    old: Annotated[str, argument("OLD", "list", f"{_LISTS_HELP}, as it was.")]
    new: Annotated[str, argument("NEW", "list", f"{_LISTS_HELP}, as it is.")]


class CheckedFiles(Struct, frozen=True):
    """Which price lists are checked."""

    files: Annotated[list[str], argument("FILE…", "list", f"{_LISTS_HELP}, or more.")]


class ExtendsOption(Struct, frozen=True):
    """Which price list a new one changes."""

    extends: Annotated[
        str | None,
        option("--extends", "LIST", PRICES, f"{_LISTS_HELP} that the new one changes."),
    ] = None


class ToolOption(Struct, frozen=True):
    """The tool of a job, where the command does not say it."""

    tool: Annotated[
        str | None,
        option(
            "--tool",
            "TOOL",
            FOOTAGE,
            "What makes the video: autopilot, t2v or fbf.",
            autocompletion=tools,
        ),
    ] = None
