"""What is fuzzed, and what is asked of whatever comes in.

A target reads bytes as acorns would read them from a user, and goes on with them for as long as it
can: to a price, an estimate, a report, rows. Of all of them it is asked:

- only an `AcornsError` leaves, and each of its words is safe to print;
- nothing takes over a second of the processor's time;
- every total is the sum of its lines, in fractions, which need no rounding rules;
- no amount is rounded anywhere: the decimal context traps it;
- what is written as JSON is JSON, and what is written as CSV has a cell for each column.

The long search of `tests/parsers.py` asks the same of what hypothesis makes up. This module knows
what must hold of an answer; not where an input is from.
"""

import csv
import io
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Context, Decimal, FloatOperation, Inexact, InvalidOperation, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from hostile import TEXTS, steering

from acorns_cli.advice.budget import largest_rerenders, longest_videos
from acorns_cli.advice.choices import choices
from acorns_cli.advice.comparison import comparison
from acorns_cli.advice.market import market
from acorns_cli.advice.monthly import monthly_advice
from acorns_cli.advice.topup import top_up_advice
from acorns_cli.batch.columns import columns_of
from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.reading import Rows, rows_of
from acorns_cli.batch.summary import summary
from acorns_cli.catalog.changes import job_change, price_changes
from acorns_cli.catalog.extends import laid_over
from acorns_cli.catalog.files import read_prices
from acorns_cli.catalog.proofs import CheckedList, proofs, read_list
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem
from acorns_cli.core.numbers import credits_amount
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate
from acorns_cli.core.quantities import Range
from acorns_cli.errors import AcornsError, FileError, Problem, input_errors
from acorns_cli.formats.csvrows import CsvRows
from acorns_cli.formats.jsonrows import JsonRows
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.project.changes import project_changes
from acorns_cli.project.estimate import project_estimate
from acorns_cli.project.progress import project_progress
from acorns_cli.project.scenes import Project, audio_names, read_project
from acorns_cli.records.yamltext import tree
from acorns_cli.report.batch import batch_report
from acorns_cli.report.budget import budget_report
from acorns_cli.report.compare import compare_report
from acorns_cli.report.estimate import estimate_report
from acorns_cli.report.market import market_report
from acorns_cli.report.monthly import monthly_report
from acorns_cli.report.pricechanges import price_changes_report
from acorns_cli.report.pricecheck import check_report
from acorns_cli.report.pricelist import price_list_report
from acorns_cli.report.progress import progress_report
from acorns_cli.report.project import project_report
from acorns_cli.report.projectchanges import changes_report
from acorns_cli.report.report import Report
from acorns_cli.report.topup import top_up_report
from acorns_cli.system.files import yaml_tree
from acorns_cli.system.folders import shipped_folder

LONGEST: Final = 1.0
"""Seconds of the processor's time that one input may take."""

ROOT: Final = Path(__file__).parents[2]
CASES: Final = Path(__file__).parent / "cases"
SHIPPED_FILE: Final = shipped_folder() / "neural-frames" / "2025-06-27.yaml"
SHIPPED: Final = read_prices(SHIPPED_FILE)

_FILE: Final = Path("fuzzed")
_STUDIO: Final = """\
edition: 2026-02-01
source: {title: Our studio}
tools:
  autopilot:
    name: Autopilot
    models:
      kling-2.1-pro: {price: 70, per: 5s}
      veo-3.1/720p: {per_second: 0.4, lengths: [4s, 6s, 8s]}
      veo-3.1/1080p: {clips: {5s: 13, 10s: 21}}
      seedance-v1-lite: {per_second: 5}
      kling-2.1-standard: {per_second: 8}
    add_ons:
      upscale-4k: {price: 20, per: 5s}
      lip-sync: {per_second: 3, models: [kling-2.1-pro]}
      character: {price: 15}
    free_rerender_clips_per_minute: 7
    images: {price: 3}
    always: [images, character]
  t2v:
    name: Text-to-Video
    models:
      kling-2.1-pro: {per_second: 12}
      kling-2.1-standard: {per_second: 7}
      runway-gen-3-alpha: {clips: {5s: 25, 10s: 45}}
      seedance-v1-lite: {price: 15, per: 5s}
      new: {unpriced: {why: x, where: y}}
    unpriced: {images: {name: stills, why: x, where: y}, extra: {name: edits, why: x, where: y}}
  fbf: {name: Frame-by-Frame, any_model: {per_second: 1}, images: {price: 0.1, per_images: 4}}
packs: {source: {title: Shop}, currency: USD, sold: [{credits: 10000, price: 140}]}
plans: {source: {title: Shop}, currency: USD, sold: [{name: Pro, credits: 900, monthly: 9.99}]}
"""


