"""Rows as spreadsheets and programs write them: priced and given back whole, or answered."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]
OURS = "total_credits,low_credits,unit,complete,prices_edition,row,error"
LISTS = Path(__file__).parents[2] / "examples"


@pytest.fixture
def batch(acorns: Acorns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Acorns:
    """Runs `acorns batch` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(acorns, "batch")


def rows_file(content: str | bytes, name: str = "jobs.csv") -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def totals(out: str) -> list[Decimal | None]:
    """The totals of rows of NDJSON."""
    lines = [json.loads(line, parse_float=Decimal) for line in out.splitlines()]
    return [line.get("total_credits") for line in lines]


# --- cases: what was wrong once, each with its right outcome -----------------------------------


def test_a_row_of_commas_is_an_empty_row(batch: Acorns):
    content = "tool,minutes,note\n,,\nfbf,4,x\n"
    assert batch(rows_file(content)) == (
        *(0, f"tool,minutes,note,{OURS}\n,,,,,,,,,\nfbf,4,x,240,240,credits,true,2025-06-27,,\n"),
        "",
    )
    assert totals(batch(rows_file(content), "--json")[1]) == [240]


def test_empty_last_columns_do_not_count(batch: Acorns):
    status, out, _ = batch(rows_file("tool,minutes,note,,\nfbf,4,,,\n"))
    assert (status, out.splitlines()[0]) == (0, f"tool,minutes,note,{OURS}")
    assert out.splitlines()[1] == "fbf,4,,240,240,credits,true,2025-06-27,,"


def test_a_first_line_that_names_the_separator(batch: Acorns):
    assert batch(rows_file("sep=;\r\ntool;minutes\r\nfbf;3,5\r\n")) == (
        0,
        f"sep=;\r\ntool;minutes;{OURS.replace(',', ';')}\r\n"
        "fbf;3,5;210;210;credits;true;2025-06-27;;\r\n",
        "",
    )


def test_decimal_commas_in_a_file_with_semicolons(batch: Acorns):
    content = "tool;minutes;images\nfbf;3,5;6\nfbf;0,05;0\n"
    assert totals(batch(rows_file(content), "--json")[1]) == [Decimal("210.2"), 3]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("redo", "rerender"),
        ("retakes", "takes"),
        ("hours", "duration"),
        ("rate", "credits_per_second"),
        ("price", "credits_per_second"),
        ("song", "audio"),
        ("Clip Length.", "clip_length"),
        ("Länge", "duration"),
    ],
)
def test_a_key_that_changes_a_price_passes_only_on_purpose(batch: Acorns, key: str, meant: str):
    row = {"tool": "fbf", "minutes": 4, key: "50%"}
    status, out, err = batch(rows_file(json.dumps(row), "jobs.ndjson"))
    assert (status, err) == (4, "1 row could not be priced.\n")
    said = json.loads(out)["error"]
    assert said.startswith(f"the key '{key}' is not a word of a job; did you mean {meant}?")
    # The advice is pasted as it stands.
    advice = shlex.split(re.search(r"--pass .*", said)[0])  # type: ignore[index]
    assert advice == ["--pass", key]
    status, out, _ = batch("jobs.ndjson", *advice)
    assert (status, totals(out)) == (0, [240])
    table = rows_file(f"tool,minutes,{key}\nfbf,4,1\n")
    status, out, err = batch(table)
    assert (status, out) == (4, "")
    assert err.startswith(f"Error: jobs.csv:1: the key '{key}' is not a word of a job; did you")
    assert batch(table, *advice)[0] == 0


def test_prices_and_a_day_in_a_row_are_honoured(batch: Acorns):
    rows = [
        {"tool": "fbf", "minutes": 1},
        {"tool": "video", "model": "gen-4", "seconds": 5, "prices": "runway"},
        {"tool": "video", "model": "gen-4", "seconds": 5, "prices": "runway/2026-10-01"},
        {"tool": "fbf", "minutes": 1, "as_of": "2025-06-27"},
        {"tool": "fbf", "minutes": 1, "as_of": "2020-01-01"},
        {"tool": "fbf", "minutes": 1, "prices": "./list.yaml"},
        {"tool": "fbf", "minutes": 1, "prices": "2025-06-27", "as_of": "2025-06-27"},
    ]
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    status, out, _ = batch(rows_file(text, "jobs.ndjson"))
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 4
    assert [row.get("prices_edition") for row in found] == [
        *("2025-06-27", "runway 2026-10-01", "runway 2026-10-01", "2025-06-27"),
        *(None, None, None),
    ]
    assert totals(out)[:4] == [60, 60, 60, 60]
    assert [row["error"] for row in found[4:]] == [
        "as_of: there is no price list as old as 2020-01-01; the first one is of 2025-06-27",
        "prices: './list.yaml' is a file, and a row names a service or an edition;"
        " name the file with --prices",
        "prices: prices and as_of each choose a price list;"
        " give one of them, or prices with a service alone",
    ]


