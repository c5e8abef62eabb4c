"""What once made acorns fall, and what the fuzzer begins with, asked the same without it."""

import pytest
from fuzz.targets import TARGETS, ask, cases, seeds


@pytest.mark.parametrize("name", TARGETS)
def test_every_case_and_seed_of_a_target(name: str):
    found = {**seeds(name), **cases(name)}
    assert len(found) > 20
    for origin, content in found.items():
        try:
            ask(TARGETS[name], content)
        except Exception as error:
            raise AssertionError(f"{name}: {origin}") from error