def _list_of(text: str) -> PriceList:
    root, problems = tree(_FILE, text)
    found = read_list(root, problems)
    assert found is not None, problems
    return found


STUDIO: Final = _list_of(_STUDIO)
"""A list with everything that a list can have."""

Input = TypeVar("Input", bytes, str)

_TODAY: Final = date(2026, 11, 23)
_NO_ROUNDING: Final = Context(prec=28, traps=[Inexact, InvalidOperation, FloatOperation])
"""Stands in for the default context, in which no sum of acorns should be done."""


class Answer(NamedTuple):
    """How an input fared that did not fall."""

    refused: bool
    """Whether it ended in an error, told as it should be."""
    seconds: float
    """Of the processor's time."""


def ask(target: Callable[[Input], object], given: Input) -> Answer:
    """Checks what a target makes of an input against all that is asked."""
    refused = True
    start = time.process_time()
    with localcontext(_NO_ROUNDING), _refusals():
        target(given)
        refused = False
    seconds = time.process_time() - start
    assert seconds <= LONGEST, f"{seconds:.1f} s for {given!r:.200}"
    return Answer(refused, seconds)


# --- price lists and projects -----------------------------------------------------------------


def price_list(content: bytes) -> None:
    """A price list: read, proved as `prices check` does, priced with, and compared."""
    root, problems = tree(_FILE, _text(content))
    if root.text_at("extends") is not None:
        below, _ = yaml_tree(SHIPPED_FILE)
        root = laid_over(below, SHIPPED, root, problems)
    prices = read_list(root, problems)
    found = proofs(root, prices, problems) if prices else ()
    _check_problems(problems)
    assert prices is not None or problems
    checked = CheckedList(str(_FILE), None, None, tuple(problems), found)
    _check_report(check_report([checked]))
    if prices is None:
        raise FileError(str(_FILE), problems)
    _check_report(price_list_report(prices, today=_TODAY))
    with _refusals():
        effect = job_change(_LONG_AMOUNTS, SHIPPED, prices)
        changes = price_changes(SHIPPED, prices, effect)
        _check_report(price_changes_report(changes, SHIPPED, prices, _LONG_AMOUNTS, today=_TODAY))
    for words in _JOBS:
        with _refusals():
            _check_comparison(prices, words)
        with _refusals():
            asked, both_lists = Job.of(tool="fbf", **words), [SHIPPED, prices]
            _check_report(market_report(asked, market(asked, both_lists), both_lists, today=_TODAY))
    with _refusals():
        months = monthly_advice(Decimal(1500), prices)
        _check_report(monthly_report(months, prices, today=_TODAY))
    with _refusals():
        advice = top_up_advice(Decimal(1500), Decimal(0), prices)
        _check_report(top_up_report(advice, prices, today=_TODAY))


_LONG_AMOUNTS: Final = Job.of(
    tool="fbf", seconds="1.234567", clip_length="3599999.999999s", rerender="999999937clips"
)
"""A job whose credits have as many digits as can be."""

_JOBS: Final = (
    {"minutes": "4", "images": "6"},
    {"minutes": "4", "clip_length": "5s", "rerender": "10%..40%"},
)


