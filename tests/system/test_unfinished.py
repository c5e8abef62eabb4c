"""Files that are not whole yet: none is left, whatever ends the process and however often."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from acorns_cli.__main__ import _EndedError, _Ending
from acorns_cli.system.unfinished import remove_unfinished, unfinished

COMMAND = [sys.executable, "-m", "acorns_cli", "batch", "-", "--output"]
ROW = b'{"tool":"fbf","minutes":4}\n'
TIMES = int(os.environ.get("ACORNS_KILLS", "20"))


def test_a_file_that_is_not_whole_is_removed_by_what_uses_it_or_at_the_end(tmp_path: Path):
    with unfinished(tmp_path / "first") as first:
        first.touch()
        assert first.parent == tmp_path
    assert not first.exists()
    with unfinished(tmp_path / "second") as second:
        second.touch()
        remove_unfinished()
        assert not second.exists()
    kept = tmp_path / "kept"
    kept.touch()
    remove_unfinished()
    assert kept.exists()


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (signal.SIGTERM, _EndedError),
        (signal.SIGHUP, _EndedError),
        (signal.SIGINT, KeyboardInterrupt),
    ],
)
def test_the_first_signal_is_raised_and_a_second_one_ends_it_at_once(
    tmp_path: Path, number: int, error: type[BaseException]
):
    child = os.fork()
    if not child:
        ending = _Ending()
        try:
            with unfinished(tmp_path / "target") as part:
                part.touch()
                try:
                    ending(number, None)
                except error:
                    ending(number, None)
        finally:
            os._exit(77)  # it never gets here
    _, status = os.waitpid(child, 0)
    ended_by = 128 + number if number == signal.SIGINT else -number
    assert os.waitstatus_to_exitcode(status) == ended_by
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_no_signal_ignored")
@pytest.mark.parametrize("first", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_two_signals_in_one_moment_leave_nothing(
    tmp_path: Path, first: signal.Signals, second: signal.Signals
):
    chance = random.Random(f"{first} {second}")
    target = tmp_path / "out.ndjson"
    target.write_text("old")
    for _ in range(max(2, TIMES // 6)):
        with subprocess.Popen([*COMMAND, str(target)], stdin=subprocess.PIPE) as process:
            assert process.stdin is not None
            process.stdin.write(ROW)
            process.stdin.flush()
            while len(list(tmp_path.iterdir())) < 2:  # the file that is being written
                time.sleep(0.005)
            process.send_signal(first)
            time.sleep(chance.choice([0, 0, 0.0005, 0.002]))
            process.send_signal(second)
            process.wait()
        assert process.returncode in (-first, -second, 130)
        assert [path.name for path in tmp_path.iterdir()] == ["out.ndjson"]
        assert target.read_text() == "old"
