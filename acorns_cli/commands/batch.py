"""`acorns batch`: rows in, rows out."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

import typer

from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.encoding import Encoding
from acorns_cli.batch.pricing import Batch, Lists, Result, Row
from acorns_cli.batch.reading import rows_of
from acorns_cli.batch.summary import summary
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.catalog.files import row_lists
from acorns_cli.commands.batchoptions import RowOptions, RowOutput
from acorns_cli.commands.output import say, say_as_it_is, say_written, show, write
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.typeroptions import takes
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
)
from acorns_cli.formats.csvrows import CsvRows
from acorns_cli.formats.jsonrows import JsonRows
from acorns_cli.report.batch import batch_report
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.clock import today
from acorns_cli.system.files import beside
from acorns_cli.system.input import Stream, stream
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
    lists = row_lists(prices.prices, as_of=prices.as_of)
    if rows.file is None and (sys.stdin is None or sys.stdin.isatty()):
        raise InputError("batch needs rows", fix="name a file, or pipe them in")
    with stream(rows.file or "-") as source:
        run = _Run(source, price_list, lists, rows, output)
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


class _Run:
    """One pass over the rows."""

    def __init__(
        self,
        source: Stream,
        prices: PriceList,
        lists: Lists,
        options: RowOptions,
        output: RowOutput,
    ) -> None:
        self.source, self.options, self.output = source, options, output
        self.progress = _Progress(source, shown=output.summary or output.output is not None)
        self.waiting: list[Row | Unreadable | None] = []
        passing = options.passing or ()
        chunks = source.chunks(self._before_read)
        self.rows = rows_of(source.name, source.start(), chunks, options.from_, passing)
        table = self.rows.table
        self.batch = Batch(
            prices,
            passing=passing,
            dialect=table.dialect if table else None,
            header=table.header if table else (),
            audio_seconds=lambda name: audio_seconds(beside(Path(), name)),
            lists=lists,
            strict=options.strict,
        )
        self.send: Callable[[bytes], object] = write
        self.content: Callable[[Sequence[Result], bool], bytes] = lambda *_: b""

    def _before_read(self) -> None:
        """What is ready goes out before more is waited for."""
        if self.waiting:
            self._flush()
        self.progress.show()

    def _flush(self, *, are_last: bool = False) -> None:
        """Writes what the waiting rows cost; if the run is strict, up to the first bad one."""
        results = self.batch.results(self.waiting)
        self.waiting.clear()
        is_cut = self.options.strict and results and results[-1].error
        failed = results.pop() if is_cut else None
        if content := self.content(results, are_last):
            self.send(content)
        if failed:
            self._report(failed)

    def _report(self, failed: Result) -> None:
        what = f"row {failed.number}: {failed.error}"
        if self.options.strict:
            self.progress.clear()
            raise FileError(file_name(self.source.name), [Problem(what)])
        if self.batch.counts.failed <= _MOST_REPORTED:
            self.progress.clear()
            say(f"{file_name(self.source.name)}: {what}")

    def results(self) -> Iterator[Result]:
        """The results, in the exact context of the caller; bad ones are reported."""
        for row in self.rows.each:
            result = self.batch.result(row)
            if result.error:
                self._report(result)
            yield result
        self.progress.clear()

    def write_rows(self, send: Callable[[bytes], object]) -> None:
        """Writes each result."""
        self.send = send
        table, only_results = self.rows.table, self.output.only_results
        is_csv = (self.output.row_format() or self.rows.kind) == "csv"
        if is_csv:
            written = self._csv_rows()
            encoding = self.rows.encoding if table else Encoding()
            if encoding.mark:
                send(encoding.mark)
            self.content = lambda results, are_last: encoding.encoded(
                written.text(results, are_last=are_last)
            )
        else:
            objects = JsonRows(table.header if table else (), only_results=only_results)
            self.content = lambda results, _: objects.text(results).encode()
        wait = self.waiting.append
        try:
            for row in self.rows.each:
                wait(row)
        except FileError:
            self._flush(are_last=True)  # the rows before the one that ends it all
            raise
        finally:
            self.progress.clear()
        self._flush(are_last=True)
        if is_csv and (rest := written.rest()):
            send(encoding.encoded(rest))
        if is_csv and written.left_out:
            keys = ", ".join(sorted(printable(key) for key in written.left_out))
            say(f"Warning: the first row has no {keys}: left out; --format ndjson keeps all keys.")

    def _csv_rows(self) -> CsvRows:
        table, only_results = self.rows.table, self.output.only_results
        return CsvRows(
            table.dialect if table else Dialect(),
            table.header if table else None,
            only_results=only_results,
            said=table.columns.names if table and only_results else (),
            delimiter=self.output.delimiter(),
            above=table.above if table and not only_results else (),
        )

    def end(self) -> None:
        """Says what was wrong with rows, and ends with the exit status for it."""
        counts = self.batch.counts
        if counts.long:
            more = counts.long - len(counts.first_long)
            rows = [*map(str, counts.first_long), *([f"{more:,} more"] if more else [])]
            say(
                f"Warning: over an hour of video in row {all_of(rows)}:"
                " a spreadsheet writes 3:42 minutes as 03:42:00 hours."
            )
        if counts.failed:
            say(f"{plural(counts.failed, 'row')} could not be priced.")
            raise typer.Exit(WRONG_FILE)
        if self.options.require_complete and counts.incomplete:
            incomplete = plural(counts.incomplete, "row")
            say(f"Not complete: in {incomplete}, the price of something is not known.")
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
