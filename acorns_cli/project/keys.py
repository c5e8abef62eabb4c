"""What a project file may hold, key by key."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from msgspec import Struct

from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.filevalues import Words, YesOrNo
from acorns_cli.core.words import WORDS, Word
from acorns_cli.project.quote import QuoteTerms
from acorns_cli.records.record import Leaf

_song_length: Final = numbers.above_0(
    durations.duration, "a song must be longer than 0 seconds", "write its length, like 4:05"
)


def _job_word(word: Word) -> Leaf:
    """A word of a job, as text: a job reads it, once the defaults are filled in."""
    kinds = ["number", "string"] if word.is_number else ["string"]
    return Leaf(str, {"type": kinds, "description": word.help})


_JOB_WORDS: Final[Mapping[str, Leaf]] = {
    name: _job_word(word) for name, word in WORDS.items() if not word.of_project
}

SongLength = Annotated[
    Decimal, Leaf(_song_length, {"type": "string", "description": WORDS["length"].help})
]
Credits = Annotated[
    Decimal,
    Leaf(
        numbers.credits_amount,
        {
            "type": ["number", "string"],
            "minimum": 0,
            "maximum": quantities.MAX_CREDITS,
            "pattern": r"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?$",
        },
    ),
]
"""Credits as a person writes them, who may set thousands apart."""
Reserve = Annotated[Decimal, Leaf(WORDS["reserve"].read, _job_word(WORDS["reserve"]).json_schema)]


class JobWords(Struct, frozen=True):
    """What a job can say: the options of `acorns estimate`, with underscores for hyphens."""

    read_elsewhere: ClassVar = _JOB_WORDS


class SceneEntry(Struct, frozen=True, kw_only=True):
    """A scene as the file has it, apart from the words of its job."""

    read_elsewhere: ClassVar = _JOB_WORDS

    name: Words
    spent: Credits | None = None
    """Credits used so far."""
    done: YesOrNo = False


class ProjectFile(Struct, frozen=True, kw_only=True):
    """A project as the file has it."""

    title: Words
    length: SongLength | None = None
    audio: Words | None = None
    """The song's file, in place of its length."""
    prices: Words | None = None
    """The price list that the scenes are priced with: an edition, or a file."""
    balance: Credits | None = None
    """Credits in the account now."""
    reserve: Reserve | None = None
    """Percent of all scenes, on top."""
    quote: QuoteTerms | None = None
    """On what terms it is offered to a client."""
    defaults: JobWords = JobWords()
    scenes: tuple[SceneEntry, ...]
