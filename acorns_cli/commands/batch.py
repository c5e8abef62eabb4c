"""`acorns batch`: rows in, rows out."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Final

import typer

from acorns_cli.batch import reading
from acorns_cli.batch.encoding import Encoding, encoding_of, lines
from acorns_cli.batch.pricing import HOUR, Batch, Lists, Result, Row
from acorns_cli.batch.summary import summary
from acorns_cli.batch.table import Dialect, table
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.catalog.files import load_prices
from acorns_cli.catalog.listname import is_path
from acorns_cli.commands.batchoptions import RowOptions, RowOutput
from acorns_cli.commands.flags import takes
from acorns_cli.commands.output import say, say_as_it_is, say_written, show, write
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural
from acorns_cli.errors import (
    OVER_MAX,
    WRONG_FILE,
    FileError,
    InputError,
    Problem,
    all_of,
    file_name,
    printable,
    shown,
)
from acorns_cli.formats.rows import CsvRows, ndjson
from acorns_cli.report.batch import batch_report
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.clock import today
from acorns_cli.system.files import beside
from acorns_cli.system.streams import Stream, stream
from acorns_cli.system.writes import whole_file

_MOST_REPORTED: Final = 10
"""How many bad rows are reported one by one where no output row can report them."""


@takes
def batch(rows: RowOptions, prices: Prices, output: RowOutput) -> None:
    """What each row of a file costs: rows in, rows out, in the same order.

    A row holds the words of a job: tool, model, duration, rerender, images
    and the other options of estimate, as clip_length. Other keys pass through.

    \b
    acorns batch jobs.ndjson
    acorns batch jobs.csv --output prices.csv
    acorns batch jobs.csv.gz --summary
    jq -c '.jobs[]' plan.json | acorns batch -
    """
    output.check()
    price_list = prices.load()
    if rows.file is None and (sys.stdin is None or sys.stdin.isatty()):
        raise InputError("batch needs rows", fix="name a file, or pipe them in")
    priced = Batch(
        price_list,
        passing=rows.passing or (),
        audio_seconds=lambda name: audio_seconds(beside(Path(), name)),
        lists=_lists(),
    )
    with stream(rows.file or "-") as source:
        run = _Run(source, priced, rows, output)
        if output.summary:
            totals = summary(run.results(), price_list)
            show(batch_report(totals, price_list, today=today()), output)
        elif target := output.rows_file():
            with whole_file(target) as send:
                run.write_rows(send)
            say_written(target)
        else:
            run.write_rows(write)
    run.end()


def _lists() -> Lists:
    """Price lists by what rows say of them; none is a file of the machine."""

    @lru_cache(100)
    def load(choice: str | None, as_of: date | None) -> PriceList:
        if choice and is_path(choice):
            what = f"{shown(choice)} is a file, and a row names a service or an edition"
            raise InputError(what, fix="name the file with --prices", word="prices")
        return load_prices(choice, as_of=as_of)

    return load


class _Run:
    """One pass over the rows."""

    def __init__(
        self, source: Stream, priced: Batch, options: RowOptions, output: RowOutput
    ) -> None:
        self.source = source
        self.priced = priced
        self.options, self.output = options, output
        start = source.start()
        self.encoding = encoding_of(source.name.removesuffix(".gz"), start)
        self.kind = reading.format_of(source.name, start, self.encoding, options.from_)
        self.failed = self.incomplete = 0
        self.long: list[int] = []
        self.above: list[list[str]] = []
        tabs = Dialect("\t", "\n", decimal_comma=False)
        dialect = tabs if output.delimiter() == "\t" else Dialect(",", "\n", decimal_comma=False)
        self.table = CsvRows(dialect, only_results=output.only_results)
        self.progress = _Progress(source, shown=output.summary or output.output is not None)

    def results(self, before_read: Callable[[], object] = lambda: None) -> Iterator[Result]:
        """The results; bad ones are counted, and reported where they are not written."""

        def pause() -> None:
            before_read()
            self.progress.show()

        found = lines(self.source.chunks(pause), self.encoding)
        rows = reading.ndjson_rows(found) if self.kind == "ndjson" else self._table_rows(found)
        for result in self.priced.results(rows):
            if result.error:
                self._count_failed(result)
            elif result.missing:
                self.incomplete += 1
            if result.seconds > HOUR and len(self.long) < _MOST_REPORTED:
                self.long.append(result.number)
            yield result
        self.progress.clear()

    def _table_rows(self, found: Iterator[bytes | None]) -> Iterator[Row | Unreadable | None]:
        read = table(found, self.source.name, self.priced.check_columns)
        columns = self.priced.check_columns(read.header)
        self.priced.is_table = True
        self.priced.has_commas = read.dialect.delimiter != ","
        keep = self.output.only_results
        self.table.columns = tuple(it for it in read.header if not (keep and it in columns.names))
        self.above = [] if keep else read.above
        if self.output.delimiter() is None:
            self.table.dialect_from(read.dialect)
        return read.rows

    def _count_failed(self, result: Result) -> None:
        self.failed += 1
        what = f"row {result.number}: {result.error}"
        if self.options.strict:
            self.progress.clear()
            raise FileError(file_name(self.source.name), [Problem(what)])
        if self.output.summary and self.failed <= _MOST_REPORTED:
            self.progress.clear()
            say(f"{file_name(self.source.name)}: {what}")

    def write_rows(self, send: Callable[[bytes], object]) -> None:
        """Writes each result; what is ready goes out before more is waited for."""
        waiting: list[bytes] = []

        def flush() -> None:
            if waiting:
                send(b"".join(waiting))
                waiting.clear()

        wait = waiting.append
        try:
            for content in self._written(self.results(flush)):
                wait(content)
        except FileError:
            flush()  # the rows before the one that ends it all
            raise
        flush()
        if self.table.left_out:
            keys = ", ".join(sorted(printable(key) for key in self.table.left_out))
            say(f"Warning: the first row has no {keys}: left out; --format ndjson keeps all keys.")

    def _written(self, results: Iterator[Result]) -> Iterator[bytes]:
        kind = self.output.row_format() or self.kind
        if kind != "csv":
            yield from ndjson(results, only_results=self.output.only_results)
            return
        encoding = self.encoding if self.kind == "csv" else Encoding()
        yield encoding.mark
        for line in self.table.lines(results, self.above):
            yield encoding.encoded(line)

    def end(self) -> None:
        """Says what was wrong with rows, and ends with the exit status for it."""
        if self.long:
            rows = all_of(map(str, self.long))
            say(
                f"Warning: over an hour of video in row {rows}:"
                " a spreadsheet writes 3:42 minutes as 03:42:00 hours."
            )
        if self.failed:
            say(f"{plural(self.failed, 'row')} could not be priced.")
            raise typer.Exit(WRONG_FILE)
        if self.options.require_complete and self.incomplete:
            say(f"Not complete: {plural(self.incomplete, 'row')} without all prices.")
            raise typer.Exit(OVER_MAX)


class _Progress:
    """A line on the terminal that says how much of a long file has been read."""

    def __init__(self, source: Stream, *, shown: bool) -> None:
        # Where the rows themselves scroll by, they are progress enough.
        rows_elsewhere = shown or not (sys.stdout and sys.stdout.isatty())
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self.source = source
        self.shown = rows_elsewhere and terminal and source.percent_read() is not None
        self.due = monotonic() + 1
        self.length = 0

    def show(self) -> None:
        if self.shown and monotonic() >= self.due:
            self.due = monotonic() + 0.2
            text = f"{self.source.percent_read():3}% read"
            self.length = len(text)
            say_as_it_is(f"\r{text}")

    def clear(self) -> None:
        if self.length:
            say_as_it_is(f"\r{'':<{self.length}}\r")
            self.length = 0
