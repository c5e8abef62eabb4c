"""`acorns batch`: rows in, rows out, through files, pipes and terminals.

`ACORNS_TEST_ROWS=1000000` runs the test of faults with a million rows, which takes a minute.
"""

import csv
import gzip
import io
import itertools
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
COMMAND = [sys.executable, "-m", "acorns_cli", "batch"]
GOOD = '{"id":1,"tool":"fbf","minutes":4}\n'
ADDED = (
    '"total_credits":240,"low_credits":240,"unit":"credits","complete":true,'
    '"prices_edition":"2025-06-27"}\n'
)
PRICED = f"{GOOD[:-2]},{ADDED}"
OURS = "total_credits,low_credits,unit,complete,prices_edition,row,error"

Acorns = Callable[..., tuple[int, str, str]]


@pytest.fixture
def batch(acorns: Acorns) -> Acorns:
    """Runs `acorns batch`."""
    return partial(acorns, "batch")


def rows_file(folder: Path, text: str, name: str = "jobs.ndjson") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def parsed(text: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("prices.csv", [], "id,tool,minutes,total_credits"),
        ("prices.tsv", [], "id\ttool\tminutes\ttotal_credits"),
        ("prices.NDJSON", [], '{"id":1,'),
        ("prices.jsonl", [], '{"id":1,'),
        ("prices.json", [], '{"id":1,'),
        ("prices.txt", [], '{"id":1,'),
        ("prices.md", ["--format", "ndjson"], '{"id":1,'),
        ("prices.csv", ["--format", "ndjson"], '{"id":1,'),
        ("prices.csv", ["--json"], '{"id":1,'),
        ("prices.md", ["--summary"], "### 1 row priced"),
        ("prices.json", ["--summary"], '{\n  "schema": "acorns.batch-summary/1"'),
    ],
)
def test_the_name_of_the_output_says_its_format_unless_it_is_asked_for(
    batch: Acorns, tmp_path: Path, name: str, options: list[str], start: str
):
    target = tmp_path / name
    assert batch(rows_file(tmp_path, GOOD), "--output", target, *options) == (
        *(0, ""),
        f"Written: {target}\n",
    )
    assert target.read_text("utf-8").startswith(start)


def test_what_is_not_compressed_is_not_named_so(batch: Acorns, tmp_path: Path):
    target = tmp_path / "prices.csv.gz"
    told = batch(rows_file(tmp_path, GOOD), "--output", target)
    assert told == (
        2,
        "",
        "Error: --output: what is written is not compressed; leave .gz out of the name, or send it"
        " through gzip.\n",
    )
    assert not target.exists()


def test_rows_in_a_file_of_another_format_are_refused(batch: Acorns, tmp_path: Path):
    target = tmp_path / "prices.MD"
    assert batch(rows_file(tmp_path, GOOD), "--output", target) == (
        2,
        "",
        "Error: --output: rows can't be written as markdown; add --summary, or name it .ndjson or"
        " .csv.\n",
    )
    assert not target.exists()


# --- rows out ---------------------------------------------------------------------------------


def test_the_example_as_ndjson(batch: Acorns):
    status, out, err = batch(EXAMPLES / "jobs.ndjson")
    assert (status, err) == (0, "")
    assert [(row["scene"], row["low_credits"], row["total_credits"]) for row in parsed(out)] == [
        ("intro", 2100, 2100),
        ("verse", 640, 640),
        ("chorus", 495, 630),
        ("bridge", Decimal("211.2"), Decimal("211.2")),
    ]


def test_the_example_as_csv(batch: Acorns):
    status, out, err = batch(EXAMPLES / "jobs.csv")
    assert (status, err) == (4, "1 row could not be priced.\n")
    rows = list(csv.reader(io.StringIO(out)))
    with (EXAMPLES / "jobs.csv").open(newline="") as file:
        assert [row[:7] for row in rows] == list(csv.reader(file))
    assert [row[7:10] for row in rows] == [
        ["total_credits", "low_credits", "unit"],
        ["2100", "2100", "credits"],
        ["624", "624", "credits"],
        ["", "", ""],
        ["295.2", "232.2", "credits"],
    ]
    assert rows[3][-2] == "3"
    assert rows[3][-1].startswith("model: t2v has no model 'kling-2.1-prro'; did you mean ")


