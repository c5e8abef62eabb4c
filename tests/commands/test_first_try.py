"""What a person types at a first try: right, or answered with a line that is right as it is."""

import re
import shlex
import wave
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from acorns_cli.commands.corrections import job_fix
from acorns_cli.commands.typedline import FLAGS, line_of

Acorns = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _a_song_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording of 3:42, under two names, and a price list."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(
        "edition: 2026-01-01\nextends: 2025-06-27\nsource: {title: mine}\n", "utf-8"
    )
    for name in ("song.mp3", "my song.wav"):
        with wave.open(name, "wb") as song:
            song.setnchannels(1)
            song.setsampwidth(1)
            song.setframerate(100)
            song.writeframes(b"\x80" * 22_200)


RIGHT = {
    'estimate t2v 3:42 -m "kling pro" -r 1/3': "3552",
    'estimate t2v 3:42 min -m "kling pro" -r 25': "3330",
    "estimate t2v song.mp3 -m kling-2.1-pro": "2664",
    'estimate autopilot 3:42 --model "Kling 2.1 Pro" --images 0': "3330",
    "estimate fbf 4min": "240",
    'estimate fbf -l "3:42"': "222",
    "estimate video 1:00 --prices kling -m kling-3.0": "360",
    "compare 3:42": "222",
    "compare song.mp3": "222",
    "budget '$50'": "1800",
    "budget '1500 credits'": "1500",
    "topup '1,500 acorns'": "40",
}
"""The answer alone: credits; seconds of `fbf` that they buy; the price of what must be bought."""


@pytest.mark.parametrize("line", RIGHT)
def test_it_is_right(acorns: Acorns, line: str):
    status, out, _ = acorns(f"{line} -q")
    assert (status, out) == (0, f"{RIGHT[line]}\n")


