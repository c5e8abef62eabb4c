"""Pages as commands write them: each share shows what acorns says of it, and nothing else does."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from webpage import Page, Step

Acorns = Callable[..., tuple[int, str, str]]

EXAMPLES: Final = Path(__file__).parents[2] / "examples"

QUOTE: Final = """\
title: <script>canary = 1</script>
prices: 2025-06-27
reserve: 10%
quote: {client: ACME & sons, currency: EUR, price_per_credit: packs, rate: 0.92, markup: 20%,
  items: [{text: Editing, amount: 300}], round_to: 10}
defaults: {tool: t2v, model: kling-2.1-pro, clip_length: 5s, rerender: 25%}
scenes:
- {name: A, length: 0:05, rerender: 10%..40%}
- {name: B, length: 0:15, rerender: 0%}
- {name: C, length: 0:10, images: 3}
- {name: D, tool: fbf, length: 0:20}
"""
"""Of all that a project can ask for; its cheapest packs depend on the share."""

ESTIMATES: Final = (
    "estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%",
    "estimate t2v --model kling-2.1-pro --minutes 3 --clip-length 5s --images-per-clip 1",
    "estimate autopilot --model kling-2.1-pro --minutes 2 --clip-length 5s --takes 2..3"
    " --reserve 5%",
    "estimate fbf --seconds 100 --keep 30% --extra 10s",
    "estimate fbf --minutes 4 --rerender 10%..40% --balance 300",
    "estimate video --prices luma --model ray2-flash/720p --minutes 1 --add upscale-4k",
)


@pytest.fixture
def page(tmp_path: Path, acorns: Acorns) -> Callable[[str], Page]:
    """The page that a command line writes."""

    def written(line: str) -> Page:
        file = tmp_path / "page.html"
        status, out, _ = acorns(f"{line} --output {file}")
        assert (status, out) == (0, "")
        return Page(file.read_text("utf-8"))

    return written


@pytest.fixture
def quote(tmp_path: Path) -> str:
    (tmp_path / "quote.yaml").write_text(QUOTE)
    return f"project estimate {tmp_path}/quote.yaml"


def without_share(line: str) -> str:
    """A command line that can be given another share."""
    words = line.split()
    said = {"--rerender", "--takes", "--keep"}
    return " ".join(
        word for at, word in enumerate(words) if word not in said and words[at - 1] not in said
    )


def as_step(found: Page) -> Step:
    return Step(found.figures, found.cells, found.notes)


@pytest.mark.parametrize("line", ESTIMATES)
def test_a_share_of_a_page_is_the_page_of_that_share(page: Callable[[str], Page], line: str):
    steps = page(line).steps
    assert len(steps) == 101
    for percent in (0, 1, 33, 100):
        alone = page(f"{without_share(line)} --rerender {percent}%")
        assert steps[percent] == as_step(alone) == alone.steps[percent]


@pytest.mark.slow
@pytest.mark.parametrize("line", ESTIMATES)
def test_each_total_of_a_page_is_that_of_the_command(
    page: Callable[[str], Page], acorns: Acorns, line: str
):
    command = without_share(line)
    for percent, step in enumerate(page(line).steps):
        _, out, _ = acorns(f"{command} --rerender {percent}% --quiet")
        shown = next(text for name, text in step.figures.items() if name.startswith("Total"))
        assert shown.strip("*").replace(",", "").split()[0] == out.strip()


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", " --lines", " --balance 100"])
def test_a_share_of_a_project_is_the_project_at_that_share(
    page: Callable[[str], Page], quote: str, more: str
):
    steps = page(f"{quote}{more}").steps
    assert len(steps) == 101
    for percent in (0, 33, 100):
        alone = page(f"{quote}{more} --rerender {percent}%")
        assert steps[percent] == as_step(alone) == alone.steps[percent]


@pytest.mark.slow
def test_each_total_of_a_project_is_that_of_the_command(
    page: Callable[[str], Page], acorns: Acorns, quote: str
):
    steps = page(quote).steps
    paid = {step.figures["To pay"] for step in steps}
    assert len(paid) > 1
    for percent, step in enumerate(steps):
        _, out, _ = acorns(f"{quote} --rerender {percent}% --quiet")
        assert step.figures["Total"] == f"{out.strip()} credits".replace(",", "")
        assert step.cells[-1][-1] == step.figures["To pay"].removesuffix(" EUR")


def test_a_quote_starts_with_whom_it_is_for_and_what_is_to_be_paid(
    page: Callable[[str], Page], quote: str
):
    found = page(quote)
    assert [it.text for it in found.all("p", "header")] == ["For ACME & sons."]
    assert [*found.figures] == ["To pay", "Total"]
    assert [it.text for it in found.all("h1")] == [
        "<script>canary = 1</script>, 0:50, 4 scenes",
    ]
    shown = found.by_id("shown")
    assert shown and shown.text == "0% – 40%"


@pytest.mark.parametrize(
    "line",
    [
        "estimate t2v --model kling-2.1-pro --minutes 4 --rerender 90s",
        "estimate t2v --model kling-2.1-pro --minutes 4 --clip-length 5s --rerender 12clips",
        "estimate t2v --model kling-2.1-pro --images 3",
        f"project estimate {EXAMPLES}/album-video.yaml",  # one scene re-renders a clip
        f"project status {EXAMPLES}/album-video.yaml",
        "compare --minutes 4 --rerender 25%",
        "compare --minutes 4 --rerender 25% --prices all",
        "budget 2000 --rerender 25%",
        "topup 1500",
        "topup 1500 --monthly",
        "prices list",
        "prices show luma",
        "prices check 2025-06-27",
        f"prices diff 2025-06-27 {EXAMPLES}/prices-studio.yaml",
        f"project diff {EXAMPLES}/short-video.yaml {EXAMPLES}/short-video-recut.yaml",
        f"batch {EXAMPLES}/jobs.ndjson --summary",
    ],
)
def test_other_results_have_no_slider_and_no_script(page: Callable[[str], Page], line: str):
    found = page(line)
    assert found.cells
    assert not found.all("script")
    assert not found.all("input")


def test_rows_are_no_page(acorns: Acorns):
    status, _, err = acorns(f"batch {EXAMPLES}/jobs.ndjson --output rows.html")
    assert status == 2
    assert "rows can't be written as html; add --summary" in err


@pytest.mark.parametrize("name", ["page.htm", "PAGE.HTML"])
def test_either_ending_is_of_a_page(acorns: Acorns, tmp_path: Path, name: str):
    line = "estimate fbf --minutes 4"
    assert acorns(f"{line} --output {tmp_path}/{name}")[0] == 0
    assert (tmp_path / name).read_text("utf-8") == acorns(f"{line} --format html")[1]


def fresh(line: str, **variables: str) -> str:
    """What a new process of Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", line],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_command_writes_the_same_bytes():
    line = (
        "from acorns_cli.commands.app import run;"
        "run('estimate fbf --minutes 4 --rerender 25% --format html'.split())"
    )
    assert fresh(line, PYTHONHASHSEED="1") == fresh(line, PYTHONHASHSEED="2")


@pytest.mark.parametrize("name", ["table", "json", "csv", "markdown"])
def test_only_a_page_loads_what_makes_pages(name: str):
    line = (
        "import sys; from acorns_cli.commands.app import run;"
        "run('estimate fbf --minutes 4 --format {} --output /dev/null'.split());"
        "print(sorted({{*sys.modules}} & {{'jinja2', 'acorns_cli.formats.html'}}))"
    )
    assert fresh(line.format(name)).splitlines()[-1] == "[]"
    assert fresh(line.format("html")).splitlines()[-1] == "['acorns_cli.formats.html', 'jinja2']"


def test_a_project_of_thirty_scenes_is_quick(page: Callable[[str], Page], tmp_path: Path):
    album = (EXAMPLES / "album-video.yaml").read_text("utf-8")
    (tmp_path / "album.yaml").write_text(album.replace("rerender: 1clip", "keep: 80%"))
    before = process_time()
    found = page(f"project estimate {tmp_path}/album.yaml --lines")
    assert process_time() - before < 4  # seconds; it takes half a second
    assert len(found.steps) == 101
