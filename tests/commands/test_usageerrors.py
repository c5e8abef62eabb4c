"""What Typer itself would not understand, or pass over: told, with what was most likely meant."""

from collections.abc import Callable

import pytest

Acorns = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("estimate fbf 4", "'4' could be 4s or 4m; write acorns estimate fbf 4m."),
        ("estimate fbf 3.42",
         "'3.42' could be 3.42s, 3.42m or 3:42; write acorns estimate fbf 3:42."),
        ("estimate fbf 10%..40% --minutes 4",
         "~'10%..40%'; write acorns estimate fbf --rerender 10%..40% --minutes 4."),
        ("estimate t2v 3:42 kling-2.1-pro",
         "~'kling-2.1-pro'; write acorns estimate t2v 3:42 --model kling-2.1-pro."),
        ("estimate t2v kling 2.1 pro 4 1/3 --quiet --max 5",
         "~'kling 2.1 pro 4 1/3'; write acorns estimate t2v 4m --model kling-2.1-pro"
         " --rerender 1/3 --quiet --max 5."),
        ("estimate t2v 3:42 -m kling pro -r25",
         "~'pro'; write acorns estimate t2v 3:42 --model kling-2.1-pro -r25."),
        ("estimate t2v kling-2.1-pro", "~'kling-2.1-pro'; for a video of 4:00, write acorns"
         " estimate t2v 4:00 --model kling-2.1-pro."),
        ("estimate video 4:00 4K --prices kling",
         "~'4K'; write acorns estimate video 4:00 --model kling-3.0/4k --prices kling."),
        ("compare T2V --minutes 4", "~'T2V'; write acorns compare --tool t2v --minutes 4."),
        ("compare 4:00 luma", "~'luma'; write acorns compare 4:00 --prices luma."),
        ("estimate fbf a.wav 4:05", "~'a.wav'; write a length like 3:42 or a file like song.mp3,"),
        ("estimate fbf 4 horses", "~'4 horses'; write a length like 3:42 or a file like song.mp3,"),
        ("estimate fbf film", "~'film'; write a length like 3:42 or a file like song.mp3, and all"),
        ("estimate fbf none.yaml", "~'none.yaml'; write a length like 3:42 or a file like song"),
        ("estimate fbf --audio my song.wav",
         "~'song.wav'; write acorns estimate fbf --audio \"my song.wav\"."),
        ("estimate fbf --duration 4m 30s",
         "~'30s'; write acorns estimate fbf --duration \"4m 30s\"."),
        ("estimate fbf --duration 4m 3:00", "~'3:00': --duration says the length."),
        ("estimate fbf a.mp3 b.mp3 --audio c.mp3", "~'a.mp3 b.mp3': --audio says the length."),
        ("estimate fbf HELP", "~'HELP'; write acorns estimate fbf --help."),
        ("estimate fbf -- --minutes 4",
         "options stand behind --; write acorns estimate fbf --minutes 4."),
        ("topup 4 ''", "~''."),
        ("topup 4 5", "~'5'."),
        ("topup 1500 acorns", "~'acorns'; write acorns topup \"1500 acorns\"."),
        ("budget 4 4 minutes", "~'4 minutes'; write acorns budget 4 --duration \"4 minutes\"."),
        ("budget 4 kling-2.1-pro 5", "~'kling-2.1-pro 5'; write acorns budget 4"
         " --model kling-2.1-pro --minutes 5."),
        ("budget 4 5 horses", "~'5 horses'."),
        ("budget 4 runway", "~'runway'; write acorns budget 4 --prices runway."),
        ("budget 4 --tool t2v fbf", "~'fbf'."),
        ("prices show a b", "~'b'."),
    ],
)  # fmt: skip
def test_words_without_an_option_are_answered_with_a_line_to_type(
    acorns: Acorns, line: str, what: str
):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    command = " ".join(line.split()[: 2 if line.startswith(("est", "pr")) else 1])
    assert err.startswith(f"Error: {what.replace('~', f'acorns {command} has no place for ', 1)}")
    assert err.endswith(f"\nSee acorns {command} --help\n")


def test_all_that_is_wrong_with_a_line_is_said_in_its_order(acorns: Acorns):
    line = "estimate t2v 4 -m m --rerender xyz --images lots --balance q --max 1.500"
    assert acorns(line)[2].splitlines() == [
        "Error: '4' could be 4s or 4m; write 4s or 4m.",
        "Error: --rerender: 'xyz' is not an amount to re-render; write 25%, 1/3, 90s, 1:30,"
        " 12clips or a range like 10%..40%.",
        "Error: --images: 'lots' is not a number; write plain digits, like 4 or 0.5.",
        "Error: --balance: 'q' is not a number; write plain digits, like 4 or 0.5.",
        "Error: --max: '1.500' could be 1500 or 1.5; write 1500 or 1.5.",
        "See acorns estimate t2v --help",
    ]


