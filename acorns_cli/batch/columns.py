"""Which columns of a row are words of a job, and which only look so.

A column that changes a price never passes in silence: what is called as an option, a synonym or a
word of another language for a word of a job is an error, unless it is passed on purpose.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from acorns_cli.core.words import WORDS, saying
from acorns_cli.errors import OTHER_WORDS, InputError, one_of, printable, shown

RESULT_KEYS: Final = (
    *("total_credits", "low_credits", "unit", "complete", "prices_edition", "row", "error"),
)
"""What a result adds to the columns of a row."""

LIST_KEYS: Final = ("prices", "as_of")
"""Which price list a row is priced with."""

MAX_KEYS: Final = 500
MAX_KEY: Final = 200
"""The most columns of a row, and characters of a column's name."""

_QUANTITIES: Final = frozenset(
    ["minute", "second", "duration", "clip", "rerender", "render", "extra", "image", "credit"]
)
"""Parts of words that say how much: a column that has one and is no word of a job is misspelled."""

_SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("redo", "redos", "retake", "retakes", "regenerate", "again"), "rerender"),
    **dict.fromkeys(("hours", "hour", "h", "time", "len", "laenge", "song_length"), "duration"),
    **dict.fromkeys(("rate", "price", "cost", "per_second"), "credits_per_second"),
    **dict.fromkeys(("song", "music", "track", "mp3", "file"), "audio"),
    **dict.fromkeys(("pictures", "stills", "photos"), "images"),
    **dict.fromkeys(("addon", "addons", "add_on", "add_ons"), "add"),
    **dict.fromkeys(("take", "tries", "attempts"), "takes"),
    **dict.fromkeys(("kept", "usable"), "keep"),
    **dict.fromkeys(("buffer", "contingency", "margin"), "reserve"),
    **dict.fromkeys(("engine", "modell", "modèle", "modele", "modelo"), "model"),
    **dict.fromkeys(("werkzeug", "outil", "herramienta"), "tool"),
    **dict.fromkeys(("minuten", "minutos"), "minutes"),
    **dict.fromkeys(("sekunden", "secondes", "segundos"), "seconds"),
    **dict.fromkeys(("dauer", "länge", "durée", "duree", "longueur"), "duration"),
    **dict.fromkeys(("duración", "duracion", "longitud"), "duration"),
    **dict.fromkeys(("bilder", "imágenes", "imagenes"), "images"),
    **dict.fromkeys(("wiederholung", "wiederholungen", "reprise", "reprises"), "rerender"),
    **dict.fromkeys(("repetición", "repeticiones", "neu_gerendert"), "rerender"),
    **dict.fromkeys(
        ("clip_länge", "cliplänge", "durée_du_clip", "duración_del_clip"), "clip_length"
    ),
    **dict.fromkeys(("lied", "chanson", "canción", "cancion", "musik", "musique"), "audio"),
    **dict.fromkeys(("zusatz", "extras", "supplément", "suplemento"), "extra"),
    **dict.fromkeys(("reserva", "réserve"), "reserve"),
    **dict.fromkeys(("preis", "prix", "precio"), "credits_per_second"),
}
"""What people call the words of a job, in English, German, French and Spanish."""

_OPTIONS: Final = ("balance", "budget", "max", "format", "output", "summary")
"""Options that are none of a row."""


class Columns(NamedTuple):
    """The columns of rows that have the same ones."""

    words: tuple[tuple[str, str], ...]
    """The columns that are words of a job, and these words."""
    lists: tuple[tuple[str, str], ...]
    """The columns that say which price list is meant, and of `LIST_KEYS` which."""
    names: tuple[str, ...]
    """The columns that say anything."""


def plain(key: str) -> str:
    """A column as a word is written: small letters, with underscores for blanks and hyphens."""
    return re.sub(r"[\s_-]+", "_", key.strip().lower())


def columns_of(keys: Sequence[str], passing: Collection[str]) -> Columns:
    """What the columns of a row say; those that pass on purpose say nothing.

    Raises:
        InputError: They are too many or too long; two say the same word; or one is a result's, or
            looks like a word of a job and is none.
    """
    if len(keys) > MAX_KEYS or any(len(key) > MAX_KEY for key in keys):
        raise InputError(f"a row has at most {MAX_KEYS} keys of {MAX_KEY} characters")
    names = {key: plain(key) for key in keys if key not in passing}
    _check(names)
    words = tuple((key, name) for key, name in names.items() if name in WORDS)
    lists = tuple((key, name) for key, name in names.items() if name in LIST_KEYS)
    return Columns(words, lists, tuple(key for key, _ in (*words, *lists)))


def has_words(cells: Collection[str]) -> bool:
    """Whether some cells could be the header of a table of jobs."""
    names = set(map(plain, cells))
    return bool(names & WORDS.keys()) or bool(names & _SYNONYMS.keys())


def _check(names: Mapping[str, str]) -> None:
    said: dict[str, str] = {}
    has_length = any(word in names.values() for word in saying("length"))
    for key, name in names.items():
        if name in RESULT_KEYS:
            raise InputError(f"the key {shown(key)} is a result's own", fix="rename it")
        if name in WORDS or name in LIST_KEYS:
            if name in said:
                what = f"the columns {shown(said[name])} and {shown(key)} are one word of a job"
                raise InputError(what, fix="keep one of them")
            said[name] = key
            continue
        if meant := list(_meant(name, has_length=has_length)):
            from shlex import quote  # only an error needs it

            fix = f"did you mean {one_of(meant)}? If not, add --pass {quote(printable(key))}"
            raise InputError(f"the key {shown(key)} is not a word of a job", fix=fix)


def _meant(name: str, *, has_length: bool) -> Iterator[str]:
    """The words of a job that a column could be meant for."""
    if word := _SYNONYMS.get(name):
        yield word
        return
    if name in _OPTIONS:
        yield f"the option --{name}"
        return
    near = get_close_matches(name[:MAX_KEY], WORDS, n=2, cutoff=0.8)
    parts = _QUANTITIES & {part.removesuffix("s") for part in name.split("_")}
    near = near or [word for word in WORDS if any(part in word for part in parts)]
    lengths = saying("length")
    others = OTHER_WORDS.get(name, ()) if not near and not has_length else ()
    yield from near
    yield from (word for word in others if word in lengths)
