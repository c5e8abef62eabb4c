"""The options of `acorns batch`: which rows are read, and how the results are written."""

# Annotations are not deferred here, as they are not in `options`.

from functools import partial
from pathlib import Path
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli.commands.options import Output, known_format
from acorns_cli.commands.typeroptions import OUTPUT, ROWS, argument, named, option
from acorns_cli.errors import InputError
from acorns_cli.formats.rendering import ENDINGS, FORMATS, ending_of

_ROW_FORMATS: Final = ("ndjson", "csv")
_ROW_ENDINGS: Final = {
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".ndjson", ".jsonl", ".json"), "ndjson"),
}
_FORMAT_HELP = "Rows as ndjson or csv, else as they came; a summary as any format."
_QUIET_HELP = "With --summary: the total alone, in plain digits."


class RowOptions(Struct, frozen=True):
    """Which rows are read."""

    file: Annotated[
        str | None,
        argument("[FILE]", "file", "NDJSON or CSV, also as .gz; - is standard input."),
    ] = None
    from_: Annotated[
        str | None,
        option(
            *("--from", "FORMAT", ROWS, "What the rows are: ndjson or csv, if not clear."),
            read=partial(known_format, formats=_ROW_FORMATS),
        ),
    ] = None
    passing: Annotated[
        list[str] | None,
        option("--pass", "COLUMN", ROWS, "A column to copy, though its name looks like an option."),
    ] = None
    strict: Annotated[bool, option("--strict", "", ROWS, "Stop at the first bad row.")] = False
    require_complete: Annotated[
        bool, option("--require-complete", "", ROWS, "Exit with 3 where a row lacks a price.")
    ] = False


class RowOutput(Output, frozen=True):
    """How the results of rows are written, or a summary of them."""

    only_results: Annotated[
        bool, option("--only-results", "", OUTPUT, "Leave out the columns that are words of a job.")
    ] = False

    summary: Annotated[
        bool, option("--summary", "", OUTPUT, "Totals by tool and model, in place of rows.")
    ] = False
    format: Annotated[str | None, option("--format", "FORMAT", OUTPUT, _FORMAT_HELP)] = None
    json: Annotated[bool, option("--json", "", OUTPUT, "Rows as ndjson; a summary as json.")] = (
        False
    )
    quiet: Annotated[bool, option("--quiet", "", OUTPUT, _QUIET_HELP, short="-q")] = False

    def check(self) -> None:
        """Checks how the results are to be written, before any row is read.

        Raises:
            InputError: An option is wrong, or goes with a summary alone.
        """
        if self.format is not None:
            formats = FORMATS if self.summary else (*FORMATS, "ndjson")
            named("format", partial(known_format, formats=formats), self.format)
        if self.summary:
            self.asked_format()
        elif self.quiet:
            raise InputError("--quiet goes with --summary", fix="add it, or leave --quiet out")
        else:
            self.row_format()
            self.rows_file()

    def rows_file(self) -> Path | None:
        """The file that the rows are written to, None for standard output.

        Raises:
            InputError: Its name is not that of a file of rows.
        """
        return self.file(_ROW_ENDINGS)

    def delimiter(self) -> str | None:
        """What stands between the columns of a table, where the name of the file says it."""
        return "\t" if ending_of(self.output or "") == ".tsv" else None

    def row_format(self) -> str | None:
        """The format of the rows that are written, None for the one that they came in.

        It is the one that is asked for, or else the one that the name of the file says.

        Raises:
            InputError: Rows have no such format, or two different ones are asked for.
        """
        if self.json and self.format == "csv":
            raise InputError("--json and --format csv ask for two formats", fix="give one of them")
        if self.format is not None and self.format not in ("json", *_ROW_FORMATS):
            what = f"rows can't be written as {self.format}"
            raise InputError(what, fix="add --summary, or write ndjson or csv", word="format")
        if self.json or self.format:
            return "csv" if self.format == "csv" else "ndjson"
        ending = ending_of(self.output or "")
        if ending in ENDINGS and ending not in _ROW_ENDINGS:
            what = f"rows can't be written as {ENDINGS[ending]}"
            raise InputError(what, fix="add --summary, or name it .ndjson or .csv", word="output")
        return _ROW_ENDINGS.get(ending)
