"""No network, no other program, no eval, no pickle; no file and no variable but those to be read.

Real runs of acorns, each seen by an audit hook from before its first import (`audited`). Every
event must be one of those allowed here, so a kind that is not known is not allowed. That the rules
find what they should, the planted violations show.

A run may open, besides what lies in the folders of modules:

- to read: the files that it is given by name, the lists in the two price folders, and the file that
  it is to write, whose mode is kept;
- to write: that file, and `.acorns-<16 digits>.part` beside it, which becomes it.

It may list the price folders, with the folder of each service in them, and the folders where
modules are looked for, by Python's importing. Code may be made or run when a module is imported,
and else by the modules of `MAKERS_OF_CODE`; no text of a user's, each of which here says `c4nary`,
is ever among it.
"""

import ast
import gzip
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from audited import PLANTS

from acorns_cli.system.folders import shipped_folder

pytestmark = pytest.mark.slow

TESTS: Final = Path(__file__).parents[1]
PACKAGE: Final = TESTS.parent / "acorns_cli"

IMPORT_FOLDERS: Final = tuple(
    {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")}
    | {str(PACKAGE)}
)
"""Where modules are; what lies in them may be read and run."""

HARMLESS: Final = {
    *("import", "builtins.id", "object.__setattr__", "object.__delattr__"),
    "sys._getframemodulename",
    *("os.putenv", "os.unsetenv"),  # strange sizes of the terminal are taken out of its environment
}
"""Events that touch nothing outside of the process."""

MAKERS_OF_CODE: Final = {
    *(
        os.path.join(sysconfig.get_path("stdlib"), name)
        for name in (
            "collections/__init__.py",  # a named tuple's __new__
            "dataclasses.py",  # a data class's methods
            "typing.py",  # an annotation that is written as text, in a module
            "inspect.py",  # the same, of a function's signature
        )
    ),
    # Rich looks whether attrs is there, which is so where hypothesis is.
    os.path.join(sysconfig.get_path("purelib"), "attr/_make.py"),
    # Jinja2 makes the template of a page into code.
    os.path.join(sysconfig.get_path("purelib"), "jinja2/environment.py"),
}
"""Modules that make code of texts when others are imported: of methods and annotations in them."""

OF_LIBRARIES: Final = {
    # Typer: its completion, which acorns checks for Bash, and how its help looks.
    *("COMP_WORDS", "COMP_CWORD"),
    *("_ACORNS_COMPLETE", "_TYPER_COMPLETE_ARGS", "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"),
    *("_TYPER_FORCE_DISABLE_TERMINAL", "TERMINAL_WIDTH", "TYPER_USE_RICH", "GITHUB_ACTIONS"),
    "PY_COLORS",
    # Rich, for the help too: a table of results is drawn without its environment.
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE"),
    # Python, which looks for translations of Typer's messages, and has none.
    *("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"),
}
"""Variables that libraries read and the guide does not list: none of them changes a result."""


class Event(NamedTuple):
    """Something that a run did."""

    name: str
    arguments: list[str]
    files: list[str]
    """Of the code that led to it, the nearest first."""

    def __str__(self) -> str:
        return f"{self.name} {self.arguments} by {self.files[:6]}"


class Run(NamedTuple):
    """A command line, and the files that it may touch."""

    arguments: tuple[str, ...]
    reads: tuple[str, ...] = ()
    """Names, in the folder that it runs in."""
    writes: str = ""
    """The file that it is told to write."""
    stdin: bytes = b""
    variables: tuple[tuple[str, str], ...] = ()
    status: int = 0
    compiles: bool = False
    """Whether Python finds no `.pyc` file, as after an installation by uv, and compiles all."""

    def __str__(self) -> str:
        return " ".join([*(f"{name}={value}" for name, value in self.variables), *self.arguments])


def run(*arguments: str, reads: str = "", writes: str = "", status: int = 0, **more: object) -> Run:
    return Run(arguments, tuple(reads.split()), writes, status=status, **more)


T2V: Final = ("estimate", "t2v", "--model=kling-2.1-pro", "--minutes=4", "--rerender=10%..40%")
RUNS: Final = (
    run(),
    run("--version"),
    run("estimate", "t2v", "--help"),
    run("estimate", "t2v", "--modle=x", status=2),
    run("estimate", "t2v", "--help", "--prices=2025-06-27", compiles=True),
    run(*T2V),
    run(*T2V, "--json", "--balance=100", "--max=10", status=3),
    run(*T2V, "--format=csv", "--output=new.csv", writes="new.csv"),
    run(*T2V, "--output=old.txt", writes="old.txt"),
    run(*T2V, "--output=new.html", writes="new.html"),
    run(*T2V, "--prices=mine.yaml", reads="mine.yaml"),
    run(*T2V, "--as-of=2026-12-31"),
    run(*T2V, variables=(("ACORNS_PRICES", "mine.yaml"),), reads="mine.yaml"),
    run("estimate", "fbf", "--audio=song.mp3", reads="song.mp3"),
    run("estimate", "fbf", "song.mp3", "song.mp3", reads="song.mp3"),
    run("estimate", "fbf", "c4nary", status=2),
    run("compare", "--minutes=4", "--balance=1000"),
    run("compare", "4:00", "--prices=all", "--models"),
    run("budget", "2000", "--rerender=25%", "--format=markdown"),
    run("topup", "1500"),
    run("project", "new", "new.yaml", writes="new.yaml"),
    run("project", "estimate", "plan.yaml", reads="plan.yaml"),
    run("project", "estimate", "plan.yaml", "--format=html", reads="plan.yaml"),
    run("project", "status", "plan.yaml", "--output=new.txt", reads="plan.yaml", writes="new.txt"),
    run("project", "estimate", "sung.yaml", reads="sung.yaml mine.yaml song.mp3"),
    run(
        "project", "diff", "plan.yaml", "sung.yaml", reads="plan.yaml sung.yaml mine.yaml song.mp3"
    ),
    run("batch", "jobs.csv", reads="jobs.csv", status=4),
    run("batch", "jobs.csv.gz", "--summary", reads="jobs.csv.gz", status=4),
    run("batch", "-", stdin=b'{"tool": "fbf", "minutes": 4, "c4nary": "c4nary"}\n'),
    run("batch", "jobs.csv", "--output=new.csv", reads="jobs.csv", writes="new.csv", status=4),
    run("prices", "list"),
    run("prices", "show", "--prices=mine.yaml", reads="mine.yaml"),
    run("prices", "check", "mine.yaml", "2025-06-27", reads="mine.yaml"),
    run("prices", "diff", "2025-06-27", "mine.yaml", reads="mine.yaml"),
    run("prices", "new", "new.yaml", "--extends=mine.yaml", reads="mine.yaml", writes="new.yaml"),
    run("prices", "schema"),
)

LIST: Final = """\
edition: 2026-02-01
extends: 2025-06-27
source: {title: c4nary}
tools: {fbf: {any_model: {per_second: 2, name: c4nary}}}
"""
PLAN: Final = """\
title: c4nary
balance: 10
scenes:
- {name: c4nary, tool: fbf, minutes: 4, spent: 5, done: yes}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that commands are run in, in a home with a list of one's own."""
    return furnished(tmp_path)


def furnished(tmp_path: Path) -> Path:
    examples = TESTS.parent / "examples"
    own = tmp_path / "config" / "acorns" / "prices" / "neural-frames"
    own.mkdir(parents=True)
    (own / "2026-11-01-own.yaml").write_text(LIST.replace("2026-02-01", "2026-11-01"))
    work = tmp_path / "work"
    work.mkdir()
    (work / "mine.yaml").write_text(LIST)
    (work / "plan.yaml").write_text(PLAN)
    (work / "sung.yaml").write_text(f"prices: mine.yaml\naudio: song.mp3\n{PLAN}")
    (work / "pinned.yaml").write_text(f"prices: mine.yaml\n{PLAN}")
    (work / "jobs.csv").write_bytes((examples / "jobs.csv").read_bytes())
    (work / "jobs.csv.gz").write_bytes(gzip.compress((examples / "jobs.csv").read_bytes()))
    (work / "song.mp3").write_bytes((TESTS / "system" / "audio" / "constant.mp3").read_bytes())
    (work / "old.txt").write_text("what was there")
    for place in (tmp_path, work):
        (place / "secret").write_text("c4nary")
    return work


def events(folder: Path, of: Run, *planted: str) -> list[Event]:
    """What a run did, from its first import on."""
    told = folder.parent / "events"
    environment = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(folder.parent),
        "XDG_CONFIG_HOME": str(folder.parent / "config"),
        "SECRET": "c4nary",
        **dict(of.variables),
    }
    options = [f"-Xpycache_prefix={PACKAGE}/no-such-folder"] if of.compiles else []
    words = [
        sys.executable,
        "-P",
        "-B",
        *options,
        str(TESTS / "audited.py"),
        str(told),
        *planted,
        "--",
    ]
    done = subprocess.run(
        [*words, *of.arguments],
        input=of.stdin,
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == of.status, done.stderr.decode()
    return [Event(*json.loads(line)) for line in told.read_text("utf-8").splitlines()]


# --- the rules --------------------------------------------------------------------------------


class Rules:
    """What a run in a folder may do."""

    def __init__(self, folder: Path, of: Run) -> None:
        self.folder = os.path.realpath(folder)
        self.reads = {self.path(name) for name in of.reads}
        self.writes = self.path(of.writes) if of.writes else ""
        self.price_folders = {
            os.path.realpath(shipped_folder()),
            os.path.realpath(folder.parent / "config" / "acorns" / "prices"),
        }
        self.variables = variables_of_the_guide() | OF_LIBRARIES

    def path(self, name: str) -> str:
        return os.path.realpath(os.path.join(self.folder, name))

    def broken(self, event: Event) -> bool:
        """Whether an event is none of those allowed."""
        match event.name, event.arguments:
            case "os.environ", [variable]:
                return variable not in self.variables
            case "open", [name, _, flags]:
                return not self.may_open(name, int(flags[1:]))
            case "os.listdir" | "os.scandir", [name]:
                return not self.may_list(self.path(name), event)
            case "os.rename" | "os.link", [old, new, *_]:
                return not (self.is_temporary(old) and self.path(new) == self.writes)
            case "os.remove" | "os.chmod", [name, *_]:
                return not self.is_temporary(name)
            case "marshal.loads" | "marshal.dumps", _:
                return not is_import(event)
            case "code.__new__", [_, file, *_]:
                return not (is_import(event) or is_by_av(file, event))
            case "exec" | "compile", [*text, file]:
                return "c4nary" in str(text) or not may_run(file, event)
            case "compile", [text, file, *_]:
                return "c4nary" in text or not may_run(file, event)
        return event.name not in HARMLESS

    def may_open(self, name: str, flags: int) -> bool:
        if name.startswith("#"):  # what is open already
            return True
        path = self.path(name)
        if flags & (os.O_WRONLY | os.O_RDWR):
            return path == self.writes or self.is_temporary(name)
        known = {*self.reads, self.writes, os.devnull}
        return path in known or is_below(path, *self.price_folders, *IMPORT_FOLDERS)

    def may_list(self, path: str, event: Event) -> bool:
        if path in self.price_folders or os.path.dirname(path) in self.price_folders:
            return True
        return is_import(event) and (is_below(path, *IMPORT_FOLDERS) or path in import_path())

    def is_temporary(self, name: str) -> bool:
        """Whether a file is the one that is written beside the output."""
        folder, file = os.path.split(self.path(name))
        beside = bool(self.writes) and folder == os.path.dirname(self.writes)
        return beside and re.fullmatch(r"\.acorns-[0-9a-f]{16}\.part", file) is not None


def is_below(path: str, *folders: str) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def import_path() -> set[str]:
    """The folders that modules are looked for in, which need not be only for modules."""
    return {os.path.realpath(entry) for entry in sys.path}


def is_import(event: Event) -> bool:
    return bool(event.files) and event.files[0].startswith("<frozen importlib")


def may_run(file: str, event: Event) -> bool:
    """Whether code may be made or run: a module's own, or what `MAKERS_OF_CODE` make."""
    if is_import(event):
        return file.startswith("<frozen ") or is_below(os.path.realpath(file), *IMPORT_FOLDERS)
    return is_by_av(file, event) or event.files[0] in MAKERS_OF_CODE


def is_by_av(file: str, event: Event) -> bool:
    """Whether PyAV makes code, compiled by Cython, for the traceback of an error of its own."""
    return event.files[0] == str(PACKAGE / "system" / "audio.py") and file.startswith("av/")


# --- held -------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", RUNS, ids=str)
def test_a_run_does_nothing_but_what_it_is_for(folder: Path, of: Run):
    rules = Rules(folder, of)
    told = events(folder, of)
    assert [str(event) for event in told if rules.broken(event)] == []
    opened = {rules.path(event.arguments[0]) for event in told if event.name == "open"}
    assert rules.reads <= opened
    assert any(
        event.name == "import" and event.arguments[0] == "acorns_cli.__main__" for event in told
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """What is planted, and whether any of its events breaks the rules."""
    folder = furnished(tmp_path_factory.mktemp("planted"))
    of = run("project", "estimate", "plan.yaml", reads="plan.yaml")
    rules, name, found = Rules(folder, of), "", {"": False}
    for event in events(folder, of, "--planted"):
        if event.name == "planted":
            [name] = event.arguments
            found[name] = False
        elif event.name == "import" and event.arguments[0] == "acorns_cli.__main__":
            name = ""
        else:
            found[name] = found[name] or rules.broken(event)
    assert not found[""]
    return found


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_violation_is_found(planted: dict[str, bool], name: str):
    assert planted[name]


# --- the environment --------------------------------------------------------------------------


def variables_of_the_guide() -> set[str]:
    """The variables that the guide says acorns reads: those in the first column of its table."""
    guide = (TESTS.parent / "docs" / "guide.md").read_text("utf-8")
    _, _, table = guide.partition("| variable | meaning |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def variables_of_the_source() -> Iterator[str]:
    """The variables that acorns itself asks for, where it names the environment."""
    for path in PACKAGE.rglob("*.py"):
        module = ast.parse(path.read_text("utf-8"))
        constants = {
            node.target.id: node.value
            for node in module.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef) and _names_the_environment(function):
                for node in ast.walk(function):
                    value = constants.get(node.id) if isinstance(node, ast.Name) else node
                    text = value.value if isinstance(value, ast.Constant) else None
                    if isinstance(text, str) and re.fullmatch("[A-Z_]+", text):
                        yield text


def _names_the_environment(node: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "getenvb"}
    return any(isinstance(part, ast.Attribute) and part.attr in names for part in ast.walk(node))


def test_the_guide_lists_the_variables_that_are_read(folder: Path):
    # Typer finds the folder of one's own by the first two, Rich the width of letters by the last.
    by_others = {"HOME", "XDG_CONFIG_HOME", "UNICODE_VERSION"}
    read = {*variables_of_the_source(), *by_others} - OF_LIBRARIES
    assert variables_of_the_guide() == read
    told = events(folder, run("estimate", "t2v", "--help")) + events(folder, run(*T2V))
    asked = {event.arguments[0] for event in told if event.name == "os.environ"}
    assert variables_of_the_guide() <= asked


def test_the_environment_is_named_in_functions_alone():
    for path in PACKAGE.rglob("*.py"):
        module = ast.parse(path.read_text("utf-8"))
        assert not any(
            _names_the_environment(node)
            for node in module.body
            if not isinstance(node, ast.FunctionDef | ast.ClassDef)
        )
