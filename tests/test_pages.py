"""README.md and docs/ say what acorns does: every command in them is run and its output compared."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pages
import pytest
from rich.cells import cell_len

README = pages.README.read_text("utf-8")


@pytest.fixture(params=pages.PAGES, ids=lambda path: str(path.relative_to(pages.ROOT)))
def path(request: pytest.FixtureRequest) -> Path:
    """Each page in turn."""
    found: Path = request.param
    return found


def test_a_page_shows_what_its_commands_print(path: Path) -> None:
    assert path.read_text("utf-8") == pages.page_as_run(path)


def test_a_page_names_only_commands_that_run(path: Path) -> None:
    text = path.read_text("utf-8")
    with pages.readers_folder(text) as folder:
        for source, name in (
            (pages.ROOT / "tests" / "audio" / "constant.mp3", "song.mp3"),
            (folder / "examples" / "short-video.yaml", "video.yaml"),
            (folder / "examples" / "prices-studio.yaml", "mine.yaml"),
            (folder / "examples" / "jobs.csv", "jobs.csv"),
        ):
            if not (folder / name).exists():
                shutil.copy(source, folder / name)
        for command in pages.named_commands(text):
            if " new " in command:
                (folder / command.split()[3]).unlink(missing_ok=True)
            status, printed = pages.output(command)
            bad_rows = " batch " in command and status == 4
            assert status in (0, 3) or bad_rows, f"{command}\n{printed}"


def test_every_table_of_a_page_fits_in_60_columns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text("utf-8")
    with pages.readers_folder(text):
        monkeypatch.setenv("COLUMNS", "60")
        for command in (c for block in pages.BLOCK.findall(text) for c in pages.commands(block)):
            lines = pages.output(command)[1].splitlines()
            drawn = [line for line in lines if line[:1] in ("╭", "│")]
            assert max(map(cell_len, drawn), default=0) <= 60, command


def test_every_link_of_a_page_leads_to_a_file_and_a_heading(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        name, _, heading = target.partition("#")
        linked = path.parent / name if name else path
        assert linked.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", linked.read_text("utf-8"), re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
            assert heading in anchors, target


def test_the_readme_is_a_first_page_that_leads_to_all_others() -> None:
    assert len(README.splitlines()) < 250
    for other in pages.PAGES[1:]:
        assert f"]({other.relative_to(pages.ROOT)})" in README or other.parent.name == "examples"


def test_the_first_command_of_the_readme_is_the_one_that_acorns_is_known_by() -> None:
    [command, *_] = pages.commands(pages.BLOCK.findall(README)[0])
    assert command == "acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%"
    with pages.readers_folder(README):
        assert "2,100" in pages.output(command)[1]


def test_the_json_page_explains_every_key_that_it_shows() -> None:
    text = (pages.DOCS / "json.md").read_text("utf-8")
    shown = {key for block in pages.BLOCK.findall(text) for key in re.findall(r'"(\w+)":', block)}
    explained = set(re.findall(r"`(\w+)`", text))
    assert shown - explained == set()


def test_the_python_example_prints_what_it_says() -> None:
    text = (pages.DOCS / "guide.md").read_text("utf-8")
    [(program, printed)] = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.decode("utf-8") == printed


def test_the_two_commands_of_the_readme_are_those_that_the_build_runs() -> None:
    build = (pages.ROOT / ".ci" / "run").read_text("utf-8")
    shown = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(shown) == 2
    for command in shown:
        assert f"\n{command}\n" in build or f"\n{command} " in build


def test_the_contributors_guide_names_the_same_test_command() -> None:
    guide = (pages.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    [command] = re.findall(r"```sh\n(.*)\n```", guide)
    assert f"```sh\n{command}\n```" in README