@pytest.mark.parametrize("option", ["--rerender", "--model", "--images", "--add", "--seconds"])
@pytest.mark.parametrize(
    "command", ["estimate fbf", "prices diff 2025-06-27 2025-06-27 --tool fbf"]
)
def test_an_empty_value_is_not_passed_over(acorns: Acorns, command: str, option: str):
    status, out, err = acorns(f"{command} --minutes 1 {option} ''")
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: {option}: ")
    assert err.count("\n") == 1


def test_a_budget_with_nothing_left_to_find_says_what_else_is_wrong(acorns: Acorns):
    assert acorns("budget 5 --minutes x --rerender y")[2].splitlines() == [
        "Error: --rerender: with the length and the re-renders given there is nothing left to find;"
        " leave one of them out, or ask acorns compare with --balance.",
        "Error: --minutes: 'x' is not a number; write plain digits, like 4 or 0.5.",
        "Error: --rerender: 'y' is not an amount to re-render; write 25%, 1/3, 90s, 1:30,"
        " 12clips or a range like 10%..40%.",
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("estimate fbf --minutes 4 --minutes 5", "--minutes is given twice"),
        ("estimate fbf --minutes 4 --model a --model=b --model c", "--model is given 3 times"),
        ("compare --rerender 5% --minutes 4 --rerender 6%", "--rerender is given twice"),
        ("budget 5 --prices a --prices b", "--prices is given twice"),
        ("topup 5 --balance 1 --balance 1", "--balance is given twice"),
        ("batch --format csv --format ndjson", "--format is given twice"),
        ("project estimate a --as-of b --as-of c", "--as-of is given twice"),
        ("prices new a --extends b --extends c", "--extends is given twice"),
    ],
)
def test_an_option_that_has_one_value_is_given_once(acorns: Acorns, line: str, what: str):
    assert acorns(line) == (2, "", f"Error: {what}; give it once.\n")


def test_a_flag_and_an_option_of_many_values_may_be_given_again(acorns: Acorns):
    line = "compare --tool t2v --tool fbf --minutes 4 --quiet --quiet"
    assert acorns(line) == (0, "240\n", "")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("estimate fbf --time 4:00", "'--time'; write acorns estimate fbf --duration 4:00.\n"),
        ("estimate fbf --song=a.mp3 -q",
         "'--song'; write acorns estimate fbf --audio=a.mp3 -q.\n"),
        ("budget 5 --clip 5s", "'--clip'; write acorns budget 5 --clip-length 5s.\n"),
        ("compare 4:00 --services all", "'--services'; write acorns compare 4:00 --prices all.\n"),
        ("estimate fbf --credits-per 4",
         "'--credits-per'; did you mean --credits-per-image or --credits-per-second?\n"),
        ("estimate fbf --xyzzy x", "'--xyzzy'."),
        ("--verison", "'--verison'; write acorns --version.\n"),
        ("--json estimate fbf", "'--json' before the command; write acorns estimate fbf --json.\n"),
        ("estimate --model x t2v",
         "'--model' before the command; write acorns estimate t2v --model x.\n"),
        ("estimate --length=3:47",
         "'--length' before the command; begin with autopilot, t2v or fbf.\n"),
        ("--quiet", "'--quiet' before the command; begin with estimate, compare, budget, topup,"),
        ("project --json", "'--json' before the command; begin with new, estimate, diff, status"),
        ("estimate fbf -–minutes 4", "'-–': its dash is no hyphen; write --.\n"),
        ("estimate fbf --–minutes 4", "'--–minutes'; write acorns estimate fbf --minutes 4.\n"),
    ],
)  # fmt: skip
def test_an_option_that_is_not_there_gets_the_one_that_is_meant(
    acorns: Acorns, line: str, what: str
):
    status, out, err = acorns(line)
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: there is no option {what}")


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("estimate T2V --model kling-2.1-pro --minutes 1 --quiet", "720"),
        ("Estimate Text-to-Video --model kling-2.1-pro --minutes 1 --quiet", "720"),
        ("estimate frame-by-frame --minutes 1 --quiet", "60"),
        ("compare --tool FBF --minutes 1 --quiet", "60"),
        ("compare --tool Frame-by-Frame --minutes 1 --quiet", "60"),
    ],
)
def test_a_tool_goes_by_the_name_that_people_see(acorns: Acorns, line: str, credits: str):
    assert acorns(line) == (0, f"{credits}\n", "")


