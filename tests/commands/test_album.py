"""`acorns estimate TOOL a.mp3 b.mp3`: a job for each song, and what they come to."""

import csv
import io
import json
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]

STANDARD = "estimate t2v one.wav two.wav three.wav -m kling-2.1-standard"
"""60, 150 and 30 seconds, at 7 credits each: 420, 1,050 and 210."""
AUTOPILOT = "estimate autopilot one.wav two.wav -m kling-2.1-standard"


@pytest.fixture(autouse=True)
def _songs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, seconds in (("one", 60), ("two", 150), ("three", 30)):
        with wave.open(f"{name}.wav", "wb") as song:
            song.setnchannels(1)
            song.setsampwidth(1)
            song.setframerate(100)
            song.writeframes(b"\x80" * 100 * seconds)


def test_the_table(acorns: Acorns):
    status, out, err = acorns(f"{STANDARD} --rerender 10%..40%")
    assert (status, err) == (0, "")
    # 10% more of each is 42, 105 and 21; 40% is 168, 420 and 84.
    assert out.startswith(
        "Text-to-Video with Kling 2.1 Standard, 3 songs, 4:00 of video, each 10% to 40%\n"
        "re-rendered\n"
        "╭───────────┬────────┬───────────────╮\n"
        "│ Song      │ Length │       Credits │\n"
        "├───────────┼────────┼───────────────┤\n"
        "│ one.wav   │   1:00 │     462 – 588 │\n"
        "│ two.wav   │   2:30 │ 1,155 – 1,470 │\n"
        "│ three.wav │   0:30 │     231 – 294 │\n"
        "├───────────┼────────┼───────────────┤\n"
        "│ Total     │   4:00 │ 1,848 – 2,352 │\n"
        "╰───────────┴────────┴───────────────╯\n"
        " To buy: 1 × 1,800 + 1 × 600 credits for 55.00 USD.\n"
        " Note on packs: "
    )


def test_json_and_csv(acorns: Acorns):
    document = json.loads(acorns(f"{STANDARD} --json")[1])
    assert document["schema"] == "acorns.album/1"
    assert (document["tool"], document["model"]) == ("t2v", "kling-2.1-standard")
    songs = [(it["audio"], it["seconds"], it["total_credits"]) for it in document["songs"]]
    assert songs == [("one.wav", 60, 420), ("two.wav", 150, 1050), ("three.wav", 30, 210)]
    assert (document["seconds"], document["total_credits"], document["range"]) == (240, 1680, None)
    assert (document["purchase"]["price"], document["account"]) == (40, None)
    _, out, _ = acorns(f"{STANDARD} --rerender 10%..40% --format csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows == [
        ["audio", "seconds", "credits_low", "credits", "complete"],
        ["one.wav", "60", "462", "588", "true"],
        ["two.wav", "150", "1155", "1470", "true"],
        ["three.wav", "30", "231", "294", "true"],
        ["total", "240", "1848", "2352", "true"],
    ]


def test_it_is_the_sum_of_its_songs_with_whatever_else_they_have(acorns: Acorns):
    options = "-m kling-2.1-pro --rerender 1/3 --clip-length 7s --images 5 --extra 9s --quiet"
    alone = [
        int(float(acorns(f"estimate t2v {name}.wav {options}")[1]) * 10)
        for name in ("one", "two", "three")
    ]
    together = acorns(f"estimate t2v one.wav two.wav three.wav {options}")[1]
    assert int(float(together) * 10) == sum(alone)
    assert sum(alone) > 0


def test_a_balance_is_of_all_songs(acorns: Acorns):
    _, out, _ = acorns(f"{STANDARD} --balance 500")
    assert (
        " The balance of 500 is not enough for the 1,680 still needed: 1,180 are missing;\n"
        " the cheapest top-up is 2 × 600 for 30.00 USD.\n"
    ) in out
    assert "To buy" not in out
    account = json.loads(acorns(f"{STANDARD} --balance 2000 --json")[1])["account"]
    assert (account["left_credits"], account["top_up"]) == (320, None)


def test_what_is_missing_is_said_once_and_may_be_asked_for(acorns: Acorns):
    _, out, _ = acorns(AUTOPILOT)
    assert "│ one.wav            │   1:00 │    *480 │" in out
    assert "│ Total (incomplete) │   3:30 │  *1,680 │" in out
    assert out.count("* Not in the total: storyboards.") == 1
    status, out, err = acorns(f"{AUTOPILOT} --quiet --require-complete")
    assert (status, out) == (3, "1680\n")
    assert err.endswith(
        "Not complete: the price of storyboards is not known, and not in the total.\n"
    )
    assert acorns(f"{AUTOPILOT} --images 0 --quiet --require-complete") == (0, "1680\n", "")
    over = "Over the limit: 1,680 is 1 more than 1,679 credits.\n"
    assert acorns(f"{STANDARD} --quiet --max 1679") == (3, "1680\n", over)


def test_other_services(acorns: Acorns):
    line = "estimate video one.wav three.wav --prices kling -m kling-3.0"
    assert acorns(f"{line} --quiet") == (0, "540\n", "")
    assert "Assumed: the model kling-3.0 is kling-3.0/720p" in acorns(line)[1]


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        (f"{STANDARD} --duration 4:00", 2, "has no place for 'one.wav two.wav three.wav': --dura"),
        (f"{STANDARD} --audio one.wav", 2, "has no place for 'one.wav two.wav three.wav': --audi"),
        ("estimate t2v one.wav 4:00 -m kling-2.1-pro", 2, "has no place for 'one.wav'; write a l"),
        ("compare one.wav two.wav", 2, "compare takes one file, and several are an album; price"),
        ("estimate fbf one.wav none.wav", 4, "none.wav: no such file or directory."),
        (f"{STANDARD} -r 3clips", 2, "--rerender: a number of clips needs the length of a clip"),
    ],
)
def test_what_is_no_album(acorns: Acorns, line: str, status: int, told: str):
    found, out, err = acorns(line)
    assert (found, out) == (status, "")
    assert err.startswith("Error: ")
    assert told in err


def test_a_tool_without_models(acorns: Acorns):
    # A second is 1 credit, whatever the model.
    status, out, err = acorns("estimate fbf one.wav two.wav")
    assert (status, err) == (0, "")
    assert out.startswith("Frame-by-Frame, 2 songs, 3:30 of video\n")
    assert "│ Total   │   3:30 │     210 │\n" in out
