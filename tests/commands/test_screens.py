"""The main results on screens of 40 to 200 columns: as wide as the screen, and words whole."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

Acorns = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parents[2] / "examples"
SHORT, ALBUM = EXAMPLES / "short-video.yaml", EXAMPLES / "album-video.yaml"
T2V = "estimate t2v 4:00 -m kling-2.1-standard -r 10%..40% --clip-length 5s --images 48"

RESULTS = [
    "estimate fbf 4:00",
    T2V,
    "estimate autopilot 4:00 -m kling-2.1-pro --balance 100",
    "estimate video 1:00 --prices luma -m ray2-flash/720p --add upscale-4k",
    "compare 4:00 --balance 1000",
    "compare 4:00 --prices all",
    "compare 4:00 --prices all --models",
    "budget 2000",
    "budget 20USD --prices kling",
    "topup 1500",
    "topup 6300 --monthly",
    "prices show",
    "prices show kling",
    "prices list",
    f"project estimate {ALBUM}",
    f"project estimate {SHORT} --lines",
    f"project status {ALBUM}",
    f"batch {EXAMPLES / 'jobs.ndjson'} --summary",
]
OF_WIDE_NUMBERS = [
    "compare 4:00 -r 10%..40%",
    "budget 2000 --minutes 4",
    "prices check neural-frames luma",
    f"prices diff 2025-06-27 {EXAMPLES / 'prices-studio.yaml'}",
    f"project diff {SHORT} {EXAMPLES / 'short-video-recut.yaml'}",
]
"""Their numbers alone, and a few characters for each text, are more than 40 columns."""


def at(acorns: Acorns, monkeypatch: pytest.MonkeyPatch, line: str, width: int) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    status, out, _ = acorns(*shlex.split(line))
    assert status in (0, 4)  # 4 is a batch with a row that can't be priced
    return out


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("line", [*RESULTS, *OF_WIDE_NUMBERS])
def test_nothing_is_wider_than_the_screen(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch, line: str, width: int
):
    out = at(acorns, monkeypatch, line, width)
    widest = max(map(cell_len, out.splitlines()))
    assert widest <= (width if width > 40 or line in RESULTS else 43)


def cells(out: str) -> set[str]:
    """What stands in one line of one cell of a table, bars apart."""
    lines = [line.split("│")[1:-1] for line in out.splitlines() if line.startswith("│")]
    return {cell.strip(" █▉▊▋▌▍▎▏") for line in lines for cell in line} - {""}


def words_of(out: str) -> set[str]:
    """The words of a table and its notes; what is broken is there in two parts."""
    return {
        word for line in re.sub("[│╭╮╰╯─├┤┬┴┼]", " ", out).splitlines() for word in line.split()
    }


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("line", RESULTS)
def test_no_word_is_broken_that_fits_in_a_line(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch, line: str, width: int
):
    """Those of a wide screen are all there, but for bars, columns without room, and addresses."""
    narrow, wide = (words_of(at(acorns, monkeypatch, line, size)) for size in (width, 200))
    parts = narrow - wide
    broken_at_a_mark = {part for part in parts if re.search("[-/_]$", part)}
    rests = {part for part in parts if any(f"{it}{part}" in wide for it in broken_at_a_mark)}
    lost = {part for part in parts - broken_at_a_mark - rests if not re.fullmatch("[█-▏]+", part)}
    assert {part for part in lost if any(part in word for word in wide)} == set()


@pytest.mark.parametrize(
    ("line", "width"),
    [("compare 4:00", 60), ("budget 2000", 60), ("compare 4:00 --prices all --models", 60),
     ("prices show", 80), ("prices show kling", 120)],
)  # fmt: skip
def test_models_keep_their_hyphens(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch, line: str, width: int
):
    """A name can be copied out of the table in one piece."""
    table = cells(at(acorns, monkeypatch, line, 200))
    models = {cell for cell in table if re.fullmatch(r"[a-z][a-z0-9.]*(?:[-/][a-z0-9.]+)+", cell)}
    assert len(models) > 3
    assert models <= cells(at(acorns, monkeypatch, line, width))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_number_stays_with_its_unit(acorns: Acorns, monkeypatch: pytest.MonkeyPatch, width: int):
    for line in (T2V, "topup 1500", "topup 6300 --monthly", "prices show kling"):
        for cell in cells(at(acorns, monkeypatch, line, width)):
            assert not re.search("[→=]$", cell)
            if width > 40:  # where a line may be of 5 characters
                assert not re.match(r"(?:s|clips|images|credits|USD)\b", cell)
                assert not cell.endswith("×")


def test_a_narrow_table_drops_what_other_columns_say_before_it_breaks_words(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch
):
    def titles(line: str, width: int) -> list[str]:
        out = at(acorns, monkeypatch, line, width)
        return [cell.strip() for cell in out.splitlines()[2].split("│")[1:-1]]

    assert [titles("topup 1500", width) for width in (40, 50, 60, 80)] == [
        ["Buy", "What to buy", "Price"],
        ["Buy", "What to buy", "Credits", "Price"],
        ["Buy", "What to buy", "Credits", "Left", "Price"],
        ["Buy", "What to buy", "Credits", "Left", "Per credit", "Price"],
    ]
    assert [titles("prices list", width)[-3:] for width in (60, 80)] == [
        ["Edition", "Use", "Source"],
        ["Age", "Use", "Source"],
    ]
    assert titles("compare 4:00", 60) == ["Tool", "Model", "Credits", "Top-up"]
    assert titles("compare 4:00", 200)[-1] == "Ratio"
