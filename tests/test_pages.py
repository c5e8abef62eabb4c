"""README.md and docs/ say what acorns does: their commands are run and the outputs compared."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pages
import pytest
from rich.cells import cell_len

from acorns_cli import load_prices
from acorns_cli.catalog.editions import services
from acorns_cli.catalog.files import check_prices
from acorns_cli.catalog.jsonschema import price_list_schema
from acorns_cli.commands.estimate import TOOLS
from acorns_cli.core.words import WORDS

pytestmark = pytest.mark.slow

RICH_JSON = (
    "acorns estimate autopilot --model kling-2.1-pro --minutes 1 --rerender 1%..2%"
    " --balance 1 --json",
    "acorns compare --minutes 1 --images 3 --balance 1000 --json",
    "acorns compare --minutes 1 --tool video --prices all --models --json",
    "acorns topup 3000 --prices examples/prices-paper-moon.yaml --json",
    "acorns topup 3000 --prices examples/prices-paper-moon.yaml --monthly --json",
    "acorns project estimate examples/album-video.yaml --json",
    "acorns project status examples/album-video.yaml --json",
    "acorns prices show --json",
    "acorns prices show examples/prices-paper-moon.yaml --json",
    "acorns prices list --json",
    "acorns prices check examples/prices-wrong.yaml --json",
    "acorns prices diff 2025-06-27 examples/prices-studio.yaml --tool t2v"
    " --model kling-2.1-pro --minutes 1 --json",
)
"""Commands whose JSON has fields that the short examples of the page lack."""

README = pages.README.read_text("utf-8")


@pytest.fixture(params=pages.PAGES, ids=lambda path: str(path.relative_to(pages.ROOT)))
def path(request: pytest.FixtureRequest) -> Path:
    """Each page in turn."""
    found: Path = request.param
    return found


def test_a_page_shows_what_its_commands_print(path: Path):
    assert path.read_text("utf-8") == pages.page_as_run(path)


def test_a_page_names_only_commands_that_run(path: Path):
    text = path.read_text("utf-8")
    with pages.readers_folder(text) as folder:
        for source, name in (
            (pages.ROOT / "tests" / "system" / "audio" / "constant.mp3", "song.mp3"),
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


def test_every_table_of_a_page_fits_in_60_columns(path: Path, monkeypatch: pytest.MonkeyPatch):
    text = path.read_text("utf-8")
    with pages.readers_folder(text):
        monkeypatch.setenv("COLUMNS", "60")
        for command in (c for block in pages.BLOCK.findall(text) for c in pages.commands(block)):
            lines = pages.output(command)[1].splitlines()
            drawn = [line for line in lines if line[:1] in ("╭", "│")]
            assert max(map(cell_len, drawn), default=0) <= 60, command


def test_every_link_of_a_page_leads_to_a_file_and_a_heading(path: Path):
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


def test_the_readme_is_a_first_page_that_leads_to_all_others():
    assert len(README.splitlines()) < 250
    for other in pages.PAGES[1:]:
        assert f"]({other.relative_to(pages.ROOT)})" in README or other.parent.name == "examples"


def test_the_first_command_of_the_readme_is_the_one_that_acorns_is_known_by():
    [command, *_] = pages.commands(pages.BLOCK.findall(README)[0])
    assert command == "acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%"
    with pages.readers_folder(README):
        assert "2,100" in pages.output(command)[1]


def test_the_json_page_explains_every_key():
    text = (pages.DOCS / "json.md").read_text("utf-8")
    other = (pages.DOCS / "price-lists.md").read_text("utf-8")
    with pages.readers_folder(text):
        shown = [c for block in pages.BLOCK.findall(text) for c in pages.commands(block)]
        printed = [pages.output(command)[1] for command in (*shown, *RICH_JSON)]
    # The tools and models of price lists, and what their examples say.
    named = {
        *TOOLS,
        *WORDS,
        "video",
        "sketch",
        "loop",
        "cine",
        "preview",
        "character",
        "storyboard",
    }
    keys = {key for output in printed for key in re.findall(r'"([a-z_]+)":', output)}
    spans = re.findall("`([^`]+)`", pages.FENCED.sub("", text + other))
    assert keys - named - {word for span in spans for word in re.findall(r"\w+", span)} == set()
    assert len(keys) > 100


def test_the_readme_names_every_service_and_says_whose_prices_are_secondary():
    with pages.readers_folder(README):
        lists = [load_prices(service) for service in services()]
    said = " ".join(README.split())
    [shipped] = re.findall(r"comes with price lists of (.*?)\. `acorns prices list`", said)
    others = {prices.service.name for prices in lists} - {"neural frames"}
    assert {*re.split(", | and ", shipped)} == others
    [secondary] = re.findall(
        r"The prices of (.*?), and the plans of neural frames, were read", said
    )
    assert {*re.split(", | and ", secondary)} == {
        prices.service.name for prices in lists if prices.source.via
    }


def test_every_part_of_a_price_list_that_a_page_shows_is_sound(tmp_path: Path):
    text = (pages.DOCS / "price-lists.md").read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(shown) >= 5
    for part in shown:
        assert part.startswith(("unit:", "tools:"))
        path = tmp_path / "list.yaml"
        path.write_text(f"edition: 2026-11-30\nsource: {{title: Pricing}}\n{part}", "utf-8")
        assert check_prices(path).problems == (), part


def _properties(schema: object) -> Iterator[dict[str, object]]:
    """The properties of all objects that a JSON Schema describes."""
    if isinstance(schema, dict):
        if isinstance(found := schema.get("properties"), dict):
            yield found
        for part in schema.values():
            yield from _properties(part)


def test_the_page_of_price_lists_explains_every_key():
    text = (pages.DOCS / "price-lists.md").read_text("utf-8")
    schema = price_list_schema()
    spans = " ".join(re.findall("`([^`]+)`", pages.FENCED.sub("", text)))
    shown = spans + " ".join(pages.FENCED.findall(text))
    keys = {key for properties in _properties(schema) for key in properties}
    assert {"per_second", "needs_plan", "always", "via"} < keys
    assert keys - {*re.findall(r"\w+", shown)} == set()


def test_the_page_of_price_lists_explains_messages_that_there_are(tmp_path: Path):
    text = (pages.DOCS / "price-lists.md").read_text("utf-8")
    table = text[text.index("| message |") :].partition("\n\n")[0]
    messages = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    (tmp_path / "faults.yaml").write_text(
        "edition: 2026-11-30\nsource: {title: T}\ntools: {Video: {models: {"
        "a: {per_secnd: 1}, b: {price: 1, per: 5}}}}\n"
    )
    (tmp_path / "sums.yaml").write_text(
        "edition: 2026-11-30\nsource: {title: T}\ntools: {video: {models: {a: {per_second: 7}}}}\n"
        "examples:\n"
        "- {title: X, job: {tool: video, model: a, minutes: 1}, expect: {total: 421}}\n"
        "- {title: Y, job: {tool: video, model: a, seconds: 100},"
        " expect: {base: 700, other: 585, total: 1355}}\n"
    )
    checked = [check_prices(tmp_path / name) for name in ("faults.yaml", "sums.yaml")]
    found = "\n".join(problem.what for each in checked for problem in each.problems)
    assert len(messages) >= 6
    for message in messages:
        assert re.search(".*".join(map(re.escape, message.split("…"))), found), message


def test_the_python_example_prints_what_it_says():
    text = (pages.DOCS / "guide.md").read_text("utf-8")
    [(program, printed)] = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.decode("utf-8") == printed


def test_the_two_commands_of_the_readme_are_those_that_the_build_runs():
    build = (pages.ROOT / ".ci" / "run").read_text("utf-8")
    shown = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(shown) == 2
    for command in shown:
        assert f"\n{command}\n" in build or f"\n{command} " in build


def test_the_contributors_guide_names_the_same_test_command():
    guide = (pages.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    [command] = re.findall(r"```sh\n(.*)\n```", guide)
    assert f"```sh\n{command}\n```" in README
