"""`acorns estimate`: wiring, streams and exit statuses. What a job costs is tested elsewhere."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

JOB = "t2v --model kling-2.1-standard --minutes 4 --rerender 25%"
EXAMPLE = ["estimate", *JOB.split()]
AUDIO = Path(__file__).parents[1] / "system" / "audio"
ROWS = Path(__file__).parents[2] / "examples" / "jobs.ndjson"

Acorns = Callable[..., tuple[int, str, str]]


def process(
    *arguments: str, check: bool = False, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs acorns as a process of its own, with some of its environment set."""
    return subprocess.run(
        [sys.executable, "-m", "acorns_cli", *arguments],
        capture_output=True,
        check=check,
        env={**os.environ, "COLUMNS": "80", **environment},
    )


# --- results ----------------------------------------------------------------------------------


def test_the_example_costs_2100_credits(acorns: Acorns):
    status, out, err = acorns(*EXAMPLE)
    assert (status, err) == (0, "")
    assert "│ Base footage │    240 s │  7/s │ 240 s × 7               │   1,680 │" in out
    assert "│ Re-render    │     60 s │  7/s │ 25% of 240 s = 60 s × 7 │     420 │" in out
    assert "│ Total        │          │      │                         │   2,100 │" in out
    assert " To buy: 1 × 1,800 + 1 × 600 credits for 55.00 USD.\n" in out
    assert "Prices of 2025-06-27" in out
    assert "Model Selector has today's" in out


def test_json_is_the_documented_object(acorns: Acorns):
    status, out, err = acorns(*EXAMPLE, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "schema": "acorns.estimate/1", "unit": "credits", "tool": "t2v",
        "model": "kling-2.1-standard",
        "prices": {"edition": "2025-06-27", "service": "neural-frames", "unit": "credits",
                   "source": "How are credits used for each tool? (help page, 2025-06-27)"},
        "footage": {"base_seconds": 240, "clip_seconds": None,
                    "rerender_seconds": 60, "extra_seconds": 0},
        "lines": [
            {"item": "base", "quantity": 240, "unit": "second", "rate": 7, "credits": 1680,
             "sum": "240 s × 7"},
            {"item": "rerender", "quantity": 60, "unit": "second", "rate": 7, "credits": 420,
             "sum": "25% of 240 s = 60 s × 7"},
        ],
        "total_credits": 2100, "range": None, "complete": True,
        "unpriced": [], "assumptions": [],
        # The cheapest: 1,800 for 40 USD and 600 for 15; 2,100 of 600 would be 4 × 15.
        "purchase": {"packs": [{"count": 1, "credits": 1800, "price": 40},
                               {"count": 1, "credits": 600, "price": 15}],
                     "price": 55, "currency": "USD", "credits": 2400, "left_over_credits": 300,
                     "price_per_credit": 0.0229, "plan": None},
    }  # fmt: skip
    assert out.startswith('{\n  "schema": "acorns.estimate/1",\n  "unit": "credits",\n')


def test_amounts_have_their_exact_digits_in_every_format(acorns: Acorns):
    job = ("estimate", "fbf", "--seconds", "24", "--images", "9")
    assert json.loads(acorns(*job, "--json")[1], parse_float=Decimal)["total_credits"] == Decimal(
        "24.3"
    )
    assert acorns(*job, "--quiet")[1] == "24.3\n"
    rows = list(csv.DictReader(io.StringIO(acorns(*job, "--format", "csv")[1])))
    assert [row["credits"] for row in rows] == ["24", "0.3", "24.3"]
    assert "| **24.3** |" in acorns(*job, "--format", "markdown")[1]
    assert "24.3 │" in acorns(*job)[1]


@pytest.mark.parametrize("output_format", ["json", "csv", "markdown"])
def test_the_bytes_are_the_same_wherever_it_runs(output_format: str):
    arguments = [*EXAMPLE, "--format", output_format, "--prices", "2025-06-27"]
    # Markdown says how old the prices are today, which is another day elsewhere.
    zones = ["UTC"] if output_format == "markdown" else ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
    told = {
        process(*arguments, check=True, **environment).stdout
        for environment in (
            {"LC_ALL": "C", "COLUMNS": "20", "TZ": zones[0]},
            {"LC_ALL": "de_DE.UTF-8", "COLUMNS": "200", "TZ": zones[-1]},
            {"PYTHONIOENCODING": "ascii", "FORCE_COLOR": "1", "PYTHONHASHSEED": "7"},
        )
    }
    assert len(told) == 1