def test_what_a_row_leaves_out_the_options_say(batch: Acorns):
    row = {"tool": "video", "seconds": 5, "model": "kling-2.6/standard"}
    rows = [row, {**row, "as_of": "2026-10-02"}, {**row, "as_of": "2026-09-01"}]
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    out = batch(rows_file(text, "jobs.ndjson"), "--prices", "kling")[1]
    found = [json.loads(line) for line in out.splitlines()]
    assert [it.get("prices_edition") for it in found] == [*["kling 2026-10-01"] * 2, None]
    assert "no price list as old as 2026-09-01 for kling" in found[2]["error"]
    # The day of the command line holds for a service that a row names.
    text = json.dumps({**row, "prices": "kling"})
    out = batch(rows_file(text, "jobs.ndjson"), "--as-of", "2026-01-01")[1]
    assert "no price list as old as 2026-01-01 for kling" in json.loads(out)["error"]
    text = json.dumps({**row, "prices": "kling/2026-10-01"})
    assert batch(rows_file(text, "jobs.ndjson"), "--as-of", "2026-01-01")[0] == 0


@pytest.mark.parametrize(
    ("choice", "named"),
    [
        ("2025-06-27", "an edition"),
        ("neural-frames/2025-06-27", "an edition"),
        (str(LISTS / "prices-studio.yaml"), "a file"),
    ],
)
def test_a_day_of_a_row_does_not_go_with_a_list_of_all_rows(batch: Acorns, choice: str, named: str):
    table = rows_file("tool,minutes,as_of\nfbf,1,2025-07-01\nfbf,1,\n")
    status, out, _ = batch(table, "--prices", choice, "--json")
    bad, good = map(json.loads, out.splitlines())
    assert (status, good["total_credits"]) == (4, 60)
    assert bad["error"] == (
        f"as_of: --prices names {named}, so that no day can choose the prices of a row;"
        " leave as_of out, or name a service alone with --prices"
    )


def test_numbers_pass_as_they_are(batch: Acorns):
    cells = '-1E5,-.5,"-1,5",+49,=1+1'
    _, out, _ = batch(rows_file(f"tool,minutes,a,b,c,d,e\nfbf,4,{cells}\n"))
    assert out.splitlines()[1].startswith('fbf,4,-1E5,-.5,"-1,5",+49,\'=1+1,240,')


def test_a_summary_has_the_digits_of_an_estimate(batch: Acorns):
    row = '{"tool":"fbf","seconds":0.5}\n'
    assert batch(rows_file(row * 2, "jobs.ndjson"), "--summary", "--quiet")[1] == "1\n"
    document = json.loads(batch("jobs.ndjson", "--summary", "--json")[1], parse_float=str)
    assert document["total_credits"] == 1
    assert document["groups"][0]["total_credits"] == 1


def test_a_summary_names_what_its_rows_lack_and_nothing_else(batch: Acorns):
    prices = f"--prices={LISTS / 'prices-paper-moon.yaml'}"
    rows_file("tool,model,seconds,images,add\nvideo,sketch,4,4,storyboard\n")
    out = batch("jobs.csv", "--summary", prices)[1]
    assert out.count("Not in the total:") == 1
    assert "Not in the total: the storyboard of Video." in " ".join(out.split())


# --- cases of files ---------------------------------------------------------------------------


def test_the_rows_that_were_read_are_never_written_over(batch: Acorns):
    content = "tool,minutes\nfbf,4\n"
    status, out, err = batch(rows_file(content), "--output", "jobs.csv")
    assert (status, out) == (4, "")
    assert "jobs.csv" in err
    assert Path("jobs.csv").read_text() == content


@pytest.mark.parametrize("name", ["out.xlsx", "out.pdf", "out.png", "out.ods"])
def test_no_workbook_is_written(batch: Acorns, name: str):
    status, out, err = batch(rows_file("tool,minutes\nfbf,4\n"), "--output", name)
    assert (status, out) == (2, "")
    assert "no file that ends in" in err
    assert ".csv, .tsv" in err
    assert not Path(name).exists()


def test_tabs_in_a_tsv_and_standard_output_as_a_dash(batch: Acorns):
    rows_file("tool,minutes\nfbf,4\n")
    assert batch("jobs.csv", "--output", "-")[1].startswith("tool,minutes,total_credits")
    assert batch("jobs.csv", "--output", "out.tsv")[0] == 0
    assert Path("out.tsv").read_text().splitlines()[1].startswith("fbf\t4\t240\t")
    assert batch("jobs.csv", "--summary", "--output", "out.tsv")[0] == 2


@pytest.mark.parametrize("cell", ["می\u200cخواهم", "l\u00a0eau", "two\nlines"])
def test_a_cell_comes_back_as_it_came_in(batch: Acorns, cell: str):
    status, out, _ = batch(rows_file(f'note,tool,minutes\n"{cell}",fbf,4\n'))
    assert status == 0
    assert f"{cell}" in out


# --- more of rows -----------------------------------------------------------------------------


