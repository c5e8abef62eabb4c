"""Each option once: what it is called, what it says in the help, what it completes to.

Options come in groups, each a record. A command names the groups that it takes and receives them
filled in, so that an option is spelled, explained and read the same wherever it stands. This module
knows flags; not what a command does with them.
"""

# Annotations are not deferred here: they are read at every start, and to evaluate them from text
# would take longer than all the rest of reading the options.

import inspect
import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import asdict, fields

from acorns_cli.choices import Choice, choices
from acorns_cli.editions import VARIABLE, chosen_file, load_prices, read_prices
from acorns_cli.errors import AcornsError, InputError, did_you_mean, one_of, shown
from acorns_cli.files import audio_seconds
from acorns_cli.formats import FORMATS
from acorns_cli.job import Job
from acorns_cli.pricelist import TOOLS, PriceList, iso_date, slug, tool_name
from acorns_cli.quantities import credits_amount

_FOOTAGE: Final = "Footage"
_RERENDERS: Final = "Re-renders"
_IMAGES: Final = "Images"
_PRICES: Final = "Prices"
_CHOICES: Final = "Tools and models"
_ACCOUNT: Final = "Account"
_OUTPUT: Final = "Output"
_ROWS: Final = "Rows"

Result = TypeVar("Result")


def takes(*groups: type[Struct]) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Gives a command the options of some groups, which it receives as records, in order."""

    def decorate(command: Callable[..., Result]) -> Callable[..., Result]:
        parameters = [parameter for group in groups for parameter in _parameters(group)]

        @wraps(command)
        def run(**values: Any) -> Result:
            records = (
                group(**{name: values[name] for name in group.__struct_fields__})
                for group in groups
            )
            return command(*records)

        # Typer reads a command's options from its signature.
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


@cache
def _parameters(group: type[Struct]) -> tuple[inspect.Parameter, ...]:
    hints = {
        name: hint
        for base in reversed(group.__mro__)
        for name, hint in vars(base).get("__annotations__", {}).items()
    }
    return tuple(
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.required else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    )


def _option(flag: str, value: str, panel: str, help_text: str, **settings: Any) -> Any:
    return typer.Option(
        flag, metavar=value, rich_help_panel=panel, help=help_text, show_default=False, **settings
    )


def named(word: str, read: Callable[[str], Result], text: str | None) -> Result | None:
    """The value of an option that is not a job's, None where it is not given.

    Raises:
        InputError: The text can't be read; the error names the option.
    """
    if text is None:
        return None
    try:
        return read(text)
    except InputError as error:
        raise InputError(error.what, fix=error.fix, word=word) from None


# --- what completes ---------------------------------------------------------------------------


def _models(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The models of the tool whose command is being typed, with their prices."""
    try:
        prices = load_prices(ctx.params.get("prices"))
    except AcornsError:
        return []  # a completion has nowhere to say what is wrong
    tools = [ctx.command.name] if ctx.command.name in prices.tools else list(prices.tools)
    # A model of several tools is one name to type, and has several prices.
    if len(tools) > 1:
        return list(
            {
                model: (model, "")
                for tool in tools
                for model in prices.tools[tool].models
                if model.startswith(incomplete.lower())
            }.values()
        )
    return [
        (model, f"{price.credits_per_second} credits a second")
        for tool in tools
        for model, price in prices.tools[str(tool)].models.items()
        if model.startswith(incomplete.lower())
    ]


def _tools(incomplete: str) -> list[tuple[str, str]]:
    return [(tool, name) for tool, name in TOOLS.items() if tool.startswith(incomplete.lower())]


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


# --- the groups -------------------------------------------------------------------------------


