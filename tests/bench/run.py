"""Measures start-up, rows per second and memory, and prints ratios: `python tests/bench/run.py`.

Everything is measured in one run, in turns, so that whatever else the machine does meets all alike;
a ratio is of the fastest of each, then of the medians. Nothing here passes or fails. The figures
for genai-prices need `pip install -e '.[bench]'` in the same environment.

    python tests/bench/run.py            everything, some minutes
    python tests/bench/run.py --quick    fewer turns, and no million rows
"""

import argparse
import csv
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from msgspec import json

ROOT = Path(__file__).parent.parent.parent
ACORNS = [sys.executable, "-c", "from acorns_cli.__main__ import main; main()"]
ESTIMATE = [
    "estimate",
    "t2v",
    "--model",
    "kling-2.1-standard",
    "--minutes",
    "4",
    "--rerender",
    "25%",
]
# The console script, without what a script's own finding of the package takes.
GENAI = [sys.executable, "-c", "from genai_prices._cli import cli; raise SystemExit(cli())"]

LOOP = """
import sys
from msgspec import json
decode, encode, write = json.Decoder().decode, json.Encoder().encode, sys.stdout.buffer.write
with open(sys.argv[1], "rb") as file:
    for line in file:
        write(encode(decode(line)) + b"\\n")
"""

CSV_LOOP = """
import csv, sys
with open(sys.argv[1], newline="") as file:
    csv.writer(sys.stdout).writerows(csv.reader(file))
"""

CALC_PRICE = """
import time
from genai_prices import Usage, calc_price
usage = Usage(input_tokens=100_000, output_tokens=3_000)
models = ["o3", "gpt-4o", "gpt-4o-mini", "gpt-4.1"]
def calls(n):
    start = time.perf_counter()
    for index in range(n):
        calc_price(usage, model_ref=models[index % 4], provider_id="openai")
    return n / (time.perf_counter() - start)
calls(400)
print(calls(8000))
"""

MODELS: dict[str, list[str | None]] = {
    "autopilot": ["seedance-v1-lite", "kling-2.1-standard", "kling-2.1-pro"],
    "t2v": ["seedance-v1-lite", "runway-gen-3-alpha", "kling-2.1-standard", "kling-2.1-pro"],
    "fbf": [None, "Custom"],
}


MIXES = (
    ("5,000 different jobs", 5000),
    ("10,000 different jobs", 10_000),
    ("nearly all different", None),
)

# --- rows -------------------------------------------------------------------------------------


def job(chance: random.Random) -> dict[str, str | int]:
    """A job of any tool: to the second, most with re-renders, half of them with images."""
    tool = chance.choice(list(MODELS))
    words: dict[str, str | int] = {"tool": tool}
    if model := chance.choice(MODELS[tool]):
        words["model"] = model
    seconds = chance.randint(20, 420)
    words["duration"] = f"{seconds // 60}:{seconds % 60:02}"
    if chance.random() < 0.6:
        share = f"{chance.randint(2, 60)}%"
        low_to_high = f"{chance.randint(2, 20)}%..{chance.randint(21, 60)}%"
        words["rerender"] = chance.choice([share, f"{chance.randint(5, 90)}s", low_to_high])
    if tool != "autopilot" and chance.random() < 0.5:
        words["images"] = chance.randint(1, 96)
    if chance.random() < 0.2:
        words["clip_length"] = chance.choice(["5s", "8s", "10s"])
    return words


def rows(count: int, different: int | None) -> Iterator[bytes]:
    """NDJSON lines, each with an id of its own; None for jobs that are nearly all different."""
    chance = random.Random(6)
    jobs = [job(chance) for _ in range(different or 0)]
    for number in range(count):
        words = chance.choice(jobs) if jobs else job(chance)
        yield json.encode({"id": f"scene-{number}", **words}) + b"\n"


def rows_file(folder: Path, count: int, different: int | None) -> Path:
    path = folder / f"{count}-{different}.ndjson"
    with path.open("wb") as file:
        file.writelines(rows(count, different))
    return path


def as_table(path: Path) -> Path:
    """The same rows as CSV."""
    table = path.with_suffix(".csv")
    columns = ["id", "tool", "model", "duration", "rerender", "images", "clip_length"]
    with path.open("rb") as lines, table.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(map(json.decode, lines))
    return table


# --- measuring --------------------------------------------------------------------------------


def seconds(command: list[str]) -> float:
    """How long a process takes, by the clock."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
    return time.perf_counter() - start


def in_turns(turns: int, measures: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """What each measure finds, all taken once in each turn; the first turn only warms the disk."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(turns + 1):
        for name, measure in measures.items():
            took = measure()
            if turn:
                found[name].append(took)
    return found


def of_commands(commands: dict[str, list[str]]) -> dict[str, Callable[[], float]]:
    return {name: partial(seconds, command) for name, command in commands.items()}


