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
            "[LENGTH|AUDIO…]", "length", "The length: 3:42. Or audio; estimate takes an album."
        ),
    ] = None

    def faults(self) -> list[InputError]:
        """What stands there and is neither a length nor audio."""
        return [MisplacedError(self.place)] if self.place and not _said(self.place) else []

    def into(self, words: Words) -> list[Words]:
        """The words of a job with what stands by its place: of several, for several songs.

        Raises:
            MisplacedError: It is neither a length nor audio, or an option says the length.
            SeveralErrors: Other words are wrong as well.
        """
        if not self.place:
            return [words]
        said = _said(self.place)
        if not said or words.words.keys() & set(saying("length")):
            raise one_or_several([MisplacedError(self.place), *words.faults()])
        return [type(words)(**words.words, **more) for more in said]


def _said(place: list[str]) -> list[dict[str, str]]:
    """What that is as words of a job: a length, or audio for each of some jobs; none if neither."""
    text = " ".join(place)
    if durations.is_duration(text):
        return [{"length": text}]
    from acorns_cli.system.audio import is_audio  # only a line with such words needs it

    return [{"audio": song} for song in place] if all(map(is_audio, place)) else []
