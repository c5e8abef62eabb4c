"""`acorns batch`: rows in, rows out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import typer

from acorns_cli.batch import reading
from acorns_cli.batch.pricing import Batch, Result, summary
from acorns_cli.commands.batchoptions import BatchOptions
from acorns_cli.commands.command import Command
from acorns_cli.commands.flags import takes
from acorns_cli.commands.options import PriceOptions
from acorns_cli.commands.output import say, say_as_it_is, say_written, show, write
from acorns_cli.core.quantities import plural
from acorns_cli.core.words import WORDS
from acorns_cli.errors import WRONG_FILE, FileError, InputError, Problem, file_name, printable
from acorns_cli.formats.rows import CsvRows, ndjson
from acorns_cli.report.batch import batch_report
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.clock import today
from acorns_cli.system.files import beside
from acorns_cli.system.streams import Stream, stream
from acorns_cli.system.writes import whole_file

app = typer.Typer(add_completion=False)

_TOLD = 10
"""How many bad rows are told one by one where no output row can tell them."""


@app.command(cls=Command)
@takes(BatchOptions, PriceOptions)
def batch(options: BatchOptions, prices: PriceOptions) -> None:
    """What each row of a file costs: rows in, rows out, in the same order.

    A row holds the words of a job: tool, model, duration, rerender, images
    and the other options of estimate, as clip_length. Other keys pass through.

    \b
    acorns batch jobs.ndjson
    acorns batch jobs.csv --output prices.csv
    acorns batch jobs.csv.gz --summary
    jq -c '.jobs[]' plan.json | acorns batch -
    """
    output = options.output_options()
    price_list = prices.load()
    if options.file is None and (sys.stdin is None or sys.stdin.isatty()):
        raise InputError("batch needs rows", fix="name a file, or pipe them in")
    priced = Batch(
        price_list,
        keep=options.keep or (),
        audio_seconds=lambda name: audio_seconds(beside(Path(), name)),
    )
    with stream(options.file or "-") as source:
        run = _Run(source, priced, options)
        if options.summary:
            found = summary(run.results(), price_list)
            show(batch_report(found, price_list, today=today()), output)
        elif target := options.rows_file():
            with whole_file(target) as file:
                run.write_rows(file.write)
            say_written(target)
        else:
            run.write_rows(write)
    if run.failed:
        say(f"{plural(run.failed, 'row')} could not be priced.")
        raise typer.Exit(WRONG_FILE)


class _Run:
    """One pass over the rows: what is read, what waits to be written, and how far it is."""

    def __init__(self, source: Stream, priced: Batch, options: BatchOptions) -> None:
        self.source = source
        self.options = options
        self.kind = reading.format_of(source.name, source.start(), options.from_)
        self.priced = priced
        self.failed = 0
        self.waiting: list[bytes] = []
        self.table = CsvRows(str(priced.prices.edition), options.delimiter())
        self.progress = _Progress(source, shown=options.summary or options.output is not None)

    def results(self, before_read: Callable[[], object] = lambda: None) -> Iterator[Result]:
        """The results; bad ones are counted, and told where they are not written."""

        def pause() -> None:
            before_read()
            self.progress.show()

        lines = reading.lines(self.source.chunks(pause))
        found = (
            reading.ndjson_rows(lines)
            if self.kind == "ndjson"
            else reading.csv_rows(lines, self.source.name, self._header)
        )
        for result in self.priced.results(found):
            if result.error:
                self._fail(result)
            yield result
        self.progress.clear()

    def _header(self, columns: list[str]) -> None:
        self.priced.check_keys(columns)
        self.table.columns = tuple(column for column in columns if column not in WORDS)

    def _fail(self, result: Result) -> None:
        self.failed += 1
        what = f"row {result.row}: {result.error}"
        if self.options.strict:
            self.progress.clear()
            raise FileError(file_name(self.source.name), [Problem(what)])
        if self.options.summary and self.failed <= _TOLD:
            self.progress.clear()
            say(f"{file_name(self.source.name)}: {what}")

    def write_rows(self, send: Callable[[bytes], object]) -> None:
        """Writes each result; what is ready goes out before more is waited for."""

        def flush() -> None:
            if self.waiting:
                send(b"".join(self.waiting))
                self.waiting.clear()

        table, results = self.table, self.results(flush)
        texts = table.lines(results) if self._format() == "csv" else ndjson(results, table.edition)
        wait = self.waiting.append
        try:
            for text in texts:
                wait(text)
        except FileError:
            flush()  # the rows before the one that ends it all
            raise
        flush()
        if table.left_out:
            keys = ", ".join(sorted(printable(key) for key in table.left_out))
            say(f"Warning: the first row has no {keys}: left out; --format ndjson keeps all keys.")

    def _format(self) -> str:
        return self.options.row_format() or self.kind


class _Progress:
    """A line on the terminal that says how far a long run is."""

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
