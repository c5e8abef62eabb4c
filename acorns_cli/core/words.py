"""Every word of a job, once: how it is read, what it says, what it goes with.

Options, keys of a project, columns of a batch, JSON Schema and help are made from `WORDS`.
"""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Final

from msgspec import Struct

from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.addons import add_ons, add_ons_text
from acorns_cli.core.rerender import keep, rerender, rerender_note, rerender_text, takes
from acorns_cli.core.slugs import slug
from acorns_cli.errors import InputError, did_you_mean, one_of, shown


class Word(Struct, frozen=True):
    """A word of a job."""

    name: str
    """With underscores: `clip_length`. An option has hyphens in their place."""
    read: Callable[[str], Any]
    """Its value, from text; raises `InputError`."""
    help: str
    group: str
    """Under which heading its option stands; "" for a word that is no option."""
    value: str = "N"
    """What its value is called in the help."""
    note: Callable[[str], str] = lambda _: ""
    """How a text was read, where a person may have meant something else; else ""."""
    write: Callable[[Any], str] = str
    """The text of a value, in one spelling of those that `read` takes."""
    field: str = ""
    """The field of a `Job` that holds its value; its own name, if it is ""."""
    says: str = ""
    """What several words say in different ways, like `length`: a job uses one of them."""
    needs: tuple[str, ...] = ()
    """Words of which a job with this one has at least one."""
    why: str = ""
    """Why it needs them."""
    of_tool: bool = False
    """Whether a default for one tool says nothing about a scene made with another."""
    waits: bool = False
    """Whether a default of it says nothing about a scene without what it needs."""
    short: str = ""
    """A short name of its option: `-m`."""
    repeats: bool = False
    """Whether its option may be given several times, each with a part of the value."""
    of_project: bool = False
    """Whether a project says it once, and no scene does."""
    line: str = ""
    """The name of the line item that its seconds of footage have to themselves, if they do."""

    @property
    def is_number(self) -> bool:
        """Whether a plain number is such a value."""
        return self.value in ("N", "SHARE", "PERCENT")


FOOTAGE: Final = "Footage"
RERENDERS: Final = "Re-renders"
ADD_ONS: Final = "Images and add-ons"
PRICES: Final = "Prices"


def _time(
    name: str,
    help: str,  # noqa: A002 - as the field
    field: str,
    says: str = "",
    short: str = "",
    read: Callable[[str], Decimal] = durations.duration,
    line: str = "",
) -> Word:
    note, write = durations.minutes_note, quantities.clock
    return Word(name, read, help, FOOTAGE, "TIME", note, write, field, says, short=short, line=line)


_images: Final = partial(numbers.count, what="images")
_clip_length: Final = numbers.above_0(
    durations.duration_or_0, "a clip of 0 seconds is no clip", "write it like 5s"
)


def _percent_text(percent: Decimal) -> str:
    return f"{quantities.printed(percent)}%"


_TABLE: Final = (
    Word("tool", slug, "The tool that makes the video.", "", "TOOL"),
    Word(
        *("model", slug, "The model, like kling-2.1-standard.", FOOTAGE, "MODEL"),
        of_tool=True,
        short="-m",
    ),
    Word(
        *("minutes", durations.minutes, "Length of the video in minutes: 4, 4.5.", FOOTAGE),
        note=partial(durations.minutes_note, bare=True),
        says="length",
    ),
    Word(
        *("seconds", durations.seconds, "Length in seconds; adds to minutes.", FOOTAGE),
        says="length",
    ),
    _time("length", "Length as 4:00, 1:02:03.5, 4m30s or PT4M30S.", "base_seconds", "length", "-l"),
    _time("duration", "The same as length.", "base_seconds", "length"),
    Word(
        *("audio", str, "Length of a song: MP3, WAV, AIFF, FLAC, OGG, M4A.", FOOTAGE, "FILE"),
        says="length",
    ),
    _time(
        *("clip_length", "Footage is generated in whole clips of this: 5s.", "clip_seconds"),
        read=_clip_length,
    ),
    _time("extra", "Footage generated and not used: 45s.", "extra_seconds", line="Extra footage"),
    Word(
        *("rerender", rerender, "Re-rendered: 25%, 1/3, 90s, 12clips, 10%..40%.", RERENDERS),
        value="SHARE",
        note=rerender_note,
        write=rerender_text,
        says="rerender",
        short="-r",
    ),
    Word(
        *("takes", takes, "Times each clip is generated on average: 3, 2..4.", RERENDERS),
        write=rerender_text,
        field="rerender",
        says="rerender",
    ),
    Word(
        *("keep", keep, "Share of what is generated that is kept: 30%, 1/3.", RERENDERS),
        value="PART",
        write=rerender_text,
        field="rerender",
        says="rerender",
    ),
    Word(
        *("rerender_model", slug, "The model that re-renders, if another.", RERENDERS, "MODEL"),
        needs=("rerender", "takes", "keep"),
        why="a model for re-renders needs re-renders",
        of_tool=True,
        waits=True,
    ),
    Word(*("images", _images, "How many images are generated.", ADD_ONS), says="images"),
    Word(*("images_per_clip", _images, "Images for each clip.", ADD_ONS), says="images"),
    Word(
        *("add", add_ons, "An add-on: upscale-4k, lip-sync=0:45, character=3.", ADD_ONS),
        value="NAME[=N]",
        write=add_ons_text,
        repeats=True,
        of_tool=True,
    ),
    Word(
        *(
            "credits_per_second",
            numbers.rate_per_second,
            "Today's price of a second, as the app shows it.",
            PRICES,
        ),
        write=quantities.printed,
        of_tool=True,
    ),
    Word(
        *(
            "credits_per_image",
            numbers.rate_per_image,
            "Today's price of an image, as the app shows it.",
            PRICES,
        ),
        write=quantities.printed,
        needs=("images", "images_per_clip"),
        why="a price for an image needs images",
        of_tool=True,
        waits=True,
    ),
    Word(
        *(
            "reserve",
            numbers.share,
            "A share added to the total, in reserve: 15%.",
            PRICES,
            "PERCENT",
        ),
        write=_percent_text,
        of_project=True,
    ),
)

