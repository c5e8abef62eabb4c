"""`python -m acorns_cli`, and what the `acorns` command runs: a process from its start to its end.

This module knows signals and exit statuses of processes; not what a command line says.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import Final, NoReturn

_ENDING: Final = ("SIGTERM", "SIGHUP")
"""What other processes end this one with; not every system has both."""


class _EndedError(BaseException):
    """Another process ends this one, and what was begun is put away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end(number: int, _: object) -> NoReturn:
    raise _EndedError(number)


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:  # nohup has one ignored
            signal.signal(number, _end)
    try:
        # Loaded here, since that is most of a short run and Ctrl-C may come meanwhile.
        from acorns_cli.commands.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except _EndedError as ended:
        # By the signal itself, so that whoever waits for this process can tell.
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)
        status = 128 + ended.number
    # Else Python would search all that was loaded for garbage once more, a tenth of a short run.
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
