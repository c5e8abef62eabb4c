"""Fuzzes the readers of a user's text, guided by what they have covered; run by hand.

    pip install -e '.[fuzz]'
    python tests/fuzz/run.py                          every target, 20 minutes in all
    python tests/fuzz/run.py --seconds 36000 csv      one of them, for a night

The targets take turns on one core, each for its share of the time. What is asked of each input, and
what they begin with, is in `targets`. An input that fails is kept as tests/fuzz/cases/TARGET/NAME,
the shortest of those that fail in one place; `test_cases` replays it ever after, so mend what it
found and leave it there. What covers something new is kept in tests/fuzz/corpus, which git ignores,
and the next run begins with it.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
CASES: Final = HERE / "cases"
CORPUS: Final = HERE / "corpus"
TARGETS: Final = tuple(re.findall(r'^    "(\w+)": \w+,$', (HERE / "targets.py").read_text(), re.M))
"""Their names, read from the text: imported here, the modules would not be instrumented."""

HANG: Final = 25
"""Seconds after which an input that has not ended is kept, and the target's turn is over."""


def main() -> None:
    """Gives each target its turn, and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=1200, help="in all; 1200 if not given")
    parser.add_argument("--turn", help=argparse.SUPPRESS)
    options, rest = parser.parse_known_args()
    if options.turn:
        _fuzz(options.turn, Path(options.targets[0]), rest)
    targets = options.targets or TARGETS
    if unknown := set(targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    print("| target | executions | a second | edges | features | corpus | slowest | findings |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    fell = False
    for name in targets:
        cells, failed = _turn(name, options.seconds // len(targets))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
        fell = fell or failed
    sys.exit(fell)


def _turn(name: str, seconds: int) -> tuple[list[str], bool]:
    """Fuzzes one target in a process of its own: the cells of its row, and whether it fell."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes.json"
        notes.write_text('{"slowest": 0, "findings": []}')
        words = [sys.executable, __file__, "--turn", name, str(notes)]
        flags = [f"-max_total_time={seconds}", f"-timeout={HANG}", "-print_final_stats=1"]
        done = subprocess.run(
            [*words, *flags], stderr=subprocess.PIPE, text=True, errors="replace", check=False
        )
        noted = json.loads(notes.read_text())
    log = done.stderr
    runs = re.findall(r"number_of_executed_units: *(\d+)", log) or re.findall(r"^#(\d+)", log, re.M)
    covered = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", log)
    if done.returncode or not runs or not covered:
        print(log[-3000:], file=sys.stderr)
    executed = int(runs[-1]) if runs else 0
    for finding in noted["findings"]:
        print(f"{name}: {finding}", file=sys.stderr)
    cells = [f"{executed:,}", f"{executed // max(seconds, 1):,}", *(covered or [("", "", "")])[-1]]
    cells += [f"{noted['slowest'] * 1000:.0f} ms", str(len(noted["findings"]))]
    return cells, bool(done.returncode or noted["findings"])


def _fuzz(name: str, notes: Path, flags: list[str]) -> None:
    """Fuzzes one target until its time is over; does not return."""
    import atheris

    sys.path.insert(0, str(HERE.parent))
    with atheris.instrument_imports(include=["acorns_cli"]):
        from fuzz.targets import TARGETS as FOUND
        from fuzz.targets import ask, cases, seeds
    ask_target = FOUND[name]
    noted: dict[str, Any] = {"slowest": 0, "findings": []}

    def note() -> None:
        notes.write_text(json.dumps(noted))

    def one_input(content: bytes) -> None:
        try:
            seconds = ask(ask_target, content).seconds
        except Exception as error:
            place = _kept(name, content, error)
            if place not in noted["findings"]:
                noted["findings"].append(place)
                note()
        else:
            if seconds > noted["slowest"]:
                noted["slowest"] = seconds
                note()

    corpus, begin = CORPUS / name, notes.with_name("seeds")
    for folder in (corpus, begin, CASES / name):
        folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate([*seeds(name).values(), *cases(name).values()]):
        (begin / str(number)).write_bytes(content)
    words = notes.with_name("words.dict")
    words.write_text("".join(f'"{word}"\n' for word in _dictionary()))
    artifacts = f"-artifact_prefix={CASES / name}/"
    atheris.Setup([name, *flags, artifacts, f"-dict={words}", str(corpus), str(begin)], one_input)
    atheris.Fuzz()


def _kept(name: str, content: bytes, error: Exception) -> str:
    """Keeps an input that fell, if it is the shortest that fell there; says where that is."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "acorns_cli" in frame.filename]
    frame = (ours or frames)[-1] if not isinstance(error, AssertionError) else frames[-1]
    place = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.name}-{frame.lineno}"
    case = CASES / name / place
    if not case.exists() or case.stat().st_size > len(content):
        case.write_bytes(content)
    return f"{place}: {ascii(str(error))[:300]}"


def _dictionary() -> Iterator[str]:
    """What a random change of bytes would hardly come upon: keys, names and ways of writing."""
    from strategies import ADD_ONS, MODELS, NASTY, SPELLINGS, TOOLS

    from acorns_cli.core.pricelist import ITEMS, PriceList
    from acorns_cli.core.words import WORDS
    from acorns_cli.project.keys import ProjectFile
    from acorns_cli.records.jsonschema import record_schema

    found = {
        *WORDS,
        *ITEMS,
        *TOOLS,
        *MODELS,
        *ADD_ONS,
        *SPELLINGS,
        *NASTY,
        "yes",
        "no",
        "null",
        "budget=",
    }
    found |= {": ", "- ", "\n  ", "{", "}", "[", "]", '"', "'", "|", ">-", "? ", "#", "&a", "*a"}
    found |= {"\\u0000", "\\ud800", "1e999", "999999999.999999", "1000000", "100%..10000%"}
    for record in (PriceList, ProjectFile):
        found |= set(re.findall(r'"(\w+)": \{', json.dumps(record_schema(record, ""))))
    for word in sorted(found):
        encoded = word.encode("utf-8", "surrogatepass")
        yield "".join(f"\\x{byte:02X}" for byte in encoded)


if __name__ == "__main__":
    main()
