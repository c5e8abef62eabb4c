"""What bash, zsh and fish are offered while a line is typed: names with slashes among them."""

import re
from collections.abc import Callable

import pytest

Acorns = Callable[..., tuple[int, str, str]]
Completed = Callable[..., list[str]]

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def completed(acorns: Acorns, monkeypatch: pytest.MonkeyPatch) -> Completed:
    """What may stand in place of the last word of a line, as Typer tells a shell."""

    def offered(shell: str, line: str) -> list[str]:
        words = line.split(" ")
        for name, value in {
            "_ACORNS_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }.items():
            monkeypatch.setenv(name, value)
        status, out, err = acorns(*words[1:])
        assert (status, err) == (0, "")
        if shell == "zsh":
            return re.findall(r'[(\s]"([^"]+)"', out)
        return [found.partition("\t")[0] for found in out.splitlines() if found]

    return offered


LINES = {
    "acorns estimate ": ["autopilot", "t2v", "fbf"],
    "acorns estimate t2v --model k": ["kling-2.1-standard", "kling-2.1-pro"],
    "acorns estimate t2v -m kling-2.1-p": ["kling-2.1-pro"],
    "acorns compare --model kling": ["kling-2.1-standard", "kling-2.1-pro"],
    "acorns compare --tool f": ["fbf"],
    "acorns estimate t2v --format j": ["json"],
    "acorns estimate t2v --prices neural": ["neural-frames", "neural-frames/2025-06-27"],
    "acorns estimate t2v --prices 20": ["2025-06-27"],
    "acorns compare --prices luma --prices run": ["runway", "runway/2026-10-01"],
    "acorns project estimate video.yaml --prices run": ["runway", "runway/2026-10-01"],
    "acorns project diff video.yaml --prices run": ["runway", "runway/2026-10-01"],
    "acorns topup 5 --prices run": ["runway", "runway/2026-10-01"],
    "acorns batch --prices run": ["runway", "runway/2026-10-01"],
    "acorns prices show run": ["runway", "runway/2026-10-01"],
    "acorns prices check luma run": ["runway", "runway/2026-10-01"],
    "acorns prices diff run": ["runway", "runway/2026-10-01"],
    "acorns prices new mine.yaml --extends runway/": ["runway/2026-10-01"],
    "acorns estimate t2v --prices kling/": ["kling/2026-10-01"],
    "acorns estimate video --prices kling --model kling-3.0/7": ["kling-3.0/720p"],
    "acorns estimate video --prices kling -m kling-2.6/s": [
        "kling-2.6/standard", "kling-2.6/standard-audio",
    ],
    "acorns estimate video --prices=luma --rerender-model ray2/": ["ray2/720p", "ray2/1080p"],
    "acorns compare --prices luma --add ": ["upscale-4k"],
    "acorns estimate t2v --model none": [],
    "acorns estimate t2v --prices none.yaml --model k": [],
}  # fmt: skip


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", LINES)
def test_what_is_offered(completed: Completed, shell: str, line: str):
    assert completed(shell, line) == LINES[line]


@pytest.mark.parametrize(("shell", "apart"), [("zsh", ":"), ("fish", "\t")])
def test_prices_stand_beside_models_where_a_shell_shows_them(
    completed: Completed, acorns: Acorns, shell: str, apart: str
):
    completed(shell, line := "acorns estimate video --prices kling --model kling-3.0/7")
    out = acorns(*line.split()[1:])[1]
    assert apart.join(["kling-3.0/720p", "6 credits a second"]) in out.replace('"', "")
    completed(shell, line := "acorns compare --model kling-2.1-pro")
    assert "credits a second" not in acorns(*line.split()[1:])[1]  # it has a price for each tool
