"""Every reader of a user's text, and what is made up for it: `python tests/parsers.py`.

    python tests/parsers.py                          a million examples over all of them
    python tests/parsers.py --examples 50000 csv     as many for one

`test_parsers` tries a few of each in every run. This counts: how often each reader was really run,
on how many different inputs, how many of those it took, and the slowest. What is asked of each is
in `fuzz.targets`: that it reads or refuses in words that are safe to print, in less than a second,
and rounds nothing. The first input that falls ends the run, and hypothesis shows the smallest.
"""

import argparse
import csv
import gc
import io
import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from types import NoneType
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

import yaml
from fuzz import targets
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import astuple
from strategies import any_text, job_words, near_misses, written_text

from acorns_cli.catalog.editions import named_file
from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.dates import iso_date
from acorns_cli.core.money import funds
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.slugs import plain_text, slug
from acorns_cli.core.words import WORDS, read_word
from acorns_cli.project.changes import increase
from acorns_cli.project.keys import ProjectFile
from acorns_cli.records.record import Leaf, shape


class Parser(NamedTuple):
    """A reader, and the inputs that are made up for it."""

    inputs: st.SearchStrategy[Any]
    read: Callable[[Any], object]
    share: int
    """How many examples it has, of those that all have: one that takes long has fewer."""


# --- one text ---------------------------------------------------------------------------------

_READERS: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "number": ("number", partial(numbers.number, at_most=10**9)),
    "count": ("number", partial(numbers.count, what="images")),
    "rate": ("number", numbers.rate),
    "credits": ("number", numbers.credits_amount),
    "percent": ("number", numbers.percent),
    "money": ("number", numbers.money),
    "minutes": ("number", durations.minutes),
    "seconds": ("number", durations.seconds),
    "duration": ("duration", durations.duration),
    "date": ("date", iso_date),
    "slug": ("name", slug),
    "plain text": ("name", plain_text),
    "--max-increase": ("rerender", increase),
    "--prices": ("date", named_file),
    "funds": ("number", funds),
}
"""What reads one text, and the kind of it that is sound."""

_KINDS: Final = {
    "rerender": ("rerender",),
    "takes": ("takes",),
    "keep": ("keep",),
    "add": ("add",),
    "duration": ("duration", "clip_length", "extra", "length", "per", "lengths", "clips.* (key)"),
    "number": (
        *(
            "minutes",
            "seconds",
            "reserve",
            "markup",
            "amount",
            "images",
            "images_per_clip",
            "per_images",
            "price",
            "per_second",
        ),
        *("credits", "credits_per_second", "credits_per_image", "monthly", "yearly", "clips.*"),
    ),
}
"""The kinds of the words of a job and of the keys of a file, which are names else."""


def _leaves(kind: Any, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """What reads each value of a record, by its keys; `*` stands for any key."""
    if get_origin(kind) is Annotated:
        yield path, get_args(kind)[1]
    elif isinstance(kind, type) and issubclass(kind, Struct):
        for key, inner in shape(kind)[0].items():
            yield from _leaves(inner, f"{path}.{key}")
    elif get_origin(kind) is dict:
        key_kind, inner = get_args(kind)
        yield from _leaves(key_kind, f"{path}.* (key)")
        yield from _leaves(inner, f"{path}.*")
    else:
        for inner in get_args(kind):
            if inner not in (NoneType, ...):
                yield from _leaves(inner, path)


def _kind(name: str) -> str:
    return next((kind for kind, names in _KINDS.items() if name in names), "name")


def _readers() -> dict[str, tuple[str, Callable[[str], object]]]:
    """Every reader of one text once, those of a file by the first key that they read."""
    found = dict(_READERS)
    for word in WORDS:
        found[f"job: {word}"] = _kind(word), partial(read_word, word)
    for record in (PriceList, ProjectFile):
        for path, leaf in _leaves(record):
            known = any(leaf.read == read for _, read in found.values())
            if not known and leaf.read is not str:
                found[f"{record.__name__}{path}"] = _kind(path.rpartition(".")[2]), leaf.read
    return found


def _checked(read: Callable[[str], object], text: str) -> None:
    """Reads a text, and holds the value to what every value must be."""
    value = read(text)
    for part in astuple(value) if isinstance(value, Struct) else (value,):
        if isinstance(part, Decimal):
            assert part.is_finite()
        if isinstance(part, Decimal | int):
            assert 0 <= part <= quantities.MAX_CREDITS


# --- files and rows ---------------------------------------------------------------------------

_PIECES: Final = (
    *"[]{}:,-?&*!|>'\"%@`#<\n\t \0\\\ufeff\r\x85",
    "\n---\n",
    "<<: ",
    "!!int ",
    "\n- ",
)
_STRANGE: Final = st.sampled_from([None, True, [], {}, "", "1e3", -1, 0.5, 10**400, "x" * 300])


def _plain(pattern: str) -> list[Any]:
    """The trees of some example files."""
    files = sorted(targets.ROOT.glob(pattern))
    return [yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in files]


_PRICE_LISTS: Final = [*_plain("prices/*/*.yaml"), *_plain("examples/prices*.yaml")]
_PROJECTS: Final = _plain("examples/*video*.yaml")


@st.composite
def _edited(draw: st.DrawFn, tree: Any, most: int) -> Any:
    """A tree with some values and keys changed or taken out."""
    tree = json.loads(json.dumps(tree))  # a copy, which is the example's own
    for _ in range(draw(st.integers(0, most))):
        held = tree
        while held:
            keys = list(held) if isinstance(held, dict) else range(len(held))
            key = draw(st.sampled_from(keys))
            if isinstance(held[key], dict | list) and held[key] and draw(st.integers(0, 7)):
                held = held[key]
                continue
            match draw(st.sampled_from(["value", "value", "value", "key", "gone"])):
                case "key" if isinstance(held, dict):
                    held[draw(st.sampled_from(keys) | any_text())] = held.pop(key)
                case "gone":
                    del held[key]
                case _:
                    held[key] = draw(written_text() | _STRANGE)
            break
    return tree


def _as_block(tree: Any) -> str:
    return str(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True))