ANSWERED = {
    "t2v 3:42": "estimate t2v 3:42 --model seedance-v1-lite",
    "t2v": "estimate t2v 4:00 --model seedance-v1-lite",
    "fbf": "estimate fbf 4:00",
    "frame-by-frame 3:42 1/3": "estimate fbf 3:42 --rerender 1/3",
    "estimate kling-2.1-pro 3:42": "estimate t2v 3:42 --model kling-2.1-pro",
    "estimate t2v 4 minutes kling": 'estimate t2v "4 minutes" --model kling-2.1-standard',
    "estimate t2v kling-2.1-pro 3:42": "estimate t2v 3:42 --model kling-2.1-pro",
    "estimate t2v kling 2.1 pro song.mp3": "estimate t2v song.mp3 --model kling-2.1-pro",
    "estimate t2v 3:42 -m kling pro -r 25": "estimate t2v 3:42 --model kling-2.1-pro -r 25",
    "estimate 3:42": "compare 3:42",
    "estimate song.mp3 -m kling-2.1-pro": "compare song.mp3 -m kling-2.1-pro",
    "estimate fbf 3.42": "estimate fbf 3:42",
    "estimate fbf 4": "estimate fbf 4m",
    "estimate fbf 19": "estimate fbf 19m",
    "estimate fbf 222": "estimate fbf 222s",
    "estimate fbf -- --minutes 4": "estimate fbf --minutes 4",
    "estimate fbf --audio my song.wav": 'estimate fbf --audio "my song.wav"',
    "estimate fbf 3:42 25%": "estimate fbf 3:42 --rerender 25%",
    'estimate t2v --lenght 3:42 -m "kling pro"': 'estimate t2v --length 3:42 -m "kling pro"',
    'estimate t2v 3:42 -m "kling pro" --redo 30%':
        'estimate t2v 3:42 -m "kling pro" --rerender 30%',
    "4 minutes": 'compare "4 minutes"',
    "song.mp3": "compare song.mp3",
    "how much is a 3 minute video": 'compare "3 minute"',
    "what does a 4:00 video cost with kling pro": "estimate t2v 4:00 --model kling-2.1-pro",
    "price": "prices show",
    "Services": "prices list",
    "compare 4:00 --services all": "compare 4:00 --prices all",
    "compare 4:00 t2v": "compare 4:00 --tool t2v",
    "compare 4:00 kling-2.1-pro": "compare 4:00 --model kling-2.1-pro",
    "compare 4:00 mine.yaml": "compare 4:00 --prices mine.yaml",
    "compare mine.yaml": "compare 4:00 --prices mine.yaml",
    "compare --minutes 1 mine.yaml": "compare --minutes 1 --prices mine.yaml",
    "compare --minutes 1 mine.yaml -q --prices luma":
        "compare --minutes 1 -q --prices luma --prices mine.yaml",
    "compare -l 1:00 25%": "compare --rerender 25% -l 1:00",
    "estimate t2v --minutes 1 mine.yaml":
        "estimate t2v --model seedance-v1-lite --minutes 1 --prices mine.yaml",
    "estimate fbf --length=4m 30s -q": 'estimate fbf --length "4m 30s" -q',
    "estimate fbf -l4m 30s -q": 'estimate fbf -l "4m 30s" -q',
    "estimate fbf --audio=my song.wav": 'estimate fbf --audio "my song.wav"',
    "compare --length=4m 30s": 'compare --length "4m 30s"',
    "estimate t2v 3:42 --model=kling pro": "estimate t2v 3:42 --model kling-2.1-pro",
    "estimate t2v 3:42 -mkling pro": "estimate t2v 3:42 --model kling-2.1-pro",
    "estimate runway 1:00": "estimate video 1:00 --model gen-4.5 --prices runway",
    "estimate kling 1:00": "estimate video 1:00 --model kling-3.0/720p --prices kling",
    "video kling 3:42": "estimate video 3:42 --model kling-3.0/720p --prices kling",
    "kling 4k 3:42": "estimate video 3:42 --model kling-3.0/4k --prices kling",
    "budget 1500 credits": 'budget "1500 credits"',
    "budget 1500 3:42": "budget 1500 --duration 3:42",
    "budget 1500 mine.yaml": "budget 1500 --prices mine.yaml",
    "budget 1500 --length=4m 30s": 'budget 1500 --length "4m 30s"',
    "budget 60 USD -q": 'budget "60 USD" -q',
    "budget 60 usd --minutes 4 fbf": 'budget "60 usd" --minutes 4 --tool fbf',
    "budget 1500 --length 4m 30s fbf": 'budget 1500 --length "4m 30s" --tool fbf',
    "budget 1500 --seconds 30 4": "budget 1500 --seconds 30 --minutes 4",
    "budget 1500 --prices kling video": "budget 1500 --prices kling --tool video",
    "topup 1500 runway --as-of 2026-10-02": "topup 1500 --as-of 2026-10-02 --prices runway",
    "prices list kling": "prices list --prices kling",
    "prices diff 2025-06-27 mine.yaml 3:42 kling-2.1-pro t2v":
        "prices diff 2025-06-27 mine.yaml --duration 3:42 --model kling-2.1-pro --tool t2v",
    "prices diff 2025-06-27 mine.yaml 3:42 fbf":
        "prices diff 2025-06-27 mine.yaml --duration 3:42 --tool fbf",
    # What is missing is the first that both lists can price.
    "prices diff 2025-06-27 mine.yaml 3:42": "prices diff 2025-06-27 mine.yaml --tool autopilot"
        " --model seedance-v1-lite --duration 3:42",
    "prices diff 2025-06-27 mine.yaml runway-gen-3-alpha": "prices diff 2025-06-27 mine.yaml"
        " --tool t2v --model runway-gen-3-alpha --duration 4:00",
    "prices diff 2025-06-27 mine.yaml --images 3 fbf":
        "prices diff 2025-06-27 mine.yaml --images 3 --tool fbf",
    "prices diff 2025-06-27 mine.yaml --length=4m 30s --tool fbf":
        'prices diff 2025-06-27 mine.yaml --length "4m 30s" --tool fbf',
    "--json compare 4:00": "compare 4:00 --json",
}  # fmt: skip


@pytest.mark.parametrize("line", ANSWERED)
def test_it_is_answered_with_a_line_that_is_right(acorns: Acorns, line: str):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    found = re.search(r"\bwrite acorns (.*)\.$", err, re.MULTILINE)
    assert found, err
    assert found[1] == ANSWERED[line]
    assert acorns(*shlex.split(found[1]))[::2] in ((0, ""), (0, acorns(found[1])[2]))


