"""Result rows as NDJSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from acorns_cli.batch.columns import RESULT_KEYS
from acorns_cli.batch.encoding import given_lines
from acorns_cli.batch.pricing import Batch, Lists, Result
from acorns_cli.batch.reading import ndjson_rows
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricedJob
from acorns_cli.core.quantities import exact, printed
from acorns_cli.formats.json import encoded, encoded_lines


def price_rows(
    lines: Iterable[bytes],
    prices: PriceList,
    *,
    passing: Iterable[str] = (),
    lists: Lists | None = None,
) -> Iterator[bytes]:
    """The results of NDJSON lines, as `acorns batch` writes them, one for each that is not blank.

    A row that can't be priced has an `error` in its result. Rows are counted from the first line,
    so that those of a file are numbered as the command numbers them. `passing` are columns that
    pass though they look like words of a job, and `lists` finds the prices that rows name; without
    it, none may. No audio is read.
    """
    priced = exact(Batch(prices, passing=passing, lists=lists).result)
    written = JsonRows()
    texts = (written.line(priced(row)) for row in ndjson_rows(given_lines(lines)))
    return (text.encode() for text in texts if text)


class JsonRows:
    """Writes results as NDJSON: the keys of their rows, and after them what a result adds.

    Every number has its exact digits. `header` names the cells of a table. With `only_results`, the
    keys of a job are left out.
    """

    def __init__(self, header: Sequence[str] = (), *, only_results: bool = False) -> None:
        self.header = header
        self.only_results = only_results
        self._ends = Ends(_json_end)

    def text(self, results: Iterable[Result]) -> str:
        """An object on a line of its own for each result of a row that is not blank."""
        results = [result for result in results if result.priced or result.error]
        as_it_is = not (self.header or self.only_results)
        objects = [it.row if as_it_is and it.priced else self._object(it) for it in results]
        return "".join(map(self._line, encoded_lines(objects), results))

    def line(self, result: Result) -> str:
        """The same of one result, in less time; "" of a blank row."""
        if not (result.priced or result.error):
            return ""
        return self._line(encoded(self._object(result)).decode(), result)

    def _line(self, text: str, result: Result) -> str:
        """The line of an object that has what the row says, and the error if there is one."""
        found = result.priced
        if not found:
            return f"{text}\n"
        high, low = digits(found)
        start = f"{text[:-1]}," if text != "{}" else "{"
        end = self._ends[found.prices, found.complete]
        return f'{start}"total_credits":{high},"low_credits":{low},{end}'

    def _object(self, result: Result) -> dict[str, Any]:
        """What is written of a row itself, and of one with an error all."""
        row = result.row
        if isinstance(row, list):
            row = dict(zip(self.header, row, strict=True))
        if self.only_results:
            row = {key: value for key, value in row.items() if key not in result.said}
        if not result.error:
            return row
        passed = {key: value for key, value in row.items() if key not in RESULT_KEYS}
        return passed | {"row": result.number, "error": result.error}


class Ends(dict[tuple[PriceList, bool], str]):
    """How a line ends, by its price list and whether its total is complete; few are in use."""

    def __init__(self, end: Callable[[PriceList, bool], str]) -> None:
        super().__init__()
        self.end = end

    def __missing__(self, about: tuple[PriceList, bool]) -> str:
        self[about] = self.end(*about)
        return self[about]


def _json_end(prices: PriceList, complete: bool) -> str:
    """What stands after the amounts of a row."""
    about = {"unit": prices.unit, "complete": complete, "prices_edition": prices.title}
    return f"{encoded(about).decode()[1:]}\n"


def digits(found: PricedJob) -> tuple[str, str]:
    """The high and the low end."""
    high = printed(found.high)
    return high, high if found.low is found.high else printed(found.low)
