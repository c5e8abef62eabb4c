"""What the songs of an album cost as a report."""

from datetime import date

from acorns_cli.advice.album import Album, Song
from acorns_cli.core.job import Job
from acorns_cli.core.money import heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import clock, plural, printed
from acorns_cli.errors import printable
from acorns_cli.report.account import balance_note, bought_source, purchase_notes, shortfall_notes
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.job import besides_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import model_name
from acorns_cli.report.pricenotes import Priced, cautions, price_notes
from acorns_cli.report.report import Cell, Column, Report, Row


def album_report(album: Album, job: Job, prices: PriceList, *, today: date) -> Report:
    """A row for each song, and what they come to; `job` is that of one of them."""
    missing, unit = tuple(map(missing_note, album.unpriced)), prices.unit
    made = prices.tool_name(album.tool)
    if album.model:
        made += f" with {model_name(prices, album.tool, album.model)}"
    made += f", {plural(len(album.songs), 'song')}, {clock(album.seconds)} of video"
    if besides := besides_words(job):
        made += f", each {', '.join(besides)}"
    about = [Priced(album.tool, album.model, job)]
    return Report(
        title=made,
        columns=(
            Column("audio", "Song", _name, wraps=True),
            Column("seconds", "Length", lambda it: Cell(it.seconds, clock(it.seconds)), "right"),
            Column("credits_low", "", lambda it: it.total.low),
            Column("credits", heading(unit), lambda it: _credits(it, unit), "right"),
            Column("complete"),
        ),
        rows=(*map(Row, album.songs), Row(album, "total")),
        notes=(
            *map(marked, missing),
            *purchase_notes(album.purchase, prices),
            *balance_note(album.account, unit, complete=album.complete),
            *price_notes(prices, today, album.assumptions, about),
            *shortfall_notes(album.account, prices),
            *bought_source(album.purchase, prices),
        ),
        document=document(album, "acorns.album/1"),
        answer=printed(album.total.high),
        warnings=missing,
        cautions=cautions(prices, today),
    )


def _name(row: Song | Album) -> Cell:
    if isinstance(row, Album):
        return Cell("total", total_label(complete=row.complete))
    return Cell(row.audio, printable(row.audio))


def _credits(row: Song | Album, unit: str) -> Cell:
    return credits_cell(row.total, unit, complete=row.complete)