def project(content: bytes) -> None:
    """A project: read, its estimate, its status, and what changed since one with other scenes."""
    root, problems = tree(_FILE, _text(content))
    audio = {name: Decimal("61.5") for _, name in audio_names(root)}
    found = read_project(root, STUDIO, audio, problems)
    _check_problems(problems)
    assert found is not None or problems
    if found is None:
        # The same without its prices, as where the list that it names is wrong.
        read_project(root, None, {}, problems)
        raise FileError(str(_FILE), problems)
    whole = project_estimate(found)
    own = [whole.reserve] if whole.reserve else []
    beyond = [pool.credits for pool in whole.pools] + own
    for parts in (
        [scene.estimate.total for scene in whole.scenes],
        [subtotal.credits for subtotal in whole.subtotals],
    ):
        _check_sum(whole.total, parts + beyond)
    for scene in whole.scenes:
        check_lines(scene.estimate.lines, scene.estimate.total)
    _check_report(project_report(whole, STUDIO, today=_TODAY))
    progress = project_progress(found)
    for end in (progress.as_planned, progress.as_shown):
        if end is not None:
            spent, needed = progress.actual.high, end.estimate_to_complete
            assert _exact(end.estimate_at_completion) == _exact(spent) + _exact(needed)
    _check_report(progress_report(progress, STUDIO, today=_TODAY))
    for old, new in ((_ONE_SCENE, found), (found, _ONE_SCENE)):
        _check_report(changes_report(project_changes(old, new), STUDIO, STUDIO, today=_TODAY))


def _one_scene() -> Project:
    text = "title: One\nscenes:\n- {name: Opening, tool: fbf, duration: 4:00}\n"
    root, problems = tree(_FILE, text)
    found = read_project(root, STUDIO, {}, problems)
    assert found is not None, problems
    return found


_ONE_SCENE: Final = _one_scene()


# --- rows -------------------------------------------------------------------------------------


def ndjson_rows(content: bytes) -> None:
    """Rows of NDJSON: read, priced, and written as NDJSON and as CSV."""
    with _refusals():
        assert rows_of(str(_FILE), content, [content]).kind in ("ndjson", "csv")
    _check_rows(content, "ndjson")


def csv_rows(content: bytes) -> None:
    """Rows of CSV: read, priced, and written as CSV and as NDJSON."""
    _check_rows(content, "csv")


def _check_rows(content: bytes, kind: str) -> None:
    half = len(content) // 2  # a pipe may end a chunk anywhere
    found = rows_of(str(_FILE), content, [content[:half], content[half:]], kind)
    batch = Batch(
        STUDIO,
        dialect=found.table and found.table.dialect,
        header=found.table.header if found.table else (),
        audio_seconds=lambda name: Decimal(len(name)),
        lists=lambda *_: SHIPPED,
    )
    results = list(batch.results(found.each))
    again = rows_of(str(_FILE), content, [content], kind)
    assert [result.row for result in results] == [
        row if isinstance(row, dict | list) else {} for row in again.each
    ]
    assert [result.number for result in results] == [*range(1, len(results) + 1)]
    for result in results:
        assert (result.priced is None) == bool(result.error or result.is_blank)
        assert not steering(result.error)
    _check_written_ndjson(results, found)
    _check_written_csv(results, found)
    for result in results[:5]:
        _check_priced(result, is_table=found.table is not None)
    total = summary(results, STUDIO)
    for one in total.totals:
        priced = [
            it.priced.total.credits
            for it in results
            if it.priced
            and it.priced.prices.unit == one.unit
            and one.service in (None, it.priced.prices.service.id)
        ]
        assert _exact(one.total_credits) == sum(_exact(credits.high) for credits in priced)
        assert _exact(one.low_credits) == sum(_exact(credits.low) for credits in priced)
        assert one.rows == len(priced)
    assert total.failed == sum(bool(result.error) for result in results)
    _check_report(batch_report(total, STUDIO, today=_TODAY))


def _check_priced(result: Result, *, is_table: bool) -> None:
    """Compares the price of a row with the estimate of its words."""
    if result.priced is None:
        return
    one = estimate(result.priced.job, result.priced.prices)
    check_lines(one.lines, one.total)
    assert one.total == result.priced.total.credits
    if not is_table:  # whose cells may have decimal commas
        row: Any = result.row
        words = {word: row[key] for key, word in columns_of(row, ()).words}
        audio = words.get("audio")
        length = None if audio is None else Decimal(len(str(audio)))
        assert Job.of(audio_seconds=length, **words) == result.priced.job


def _check_written_ndjson(results: list[Result], found: Rows) -> None:
    """Compares what is written with the prices, and with what another JSON reader reads."""
    header = found.table.header if found.table else ()
    written = JsonRows(header).text(results)
    assert not steering(written.replace("\n", ""))
    kept = [result for result in results if not result.is_blank]
    for result, text in zip(kept, written.splitlines(), strict=True):
        read = _json(text)
        if result.priced is None:
            assert (read["row"], read["error"]) == (result.number, result.error)
        else:
            assert read["total_credits"] == result.priced.total.credits.high
            assert all(key in read for key in header or result.row)


