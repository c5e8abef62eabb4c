"""The lock holds a version of everything that the project names, and each is one that it allows."""

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement

ROOT: Final = Path(__file__).parents[1]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK: Final = dict(
    re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / ".ci" / "constraints.txt").read_text(), re.M)
)


@pytest.mark.parametrize(
    "text",
    [
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    ],
)
def test_what_the_project_names_is_locked(text: str):
    requirement = Requirement(text)
    assert requirement.specifier.contains(LOCK[requirement.name])
    # CI runs the lowest version, so there is one.
    assert any(specifier.operator == ">=" for specifier in requirement.specifier)
