"""How a comparison, a budget, a top-up and a balance look, cell by cell and in each format."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from acorns_cli import Job, PriceList, estimate
from acorns_cli.advice.account import Account, account
from acorns_cli.advice.budget import largest_rerenders, longest_videos
from acorns_cli.advice.choices import Refusal, choices
from acorns_cli.advice.comparison import comparison
from acorns_cli.advice.monthly import monthly_advice
from acorns_cli.advice.topup import PackCount, top_up_advice
from acorns_cli.core.pricelist import Plan, ToolPrices
from acorns_cli.formats.json import encoded
from acorns_cli.formats.rendering import Canvas, rendered
from acorns_cli.report.account import account_rows, mix_words, shortfall_notes
from acorns_cli.report.budget import budget_report
from acorns_cli.report.choices import refusal_notes
from acorns_cli.report.compare import compare_report
from acorns_cli.report.estimate import estimate_report
from acorns_cli.report.job import footage_words, rerender_words
from acorns_cli.report.monthly import monthly_report
from acorns_cli.report.report import Report
from acorns_cli.report.topup import top_up_report

TODAY = date(2025, 9, 1)


PACK_NOTES = (
    "Prices of packs from: Subscription Management (help page, undated)",
    "Note on packs: The page names these packs as examples; a slider in the app offers other"
    " amounts.",
)


def compared(
    prices: PriceList, balance: int | None = None, *, tools: tuple[str, ...] = (), **words: object
) -> Report:
    job = Job.of(tool="t2v", **words)
    known = None if balance is None else Decimal(balance)
    found = comparison(job, choices(prices, tools), prices, known)
    return compare_report(job, found, prices, today=TODAY)


def budgeted(
    prices: PriceList, credits: str, *, tools: tuple[str, ...] = (), **words: object
) -> Report:
    has_length = "minutes" in words
    job = Job.of(tool="t2v", **(words if has_length else {"seconds": 1, **words}))
    answer = largest_rerenders if has_length else longest_videos
    found = answer(Decimal(credits), job, choices(prices, tools), prices)
    return budget_report(job, found, prices, today=TODAY)


def topped_up(prices: PriceList, needed: str, balance: str = "0") -> Report:
    advice = top_up_advice(Decimal(needed), Decimal(balance), prices)
    return top_up_report(advice, prices, today=TODAY)


def column(shown: Report, key: str) -> list[str]:
    """The texts of one column, from the top."""
    [found] = [column for column in shown.columns if column.key == key]
    return [found.cell(row.subject).text for row in shown.rows]


def titles(shown: Report) -> list[str]:
    """The titles that people see."""
    return [column.title for column in shown.columns if column.title]


def without_notes(text: str) -> str:
    return text[: text.index("╯") + 1]


def test_a_comparison_as_a_table(prices: PriceList):
    shown = compared(prices, 1000, minutes=4, rerender="25%")
    assert without_notes(rendered(shown, "table", Canvas(80))) == (
        "4:00 of video, 25% re-rendered: what each tool and model charges\n"
        "╭───────────┬────────────────────┬─────────┬─────────┬────────┬────────────────╮\n"
        "│ Tool      │ Model              │ Credits │ Per min │ Top-up │ Ratio          │\n"
        "├───────────┼────────────────────┼─────────┼─────────┼────────┼────────────────┤\n"
        "│ fbf       │ any model          │     300 │      75 │   fits │  1.00× ▌       │\n"
        "│ t2v       │ seedance-v1-lite   │     900 │     225 │   fits │  3.00× █▍      │\n"
        "│ autopilot │ seedance-v1-lite   │  *1,500 │    *375 │ *15.00 │  5.00× ██▍     │\n"
        "│ t2v       │ runway-gen-3-alpha │   1,500 │     375 │  15.00 │  5.00× ██▍     │\n"
        "│ t2v       │ kling-2.1-standard │   2,100 │     525 │  30.00 │  7.00× ███▎    │\n"
        "│ autopilot │ kling-2.1-standard │  *2,400 │    *600 │ *40.00 │  8.00× ███▊    │\n"
        "│ t2v       │ kling-2.1-pro      │   3,600 │     900 │  70.00 │ 12.00× █████▋  │\n"
        "│ autopilot │ kling-2.1-pro      │  *4,500 │  *1,125 │ *80.00 │ 15.00× ███████ │\n"
        "╰───────────┴────────────────────┴─────────┴─────────┴────────┴────────────────╯"
    )


def test_bars_say_the_same_in_ascii(prices: PriceList):
    shown = compared(prices, tools=("fbf", "t2v"), minutes=4)
    text = rendered(shown, "table", Canvas(80, ascii_only=True))
    bars = [line.split("|")[-2].strip() for line in text.splitlines() if "x #" in line]
    # The longest is 12 characters, for 2,880; to the nearest one, 240 and 720 have 1
    # and 3, 1,200 has 5, and 1,680 has 7.
    assert bars == ["1.00x #", "3.00x ###", "5.00x #####", "7.00x #######", "12.00x ############"]
    assert text.isascii()


def test_a_narrow_table_loses_the_bars_and_never_a_number(prices: PriceList):
    shown = compared(prices, tools=("t2v",), minutes=4)
    text = rendered(shown, "table", Canvas(60))
    assert "█" not in text
    assert all(len(line) <= 60 for line in text.splitlines())
    for credits in ("720", "1,200", "1,680", "2,880"):
        assert f" {credits} " in text
    # Where only the bars crowd it, the answers stay, flush right.
    lengths = rendered(budgeted(prices, "2000", tools=("t2v", "fbf")), "table", Canvas(50))
    assert "█" not in lengths
    assert [line.split("│")[-2] for line in lengths.splitlines() if line.startswith("│")] == [
        " Length ", " 33:20  ", " 11:06  ", "  6:40  ", "  4:45  ", "  2:46  ",
    ]  # fmt: skip


def test_a_comparison_as_csv(prices: PriceList):
    shown = compared(prices, 1000, tools=("t2v", "fbf"), minutes=4, rerender="10%..25%")
    assert rendered(shown, "csv", Canvas()) == (
        "tool,model,credits_low,credits,complete,credits_per_minute,fits,left_credits,shortfall_credits,"
        "top_up_price,currency,packs,ratio,reason\n"
        "fbf,,264,300,true,75,true,700,0,,,,1,\n"
        "t2v,seedance-v1-lite,792,900,true,225,true,100,0,,,,3,\n"
        "t2v,runway-gen-3-alpha,1320,1500,true,375,false,0,500,15,USD,1 × 600,5,\n"
        "t2v,kling-2.1-standard,1848,2100,true,525,false,0,1100,30,USD,2 × 600,7,\n"
        't2v,kling-2.1-pro,3168,3600,true,900,false,0,2600,70,USD,"1 × 1,800 + 2 × 600",12,\n'
    )


def test_a_comparison_as_markdown(prices: PriceList):
    shown = compared(prices, tools=("autopilot",), minutes=1)
    assert rendered(shown, "markdown", Canvas()).splitlines()[:6] == [
        "### 1:00 of video: what each tool and model charges",
        "",
        "| Tool | Model | Credits | Per min | Top-up | Ratio |",
        "| :--- | :--- | ---: | ---: | ---: | :--- |",
        "| autopilot | seedance-v1-lite | \\*300 | \\*300 | \\*15.00 | 1.00× |",
        "| autopilot | kling-2.1-standard | \\*480 | \\*480 | \\*15.00 | 1.60× |",
    ]


def test_a_comparison_as_json(prices: PriceList):
    shown = compared(prices, tools=("fbf",), minutes=4)
    assert encoded(shown.document).decode() == (
        '{"schema":"acorns.compare/1","unit":"credits","prices":{"edition":"2025-06-27",'
        '"source":"How are credits used for each tool? (help page, 2025-06-27)",'
        '"service":"neural-frames","unit":"credits"},'
        '"balance_credits":null,"offers":[{"tool":"fbf","model":null,"total_credits":240,'
        '"range":null,"ratio":1,"credits_per_minute":60,"fits":null,"left_credits":null,'
        '"shortfall_credits":null,"top_up":{"packs":[{"count":1,"credits":600,"price":15}],'
        '"price":15,"currency":"USD","credits":600,"left_over_credits":360,'
        '"price_per_credit":0.025,"plan":null},"complete":true,"unpriced":[],"assumptions":[]}],'
        '"refusals":[]}'
    )


def test_what_a_comparison_cannot_price_has_a_dash_and_a_note(prices: PriceList):
    fbf = replace(prices.tools["fbf"], images=None)
    shown = compared(replace(prices, tools={**prices.tools, "fbf": fbf}), minutes=4, images=5)
    assert column(shown, "credits")[-1] == "–"
    assert "Not possible with fbf: images of Frame-by-Frame have no price." in shown.notes
    # One that refuses where its siblings do not is named in full.
    some = compared(prices, minutes=4, rerender="25%", rerender_model="runway-gen-3-alpha")
    assert [note for note in some.notes if note.startswith("Not possible")] == [
        "Not possible with autopilot: 'runway-gen-3-alpha' is a model of t2v, not of autopilot."
    ]


def test_refusals_of_some_models_name_the_models(prices: PriceList):
    one, other = Refusal("t2v", "a", "it is late"), Refusal("fbf", None, "it is late")
    answered = comparison(Job.of(tool="t2v", minutes=1), choices(prices, ["t2v"]), prices).offers
    assert refusal_notes([one, other], answered) == ("Not possible with t2v a or fbf: it is late.",)
    many = [one, Refusal("t2v", "b", "it is early"), Refusal("fbf", None, "it is early")]
    assert refusal_notes([*many, other], ()) == (
        "Not possible with t2v a or fbf any model: it is late.",
        "Not possible with t2v b or fbf any model: it is early.",
    )


def test_the_answer_of_a_comparison_is_the_cheapest_total(prices: PriceList):
    assert compared(prices, minutes=4).answer == "240"
    assert compared(prices, minutes=4).warnings == ()
    [warning] = compared(prices, tools=("autopilot",), minutes=4).warnings
    assert warning.startswith("Not in the total: storyboards of Autopilot.")


def test_what_is_assumed_is_said_once(prices: PriceList):
    shown = compared(prices, minutes=4, images=5, credits_per_image="2")
    assert [note for note in shown.notes if "by hand" in note] == ["2 credits per image by hand."]
    assert not any(note.startswith("Assumed") for note in shown.notes)


def test_comparing_names_the_sources_of_what_is_bought_and_of_nothing_else(prices: PriceList):
    packs, plans = prices.packs, prices.plans
    assert packs and plans
    monthly = Plan(name="Pro", credits=10_000, monthly=Decimal(9))
    plan = replace(
        plans, currency="USD", source=replace(packs.source, title="Plans"), note="", sold=(monthly,)
    )
    shown = compared(replace(prices, plans=plan), tools=("fbf",), minutes=4)
    assert titles(shown)[-2:] == ["Top-up", "Ratio"]
    assert shown.notes[-1] == "Prices of plans from: Plans (help page, undated)"
    assert not {*PACK_NOTES} & {*shown.notes}
    shown = compared(replace(prices, packs=None, plans=plan), tools=("fbf",), minutes=4)
    assert titles(shown)[-2:] == ["Top-up", "Ratio"]
    shown = compared(prices, 10_000, tools=("fbf",), minutes=4)
    assert titles(shown)[-2:] == ["Balance", "Ratio"]
    assert not {*PACK_NOTES} & {*shown.notes}


def test_a_comparison_without_packs_says_how_short_a_balance_is(prices: PriceList):
    no_packs = replace(prices, packs=None)
    shown = compared(no_packs, 1000, tools=("fbf", "t2v"), minutes=4)
    assert titles(shown) == ["Tool", "Model", "Credits", "Per min", "Balance", "Ratio"]
    assert column(shown, "top_up_price") == [
        "fits", "fits", "200 short", "680 short", "1,880 short",
    ]  # fmt: skip
    assert any("add them to a price list under packs" in note for note in shown.notes)
    assert "Balance" not in titles(compared(no_packs, minutes=4))
    fitting = compared(no_packs, 10_000, minutes=4)
    assert not any("under packs" in note for note in fitting.notes)


def test_what_a_plan_is_too_small_for_is_said_beside_what_it_covers(prices: PriceList):
    assert prices.plans is not None
    small = Plan("Small", Decimal(500), monthly=Decimal(20))
    plans = replace(prices, packs=None, plans=replace(prices.plans, sold=(small,)))
    # 1,680 and 2,880 credits are 680 and 1,880 short, 1,200 are 200 short.
    shown = compared(plans, 1000, tools=("fbf", "t2v"), minutes=4)
    assert column(shown, "top_up_price") == ["fits", "fits", "20.00", "680 short", "1,880 short"]
    why = (
        "The price list of 2025-06-27 sells at most 500 credits with one month of a plan, and no"
        " packs of credits: add them to a price list under packs, each with its credits and its"
        " price."
    )
    assert why in shown.notes
    assert any(note.startswith("Top-up: ") for note in shown.notes)
    assert why not in compared(plans, 1000, tools=("fbf",), minutes=20).notes
    short = with_balance(plans, "1", minutes=40)
    assert short.notes[-1] == why


def test_a_comparison_explains_the_words_that_it_uses(prices: PriceList):
    fits = "fits: the 1,000 credits of the balance are enough."
    packs = "Top-up: the price in USD of the cheapest packs or plan that cover"
    short = f"{packs} what the balance is short of."

    def explained(*args: object, **words: object) -> list[str]:
        notes = compared(prices, *args, **words).notes
        return [note for note in notes if note.startswith(("fits", "Top-up"))]

    assert explained(1000, tools=("fbf", "t2v"), minutes=4) == [fits, short]
    assert explained(1000, tools=("t2v",), minutes=40) == [short]
    assert explained(1000, tools=("fbf",), minutes=4) == [fits]
    assert explained(minutes=4) == [f"{packs} the credits."]


def test_minutes_line_up_and_need_a_video(prices: PriceList):
    # 7 × 1.1 × 60 = 462, and 100 s × 3 × 1.01 / 100 × 60 = 181.8.
    shown = compared(prices, tools=("t2v",), seconds=100, rerender="1%")
    assert column(shown, "credits_per_minute") == ["181.80", "303", "424.20", "727.20"]
    assert "Per min" not in titles(compared(prices, tools=("t2v",), images=5))


def test_a_ratio_to_nothing_is_left_out(prices: PriceList):
    fbf = prices.tools["fbf"].any_model
    assert fbf is not None
    free = ToolPrices(any_model=replace(fbf, per_second=Decimal(0)))
    shown = compared(replace(prices, tools={**prices.tools, "fbf": free}), minutes=1)
    assert column(shown, "credits")[0] == "0"
    assert column(shown, "top_up_price")[0] == ""
    assert set(column(shown, "ratio")) == {""}


def test_a_budget_as_a_table(prices: PriceList):
    shown = budgeted(prices, "2000", tools=("t2v", "fbf"), rerender="25%")
    assert without_notes(rendered(shown, "table", Canvas(80))) == (
        "For 2,000 credits: the longest video, 25% re-rendered\n"
        "╭──────┬────────────────────┬──────────┬──────┬─────────┬──────────────────────╮\n"
        "│ Tool │ Model              │     Used │ Left │ Seconds │ Length               │\n"
        "├──────┼────────────────────┼──────────┼──────┼─────────┼──────────────────────┤\n"
        "│ fbf  │ any model          │    2,000 │    0 │   1,600 │ 26:40 ██████████████ │\n"
        "│ t2v  │ seedance-v1-lite   │ 1,998.75 │ 1.25 │     533 │  8:53 ████▋          │\n"
        "│ t2v  │ runway-gen-3-alpha │    2,000 │    0 │     320 │  5:20 ██▊            │\n"
        "│ t2v  │ kling-2.1-standard │    1,995 │    5 │     228 │  3:48 ██             │\n"
        "│ t2v  │ kling-2.1-pro      │    1,995 │    5 │     133 │  2:13 █▏             │\n"
        "╰──────┴────────────────────┴──────────┴──────┴─────────┴──────────────────────╯"
    )
    assert "Rounded down to whole seconds." in shown.notes
    assert shown.answer == "1600"


def test_a_budget_as_csv(prices: PriceList):
    shown = budgeted(prices, "100", tools=("t2v",), clip_length="5s", rerender="10%..40%")
    assert rendered(shown, "csv", Canvas()) == (
        "tool,model,used_credits_low,used_credits,complete,left_credits,least_credits,"
        "step,steps,capped,base_seconds,reason\n"
        # A clip is 15: 4 and 40% of them, which is 2, are 90; of 5, 2 as well, which is 105.
        "t2v,seedance-v1-lite,75,90,true,10,30,clip,4,false,20,\n"
        # A clip is 25: 2 and one again, at both ends, are 75; 3 and 2 again would be 125.
        "t2v,runway-gen-3-alpha,75,75,true,25,50,clip,2,false,10,\n"
        "t2v,kling-2.1-standard,70,70,true,30,70,clip,1,false,5,\n"
        "t2v,kling-2.1-pro,0,0,true,100,120,clip,,false,,\n"
    )


def test_a_budget_as_markdown(prices: PriceList):
    shown = budgeted(prices, "2000", tools=("fbf",), minutes=4)
    assert rendered(shown, "markdown", Canvas()).splitlines()[:5] == [
        "### For 2,000 credits: 4:00 of video, and how much of it can be re-rendered",
        "",
        "| Tool | Model | Used | Left | Re-rendered |",
        "| :--- | :--- | ---: | ---: | :--- |",
        "| fbf | any model | 1,999.2 | 0.8 | 733% |",
    ]
    assert "Rounded down to whole percent." in shown.notes


def test_a_budget_as_json(prices: PriceList):
    shown = budgeted(prices, "0.5", tools=("fbf",))
    assert encoded(shown.document).decode() == (
        '{"schema":"acorns.budget/1","unit":"credits","prices":{"edition":"2025-06-27",'
        '"source":"How are credits used for each tool? (help page, 2025-06-27)",'
        '"service":"neural-frames","unit":"credits"},'
        '"budget_credits":0.5,"question":"length","step":"second","clip_seconds":null,'
        '"purchases":[{"tool":"fbf","model":null,"steps":null,"capped":false,'
        '"base_seconds":null,"used_credits":0,"range":null,"left_credits":0.5,'
        '"least_credits":1,"complete":true,"unpriced":[],"assumptions":[]}],"refusals":[],"purchase":null}'
    )


def test_a_budget_that_is_too_small_says_what_it_takes(prices: PriceList):
    shown = budgeted(prices, "2", tools=("t2v", "fbf"))
    assert column(shown, "base_seconds") == ["0:02", "–", "–", "–", "–"]
    assert (
        "– Too little: one second takes 3 with t2v seedance-v1-lite, 5 with t2v runway-gen-3-alpha,"
        " 7 with t2v kling-2.1-standard, 12 with t2v kling-2.1-pro."
    ) in shown.notes
    nothing = budgeted(prices, "0", tools=("fbf",))
    assert (column(nothing, "base_seconds"), nothing.answer) == (["–"], "0")
    again = budgeted(prices, "100", tools=("fbf",), minutes=4)
    assert "– Too little: the video alone takes 240 with fbf." in again.notes
    assert (column(again, "steps"), again.answer) == (["–"], "0")


def test_a_budget_says_where_acorns_stops_counting(prices: PriceList):
    long = budgeted(prices, "100000000", tools=("fbf",))
    assert column(long, "base_seconds") == ["1000:00:00 or more"]
    assert "acorns counts no further than 1,000 hours of video." in long.notes
    again = budgeted(prices, "1000000", tools=("fbf",), minutes=1)
    assert column(again, "steps") == ["10,000% or more"]
    assert "acorns counts no further than 10,000% re-rendered." in again.notes
    clips = budgeted(prices, "1000000000000", tools=("fbf",), minutes=1, clip_length="1s")
    assert column(clips, "steps") == ["1,000,000,000 clips or more"]
    assert "acorns counts no further than 1,000,000,000 clips re-rendered." in clips.notes
    assert "Rounded down to whole clips of 1 s." in clips.notes


def test_a_budget_of_clips_and_what_is_made_besides_is_in_the_title(prices: PriceList):
    shown = budgeted(prices, "1", tools=("fbf",), clip_length="5s", extra="45s", images_per_clip=1)
    assert shown.title == (
        "For 1 credit: the longest video in clips of 5 s, 0:45 extra, 1 image per clip"
    )


@pytest.mark.parametrize(
    ("credits", "words", "steps"),
    [
        # 12 clips of 5 s are the video, and 5 credits are left for one more.
        ("65", {"minutes": 1, "clip_length": "5s"}, "1 clip"),
        ("240", {"minutes": 4}, "0%"),
    ],
)
def test_how_much_can_be_rerendered(
    prices: PriceList, credits: str, words: dict[str, object], steps: str
):
    assert column(budgeted(prices, credits, tools=("fbf",), **words), "steps") == [steps]


def test_what_is_not_in_a_budget_is_said_and_that_it_buys_nothing(prices: PriceList):
    shown = budgeted(prices, "100", tools=("autopilot",))
    assert column(shown, "used_credits") == ["*100", "*96", "*90"]
    assert column(shown, "left_credits") == ["*0", "*4", "*10"]
    [warning] = shown.warnings
    assert warning.startswith("Not in the total: storyboards of Autopilot.")
    assert shown.notes[0] == f"* {warning}"
    nothing = budgeted(prices, "1", tools=("autopilot",))
    assert nothing.notes[:2] == (
        f"* {warning}",
        "– Too little: one second takes *5 with autopilot seedance-v1-lite, *8 with autopilot"
        " kling-2.1-standard, *15 with autopilot kling-2.1-pro.",
    )
    assert nothing.warnings == (
        "Too little: one second takes at least *5 with autopilot seedance-v1-lite.",
    )
    assert not any(note.startswith("Rounded") for note in nothing.notes)


def test_a_top_up_in_every_format(prices: PriceList):
    shown = topped_up(prices, "2400")
    assert without_notes(rendered(shown, "table", Canvas(80))) == (
        "What to buy for 2,400 credits\n"
        "╭────────────┬─────────────────────┬─────────┬───────┬────────────┬───────────╮\n"
        "│ Buy        │ What to buy         │ Credits │  Left │ Per credit │     Price │\n"
        "├────────────┼─────────────────────┼─────────┼───────┼────────────┼───────────┤\n"
        "│ Cheapest   │ 1 × 1,800 + 1 × 600 │   2,400 │     0 │ 0.0229 USD │ 55.00 USD │\n"
        "│ Only 6,000 │ 1 × 6,000           │   6,000 │ 3,600 │ 0.0165 USD │ 99.00 USD │\n"
        "│ Only 1,800 │ 2 × 1,800           │   3,600 │ 1,200 │ 0.0222 USD │ 80.00 USD │\n"
        "│ Only 600   │ 4 × 600             │   2,400 │     0 │ 0.0250 USD │ 60.00 USD │\n"
        "╰────────────┴─────────────────────┴─────────┴───────┴────────────┴───────────╯"
    )
    assert rendered(shown, "csv", Canvas()).splitlines()[:3] == [
        "choice,packs,credits,left_over_credits,price_per_credit,price,currency",
        'cheapest,"1 × 1,800 + 1 × 600",2400,0,0.0229,55,USD',
        'plain,"1 × 6,000",6000,3600,0.0165,99,USD',
    ]
    markdown = rendered(shown, "markdown", Canvas())
    assert "| Only 600 | 4 × 600 | 2,400 | 0 | 0.0250 USD | 60.00 USD |\n" in markdown
    assert '"schema": "acorns.topup/1"' in rendered(shown, "json", Canvas())
    assert shown.answer == "55"


def test_what_is_left_where_nothing_is_to_be_bought_is_of_the_balance(prices: PriceList):
    shown = topped_up(prices, "1500", "2000")
    assert column(shown, "left_over_credits") == ["500"]
    assert (column(shown, "packs"), column(shown, "price_per_credit")) == (["nothing"], [""])
    assert shown.answer == "0"
    assert "cheapest,nothing,0,0,,0,USD\n" in rendered(shown, "csv", Canvas())
    assert shown.notes == (
        *PACK_NOTES,
        "The price list is of 2025-06-27 (2 months old). Prices change; the service itself has"
        " today's.",
    )


@pytest.mark.parametrize(
    ("needed", "balance", "title"),
    [
        ("1", "0", "What to buy for 1 credit"),
        ("2100", "600", "What to buy for 2,100 credits with 600 in the account: 1,500 short"),
        ("500", "600", "Nothing to buy for 500 credits: 600 in the account are enough"),
    ],
)
def test_the_title_of_a_top_up(prices: PriceList, needed: str, balance: str, title: str):
    assert topped_up(prices, needed, balance).title == title


def test_plans_in_another_currency_are_not_compared(prices: PriceList):
    assert prices.plans is not None
    in_euros = replace(prices, plans=replace(prices.plans, currency="EUR"))
    monthly = monthly_advice(Decimal(500), in_euros)
    for shown in (
        topped_up(in_euros, "500"),
        monthly_report(monthly, in_euros, today=TODAY),
    ):
        assert "The plans are sold in EUR, and so are not compared." in shown.notes
        assert not any("by the year" in note or "of plans from" in note for note in shown.notes)
    assert not any("EUR" in note for note in topped_up(in_euros, "500", "500").notes)
    none_sold = replace(in_euros, plans=replace(in_euros.plans, sold=()))
    assert not any("EUR" in note for note in topped_up(none_sold, "500").notes)


def test_a_narrow_top_up_keeps_what_is_paid(prices: PriceList):
    text = rendered(topped_up(prices, "2400"), "table", Canvas(60))
    assert max(map(len, text.splitlines())) <= 60
    assert "│ Cheapest   │ 1 × 1,800 + 1 × 600 │   2,400 │ 55.00 USD │\n" in text


def with_balance(prices: PriceList, balance: str, **words: object) -> Report:
    job = Job.of(tool="fbf", **words)
    found = estimate(job, prices)
    after = account(Decimal(balance), found.total_credits, prices)
    return estimate_report(job, found, prices, after, today=TODAY)


def test_a_balance_below_the_total(prices: PriceList):
    shown = with_balance(prices, "1000", minutes=40)
    assert column(shown, "item")[1:] == [
        "Total", "Balance", "Shortfall", "Cheapest top-up", "Left",
    ]  # fmt: skip
    assert column(shown, "sum")[1:] == [
        "", "", "2,400 − 1,000", "1 × 1,800 for 40.00 USD", "1,800 − 1,400",
    ]  # fmt: skip
    assert column(shown, "credits")[1:] == ["2,400", "1,000", "1,400", "1,800", "400"]
    assert shown.notes[-2:] == (
        PACK_NOTES[1],
        "Prices of credits from: Subscription Management (help page, undated)",
    )
    assert shown.answer == "2400"

    enough = with_balance(prices, "2400.5", minutes=40)
    assert column(enough, "item")[1:] == ["Total", "Balance", "Left"]
    assert column(enough, "credits")[1:] == ["2,400", "2,400.5", "0.5"]
    assert not any("packs" in note for note in enough.notes)


def test_a_balance_for_a_range_is_held_against_the_high_end(prices: PriceList):
    shown = with_balance(prices, "300", minutes=4, rerender="10%..40%")
    assert column(shown, "credits_low")[2:] == ["264", "", "", "", ""]
    assert column(shown, "credits")[2:] == ["264 – 336", "300", "36", "600", "564"]


def test_a_shortfall_without_packs_says_how_to_add_them(prices: PriceList):
    shown = with_balance(replace(prices, packs=None, plans=None), "0", minutes=4)
    assert column(shown, "item")[1:] == ["Total", "Balance", "Shortfall"]
    assert shown.notes[-1] == (
        "The price list of 2025-06-27 has no packs of credits: add them to a price list under"
        " packs, each with its credits and its price."
    )


def test_the_account_is_in_the_json_only_when_a_balance_is_given(prices: PriceList):
    asked = encoded(with_balance(prices, "200", minutes=4).document).decode()
    job = Job.of(tool="fbf", minutes=4)
    plain = encoded(estimate_report(job, estimate(job, prices), prices, today=TODAY).document)
    # What is to be bought stands there once.
    before, purchase, _ = plain.decode().partition(',"purchase":{')
    assert purchase
    assert asked == f'{before},"purchase":null' + (
        ',"account":{"balance_credits":200,"needed_credits":240,"left_credits":0,'
        '"shortfall_credits":40,"top_up":{"packs":[{"count":1,"credits":600,"price":15}],'
        '"price":15,"currency":"USD","credits":600,"left_over_credits":560,'
        '"price_per_credit":0.025,"plan":null}}}'
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"minutes": 4}, "4:00 of video"),
        ({"minutes": 4, "clip_length": "5s"}, "4:00 of video in clips of 5 s"),
        ({"minutes": 4, "rerender": "25%", "extra": "45s"},
         "4:00 of video, 25% re-rendered, 0:45 extra"),
        ({"minutes": 4, "rerender": "25%", "rerender_model": "π"},
         "4:00 of video, 25% re-rendered with π"),
        ({"images": 1}, "1 image"),
        ({"minutes": 1, "takes": 3}, "1:00 of video, 3 takes of each clip"),
        ({"minutes": 1, "takes": "1..2.5", "rerender_model": "π"},
         "1:00 of video, 1 to 2.5 takes of each clip, re-rendered with π"),
        ({"minutes": 1, "keep": "1/3..50%"}, "1:00 of video, 1/3 to 50% kept"),
        ({"minutes": 1, "keep": "30%", "reserve": "15%"},
         "1:00 of video, 30% kept, 15% in reserve"),
        ({"minutes": 1, "add": "upscale-4k, lip-sync=0:45, character=3, lip-sync"},
         "1:00 of video, upscale-4k, lip-sync, lip-sync over 0:45, 3 × character"),
        ({"seconds": 9, "clip_length": "5s", "images_per_clip": 2},
         "0:09 of video in clips of 5 s, 2 images per clip"),
    ],
)  # fmt: skip
def test_a_job_in_words(words: dict[str, object], said: str):
    assert footage_words(Job.of(tool="t2v", **words)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("25%", "25%"),
        ("1/3", "1/3"),
        ("1000%", "1,000%"),
        ("10%..40%", "10% to 40%"),
        ("1/4..1/3", "25% to 1/3"),
        ("1clip", "1 clip"),
        ("3clips..12clips", "3 to 12 clips"),
        ("90s", "1:30"),
        ("0s..90s", "0:00 to 1:30"),
    ],
)
def test_re_renders_in_words(written: str, said: str):
    job = Job.of(tool="t2v", minutes=4, clip_length="5s", rerender=written)
    assert rerender_words(job.rerender) == f"{said} re-rendered"


def test_packs_in_words():
    packs = [PackCount(1200, Decimal(6000), Decimal(99)), PackCount(1, Decimal("0.5"), Decimal(1))]
    assert mix_words(packs) == "1,200 × 6,000 + 1 × 0.5"
    assert mix_words([]) == "nothing"


def account_texts(after: Account, *, complete: bool) -> list[tuple[str, str]]:
    """The names of what an account comes to, and its credits, as people read them."""
    rows = [row.subject for row in account_rows(after, "credits", complete=complete)]
    return [(row["item"].text, row["credits"].text) for row in rows]


def test_the_lines_of_an_account_need_no_report(prices: PriceList):
    after = account(Decimal(5), Decimal(3), prices)
    assert [name for name, _ in account_texts(after, complete=True)] == ["Balance", "Left"]
    assert shortfall_notes(after, prices) == ()


def test_what_a_balance_comes_to_is_marked_where_something_is_missing(prices: PriceList):
    after = account(Decimal(1000), Decimal(3600), prices)
    assert account_texts(after, complete=False) == [
        ("Balance", "1,000"),
        ("Shortfall", "*2,600"),
        ("Cheapest top-up", "3,000"),
        ("Left", "*400"),
    ]
    after = account(Decimal(5000), Decimal(3600), prices)
    assert account_texts(after, complete=False) == [("Balance", "5,000"), ("Left", "*1,400")]


def test_what_fits_without_all_that_is_charged_is_marked(prices: PriceList):
    shown = compared(prices, 1200, tools=("autopilot",), minutes=4)
    assert column(shown, "top_up_price") == ["*fits", "*30.00", "*55.00"]