def _check_written_csv(results: list[Result], found: Rows) -> None:
    dialect = found.table.dialect if found.table else Dialect()
    table = CsvRows(dialect, found.table.header if found.table else None)
    written = table.text(results, are_last=True) or table.rest()
    if not found.table:  # where blank lines are no rows
        results = [result for result in results if not result.is_blank]
    if max(map(len, written.splitlines())) < csv.field_size_limit():
        lines = csv.reader(
            io.StringIO(written, newline=""), delimiter=dialect.delimiter, strict=True
        )
        header, *read = lines
        assert len(read) == len(results)
        assert all(len(cells) in (0, len(header)) for cells in read)


# --- the words of a job -----------------------------------------------------------------------


def job(content: bytes) -> None:
    """The words of a job, one to a line with its text: an estimate from two lists."""
    words = _words(content)
    words.pop("budget", None)
    length = Decimal("61.5") if "audio" in words else None
    found = Job.of(audio_seconds=length, **words)
    for prices in (SHIPPED, STUDIO):
        with _refusals():
            one = estimate(found, prices)
            check_lines(one.lines, one.total)
            _check_report(estimate_report(found, one, prices, today=_TODAY))


def budget(content: bytes) -> None:
    """The words of a job and a budget: what the credits buy, and the job on every model."""
    words = _words(content)
    amount = credits_amount(words.pop("budget", "2000"))
    answer = largest_rerenders
    if not {"minutes", "seconds", "duration", "length"} & words.keys():
        words["seconds"], answer = "1", longest_videos
    with _refusals():
        _check_comparison(STUDIO, words)
    asked = Job.of(**{"tool": "fbf", **words})
    found = answer(amount, asked, choices(STUDIO), STUDIO)
    for bought in found.purchases:
        assert _exact(bought.used.high) + _exact(bought.left_credits) == _exact(amount)
        assert bought.left_credits >= 0
    _check_report(budget_report(asked, found, STUDIO, today=_TODAY))


def _words(content: bytes) -> dict[str, str]:
    """Words and texts as a command line has them, bytes that are not UTF-8 kept as surrogates."""
    text = content.decode("utf-8", "surrogateescape")
    pairs = (line.partition("=") for line in text.split("\n") if line)
    # No command gives a length that was measured but a measured one.
    return {word: value for word, _, value in pairs if word != "audio_seconds"}


# --- what is asked ----------------------------------------------------------------------------


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")


def _exact(amount: Decimal) -> Fraction:
    return Fraction(amount)


@contextmanager
def _refusals() -> Iterator[None]:
    """Lets an error pass that is reported as it should be."""
    try:
        yield
    except AcornsError as error:
        _check_reported(error)


def _check_reported(error: AcornsError) -> None:
    if isinstance(error, FileError):
        assert not steering(error.file)
        _check_problems(error.problems)
    else:
        _check_problems(Problem(*fault.sentences()) for fault in input_errors(error))


def _check_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        assert problem.what
        assert not steering(f"{problem.what}{problem.fix}{problem.path}")
        assert problem.line >= 0


def check_lines(lines: Iterable[LineItem], total: Range) -> None:
    """Checks that each line is its quantity × its rate, and the total their sum."""
    lines = tuple(lines)
    for charge in (charge for line in lines for charge in (line.low, line.high)):
        assert _exact(charge.credits) == _exact(charge.quantity) * _exact(charge.rate)
    _check_sum(total, [line.range for line in lines])


def _check_sum(total: Range, parts: list[Range]) -> None:
    assert _exact(total.low) == sum(_exact(part.low) for part in parts)
    assert _exact(total.high) == sum(_exact(part.high) for part in parts)


def _check_comparison(prices: PriceList, words: dict[str, Any]) -> None:
    asked = Job.of(**{"tool": "fbf", **words})
    found = comparison(asked, choices(prices), prices, Decimal(100))
    for offer in found.offers:
        assert offer.left_credits is not None and offer.shortfall_credits is not None
        balance = _exact(offer.left_credits) - _exact(offer.shortfall_credits)
        assert balance == 100 - _exact(offer.total.high)
    _check_report(compare_report(asked, found, prices, today=_TODAY))


