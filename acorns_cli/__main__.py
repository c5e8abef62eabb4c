"""`python -m acorns_cli` and the `acorns` command: a process from its start to its end."""

import gc
import os
import signal
import sys
from typing import Final, NoReturn

from acorns_cli.system.unfinished import remove_unfinished

_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")
"""What other processes and Ctrl-C end this one with; not every system has all."""

_GC_THRESHOLD: Final = 10_000
"""Objects between two searches for garbage: a short run makes fewer, and so is never searched."""

_NOT_HANDLED: Final = (signal.SIG_DFL, signal.default_int_handler)


class _EndedError(BaseException):
    """Another process ends this one."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Ending:
    """What a signal does: the first is raised as an exception, a second one ends the process.

    A second exception, raised while the first is handled, would keep files from being removed.
    """

    def __init__(self) -> None:
        self.begun = False

    def __call__(self, number: int, _: object) -> NoReturn:
        if self.begun:
            _end_process(number)
        self.begun = True
        raise KeyboardInterrupt if number == signal.SIGINT else _EndedError(number)


def _end_process(number: int) -> NoReturn:
    """Ends the process by the signal itself, which who waits for it can see."""
    remove_unfinished()
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(128 + number)


def main() -> None:
    """Runs the command line and ends the process with its exit status."""
    ending = _Ending()
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) in _NOT_HANDLED:  # nohup has one ignored
            signal.signal(number, ending)
    # What is loaded is no garbage, and to search it for some takes a tenth of a short run.
    gc.disable()
    try:
        # Loaded here, since that is most of a short run and Ctrl-C may come meanwhile.
        from acorns_cli.commands.app import run
        from acorns_cli.system.files import wake_by_signals

        wake_by_signals()
        gc.freeze()
        gc.set_threshold(_GC_THRESHOLD)
        gc.enable()
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except _EndedError as ended:
        _end_process(ended.number)
    finally:
        remove_unfinished()
    sys.exit(status)


if __name__ == "__main__":
    main()