def test_file_pipe_and_gzip_give_the_same(tmp_path: Path):
    for example in (EXAMPLES / "jobs.ndjson", EXAMPLES / "jobs.csv"):
        content = example.read_bytes()
        packed = tmp_path / f"{example.name}.gz"
        packed.write_bytes(gzip.compress(content))
        outputs = [
            subprocess.run(
                [*COMMAND, *arguments], input=given, capture_output=True, check=False
            ).stdout
            for arguments, given in (
                ([str(example)], None),
                ([str(packed)], None),
                (["-"], content),
                ([], packed.read_bytes()),
            )
        ]
        assert len(set(outputs)) == 1
        assert outputs[0].count(b"\n") >= 4


def test_csv_and_ndjson_of_the_same_rows_have_the_same_amounts(batch: Acorns, tmp_path: Path):
    rows = list(csv.DictReader(io.StringIO((EXAMPLES / "jobs.csv").read_text())))
    lines = "".join(
        json.dumps({key: cell or None for key, cell in row.items()}) + "\n" for row in rows
    )
    _, as_csv, _ = batch(EXAMPLES / "jobs.csv", "--json")
    _, as_ndjson, _ = batch(rows_file(tmp_path, lines))
    assert as_csv.replace('""', "null") == as_ndjson


@pytest.mark.parametrize("given", ["ndjson", "csv"])
@pytest.mark.parametrize("wanted", ["ndjson", "csv"])
def test_any_format_from_any(batch: Acorns, given: str, wanted: str):
    _, out, _ = batch(EXAMPLES / f"jobs.{given}", "--format", wanted)
    assert out.startswith('{"scene":"intro"' if wanted == "ndjson" else "scene,")


def test_keys_that_csv_has_no_column_for_are_told(batch: Acorns, tmp_path: Path):
    path = rows_file(tmp_path, GOOD + '{"id":2,"note":"x","tool":"fbf","minutes":4}\n')
    status, _, err = batch(path, "--format", "csv")
    assert status == 0
    assert err == (
        "Warning: the first row has no note: left out; --format ndjson keeps all keys.\n"
    )


def test_a_table_keeps_the_columns_of_its_header(batch: Acorns, tmp_path: Path):
    table = rows_file(tmp_path, "id,tool,note\n", "jobs.csv")
    assert batch(table) == (0, f"id,tool,note,{OURS}\n", "")
    assert batch(table, "--only-results") == (0, f"id,note,{OURS}\n", "")
    bad = rows_file(tmp_path, "id,tool,note\n1\n2,fbf,x\n", "jobs.csv")
    assert batch(bad)[1].startswith(f'id,tool,note,{OURS}\n,,,,,,,,1,"the row has 1 cell')


def test_only_results(batch: Acorns, tmp_path: Path):
    path = rows_file(tmp_path, '{"id":1,"tool":"fbf","minutes":4,"x":2}\n')
    assert batch(path, "--only-results") == (0, f'{{"id":1,"x":2,{ADDED}', "")
    content = "Plan;;\nid;Tool;x;minutes\n;;;\n1;fbf;2;3,5\n"
    table = rows_file(tmp_path, content, "jobs.csv")
    ours = OURS.replace(",", ";")
    assert batch(table, "--only-results") == (
        0,
        f"id;x;{ours}\n1;2;210;210;credits;true;2025-06-27;;\n",
        "",
    )
    bare = rows_file(tmp_path, "tool,minutes\nfbf,4\n", "jobs.csv")
    assert batch(bare, "--only-results") == (
        0,
        f"{OURS}\n240,240,credits,true,2025-06-27,,\n",
        "",
    )


