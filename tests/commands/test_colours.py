"""What colours mean, in tables and messages: red too much or too little, yellow a warning, green
enough, dim where prices are from; and which outputs have none."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parents[2] / "examples"
ALBUM = EXAMPLES / "album-video.yaml"
RED, GREEN, YELLOW, DIM, BOLD, CYAN = "31", "32", "33", "2", "1", "36"


@pytest.fixture(autouse=True)
def _in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)


def spans(text: str) -> list[tuple[str, str]]:
    """Each coloured part of a text with its codes."""
    return re.findall("\x1b\\[([0-9;]+)m(.*?)\x1b\\[0m", text)


def coloured(text: str, code: str) -> list[str]:
    """The parts of a text in one colour, bold or not."""
    return [part for codes, part in spans(text) if code in codes.split(";")]


@pytest.mark.parametrize(
    ("line", "red", "green"),
    [
        ("estimate fbf 4:00", [], []),
        ("estimate fbf 4:00 --balance 100", ["140"], []),
        ("estimate fbf 4:00 --balance 250", [], ["10"]),
        ("compare 4:00 --tool fbf --tool t2v --balance 800", [], ["fits", "fits"]),
        ("compare 4:00 --tool t2v --max 1500", ["1,680 !", "2,880 !"], []),
        ("compare 4:00 --tool fbf --balance 100 --prices {no_packs}", ["140 short"], []),
        ("compare 1:00 --prices runway --prices luma --max 6", ["9.99 !", "10.00 !"], []),
        (f"project status {ALBUM}", ["−134.1", "−190.44", "*−645.8", "*−702.14"], []),
        (f"project status {ALBUM} --balance 2000", ["−134.1", "−190.44"], ["*454.2", "*397.86"]),
        ("prices check {wrong}", ["NO", "NO", "NO"], []),
    ],
)
def test_amounts_in_a_table(
    acorns: Acorns, tmp_path: Path, line: str, red: list[str], green: list[str]
):
    no_packs, wrong = tmp_path / "no-packs.yaml", tmp_path / "wrong.yaml"
    text = (
        "edition: 2025-07-01\nsource: {title: mine}\ntools: {fbf: {any_model: {per_second: 1}}}\n"
    )
    no_packs.write_text(text)
    example = "{title: e, job: {tool: fbf, minutes: 1}, expect: {total: 61, base: 61}}"
    wrong.write_text(f"{text}examples: [{example}]\n")
    _, out, _ = acorns(line.format(no_packs=no_packs, wrong=wrong))
    assert (coloured(out, RED), coloured(out, GREEN)) == (red, green)


def test_a_total_alone_is_bold_and_has_no_colour(acorns: Acorns):
    out = acorns("estimate fbf 4:00")[1]
    assert ("1", "240") in spans(out)


def test_old_prices_and_what_is_missing_are_yellow_and_sources_dim(acorns: Acorns, tmp_path: Path):
    old = acorns("estimate autopilot 4:00 --model kling-2.1-pro")[1]
    [missing, *_], dim = coloured(old, YELLOW), " ".join(coloured(old, DIM))
    assert missing.startswith("* Not in the total: storyboards.")
    assert "check before you pay" in " ".join(coloured(old, YELLOW))
    assert "Prices change; the app's Model Selector" in dim
    # What must be paid is no source.
    assert "\n To buy: 2 × 1,800 credits for 80.00 USD.\n" in old

    new = tmp_path / "new.yaml"
    edition = date.today() - timedelta(days=30)
    tools = "tools: {fbf: {any_model: {per_second: 1}}}"
    new.write_text(f"edition: {edition}\nsource: {{title: mine}}\n{tools}\n")
    fresh = acorns(f"estimate fbf 4:00 --prices {new}")[1]
    assert coloured(fresh, YELLOW) == []
    assert f"Prices of {edition} (30 days old), from: mine" in coloured(fresh, DIM)


MESSAGES = [
    ("estimate fbf 4:00 --max 5", "Over the limit:", "1;31"),
    ("estimate autopilot 4:00 -m kling-2.1-pro --require-complete", "Not complete:", "1;31"),
    ("estimate fbf --minutes x", "Error:", "1;31"),
    ("estimate fbf four", "Error:", "1;31"),
    ("compare 4:00 --tool autopilot --quiet", "Warning:", "1;33"),
    ("estimate fbf 4:00 --model kling-2.1-prro", "Note:", ""),
    ("estimate fbf 4:00 --output {tmp}/out.txt", "Written:", ""),
]


@pytest.mark.parametrize(("line", "start", "codes"), MESSAGES)
def test_the_start_of_a_message_on_a_terminal(
    acorns: Acorns,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    line: str,
    start: str,
    codes: str,
):
    line = line.format(tmp=tmp_path)
    plain = acorns(line)[2]
    assert f"{start} " in plain
    assert "\x1b" not in plain
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "1000")
    told = acorns(line)[2]
    assert spans(told) == ([(codes, start)] if codes else [])
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in acorns(line)[2]


@pytest.mark.parametrize("name", ["json", "csv", "markdown", "html"])
def test_other_formats_have_none(acorns: Acorns, name: str):
    assert "\x1b" not in acorns(f"estimate fbf 4:00 --balance 1 --format {name}")[1]


EVERY = [
    "estimate autopilot 4:00 -m kling-2.1-pro --balance 1",
    "compare 4:00 --balance 1000 --max 1000",
    "compare 4:00 --prices all --models --max 10",
    "budget 2000",
    "topup 1500",
    "topup 1500 --monthly --prices kling",
    "prices show kling",
    "prices list",
    f"prices diff 2025-06-27 {EXAMPLES / 'prices-studio.yaml'}",
    f"project estimate {ALBUM} --lines",
    f"project status {ALBUM}",
    f"project diff {EXAMPLES / 'short-video.yaml'} {EXAMPLES / 'short-video-recut.yaml'}",
]


@pytest.mark.parametrize("line", EVERY)
def test_every_colour_can_be_read_on_light_and_dark(acorns: Acorns, line: str):
    """The eight colours that a terminal's owner chooses, as the letters: no white or black, no
    brighter one, and no background."""
    codes = {code for codes, _ in spans(acorns(line)[1]) for code in codes.split(";")}
    assert codes <= {BOLD, DIM, RED, GREEN, YELLOW, CYAN}


def on_a_terminal(line: str, **environment: str) -> str:
    """What a process writes to a terminal of 80 columns that is both of its outputs."""
    leader, follower = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    done = subprocess.Popen(
        [sys.executable, "-m", "acorns_cli", *line.split()],
        stdout=follower,
        stderr=follower,
        env={**variables, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(follower)
    shown = b""
    try:
        while part := os.read(leader, 4096):
            shown += part
    except OSError:  # Linux says so where the other end is closed
        pass
    finally:
        os.close(leader)
        done.wait()
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_is_asked_for_and_the_variables_decide():
    line = "estimate fbf 4:00 --balance 100 --max 200"
    shown = on_a_terminal(line)
    assert ("31", "140") in spans(shown)
    assert ("1;31", "Over the limit:") in spans(shown)
    assert "\x1b" not in on_a_terminal(line, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(line, TERM="dumb")
    assert spans(on_a_terminal(line, TERM="dumb", FORCE_COLOR="1")) == spans(shown)
    assert "\x1b" not in on_a_terminal(line, FORCE_COLOR="1", NO_COLOR="1")
