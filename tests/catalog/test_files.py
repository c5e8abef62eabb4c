"""A price list in a file: read, or all that is wrong with it is reported."""

from pathlib import Path

import pytest

from acorns_cli.catalog.files import read_prices
from acorns_cli.errors import FileError


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
