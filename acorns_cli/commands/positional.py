"""What needs no option in front of it: a length, or audio files."""

# Annotations are not deferred here, as they are not in `options`.

from typing import Annotated, TypeVar

from msgspec import Struct

from acorns_cli.commands.command import MisplacedError
from acorns_cli.commands.options import JobWords
from acorns_cli.commands.typeroptions import argument
from acorns_cli.core import durations
from acorns_cli.core.words import saying
from acorns_cli.errors import InputError, one_or_several

Words = TypeVar("Words", bound=JobWords)


class Positional(Struct, frozen=True):
    """A length, or audio files, that stand on the line without an option."""

    place: Annotated[
        list[str] | None,
        argument(
            "[LENGTH|AUDIO…]", "length", "The length: 3:42. Or audio; several files: an album."
        ),
    ] = None

    def length(self) -> str | None:
        """The length, None where none is given."""
        text = " ".join(self.place or ())
        return text if text and durations.is_duration(text) else None

    def songs(self) -> list[str]:
        """The audio files, none where none is given."""
        if not self.place:
            return []
        from acorns_cli.system.audio import is_audio  # only a line with such words needs it

        return self.place if all(map(is_audio, self.place)) else []

    def faults(self) -> list[InputError]:
        """What stands there and is neither a length nor audio."""
        is_read = not self.place or self.length() or self.songs()
        return [] if is_read else [MisplacedError(self.place or [])]

    def into(self, words: Words) -> list[Words]:
        """The words of a job with what stands by its place: of several, for several songs.

        Raises:
            MisplacedError: It is neither a length nor audio, or an option says the length.
            SeveralErrors: Other words are wrong as well.
        """
        if not self.place:
            return [words]
        faults = self.faults()
        if not faults and words.words.keys() & set(saying("length")):
            faults = [MisplacedError(self.place)]
        if faults:
            raise one_or_several([*faults, *words.faults()])
        if songs := self.songs():
            return [type(words)(**words.words, audio=song) for song in songs]
        return [type(words)(**words.words, length=self.length())]