def test_tabs_keep_the_decimal_sign_of_the_table(batch: Acorns, tmp_path: Path):
    table = rows_file(tmp_path, "tool;minutes;images\r\nfbf;3,5;6\r\n", "jobs.csv")
    target = tmp_path / "out.tsv"
    assert batch(table, "--output", target)[0] == 0
    assert target.read_bytes().decode() == "\r\n".join(
        [
            "\t".join(["tool", "minutes", "images", *OURS.split(",")]),
            "\t".join(["fbf", "3,5", "6", "210,2", "210,2", "credits", "true", "2025-06-27"])
            + "\t\t",
            "",
        ]
    )


def test_pass(batch: Acorns, tmp_path: Path):
    path = rows_file(tmp_path, '{"mode":1,"image_url":"x","tool":"fbf","minutes":4}\n')
    assert batch(path)[0] == 4
    status, out, _ = batch(path, "--pass", "mode", "--pass", "image_url")
    assert (status, out) == (0, f'{{"mode":1,"image_url":"x",{GOOD[8:-2]},{ADDED}')


def test_a_row_may_name_an_audio_file(batch: Acorns, tmp_path: Path):
    audio = Path(__file__).parents[1] / "system" / "audio"
    rows = [{"tool": "fbf", "audio": str(audio / name)} for name in ("tone.wav", "nothing.wav")]
    status, out, _ = batch(rows_file(tmp_path, "".join(json.dumps(row) + "\n" for row in rows)))
    good, bad = parsed(out)
    assert status == 4
    assert good["total_credits"] > 0
    assert bad["error"] == f"{audio}/nothing.wav: no such file or directory"


# --- the sum ----------------------------------------------------------------------------------


def test_summary(batch: Acorns):
    status, out, err = batch(EXAMPLES / "jobs.csv", "--summary", "--json")
    document = json.loads(out, parse_float=Decimal)
    assert status == 4
    assert next(iter(document)) == "schema"
    assert document["schema"] == "acorns.batch-summary/1"
    assert (document["rows"], document["failed"]) == (3, 1)
    assert document["total_credits"] == Decimal("3019.2")
    assert "jobs.csv: row 3: model: t2v has no model 'kling-2.1-prro'" in err


def test_summary_in_each_format(batch: Acorns):
    path = EXAMPLES / "jobs.ndjson"
    assert "│ Total" in batch(path, "--summary")[1]
    assert "| **Total (incomplete)** |" in batch(path, "--summary", "--format", "markdown")[1]
    assert batch(path, "--summary", "--format", "csv")[1].startswith("prices,tool,model,rows,")
    assert batch(path, "--summary", "--quiet")[1] == "3581.2\n"


# --- what is wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--format", "table"], "--format: rows can't be written as table; add --summary"),
        (["--format", "nd"], "--format: there is no format 'nd'"),
        (["--from", "yaml"], "--from: there is no format 'yaml'; the formats are ndjson or csv"),
        (["--json", "--format", "csv"], "--json and --format csv ask for two formats"),
        (["--quiet"], "--quiet goes with --summary"),
        (["--summary", "--format", "ndjson"], "there is no format 'ndjson'"),
    ],
)
def test_options_that_do_not_go_together(batch: Acorns, options: list[str], what: str):
    status, out, err = batch(EXAMPLES / "jobs.ndjson", *options)
    assert (status, out) == (2, "")
    assert what in err


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("jobs.csv", b"tool,id,id\n1,2\n", "jobs.csv:1: the column 'id' is there twice"),
        (
            "jobs.csv",
            ",".join(["tool", *(f"c{n}" for n in range(50_000))]).encode(),
            "jobs.csv:1: a row has at most 500 keys of 200 characters",
        ),
        ("jobs.csv", b"tool,rerendr\n", "jobs.csv:1: the key 'rerendr' is not a word of a job"),
        ("jobs.json", b"[{}]", "this is a JSON list; write one object to a line"),
        ("jobs.gz", b"\x1f\x8b1", "the gzip data is damaged or cut short"),
        ("jobs.gz", GOOD.encode(), "the gzip data is damaged or cut short"),
    ],
)
def test_files_that_are_wrong(batch: Acorns, tmp_path: Path, name: str, content: bytes, what: str):
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = batch(path)
    assert (status, out) == (4, "")
    assert what in err


