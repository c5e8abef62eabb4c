"""The options of `acorns batch` alone; those of other commands are in `options`."""

# Annotations are not deferred here, as they are not in `options`.

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli.commands.flags import OUTPUT, ROWS, argument, option
from acorns_cli.commands.options import OutputFile, OutputOptions
from acorns_cli.errors import InputError, did_you_mean, one_of, shown
from acorns_cli.formats.rendering import ENDINGS, FORMATS, ending_of

_ROW_FORMATS: Final = ("ndjson", "csv")
_ROW_ENDINGS: Final = {
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".ndjson", ".jsonl", ".json"), "ndjson"),
}


class BatchOptions(Struct, frozen=True):
    """Which rows are read, and how the results are written."""

    file: Annotated[
        str | None,
        argument("[FILE]", "file", "NDJSON or CSV, also as .gz; - is standard input."),
    ] = None
    from_: Annotated[
        str | None,
        option("--from", "FORMAT", ROWS, "What the rows are: ndjson or csv, if not clear."),
    ] = None
    keep: Annotated[
        list[str] | None,
        option("--keep", "KEY", ROWS, "A key that is not a misspelled word of a job."),
    ] = None
    strict: Annotated[bool, option("--strict", "", ROWS, "Stop at the first bad row.")] = False
    summary: Annotated[
        bool, option("--summary", "", OUTPUT, "Totals by tool and model, in place of rows.")
    ] = False
    format: Annotated[
        str | None,
        option(
            "--format",
            "FORMAT",
            OUTPUT,
            "Rows as ndjson or csv, else as they came; a summary as any format.",
        ),
    ] = None
    json: Annotated[bool, option("--json", "", OUTPUT, "Rows as ndjson; a summary as json.")] = (
        False
    )
    quiet: Annotated[
        bool, option("--quiet", "", OUTPUT, "With --summary: the total alone, in plain digits.")
    ] = False
    output: OutputFile = None

    def output_options(self) -> OutputOptions:
        """How a summary is written.

        Raises:
            InputError: An option is wrong, or goes with a summary alone.
        """
        if self.from_ is not None and self.from_ not in _ROW_FORMATS:
            raise _no_format(self.from_, _ROW_FORMATS, "from")
        if not self.summary:
            self.row_format()
            if self.quiet:
                raise InputError("--quiet goes with --summary", fix="add it, or leave --quiet out")
            self.rows_file()
            return OutputOptions(output=self.output)
        options = OutputOptions(self.format, self.json, self.quiet, self.output)
        options.format_name()
        return options

    def rows_file(self) -> Path | None:
        """The file that the rows are written to, None for standard output.

        Raises:
            InputError: It is named as what it will not be.
        """
        return OutputOptions(output=self.output).file(_ROW_ENDINGS)

    def delimiter(self) -> str:
        """What stands between the columns of a table of rows."""
        return "\t" if ending_of(self.output or "") == ".tsv" else ","

    def row_format(self) -> str | None:
        """The format of the rows that are written, None for the one that they came in.

        It is the one that is asked for, or else the one that the name of the file says.

        Raises:
            InputError: Rows have no such format, or two different ones are asked for.
        """
        wanted = "ndjson" if self.format == "json" else self.format
        if wanted in FORMATS and wanted not in _ROW_FORMATS:
            what = f"rows can't be written as {wanted}"
            raise InputError(what, fix="add --summary, or write ndjson or csv", word="format")
        if wanted is not None and wanted not in _ROW_FORMATS:
            raise _no_format(wanted, _ROW_FORMATS, "format")
        if self.json and wanted == "csv":
            raise InputError("--json and --format csv ask for two formats", fix="give one of them")
        if wanted or self.json:
            return wanted or "ndjson"
        ending = ending_of(self.output or "")
        if ending in ENDINGS and ending not in _ROW_ENDINGS:
            what = f"rows can't be written as {ENDINGS[ending]}"
            raise InputError(what, fix="add --summary, or name it .ndjson or .csv", word="output")
        return _ROW_ENDINGS.get(ending)


def _no_format(name: str, formats: Sequence[str], word: str) -> InputError:
    fix = did_you_mean(name, formats) or f"the formats are {one_of(formats)}"
    return InputError(f"there is no format {shown(name)}", fix=fix, word=word)