def test_the_delimiter_is_found_outside_of_quotes(batch: Acorns):
    status, out, _ = batch(rows_file('"scene\nname";tool;minutes\n"a\nb";fbf;4\n'))
    assert status == 0
    assert out == (
        f'"scene\nname";tool;minutes;{OURS.replace(",", ";")}\n'
        '"a\nb";fbf;4;240;240;credits;true;2025-06-27;;\n'
    )


def test_windows_1252_goes_out_as_it_came_in(batch: Acorns):
    rows_file("größe;tool;minutes;images\r\n„ß“ – é;fbf;4;6\r\n".encode("cp1252"))
    assert batch("jobs.csv", "--output", "out.csv")[0] == 0
    assert Path("out.csv").read_bytes().decode("cp1252") == (
        f"größe;tool;minutes;images;{OURS.replace(',', ';')}\r\n"
        "„ß“ – é;fbf;4;6;240,2;240,2;credits;true;2025-06-27;;\r\n"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_unicode_goes_out_as_it_came_in(batch: Acorns, encoding: str, mark: str):
    rows_file(f"{mark}tool\tminutes\tπ\nfbf\t4\t漢\n".encode(encoding))
    assert batch("jobs.csv", "--output", "out.csv")[0] == 0
    header = "\t".join(["tool", "minutes", "π", *OURS.split(",")])
    assert Path("out.csv").read_bytes().decode(encoding) == (
        f"{mark}{header}\nfbf\t4\t漢\t240\t240\tcredits\ttrue\t2025-06-27\t\t\n"
    )
    # JSON is always UTF-8, without a mark.
    assert batch("jobs.csv", "--output", "out.ndjson")[0] == 0
    assert json.loads(Path("out.ndjson").read_bytes())["π"] == "漢"


def test_another_encoding_is_answered_with_how_to_save(batch: Acorns):
    assert batch(rows_file("длина,tool\nсцена,fbf\n".encode("cp1251"))) == (
        *(4, ""),
        "Error: jobs.csv: this is not UTF-8 text; save it as CSV UTF-8.\n",
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            *("jobs.xlsx", b"PK\x03\x04"),
            "jobs.xlsx: this is a workbook or another ZIP file, and not a file of rows;"
            " open it, and save the sheet as CSV UTF-8",
        ),
        (
            *("jobs.ods", b""),
            "jobs.ods: this is a workbook of LibreOffice, and not a file of rows;"
            " open it, and save the sheet as CSV UTF-8",
        ),
        (
            *("jobs.txt", b"How much is a video of four minutes?\n"),
            "jobs.txt:1: no column is a word of a job: 'How much is a video of four minutes?';"
            " name the columns tool, model, minutes and so on",
        ),
        (
            *("jobs.csv", b"Scene,Client,Budget\nintro,Ann,100\nverse,Ann,200\n"),
            "jobs.csv:1: no column is a word of a job: 'Scene', 'Client' or 'Budget';"
            " name the columns tool, model, minutes and so on",
        ),
        (
            *("jobs.json", b'{\n  "tool": "fbf",\n  "minutes": 4\n}\n'),
            "jobs.json: this is a JSON object over several lines;"
            " write each object on one line, as jq -c . does",
        ),
        (
            *("jobs.json", b'[{"tool": "fbf"}]'),
            "jobs.json: this is a JSON list; write one object to a line, as jq -c '.[]' does",
        ),
    ],
)
def test_another_kind_of_file_is_one_error(batch: Acorns, name: str, content: bytes, said: str):
    assert batch(rows_file(content, name)) == (4, "", f"Error: {said}.\n")


def test_a_table_with_a_title_and_a_comment(batch: Acorns):
    content = "Plan of Ann,,\n# tool: what makes it,,\nTOOL,Minutes,Scene\nfbf,4,a\n"
    assert batch(rows_file(content))[:2] == (
        0,
        "Plan of Ann,,\n# tool: what makes it,,\n"
        f"TOOL,Minutes,Scene,{OURS}\nfbf,4,a,240,240,credits,true,2025-06-27,,\n",
    )


def test_a_length_of_over_an_hour_is_a_warning(batch: Acorns):
    rows = "tool,length\nfbf,1:00:00\nfbf,03:42:00\n"
    assert batch(rows_file(rows), "--json")[2] == (
        "Warning: over an hour of video in row 2:"
        " a spreadsheet writes 3:42 minutes as 03:42:00 hours.\n"
    )
    status, _, err = batch(rows_file(rows + "fbf,2:00:00\n" * 12), "--summary")
    assert status == 0
    assert err.startswith(
        "Warning: over an hour of video in row 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more:"
    )


def test_each_row_of_a_table_goes_out_before_more_is_waited_for():
    command = [sys.executable, "-m", "acorns_cli", "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"tool;minutes\n")
        for number in range(3):
            process.stdin.write(b"fbf;3,5\n")
            process.stdin.flush()
            if not number:
                assert process.stdout.readline().startswith(b"tool;minutes;total_credits;")
            assert process.stdout.readline().startswith(b"fbf;3,5;210;")
        process.stdin.close()
    assert process.returncode == 0
