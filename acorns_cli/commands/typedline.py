"""A command line as it was typed: its words, its options with their values, and how to write it."""

import re
import shlex
from collections.abc import Sequence
from typing import Final

from acorns_cli.commands.typeroptions import option_of
from acorns_cli.core import durations
from acorns_cli.core.words import WORDS, read_word, saying
from acorns_cli.errors import InputError
from acorns_cli.system.audio import is_audio

FLAGS: Final = frozenset(
    ("--json", "--quiet", "-q", "--models", "--require-complete", "--help", "-h")
)
"""The options of `estimate` and `compare` that take no value."""

_BLANKS: Final = re.compile(r"[\w.,:%/@+=-]+(?: [\w.,:%/@+=-]+)+")
"""Words of which only the blanks between them mean something to a shell."""


def line_of(words: Sequence[str]) -> str:
    """Words as one line to type; a blank is kept in double quotes, which every shell reads."""
    return " ".join(f'"{word}"' if _BLANKS.fullmatch(word) else shlex.quote(word) for word in words)


def parted(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of a line that stand behind no option, and its options with their values."""
    words: list[str] = []
    options: list[str] = []
    rest = [word for word in joined(typed) if word != "--"]
    while rest:
        word = rest.pop(0)
        if not _is_option(word):
            words.append(word)
            continue
        options.append(word)
        if rest and word not in FLAGS and not glued(word)[0]:
            options.append(rest.pop(0))
    return words, options


def joined(typed: Sequence[str]) -> list[str]:
    """A line in which what follows a value and makes a longer one with it is a part of it.

    It is so in `--length 4m 30s`, `--length=4m 30s` and `-l4m 30s`.
    """
    line: list[str] = []
    rest = list(typed)
    while rest:
        word = rest.pop(0)
        option, value = glued(word)
        if not option and _is_option(word) and rest and not _is_option(rest[0]):
            option, value = word, rest.pop(0)
        whole = value
        while option and rest and not _is_option(rest[0]):
            if not _is_longer(option, f"{whole} {rest[0]}"):
                break
            whole += f" {rest.pop(0)}"
        line += [option, whole] if option and (option == word or whole != value) else [word]
    return line


def glued(word: str) -> tuple[str, str]:
    """An option and its value that are one word, like `--length=4m` or `-l4m`; else two ""."""
    found = re.fullmatch("(?s)(--[^=]+)=(.*)|(-[a-z])(.+)", word)
    return (found[1] or found[3], found[2] or found[4] or "") if found else ("", "")


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _is_longer(option: str, text: str) -> bool:
    """Whether a value and the word behind it are one value of an option."""
    if option in names_of("audio"):
        return not is_audio(text.rpartition(" ")[0])
    word = next((name for name in WORDS if option in names_of(name)), "")
    if not word or WORDS[word].value in ("TOOL", "MODEL", "NAME[=N]"):  # which take any text
        return False
    try:
        return bool(read_word(word, text))
    except InputError:
        return False


def length_option(options: Sequence[str]) -> str:
    """The option among some that says the length, or ""."""
    return option_saying("length", options)


def option_saying(what: str, options: Sequence[str]) -> str:
    """The option among some that says this of a job, or ""."""
    names = [name for word in saying(what) for name in names_of(word)]
    return next((name for name in names if value_of(options, name) is not None), "")


def value_of(words: Sequence[str], option: str) -> str | None:
    """The value of an option among the words of a line."""
    for index, word in enumerate(words):
        if word == option and index + 1 < len(words):
            return words[index + 1]
        if glued(word)[0] == option:
            return glued(word)[1]
    return None


def length_in(words: Sequence[str]) -> tuple[str, list[str]]:
    """The first length among some words, which may have a blank in it, and the other words."""
    for size in (2, 1):
        for start in range(len(words) - size + 1):
            text = " ".join(words[start : start + size])
            if durations.is_duration(text):
                return text, [*words[:start], *words[start + size :]]
    return "", list(words)


def names_of(word: str) -> tuple[str, ...]:
    """The names of the option for a word of a job."""
    return (option_of(word), *filter(None, [WORDS[word].short]))
