"""`acorns batch`: rows in, rows out."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final

import typer

from acorns_cli.batch import reading
from acorns_cli.batch.pricing import Batch, Result, summary
from acorns_cli.commands.batchoptions import RowOptions, RowOutput
from acorns_cli.commands.flags import takes
from acorns_cli.commands.options import Prices
from acorns_cli.commands.output import say, say_as_it_is, say_written, show, write
from acorns_cli.core.quantities import plural
from acorns_cli.core.words import WORDS
from acorns_cli.errors import (
    OVER_MAX,
    WRONG_FILE,
    FileError,
    InputError,
    Problem,
    file_name,
    printable,
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
    if run.failed:
        say(f"{plural(run.failed, 'row')} could not be priced.")
        raise typer.Exit(WRONG_FILE)
    if rows.require_complete and run.incomplete:
        say(f"Not complete: {plural(run.incomplete, 'row')} without all prices.")
        raise typer.Exit(OVER_MAX)


class _Run:
    """One pass over the rows."""

    def __init__(
        self, source: Stream, priced: Batch, options: RowOptions, output: RowOutput
    ) -> None:
        self.source = source
        self.priced = priced
        self.options, self.output = options, output
        self.kind = reading.format_of(source.name, source.start(), options.from_)
        self.failed = self.incomplete = 0
        self.table = CsvRows(str(priced.prices.edition), output.delimiter())
        self.progress = _Progress(source, shown=output.summary or output.output is not None)

    def results(self, before_read: Callable[[], object] = lambda: None) -> Iterator[Result]:
        """The results; bad ones are counted, and reported where they are not written."""

        def pause() -> None:
            before_read()
            self.progress.show()

        lines = reading.lines(self.source.chunks(pause))
        rows = (
            reading.ndjson_rows(lines)
            if self.kind == "ndjson"
            else reading.csv_rows(lines, self.source.name, self._check_header)
        )
        for result in self.priced.results(rows):
            if result.error:
                self._count_failed(result)
            elif result.total and not result.total.complete:
                self.incomplete += 1
            yield result
        self.progress.clear()

    def _check_header(self, columns: list[str]) -> None:
        self.priced.check_keys(columns)
        self.table.columns = tuple(column for column in columns if column not in WORDS)

    def _count_failed(self, result: Result) -> None:
        self.failed += 1
        what = f"row {result.row}: {result.error}"
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

        table, results = self.table, self.results(flush)
        kind = self.output.row_format() or self.kind
        written = table.lines(results) if kind == "csv" else ndjson(results, table.edition)
        wait = waiting.append
        try:
            for text in written:
                wait(text)
        except FileError:
            flush()  # the rows before the one that ends it all
            raise
        flush()
        if table.left_out:
            keys = ", ".join(sorted(printable(key) for key in table.left_out))
            say(f"Warning: the first row has no {keys}: left out; --format ndjson keeps all keys.")


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