def test_what_is_packed_and_cut_short_is_priced_as_far_as_it_goes(batch: Acorns, tmp_path: Path):
    path = tmp_path / "jobs.ndjson.gz"
    path.write_bytes(gzip.compress(GOOD.encode() * 50_000)[:-200])
    target = tmp_path / "out"
    status, out, err = batch(path)
    assert status == 4
    assert out.startswith(PRICED)
    assert "the gzip data is damaged or cut short" in err
    assert batch(path, "--output", target)[0] == 4
    assert not target.exists()


def test_strict_stops_at_the_first_bad_row(batch: Acorns, tmp_path: Path):
    path = rows_file(tmp_path, GOOD + '{"id":2}\n' + GOOD)
    status, out, err = batch(path, "--strict")
    assert (status, out) == (4, PRICED)
    assert err.endswith("row 2: tool: the tool is missing; give it as tool, like t2v.\n")


def test_a_missing_final_newline_and_an_empty_file(batch: Acorns, tmp_path: Path):
    assert batch(rows_file(tmp_path, GOOD.strip())) == (0, PRICED, "")
    assert batch(rows_file(tmp_path, "")) == (0, "", "")
    assert "there is no header" in batch(rows_file(tmp_path, "", "jobs.csv"))[2]


def test_values_that_are_nested_deep_are_one_bad_row(batch: Acorns, tmp_path: Path):
    deep = [
        f'{{"id":{depth},"tool":"fbf","{key}":{"[" * depth}{"]" * depth},"minutes":4}}\n'
        for depth in (90, 99, 100, 110, 900, 1_000, 5_000, 100_000)
        for key in ("x", "extra")
    ]
    for wanted in ("ndjson", "csv"):
        status, out, err = batch(
            rows_file(tmp_path, GOOD + "".join(deep) + GOOD), "--format", wanted
        )
        assert status == 4
        assert "bug" not in err
        assert len(out.splitlines()) == len(deep) + (2 if wanted == "ndjson" else 3)


BAD: list[tuple[bytes, str]] = [
    (b"nope", "the row is not JSON"),
    (b"[]", "the row is not an object"),
    (b'{"id":%d,"tool":"fbf"', "the row is not JSON"),
    (b'{"id":%d,"x":"\xff"}', "the row is not UTF-8 text"),
    (b'{"id":%d,"x":"\x00"}', "the row is not JSON"),
    (b'{"id":%d,"x":' + b"[" * 5_000, "the row is nested more than 100 deep"),
    (b'{"id":%d}', "tool: the tool is missing"),
    (b'{"id":%d,"tool":"t2v","minutes":4}', "model: t2v needs a model"),
    (b'{"id":%d,"tool":"fbf","rerendr":"25%%","minutes":4}', "the key 'rerendr'"),
    (b'{"id":%d,"tool":"fbf","minutes":-4}', "minutes: '-4' is below 0"),
    (b'{"id":%d,"tool":"fbf","minutes":true}', "minutes: 'True' is not text"),
    (b'{"id":%d,"tool":"fbf","minutes":4,"rerender_model":"x"}', "a model for re-renders needs"),
    (b'{"id":%d,"tool":"fbf","minutes":4,"row":1}', "the key 'row' is a result's own"),
]


