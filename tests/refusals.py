"""The whole of what an error says of a value that no job can have."""

from collections.abc import Callable

import pytest

from acorns_cli.errors import InputError


def refused(call: Callable[..., object], *given: object, **words: object) -> tuple[str, str, str]:
    """What is wrong, what to do, and the word of the job that was wrong."""
    with pytest.raises(InputError) as caught:
        call(*given, **words)
    return (*caught.value.sentences(), caught.value.word)
