"""Several services and money at the command line; the sums are by hand, of small made-up lists."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parents[2] / "examples"
SHORT, ALBUM = EXAMPLES / "short-video.yaml", EXAMPLES / "album-video.yaml"

LISTS = {
    # A minute of a/720p is 120 credits, two packs; a/1080p is 240, for which the plan is cheaper
    # than three; b is 600: the plan and a pack.
    "acme": """\
models: {a/720p: {per_second: 2}, a/1080p: {per_second: 4}, b: {per_second: 10}}
add_ons: {up: {name: Upscale, per_second: 1}}
;packs: {source: {title: p}, currency: USD, sold: [{credits: 100, price: 5}]}
plans: {source: {title: q}, currency: USD, sold: [{name: Basic, credits: 500, monthly: 12}]}
""",
    "cash": "models: {c: {per_second: 0.1}, d/4k: {clips: {5s: 0.75}}}\n;unit: USD\n",
    "euro": "models: {e: {per_second: 1}}\n;packs: {source: {title: p}, currency: EUR,"
    " sold: [{credits: 60, price: 4}]}\n",
    "bare": "models: {f: {per_second: 1}}\n;",
    "part": "models: {g: {per_second: 0.01}}\nalways: [images]\n"
    "unpriced: {images: {name: storyboards, why: no price is published, where: the app}}\n"
    ";unit: USD\n",
}
ALL = " ".join(f"--prices {name}.yaml" for name in LISTS)


@pytest.fixture(autouse=True)
def _lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    for name, text in LISTS.items():
        tool, _, rest = text.partition(";")
        indented = "".join(f"    {line}\n" for line in tool.splitlines())
        Path(f"{name}.yaml").write_text(
            f"service: {{id: {name}, name: {name.title()}}}\nedition: 2026-01-01\n"
            f"source: {{title: a page}}\ntools:\n  video:\n{indented}{rest}"
        )


def rows(out: str) -> list[list[str]]:
    """The cells of a table for people, without its header and its bars."""
    lines = [line for line in out.splitlines() if line.startswith("│")][1:]
    return [[re.sub(" [█-▏ ]+$", "", it.strip()) for it in line.split("│")[1:-1]] for line in lines]


# --- compare ----------------------------------------------------------------------------------

CHEAPEST = [
    ["cash", "c", "6.00 USD", "6.00", "1.00×"],
    ["acme", "a/720p", "120 credits", "10.00", "1.67×"],
    ["part", "g", "*0.60 USD", "*0.60", "0.10×"],
    ["euro", "e", "60 credits", "4.00 EUR", ""],
    ["bare", "f", "60 credits", "–", ""],
]
"""Complete ones first, then those of other currencies, then those without money."""


def test_a_row_for_each_service(acorns: Acorns):
    status, out, err = acorns(f"compare 1:00 {ALL}")
    assert (status, err) == (0, "")
    assert [[*row[:1], *row[2:5], row[6]] for row in rows(out)] == CHEAPEST
    for note in (
        "* Not in the total of part: storyboards. No price is published. The app.",
        "What credits cost in USD: the cheapest packs or plan, from an empty account. See",
        "Not ranked: euro is paid in EUR, and the others in USD.",
        "Not ranked: the price list of bare does not say what its credits cost.",
        "Prices of cash 2026-01-01 (",
    ):
        assert f" {note}" in out
    assert acorns(f"compare 1:00 {ALL} --quiet") == (0, "6\n", "")


def test_all_models_of_each(acorns: Acorns):
    out = acorns(f"compare 1:00 {ALL} --models")[1]
    assert [(row[2], row[4]) for row in rows(out)][:5] == [
        ("c", "6.00"), ("d/4k", "9.00"), ("a/720p", "10.00"), ("a/1080p", "12.00"), ("b", "17.00"),
    ]  # fmt: skip


def test_json_and_csv(acorns: Acorns):
    document = json.loads(acorns(f"compare 1:00 {ALL} --json")[1])
    assert (document["schema"], document["currency"]) == ("acorns.compare-services/1", "USD")
    first, second, *_, last = document["offers"]
    assert (first["prices"]["service"], first["prices"]["unit"], first["total_credits"]) == (
        *("cash", "USD"),
        6,
    )
    assert (second["money"], second["ratio"], second["purchase"]["packs"]) == (
        *(10, 1.6667),
        [{"count": 2, "credits": 100, "price": 5}],
    )
    assert (last["money"], last["ratio"]) == (None, None)
    assert last["not_ranked"] == "the price list of bare does not say what its credits cost"
    told = list(csv.DictReader(io.StringIO(acorns(f"compare 1:00 {ALL} --format csv")[1])))
    keys = ("service", "total", "unit", "complete", "money", "currency", "purchase", "ratio")
    assert [[row[key] for key in keys] for row in told] == [
        ["cash", "6", "USD", "true", "6", "USD", "", "1"],
        ["acme", "120", "credits", "true", "10", "USD", "2 × 100", "1.6667"],
        ["part", "0.6", "USD", "false", "0.6", "USD", "", "0.1"],
        ["euro", "60", "credits", "true", "4", "EUR", "1 × 60", ""],
        ["bare", "60", "credits", "true", "", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("options", "services", "left_out"),
    [
        ("--model a", ["acme"], "(no tool has a model 'a'): cash, euro, bare and part."),
        ("--model a --model c", ["cash", "acme"],
         "(no tool has a model 'a'): euro, bare and part."),
        ("--add up", ["acme"], "(video has no add-on 'up'): cash, euro, bare and part."),
        ("--tool fbf --prices neural-frames", ["neural-frames"],
         "(the price list of"),
        ("--tool fbf --tool video --prices neural-frames", ["cash", "acme", "neural-frames"], ""),
    ],
)  # fmt: skip
def test_services_that_lack_what_is_asked_are_left_out(
    acorns: Acorns, options: str, services: list[str], left_out: str
):
    status, out, _ = acorns(f"compare 1:00 {ALL} {options}")
    assert status == 0
    assert [row[0] for row in rows(out)][: len(services)] == services
    if left_out and "--tool" not in options:
        assert f" Left out {left_out}" in out


def test_a_list_of_ones_own_beside_all_services(acorns: Acorns):
    told = rows(acorns("compare 1:00 --prices cash.yaml --prices all")[1])
    services = [row[0] for row in told]
    assert len(services) == len(set(services))
    assert {"cash", "neural-frames", "kling", "luma", "runway", "veo"} <= set(services)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--model z", "--model: no tool has a model 'z'"),
        ("--model a --model z", "--model: no tool has a model 'z'"),
        ("--tool fbf", "--tool: the price list of acme 2026-01-01 has no tool 'fbf'"),
        ("--add halo", "--add: video has no add-on 'halo'"),
        ("--balance 5", "--balance: a balance is of one service, and several are compared; leave"),
        ("--prices none.yaml", "none.yaml: no such file or directory."),
    ],
)
def test_what_no_service_has_is_an_error(acorns: Acorns, options: str, told: str):
    status, out, err = acorns(f"compare 1:00 {ALL} {options}")
    assert (status, out) == (4 if "none" in told else 2, "")
    assert err.startswith(f"Error: {told}")


@pytest.mark.parametrize("services", ["--prices all", "--prices kling --prices luma"])
def test_a_day_before_all_prices_is_the_fault_of_the_day(acorns: Acorns, services: str):
    status, out, err = acorns(f"compare 1:00 {services} --as-of 2020-01-01")
    assert (status, out) == (2, "")
    assert err.startswith("Error: --as-of: there is no price list as old as 2020-01-01")


@pytest.mark.parametrize(
    ("line", "marked", "status"),
    [
        (f"{ALL} --max 9.99", ["10.00 !"], 0),
        (f"{ALL} --max 10", [], 0),
        (f"{ALL} --max 5.99", ["6.00 !", "10.00 !"], 3),
        ("--prices acme.yaml --max 239", ["240 !", "600 !"], 0),
        ("--prices acme.yaml --max 119", ["120 !", "240 !", "600 !"], 3),
        ("--prices acme.yaml --max 600", [], 0),
    ],
)
def test_what_is_over_the_limit_is_marked(
    acorns: Acorns, line: str, marked: list[str], status: int
):
    found, out, err = acorns(f"compare 1:00 {line}")
    assert [cell for row in rows(out) for cell in row if cell.endswith("!")] == marked
    assert (" ! over the limit of " in out) is bool(marked)
    assert (found, err.startswith("Over the limit: ")) == (status, status == 3)


# --- money ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        # 12 for the plan and 8 for a pack: 600 credits, at 2 a second.
        ("20USD --prices acme.yaml --model a/720p", "300"),
        ("'$20' --prices acme.yaml --model a/720p", "300"),
        ("'20 USD' --prices acme.yaml --model a/720p", "300"),
        ("11.99usd --prices acme.yaml --model a/720p", "100"),
        ("50 --prices cash.yaml --model c", "500"),
        ("50USD --prices cash.yaml --model c", "500"),
        ("8EUR --prices euro.yaml", "120"),
    ],
)
def test_a_budget_of_money(acorns: Acorns, line: str, seconds: str):
    assert acorns(f"budget {line} --quiet") == (0, f"{seconds}\n", "")


def test_a_budget_of_money_says_what_is_bought_for_it(acorns: Acorns):
    _, out, _ = acorns("budget 20USD --prices acme.yaml")
    assert out.startswith("For 600 credits, bought for 17.00 USD: the longest video\n")
    assert " To buy: 1 month of Basic (500 credits) + 1 × 100 credits for 17.00 USD.\n" in out
    assert " Prices of credits from: p; q\n" in out
    purchase = json.loads(acorns("budget 20USD --prices acme.yaml --json")[1])["purchase"]
    assert (purchase["price"], purchase["credits"], purchase["plan"]["name"]) == (17, 600, "Basic")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("budget 4.99USD --prices acme.yaml", "4.99 USD buys no credits; see what is sold with"),
        ("budget 20EUR --prices acme.yaml", "the credits of Acme are sold in USD; give the money"),
        ("budget 20USD --prices bare.yaml", "the price list of bare 2026-01-01 has no packs of"),
        ("topup 50 --prices cash.yaml", "Cash charges in USD: there are no credits to buy;"),
        ("topup 50 --monthly --prices cash.yaml", "Cash charges in USD: there are no credits to"),
        ("topup 600 --monthly --balance 5", "--balance: a balance is there once, and the credits"),
    ],
)
def test_money_that_buys_nothing(acorns: Acorns, line: str, told: str):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: {told}")


def test_credits_of_every_month(acorns: Acorns):
    status, out, _ = acorns("topup 640 --monthly --prices acme.yaml")
    assert status == 0
    assert out.startswith("640 credits every month\n")
    # The plan and two packs, of which 60 are left; else seven packs.
    assert rows(out) == [
        ["Basic", "monthly", "12.00", "2 × 100", "60", "22.00", "264.00"],
        ["no plan", "", "", "7 × 100", "60", "35.00", "420.00"],
    ]
    assert acorns("topup 640 --monthly --prices acme.yaml --quiet") == (0, "22\n", "")
    document = json.loads(acorns("topup 640 --monthly --prices acme.yaml --json")[1])
    assert document["schema"] == "acorns.topup-monthly/1"
    assert [way["price_per_year"] for way in document["ways"]] == [264, 420]


# --- --require-complete -----------------------------------------------------------------------

AUTOPILOT = "autopilot 1:00 --model kling-2.1-pro"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (f"estimate {AUTOPILOT}", 3),
        (f"estimate {AUTOPILOT} --images 0", 0),
        ("estimate fbf 1:00", 0),
        ("compare 1:00 --tool autopilot", 3),
        ("compare 1:00", 0),  # other tools are complete
        ("compare 1:00 --prices part.yaml --prices cash.yaml", 0),
        ("compare 1:00 --prices part.yaml --prices part.yaml", 3),
        ("budget 500 --tool autopilot", 3),
        ("budget 500", 0),
        (f"project estimate {ALBUM}", 3),
        (f"project estimate {SHORT}", 0),
        (f"project status {ALBUM}", 3),
        ("batch rows.csv --summary", 3),
    ],
)
def test_half_a_number_is_printed_and_fails(acorns: Acorns, line: str, status: int):
    Path("rows.csv").write_text("tool,model,minutes\nautopilot,kling-2.1-pro,1\n")
    plain = acorns(f"{line} --quiet")
    assert plain[0] == 0
    found, out, err = acorns(f"{line} --quiet --require-complete")
    assert (found, out) == (status, plain[1])
    reasons = "Not complete: (the price of storyboards is not known,|in 1 row, the price)"
    assert bool(re.search(reasons, err)) is (status == 3)


# --- projects ---------------------------------------------------------------------------------


def test_the_lines_of_each_scene(acorns: Acorns):
    told = rows(acorns("project", "estimate", SHORT, "--lines")[1])
    assert told[:4] == [
        ["Harbour at dawn", "t2v Seedance V1 Lite", "0:15", "66"],
        ["Base footage", "15 s × 3", "", "45"],
        ["Re-render", "20% of 15 s = 3 s × 3", "", "9"],
        ["Images", "3 images × 4", "", "12"],
    ]
    told = list(
        csv.DictReader(io.StringIO(acorns(f"project estimate {SHORT} --lines --format csv")[1]))
    )
    assert [(row["kind"], row["scene"], row["credits"]) for row in told[:2]] == [
        ("scene", "Harbour at dawn", "66"),
        ("line", "Harbour at dawn", "45"),
    ]
    lines = [float(row["credits"]) for row in told if row["kind"] == "line"]
    assert sum(lines) == 414


@pytest.mark.parametrize(
    ("share", "total"),
    [
        # 90 s of video and 5 s more at 3, 18 images at 4: 357; and the share of 90 s. A third of
        # 20 s and of 10 s is a second that has begun: 5 + 7 + 4 + 5 + 7 + 4.
        ("0%", "357"), ("0", "357"), ("30%", "438"), ("50%", "492"), ("1/3", "453"),
        ("10%..40%", "465"),
    ],
)  # fmt: skip
def test_one_share_for_all_scenes(acorns: Acorns, share: str, total: str):
    line = f"project estimate {SHORT} --rerender {share} --quiet"
    assert acorns(line) == (0, f"{total}\n", "")


@pytest.mark.parametrize("share", ["90s", "3clips", "x", "0.25"])
def test_what_is_no_share_of_all_scenes(acorns: Acorns, share: str):
    status, out, err = acorns(f"project estimate {SHORT} --rerender {share}")
    assert (status, out) == (2, "")
    assert err.startswith("Error: --rerender: ")
