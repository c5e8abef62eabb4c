"""Where results go: standard output or a file, whole, in the encoding and width of the terminal."""

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import typer

from acorns_cli.commands.options import Output
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.quantities import EXACT, canonical
from acorns_cli.errors import (
    OVER_MAX,
    AcornsWarning,
    FileError,
    InputError,
    all_of,
    file_name,
    printable,
)
from acorns_cli.formats.rendering import ENDINGS, WITHOUT_NOTES, Canvas, ending_of, rendered
from acorns_cli.report.report import Report
from acorns_cli.system.files import file_error, named_path

_BOX_CHARACTERS: Final = "╭─│→×–−…█▏"


class ClosedPipeError(Exception):
    """The reader of the output has gone: no error, and nothing is left to do."""


def show(report: Report, options: Output) -> None:
    """Writes a result as the options ask.

    Raises:
        InputError: An option is wrong.
        FileError: The output can't be written.
    """
    named_format = ENDINGS.get(ending_of(options.output or ""), "table")
    format_name, file = options.asked_format() or named_format, options.file()
    canvas = _canvas() if file is None else Canvas()
    text = f"{report.answer}\n" if options.quiet else rendered(report, format_name, canvas)
    # A table is drawn for the terminal; the other formats are the same everywhere.
    encoding = _encoding() if file is None and format_name == "table" else "utf-8"
    _write_to(file, text.encode(encoding, "backslashreplace"))
    # JSON says it itself, tables and Markdown in their notes.
    if options.quiet or format_name in WITHOUT_NOTES:
        for warning in report.warnings:
            say(f"Warning: {warning}")


def _write_to(file: Path | None, content: bytes) -> None:
    if file is None:
        write(content)
        return
    from acorns_cli.system.writes import written_whole  # only a file needs it

    written_whole(file, content)
    say_written(file)


def show_schema(schema: dict[str, Any], options: Output) -> None:
    """Writes a JSON Schema, which has one format alone.

    Raises:
        InputError: Another format is asked for, also by the name of the file.
        FileError: The output can't be written.
    """
    if options.asked_format() not in (None, "table", "json"):
        raise InputError("a schema is written as JSON", fix="leave --format out", word="format")
    if ENDINGS.get(ending_of(options.output or ""), "json") != "json":
        raise InputError("a schema is written as JSON", fix="name it .json", word="output")
    # Nothing else needs it here.
    from msgspec import json

    _write_to(options.file(), json.format(json.encode(schema), indent=2) + b"\n")


def show_new(target: str, text: str, next_step: str) -> None:
    """Writes a text to a file that is not there yet, or to standard output where that is `-`.

    The next step is a sentence in which `{}` stands for the name of the file.

    Raises:
        FileError: There is a file of that name, or it can't be written.
    """
    if target == "-":
        write(text.encode())
        return
    from acorns_cli.system.writes import written_new  # only a file needs it

    path = named_path(target)
    written_new(path, text.encode())
    name = file_name(path)
    say(f"Written: {name}. {next_step.replace('{}', name)}")


def say_written(file: Path) -> None:
    """Says that a file is written; what passes through a device or a pipe is in no file."""
    if file.is_file():
        say(f"Written: {file_name(file)}")