class JobOptions(Struct, frozen=True):
    """What a job can say, apart from its tool and its model."""

    minutes: Annotated[
        str | None, _option("--minutes", "N", _FOOTAGE, "Length of the video in minutes: 4, 4.5.")
    ] = None
    seconds: Annotated[
        str | None, _option("--seconds", "N", _FOOTAGE, "Length in seconds; adds to --minutes.")
    ] = None
    duration: Annotated[
        str | None,
        _option("--duration", "TIME", _FOOTAGE, "Length as 4:00, 1:02:03.5, 4m30s or PT4M30S."),
    ] = None
    audio: Annotated[
        str | None,
        _option("--audio", "FILE", _FOOTAGE, "Length of a song: MP3, WAV, FLAC, OGG or M4A."),
    ] = None
    clip_length: Annotated[
        str | None,
        _option("--clip-length", "TIME", _FOOTAGE, "Footage is made in whole clips of this: 5s."),
    ] = None
    extra: Annotated[
        str | None,
        _option("--extra", "TIME", _FOOTAGE, "Footage made and not used, edits included: 45s."),
    ] = None
    rerender: Annotated[
        str | None,
        _option("--rerender", "SHARE", _RERENDERS, "Made again: 25%, 90s, 12clips or 10%..40%."),
    ] = None
    rerender_model: Annotated[
        str | None,
        _option(
            "--rerender-model",
            "MODEL",
            _RERENDERS,
            "The model that re-renders, if another.",
            autocompletion=_models,
        ),
    ] = None
    images: Annotated[
        str | None, _option("--images", "N", _IMAGES, "How many images are made.")
    ] = None
    images_per_clip: Annotated[
        str | None,
        _option("--images-per-clip", "N", _IMAGES, "Images for each clip; needs --clip-length."),
    ] = None
    credits_per_second: Annotated[
        str | None,
        _option("--credits-per-second", "N", _PRICES, "What the app shows today, a second."),
    ] = None
    credits_per_image: Annotated[
        str | None,
        _option("--credits-per-image", "N", _PRICES, "What the app shows today, an image."),
    ] = None

    def job(self, tool: str, model: str | None) -> Job:
        """The job that the options say, the audio file read if there is one.

        Raises:
            InputError: An option is wrong; it says which.
            FileError: The audio file can't be used.
        """
        words = asdict(self)
        lengths = (self.minutes, self.seconds, self.duration)
        # With two lengths the job is refused whatever the file holds.
        if self.audio is not None and lengths == (None, None, None):
            words["audio_seconds"] = audio_seconds(Path(self.audio))
        return Job.of(tool=tool, model=model, **words)

    def has_length(self) -> bool:
        """Whether any option says how long the video is."""
        lengths = (self.minutes, self.seconds, self.duration, self.audio)
        return any(length is not None for length in lengths)


class ModelOption(Struct, frozen=True):
    """Which model renders."""

    model: Annotated[
        str | None,
        _option(
            "--model", "MODEL", _FOOTAGE, "The model, like kling-2.1-standard.",
            autocompletion=_models,
        ),
    ] = None  # fmt: skip


class ChoiceOptions(Struct, frozen=True):
    """Which tools and models are looked at."""

    tool: Annotated[
        list[str] | None,
        _option(
            "--tool", "TOOL", _CHOICES, "Only this tool; give it again for more.",
            autocompletion=_tools,
        ),
    ] = None  # fmt: skip
    model: Annotated[
        list[str] | None,
        _option(
            "--model", "MODEL", _CHOICES, "Only this model; give it again for more.",
            autocompletion=_models,
        ),
    ] = None  # fmt: skip

    def among(self, prices: PriceList) -> list[Choice]:
        """The tools and models that the options pick.

        Raises:
            InputError: There is no such tool or model, or none that is both.
        """
        tools = [tool_name(tool) for tool in self.tool or ()]
        models = [named("model", slug, model) or "" for model in self.model or ()]
        return choices(prices, tools, models)


class PriceOptions(Struct, frozen=True):
    """Which prices are used."""

    prices: Annotated[
        str | None,
        _option(
            "--prices",
            "LIST",
            _PRICES,
            f"The price list, an edition or a file; else {VARIABLE}.",
        ),
    ] = None
    as_of: Annotated[
        str | None,
        _option("--as-of", "DATE", _PRICES, "The newest edition on that day."),
    ] = None

    def given(self) -> bool:
        """Whether any option chooses a list."""
        return self.prices is not None or self.as_of is not None

    def load(self) -> PriceList:
        """The price list that the options choose.

        Raises:
            InputError: There is no such edition.
            FileError: The list can't be read, or is wrong.
        """
        return read_prices(self.file())

    def file(self) -> Path:
        """The file of the price list that the options choose.

        Raises:
            InputError: There is no such edition.
            FileError: Two lists are of one date, or a folder can't be read.
        """
        as_of = named("as_of", iso_date, self.as_of)
        if self.prices is not None and as_of is not None:
            raise InputError(
                "--prices and --as-of each choose a price list", fix="give one of them"
            )
        if as_of is not None and os.environ.get(VARIABLE):
            what = f"{VARIABLE} names a price list, and --as-of chooses one"
            raise InputError(what, fix="unset the one, or leave the other out")
        try:
            return chosen_file(self.prices, as_of=as_of)
        except InputError as error:
            if self.prices is None:
                raise
            raise InputError(error.what, fix=error.fix, word="prices") from None


class BalanceOption(Struct, frozen=True):
    """What is in the account."""

    balance: Annotated[
        str | None,
        _option(
            "--balance", "CREDITS", _ACCOUNT, "Credits that you have: what is left, or to buy."
        ),
    ] = None

    def credits(self) -> Decimal | None:
        """The credits in the account.

        Raises:
            InputError: It is not an amount of credits.
        """
        return named("balance", credits_amount, self.balance)


class CreditsArgument(Struct, frozen=True):
    """How many credits a command is about."""

    credits: Annotated[str, typer.Argument(metavar="CREDITS", help="How many credits: 2000.")]

    def amount(self) -> Decimal:
        """The amount of credits.

        Raises:
            InputError: It is not one.
        """
        return credits_amount(self.credits)


class AccountOptions(BalanceOption, frozen=True):
    """What is in the account, and what it allows."""

    max: Annotated[
        str | None,
        _option("--max", "CREDITS", _ACCOUNT, "Over it, print all the same and exit with 3."),
    ] = None

    def limit(self) -> Decimal | None:
        """The most that the total may be.

        Raises:
            InputError: It is not an amount of credits.
        """
        return named("max", credits_amount, self.max)