WORDS: Final[Mapping[str, Word]] = {word.name: word for word in _TABLE}
"""Every word that a job can be given, by its name."""

OTHER_FOOTAGE: Final = {word.name.replace("_", "-"): word for word in _TABLE if word.line}
"""Footage besides the video and its re-renders: the word that says it, by its line item."""


def saying(what: str) -> tuple[str, ...]:
    """The words that say one thing in different ways: `length` or `images`."""
    return tuple(word.name for word in _TABLE if word.says == what)


def rivals(words: Collection[str], what: str) -> list[str]:
    """Those of some words that say one thing, where only one of them may; else none.

    Minutes and seconds add up.
    """
    found = [word for word in words if word in WORDS and WORDS[word].says == what]
    return found if len(found) > 1 and set(found) != {"minutes", "seconds"} else []


class Said(Struct, frozen=True, gc=False):
    """What a word of a job says."""

    field: str
    """The field of a `Job` that it fills; `minutes` and `seconds` fill one together."""
    value: Any
    note: str


class Reader(dict[Any, Said]):
    """Reads a word of a job: `Reader("minutes")["4"]` is what it says, or an `InputError`.

    It is a dictionary, since many rows and scenes say what others say: short texts are remembered,
    and all are forgotten when there are too many. `text` makes what is read of what is given.
    """

    def __init__(self, name: str, text: Callable[[str, str], str] = lambda _, text: text) -> None:
        super().__init__()
        self.name = name
        self.text = text

    def __missing__(self, value: Any) -> Said:
        if type(value) is not str:  # True would be the same key as 1
            return self[number_text(self.name, value)]
        said = _read(self.name, self.text(self.name, value))
        if len(value) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            self[value] = said
        return said


_SHORT: Final = 40
_MANY: Final = 10_000


def number_text(name: str, value: object) -> str:
    """The text of a number that is given as a word of a job.

    Raises:
        InputError: It is no exact number, or too large.
    """
    if type(value) is int and abs(value) > quantities.MAX_CREDITS:
        what = "the number is too large for any word of a job"
        raise InputError(what, fix=f"the most is {quantities.MAX_CREDITS:,}", word=name)
    if type(value) is int or type(value) is Decimal:
        return str(value)  # a Decimal of 1E+999999 would print as a million digits
    from reprlib import repr as short_repr  # which shows only a part of a deep list

    what = f"{shown(short_repr(value))} is not text or an exact number"
    like = ', like "0.5"' if name in WORDS and WORDS[name].is_number else ""
    raise InputError(what, fix=f"write it as text{like}", word=name)


def _read(name: str, text: str) -> Said:
    word = WORDS[name]
    try:
        return Said(word.field or name, word.read(text), word.note(text))
    except InputError as error:
        error.word = name
        if name in ("minutes", "seconds") and durations.is_duration(text):
            error.fix, error.named = f"give it as {{duration}} {text.strip()}", ("duration",)
        raise


_READERS: Final = {name: Reader(name) for name in WORDS}


def read_word(name: str, value: object) -> Said:
    """What a text or a number says as a word of a job.

    Raises:
        InputError: There is no such word, or it can't be read; the error names the word.
    """
    if name not in WORDS:
        fix = did_you_mean(name, WORDS) or f"the words are {one_of(WORDS)}"
        raise InputError(f"a job has no word {shown(name)}", fix=fix, word=name)
    return _READERS[name][value if type(value) is str else number_text(name, value)]
