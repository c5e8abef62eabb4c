"""What can go wrong for a user, the exit status of each kind, and text that is safe to print.

An error carries facts: what is wrong, where, and what to do about it. `commands.app` prints it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final

from msgspec import Struct

DONE: Final = 0
BUG: Final = 1
WRONG_USAGE: Final = 2
OVER_MAX: Final = 3
WRONG_FILE: Final = 4
INTERRUPTED: Final = 130

_STEERING: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    r"\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    r"\ud800-\udfff"  # halves of a character
)
_BLANK: Final = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Joiners and letters that cannot be seen, which Python calls printable all the same."""
_HIDING: Final = (
    rf"{_BLANK}"
    r"\t\n\r\u2028\u2029"  # ends of a line, which forge another one
    r"\u061c\u200e\u200f"  # bidirectional marks
    r"\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff"
    r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
)
"""What takes no room of its own: Unicode's `Default_Ignorable_Code_Point` and annotations, without
what words and emoji are written with: soft hyphens, ZWNJ, ZWJ and variation selectors."""

STEERING: Final = f"[{_STEERING}]"
"""A pattern: what could steer a terminal, in a text that may have tabs and several lines.

It is a text, since hardly any run needs it, and to compile it would be a part of every start.
"""

_BLANKS: Final = frozenset(_BLANK)
UNPRINTABLE: Final = f"[{_STEERING}{_HIDING}]"
"""A pattern too: what could steer a terminal or hide text. No name may hold it, and elsewhere it is
escaped.

It is written out, so that it is the same whatever Python and its edition of Unicode know: a
character that is newer than both is kept.
"""

SHOWN_CHARACTERS: Final = 60
"""How much of a user's own text an error repeats; the middle of a longer one is left out."""

LISTED_NAMES: Final = 20
"""How many names an error lists at the most."""

OTHER_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("length", "len", "time", "dur", "duration"), ("duration", "length")),
    **dict.fromkeys(("song", "music", "mp3"), ("audio",)),
    **dict.fromkeys(("redo", "retake", "retakes"), ("rerender",)),
    **dict.fromkeys(("clip", "clips"), ("clip_length",)),
    "pictures": ("images",),
    **dict.fromkeys(("scene", "title"), ("name",)),
    **dict.fromkeys(("service", "services"), ("prices",)),
}
"""What people call a thing, however unlike the word for it, and the words that may be the one."""


