"""`acorns` as a process: streams that can't be written, and what ends it from outside."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "acorns_cli"]
EXAMPLES = Path(__file__).parents[2] / "examples"
FULL = Path("/dev/full")
NO_SPACE = b"Error: standard output: no space left on device.\n"

# Unbuffered, Python itself would hold nothing back that could fail as it exits.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}

ESTIMATE = "estimate fbf --minutes 1"
ROW = b'{"tool":"fbf","minutes":4}\n'
needs_a_full_disk = pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")


def ended(line: str, **streams: object) -> subprocess.CompletedProcess[bytes]:
    """Runs a command line to its end, in the folder of the examples."""
    return subprocess.run(
        [*COMMAND, *line.split()], check=False, cwd=EXAMPLES, env=ENVIRONMENT, **streams
    )


def pipe_without_a_reader() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@needs_a_full_disk
@pytest.mark.parametrize(
    "line",
    [
        *("", "--version", "--help", f"{ESTIMATE}", f"{ESTIMATE} --help", "prices schema"),
        *("batch jobs.ndjson", "batch jobs.ndjson --summary", "--show-completion bash"),
    ],
)
def test_a_result_that_can_not_be_written(line: str):
    with FULL.open("wb") as full:
        done = ended(line, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (4, NO_SPACE)
    writer = pipe_without_a_reader()
    done = ended(line, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@needs_a_full_disk
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("bogus", 2),
        (f"{ESTIMATE} --max 10 --quiet", 3),
        ("project diff short-video.yaml short-video-recut.yaml --max-increase 1", 3),
        ("prices check prices-wrong.yaml", 4),
        ("project estimate faulty-video.yaml", 4),
        ("batch README.md --from csv --summary", 4),
    ],
)
def test_an_error_that_nobody_hears_has_its_exit_status(line: str, status: int):
    with FULL.open("wb") as full:
        assert ended(line, stdout=subprocess.DEVNULL, stderr=full).returncode == status
    writer = pipe_without_a_reader()
    assert ended(line, stdout=subprocess.DEVNULL, stderr=writer).returncode == status
    os.close(writer)


def test_what_the_shell_has_opened_is_written_to_and_not_replaced(tmp_path: Path):
    path = tmp_path / "log"
    path.write_text("before\n")
    with path.open("ab", buffering=0) as log:
        for name in ("/dev/stdout", f"/dev/fd/{log.fileno()}"):
            line = f"{ESTIMATE} --quiet --output {name}"
            assert ended(line, stdout=log, pass_fds=[log.fileno()]).returncode == 0
        log.write(b"after\n")
    assert path.read_text() == "before\n60\n60\nafter\n"
    done = ended(f"{ESTIMATE} --quiet --output /dev/stderr", capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"60\n")


@pytest.mark.parametrize("module", ["typer", "msgspec", "acorns_cli.core.pricing"])
def test_ctrl_c_while_it_loads_ends_it_quietly(module: str):
    code = (
        "import sys\n"
        "class CtrlC:\n"
        "    def find_spec(name, *_):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, CtrlC)\n"
        "from acorns_cli.__main__ import main\n"
        "main()"
    )
    words = [sys.executable, "-c", code, *ESTIMATE.split()]
    done = subprocess.run(words, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


ENDED_BY = {signal.SIGINT: 130, **{n: -n for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)}}


@pytest.mark.usefixtures("_no_signal_ignored")
@pytest.mark.parametrize("number", ENDED_BY, ids=lambda number: number.name)
def test_what_is_stopped_leaves_the_output_as_it_was(tmp_path: Path, number: int):
    target = tmp_path / "out.ndjson"
    target.write_text("old")
    words = [*COMMAND, "batch", "-", "--output", str(target)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        process.stdin.write(ROW)
        process.stdin.flush()
        while len(list(tmp_path.iterdir())) < 2:  # the file that is being written
            time.sleep(0.01)
        process.send_signal(number)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == ENDED_BY[number]
    assert target.read_text() == "old"
    left = [path.name for path in tmp_path.iterdir()]
    assert len(left) == (2 if number == signal.SIGKILL else 1)


@pytest.mark.usefixtures("_no_signal_ignored")
def test_ctrl_c_ends_a_wait_for_rows_also_if_it_interrupts_no_read():
    # One that comes just before a read interrupts nothing. Neither does one that another thread
    # gets, and that needs no luck to try.
    code = (
        "import signal, threading, time\n"
        "def take_signals():\n"
        "    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])\n"
        "    time.sleep(60)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])\n"
        "threading.Thread(target=take_signals, daemon=True).start()\n"
        "from acorns_cli.__main__ import main\n"
        "main()"
    )
    words = [sys.executable, "-c", code, "batch", "-"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(words, **pipes) as process:
        process.stdin.write(ROW)
        process.stdin.flush()
        assert b'"total_credits":240' in process.stdout.readline()
        time.sleep(0.1)  # until it reads again, else it might be in time by luck
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=20) == 130
        finally:
            process.kill()
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_what_nohup_ignores_stays_ignored(tmp_path: Path):
    target = tmp_path / "out.ndjson"
    words = ["nohup", *COMMAND, "batch", "-", "--output", str(target)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        process.stdin.write(ROW)
        process.stdin.flush()
        while not list(tmp_path.iterdir()):
            time.sleep(0.01)
        process.send_signal(signal.SIGHUP)
        process.communicate(ROW)
    assert process.returncode == 0
    assert target.read_bytes().count(b'"total_credits":240') == 2


def test_a_terminal_that_goes_away_does_not_end_a_long_run(tmp_path: Path):
    rows, target = tmp_path / "rows.ndjson", tmp_path / "out.ndjson"
    rows.write_bytes(ROW * 1_000_000)
    master, terminal = pty.openpty()
    words = [*COMMAND, "batch", str(rows), "--output", str(target)]
    with subprocess.Popen(words, stderr=terminal, env=ENVIRONMENT) as process:
        os.close(terminal)
        assert b"% read" in os.read(master, 100)
        os.close(master)
    assert process.returncode == 0
    assert target.read_bytes().count(b"\n") == 1_000_000


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"COMP_WORDS": "acorns "},
        {"COMP_CWORD": "1"},
        {"COMP_WORDS": "acorns ", "COMP_CWORD": "x"},
    ],
)
def test_bash_that_does_not_say_what_is_typed_is_no_bug(words: dict[str, str]):
    done = subprocess.run(
        [sys.executable, "-m", "acorns_cli"],
        env={**os.environ, "_ACORNS_COMPLETE": "complete_bash", **words},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: Bash completes with COMP_WORDS and COMP_CWORD, and they are missing or wrong.\n"
    )


@pytest.mark.parametrize("ending", ["", " --json"])
def test_an_estimate_loads_nothing_that_only_other_runs_need(ending: str):
    line = f"estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%{ending}"
    code = (
        "import sys; from acorns_cli.commands.app import run; run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *line.split()]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stderr.split()
    late = {"fractions", "shlex", "rich", "unicodedata", "av", "jinja2", "encodings.utf_8_sig"}
    names = ["advice.choices", "advice.spending", "catalog.layers", "commands.lines"]
    late |= {f"acorns_cli.{name}" for name in (*names, "system.audio", "system.writes")}
    assert late & {*loaded} == set()
