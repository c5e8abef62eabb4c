"""`acorns project`: wiring, streams and exit statuses. What a project costs is tested elsewhere."""

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from rich.cells import cell_len

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SHORT, ALBUM = str(EXAMPLES / "short-video.yaml"), str(EXAMPLES / "album-video.yaml")

Acorns = Callable[..., tuple[int, str, str]]


@pytest.fixture
def acorns(acorns: Acorns) -> Acorns:
    """Runs `acorns project`."""
    return partial(acorns, "project")


def write(path: Path, text: str) -> str:
    path.write_text(text)
    return str(path)


# --- estimate ---------------------------------------------------------------------------------


def test_estimate(acorns: Acorns):
    status, out, err = acorns("estimate", SHORT)
    assert (status, err) == (0, "")
    assert out.startswith(
        "Paper Boats, 1:30, 6 scenes\n"
        "╭──────────────────┬──────────────────────┬────────┬─────────╮\n"
        "│ Scene            │ Made with            │ Length │ Credits │\n"
        "├──────────────────┼──────────────────────┼────────┼─────────┤\n"
        "│ Harbour at dawn  │ t2v Seedance V1 Lite │   0:15 │      66 │\n"
        "│ Folding the boat │ t2v Seedance V1 Lite │   0:20 │      88 │\n"
        "│ Rain begins      │ t2v Seedance V1 Lite │   0:10 │      44 │\n"
        "│ Down the gutter  │ t2v Seedance V1 Lite │   0:15 │      75 │\n"
        "│ The storm drain  │ t2v Seedance V1 Lite │   0:20 │     103 │\n"
        "│ Open sea         │ t2v Seedance V1 Lite │   0:10 │      38 │\n"
        "├──────────────────┼──────────────────────┼────────┼─────────┤\n"
        "│ Total            │                      │   1:30 │     414 │\n"
        "╰──────────────────┴──────────────────────┴────────┴─────────╯\n"
        " 276 credits per finished minute, rounded up to a hundredth.\n"
        " The balance of 300 is not enough for the 414 still needed: 114 are missing; the\n"
        " cheapest top-up is 1 × 600 for 15.00 USD.\n"
    )


def test_estimate_marks_what_is_not_complete(acorns: Acorns):
    status, out, err = acorns("estimate", ALBUM)
    assert (status, err) == (0, "")
    # Two clips of 10 s and a half at 8 a second; 75% of them are 1.5, and whole clips 2.
    assert "│ Night watch                 │ autopilot Kling 2.1        │   0:15 │     *150 │" in out
    assert "│ Re-rendered clips: 1.5 → 2  │ autopilot Kling 2.1        │        │       20 │" in out
    assert "│ 4 scenes                    │ fbf                        │        │     45.3 │" in out
    assert "│ Total (incomplete)          │                            │   5:00 │ *3,007.3 │" in out
    assert " * Not in the total: storyboards of Autopilot, in 4 scenes. The page gives no\n" in out
    assert " 1,595.6 credits are spent already." in out


def test_estimate_for_programs(acorns: Acorns):
    _, out, _ = acorns("estimate", ALBUM, "--json")
    document = json.loads(out)
    assert document["schema"] == "acorns.project/1"
    assert (document["total_credits"], document["complete"]) == (3007.3, False)
    assert len(document["scenes"]) == 30
    _, out, _ = acorns("estimate", ALBUM, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["kind"] for row in rows] == [
        *(["scene"] * 30 + ["subtotal"] * 8 + ["pool"] * 2 + ["total"])
    ]
    assert rows[0] == {
        "kind": "scene", "scene": "Title card", "tool": "fbf", "model": "", "seconds": "8",
        "base": "8", "rerender": "2", "extra": "0", "images": "0.4", "add_ons": "0",
        "credits_low": "10.4", "credits": "10.4", "complete": "true", "money": "",
    }  # fmt: skip
    parts = [row["credits"] for row in rows if row["kind"] in ("scene", "pool")]
    assert sum(map(Decimal, parts)) == Decimal("3007.3")
    assert rows[-1]["credits"] == "3007.3"


def test_estimate_quietly(acorns: Acorns):
    status, out, err = acorns("estimate", ALBUM, "--quiet", "--max", "3000")
    assert (status, out) == (3, "3007.3\n")
    assert err == (
        "Warning: Not in the total: storyboards of Autopilot, in 4 scenes. The page gives no price"
        " for storyboards. The app shows it before a video is made.\n"
        "Over the limit: 3,007.3 is 7.3 more than 3,000 credits.\n"
    )


