"""The options that commands share, each once: its name, its help, how it is read."""

# Annotations are not deferred here: they are read at every start, and to evaluate them from text
# would take longer than all the rest of reading the options.

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from msgspec import Struct

from acorns_cli.commands.completion import add_ons, formats, models
from acorns_cli.commands.typeroptions import ACCOUNT, OUTPUT, argument, option, option_of
from acorns_cli.core.job import Job
from acorns_cli.core.numbers import credits_amount
from acorns_cli.core.words import WORDS, Word, rivals
from acorns_cli.errors import AcornsError, InputError, did_you_mean, input_errors, one_of, shown
from acorns_cli.formats.rendering import ENDINGS, FILE_ENDINGS, FORMATS, TEXT_ENDING, ending_of
from acorns_cli.system.files import as_told, named_path


def _word_option(word: Word) -> Any:
    about = option(
        *(option_of(word.name), word.value, word.group, word.help),
        short=word.short,
        autocompletion={"MODEL": models, "NAME[=N]": add_ons}.get(word.value),
    )
    return Annotated[list[str] | None if word.repeats else str | None, about]


class JobWords:
    """What a job can say, apart from its tool and its model."""

    options: ClassVar = {
        name: _word_option(word) for name, word in WORDS.items() if word.group and name != "model"
    }
    """How each is given to Typer; of one that is given several times, each has a part."""

    def __init__(self, **words: str | list[str] | None) -> None:
        self.words = {
            name: text if isinstance(text, str) else ", ".join(text)
            for name, text in words.items()
            if text is not None and text != []  # an empty text is refused where it is read
        }

    def faults(self) -> list[InputError]:
        """What is wrong with the words, whatever the tool."""
        words: dict[str, Any] = self.words
        try:
            Job.of(**words)
        except AcornsError as error:  # it lacks a tool at least
            return [fault for fault in input_errors(error) if fault.word != "tool"]
        return []

    def job(self, tool: str, model: str | None = None) -> Job:
        """The job that the options say, the audio file read if there is one.

        Raises:
            InputError: An option is wrong; it says which.
            SeveralErrors: Several are.
            FileError: The audio file can't be used.
        """
        words: dict[str, Any] = {"tool": tool, "model": model, **self.words}
        # With two lengths the job is refused whatever the file holds.
        if "audio" in self.words and not rivals(self.words, "length"):
            from acorns_cli.system.audio import audio_seconds  # only a job with audio needs it

            song = named_path(self.words["audio"])
            words |= {"audio": str(as_told(song)), "audio_seconds": audio_seconds(song)}
        return Job.of(**words)


class ModelJobWords(JobWords):
    """What a job can say, apart from its tool."""

    options: ClassVar = {"model": _word_option(WORDS["model"]), **JobWords.options}


_BALANCE_HELP = "Credits that you have: what is left, or to buy."
_COMPLETE_HELP = "Where a price is missing, print and exit with 3."
MAX_HELP: Final = "Over it, print all the same and exit with 3."

Balance = Annotated[
    Decimal | None, option("--balance", "CREDITS", ACCOUNT, _BALANCE_HELP, read=credits_amount)
]

RequireComplete = Annotated[bool, option("--require-complete", "", ACCOUNT, _COMPLETE_HELP)]


class Account(Struct, frozen=True):
    """What is in the account, and what it allows."""

    balance: Balance = None
    max: Annotated[
        Decimal | None, option("--max", "CREDITS", ACCOUNT, MAX_HELP, read=credits_amount)
    ] = None
    require_complete: RequireComplete = False


Credits = Annotated[
    Decimal,
    argument("CREDITS", "number", "A number of credits, like 2000.", read=credits_amount),
]
NewFile = Annotated[
    str, argument("FILE", "file", "The file to make, which must not be there; - prints it.")
]

_FORMAT_HELP = f"How to write it: {', '.join(FORMATS).replace('table', 'table (the default)')}."
_ENDINGS = ", ".join(endings[0] for endings in FILE_ENDINGS.values() if endings)
_OUTPUT_HELP = f"Write to a file, never one that was read; {_ENDINGS} say the format."


def known_format(text: str, formats: Sequence[str] = FORMATS) -> str:
    """The name of a format.

    Raises:
        InputError: There is no such format.
    """
    if text not in formats:
        fix = did_you_mean(text, formats) or f"the formats are {one_of(formats)}"
        raise InputError(f"there is no format {shown(text)}", fix=fix)
    return text


class Output(Struct, frozen=True):
    """How the result is written, and where."""

    format: Annotated[
        str | None,
        option(
            "--format", "FORMAT", OUTPUT, _FORMAT_HELP, read=known_format, autocompletion=formats
        ),
    ] = None
    json: Annotated[bool, option("--json", "", OUTPUT, "The same as --format json.")] = False
    quiet: Annotated[
        bool, option("--quiet", "", OUTPUT, "The answer alone, in plain digits.", short="-q")
    ] = False
    output: Annotated[str | None, option("--output", "FILE", OUTPUT, _OUTPUT_HELP, short="-o")] = (
        None
    )

    def file(self, endings: Mapping[str, str] = ENDINGS) -> Path | None:
        """The file to write, None for standard output; its name may also end in `.txt`.

        Raises:
            InputError: Its name is empty, that of a folder, or has an ending of another format.
        """
        if self.output in (None, "-"):
            return None
        if not self.output:
            raise InputError("the name of the file is empty", word="output")
        if self.output.endswith(("/", os.sep)):  # which a path would forget
            raise InputError("this is a folder", fix="name a file in it", word="output")
        if self.output.lower().endswith(".gz"):
            fix = "leave .gz out of the name, or send it through gzip"
            raise InputError("what is written is not compressed", fix=fix, word="output")
        ending = ending_of(self.output)
        if ending and ending not in (*ENDINGS, *endings, TEXT_ENDING):
            fix = f"the endings are {one_of((*endings, TEXT_ENDING))}, or none"
            what = f"no file that ends in {shown(ending)} can be written"
            raise InputError(what, fix=fix, word="output")
        return named_path(self.output)

    def asked_format(self) -> str | None:
        """The format that is asked for, None where none is.

        Raises:
            InputError: Two different ones are asked for; or one is, and the answer alone as well.
        """
        if self.json and self.format not in (None, "json"):
            what = f"--json and --format {self.format} ask for two formats"
            raise InputError(what, fix="give one of them")
        if self.quiet and (self.json or self.format):
            asked = f"--format {self.format}" if self.format else "--json"
            what = f"--quiet prints the answer alone, and {asked} all of it"
            raise InputError(what, fix="give one of them")
        return "json" if self.json else self.format