def test_quiet_warns_of_what_is_missing(acorns: Acorns):
    job = ("estimate", "autopilot", "--model", "kling-2.1-pro", "--minutes", "1")
    status, out, err = acorns(*job, "--quiet")
    assert (status, out) == (0, "900\n")
    assert err == (
        "Warning: Not in the total: storyboards. The page gives no price for storyboards."
        " The app shows it before a video is made.\n"
    )


def test_a_total_over_the_maximum_is_printed_and_exits_with_3(acorns: Acorns):
    assert acorns(*EXAMPLE, "--quiet", "--max", "2099.5") == (
        3,
        "2100\n",
        "Over the limit: 2,100 is 0.5 more than 2,099.5 credits.\n",
    )
    assert acorns(*EXAMPLE, "--quiet", "--max", "2100") == (0, "2100\n", "")


def test_the_high_end_of_a_range_is_what_the_maximum_limits(acorns: Acorns):
    job = ("estimate", "fbf", "--minutes", "4", "--rerender", "0%..25%", "--quiet")
    assert acorns(*job, "--max", "299")[0] == 3
    assert acorns(*job, "--max", "300")[0] == 0


@pytest.mark.parametrize(
    ("file", "seconds"),
    [
        ("constant.mp3", "1.306"),
        ("variable.mp3", "1.25"),
        ("tone.wav", "1.25"),
        ("tone.flac", "1.25"),
        ("tone-vorbis.ogg", "1.25"),
        ("tone.m4a", "1.254"),
    ],
)
def test_the_length_of_a_song_is_read(acorns: Acorns, file: str, seconds: str):
    status, out, err = acorns("estimate", "fbf", "--audio", str(AUDIO / file), "--json")
    assert (status, err) == (0, "")
    result = json.loads(out, parse_float=Decimal)
    assert result["total_credits"] == Decimal(seconds)  # one credit a second
    assert result["assumptions"] == [f"the length is that of {AUDIO / file}: {seconds} s"]


def test_output_is_written_and_nothing_else(acorns: Acorns, tmp_path: Path):
    target = tmp_path / "quote.json"
    assert acorns(*EXAMPLE, "--json", "--output", str(target)) == (0, "", f"Written: {target}\n")
    assert json.loads(target.read_text("utf-8"))["total_credits"] == 2100
    assert list(tmp_path.iterdir()) == [target]


# --- bad input --------------------------------------------------------------------------------

BAD = [
    ("--minutes -4", "--minutes: '-4' is below 0; write 0 or more."),
    (f"--minutes {'9' * 1000}", "write at most 40 characters."),
    ("--minutes 4 --duration 4:00", "--duration: --minutes and --duration each say how long"),
    ("--minutes 4 --audio song.mp3", "--audio: --minutes and --audio each say how long"),
    ("--minutes 4 --rerender 12clips", "--rerender: a number of clips needs the length of a clip"),
    ("--minutes 4 --add lip-sync", "--add: autopilot has no add-on 'lip-sync'"),
    ("--minutes 4 --images 1.5", "--images: '1.5' is not a whole number of images"),
    ("--minutes 4 --rerender-model kling-2.1-pro", "--rerender-model: a model for re-renders need"),
    ("--minutes 4 --credits-per-image 5", "--credits-per-image: a price for an image needs images"),
    ("--minutes 4 --model runway-gen-3-alpha", "--model: 'runway-gen-3-alpha' is a model of t2v,"),
    ("--minutes 4 --model kling-2.1-standart", "--model: autopilot has no model 'kling-2.1-standa"),
    ("--minutes 4 --format yaml", "--format: there is no format 'yaml'; the formats are table, js"),
    ("--minutes 4 --format table --json", "--json and --format table ask for two formats"),
    ("--minutes 4 --format csv --json", "--json and --format csv ask for two formats; give one of"),
    ("--minutes 4 --max many", "--max: 'many' is not a number"),
    ("--minutes 4 --as-of yesterday", "--as-of: 'yesterday' is not a date; write it as 2025-06-27"),
    ("--minutes 4 --as-of 2025-06-26", "--as-of: there is no price list as old as 2025-06-26; the"),
    ("--minutes 4 --prices 2025-06-28", "--prices: there is no price list of '2025-06-28'; the ed"),
    ("--minute 4", "there is no option '--minute'; write acorns estimate autopilot --model kling"),
    ("--minutes", "--minutes needs a value."),
    ("--minutes 4:00", "--minutes: '4:00' is not a number; give it as --duration 4:00."),
    ("--json=yes", "--json takes no value."),
    ("--seconds 0", "the length of the video is missing or 0; give --minutes, --seconds,"),
    (
        "--seconds 5 spare",
        "acorns estimate autopilot has no place for 'spare'; write a length like",
    ),
]


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("quote.json", [], '{\n  "schema": "acorns.estimate/1"'),
        ("quote.csv", [], "item,quantity,"),
        ("Quote.MD", [], "### Frame-by-Frame"),
        ("quote.txt", [], "Frame-by-Frame, 4:00 of video"),
        ("quote", [], "Frame-by-Frame, 4:00 of video"),
        ("quote.json", ["--format", "csv"], "item,quantity,"),
        ("quote.json", ["--format", "table"], "Frame-by-Frame, 4:00 of video"),
        ("quote.csv", ["--json"], '{\n  "schema": "acorns.estimate/1"'),
        ("quote.json", ["--quiet"], "240\n"),
    ],
)
def test_the_name_of_the_file_says_the_format_unless_it_is_asked_for(
    acorns: Acorns, tmp_path: Path, name: str, options: list[str], start: str
):
    target = tmp_path / name
    told = acorns("estimate", "fbf", "--minutes", "4", "--output", str(target), *options)
    assert told == (0, "", f"Written: {target}\n")
    assert target.read_text("utf-8").startswith(start)