def ratios(one: list[float], other: list[float]) -> str:
    least = min(one) / min(other)
    return f"{least:.2f} (median {statistics.median(one) / statistics.median(other):.2f})"


PEAK = """
import sys
from pathlib import Path
from acorns_cli.commands.app import run
assert run(["batch", sys.argv[1]]) == 0
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


def peak_kib(path: Path) -> int:
    """The most memory that a batch of a file ever has; Linux tells it."""
    # What wait4() tells would not do: there a process inherits the peak of the one that started it.
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return int(done.stderr)


# --- what is measured -------------------------------------------------------------------------


def start_up(turns: int, *, genai: bool) -> None:
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import typer, yaml": [sys.executable, "-c", "import typer, yaml"],
        "import … rich.table, rich.console": [
            *(sys.executable, "-c", "import typer, yaml, rich.table, rich.console")
        ],
        "acorns estimate … --json": [*ACORNS, *ESTIMATE, "--json"],
        "acorns estimate …": [*ACORNS, *ESTIMATE],
    }
    if genai:
        commands["genai-prices calc"] = [
            *GENAI,
            "--plain",
            "calc",
            "-i",
            "100000",
            "-o",
            "3000",
            "o3",
        ]
    times = in_turns(turns, of_commands(commands))
    for name, found in times.items():
        print(f"  {name:36}{min(found) * 1000:7.1f} ms  (median {median_ms(found):.1f})")
    print("  --json / import typer, yaml         ", ratios(*pair(times, 3, 1)))
    print("  the table / import … rich           ", ratios(*pair(times, 4, 2)))
    print("  --json / python -c pass             ", ratios(*pair(times, 3, 0)))
    if genai:
        print("  --json / genai-prices calc          ", ratios(*pair(times, 3, 5)))


def median_ms(found: list[float]) -> float:
    return statistics.median(found) * 1000


def pair(times: dict[str, list[float]], *places: int) -> list[list[float]]:
    return [list(times.values())[place] for place in places]


def throughput(turns: int, count: int, folder: Path, *, genai: bool) -> None:
    for text, different in MIXES:
        path = rows_file(folder, count, different)
        table = as_table(path)
        measures = of_commands(
            {
                "loop": [sys.executable, "-c", LOOP, str(path)],
                "batch": [*ACORNS, "batch", str(path)],
                "csv loop": [sys.executable, "-c", CSV_LOOP, str(table)],
                "table": [*ACORNS, "batch", str(table)],
            }
        )
        if genai:
            measures["calls"] = partial(seconds_for_calls, count)
        times = in_turns(turns, measures)
        print(f"  {count:,} rows, {text}: {a_second(count, times['batch'])}, start-up included")
        print("    times the decode-and-encode loop    ", ratios(times["batch"], times["loop"]))
        print("    the same rows as CSV                ", a_second(count, times["table"]))
        print("    times the loop of the csv module    ", ratios(times["table"], times["csv loop"]))
        if genai:
            calls = times["calls"]
            print("    times the calc_price calls          ", ratios(calls, times["batch"]))
            print("    calc_price does                     ", a_second(count, calls))


def a_second(count: int, times: list[float]) -> str:
    return f"{count / min(times):,.0f} a second"


def seconds_for_calls(count: int) -> float:
    """How long so many calls of calc_price take, at the rate of some thousands, start-up apart."""
    done = subprocess.run(
        [sys.executable, "-c", CALC_PRICE], capture_output=True, text=True, check=True
    )
    return count / float(done.stdout)


def memory(folder: Path, *, million: bool) -> None:
    counts = [10_000, 1_000_000] if million else [10_000, 100_000]
    for text, different in MIXES:
        small, large = (peak_kib(rows_file(folder, count, different)) for count in counts)
        print(
            f"  {text}: {small / 1024:.1f} MiB at {counts[0]:,} rows,"
            f" {large / 1024:.1f} MiB at {counts[1]:,}: {large / small:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer turns, no million rows")
    quick = parser.parse_args().quick
    genai = find_spec("genai_prices") is not None
    # As an installed program: compiled modules are kept, and nothing else is set.
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "ACORNS_PRICES"):
        os.environ.pop(name, None)
    os.environ["PYTHONPATH"] = str(ROOT)
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}")
    sections: list[tuple[str, Callable[[Path], None]]] = [
        ("start-up", lambda _: start_up(5 if quick else 25, genai=genai)),
        (
            "batch",
            lambda folder: throughput(
                2 if quick else 5, 100_000 if quick else 1_000_000, folder, genai=genai
            ),
        ),
        ("peak memory of batch", lambda folder: memory(folder, million=not quick)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for title, measure in sections:
            print(f"\n{title}")
            measure(Path(folder))
    if not genai:
        print("\ngenai-prices is not installed: nothing is compared with it")


if __name__ == "__main__":
    main()
