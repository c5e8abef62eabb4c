"""`acorns compare`, `budget`, `topup` and `estimate --balance`: wiring, streams, exit statuses."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

AUDIO = Path(__file__).parents[1] / "system" / "audio"

Acorns = Callable[..., tuple[int, str, str]]


@pytest.fixture
def no_packs(tmp_path: Path) -> Path:
    """A price list of a user's own, without packs."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "edition: 2025-07-01\nsource: {title: mine}\ntools: {fbf: {any_model: {per_second: 1}}}\n"
    )
    return path


# By hand: see test_topup, test_budget and test_comparison for the sums.
@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("compare --minutes 4 --rerender 25%", "300"),
        ("compare --tool t2v --minutes 4 --rerender 25%", "900"),
        ("compare --model kling-2.1-pro --minutes 4", "2880"),
        ("compare --tool T2V --model KLING_2.1_Pro --tool fbf --minutes 4", "240"),
        ("budget 2000 --rerender 25% --tool t2v --model kling-2.1-standard", "228"),
        ("budget 300 --rerender 25% --tool fbf", "240"),
        ("budget 300 --minutes 4 --tool fbf", "25"),
        ("budget 300 --minutes 4 --clip-length 5s --tool fbf", "12"),
        ("budget 24.3 --tool fbf", "24"),
        ("budget 1000000000000 --tool t2v", "3600000"),
        ("budget 900 --credits-per-second 9 --tool t2v --model kling-2.1-pro --rerender 0%", "100"),
        ("topup 1500", "40"),
        ("topup 600", "15"),
        ("topup 2400", "55"),
        ("topup 6100", "114"),
        ("topup 2100 --balance 600", "40"),
        ("topup 0", "0"),
        ("topup 24.3 --balance 24.4", "0"),
        ("topup 1000000000000", "16500000029"),
        ("estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25% --balance 1", "2100"),
    ],
)
def test_the_answer_alone(acorns: Acorns, line: str, answer: str):
    assert acorns(f"{line} --quiet") == (0, f"{answer}\n", "")


@pytest.mark.parametrize(
    ("line", "takes"),
    [
        ("budget 0.5", "one second takes at least 1 with fbf"),
        ("budget 0 --clip-length 5s", "one clip takes at least 5 with fbf"),
        (
            "budget 226 --duration 3:47 --tool t2v",
            "the video alone takes at least 681 with t2v seedance-v1-lite",
        ),
    ],
)
def test_0_of_too_few_credits_is_told_from_0_made_again(acorns: Acorns, line: str, takes: str):
    assert acorns(f"{line} --quiet") == (0, "0\n", f"Warning: Too little: {takes}.\n")
    assert acorns("budget 227 --duration 3:47 --tool fbf --quiet") == (0, "0\n", "")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("compare --minutes 4", "4:00 of video: what each tool and model charges\n╭"),
        ("budget 2000 --rerender 25%", "For 2,000 credits: the longest video, 25% re-rendered\n╭"),
        ("topup 1500", "What to buy for 1,500 credits\n╭"),
    ],
)
def test_tables_are_no_wider_than_the_terminal(acorns: Acorns, line: str, start: str):
    status, out, err = acorns(line)
    assert (status, err) == (0, "")
    assert out.startswith(start)
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        ("compare --minutes 4 --balance 500", "acorns.compare/1"),
        ("budget 2000 --rerender 10%..40%", "acorns.budget/1"),
        ("topup 1500", "acorns.topup/1"),
        ("estimate fbf --minutes 4 --balance 500", "acorns.estimate/1"),
    ],
)
def test_json_names_its_schema_first(acorns: Acorns, line: str, schema: str):
    status, out, err = acorns(f"{line} --json")
    assert (status, err) == (0, "")
    assert next(iter(json.loads(out).items())) == ("schema", schema)


@pytest.mark.parametrize("name", ["csv", "markdown"])
@pytest.mark.parametrize("line", ["compare --minutes 4", "budget 2000", "topup 1500"])
def test_other_formats_go_to_a_file_whole(acorns: Acorns, tmp_path: Path, line: str, name: str):
    target = tmp_path / "out"
    _, printed, _ = acorns(f"{line} --format {name}")
    assert acorns(f"{line} --format {name} --output {target}") == (0, "", f"Written: {target}\n")
    assert target.read_text(encoding="utf-8") == printed


def test_a_comparison_with_the_length_of_a_song(acorns: Acorns):
    status, out, _ = acorns(f"compare --tool fbf --audio {AUDIO / 'tone.wav'} --quiet")
    assert (status, out) == (0, "1.25\n")


def test_the_cheapest_is_what_max_looks_at(acorns: Acorns):
    over = "Over the limit: 240 is 1 more than 239 credits.\n"
    assert acorns("compare --minutes 4 --max 239 --quiet") == (3, "240\n", over)
    assert acorns("compare --minutes 4 --max 240 --quiet") == (0, "240\n", "")