def _check_report(report: Report) -> None:
    _json(rendered(report, "json", Canvas()))
    for format_name in ("csv", "markdown", "html"):
        text = rendered(report, format_name, Canvas())
        assert not steering(text.replace("\n", "")), format_name


def _json(text: str) -> Any:
    """What a JSON text holds, by another reader than ours, its numbers exact."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "price_list": price_list,
    "project": project,
    "ndjson": ndjson_rows,
    "csv": csv_rows,
    "job": job,
    "budget": budget,
}
"""By the names of the folders that their cases are kept in."""


# --- seeds ------------------------------------------------------------------------------------

_WRITTEN: Final = {
    "job": (
        b"tool=t2v\nmodel=kling-2.1-standard\nminutes=4\nrerender=25%",
        b"tool=autopilot\nmodel=Kling 2.1 Pro\nduration=4:02\nclip_length=5s\nrerender=10%..40%",
        b"tool=fbf\nseconds=90\nextra=45s\nimages=48\ncredits_per_image=0.5\nrerender=12clips",
        b"tool=t2v\naudio=song.mp3\nclip_length=2.5s\nimages_per_clip=3\ncredits_per_second=9",
        b"tool=fbf\nduration=PT4M30S\nrerender=1:30\nrerender_model=x",
        b"tool=autopilot\nmodel=veo-3.1\nlength=1:30\ntakes=2..4\nadd=upscale-4k, character=3",
        b"tool=autopilot\nmodel=kling-2.1-pro\nlength=90s\nkeep=1/3\nadd=lip-sync=0:45\nreserve=15%",
    ),
    "budget": (
        b"budget=2000\nrerender=25%",
        b"budget=2000\nminutes=4\nclip_length=5s",
        b"budget=999999999999999\nclip_length=0.5s\nrerender=99clips\nextra=45s",
        b"budget=10.5\nduration=1:02:03.5\nimages_per_clip=1\nclip_length=8s",
        b"budget=900\nkeep=1/3\nadd=upscale-4k, lip-sync=0:45\nreserve=15%",
    ),
}

_FILES: Final = {
    "price_list": ("prices/*/*.yaml", "examples/prices*.yaml"),
    "project": ("examples/*video*.yaml",),
    "ndjson": ("examples/*.ndjson",),
    "csv": ("examples/*.csv",),
}

_LONGEST_TEXT: Final = 200
"""Characters of a hostile text: long ones would make the fuzzer slow, and others test them."""


def _with_text(name: str, text: str) -> bytes:
    """A small input with a text where a person's own words stand."""
    quoted = json.dumps(text)
    job = '"tool": "fbf", "minutes": "4"'
    return {
        "price_list": f"{{edition: 2026-01-01, source: {{title: {quoted}}},"
        f" tools: {{fbf: {{models: {{kling: {{per_second: 1, name: {quoted}}}}}}}}}}}",
        "project": f"{{title: {quoted}, scenes: [{{name: {quoted}, {job}, model: {quoted}}}]}}",
        "ndjson": f'{{{quoted}: {quoted}, {job}, "model": {quoted}}}',
        "csv": 'id,tool,minutes\n"{}",fbf,4'.format(text.replace('"', '""')),
        "job": f"tool=fbf\nminutes=4\nmodel={text}\nrerender={text}",
        "budget": f"budget={text}\nminutes=4",
    }[name].encode("utf-8", "surrogatepass")


def seeds(name: str) -> dict[str, bytes]:
    """Inputs for a target to begin with: its files, words of its own, and text that means harm."""
    found = {str(n): text for n, text in enumerate(_WRITTEN.get(name, ()))}
    for pattern in _FILES.get(name, ()):
        found |= {path.name: path.read_bytes() for path in ROOT.glob(pattern)}
    for key, text in TEXTS.items():
        found[f"hostile {key}"] = _with_text(name, text[:_LONGEST_TEXT])
    return found


def cases(name: str) -> dict[str, bytes]:
    """What made acorns fall once, by the names of the files."""
    folder = CASES / name
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}