def _yaml(tree: Any, *, flow: bool) -> str:
    """A tree as YAML: in blocks, or as JSON, which can say what YAML's own writer can't."""
    return json.dumps(tree, ensure_ascii=False) if flow else _as_block(tree)


@st.composite
def _files(draw: st.DrawFn, trees: list[Any]) -> bytes:
    tree = draw(_edited(draw(st.sampled_from(trees)), 4))
    text = st.just(_yaml(tree, flow=draw(st.booleans())))
    return str(draw(near_misses(text, _PIECES))).encode("utf-8", "surrogatepass")


_ROW: Final = st.fixed_dictionaries(
    {}, optional={"id": st.integers(), "scene": any_text(), "credits_x": any_text()}
)


@st.composite
def _rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of words and other keys, most of them sound."""
    job = job_words(targets.STUDIO)
    rows = [{**draw(_ROW), **draw(job)} for _ in range(draw(st.integers(1, 3)))]
    return [draw(_edited(row, 1)) for row in rows]


@st.composite
def _ndjson(draw: st.DrawFn) -> bytes:
    ascii_only = draw(st.booleans())
    lines = [json.dumps(row, ensure_ascii=ascii_only) for row in draw(_rows())]
    text = draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)
    return str(draw(near_misses(st.just(text), _PIECES))).encode("utf-8", "surrogatepass")


@st.composite
def _csv(draw: st.DrawFn) -> bytes:
    rows = draw(_rows())
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = io.StringIO()
    writer = csv.writer(
        table,
        delimiter=draw(st.sampled_from(",;\t")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in columns])
    text = st.just(table.getvalue())
    return str(draw(near_misses(text, _PIECES))).encode("utf-8", "surrogatepass")


@st.composite
def _job_lines(draw: st.DrawFn, budget: bool) -> bytes:
    said = draw(job_words(targets.STUDIO))
    if budget:
        said = {"budget": draw(written_text()), **said}
        said.pop(draw(st.sampled_from([*said, ""])), None)
    said = draw(_edited(said, 2))
    lines = "\n".join(f"{word}={text}" for word, text in said.items())
    return lines.encode("utf-8", "surrogatepass")


PARSERS: Final[dict[str, Parser]] = {
    **{
        name: Parser(written_text(kind), partial(_checked, read), 5)
        for name, (kind, read) in _readers().items()
    },
    "price list": Parser(_files(_PRICE_LISTS), targets.price_list, 3),
    "project": Parser(_files(_PROJECTS), targets.project, 3),
    "rows of NDJSON": Parser(_ndjson(), targets.ndjson_rows, 3),
    "rows of CSV": Parser(_csv(), targets.csv_rows, 3),
    "words of a job": Parser(_job_lines(budget=False), targets.job, 3),
    "words of a budget": Parser(_job_lines(budget=True), targets.budget, 3),
}


# --- the long search --------------------------------------------------------------------------

ROUND: Final = 2_000
"""Examples of one search: hypothesis remembers each of a search, and becomes slow with many."""


class _Count:
    """What became of the examples of one parser."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.examples = self.taken = 0
        self.slowest = 0.0
        self.different: set[int] = set()

    def one(self, given_input: str | bytes) -> None:
        self.examples += 1
        self.different.add(hash(given_input))
        answer = targets.ask(self.parser.read, given_input)
        self.taken += not answer.refused
        self.slowest = max(self.slowest, answer.seconds)

    def search(self, examples: int) -> None:
        """Tries at least so many examples; fewer, where hypothesis finds no more."""
        while self.examples < examples:
            before = self.examples
            one_round = settings(
                max_examples=min(ROUND, examples - before),
                deadline=None,  # `ask` has one, of the processor's time
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            gc.collect()
            gc.freeze()  # else the search for garbage among all examples counts as a reader's time
            seed(random.getrandbits(64))(one_round(given(self.parser.inputs)(self.one)))()
            if self.examples == before:
                return


def main() -> None:
    """Searches, and prints a row for each parser."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("parsers", nargs="*", metavar="parser", help=", ".join(PARSERS))
    options.add_argument("--examples", type=int, default=1_000_000, help="of all; a million")
    given_options = options.parse_args()
    if unknown := set(given_options.parsers) - set(PARSERS):
        options.error(f"no such parser: {', '.join(sorted(unknown))}")
    names = given_options.parsers or list(PARSERS)
    shares = sum(PARSERS[name].share for name in names)
    print(
        "| parser | examples | different | taken | slowest |\n|---|---:|---:|---:|---:|", flush=True
    )
    counts = []
    for name in names:
        count = _Count(PARSERS[name])
        count.search(-(-given_options.examples * count.parser.share // shares))
        counts.append(count)
        _print_row(name, [count])
    _print_row("all", counts)


def _print_row(name: str, counts: list[_Count]) -> None:
    figures = (
        sum(count.examples for count in counts),
        sum(len(count.different) for count in counts),
        sum(count.taken for count in counts),
    )
    slowest = max(count.slowest for count in counts)
    cells = (name, *(f"{figure:,}" for figure in figures), f"{slowest * 1000:.1f} ms")
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
