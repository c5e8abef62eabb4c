"""Changes the core a little, thousands of times, and counts how often the tests see it.

    pip install -e '.[dev,mutation]'
    python tests/mutation.py                 the whole core anew: an hour or two on one processor
    python tests/mutation.py core.pricing    this module again, with the tests as they are now

mutmut makes the mutants and runs them; `[tool.mutmut]` in pyproject.toml says which modules it
changes and which tests it asks. Each mutant gets the tests that come by its function, hypothesis
with the few examples of the profile `short`, the same in every run. A mutant that the tests do not
see is either in tests/mutation.md, with the reason why nobody could see it, or a test is missing:
then the exit status is 1.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
MUTMUT = [sys.executable, "-m", "mutmut"]
EXPLAINED = ROOT / "tests" / "mutation.md"

RESULT = re.compile(r"^ *acorns_cli\.([\w.]+)\.([^\s.]+): (.+)$", re.MULTILINE)
"""A line of `mutmut results`: the module, the mutant and what became of it."""

ENTRY = re.compile(r"^- `([\w.]+)\.(\w+)`", re.MULTILINE)
"""A survivor that tests/mutation.md explains: the module and the mutant."""

COLUMNS = ("killed", "timeout", "equivalent", "survived", "other")


def explained() -> set[tuple[str, str]]:
    """The mutants that are listed as equal, by module and name."""
    return set(ENTRY.findall(EXPLAINED.read_text("utf-8")))


def fates() -> dict[tuple[str, str], str]:
    """What became of each mutant that was tried: one of the columns."""
    run = subprocess.run(
        [*MUTMUT, "results", "--all", "true"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found, equal = {}, explained()
    for module, name, fate in RESULT.findall(run.stdout):
        if fate == "not checked":
            continue
        unseen = fate in {"survived", "no tests"}
        known = fate if fate in COLUMNS else "other"
        found[module, name] = (
            ("equivalent" if (module, name) in equal else "survived") if unseen else known
        )
    return found


def run_mutants(modules: list[str]) -> None:
    """Tries the mutants of the modules, or all of them, with nothing remembered from before."""
    if not modules:
        shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "short", "PYTHONDONTWRITEBYTECODE": "1"}
    names = [f"acorns_cli.{module}.*" for module in modules]
    command = [*MUTMUT, "run", "--max-children", "1", *names]
    subprocess.run(command, cwd=ROOT, check=True, env=environment)


def main() -> int:
    """The exit status: 0 where every mutant is seen or explained."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="only these, such as core.rates"
    )
    parser.add_argument("--report", action="store_true", help="only count what a run has found")
    asked = parser.parse_args()
    if not asked.report:
        run_mutants(asked.modules)
    found = fates()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (module, _), fate in found.items():
        counts[module][fate] += 1
        counts["all of them"][fate] += 1
    print(f"{'module':20}{'mutants':>9}" + "".join(f"{name:>12}" for name in COLUMNS) + "    seen")
    for module, of_module in sorted(counts.items(), key=lambda item: sum(item[1].values())):
        total = sum(of_module.values())
        # What nobody could see counts against the tests here: the figure has no judgement in it.
        seen = (of_module["killed"] + of_module["timeout"]) / total
        row = "".join(f"{of_module[name]:12}" for name in COLUMNS)
        print(f"{module:20}{total:9}{row}{seen:8.1%}")
    unseen = [mutant for mutant, fate in found.items() if fate in {"survived", "other"}]
    # An entry whose mutant the tests do see is out of date: mutants are numbered within a function.
    stale = {mutant for mutant in explained() & found.keys() if found[mutant] != "equivalent"}
    for module, name in unseen:
        print(f"not seen: python -m mutmut show acorns_cli.{module}.{name}")
    for module, name in sorted(stale):
        print(f"no longer so in tests/mutation.md: {module}.{name}")
    return 1 if unseen or stale else 0


if __name__ == "__main__":
    sys.exit(main())
