"""What every test may ask for, and how hard hypothesis tries.

`HYPOTHESIS_PROFILE=long` searches far longer than a commit should have to wait for; `short` is for
running the same tests thousands of times, as mutation testing does.
"""

import os
import signal
from collections.abc import Iterator
from decimal import Context, FloatOperation, Inexact, InvalidOperation, setcontext

import pytest
import yaml
from hypothesis import Phase, settings

from acorns_cli import PriceList, load_prices
from acorns_cli.records import yamltext

settings.register_profile("default", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.register_profile(
    "short",
    deadline=None,
    max_examples=15,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # whoever only counts failures needs no short one
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Acorns sums in contexts of its own: in the usual one, nothing that is tested may round.
setcontext(Context(traps=[Inexact, InvalidOperation, FloatOperation]))


@pytest.fixture(scope="session", autouse=True)
def _no_lists_of_the_developers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps a developer's own price lists out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.delenv("ACORNS_PRICES", raising=False)
        yield


@pytest.fixture(scope="session")
def prices(_no_lists_of_the_developers: None) -> PriceList:
    """The shipped list of 2025-06-27."""
    return load_prices("2025-06-27")


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML is read in C, and as it is where PyYAML has no C."""
    monkeypatch.setattr(yamltext, "_Loader", getattr(yaml, request.param))


@pytest.fixture
def _no_signal_ignored() -> Iterator[None]:
    """What a test starts can be stopped, also where the tests run under nohup or with an `&`."""
    ignored = [n for n in (signal.SIGHUP, signal.SIGINT) if signal.getsignal(n) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
