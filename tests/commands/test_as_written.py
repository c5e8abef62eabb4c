"""Values and words that people write in more than one way: the right one is taken, or asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

Acorns = Callable[..., tuple[int, str, str]]

REFUSED = {
    "topup 1.500": "'1.500' could be 1500 or 1.5; write 1500 or 1.5.",
    "budget 2.000": "'2.000' could be 2000 or 2; write 2000 or 2.",
    "compare 4:00 --balance 2.000": "--balance: '2.000' could be 2000 or 2; write 2000 or 2.",
    "estimate fbf 4:00 --images 1.000": "--images: '1.000' could be 1000 or 1; write 1000 or 1.",
    "estimate fbf --duration 3.42":
        "--duration: '3.42' could be seconds or minutes; write 3.42s, 3.42m or 3:42.",
    "estimate fbf --duration PT4,5M":
        "--duration: 'PT4,5M' is not a duration; write a point: PT4.5M.",
    "estimate fbf --duration 00:04:30,500":
        "--duration: '00:04:30,500' is not a duration; write a point: 00:04:30.500.",
    "estimate fbf 4:00 --rerender 10%..":
        "--rerender: the range '10%..' has no second end; write both, like 10%..40%.",
    "estimate fbf 4:00 --rerender 0.25":
        "--rerender: '0.25' could mean 0.25% or 25%; write 0.25% or 25%.",
    "estimate fbf 4:00 --keep 3":
        "--keep: '3' is no share of what is generated; write 3% or 1/3.",
}  # fmt: skip


@pytest.mark.parametrize("line", REFUSED)
def test_what_has_two_readings_or_none_is_refused(acorns: Acorns, line: str):
    assert acorns(line) == (2, "", f"Error: {REFUSED[line]}\n")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("topup 1,500", "40"),
        ("topup 01500", "40"),
        ("estimate fbf --minutes 08", "480"),
        ("estimate fbf --duration 3.42m", "205.2"),
        ("estimate fbf --minutes 3.42", "205.2"),
        ("estimate fbf --duration P0DT0H4M30S", "270"),
        ("estimate fbf 4:00 --rerender '25\u00a0%'", "300"),
        ("estimate fbf '4\u00a0min'", "240"),
        ("estimate fbf 4 min", "240"),
        ("estimate fbf 4:00 -r 25", "300"),
    ],
)
def test_what_has_one_reading_is_taken(acorns: Acorns, line: str, answer: str):
    assert acorns(f"{line} --quiet") == (0, f"{answer}\n", "")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("--duration 3.42m", "3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s"),
        ("--minutes 3.42", "3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s"),
        ("4:00 -r 12", "Assumed: 12 re-rendered is in percent."),
        ("4:00 -r 1.5", "Assumed: 1.5 re-rendered is in percent."),
    ],
)
def test_how_it_was_read_is_said_where_another_reading_is_near(
    acorns: Acorns, line: str, note: str
):
    assert note in " ".join(acorns(f"estimate fbf {line}")[1].split())


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("client", "the keys here are name, spent, done, tool,"),
        ("notes", "the keys here are name, spent, done, tool,"),
        ("scene", "did you mean name?"),
        ("title", "did you mean name?"),
        ("lenght", "did you mean length?"),
        ("retakes", "did you mean rerender?"),
    ],
)
def test_a_key_gets_a_suggestion_only_where_it_is_likely(
    acorns: Acorns, tmp_path: Path, key: str, answer: str
):
    path = tmp_path / "video.yaml"
    path.write_text(f"title: T\nscenes:\n- {{name: A, tool: fbf, length: 9s, {key}: x}}\n")
    status, out, err = acorns("project", "estimate", str(path))
    assert (status, out) == (4, "")
    where = f"{path}:3: scenes[0].{key}: the key '{key}' is not known; "
    assert err.startswith(f"Error: {where}{answer}")