def test_faults_are_told_and_all_other_rows_are_right(tmp_path: Path, prices: PriceList):
    count = int(os.environ.get("ACORNS_TEST_ROWS", "20000"))
    path, target = tmp_path / "jobs.ndjson", tmp_path / "out.ndjson"
    jobs = [
        {"tool": "t2v", "model": "kling-2.1-pro", "seconds": seconds, "rerender": f"{share}%"}
        for seconds in range(1, 60)
        for share in range(2, 12)
    ]
    expected = [estimate(Job.of(**job), prices).total_credits for job in jobs]
    with path.open("wb") as file:
        for row in range(1, count + 1):
            if row % 100:
                job = {"id": row, **jobs[row % len(jobs)]}
                file.write(json.dumps(job).encode() + b"\n")
            else:
                bad = BAD[row // 100 % len(BAD)][0]
                file.write((bad % row if b"%d" in bad else bad) + b"\n")
    done = subprocess.run(
        [*COMMAND, str(path), "--output", str(target)], capture_output=True, check=False
    )
    assert done.stdout == b""
    assert done.stderr.decode() == (
        f"Written: {target}\n{count // 100:,} rows could not be priced.\n"
    )
    assert done.returncode == 4
    row = 0
    with target.open("rb") as file:
        for row, line in enumerate(file, 1):
            result = json.loads(line, parse_float=Decimal)
            if row % 100:
                assert result["total_credits"] == expected[row % len(jobs)]
                assert result["id"] == row
            else:
                assert BAD[row // 100 % len(BAD)][1] in result["error"]
                assert result["row"] == row
                assert result.get("id", row) == row
    assert row == count


BAD_IN_A_TABLE: list[tuple[bytes, str]] = [
    (b"%d;fbf", "the row has 2 cells, and the header has 6"),
    (b"%d;fbf;;4;25%%;;;x", "the row has 8 cells, and the header has 6"),
    (b"%d;fbf;\xff;4;25%%;", "the row is not UTF-8 text"),
    (b"%d;f\0bf;;4;25%%;", "tool: 'f\\x00bf' has characters that can't be printed"),
    (b'%d;fbf;;"4"0;25%%;', "the row is not CSV: text follows a closing quote"),
    (b"%d;fbf;;4\r5;25%%;", "the row is not CSV: a line ends in CR alone"),
    (b"%d;;;4;25%%;", "tool: the tool is missing"),
    (b"%d;t2v;kling-2.1-prro;4;25%%;", "model: t2v has no model 'kling-2.1-prro'"),
    (b"%d;fbf;;4,500;25%%;", "seconds: '4,500' could be 4500 or 4.5"),
    (b"%d;fbf;;4;0.25;", "rerender: '0.25' could mean"),
]


def test_faults_of_a_table_are_told_and_all_other_rows_are_right(tmp_path: Path, prices: PriceList):
    count = int(os.environ.get("ACORNS_TEST_ROWS", "20000"))
    path, target = tmp_path / "jobs.csv.gz", tmp_path / "out.csv"
    job: Any = {"tool": "t2v", "model": "kling-2.1-pro", "rerender": "10%..25%"}
    expected = {
        seconds: str(estimate(Job.of(**job, seconds=seconds), prices).total_credits)
        for seconds in range(1, 600)
    }
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b"\xef\xbb\xbfid;tool;model;seconds;rerender;note\r\n")
        for row in range(1, count + 1):
            if row % 100:
                cells = f'{row};t2v;kling-2.1-pro;{row % 599 + 1};10%..25%;"a ""b"";\r\n{row}"\r\n'
                file.write(cells.encode())
            else:
                bad = BAD_IN_A_TABLE[row // 100 % len(BAD_IN_A_TABLE)][0]
                file.write(bad % row + b"\r\n")
    done = subprocess.run(
        [*COMMAND, str(path), "--output", str(target)], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.decode() == (
        f"Written: {target}\n{count // 100:,} rows could not be priced.\n"
    )
    row = 0
    with target.open(newline="", encoding="utf-8-sig") as file:
        for row, result in enumerate(csv.DictReader(file, delimiter=";"), 1):
            if row % 100:
                assert result["total_credits"] == expected[row % 599 + 1]
                assert (result["id"], result["row"]) == (str(row), "")
                assert result["note"] == f'a "b";\r\n{row}'
            else:
                assert BAD_IN_A_TABLE[row // 100 % len(BAD_IN_A_TABLE)][1] in result["error"]
                assert (result["total_credits"], result["row"]) == ("", str(row))
    assert row == count


def test_a_line_of_100_mb_takes_no_memory(tmp_path: Path):
    path = tmp_path / "jobs.ndjson"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + GOOD.encode())
    # With 150 MB in all it could not keep the line even once more than it is read.
    limited = ["sh", "-c", 'ulimit -v 150000; exec "$@"', "sh", *COMMAND, str(path)]
    done = subprocess.run(limited, capture_output=True, check=False)
    assert done.stderr == b"1 row could not be priced.\n"
    assert done.stdout.decode() == '{"row":1,"error":"the line is over 1 MiB"}\n' + PRICED


# --- streams ----------------------------------------------------------------------------------


def test_a_row_comes_out_before_the_next_goes_in():
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(GOOD.encode())
            process.stdin.flush()
            assert process.stdout.readline().decode() == PRICED
        process.stdin.close()
    assert process.returncode == 0


def test_a_named_pipe_is_waited_for(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen([*COMMAND, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with path.open("wb", buffering=0) as pipe:
            for _ in range(2):
                pipe.write(GOOD.encode())
                assert process.stdout.readline().decode() == PRICED
        assert process.stdout.read() == b""
    assert process.returncode == 0


@pytest.mark.usefixtures("_no_signal_ignored")
def test_ctrl_c_ends_the_wait_for_more_rows():
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(COMMAND, **pipes) as process:
        process.stdin.write(GOOD.encode())
        process.stdin.flush()
        assert process.stdout.readline().decode() == PRICED
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read() == b""


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    return rows_file(tmp_path, GOOD * 500_000)


def test_a_closed_pipe_ends_it_quietly(long_file: Path):
    with subprocess.Popen(
        [*COMMAND, str(long_file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().decode() == PRICED
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk(batch: Acorns, long_file: Path):
    status, _, err = batch(long_file, "--output", "/dev/full")
    assert (status, err) == (4, "Error: /dev/full: no space left on device.\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, str(long_file)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert done.stderr == b"Error: standard output: no space left on device.\n"


def test_a_terminal_for_rows_is_not_waited_for():
    master, terminal = pty.openpty()
    done = subprocess.run(COMMAND, stdin=terminal, capture_output=True, check=False, timeout=20)
    os.close(master)
    os.close(terminal)
    assert done.returncode == 2
    assert done.stderr == b"Error: batch needs rows; name a file, or pipe them in.\n"


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.slow
def test_progress_is_for_a_terminal_and_leaves_nothing_behind(
    batch: Acorns, long_file: Path, monkeypatch: pytest.MonkeyPatch
):
    written = io.BytesIO()
    terminal = _Terminal(written, "utf-8", write_through=True)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", "1000")  # the name of the folder may be long
    clock = itertools.count()
    monkeypatch.setattr("acorns_cli.commands.batch.monotonic", lambda: next(clock))
    target = long_file.with_name("out")
    assert batch(long_file, "--output", target)[0] == 0
    told = written.getvalue().decode()
    first, *_, blank, end = told.removeprefix("\r").split("\r")
    assert re.fullmatch(r" *[0-9]+% read", first)
    assert "\r100% read\r" in told
    assert (blank.strip(), end) == ("", f"Written: {target}\n")


@pytest.mark.slow
def test_progress_is_not_for_a_pipe(batch: Acorns, long_file: Path):
    target = long_file.with_name("out")
    assert batch(long_file, "--output", target) == (0, "", f"Written: {target}\n")