@pytest.mark.parametrize(
    "line",
    [
        "budget 1500 3:42 25%",  # which would leave nothing to find
        "budget 1500 --rerender 25% 3:42",
        "budget 1500 --length 3:42 4",  # two lengths
        "budget 1500 4 5 6",
        "budget 1500 mine.yaml --as-of 2026-02-01",
        "budget 1500 no.yaml",
        "budget 1500 --prices kling fbf",
        "budget 1500 kling-2.1-pro runway",
        "prices list mine.yaml --as-of 2026-02-01",
        "prices diff 2025-06-27 mine.yaml 3:42 --minutes 4",
        "prices diff 2025-06-27 mine.yaml 3:42 --rerender x",
        "prices diff 2025-06-27 mine.yaml no.mp3",
        "prices diff 2025-06-27 no.yaml 3:42",
        "prices diff 2025-06-27 - 3:42",
        "prices diff kling-api veo 3:42",  # they have no model in common
    ],
)
def test_no_line_is_written_that_would_be_refused(acorns: Acorns, line: str):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    assert re.fullmatch(r"Error: acorns [a-z ]+ has no place for '[^';]*'\.\nSee acorns .*\n", err)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("prices show kling runway", "it shows one list, and acorns prices diff compares two."),
        ("prices diff kling runway 3:42",
         "leave the job out, or ask acorns compare with both lists."),
    ],
)  # fmt: skip
def test_where_no_line_can_be_right_the_answer_says_what_to_do(
    acorns: Acorns, line: str, told: str
):
    assert f"; {told}\n" in acorns(line)[2]


@pytest.mark.parametrize("typed", ["kling 4K", "kling 2.1 pro 3:42", "t2v", "song.mp3"])
def test_a_terminal_has_the_line_whole_on_a_line_of_its_own(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch, typed: str
):
    [line] = re.findall(r"write (acorns .*)\.\n", acorns(typed)[2])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    *before, last = acorns(typed)[2].splitlines()
    assert last == f"  {line}"
    assert before[-1].endswith("write:")
    assert max(map(len, before)) <= 30


def test_a_length_alone_may_have_any_name_that_fits(acorns: Acorns):
    amounts = {
        acorns("estimate", "fbf", *words, "-q")[:2]
        for words in (["3:42"], ["3m", "42s"], ["3m 42s"], ["222s"], ["PT3M42S"], ["song.mp3"])
    }
    assert amounts == {(0, "222\n")}


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        *(("estimate", typed) for typed in ("horses", "4:00 horses", "what", "mine.yaml")),
        ("estimate", "4:00 --minutes 3"),
        ("estimate", "fbf 3m -l4m"),
        ("estimate", "fbf 4:00 25% --keep=1/3"),
        ("estimate", "kling --prices no.yaml"),
        # Two lists, where one is needed, and a day beside a file.
        ("estimate", "fbf 4:00 mine.yaml --prices=kling"),
        ("estimate", "fbf 4:00 mine.yaml ./mine.yaml"),
        ("compare", "4:00 mine.yaml --as-of 2026-02-01"),
        ("compare", "4:00 no.yaml"),
    ],
)
def test_what_says_nothing_of_a_job_gets_no_line(command: str, typed: str):
    assert job_fix([command], typed.split()) == ""


@pytest.mark.parametrize(
    ("word", "typed"),
    [("a b", '"a b"'), ("a", "a"), ("$50", "'$50'"), ("a 'b", "'a '\"'\"'b'"), ("", "''")],
)
def test_a_line_is_quoted_as_shells_need_it(word: str, typed: str):
    assert line_of(["acorns", word]) == f"acorns {typed}"
    assert shlex.split(typed) == [word]


@pytest.mark.parametrize("command", ["estimate t2v", "compare"])
def test_the_options_without_a_value_are_known(acorns: Acorns, command: str):
    printed = acorns(f"{command} --help")[1]
    rows = [line.strip("│ ").split() for line in printed.splitlines() if line.startswith("│ -")]
    names = [list(takewhile(lambda word: word.startswith("-"), row)) for row in rows]
    flags = [found for found, row in zip(names, rows, strict=True) if not row[len(found)].isupper()]
    assert {name for found in flags for name in found} <= FLAGS
    assert FLAGS - {"--models"} <= {name for found in flags for name in found}
