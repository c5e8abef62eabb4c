"""`acorns prices`: wiring, streams, exit statuses; lists that extend others; the walk-through."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pages
import pytest

from acorns_cli.catalog.files import read_prices
from acorns_cli.core.pricelist import DEFAULT_SERVICE
from acorns_cli.errors import FileError

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "prices" / "neural-frames" / "2025-06-27.yaml"
STUDIO = str(ROOT / "examples" / "prices-studio.yaml")
JOB = ("--tool", "t2v", "--model", "kling-2.1-standard", "--minutes", "4", "--rerender", "25%")

Acorns = Callable[..., tuple[int, str, str]]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of the default service, and an empty working folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "200")
    folder = tmp_path / "config" / "acorns" / "prices" / "neural-frames"
    folder.mkdir(parents=True)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return folder


def put(path: Path, text: str = "", *, extends: str = "2025-06-27") -> str:
    """Writes a list that extends another; its name for the command line."""
    path.write_text(
        f"edition: 2026-01-01\nextends: {extends}\nsource: {{title: {path.stem}}}\n{text}", "utf-8"
    )
    return str(path)


# --- the walk-through -------------------------------------------------------------------------


def test_a_newcomer_changes_a_rate_as_the_page_shows_and_prices_a_job(acorns: Acorns):
    page = (pages.DOCS / "price-lists.md").read_text("utf-8")
    section = page.partition("## Change another list")[2].partition("\n## ")[0]
    [(name, content)] = pages.FILE.findall(section)
    [command] = pages.commands(pages.BLOCK.findall(section)[0])
    job = ("estimate", "t2v", "4:00", "--model", "kling-2.1-standard", "--quiet")
    with pages.readers_folder(page) as folder:
        assert (folder / name).read_text("utf-8") == content
        assert acorns("prices", "check", name, "--quiet") == (0, "0\n", "")
        # 240 s × 7, and × 6
        assert acorns(*job) == (0, "1680\n", "")
        assert acorns(*job, "--prices", name) == (0, "1440\n", "")
        assert acorns(*command.split()[1:], "--quiet") == (0, "-240\n", "")


def test_a_newcomer_does_it_with_a_file_that_is_written_for_them(acorns: Acorns, mine: Path):
    assert acorns("prices", "new", "mine.yaml", "--extends", "2025-06-27")[:2] == (0, "")
    path = Path("mine.yaml")
    text = path.read_text("utf-8")
    rate = "kling-2.1-standard: {per_second: 7}"
    assert text.count(rate) == 1
    path.write_text(text.replace(rate, rate.replace("7}", "6}")), "utf-8")
    assert acorns("prices", "check", "mine.yaml")[0] == 0
    job = ("estimate", "t2v", "--model", "kling-2.1-standard", "--minutes", "4")
    assert acorns(*job, "--quiet", "--prices", "mine.yaml")[1] == "1440\n"


# --- list -------------------------------------------------------------------------------------


def rows(told: tuple[int, str, str]) -> list[dict[str, str]]:
    """The rows of a CSV output."""
    assert told[0] == 0
    return list(csv.DictReader(io.StringIO(told[1])))


def in_use(told: tuple[int, str, str]) -> list[str]:
    return [Path(row["file"]).name for row in rows(told) if row["in_use"] == "true"]


def test_list_marks_the_one_in_use(acorns: Acorns, mine: Path, monkeypatch: pytest.MonkeyPatch):
    put(mine / "2026-01-01-studio.yaml")
    command = ("prices", "list", "--format", "csv")
    assert in_use(acorns(*command)) == ["2026-01-01-studio.yaml"]
    assert in_use(acorns(*command, "--as-of", "2025-12-31")) == ["2025-06-27.yaml"]
    assert in_use(acorns(*command, "--prices", "2025-06-27")) == ["2025-06-27.yaml"]
    named = put(Path("quote.yaml"))
    monkeypatch.setenv("ACORNS_PRICES", named)
    told = rows(acorns(*command))
    assert [(row["place"], row["in_use"]) for row in told if row["service"] == DEFAULT_SERVICE] == [
        ("shipped", "false"),
        ("own", "false"),
        ("named", "true"),
    ]


def test_list_shows_what_is_wrong_and_hides_nothing(acorns: Acorns, mine: Path):
    put(mine / "2026-01-01.yaml")
    (mine / "2026-02-01.yaml").write_text("edition: 2026-02-01\n")
    put(mine / "studio.yaml")
    put(mine / "2026-02-30.yaml")
    (mine / "notes.txt").write_text("not a list")
    status, out, err = acorns("prices", "list")
    assert (status, err) == (0, "")
    lines = [line for line in out.splitlines() if line.endswith("│ yours   │")]
    assert len(lines) == 4  # one that is right, and three that are not
    assert "2026-02-01.yaml:1: the key source is missing, and 1 more." in out
    assert "studio.yaml: the name says no edition, so that it is not found" in out
    assert "2026-02-30.yaml: '2026-02-30' is not a day of the calendar." in out


def test_list_says_where_a_list_of_ones_own_is_not_found(acorns: Acorns, mine: Path):
    put(mine.parent / "2026-01-01.yaml")
    (mine.parent / "kling").mkdir()
    put(mine.parent / "kling" / "2026-01-01.yaml", extends="kling/2026-10-01")
    out = acorns("prices", "list")[1]
    assert (
        f"{mine.parent}/2026-01-01.yaml: it lies in no folder of a service, so that it is not"
        " found; move it into one, like neural-frames/2026-01-31.yaml."
    ) in " ".join(out.split())
    assert acorns("prices", "show", "--quiet")[1] == "2025-06-27\n"
    assert (
        "Prices of kling 2026-01-01, in credits\n"
        in acorns("prices", "show", "kling/2026-01-01")[1]
    )


def test_list_names_two_of_one_date(acorns: Acorns, mine: Path):
    put(mine / "2026-01-01.yaml")
    put(mine / "2026-01-01-b.yaml")
    out = acorns("prices", "list")[1]
    assert "it is of the same date as 2026-01-01-b.yaml" in out
    assert "it is of the same date as 2026-01-01.yaml" in out


def test_list_tells_of_a_folder_that_can_not_be_read(
    acorns: Acorns, mine: Path, monkeypatch: pytest.MonkeyPatch
):
    from acorns_cli.catalog import editions
    from acorns_cli.system.files import file_error, inside

    def failing(folder: Path, kind: Callable[[Path], bool]) -> list[Path]:
        if folder == mine and kind is Path.is_file:
            raise file_error(folder, "permission denied")
        return inside(folder, kind)

    monkeypatch.setattr(editions, "inside", failing)
    status, out, _ = acorns("prices", "list")
    assert status == 0
    assert "permission denied" in out
    assert "2025-06-27" in out


def test_list_as_json_and_quiet(acorns: Acorns, mine: Path):
    document = json.loads(acorns("prices", "list", "--json")[1])
    assert document["schema"] == "acorns.prices-list/1"
    [shipped] = [listed for listed in document["lists"] if listed["in_use"]]
    assert (shipped["place"], shipped["in_use"]) == ("shipped", True)
    assert shipped["checked"]["edition"] == "2025-06-27"
    services = {listed["checked"]["service"] for listed in document["lists"]}
    assert services > {"neural-frames", "kling", "luma", "runway"}
    assert acorns("prices", "list", "--quiet") == (0, "2025-06-27\n", "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--as-of", "today"), "--as-of: 'today' is not a date"),
        (("--as-of", "2020-01-01"), "--as-of: there is no price list as old as 2020-01-01"),
        (("--prices", "2020-01-01"), "--prices: there is no price list of '2020-01-01'"),
        (
            ("--prices", "kling", "--as-of", "2020-01-01"),
            "--as-of: there is no price list as old as 2020-01-01 for kling",
        ),
        (
            ("--prices", "nosuch", "--as-of", "2020-01-01"),
            "--prices: there are no prices of a service 'nosuch'",
        ),
    ],
)
def test_list_refuses_a_choice_that_can_not_be(
    acorns: Acorns, mine: Path, options: tuple[str, ...], told: str
):
    status, out, err = acorns("prices", "list", *options)
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: {told};")


# --- show -------------------------------------------------------------------------------------


def test_show_is_of_the_list_in_use_or_another(acorns: Acorns, mine: Path):
    assert "Prices of 2025-06-27" in acorns("prices", "show")[1]
    assert acorns("prices", "show", STUDIO, "--quiet")[1] == "2026-02-01\n"
    assert acorns("prices", "show", "--prices", STUDIO, "--quiet")[1] == "2026-02-01\n"
    document = json.loads(acorns("prices", "show", STUDIO, "--json")[1], parse_float=Decimal)
    assert document["schema"] == "acorns.prices/1"
    assert document["extends"].startswith("2025-06-27: How are credits used")
    house = document["tools"]["t2v"]["models"]["studio-house-model"]
    assert house["per_second"] == Decimal("9.5")


@pytest.mark.parametrize("option", [("--prices", STUDIO), ("--as-of", "2026-01-01")])
def test_show_is_told_one_list(acorns: Acorns, mine: Path, option: tuple[str, str]):
    status, out, err = acorns("prices", "show", "2025-06-27", *option)
    assert (status, out) == (2, "")
    assert "the list and --prices or --as-of each choose a price list; give one of them." in err


def test_list_says_what_is_wrong_with_the_one_that_the_environment_names(
    acorns: Acorns, mine: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ACORNS_PRICES", "latest")
    status, out, err = acorns("prices", "list")
    assert (status, err) == (0, "")
    assert "None is in use: there are no prices of a service 'latest', which ACORNS_PRICES" in out
    monkeypatch.setenv("ACORNS_PRICES", "2025-06-27")
    status, out, err = acorns("prices", "list", "--as-of", "2026-01-01")
    assert (status, out) == (2, "")
    assert "--as-of: ACORNS_PRICES names a price list, and so does the date; unset the one" in err


def test_list_shows_the_edition_of_a_faulty_list_and_that_it_is_in_use(acorns: Acorns, mine: Path):
    put(mine / "2026-01-01.yaml", "tools: {t2v: {images: {price: x}}}")
    out = acorns("prices", "list")[1]
    [row] = [line for line in out.splitlines() if "2026-01-01 │" in line]
    assert "│ faulty │ 2026-01-01.yaml: 1 problem" in row
    status, out, err = acorns("prices", "list", "--quiet")
    assert (status, out) == (0, "2026-01-01\n")
    assert "Warning: The list in use has a fault: " in err


def test_every_result_says_which_lists_it_is_from(acorns: Acorns, mine: Path):
    job = ("estimate", "fbf", "--minutes", "1", "--prices", STUDIO)
    origin = (
        "Studio agreement (e-mail, 2026-01-30), over 2025-06-27:"
        " How are credits used for each tool? (help page, 2025-06-27)"
    )
    assert f"from: {origin}" in acorns(*job)[1]
    assert json.loads(acorns(*job, "--json")[1])["prices"]["source"] == origin
    assert f"from: {origin}" in acorns("prices", "show", STUDIO)[1]
    # A table's notes go on in the next line, as the length of the file's name has it.
    notes = " ".join(acorns("prices", "check", STUDIO)[1].split())
    assert f"from: {origin}" in notes
    assert f"from: {origin}" in acorns("prices", "diff", "2025-06-27", STUDIO)[1]


# --- check ------------------------------------------------------------------------------------


def test_check_passes_the_lists_that_are_shipped(acorns: Acorns):
    status, out, err = acorns("prices", "check", str(SHIPPED), STUDIO)
    assert (status, err) == (0, "")
    assert "4 of 4 examples came out" in out


def test_check_reports_and_fails(acorns: Acorns, mine: Path):
    wrong = Path("wrong.yaml")
    wrong.write_text(SHIPPED.read_text("utf-8").replace("rerender: 420", "rerender: 402"), "utf-8")
    line = wrong.read_text("utf-8").partition("rerender: 402")[0].count("\n") + 1
    status, out, err = acorns("prices", "check", "wrong.yaml", "missing.yaml", str(SHIPPED))
    assert status == 4
    assert "3 of 4 examples came out" in out
    assert err == (
        f"Error: wrong.yaml:{line}: examples[0].expect.rerender:"
        " the source says 402, this list makes 420; its parts make 2,082, and its total is 2,100;"
        " correct the prices or the example.\n"
        "Error: missing.yaml: no such file or directory.\n"
    )
    document = json.loads(acorns("prices", "check", "wrong.yaml", "--json")[1])
    assert document["schema"] == "acorns.prices-check/1"
    assert document["ok"] is False
    [checked] = document["lists"]
    assert checked["problems"][0]["path"] == "examples[0].expect.rerender"
    assert checked["examples"][0]["parts"][1] == {
        "part": "rerender",
        "theirs": 402,
        "ours": 420,
        "agrees": False,
    }
    assert acorns("prices", "check", "wrong.yaml", "--quiet")[:2] == (4, "1\n")


def test_check_says_where_nothing_is_proved(acorns: Acorns, mine: Path):
    put(Path("mine.yaml"))
    assert acorns("prices", "check", "mine.yaml", "--quiet") == (0, "0\n", "")
    status, out, err = acorns("prices", "check", "mine.yaml")
    assert (status, err) == (0, "")
    assert "│ no worked example │" in out
    assert "mine.yaml is sound, and has no worked example: its prices are not recomputed." in out


def test_check_takes_editions(acorns: Acorns, mine: Path):
    assert acorns("prices", "check", "2025-06-27", "--quiet") == (0, "0\n", "")
    assert acorns("prices", "check", "2020-01-01")[0] == 2


# --- lists that extend others -----------------------------------------------------------------


def test_a_chain_of_lists(mine: Path):
    put(Path("a.yaml"), "tools: {fbf: {any_model: {per_second: 2}}}\n")
    Path("deep").mkdir()
    put(Path("deep/b.yaml"), "tools: {fbf: {images: {price: 1}}}\n", extends="../a.yaml")
    prices = read_prices(Path("deep/b.yaml"))
    fbf = prices.tools["fbf"]
    assert fbf.any_model is not None
    assert fbf.images is not None
    assert (fbf.any_model.per_second, fbf.images.price) == (2, 1)
    assert fbf.images.per_images == 4
    assert prices.origin == (
        "b, over 2026-01-01: a, over 2025-06-27:"
        " How are credits used for each tool? (help page, 2025-06-27)"
    )


def problem(path: str) -> tuple[int, str, str]:
    with pytest.raises(FileError) as caught:
        read_prices(Path(path))
    [found] = caught.value.problems
    return found.line, found.path, found.what


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_an_error_that_names_it(mine: Path, length: int):
    names = [f"{letter}.yaml" for letter in "abc"[:length]]
    for name, base in zip(names, [*names[1:], names[0]], strict=True):
        put(Path(name), extends=base)
    line, path, what = problem("a.yaml")
    assert (line, path) == (2, "extends")
    assert f"lists extend one another in a circle: {' → '.join([*names, 'a.yaml'])}" in what


def test_a_circle_by_way_of_a_link(mine: Path):
    put(Path("a.yaml"), extends="b.yaml")
    Path("b.yaml").symlink_to("a.yaml")
    assert "in a circle: a.yaml → b.yaml" in problem("a.yaml")[2]


def test_more_than_ten_lists_are_too_many(mine: Path):
    for number in range(12):
        put(Path(f"{number}.yaml"), extends=f"{number + 1}.yaml")
    put(Path("12.yaml"))
    assert "more than 10 lists extend one another" in problem("0.yaml")[2]
    assert read_prices(Path("4.yaml")).edition == date(2026, 1, 1)


def test_a_list_below_that_can_not_be_used(mine: Path):
    Path("wrong.yaml").write_text("edition: 2026-01-01\nsource: {title: a, titel: b}\n")
    put(Path("a.yaml"), extends="wrong.yaml")
    assert problem("a.yaml") == (
        *(2, "extends"),
        "the list that this one extends can't be used:"
        " wrong.yaml:1: the key tools is missing, and 1 more",
    )


# --- diff -------------------------------------------------------------------------------------


def test_diff_shows_the_change_of_a_job_in_credits_and_percent(acorns: Acorns, mine: Path):
    status, out, err = acorns("prices", "diff", "2025-06-27", STUDIO, *JOB)
    assert (status, err) == (0, "")
    assert re.search(r"The job │ −300 credits +│ +2,100 │ +1,800 │ ~−14.29%", out)
    document = json.loads(
        acorns("prices", "diff", "2025-06-27", STUDIO, *JOB, "--json")[1], parse_float=Decimal
    )
    assert document["job"] == {
        "tool": "t2v",
        "model": "kling-2.1-standard",
        "old": {"total_credits": 2100, "range": None, "complete": True, "unpriced": []},
        "new": {"total_credits": 1800, "range": None, "complete": True, "unpriced": []},
        "difference_credits": -300,
        "percent": Decimal("-14.29"),
        "percent_is_exact": False,
    }
    assert acorns("prices", "diff", "2025-06-27", STUDIO, *JOB, "--quiet")[1] == "-300\n"
    assert acorns("prices", "diff", "2025-06-27", STUDIO, "--quiet")[1] == "11\n"


def test_diff_says_which_list_can_not_price_the_job(acorns: Acorns, mine: Path):
    job = ("--tool", "t2v", "--model", "runway-gen-3-alpha", "--minutes", "1")
    status, out, err = acorns("prices", "diff", "2025-06-27", STUDIO, *job)
    assert (status, out) == (2, "")
    assert err.startswith(
        "Error: --model: with the prices of 2026-02-01, t2v has no model 'runway-gen-3-alpha'"
    )


@pytest.mark.parametrize("output", ["--quiet", "--json", "--format=csv", "--format=html"])
@pytest.mark.parametrize(("new", "unit"), [("kling-api", "USD"), ("runway", "credits of runway")])
def test_diff_subtracts_no_credits_from_those_of_another_service_or_from_money(
    acorns: Acorns, mine: Path, output: str, new: str, unit: str
):
    told = acorns("prices", "diff", "kling", new, "--tool", "video", "--minutes", "1", output)
    assert told[:2] == (2, "")
    assert re.fullmatch(
        "Error: the old total is in credits of kling [(]prices of kling [0-9-]{10}[)] and the new"
        f" one in {unit} [(]prices of {new} [0-9-]{{10}}[)], which can't be compared;"
        " leave the job out, or ask acorns compare with both lists[.]\n",
        told[2],
    )


@pytest.mark.parametrize("option", [("--minutes", "4"), ("--model", "kling-2.1-pro")])
def test_diff_of_a_job_needs_its_tool(acorns: Acorns, option: tuple[str, str]):
    status, _, err = acorns("prices", "diff", "2025-06-27", STUDIO, *option)
    assert status == 2
    assert err == (
        f"Error: --tool: a job with {option[0]} needs a tool; give it as --tool, like t2v.\n"
    )


def test_diff_says_all_that_is_wrong_with_a_job_without_a_tool(acorns: Acorns):
    job = ("--minutes", "x", "--length", "y", "--rerender", "25%")
    assert acorns("prices", "diff", "2025-06-27", STUDIO, *job) == (
        *(2, ""),
        "Error: --tool: a job with --minutes needs a tool; give it as --tool, like t2v.\n"
        "Error: --length: --minutes and --length each say how long the video is;"
        " give the length in one way.\n"
        "Error: --minutes: 'x' is not a number; write plain digits, like 4 or 0.5.\n"
        "Error: --length: 'y' is not a duration; write 4:00, 1:02:03.5, 4m30s, 90s or PT4M30S.\n",
    )


# --- schema and new ---------------------------------------------------------------------------


def test_schema_is_json_whatever_the_terminal(acorns: Acorns, mine: Path):
    status, out, _ = acorns("prices", "schema")
    assert status == 0
    assert out == (ROOT / "prices" / "schema.json").read_text("utf-8")
    assert acorns("prices", "schema", "--json")[1] == out
    assert acorns("prices", "schema", "--output", "schema.json") == (
        *(0, ""),
        "Written: schema.json\n",
    )
    assert Path("schema.json").read_text("utf-8") == out
    status, _, err = acorns("prices", "schema", "--format", "csv")
    assert (status, err) == (
        2,
        "Error: --format: a schema is written as JSON; leave --format out.\n",
    )


@pytest.mark.parametrize("extends", [(), ("--extends", "2025-06-27"), ("--extends", STUDIO)])
def test_new_writes_a_list_that_is_sound(acorns: Acorns, mine: Path, extends: tuple[str, ...]):
    status, out, err = acorns("prices", "new", "mine.yaml", *extends)
    assert (status, out) == (0, "")
    assert err == "Written: mine.yaml. Change it, then check it: acorns prices check mine.yaml\n"
    assert acorns("prices", "check", "mine.yaml")[0] == 0
    text = Path("mine.yaml").read_text("utf-8")
    # As good on any machine: the second line says how to make what the first one names.
    first, *more = text.splitlines()
    assert first == "# yaml-language-server: $schema=prices.schema.json"
    assert "acorns prices schema --output prices.schema.json" in more[1]
    assert str(Path.cwd()) not in text


def test_new_extends_a_file_as_it_is_seen_from_the_new_one(acorns: Acorns, mine: Path):
    put(Path("base.yaml"))
    Path("deep").mkdir()
    assert acorns("prices", "new", "deep/mine.yaml", "--extends", "base.yaml")[0] == 0
    assert "\nextends: ../base.yaml\n" in Path("deep/mine.yaml").read_text("utf-8")
    assert acorns("prices", "check", "deep/mine.yaml")[0] == 0


def test_new_extends_a_file_past_a_link_to_a_folder(acorns: Acorns, mine: Path):
    put(Path("base.yaml"))
    Path("far/away").mkdir(parents=True)
    Path("link").symlink_to("far/away")
    assert acorns("prices", "new", "link/mine.yaml", "--extends", "base.yaml")[0] == 0
    assert "\nextends: ../../base.yaml\n" in Path("link/mine.yaml").read_text("utf-8")
    assert acorns("prices", "check", "link/mine.yaml")[0] == 0


def test_new_takes_the_edition_from_a_name_that_says_one(acorns: Acorns, mine: Path):
    assert acorns("prices", "new", "2026-03-01-studio.yaml")[0] == 0
    assert read_prices(Path("2026-03-01-studio.yaml")).edition == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("service", "what"),
    [
        ("", "the text is empty"),
        (" ", "the text is empty"),
        ("all", "'all' can't be the name of a service; write a name like luma, without a slash"),
        ("A/b", "'a/b' can't be the name of a service; write a name like luma, without a slash"),
        (
            "2026-01-01",
            "'2026-01-01' can't be the name of a service; write a name like luma, without a slash",
        ),
    ],
)
def test_new_takes_no_service_that_no_list_can_have(
    acorns: Acorns, mine: Path, service: str, what: str
):
    told = acorns("prices", "new", "new.yaml", "--service", service)
    assert told == (2, "", f"Error: --service: {what}.\n")
    assert not Path("new.yaml").exists()


@pytest.mark.parametrize(
    ("extends", "what"),
    [
        ("nosuch", "there are no prices of a service 'nosuch'; the services are "),
        ("2020-01-01", "there is no price list of '2020-01-01'; the editions are 2025-06-27."),
        ("", "the name of a price list is empty; give an edition or a file."),
    ],
)
def test_new_names_the_option_whose_list_is_not_there(
    acorns: Acorns, mine: Path, extends: str, what: str
):
    status, out, err = acorns("prices", "new", "new.yaml", "--extends", extends)
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: --extends: {what}")


@pytest.mark.parametrize("there", ["a file", "a folder", "a link to nothing"])
def test_new_never_writes_over_anything(acorns: Acorns, mine: Path, there: str):
    path = Path("mine.yaml")
    if there == "a file":
        path.write_text("mine\n")
    elif there == "a folder":
        path.mkdir()
    else:
        path.symlink_to("nothing.yaml")
    status, out, err = acorns("prices", "new", "mine.yaml")
    assert (status, out) == (4, "")
    assert err == (
        "Error: mine.yaml: there is a file of this name already;"
        " name a new file; this one stays as it is.\n"
    )
    assert not Path("nothing.yaml").exists()
    assert there != "a file" or path.read_text() == "mine\n"


def test_new_leaves_nothing_where_it_fails(
    acorns: Acorns, mine: Path, monkeypatch: pytest.MonkeyPatch
):
    assert acorns("prices", "new", "no-such-folder/mine.yaml")[0] == 4
    assert acorns("prices", "new", "mine.yaml", "--extends", "missing.yaml")[0] == 4
    assert not Path("mine.yaml").exists()


# --- as the issue asks ------------------------------------------------------------------------


def test_the_newest_list_on_a_day(acorns: Acorns, mine: Path):
    shutil.copy(SHIPPED, mine / "2026-01-01.yaml")
    later = (mine / "2026-01-01.yaml").read_text("utf-8")
    later = later.replace("edition: 2025-06-27", "edition: 2026-01-01")
    (mine / "2026-01-01.yaml").write_text(later, "utf-8")
    for day, edition in (
        *(("2025-06-27", "2025-06-27"), ("2025-12-31", "2025-06-27")),
        *(("2026-01-01", "2026-01-01"), ("2026-01-02", "2026-01-01")),
    ):
        assert acorns("prices", "show", "--as-of", day, "--quiet")[1] == f"{edition}\n"
    status, _, err = acorns("prices", "show", "--as-of", "2025-06-26")
    assert status == 2
    assert err == (
        "Error: --as-of: there is no price list as old as 2025-06-26;"
        " the first one is of 2025-06-27.\n"
    )
