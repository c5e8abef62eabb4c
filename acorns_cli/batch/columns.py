"""Which columns of a row are words of a job, and which only look so.

A column that changes a price never passes in silence: what is called as an option, a synonym or a
word of another language for a word of a job is an error, unless it is passed on purpose.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from acorns_cli.core.words import OTHER_FOOTAGE, WORDS
from acorns_cli.errors import InputError, all_of, one_of, one_or_several, printable, shown

RESULT_KEYS: Final = (
    *("total_credits", "low_credits", "unit", "complete", "prices_edition", "row", "error"),
)
"""What a result adds to the columns of a row."""

LIST_KEYS: Final = ("prices", "as_of")
"""Which price list a row is priced with."""

MAX_KEYS: Final = 500
MAX_KEY: Final = 200
"""The most columns of a row, and characters of a column's name."""

_QUANTITIES: Final = {
    *("minute", "second", "duration", "clip", "rerender", "render", "image", "credit"),
    *(item.removesuffix("s") for item in OTHER_FOOTAGE),
}
"""Parts of words that say how much: a column that has one and is no word of a job is misspelled."""

_SYNONYMS: Final[Mapping[str, str]] = {
    synonym: word
    for word, synonyms in {
        "tool": "werkzeug outil herramienta",
        "model": "engine modell modèle modele modelo",
        "minutes": "minuten minutos",
        "seconds": "sekunden secondes segundos",
        "duration": "hours hour h time dur len song_length stunden heures horas zeit temps tiempo"
        " dauer länge laenge durée duree longueur duración duracion longitud",
        "audio": "song music track mp3 file lied musik datei chanson musique fichier"
        " canción cancion música musica archivo",
        "clip_length": "clip_länge cliplänge durée_du_clip duración_del_clip",
        "extra": "extras zusatz supplément suplemento",
        "rerender": "redo redos regenerate again wiederholung wiederholungen neu_gerendert"
        " reprise reprises repetición repeticiones",
        "takes": "take tries attempts retake retakes versuche essais intentos",
        "keep": "kept usable",
        "images": "pictures stills photos bilder imágenes imagenes",
        "add": "addon addons add_on add_ons",
        "credits_per_second": "rate price cost per_second preis kosten prix coût precio costo",
        "reserve": "buffer contingency margin reserva réserve",
        "prices": "price_list service services edition preisliste tarif tarifa",
    }.items()
    for synonym in synonyms.split()
}
"""What people call the words of a row, in English, German, French and Spanish."""

_OPTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("balance", "max"), " of acorns estimate"),
    "monthly": " of acorns topup",
    **dict.fromkeys(("require_complete", "format", "json", "quiet", "output", "summary"), ""),
}
"""Options that are none of a row, and whose they are, where `acorns batch` does not have them."""


class Columns(NamedTuple):
    """What the columns of a row say."""

    words: tuple[tuple[str | int, str], ...]
    """The columns that are words of a job, by name or by place, and these words."""
    lists: tuple[tuple[str | int, str], ...]
    """The columns that say which price list is meant, and of `LIST_KEYS` which."""
    names: frozenset[str]
    """The columns that say anything."""

    def at_places(self, header: Sequence[str]) -> "Columns":
        """The same by the places of columns in a header."""
        place: dict[str | int, int] = {name: number for number, name in enumerate(header)}
        words, lists = (
            tuple((place[key], word) for key, word in found) for found in (self.words, self.lists)
        )
        return Columns(words, lists, self.names)


def plain(key: str) -> str:
    """A column as a word is written: small letters, with underscores for blanks and hyphens."""
    return re.sub(r"[\s_-]+", "_", key.strip().lower())


def columns_of(keys: Collection[str], passing: Collection[str]) -> Columns:
    """What the columns of a row say; those that pass on purpose say nothing.

    A column passes by its own name, or in any case if it is no word of a job.

    Raises:
        InputError: They are too many or too long; two say the same word; or one is a result's, or
            looks like a word of a job and is none.
        SeveralErrors: Several of them are wrong.
    """
    if len(keys) > MAX_KEYS or any(len(key) > MAX_KEY for key in keys):
        raise InputError(f"a row has at most {MAX_KEYS} keys of {MAX_KEY} characters")
    if own := [key for key in RESULT_KEYS if key in keys]:
        fix = "rename it" if len(own) == 1 else "rename them"
        raise InputError(f"{_the_keys(own)} a result's own", fix=fix)
    said: dict[str, str] = {}
    faults: list[InputError] = []
    for key in keys:
        name = plain(key)
        if key in passing or printable(key) in passing:
            continue
        if name not in WORDS and name not in LIST_KEYS:
            if name not in map(plain, passing):
                faults += _misspelled(key, name)
        elif name in said:
            what = f"the columns {shown(said[name])} and {shown(key)} say the same"
            faults.append(InputError(what, fix="keep one of them"))
        else:
            said[name] = key
    if faults:
        raise one_or_several(faults)
    words = tuple((key, name) for name, key in said.items() if name in WORDS)
    lists = tuple((key, name) for name, key in said.items() if name in LIST_KEYS)
    return Columns(words, lists, frozenset(said.values()))


def _the_keys(keys: Sequence[str]) -> str:
    names = all_of(shown(key) for key in keys)
    return f"the key {names} is" if len(keys) == 1 else f"the keys {names} are"


def saying_anything(keys: Iterable[str], passing: Collection[str]) -> set[str]:
    """Those of some columns that have the name of a word of a row, though others may be wrong."""
    return {
        key
        for key in keys
        if key not in passing and (plain(key) in WORDS or plain(key) in LIST_KEYS)
    }


def words_among(cells: Collection[str]) -> int:
    """How many of some cells could be columns of a job: a header of jobs has one at least."""
    names = set(map(plain, cells))
    return len(names & WORDS.keys()) + len(names & _SYNONYMS.keys())


def _misspelled(key: str, name: str) -> Iterator[InputError]:
    """That a column that is no word of a job looks like one, if it does."""
    if meant := _meant(name):
        from shlex import quote  # only an error needs it

        fix = f"did you mean {one_of(meant)}? If not, add --pass {quote(printable(key))}"
        yield InputError(f"the key {shown(key)} is not a word of a job", fix=fix)


def _meant(name: str) -> list[str]:
    """The words of a row that a column could be meant for."""
    if word := _SYNONYMS.get(name):
        return [word]
    if name in _OPTIONS:
        return [f"the option --{name.replace('_', '-')}{_OPTIONS[name]}"]
    if near := get_close_matches(name, (*WORDS, *LIST_KEYS), n=2, cutoff=0.8):
        return near
    parts = _QUANTITIES & {part.removesuffix("s") for part in name.split("_")}
    return [word for word in WORDS if any(part in word for part in parts)]
