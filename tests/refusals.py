"""The whole of what an error says of a value that no job can have, or of a file."""

from collections.abc import Callable

import pytest

from acorns_cli.errors import FileError, InputError


def refused(call: Callable[..., object], *given: object, **words: object) -> tuple[str, str, str]:
    """What is wrong, what to do, and the word of the job that was wrong."""
    with pytest.raises(InputError) as caught:
        call(*given, **words)
    return (*caught.value.sentences(), caught.value.word)


def told(error: FileError) -> tuple[str, str, int]:
    """The only problem of an error: what, fix and line."""
    [problem] = error.problems
    return problem.what, problem.fix, problem.line
