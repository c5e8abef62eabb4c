"""Every command that reads a file, given files with hostile text in each place, and hostile names.

`ACORNS_TORTURE=all` puts every text in every place for every command; else they take turns.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hostile import TEXTS, harm
from torture import STATUSES, Torture

from acorns_cli.core.words import WORDS
from acorns_cli.formats.rendering import FORMATS

pytestmark = pytest.mark.slow

ALL: Final = os.environ.get("ACORNS_TORTURE") == "all"

Steps = tuple[str | int, ...]


def places(tree: Any, steps: Steps = ()) -> Iterator[Steps]:
    """The way to each value of a tree, groups and lists included."""
    yield steps
    if isinstance(tree, dict | list):
        for step, child in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from places(child, (*steps, step))


def changed(tree: Any, steps: Steps, text: str, *, key: bool) -> Any:
    """The tree with a text in a place, or in place of the key there."""
    if not steps:
        return text
    copy = deepcopy(tree)
    holder = copy
    for step in steps[:-1]:
        holder = holder[step]
    last = steps[-1]
    if key and isinstance(holder, dict):
        items = [(text if name == last else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(items)
    else:
        holder[last] = text
    return copy


def written(tree: Any, *, raw: bool) -> bytes:
    """The tree as YAML, its texts in quotes: the characters themselves, or as escapes."""
    return json.dumps(tree, ensure_ascii=not raw, indent=1).encode("utf-8", "surrogatepass")


def hostile_files(sound: Path) -> Iterator[bytes]:
    """The file with each text in each place; without `ALL`, a few of the texts in each."""
    tree = yaml.load(sound.read_text(), Loader=yaml.BaseLoader)
    texts = list(TEXTS.values())
    for number, steps in enumerate(places(tree)):
        for turn in range(len(texts) if ALL else 4):
            text = texts[(number * 4 + turn) % len(texts)]
            for key in (False, True):
                yield written(changed(tree, steps, text, key=key), raw=turn % 2 == 0)


LIST_COMMANDS: Final = (
    ("prices", "show", "{}"),
    ("prices", "check", "{}"),
    ("prices", "list", "--prices={}"),
    ("prices", "diff", "2025-06-27", "{}"),
    ("prices", "diff", "{}", "list.yaml", "--tool=fbf", "--minutes=4"),
    ("prices", "new", "over.yaml", "--extends={}"),
    ("estimate", "t2v", "--model=kling-2.1-pro", "--minutes=4", "--prices={}"),
    ("compare", "--minutes=4", "--prices={}"),
    ("budget", "2000", "--prices={}"),
    ("topup", "2000", "--prices={}"),
    ("project", "estimate", "plan.yaml", "--prices={}"),
    ("batch", "jobs.ndjson", "--summary", "--prices={}"),
)
PROJECT_COMMANDS: Final = (
    ("project", "estimate", "{}"),
    ("project", "status", "{}"),
    ("project", "diff", "{}", "plan.yaml"),
    ("project", "diff", "plan.yaml", "{}"),
)


def tortured_with(torture: Torture, files: Iterator[bytes], commands: Any) -> None:
    turns = count()
    for content in files:
        Path("hostile.yaml").write_bytes(content)
        for _ in commands if ALL else "x":
            turn = next(turns)
            line = [word.format("hostile.yaml") for word in commands[turn % len(commands)]]
            if line[1] != "new":
                line.append(f"--format={FORMATS[turn // len(commands) % len(FORMATS)]}")
            torture(*line)
            Path("over.yaml").unlink(missing_ok=True)


def test_hostile_price_lists(torture: Torture):
    tortured_with(torture, hostile_files(Path("list.yaml")), LIST_COMMANDS)


def test_hostile_projects(torture: Torture):
    tortured_with(torture, hostile_files(Path("plan.yaml")), PROJECT_COMMANDS)


# --- rows -------------------------------------------------------------------------------------

BATCHES: Final = (
    (),
    ("--format=csv",),
    ("--format=ndjson",),
    ("--summary",),
    ("--summary", "--json"),
    ("--strict",),
)


def rows() -> Iterator[dict[str, Any]]:
    """Rows with a hostile text in the place of each word, of a key, and of what passes through."""
    sound = {"id": "one", "tool": "fbf", "minutes": "4"}
    for text in TEXTS.values():
        for word in ("id", *WORDS):
            yield sound | {word: text}
        yield sound | {"id": {"deep": [text, {text: text}]}}
        yield sound | {text: text}


@pytest.mark.parametrize("options", BATCHES, ids=" ".join)
@pytest.mark.parametrize("raw", [True, False], ids=["characters", "escapes"])
def test_hostile_rows(torture: Torture, options: tuple[str, ...], raw: bool):
    lines = [json.dumps(row, ensure_ascii=not raw) for row in rows()]
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    Path("hostile.ndjson").write_bytes(content)
    torture("batch", "hostile.ndjson", *options)


@pytest.mark.parametrize("options", BATCHES, ids=" ".join)
def test_hostile_tables(torture: Torture, options: tuple[str, ...]):
    columns = ["id", *WORDS]
    table = io.StringIO()
    writer = csv.DictWriter(table, columns)
    writer.writeheader()
    writer.writerows(row for row in rows() if row.keys() <= {*columns} and "deep" not in row["id"])
    Path("hostile.csv").write_bytes(table.getvalue().encode("utf-8", "surrogatepass"))
    torture("batch", "hostile.csv", *options)
    for text in TEXTS.values():
        table = io.StringIO()
        csv.writer(table).writerows([["id", "tool", text], ["one", "fbf", text]])
        Path("hostile.csv").write_bytes(table.getvalue().encode("utf-8", "surrogatepass"))
        torture("batch", "hostile.csv", *options)


# --- names of files ---------------------------------------------------------------------------


def names() -> list[str]:
    """The hostile texts that a file can be called."""
    found = [text.replace("\ud800", "") for text in TEXTS.values()]
    return [
        text for text in found if text.strip(". ") and not {*text} & {*"\0/"} and len(text) < 60
    ]


@pytest.mark.parametrize("name", names(), ids=ascii)
def test_hostile_names_of_files(torture: Torture, name: str):
    sound, faulty, folder, none = (f"./{name}{end}" for end in (".yaml", "x.yaml", "/", "none"))
    Path(sound).write_bytes(Path("list.yaml").read_bytes())
    Path(faulty).write_text("edition: 2025-06-27\ntools: \x22\\e\x22\nthis: 1")
    Path(folder).mkdir()
    for place, file in enumerate((sound, faulty, folder, none)):
        for number, command in enumerate(LIST_COMMANDS):
            if place > 1 and number % 4 != place and not ALL:  # refused in one place for all
                continue
            line = [word.replace("{}", file) for word in command]
            line += [f"--format={FORMATS[number % len(FORMATS)]}"] if command[1] != "new" else []
            torture(*line)
            Path("over.yaml").unlink(missing_ok=True)
        for options in BATCHES:
            torture("batch", file, *options)
    Path(sound).write_bytes(Path("plan.yaml").read_bytes())
    for file in (sound, faulty, folder, none):
        for number, command in enumerate(PROJECT_COMMANDS):
            line = [word.replace("{}", file) for word in command]
            torture(*line, f"--format={FORMATS[number % len(FORMATS)]}")
        torture("estimate", "fbf", f"--audio={file}")
        torture("project", "new", f"{file}new")
        torture("prices", "new", f"{file}new", f"--extends={faulty}")
        torture("prices", "new", f"{file}other", "--extends=list.yaml")
        torture("estimate", "fbf", "--minutes=4", f"--output={file}")


@pytest.mark.parametrize("name", names(), ids=ascii)
def test_hostile_names_in_files(torture: Torture, name: str):
    """Lists, prices and audio that another file names, there and not there."""
    base, song = Path(f"./{name}.yaml"), f"{name}.mp3"
    audio = Path(__file__).parents[1] / "system" / "audio"
    Path(song).write_bytes(next(iter(sorted(audio.glob("*.mp3")))).read_bytes())
    for there in (True, False):
        if there:
            base.write_bytes(Path("list.yaml").read_bytes())
        else:
            base.unlink()
            Path(song).unlink()
        source = {"title": "A page"}
        over = {"edition": "2026-02-02", "extends": base.name, "source": source}
        Path("over.yaml").write_bytes(written(over, raw=False))
        for command in LIST_COMMANDS:
            if command[1] != "new":
                torture(*(word.format("over.yaml") for word in command), "--json")
        scene = {"name": "One", "tool": "fbf", "minutes": "4"}
        heard = {"name": "Two", "tool": "fbf", "audio": song}
        for held in ({"prices": base.name, "scenes": [scene]}, {"scenes": [scene, heard]}):
            Path("held.yaml").write_bytes(written({"title": "Test"} | held, raw=False))
            for command in PROJECT_COMMANDS:
                torture.in_two_formats(*(word.format("held.yaml") for word in command))
        row = {"tool": "fbf", "audio": song}
        Path("heard.ndjson").write_bytes(written(row, raw=False).replace(b"\n", b""))
        torture("batch", "heard.ndjson")
        torture.in_two_formats("estimate", "fbf", f"--audio={song}")


@pytest.mark.parametrize("name", names(), ids=ascii)
def test_hostile_names_in_the_folder_of_lists(
    torture: Torture, monkeypatch: pytest.MonkeyPatch, name: str
):
    home = Path(name).absolute()
    lists = home / "acorns" / "prices"
    lists.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    studio = Path("list.yaml").read_bytes()
    for file in (f"2026-02-01-{name}.yaml", f"2026-01-01 {name}.yaml", f"2026-02-30-{name}.yaml"):
        (lists / file).write_bytes(studio)
        torture.in_two_formats("prices", "list")
        torture.in_two_formats("prices", "show")
        torture.in_two_formats("estimate", "fbf", "--minutes=4", "--prices=2026-02-01")
    (lists / f"2026-02-01-{name}2.yaml").write_bytes(b"\x9b")
    torture.in_two_formats("prices", "list")
    torture.in_two_formats("prices", "show")


# --- the environment --------------------------------------------------------------------------

VARIABLES: Final = (
    *("ACORNS_PRICES", "COLUMNS", "TERM", "NO_COLOR", "FORCE_COLOR", "XDG_CONFIG_HOME", "HOME"),
    *("LANG", "LC_ALL", "LINES", "TZ", "_ACORNS_COMPLETE", "_TYPER_COMPLETE_ARGS", "COMP_WORDS"),
    *("COMP_CWORD", "TERMINAL_WIDTH", "_TYPER_FORCE_DISABLE_TERMINAL", "PYTHONIOENCODING"),
)
NUMBERS: Final = ("0", "-1", "1", "7", "999999999999", "9" * 5_000, "1e9", "0x50", "80.5")
COMMAND_LINES: Final = (
    ("estimate", "t2v", "--model=kling-2.1-pro", "--minutes=4"),
    ("compare", "--minutes=4"),
    ("prices", "list"),
    ("project", "estimate", "plan.yaml"),
    ("estimate", "--help"),
)


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_hostile_environment(torture: Torture, monkeypatch: pytest.MonkeyPatch, variable: str):
    texts = [text for text in TEXTS.values() if "\0" not in text and "\ud800" not in text]
    for number, text in enumerate([*texts, *NUMBERS]):
        monkeypatch.setenv(variable, text)
        for line in COMMAND_LINES if variable == "COLUMNS" else COMMAND_LINES[number % 5 :][:1]:
            torture(*line, colour=True)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252", "FORCE_COLOR": "1"},
        {"LANG": "\udcff", "LC_ALL": "xx_YY", "TERM": "\x1b[31m", "COLUMNS": "\x9b"},
        {"PYTHONUTF8": "1", "COLUMNS": "1"},
    ],
    ids=str,
)
def test_bytes_that_are_no_text_on_a_real_command_line(tmp_path: Path, environment: dict[str, str]):
    """Arguments as the system hands them over, in locales that can't say them."""
    raw = b"\x9b31m\xff\x1b[2J\xe2\x80\xae"
    (tmp_path / os.fsdecode(raw)).write_text("title: [")
    for arguments in (
        [b"estimate", b"fbf", b"--minutes=4", b"--model=" + "漢字 א Custom".encode()],
        [b"estimate", b"fbf", b"--minutes=" + raw],
        [b"project", b"estimate", raw],
        [b"prices", b"list", b"--prices=" + raw],
        [b"--" + raw],
        [raw],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "acorns_cli", *arguments],
            check=False,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            timeout=60,
        )
        assert done.returncode in STATUSES
        assert b"a bug in" not in done.stderr
        coding = environment.get("PYTHONIOENCODING", "utf-8")
        for printed in (done.stdout, done.stderr):
            assert not harm(printed.decode(coding).encode(), colour=True)


def test_two_lists_that_are_alike_need_no_table(torture: Torture):
    status, out = torture("prices", "diff", "2025-06-27", "2025-06-27")
    assert status == 0
    text = out.decode()
    assert text.startswith("Prices of 2025-06-27 → 2025-06-27: nothing is different\n Old: ")
    assert "│" not in text