def test_one_credit_is_not_one_credits(acorns: Acorns):
    line = ("estimate", "t2v", "--minutes", "4", "--credits-per-second", "1", "--max", "1")
    status, out, err = acorns(*line, "--model", "kling-2.1-pro", "--json")
    assert (status, err) == (3, "Over the limit: 240 is 239 more than 1 credit.\n")
    assert '"1 credit per second by hand; the price list says 12"' in out


def test_a_terminal_has_errors_broken_between_words(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch
):
    line = ("estimate", "t2v", "--minutes", "4", "--model", "kling")
    told = acorns(*line)[2]
    assert told.count("\n") == 1
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    broken = acorns(*line)[2]
    assert "\x1b[1;31mError:\x1b[0m" in broken
    broken = re.sub("\x1b.*?m", "", broken)
    assert max(map(len, broken.splitlines())) <= 30
    assert broken.split() == told.split()


@pytest.mark.parametrize(("options", "message"), BAD)
def test_bad_input_is_told_and_leaves_everything_as_it_was(
    acorns: Acorns, tmp_path: Path, options: str, message: str
):
    target = tmp_path / "quote.txt"
    target.write_text("kept")
    model = [] if "--model" in options.split() else ["--model", "kling-2.1-pro"]
    arguments = ["estimate", "autopilot", *model, "--output", str(target), *options.split(" ")]
    status, out, err = acorns(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("Error: ")
    assert message in err
    assert "Traceback" not in err
    assert target.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("estimat", "acorns has no command 'estimat'; did you mean estimate?"),
        ("estimate tv2", "acorns estimate has no command 'tv2'; did you mean t2v?"),
        ("diff a b",
         "acorns has no command 'diff'; did you mean acorns project diff or acorns prices diff?"),
        ("estimate movie", "acorns estimate has no command 'movie'; its commands are autopilot,"),
        ("estimate t2v --minutes 4", "--model: t2v needs a model; t2v has seedance-v1-lite,"),
    ],
)  # fmt: skip
def test_a_command_that_is_not_there_lists_those_that_are(
    acorns: Acorns, arguments: str, message: str
):
    status, out, err = acorns(*arguments.split())
    assert (status, out) == (2, "")
    assert f"Error: {message}" in err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quotes/", "--output: this is a folder; name a file in it."),
        ("", "--output: the name of the file is empty."),
    ],
)
@pytest.mark.parametrize("command", [EXAMPLE, ["batch", str(ROWS)]])
def test_an_output_that_names_no_file_is_refused(
    acorns: Acorns,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    name: str,
    message: str,
):
    monkeypatch.chdir(tmp_path)
    assert acorns(*command, "--output", name) == (2, "", f"Error: {message}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--audio {tmp}/missing.mp3", "/missing.mp3: no such file or directory."),
        ("--audio {tmp}", ": this is a folder"),
        ("--minutes 4 --output {tmp}", ": this is a folder; name a file in it."),
        ("--minutes 4 --output {tmp}/missing/quote.txt", "/missing/quote.txt: there is no folder"),
        ("--minutes 4 --output /dev/full", "/dev/full: no space left on device."),
        ("--minutes 4 --prices {tmp}/missing.yaml", "/missing.yaml: no such file or directory."),
    ],
)
def test_a_file_that_can_not_be_used_exits_with_4(
    acorns: Acorns, tmp_path: Path, options: str, message: str
):
    status, out, err = acorns("estimate", "fbf", *options.format(tmp=tmp_path).split())
    assert (status, out) == (4, "")
    assert err.startswith("Error: ")
    assert message in err
    assert not list(tmp_path.iterdir())


