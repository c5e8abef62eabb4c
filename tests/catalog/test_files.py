"""A price list in a file: read, or all that is wrong with it told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.system.folders import shipped_folder
from acorns_cli.errors import FileError
from acorns_cli.catalog.files import read_prices


@pytest.mark.parametrize("name", ["2025-07-01.yaml", "2025-07-01-studio.yml"])
def test_a_name_and_an_edition_that_differ(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_text(
        "edition: 2025-07-02\nsource: {title: page}\n"
        "tools: {fbf: {any_model: {credits_per_second: 1}}}\n"
    )
    with pytest.raises(FileError) as caught:
        read_prices(path)
    [problem] = caught.value.problems
    assert caught.value.file == str(path)
    assert problem.what == f"the edition is 2025-07-02, and the file is named {name}"
    assert (problem.line, problem.path) == (1, "edition")


def test_all_the_faults_of_a_list_come_at_once_by_line(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "edition: 2025-07-01\n"
        "source: {titel: page}\n"
        "tools:\n"
        "  t2v:\n"
        "    models:\n"
        "      a: {credits_per_second: 1e3}\n"
        "      a: {credits_per_second: 4:00}\n"
        "      b: {credits_per_second: no, name: }\n"
        "edition: 2025-07-02\n"
    )
    with pytest.raises(FileError) as caught:
        read_prices(path)
    assert [(problem.line, problem.path) for problem in caught.value.problems] == [
        (2, "source.titel"),
        (2, "source"),
        (6, "tools.t2v.models.a.credits_per_second"),
        (7, "tools.t2v.models.a"),
        (8, "tools.t2v.models.b.credits_per_second"),
        (8, "tools.t2v.models.b.name"),
        (9, "edition"),
    ]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "mine.yaml"


SHIPPED_TEXT = (shipped_folder() / "2025-06-27.yaml").read_text()
WORDS = re.findall(r"[^\s:{},\[\]]+", SHIPPED_TEXT)


@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.sampled_from(["", "{}", "[]", "1e3", "-1", "٤", "x" * 300, *WORDS]) | st.text(),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_mutated_list_is_read_or_its_faults_are_told(scratch: Path, edits: list[tuple[str, str]]):
    content = SHIPPED_TEXT
    for old, new in edits:
        content = content.replace(old, new, 1)
    scratch.write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        read_prices(scratch)
    except FileError as error:
        assert error.problems
        for problem in error.problems:
            assert not steering(f"{problem.what}{problem.fix}{problem.path}")