@pytest.mark.parametrize("dash", "‐‑‒–—―−")
def test_a_dash_of_a_word_processor_is_told_from_a_hyphen(acorns: Acorns, dash: str):
    for typed in (f"{dash}minutes", f"{dash}-minutes", f"{dash * 2}minutes"):
        err = acorns(f"estimate fbf {typed} 4")[2]
        assert err.startswith(
            f"Error: '{typed}' begins with a dash that is no hyphen; write --minutes.\n"
        )


def test_the_near_match_of_a_long_name_works(acorns: Acorns):
    err = acorns("estimate text-to-vide --minutes 4")[2]
    assert err.startswith("Error: acorns estimate has no command 'text-to-vide'; did you mean tex")


@pytest.mark.parametrize("line", ["estimate vid 1:00 x", "estimate vid 1:00", "estimate vid"])
def test_a_tool_that_the_list_in_use_lacks_is_answered_with_its_own(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch, line: str
):
    monkeypatch.setenv("ACORNS_PRICES", "kling/2026-10-01")
    what = "--tool: the price list of kling 2026-10-01 has no tool 'vid'; did you mean video?"
    assert acorns(line) == (2, "", f"Error: {what}\n")
    # One that has the sub-commands is of no interest.
    monkeypatch.setenv("ACORNS_PRICES", "2025-06-27")
    assert acorns(line)[2].startswith("Error: acorns estimate has no command 'vid'; its commands")


def test_a_slip_in_the_name_of_a_model_is_noted_where_any_name_goes(acorns: Acorns):
    status, out, err = acorns("estimate fbf --model kling-2.1-prro --minutes 4 --json")
    assert status == 0
    assert '"total_credits": 240' in out
    assert err == "Note: no model 'kling-2.1-prro' is listed; did you mean kling-2.1-pro?\n"
    assert acorns("estimate fbf --model kling-2.5-pro --minutes 4 --quiet") == (0, "240\n", "")


@pytest.mark.parametrize(
    "job",
    [
        "--prices runway --model gen-4-turbo --rerender-model gen-4-turbo",
        "--prices kling-api --model kling-3.0 --rerender-model kling-3.0",
    ],
)
def test_a_model_that_re_renders_and_is_named_before_its_slash_is_no_slip(acorns: Acorns, job: str):
    _, out, err = acorns(f"estimate video {job} --minutes 1 --rerender 25%")
    assert "the rerender-model" in out
    assert err == ""


@pytest.mark.parametrize("command", ["", "estimate", "estimate t2v", "topup", "prices show"])
def test_h_is_help(acorns: Acorns, command: str):
    status, out, err = acorns(f"{command} --help")
    assert (status, err) == (0, "")
    assert acorns(f"{command} -h") == (0, out, "")
    assert "│ --help" in out


@pytest.mark.parametrize("command", ["", "estimate", "estimate t2v", "prices", "prices show"])
def test_help_is_a_command_too(acorns: Acorns, command: str):
    asked = acorns(f"{command} --help")
    assert asked[0] == 0
    assert acorns(f"help {command}") == asked
    group, _, part = command.partition(" ")
    assert acorns(f"{group} HELP {part}") == asked


def test_help_on_a_command_that_does_not_exist_is_an_error(acorns: Acorns):
    status, out, err = acorns("help estimat")
    assert (status, out) == (2, "")
    assert err == "Error: acorns has no command 'estimat'; did you mean estimate?\n"


@pytest.mark.parametrize("command", ["estimate", "project", "prices"])
def test_a_group_alone_prints_its_help_with_examples_as_an_error(acorns: Acorns, command: str):
    printed = acorns(f"{command} --help")[1]
    assert acorns(command) == (2, "", printed)
    assert printed.count(f"\n acorns {command} ") == (4 if command == "estimate" else 3)


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("topup", "topup [OPTIONS] CREDITS"),
        ("project diff", "project diff [OPTIONS] OLD [NEW]"),
        ("prices check", "prices check [OPTIONS] LIST…"),
        ("batch", "batch [OPTIONS] [FILE]"),
    ],
)
def test_the_usage_names_what_is_needed_as_people_write_it(
    acorns: Acorns, command: str, usage: str
):
    out = acorns(f"{command} -h")[1]
    assert f" Usage: acorns {usage} " in out


def test_prose_fills_the_width_and_examples_keep_their_lines(
    acorns: Acorns, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "60")
    lines = [line.strip() for line in acorns("project status -h")[1].splitlines()]
    start = lines.index("What ends higher, the plan or the re-render rate shown so")
    assert lines[start + 1 : start + 7] == [
        "far, is what --quiet prints and what --max is compared",
        "with.",
        "",
        "acorns project status video.yaml",
        "acorns project status video.yaml --balance 900",
        "",
    ]


def test_help_is_shown_whatever_else_is_wrong(acorns: Acorns):
    assert acorns("estimate fbf --minutes 4 --minutes 5 --help")[0] == 0