# --- streams ----------------------------------------------------------------------------------


def test_a_closed_standard_output_exits_with_4():
    shell = f'"{sys.executable}" -m acorns_cli {" ".join(EXAMPLE)} >&-'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, check=False)
    assert done.returncode == 4
    assert b"Error: standard output: it is closed; give a file with --output." in done.stderr


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}])
def test_a_terminal_without_box_characters_gets_a_whole_table(environment: dict[str, str]):
    done = process(*EXAMPLE, check=True, **environment)
    table = done.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"))
    assert "2,100" in table
    assert "\\u" not in table
    assert "?" not in table.split("Prices of")[0]


def test_a_pipe_gets_plain_text_and_no_color_wins():
    assert b"\x1b" not in process(*EXAMPLE).stdout
    assert b"\x1b" in process(*EXAMPLE, FORCE_COLOR="1").stdout
    assert b"\x1b" not in process(*EXAMPLE, FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_a_table_is_whole_at_any_width(width: int):
    job = [*EXAMPLE[:-1], "10%..1000%", "--clip-length", "7s", "--images", "1000000"]
    table = process(*job, check=True, COLUMNS=str(width)).stdout.decode()
    for figure in ("Base", "1,715", "196 – 17,150", "4,000,000", "4,001,911 – 4,018,865"):
        assert figure in table, figure


# --- around it --------------------------------------------------------------------------------


def test_acorns_alone_shows_what_it_can_do_in_one_screen(acorns: Acorns):
    status, out, err = acorns()
    assert (status, err) == (0, "")
    assert "acorns estimate t2v --model kling-2.1-standard" in out
    assert len(out.splitlines()) <= 24
    assert max(map(len, out.splitlines())) <= 80


def test_version(acorns: Acorns):
    assert acorns("--version") == (0, "acorns 0.1.0\n", "")


@pytest.mark.parametrize("tool", ["autopilot", "t2v", "fbf"])
def test_help_leads_with_examples(tool: str):
    done = process("estimate", tool, "--help", check=True)
    text = done.stdout.decode()
    assert 0 < text.index(f"acorns estimate {tool} --") < text.index("--minutes            ")
    assert "\\b" not in text


def test_a_bug_is_told_without_a_traceback(acorns: Acorns, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("never\x1b[31m")

    monkeypatch.setattr("acorns_cli.commands.estimate.estimate", broken)
    status, out, err = acorns(*EXAMPLE)
    assert (status, out) == (1, "")
    assert err.startswith(
        "Error: a bug in acorns, not a mistake of yours: ZeroDivisionError: never"
    )
    assert "\x1b" not in err
    assert "Traceback" not in err


def test_an_interruption_exits_with_130(acorns: Acorns, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("acorns_cli.commands.estimate.estimate", interrupted)
    status, out, _ = acorns(*EXAMPLE)
    assert (status, out) == (130, "")


def test_two_ways_to_choose_a_price_list_are_refused(acorns: Acorns):
    status, out, err = acorns(*EXAMPLE, "--prices", "2025-06-27", "--as-of", "2025-07-01")
    assert (status, out) == (2, "")
    assert err == (
        "Error: --prices: --prices and --as-of each choose a price list; give one of them, or"
        " --prices with a service alone.\n"
    )
    assert acorns(*EXAMPLE, "--prices", "neural-frames", "--as-of", "2025-07-01", "-q")[0] == 0


def test_csv_warns_of_what_is_missing(acorns: Acorns):
    job = ("estimate", "autopilot", "--model", "kling-2.1-pro", "--minutes", "1")
    status, out, err = acorns(*job, "--format", "csv")
    assert status == 0
    assert out.endswith("total,,,,,900,false\n")
    assert err.startswith("Warning: Not in the total: storyboards.")


def test_errors_name_options_as_they_are_typed(acorns: Acorns):
    _, _, err = acorns("estimate", "fbf", "--minutes", "4", "--rerender", "12clips")
    assert "give --clip-length as well" in err


def test_a_limit_on_a_huge_total_is_exact(acorns: Acorns):
    job = ("estimate", "fbf", "--seconds", "3600000", "--rerender", "9999.999999%")
    price = ("--credits-per-second", "999999.999999", "--quiet", "--max", "1")
    _, out, err = acorns(*job, *price)
    over = err.split(" is ")[1].split(" more")[0].replace(",", "")
    assert Decimal(over) == Decimal(out.strip()) - 1
