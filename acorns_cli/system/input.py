"""Bytes as they come: a file, a pipe or standard input, unpacked if they are gzip."""

import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO, Any, Final

from acorns_cli.system.files import (
    INPUT_NAME,
    WaitedInput,
    file_error,
    opened,
    reporting,
    standard_input,
)

MOST_AT_ONCE: Final = 32 * 1024
"""Bytes that are read at once; a pipe gives what it has. What is made of them fits into the cache
of a processor: with eight times as many, rows take a fifth longer."""

_START: Final = 256 * 1024
"""How many of the first bytes of a file are looked at before it is read."""


class Stream:
    """Bytes that are read once, from the first to the last; errors call them by the name."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        # Any, since each kind of file has a type of its own for peek and read1.
        self._source: Any = file
        self._file: Any = file
        mode = os.fstat(file.fileno())
        self._size = mode.st_size if stat.S_ISREG(mode.st_mode) else 0

    def start(self) -> bytes:
        """Some of the first bytes, which are still to be read: of a file many, and else a few.

        Raises:
            FileError: They can't be read.
        """
        with self._reporting():
            if self._source.peek(2)[:2] == b"\x1f\x8b" or self.name.lower().endswith(".gz"):
                self._file = GzipFile(fileobj=self._source)
            elif self._size:
                place = self._file.tell()
                most: bytes = self._file.read(_START)
                self._file.seek(place)
                return most
            start: bytes = self._file.peek(1)
        return start

    def chunks(self, before_read: Callable[[], None]) -> Iterator[bytes]:
        """The bytes as they come; a call before each wait for more.

        Raises:
            FileError: They can't be read, or what is packed is cut short.
        """
        while True:
            with self._reporting():
                chunk = self._file.read1(MOST_AT_ONCE)
            if not chunk:
                return
            yield chunk
            before_read()

    def percent_read(self) -> int | None:
        """How much of a file has been read, None where its length is not known."""
        return min(100, 100 * self._source.tell() // self._size) if self._size else None

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        with reporting(self.name):
            try:
                yield
            except (BadGzipFile, EOFError, zlib.error) as error:
                raise file_error(self.name, "the gzip data is damaged or cut short") from error


@contextmanager
def stream(name: str) -> Iterator[Stream]:
    """The bytes of a file or a named pipe, or of standard input where the name is `-`.

    Raises:
        InputError: Standard input has been read.
        FileError: It can't be opened.
    """
    if name == "-":
        yield Stream(INPUT_NAME, standard_input())
        return
    with reporting(name):
        path = Path(name)
        named_pipe = stat.S_ISFIFO(path.stat().st_mode)  # waited for until somebody writes to it
        file = io.BufferedReader(WaitedInput(path)) if named_pipe else opened(path)
    with file:
        yield Stream(name, file)