@contextmanager
def warnings_said() -> Iterator[None]:
    """Writes to standard error, once each, what else would be a warning of Python's."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", AcornsWarning)  # once for each text
        show_others = warnings.showwarning

        def report(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if issubclass(category, AcornsWarning):
                say(f"Warning: {message}.")
            else:
                show_others(message, category, *where)

        warnings.showwarning = report  # type: ignore[assignment] # as its docs say
        yield


def check_complete(required: bool, unpriced: Sequence[UnpricedItem]) -> None:
    """Says so, and ends with the exit status for it, where a total that must be complete is not.

    Raises:
        typer.Exit: It lacks something.
    """
    if required and unpriced:
        missing = all_of(dict.fromkeys(item.name for item in unpriced))
        say(f"Not complete: the price of {missing} is not known, and not in the total.")
        raise typer.Exit(OVER_MAX)


def check_limit(
    limit: Decimal | None, credits: Decimal, unit: str = CREDITS, name: str = ""
) -> None:
    """Says so, and ends with the exit status for it, where credits are over a limit.

    The name says what they are, where they are not a total. A limit of None is none.

    Raises:
        typer.Exit: They are over it.
    """
    if limit is not None and credits > limit:
        over = amount(EXACT.subtract(credits, limit), unit)
        most = amount_words(canonical(limit), unit)
        say(f"Over the limit: {name}{amount(credits, unit)} is {over} more than {most}.")
        raise typer.Exit(OVER_MAX)


def write(content: bytes) -> None:
    """Writes to standard output, all of it, now.

    Raises:
        ClosedPipeError: The reader has gone.
        FileError: It can't be written, as on a full disk.
    """
    if sys.stdout is None:
        raise file_error("standard output", "it is closed", fix="give a file with --output")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise _unwritable(error) from error


@contextmanager
def typers_output() -> Iterator[None]:
    """Turns what goes wrong while Typer writes a help into the errors of `write`."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:  # not of a stream, which has no name
            raise
        raise _unwritable(error) from error
    except SystemExit as end:  # what Typer and Rich make of a closed pipe
        if isinstance(end.__context__, BrokenPipeError):
            raise _unwritable(end.__context__) from end
        raise


def _unwritable(error: OSError) -> ClosedPipeError | FileError:
    _give_up(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return ClosedPipeError()
    return file_error("standard output", (error.strerror or "can't be written").lower())


def _give_up(stream: Any) -> None:
    """Sends what else a stream would have to nowhere.

    What Python still holds for it would fail again as it exits, with a message and a status of
    Python's own.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say(message: str) -> None:
    """Writes a line to standard error, if that is open.

    Nothing in it can steer a terminal, whatever names of files and words of a user it repeats. For
    a terminal it is broken between words; else it stays one line.
    """
    text = printable(message)
    if sys.stderr is not None and sys.stderr.isatty():
        text = _filled(text, shutil.get_terminal_size().columns)
        if _has_colour(sys.stderr):
            start = rf"^({'|'.join(_TONES)}):"
            text = re.sub(start, lambda found: f"\x1b[{_TONES[found[1]]}m{found[0]}\x1b[0m", text)
    say_as_it_is(f"{text}\n")


def _filled(text: str, width: int) -> str:
    """A text broken between words; a line to type in it stays whole, on a line of its own."""
    # Only what is said to a person needs it.
    from textwrap import fill

    before, is_there, line = text.partition(" write acorns ")
    if is_there:
        before = f"{before} write:"
    filled = fill(before, width, break_long_words=False, break_on_hyphens=False)
    return f"{filled}\n  acorns {line.removesuffix('.')}" if is_there else filled


_TONES: Final = {
    **dict.fromkeys(("Error", "Over the limit", "Not complete"), "1;31"),
    "Warning": "1;33",
}
"""How messages begin, and their colours: red for what is wrong or too much, yellow to warn."""


def say_error(text: str) -> None:
    """Writes what is wrong, given without its full stop, to standard error."""
    say(f"Error: {text}{'' if text.endswith('?') else '.'}")


def say_as_it_is(text: str) -> None:
    """Writes a text that is safe to print to standard error, if that is open."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.buffer.write(text.encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        _give_up(sys.stderr)  # there is nowhere left to say so


def drop_strange_sizes() -> None:
    """Removes the variables of a terminal's size where they say what no terminal has.

    Rich, which draws the help, would fail on digits of another script or on thousands of them, and
    would fill the memory for lines of a million characters.
    """
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        size = os.environ.get(name, "0")
        if not (size.isascii() and size.isdigit() and len(size) <= 4):
            del os.environ[name]


def _canvas() -> Canvas:
    try:
        _BOX_CHARACTERS.encode(_encoding())
        ascii_only = False
    except UnicodeEncodeError:
        ascii_only = True
    return Canvas(shutil.get_terminal_size().columns, _has_colour(sys.stdout), ascii_only)


def _encoding() -> str:
    return (sys.stdout and sys.stdout.encoding) or "utf-8"


def _has_colour(stream: Any) -> bool:
    """Whether to use colour: `NO_COLOR` and `FORCE_COLOR` decide, then the terminal."""
    if os.environ.get("NO_COLOR") or os.environ.get("FORCE_COLOR"):
        return not os.environ.get("NO_COLOR")
    return bool(stream and stream.isatty()) and os.environ.get("TERM") != "dumb"
