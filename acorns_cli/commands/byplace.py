"""What stands on a line by its place, behind no option: a length, or audio files."""

# Annotations are not deferred here, as they are not in `options`.

import shlex
from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar

from msgspec import Struct

from acorns_cli.commands.flags import argument, option_of
from acorns_cli.commands.lines import estimate_line, is_audio
from acorns_cli.commands.options import JobWords
from acorns_cli.core import durations
from acorns_cli.core.numbers import is_number
from acorns_cli.errors import InputError, shown

Words = TypeVar("Words", bound=JobWords)


class ByPlace(Struct, frozen=True):
    """A length, or audio files."""

    place: Annotated[
        list[str] | None,
        argument(
            "[LENGTH|AUDIO…]", "length", "The length: 3:42. Or audio; several files: an album."
        ),
    ] = None

    def length(self) -> str | None:
        """The length, None where none is given.

        Raises:
            InputError: It could be seconds or minutes.
        """
        text = " ".join(self.place or ())
        if text and (is_number(text) or durations.is_duration(text)):
            return text
        return None

    def songs(self) -> list[str]:
        """The audio files, none where none is given."""
        words = self.place or []
        return words if all(map(is_audio, words)) else []

    def into(self, words: Words, command: Sequence[str], choice: str | None) -> Words:
        """The words of a job with what stands by its place; `choice` is the list that is named.

        Raises:
            InputError: It is neither a length nor a file; the error says what to type.
        """
        if not self.place:
            return words
        said = {"length": self.length()} if self.length() else {}
        said = {"audio": self.place[0]} if self.songs() else said
        if not said and self.place[0].startswith("-"):  # they stand behind --, which ends options
            line = shlex.join(["acorns", *command, *self.place])
            raise InputError("options stand behind --", fix=f"write {line}")
        if not said:
            options = _as_options(words.words, choice)
            line = estimate_line([*command[1:], *self.place], options, choice)
            what = f"{shown(' '.join(self.place))} is not a length, and not an audio file"
            fix = (
                f"write {line}"
                if line
                else "write a length like 3:42, or name a file like song.mp3"
            )
            raise InputError(what, fix=fix)
        return type(words)(**words.words, **said)


def _as_options(words: Mapping[str, str], choice: str | None) -> list[str]:
    """Words of a job as they are typed."""
    said = words if choice is None else {**words, "prices": choice}
    return [part for name, text in said.items() for part in (option_of(name), text)]
