"""Rows that are alike but for a length, re-renders and images: what they share is found once."""

from collections.abc import Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from msgspec import Struct

from acorns_cli.batch.columns import Columns
from acorns_cli.core.job import Job
from acorns_cli.core.placement import Placement
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricedJob
from acorns_cli.core.totals import Totals
from acorns_cli.core.words import Reader, Said, number_text, saying
from acorns_cli.errors import InputError

HOUR: Final = Decimal(3600)
"""Seconds; a longer job is most likely a length that a spreadsheet changed."""

_SHARED: Final = ("tool", "model", "clip_length", "credits_per_second")
_LENGTHS: Final = tuple(word for word in saying("length") if word != "audio")

_MOST: Final = 1_000
"""How many kinds of rows are remembered, and how long a text of theirs may be."""
_LONGEST: Final = 40

_NOTHING: Final = Said("", None, "")


class _Shared(Struct, frozen=True):
    """What rows have in common."""

    job: Job
    """That of the first of them."""
    placed: Placement
    totals: Totals
    complete: bool


class _Lengths(dict[Any, Said | None]):
    """What rows say as a length, if it is more than nothing and no more than an hour; else None.

    So nobody has to look at a length twice: short texts are remembered.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def __missing__(self, value: Any) -> Said | None:
        said = self.reader[value]
        usual = said if 0 < said.value <= HOUR else None
        if type(value) is str and len(value) <= _LONGEST and len(self) < _MOST:
            self[value] = usual
        return usual


class Alike:
    """Prices rows that have the same columns, and are like others that it has met.

    `readers` read the words of a job. A row says nothing where it has `blank`.
    """

    def __init__(
        self, columns: Columns, prices: PriceList, readers: Mapping[str, Reader], blank: str | None
    ) -> None:
        self.columns, self.names = columns, columns.names
        self._prices = prices
        self._blank = blank
        self._met: dict[object, _Shared] = {}
        keys = {word: key for key, word in columns.words}
        shared, lengths, rerenders, images = (
            [word for word in words if word in keys]
            for words in (_SHARED, _LENGTHS, saying("rerender"), ("images",))
        )
        known = [*shared, *lengths, *rerenders, *images]
        is_clear = bool(shared) and len(lengths) == 1 and len(rerenders) < 2
        self._is_plain = is_clear and len(known) == len(keys) and not columns.lists
        if self._is_plain:
            self._shared = [(keys[word], readers[word]) for word in shared]
            self._shared_by = itemgetter(*(key for key, _ in self._shared))
            (length,), (rerender, *_) = lengths, (*rerenders, "rerender")
            self._length, self._lengths = keys[length], _Lengths(readers[length])
            self._rerender, self._read_rerender = keys.get(rerender), readers[rerender]
            self._images, self._read_images = keys.get("images"), readers["images"]

    def priced(self, row: Any) -> PricedJob | None:
        """What a row costs; None where it is like no other, or something is wrong with it."""
        if not self._is_plain:
            return None
        blank = self._blank
        rerender = images = _NOTHING
        try:
            length = self._lengths[row[self._length]]
            if self._rerender is not None and (value := row[self._rerender]) != blank:
                rerender = self._read_rerender[value]
            if self._images is not None and (value := row[self._images]) != blank:
                text = value if type(value) is str else number_text("images", value)
                images = self._read_images[text]
            shared = self._met[self._shared_by(row), rerender is _NOTHING, images is _NOTHING]
        except (KeyError, TypeError, InputError):  # a list is no key
            return None
        if length is None:
            return None
        seconds = length.value
        try:
            low, high = shared.totals.ends(seconds, rerender.value, images.value)
        except InputError:  # its re-renders need what it does not say
            return None
        job, placed, complete = shared.job, shared.placed, shared.complete
        said = length, rerender, images
        return PricedJob(job, self._prices, placed, seconds, low, high, complete, said)

    def meet(self, row: Any, found: PricedJob) -> None:
        """Learns what rows that are like this one have in common with it."""
        job = found.job
        if not self._is_plain or not job.base_seconds or len(self._met) == _MOST:
            return
        for key, reader in self._shared:
            if (value := row[key]) == self._blank:
                continue
            # True is the same key as 1; a long text would be kept; a note would be lost.
            if type(value) is not str or not value.strip() or len(value) > _LONGEST:
                return
            if reader[value].note:
                return
        said = self._shared_by(row), job.rerender is None, job.images is None
        if said in self._met:  # the row is very long, or says its length in another way
            return
        totals = Totals.of(found.placed)
        if totals and (job.images is None or totals.images is not None):
            self._met[said] = _Shared(job, found.placed, totals, found.complete)