class OutputOptions(Struct, frozen=True):
    """How the result is written, and where."""

    format: Annotated[
        str,
        _option(
            "--format",
            "FORMAT",
            _OUTPUT,
            "How to write it: table (the default), json, csv or markdown.",
            autocompletion=_formats,
        ),
    ] = "table"
    json: Annotated[bool, _option("--json", "", _OUTPUT, "The same as --format json.")] = False
    quiet: Annotated[
        bool, _option("--quiet", "", _OUTPUT, "The answer alone, in plain digits.")
    ] = False
    output: Annotated[
        str | None,
        _option("--output", "FILE", _OUTPUT, "Write to a file: whole, or not at all."),
    ] = None

    def format_name(self) -> str:
        """The format that the options agree on.

        Raises:
            InputError: There is no such format, or two different ones are asked for.
        """
        if self.format not in FORMATS:
            fix = did_you_mean(self.format, FORMATS) or f"the formats are {one_of(FORMATS)}"
            raise InputError(f"there is no format {shown(self.format)}", fix=fix, word="format")
        if self.json and self.format not in ("table", "json"):
            what = f"--json and --format {self.format} ask for two formats"
            raise InputError(what, fix="give one of them")
        return "json" if self.json else self.format


class NewFile(Struct, frozen=True):
    """Which file is to be made."""

    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; it must not be there.")]


# --- price lists ------------------------------------------------------------------------------

_LISTS_HELP: Final = "An edition or a file"


class ListArgument(Struct, frozen=True):
    """Which price list is meant."""

    which: Annotated[
        str | None,
        typer.Argument(metavar="[LIST]", help=f"{_LISTS_HELP}; without it, the one in use."),
    ] = None


class ComparedLists(Struct, frozen=True):
    """Which price lists are compared."""

    old: Annotated[str, typer.Argument(metavar="OLD", help=f"{_LISTS_HELP}: as it was.")]
    new: Annotated[str, typer.Argument(metavar="NEW", help=f"{_LISTS_HELP}: as it is.")]


class CheckedFiles(Struct, frozen=True):
    """Which price lists are checked."""

    files: Annotated[list[str], typer.Argument(metavar="FILE…", help=f"{_LISTS_HELP}, or more.")]


class ExtendsOption(Struct, frozen=True):
    """Which price list a new one changes."""

    extends: Annotated[
        str | None,
        _option("--extends", "LIST", _PRICES, f"{_LISTS_HELP} that the new one changes."),
    ] = None


class ToolOption(Struct, frozen=True):
    """The tool of a job, where the command does not say it."""

    tool: Annotated[
        str | None,
        _option(
            "--tool",
            "TOOL",
            _FOOTAGE,
            "What makes the video: autopilot, t2v or fbf.",
            autocompletion=_tools,
        ),
    ] = None


# --- rows -------------------------------------------------------------------------------------

_ROW_FORMATS: Final = ("ndjson", "csv")


class BatchOptions(Struct, frozen=True):
    """Which rows are read, and how the results are written."""

    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="NDJSON or CSV, also as .gz; - is standard input."),
    ] = None
    from_: Annotated[
        str | None,
        _option("--from", "FORMAT", _ROWS, "What the rows are: ndjson or csv, if not clear."),
    ] = None
    keep: Annotated[
        list[str] | None,
        _option("--keep", "KEY", _ROWS, "A key that is not a misspelled word of a job."),
    ] = None
    strict: Annotated[bool, _option("--strict", "", _ROWS, "Stop at the first bad row.")] = False
    summary: Annotated[
        bool, _option("--summary", "", _OUTPUT, "Totals by tool and model, in place of rows.")
    ] = False
    format: Annotated[
        str | None,
        _option(
            "--format",
            "FORMAT",
            _OUTPUT,
            "Rows as ndjson or csv, as they came by default; a summary as any format.",
        ),
    ] = None
    json: Annotated[bool, _option("--json", "", _OUTPUT, "Rows as ndjson; a summary as json.")] = (
        False
    )
    quiet: Annotated[
        bool, _option("--quiet", "", _OUTPUT, "With --summary: the total alone, in plain digits.")
    ] = False
    output: Annotated[
        str | None,
        _option("--output", "FILE", _OUTPUT, "Write to a file: whole, or not at all."),
    ] = None

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
            return OutputOptions(output=self.output)
        options = OutputOptions(self.format or "table", self.json, self.quiet, self.output)
        options.format_name()
        return options

    def row_format(self) -> str | None:
        """The format of the rows that are written, None for the one that they came in.

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
        return "ndjson" if self.json else wanted


def _no_format(name: str, formats: Sequence[str], word: str) -> InputError:
    fix = did_you_mean(name, formats) or f"the formats are {one_of(formats)}"
    return InputError(f"there is no format {shown(name)}", fix=fix, word=word)