def test_scenes_that_do_not_fill_the_song_are_told_once(acorns: Acorns, tmp_path: Path):
    path = write(
        tmp_path / "video.yaml",
        "title: T\nlength: 1:00\n"
        "scenes: [{name: A, tool: fbf, length: 0:50, rerender: 10%..20%}]\n",
    )
    told = "The scenes are 0:10 shorter than the song: 0:50 of scenes, 1:00 of song."
    status, out, err = acorns("estimate", path)
    assert (status, err) == (0, "")
    assert f" {told}\n" in out
    assert "│ A     │ fbf       │   0:50 │ 55 – 60 │" in out
    assert " At most 72 credits per finished minute" in out
    pin = " Write prices: 2025-06-27 in the project file, and newer prices change nothing.\n"
    assert pin in out
    _, out, err = acorns("estimate", path, "--quiet")
    assert (out, err) == ("60\n", f"Warning: {told}\n")
    assert acorns("estimate", path, "--format", "csv")[2] == f"Warning: {told}\n"
    # What is asked for by name stays what it is without the file.
    assert "Write prices:" not in acorns("estimate", path, "--prices", "2025-06-27")[1]


def test_prices_and_balance_stand_over_those_of_the_file(
    acorns: Acorns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shipped = (EXAMPLES.parent / "prices" / "neural-frames" / "2025-06-27.yaml").read_text()
    dear = write(
        tmp_path / "dear.yaml", shipped.split("examples:")[0].replace("second: 3}", "second: 30}")
    )
    _, out, _ = acorns("estimate", SHORT, "--prices", dear, "--quiet")
    # 90 seconds of video, 3 + 4 + 2 + 6 + 4 + 0 of it again and 5 extra are 114; 18 images.
    assert out == "3492\n"
    # The environment does not: a quote stays what it is.
    monkeypatch.setenv("ACORNS_PRICES", dear)
    assert acorns("estimate", SHORT, "--quiet")[1] == "414\n"
    _, out, _ = acorns("estimate", SHORT, "--balance", "500")
    assert " The balance of 500 is enough for the 414 still needed, and leaves 86.\n" in out
    status, out, err = acorns("estimate", SHORT, "--balance", "lots")
    assert (status, out) == (2, "")
    assert err.startswith("Error: --balance: 'lots' is not a number")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--prices", "2020-01-01"], 2, "Error: --prices: there is no price list of '2020-01-01'"),
        (["--prices", ""], 2, "Error: --prices: the name of a price list is empty"),
        (["--as-of", "2020-01-01"], 2, "Error: --as-of: there is no price list as old as"),
        (["--max", "x"], 2, "Error: --max: 'x' is not a number"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_told(
    acorns: Acorns, arguments: list[str], status: int, told: str
):
    done, out, err = acorns("estimate", SHORT, *arguments)
    assert (done, out) == (status, "")
    assert err.startswith(told)


@pytest.mark.parametrize(
    ("prices", "status", "said"),
    [
        ("kling", 0, ""),
        ("kling/2026-10-01", 0, ""),  # of that day: the newest of its service
        ("klign", 4, "plan.yaml:2: prices: there are no prices of a service 'klign'"),
        ("./mine.yaml", 2, "--as-of: the project names a file of prices, './mine.yaml', and the"),
    ],
)
def test_a_day_chooses_a_list_of_the_service_that_the_file_names(
    acorns: Acorns, tmp_path: Path, prices: str, status: int, said: str
):
    plan = tmp_path / "plan.yaml"
    scene = "{name: a, tool: video, model: kling-3.0, seconds: 30}"
    plan.write_text(f"title: Plan\nprices: {prices}\nscenes:\n  - {scene}\n")
    done, out, err = acorns("estimate", str(plan), "--as-of", "2026-11-01", "--quiet")
    assert (done, out) == (status, "" if status else "180\n")
    assert said in err
    early = acorns("estimate", str(plan), "--as-of", "2020-01-01")
    if not status:
        assert "--as-of: there is no price list as old as 2020-01-01 for kling" in early[2]


def test_a_file_that_is_not_there(acorns: Acorns, tmp_path: Path):
    status, out, err = acorns("status", str(tmp_path / "none.yaml"))
    assert (status, out) == (4, "")
    assert err == f"Error: {tmp_path}/none.yaml: no such file or directory.\n"


@pytest.mark.parametrize("columns", ["80", "120"])
def test_any_name_keeps_the_columns_straight(
    acorns: Acorns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str
):
    monkeypatch.setenv("COLUMNS", columns)
    names = (
        "שלום עולם",
        "مرحبا بالعالم، مشهد طويل جدا عن البحر والليل والقمر والنجوم",
        "映画の夜、海辺の長い長い長い長い長い長い散歩と花火と夏の終わりの別れ",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenknopfloch",
        "[bold]x[/] that goes on and on and on until the lighthouse falls into the sea",
    )
    scenes = [f"  - {{name: '{name}', length: 0:30}}\n" for name in names]
    scenes += [f"  - {{name: Scene {number}, length: 0:30}}\n" for number in range(25)]
    path = write(
        tmp_path / "video.yaml",
        "title: 映画\ndefaults: {tool: t2v, model: kling-2.1-standard, rerender: 10%..40%}\n"
        f"scenes:\n{''.join(scenes)}",
    )
    _, out, _ = acorns("estimate", path)
    shown = out.replace("\u2068", "").replace("\u2069", "")
    table = [line for line in shown.splitlines() if line[0] in "╭├│╰"]
    assert len(table) > 36
    [width] = {cell_len(line) for line in table}
    assert width <= int(columns)
    for line in out.splitlines():
        assert line.count("\u2068") == line.count("\u2069") <= 1


def test_images_alone_have_no_minutes_and_no_balance_no_account(acorns: Acorns, tmp_path: Path):
    path = write(tmp_path / "video.yaml", "title: T\nscenes: [{name: A, tool: fbf, images: 8}]\n")
    _, out, _ = acorns("estimate", path)
    assert out.startswith("T, 0:00, 1 scene\n")
    assert "per finished minute" not in out
    _, out, _ = acorns("status", path)
    assert "│ To go (ETC)         │        0.2 │\n" in out
    assert "balance" not in out


# --- status -----------------------------------------------------------------------------------


def test_status(acorns: Acorns):
    status, out, err = acorns("status", ALBUM)
    assert (status, err) == (0, "")
    assert out.startswith(
        "The Lighthouse Keeper: 30 scenes, 15 done, 2 begun\n"
        "╭────────────────────────────┬────────────┬───────────╮\n"
        "│ Credits                    │ As planned │  As shown │\n"
        "├────────────────────────────┼────────────┼───────────┤\n"
        "│ Planned (BAC)              │   *3,007.3 │  *3,007.3 │\n"
        "│ Spent (AC)                 │    1,595.6 │   1,595.6 │\n"
        "│ To go (ETC)                │   *1,545.8 │ *1,602.14 │\n"
        "│ At the end (EAC)           │   *3,141.4 │ *3,197.74 │\n"
        "│ Over or under (VAC)        │     −134.1 │   −190.44 │\n"
        "├────────────────────────────┼────────────┼───────────┤\n"
        "│ Left of the balance of 900 │    *−645.8 │  *−702.14 │\n"
        "╰────────────────────────────┴────────────┴───────────╯\n"
        " * Not in the estimates: storyboards of Autopilot, in 4 scenes. The page gives\n"
        " no price for storyboards. The app shows it before a video is made.\n"
        " As planned, the balance of 900 is not enough for the *1,545.8 still needed:\n"
        " *645.8 are missing; the cheapest top-up is 2 × 600 for 30.00 USD.\n"
        " As shown, the balance of 900 is not enough for the *1,602.14 still needed:\n"
        " *702.14 are missing; the cheapest top-up is 2 × 600 for 30.00 USD.\n"
        " Over budget: Title card (11 of 10.4), Waves in ink (18.6 of 15.6), The chart\n"
    )
    _, out, _ = acorns("status", ALBUM, "--balance", "1600")
    assert "As planned, the balance of 1,600 is enough for the *1,545.8 still needed," in out
    assert "is not enough for the *1,602.14 still needed:\n *2.14 are missing;" in out


def test_a_finished_scene_still_lacks_what_has_no_price(acorns: Acorns, tmp_path: Path):
    path = write(
        tmp_path / "done.yaml",
        "title: T\nprices: 2025-06-27\nscenes:\n- {name: A, tool: autopilot,"
        " model: kling-2.1-standard, length: 1:00, done: yes, spent: 500}\n",
    )
    _, out, _ = acorns("status", path)
    assert "│ Planned (BAC)       │       *480 │     *480 │\n" in out
    assert " * Not in the estimates: storyboards of Autopilot, in 1 scene." in out
    assert json.loads(acorns("estimate", path, "--json")[1])["complete"] is False


def test_status_scene_by_scene(acorns: Acorns):
    status, out, err = acorns("status", ALBUM, "--lines")
    assert (status, err) == (0, "")
    for row in (  # spent and planned, as the file says; to go, as tests/project has it
        "│ Title card: done, 11 spent               │         11 │        11 │",
        "│ The photograph: begun, 80 spent          │         80 │     85.46 │",
        "│ Her red scarf: planned, 0 spent          │         98 │    107.59 │",
    ):
        assert f"{row}\n" in out
    _, out, _ = acorns("status", SHORT, "--lines")  # no scene is done, so nothing is shown yet
    assert "│ Open sea: planned, 0 spent         │         38 │\n" in out


@pytest.mark.parametrize(
    ("progress", "marks"),
    [
        # Not begun: all that it is to cost lacks its storyboards.
        ("", {"Film: planned, 0 spent": "*80", "Spent (AC)": "10"}),
        ("spent: 30", {"Film: begun, 30 spent": "*80", "Spent (AC)": "40"}),
        # Finished: what is said to be spent is all that there was; an estimate is not.
        ("spent: 90, done: yes", {"Film: done, 90 spent": "90", "Spent (AC)": "100"}),
        ("done: yes", {"Film: done, 80 spent": "*80", "Spent (AC)": "*90"}),
    ],
)
def test_csv_says_that_status_is_complete_where_the_table_has_no_mark(
    acorns: Acorns, tmp_path: Path, progress: str, marks: dict[str, str]
):
    film = "tool: autopilot, model: kling-2.1-standard, length: 10s"
    path = write(
        tmp_path / "video.yaml",
        "title: T\nprices: 2025-06-27\nbalance: 500\nscenes:\n- {name: Ink, tool: fbf, length: 10s,"
        f" spent: 10, done: yes}}\n- {{name: Film, {film}{progress and f', {progress}'}}}\n",
    )
    _, out, _ = acorns("status", path, "--lines")
    cells = [[cell.strip() for cell in line.split("│")[1:3]] for line in out.splitlines()]
    shown = [row for row in cells if len(row) == 2][1:]
    assert marks.items() <= dict(map(tuple, shown)).items()
    _, out, _ = acorns("status", path, "--lines", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["complete"] for row in rows] == [
        "false" if text.startswith("*") else "true" for _, text in shown
    ]


def test_status_for_programs(acorns: Acorns):
    _, out, _ = acorns("status", ALBUM, "--json", "--balance", "1600")
    document = json.loads(out)
    assert document["schema"] == "acorns.project-status/1"
    assert document["as_planned"]["account"]["left_credits"] == 54.2
    assert document["as_shown"]["account"]["shortfall_credits"] == 2.14
    _, out, _ = acorns("status", ALBUM, "--format", "csv", "--balance", "1600")
    assert out == (
        "term,spent,as_planned_low,as_planned,as_shown,complete\n"
        "budget_at_completion,,3007.3,3007.3,3007.3,false\n"
        "actual_cost,,1595.6,1595.6,1595.6,true\n"
        "estimate_to_complete,,1545.8,1545.8,1602.14,false\n"
        "estimate_at_completion,,3141.4,3141.4,3197.74,false\n"
        "variance_at_completion,,-134.1,-134.1,-190.44,true\n"
        "balance_left,,,54.2,-2.14,false\n"
    )


def test_status_is_held_to_the_forecast_that_ends_higher(acorns: Acorns):
    status, out, _ = acorns("status", ALBUM, "--quiet", "--max", "3150")
    assert (status, out) == (3, "3197.74\n")


def test_status_with_a_range_and_nothing_finished(acorns: Acorns, tmp_path: Path):
    path = write(
        tmp_path / "video.yaml",
        "title: T\nprices: 2025-06-27\nbalance: 1000\n"
        "scenes: [{name: A, tool: fbf, length: 100s, rerender: 10%..40%, spent: 20}]\n",
    )
    _, out, _ = acorns("status", path)
    assert "│ To go (ETC)                  │   90 – 120 │\n" in out
    assert "│ Over or under (VAC)          │          0 │\n" in out
    assert "│ Left of the balance of 1,000 │        880 │\n" in out
    assert " No finished scene shows yet how much is re-rendered.\n" in out
    _, out, _ = acorns("status", path, "--format", "csv")
    assert "estimate_to_complete,,90,120,,true\n" in out
    assert out.endswith("balance_left,,,880,,true\n")
    # Where the balance is used to the last credit, nothing is short.
    _, out, _ = acorns("status", path, "--balance", "120", "--format", "csv")
    assert out.endswith("balance_left,,,0,,true\n")
    _, out, _ = acorns("status", path, "--balance", "120")
    assert "│ Left of the balance of 120 │          0 │\n" in out


def test_a_shortfall_without_packs_on_sale(acorns: Acorns, tmp_path: Path):
    prices = "edition: 2025-07-01\nsource: {title: T}\ntools: {fbf: {any_model: {per_second: 1}}}\n"
    write(tmp_path / "mine.yaml", prices)
    path = write(
        tmp_path / "video.yaml",
        "title: T\nprices: mine.yaml\nbalance: 5\nscenes: [{name: A, tool: fbf, length: 9s}]\n",
    )
    _, out, _ = acorns("status", path)
    told = "As planned, the balance of 5 is not enough for the 9 still needed: 4 are missing."
    assert told in out.replace("\n", "")


# --- diff -------------------------------------------------------------------------------------


def changed(folder: Path) -> str:
    text = Path(SHORT).read_text()
    text = text.replace("Open sea, length: 0:10, images: 2, rerender: 0%", "Sunset, length: 0:10")
    return write(folder / "new.yaml", text.replace("length: 0:20, images: 4}", "length: 0:25}"))


def test_diff(acorns: Acorns, tmp_path: Path):
    status, out, err = acorns("diff", SHORT, changed(tmp_path))
    assert (status, err) == (0, "")
    assert out.startswith(
        "Paper Boats: 1 changed, 1 added, 1 removed\n"
        "╭──────────────────┬─────────┬──────┬──────┬─────────╮\n"
        "│ Scene            │ Change  │ Old  │ New  │ Credits │\n"
        "├──────────────────┼─────────┼──────┼──────┼─────────┤\n"
        "│ Folding the boat │ length  │ 0:20 │ 0:25 │      +2 │\n"
        "│                  │ images  │ 4    │      │         │\n"
        "│ Sunset           │ added   │      │ 36   │     +36 │\n"
        "│ Open sea         │ removed │ 38   │      │     −38 │\n"
        "├──────────────────┼─────────┼──────┼──────┼─────────┤\n"
        "│ Total            │         │ 414  │ 414  │       0 │\n"
        "╰──────────────────┴─────────┴──────┴──────┴─────────╯\n"
    )


def test_diff_as_csv_has_both_ends_and_what_is_complete(acorns: Acorns, tmp_path: Path):
    scenes = "- {name: A, tool: fbf, length: 1:00, rerender: 10%..40%}\n"
    tail = "- {name: B, tool: autopilot, model: kling-2.1-standard, length: 1:00}\n"
    old = write(tmp_path / "old.yaml", f"title: T\nprices: 2025-06-27\nscenes:\n{scenes}")
    new = write(tmp_path / "new.yaml", Path(old).read_text().replace("1:00", "2:00") + tail)
    header = (
        "scene,change,old,new,old_credits_low,old_credits,new_credits_low,new_credits,"
        "difference_credits_low,difference_credits,complete\n"
    )
    _, out, _ = acorns("diff", old, new, "--format", "csv")
    # 60 seconds at 1, and 10% to 40% of it; Autopilot at 8, and storyboards.
    assert out == (
        f"{header}A,length,1:00,2:00,66,84,132,168,66,84,true\n"
        "B,added,,480,,,480,480,480,480,false\n"
        ",total,84,648,66,84,612,648,546,564,false\n"
    )
    _, out, _ = acorns("diff", old, new)
    # People have the high ends, as a note says, and both ends of the total in it.
    assert re.search(r"│ B +│ added +│ +│ 480 +│ +\+480 │", out)
    assert re.search(r"│ Total \(incomplete\) +│ +│ 84 +│ \*648 +│ +\+564 │", out)
    assert " The credits are the high ends of ranges; the low end changes by +546.\n" in out
    _, out, _ = acorns("diff", new, old)
    assert re.search(r"│ B +│ removed +│ 480 +│ +│ +−480 │", out)
    _, out, _ = acorns("diff", old, old, "--format", "csv")
    assert out == f"{header},total,84,84,66,84,66,84,0,0,true\n"


def test_diff_of_one_file_under_two_price_lists(acorns: Acorns, tmp_path: Path):
    shipped = (EXAMPLES.parent / "prices" / "neural-frames" / "2025-06-27.yaml").read_text()
    text = shipped.split("examples:")[0].replace("second: 3}", "second: 4}")
    dear = write(tmp_path / "dear.yaml", text.replace("edition: 2025-06-27", "edition: 2025-07-01"))
    arguments = ["diff", SHORT, "--prices", "2025-06-27", "--prices", dear]
    status, out, err = acorns(*arguments, "--max-increase", "25%")
    # 114 seconds at 4 in place of 3 are 114 more; a quarter of 414 is 103.5.
    assert status == 3
    assert err == "Over the limit: an increase of 114 is 10.5 more than 103.5 credits.\n"
    assert "│ Open sea         │ prices │ 38         │ 48         │     +10 │" in out
    assert "│ The project      │ prices │ 2025-06-27 │ 2025-07-01 │         │" in out
    assert " The old total is with the prices of 2025-06-27, the new one of 2025-07-01.\n" in out
    assert acorns(*arguments, "--max-increase", "114", "--quiet")[:2] == (0, "114\n")
    other = write(tmp_path / "other.yaml", text.replace("title: How", "title: Perhaps how"))
    _, out, _ = acorns("diff", SHORT, "--prices", "2025-06-27", "--prices", other)
    words = " ".join(out.split())
    assert "with the prices of 2025-06-27 (How are credits used" in words
    assert "the new one of 2025-06-27 (Perhaps how are credits used" in words
    assert acorns(*arguments, "--prices", dear)[0] == 2
    # One list is for both.
    assert acorns("diff", SHORT, SHORT, "--prices", dear, "--quiet")[1] == "0\n"


def test_diff_names_what_a_total_lacks_by_the_list_of_that_total(acorns: Acorns, tmp_path: Path):
    shipped = (EXAMPLES.parent / "prices" / "neural-frames" / "2025-06-27.yaml").read_text()
    write(tmp_path / "shipped.yaml", shipped)
    mine = "edition: 2025-07-01\nsource: {title: T}\ntools: {fbf: {any_model: {per_second: 1}}}\n"
    write(tmp_path / "mine.yaml", mine)
    scene = "{name: A, tool: fbf, length: 10s}"
    gone = "{name: B, tool: autopilot, model: kling-2.1-standard, length: 10s}"
    plan = "title: T\nprices: {}\nscenes: [{}]\n"
    old = write(tmp_path / "old.yaml", plan.format("shipped.yaml", f"{scene}, {gone}"))
    new = write(tmp_path / "new.yaml", plan.format("mine.yaml", scene))
    said = "Warning: Not in the {} total: storyboards of Autopilot, in 1 scene."
    assert acorns("diff", old, new, "--quiet")[2].startswith(said.format("old"))
    assert acorns("diff", new, old, "--quiet")[2].startswith(said.format("new"))


def test_diff_of_two_units_is_refused(acorns: Acorns, tmp_path: Path):
    text = "title: T\nscenes: [{name: A, tool: video, length: 8s}]\ndefaults: {model: MODEL}\n"
    old = write(tmp_path / "old.yaml", f"prices: kling\n{text.replace('MODEL', 'kling-3.0')}")
    new = write(tmp_path / "new.yaml", f"prices: veo\n{text.replace('MODEL', 'veo-3.1')}")
    for options in ([], ["--max-increase", "10%"], ["--json"]):
        assert acorns("diff", old, new, *options) == (
            2,
            "",
            "Error: the old total is in credits of kling (prices of kling 2026-10-01) and the new"
            " one in USD (prices of veo 2026-09-11), which can't be compared; price both in one"
            " unit, with --prices or with the key prices of their files.\n",
        )


def test_diff_of_nothing(acorns: Acorns):
    status, out, _ = acorns("diff", SHORT, SHORT)
    assert status == 0
    assert out.startswith("Paper Boats: nothing is different\n")
    _, out, _ = acorns("diff", SHORT, SHORT, "--json")
    document = json.loads(out)
    assert document["schema"] == "acorns.project-diff/1"
    assert (document["words"], document["scenes"], document["difference_credits"]) == ([], [], 0)


def test_diff_of_ranges_and_of_the_project_alone(acorns: Acorns, tmp_path: Path):
    text = "title: T\nprices: 2025-06-27\nscenes: [{name: A, tool: fbf, length: 100s}]\n"
    old = write(tmp_path / "old.yaml", text)
    new = write(tmp_path / "new.yaml", text.replace("100s}", "100s, rerender: 10%..40%}"))
    _, out, _ = acorns("diff", old, new)
    assert " The credits are the high ends of ranges; the low end changes by +10.\n" in out
    assert " The total changes by +40%; 1 scene before, 1 now.\n" in out
    longer = write(tmp_path / "longer.yaml", f"length: 2:00\n{text}")
    _, out, _ = acorns("diff", old, longer)
    assert out.startswith("T: no scene is different\n")
    assert "│ The project │ length │     │ 2:00 │         │" in out


def test_diff_has_rows_for_the_pools_and_the_reserve_where_they_change(
    acorns: Acorns, tmp_path: Path
):
    text = (
        "title: T\nprices: 2025-06-27\nreserve: 10%\n"
        "defaults: {tool: t2v, model: kling-2.1-standard, clip_length: 5s, length: 5s}\n"
        "scenes:\n- {name: A, rerender: 25%}\n- {name: B, rerender: 20%..110%}\n"
        "- {name: C, tool: autopilot, model: kling-2.1-standard}\n"
    )
    old = write(tmp_path / "old.yaml", text)
    changed = text.replace("25%", "75%").replace("reserve: 10%", "reserve: 15%")
    new = write(tmp_path / "new.yaml", changed)
    _, out, _ = acorns("diff", old, new)
    # A clip of A and B is 35, and of C 40. 0.45 to 1.35 clips are 1 to 2: 19.25 to 22.75 more; 0.95
    # to 1.85 are 1 to 2 as well. 10% of 145 to 180 are 14.50 to 18, and 15% 21.75 to 27.
    assert out.startswith(
        "T: 1 changed\n"
        "╭────────────────────┬──────────┬───────┬──────┬─────────╮\n"
        "│ Scene              │ Change   │ Old   │ New  │ Credits │\n"
        "├────────────────────┼──────────┼───────┼──────┼─────────┤\n"
        "│ The project        │ reserve  │ 10%   │ 15%  │         │\n"
        "│ A                  │ rerender │ 25%   │ 75%  │   +17.5 │\n"
        "├────────────────────┼──────────┼───────┼──────┼─────────┤\n"
        "│ Re-rendered clips  │          │ 22.75 │ 5.25 │   −17.5 │\n"
        "│ Reserve            │          │ 18    │ 27   │      +9 │\n"
        "├────────────────────┼──────────┼───────┼──────┼─────────┤\n"
        "│ Total (incomplete) │          │ *198  │ *207 │      +9 │\n"
        "╰────────────────────┴──────────┴───────┴──────┴─────────╯\n"
    )
    _, out, _ = acorns("diff", old, new, "--format", "csv")
    # The reserve is a share of what lacks the storyboards.
    assert out.splitlines()[1:] == [
        ",reserve,10%,15%,,,,,,,",
        "A,rerender,25%,75%,43.75,43.75,61.25,61.25,17.5,17.5,true",
        ",pools_credits,22.75,5.25,19.25,22.75,1.75,5.25,-17.5,-17.5,true",
        ",reserve_credits,18,27,14.5,18,21.75,27,7.25,9,false",
        ",total,198,207,159.5,198,166.75,207,7.25,9,false",
    ]
    assert "| Reserve |  | 18 | 27 | +9 |" in acorns("diff", old, new, "--format", "markdown")[1]
    assert "pools_credits" not in acorns("diff", old, new, "--json")[1]


def test_diff_says_that_the_pools_alone_are_different(acorns: Acorns, tmp_path: Path):
    prices = (
        "edition: 2025-07-01\nsource: {title: T}\ntools: {fbf: {any_model: {per_second: 1},"
        " free_rerender_clips_per_minute: 1}}\n"
    )
    old = write(tmp_path / "old.yaml", prices)
    new = write(tmp_path / "new.yaml", prices.replace("minute: 1", "minute: 2"))
    path = write(
        tmp_path / "video.yaml",
        "title: T\ndefaults: {tool: fbf, clip_length: 5s, rerender: 50%, length: 1:00}\n"
        "scenes: [{name: A}, {name: B}]\n",
    )
    _, out, _ = acorns("diff", path, "--prices", old, "--prices", new)
    # 12 clips of 5 are held by the scenes; 2 and then 4 of them are free.
    assert out.startswith("T: no scene is different\n")
    assert "│ Re-rendered clips │        │ −10 │ −20 │     −10 │\n" in out
    assert "│ Total             │        │ 170 │ 160 │     −10 │\n" in out


def test_diff_needs_two_of_something(acorns: Acorns):
    status, out, err = acorns("diff", SHORT)
    assert (status, out) == (2, "")
    assert err == (
        "Error: there is nothing to compare with; give a second file, or --prices twice.\n"
    )
    status, _, err = acorns("diff", SHORT, SHORT, "--max-increase", "much")
    assert status == 2
    assert err.startswith("Error: --max-increase: 'much' is not a number")


# --- new --------------------------------------------------------------------------------------


def test_new_writes_a_project_that_can_be_priced_and_never_over_a_file(
    acorns: Acorns, tmp_path: Path
):
    path = tmp_path / "video.yaml"
    status, out, err = acorns("new", str(path))
    assert (status, out) == (0, "")
    assert err == f"Written: {path}. What it costs: acorns project estimate {path}\n"
    written = path.read_bytes()
    # As good on any machine: the second line says how to make what the first one names.
    first, *more = written.decode().splitlines()
    assert first == "# yaml-language-server: $schema=project.schema.json"
    assert "acorns project schema --output project.schema.json" in more[1]
    # 140 + 35; 280 + 70 + 32; 30 + 12.
    assert acorns("estimate", str(path), "--quiet") == (0, "599\n", "")
    assert acorns("new", str(path))[0] == 4
    assert path.read_bytes() == written


# --- schema -----------------------------------------------------------------------------------


def test_the_schema_beside_the_examples_is_the_one_that_acorns_writes(acorns: Acorns):
    status, out, _ = acorns("schema")
    assert status == 0
    assert out == (EXAMPLES / "project.schema.json").read_text()
    assert acorns("schema", "--format", "csv")[0] == 2


@pytest.mark.parametrize("example", ["short-video", "short-video-recut", "album-video"])
def test_an_editor_finds_the_examples_right(example: str):
    schema = json.loads((EXAMPLES / "project.schema.json").read_text())
    Draft7Validator.check_schema(schema)
    text = (EXAMPLES / f"{example}.yaml").read_text()
    # The two ways in which editors read yes, no and numbers.
    for loader in (yaml.BaseLoader, yaml.SafeLoader):
        held = yaml.load(re.sub(r"\b(\d?\d:\d\d|\d{4}-\d\d-\d\d)\b", r"'\1'", text), loader)
        assert list(Draft7Validator(schema).iter_errors(held)) == []


def test_an_editor_finds_what_is_wrong():
    schema = json.loads((EXAMPLES / "project.schema.json").read_text())
    held = yaml.safe_load((EXAMPLES / "faulty-video.yaml").read_text())
    errors = Draft7Validator(schema).iter_errors(held)
    wrong = {tuple(error.path): error.validator for error in errors}
    assert wrong == {
        ("length",): "type",
        ("scenes", 1): "additionalProperties",
        ("scenes", 2, "done"): "enum",
        ("prices",): "type",
    }


def test_a_diff_of_incomplete_totals_says_so(acorns: Acorns, tmp_path: Path):
    album = (EXAMPLES / "album-video.yaml").read_text("utf-8")
    target = tmp_path / "changed.yaml"
    target.write_text(album, "utf-8")
    files = (str(EXAMPLES / "album-video.yaml"), str(target))
    missing = "Not in the totals: storyboards of Autopilot, in 4 scenes."
    _, table, _ = acorns("diff", *files)
    assert "Total (incomplete)" in table
    assert f" * {missing}" in table
    assert "│ *3,007.3 │ *3,007.3 │" in table
    _, document, _ = acorns("diff", *files, "--json")
    sides = [json.loads(document)[side] for side in ("old", "new")]
    assert [(side["complete"], len(side["unpriced"])) for side in sides] == [(False, 1)] * 2
    _, answer, err = acorns("diff", *files, "--quiet")
    assert answer == "0\n"
    assert err.startswith(f"Warning: {missing}")


def test_a_diff_tells_what_either_total_lacks(acorns: Acorns):
    files = (str(EXAMPLES / "short-video.yaml"), str(EXAMPLES / "album-video.yaml"))
    _, table, _ = acorns("diff", *files)
    assert "* Not in the new total: storyboards of Autopilot, in 4 scenes." in table


def test_new_pins_an_edition_that_can_be_found(
    acorns: Acorns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ACORNS_PRICES", str(EXAMPLES / "prices-studio.yaml"))
    target = tmp_path / "video.yaml"
    assert acorns("new", str(target))[0] == 0
    assert "prices: 2025-06-27" in target.read_text("utf-8")
    assert acorns("estimate", str(target))[0] == 0