def test_an_incomplete_answer_alone_has_a_warning(acorns: Acorns):
    status, out, err = acorns("compare --tool autopilot --minutes 4 --quiet")
    assert (status, out) == (0, "1200\n")
    assert err.startswith("Warning: Not in the total: storyboards of Autopilot.")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("topup", "acorns topup needs CREDITS: a number of credits, like 2000."),
        ("topup -5", "an amount can't be below 0; write 0 or more."),
        ("budget -0.5", "an amount can't be below 0; write 0 or more."),
        ("topup 1e9", "'1e9' is not a number; write plain digits, like 4 or 0.5."),
        ("topup nan", "'nan' is not a number; write plain digits, like 4 or 0.5."),
        ("budget 9999999999999999",
         "9999999999999999 is too much; the most is 1,000,000,000,000,000 credits."),
        ("topup 5 --balance -5", "--balance: '-5' is below 0; write 0 or more."),
        ("estimate fbf --minutes 4 --balance x", "--balance: 'x' is not a number;"),
        ("compare --minutes 4 --tool tv2",
         "--tool: the price list of 2025-06-27 has no tool 'tv2'; did you mean t2v?"),
        ("compare --minutes 4 --model kling-2.1-standart",
         "--model: no tool has a model 'kling-2.1-standart'; did you mean kling-2.1-standard"),
        ("budget 5 --model seedanse-v1-lite", "did you mean seedance-v1-lite?"),
        ("compare --minutes 4 --credits-per-second 9",
         "--credits-per-second: one price cannot be that of 8 models"),
        ("compare", "the length of the video is missing or 0"),
        ("budget 5 --minutes 4 --rerender 25%", "--rerender: with the length and the re-renders"),
        ("budget 5 --rerender 0.25", "'0.25' could mean 0.25% or 25%"),
        ("budget 5 --rerender 3clips", "a number of clips needs the length of a clip"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(acorns: Acorns, line: str, error: str):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    assert err.startswith("Error: ")
    assert error in err


def test_images_alone_have_no_price_per_minute(acorns: Acorns):
    _, out, _ = acorns("compare --images 4 --tool fbf")
    assert "Per min" not in out
    _, out, _ = acorns("compare --images 4 --tool fbf --format csv")
    # A set of 4 is 0.1, and any need takes the smallest pack.
    header, row = (line.split(",") for line in out.splitlines())
    told = dict(zip(header, row, strict=True))
    assert (told["credits"], told["top_up_price"]) == ("0.1", "15")
    assert told["credits_per_minute"] == ""


def test_each_month_where_no_plan_is_sold(acorns: Acorns, tmp_path: Path):
    (tmp_path / "packs.yaml").write_text(
        "edition: 2026-01-01\nsource: {title: a page}\n"
        "tools: {t2v: {models: {a: {per_second: 7}}}}\n"
        "packs: {source: {title: a page}, currency: USD, sold: [{credits: 100, price: 1}]}\n"
    )
    status, out, _ = acorns(f"topup 250 --monthly --prices {tmp_path / 'packs.yaml'}")
    assert status == 0
    assert "│ no plan │        │     │ 3 × 100       │     50 │    3.00 │  36.00 │\n" in out
    assert "Prices of plans" not in out


def test_a_total_without_a_search_through_too_many_packs(acorns: Acorns, tmp_path: Path):
    sold = ", ".join(f"{{credits: {1_000 + kind}, price: {100 + kind}}}" for kind in range(101))
    (tmp_path / "many.yaml").write_text(
        "edition: 2026-01-01\nsource: {title: a page}\n"
        "tools: {t2v: {models: {a: {per_second: 7}}}}\n"
        f"packs: {{source: {{title: a page}}, currency: USD, sold: [{sold}]}}\n"
    )
    note = (
        " The price list has too many combinations of pack sizes to search: leave out the\n"
        " packs that are nearly alike.\n"
    )
    prices = f"--prices {tmp_path / 'many.yaml'} --balance 10"
    status, out, err = acorns(f"estimate t2v --model a --minutes 4 {prices}")
    assert (status, err) == (0, "")
    assert "1,670" in out  # 240 × 7 − 10
    assert note in out
    status, out, err = acorns(f"compare --minutes 4 {prices}")
    assert (status, err) == (0, "")
    assert "1,670 short" in out
    assert note in out
    assert acorns(f"topup 100 --prices {tmp_path / 'many.yaml'}")[0] == 2


def test_a_list_without_packs_says_how_to_add_them(acorns: Acorns, no_packs: Path):
    status, out, err = acorns(f"topup 5 --prices {no_packs}")
    assert (status, out) == (2, "")
    assert err == (
        "Error: the price list of 2025-07-01 has no packs of credits; add them to a price list"
        " under packs, each with its credits and its price.\n"
    )
    status, out, err = acorns(f"estimate fbf --minutes 4 --balance 5 --prices {no_packs}")
    assert (status, err) == (0, "")
    assert re.search(r"Shortfall +│ .* │ +235 │", out)
    assert "has no packs of credits" in out