class AcornsError(Exception):
    """An error that the user can fix.

    Attributes:
        what: What is wrong, as a sentence without its full stop.
        fix: What to do about it, or "" where that goes without saying.
        exit_status: What the process ends with when nothing handles the error.
    """

    exit_status: int = WRONG_USAGE

    def __init__(self, what: str, *, fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix

    def __str__(self) -> str:
        return "\n".join(error_lines(self))


class AcornsWarning(UserWarning):
    """What the user should know and nothing stops; the text is a sentence without its full stop."""


class InputError(AcornsError):
    """A value that no job can have.

    Attributes:
        word: The word of a job that the value was given for (`rerender`, `clip_length`, …), or ""
            where the job as a whole is wrong. A command shows it as an option, a file as a line.
        named: Words of a job that stand in the two sentences as fields, like `{clip_length}`.
    """

    def __init__(
        self, what: str, *, fix: str = "", word: str = "", named: Iterable[str] = ()
    ) -> None:
        super().__init__(what, fix=fix)
        self.word = word
        self.named = tuple(named)

    def sentences(self, spell: Callable[[str], str] = str) -> tuple[str, str]:
        """What is wrong and what to do about it, each word of a job spelled in some way."""
        what, fix = self.what, self.fix
        for name in self.named:
            field, spelled = f"{{{name}}}", spell(name)
            what, fix = what.replace(field, spelled), fix.replace(field, spelled)
        return what, fix


class SeveralErrors(AcornsError):  # noqa: N818 - it holds several
    """Several errors of one kind, at least one."""

    def __init__(self, errors: Sequence[AcornsError]) -> None:
        super().__init__("; ".join(error.what for error in errors))
        self.errors = tuple(errors)
        self.exit_status = errors[0].exit_status


def one_or_several(errors: Sequence[AcornsError]) -> AcornsError:
    """The error to raise for all that is wrong: at least one thing."""
    return errors[0] if len(errors) == 1 else SeveralErrors(errors)


def input_errors(error: AcornsError) -> tuple[InputError, ...]:
    """The values that are wrong, of an error about one or several; none of an error of files."""
    errors = error.errors if isinstance(error, SeveralErrors) else (error,)
    return tuple(fault for fault in errors if isinstance(fault, InputError))


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file."""

    what: str
    fix: str = ""
    line: int = 0
    """Counted from 1; 0 where no line can be named."""
    path: str = ""
    """The way to the value from the top of the file: `tools.t2v.images.credits`."""

    def of(self, file: str) -> str:
        """Where in a file it is, and what: `mine.yaml:12: tools.t2v: what is wrong`."""
        where = f"{file}:{self.line}" if self.line else file
        return ": ".join(part for part in (where, self.path, self.what) if part)


class FileError(AcornsError):
    """A file that can't be read or written, or all that is wrong in it, in the order of lines."""

    exit_status = WRONG_FILE

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.file = file
        self.problems = tuple(problems)

    @property
    def first(self) -> str:
        """The first thing that is wrong with the file, and how many more there are."""
        more = len(self.problems) - 1
        return f"{self.problems[0].of(self.file)}{f', and {more} more' if more else ''}"


def error_lines(error: AcornsError, spell: Callable[[str], str] = str) -> list[str]:
    """What is wrong, where, and what to do: a line for each fault, its words of a job spelled."""
    if isinstance(error, SeveralErrors):
        return [line for one in error.errors for line in error_lines(one, spell)]
    if isinstance(error, FileError):
        return [sentence(problem.of(error.file), problem.fix) for problem in error.problems]
    if isinstance(error, InputError):
        text = sentence(*error.sentences(spell))
        return [f"{spell(error.word)}: {text}" if error.word else text]
    return [sentence(error.what, error.fix)]


def sentence(what: str, fix: str) -> str:
    """What is wrong and what to do about it, without a full stop: `what; fix`."""
    return f"{what}; {fix}" if fix else what


def shown(text: str) -> str:
    """A user's text in quotes, safe to print: no character of it can steer a terminal.

    What `UNPRINTABLE` finds is spelled out as escapes, and the middle of a long text is left out.
    """
    return f"'{printable(shortened(text))}'"


def file_name(file: object) -> str:
    """A file's name, safe to print and whole, unless no file can have so long a one."""
    return printable(shortened(str(file), 4096))


def shortened(text: str, most: int = SHOWN_CHARACTERS) -> str:
    """A text of at most so many characters and a sign that the middle is left out."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2]}…{text[-(most // 2) :]}"


def printable(text: str, refused: str = UNPRINTABLE) -> str:
    """The text with every character that is not for printing spelled out as an escape."""
    if _is_surely_printable(text):
        return text
    return re.sub(refused, lambda found: ascii(found[0])[1:-1], text)


def is_printable(text: str) -> bool:
    """Whether `UNPRINTABLE` finds nothing in a text."""
    return _is_surely_printable(text) or re.search(UNPRINTABLE, text) is None


def _is_surely_printable(text: str) -> bool:
    """Whether it takes no search to tell, which would be ten times as long; every row asks."""
    return text.isprintable() and (text.isascii() or _BLANKS.isdisjoint(text))


def one_of(names: Iterable[str], joint: str = "or") -> str:
    """The names as a choice in words: `a, b or c`."""
    *head, last = names
    if len(head) >= LISTED_NAMES:
        head, last = head[: LISTED_NAMES - 1], f"{len(head) - LISTED_NAMES + 2:,} more"
    return f"{', '.join(head)} {joint} {last}" if head else last


all_of: Final = partial(one_of, joint="and")
"""The names as a list in words: `a, b and c`."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The question that a typo deserves: "did you mean a or b?"; "" where nothing is near."""
    near = near_names(name, known)
    return f"did you mean {one_of(near)}?" if near else ""


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """The names that another one was meant for: they mean the same, look like it or start so."""
    # Only a typo needs it, and it is slow to load.
    from difflib import get_close_matches

    candidates = list(islice(known, 500))  # each of them takes time
    typed = name[:SHOWN_CHARACTERS].lower()
    same = [word for word in OTHER_WORDS.get(typed, ()) if word in candidates]
    same = same or [word for word in candidates if sorted(word) == sorted(typed)]  # tv2 for t2v
    longer = [word for word in candidates if typed and word.startswith(typed)]
    return same[:1] or get_close_matches(typed, candidates, n=2, cutoff=0.75) or longer[:2]
