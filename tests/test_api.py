"""What `from acorns_cli import …` gives."""

import subprocess
import sys

import pytest

import acorns_cli


def test_every_public_name_is_there():
    assert set(acorns_cli.__all__) == set(acorns_cli._HOMES)
    for name in acorns_cli.__all__:
        assert getattr(acorns_cli, name).__module__ == f"acorns_cli.{acorns_cli._HOMES[name]}"


def test_another_name_is_told_as_python_does():
    with pytest.raises(AttributeError, match="module 'acorns_cli' has no attribute 'estimat'"):
        _ = acorns_cli.estimat


def test_a_name_is_loaded_when_it_is_asked_for():
    code = "import sys, acorns_cli as a; b = 'msgspec' in sys.modules; a.Job; print(b, a.Job)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False <class 'acorns_cli.core.job.Job'>\n"
