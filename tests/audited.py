"""Runs `acorns` as it is, and writes down all that Python lets an audit hook see of the run.

    python -P -B tests/audited.py EVENTS [--planted] -- ARGUMENT…

The hook is set before anything of acorns, or of what it stands on, is imported. EVENTS becomes a
file with a line of JSON for each event: its name, its arguments as text, and the files of the code
that led to it, the nearest first. Python does not audit its environment: here each variable that is
asked for is an event `os.environ`, and `*` stands for all of them. With `--planted`, what acorns
must never do is done before it starts, each after an event `planted`. This module knows how to see;
`commands/test_audit` says what may be seen.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

_FRAMES: Final = 30
_LONGEST: Final = 5_000
_seen: list[tuple[str, list[str], list[str]]] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    frame, files = sys._getframe().f_back, []
    while (frame := frame and frame.f_back) and len(files) < _FRAMES:
        files.append(frame.f_code.co_filename)
    _seen.append((event, [_text(argument) for argument in arguments], files))


def _text(argument: Any) -> str:
    """An argument as text: a number after `#`, code as the file that it is from."""
    if hasattr(argument, "co_filename"):
        return str(argument.co_filename)
    if isinstance(argument, int):
        return f"#{argument}"
    if isinstance(argument, bytes | bytearray):
        return os.fsdecode(bytes(argument[:_LONGEST]))
    return str(argument)[:_LONGEST]


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    # The hook itself looks at frames, which is an event; nobody is harmed by a look at one's own.
    if event not in ("sys._getframe", "object.__getattr__"):
        _note(event, arguments)


class _Environment(type(os.environ)):  # type: ignore[misc]
    """The environment, which tells what is asked of it."""

    def __getitem__(self, key: str) -> str:
        _note("os.environ", (key,))
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        _note("os.environ", ("*",))
        return super().__iter__()


class _Called:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.getpid, ()


def _unpickle() -> None:
    import pickle

    pickle.loads(pickle.dumps(_Called()))


def _connect() -> None:
    import socket

    with socket.socket() as plug, suppress(OSError):
        plug.connect(("127.0.0.1", 9))


def _look_up() -> None:
    import socket

    with suppress(OSError):
        socket.getaddrinfo("localhost", 9)


def _run_a_program() -> None:
    import subprocess

    subprocess.run([sys.executable, "-c", ""], check=True)


def _become_another_program() -> None:
    with suppress(OSError):
        os.execv("no-such-program", ["no-such-program"])


def _spawn() -> None:
    with suppress(OSError):
        os.posix_spawn("no-such-program", ["no-such-program"], {})


def _call_c() -> None:
    import ctypes

    ctypes.CDLL(None)


def _import_what_is_here() -> None:
    sys.path.insert(0, os.getcwd())
    with open("planted.py", "w") as file:
        file.write("")
    __import__("planted")


PLANTS: Final[dict[str, Callable[[], object]]] = {
    "a connection": _connect,
    "a look-up of a name": _look_up,
    "a program": _run_a_program,
    "a shell": lambda: os.system("true"),
    "another program": _become_another_program,
    "a spawned program": _spawn,
    "eval of a text": lambda: eval("1 + 1"),
    "exec of a text": lambda: exec("pass"),
    "a pickle": _unpickle,
    "code in C": _call_c,
    "a file that nobody named": lambda: open(os.path.expanduser("~/secret")).close(),
    "a file that nobody named, by its number": lambda: os.close(os.open("secret", os.O_RDONLY)),
    "a write to a file that is only to be read": lambda: open("plan.yaml", "a").close(),
    "a new file": lambda: open("new", "w").close(),
    "a folder": lambda: os.listdir(".."),
    "a folder, file by file": lambda: list(os.scandir(".")),
    "a file that is renamed": lambda: os.rename("secret", "public"),
    "a file of a second name": lambda: os.link("plan.yaml", "second"),
    "a file that is taken away": lambda: os.remove("public"),
    "a variable": lambda: os.environ.get("SECRET"),
    "a variable, another way": lambda: os.getenv("SECRET"),
    "all variables": lambda: dict(os.environ),
    "a module that lies here": _import_what_is_here,
}


def main() -> None:
    """Runs one command line under the hook; the process ends as acorns does."""
    import json

    end = sys.argv.index("--")
    events, *planted = sys.argv[1:end]
    sys.argv = ["acorns", *sys.argv[end + 1 :]]
    sys.addaudithook(_hook)
    os.environ.__class__ = _Environment
    try:
        for name, plant in PLANTS.items() if planted else ():
            sys.audit("planted", name)
            plant()
        from acorns_cli.__main__ import main as acorns

        acorns()
    finally:
        seen = [json.dumps(event) for event in _seen]
        with open(events, "w", encoding="utf-8") as file:
            file.write("\n".join(seen))


if __name__ == "__main__":
    main()
