"""A price list in a file is read, or all that is wrong with it reported; and which there are."""

from datetime import date
from pathlib import Path

import pytest

from acorns_cli.catalog.editions import FOLDERS
from acorns_cli.catalog.files import (
    check_prices,
    listed_prices,
    load_prices,
    read_prices,
    row_lists,
)
from acorns_cli.errors import FileError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    folder = tmp_path / "own"
    monkeypatch.setitem(FOLDERS, "own", lambda: folder)
    return folder


def put(
    path: Path, text: str, *, tools: str = "tools: {fbf: {any_model: {per_second: 1}}}"
) -> Path:
    """Writes a list with its tools at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text}\nsource: {{title: page}}\n{tools}\n")
    return path


def told(path: Path) -> list[tuple[int, str, str]]:
    """What is wrong with a list: lines, paths and what."""
    with pytest.raises(FileError) as caught:
        read_prices(path)
    assert caught.value.file == str(path)
    return [(problem.line, problem.path, problem.what) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["2025-07-01.yaml", "2025-07-01-studio.yml"])
def test_a_name_and_an_edition_that_differ(tmp_path: Path, name: str):
    what = f"the edition is 2025-07-02, and the file is named {name}"
    assert told(put(tmp_path / name, "edition: 2025-07-02")) == [(1, "edition", what)]


KLING = "service: {id: kling, name: Kling}"


@pytest.mark.parametrize(
    ("folder", "text", "line", "service"),
    [
        ("neural-frames", f"edition: 2026-02-01\n{KLING}", 2, "kling"),
        ("Kling", f"edition: 2026-02-01\n{KLING}", 2, "kling"),
        ("kling", "edition: 2026-02-01", 1, "neural-frames"),
        ("kling", "edition: 2026-02-01\nextends: 2025-06-27", 2, "neural-frames"),
        ("neural-frames", "edition: 2026-02-01\nextends: kling/2026-10-01", 2, "kling"),
    ],
)
def test_a_folder_and_a_service_that_differ(
    mine: Path, folder: str, text: str, line: int, service: str
):
    tools = "" if "extends" in text else "tools: {fbf: {any_model: {per_second: 1}}}"
    path = put(mine / folder / "2026-02-01.yaml", text, tools=tools)
    what = f"the service is {service}, and the folder is named {folder}"
    assert told(path) == [(line, "service", what)]
    # Elsewhere, a folder may have any name.
    assert read_prices(path.rename(mine.parent / path.name)).service.id == service


def test_all_the_faults_of_a_list_come_at_once_by_line(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "edition: 2025-07-01\n"
        "source: {titel: page}\n"
        "tools:\n"
        "  t2v:\n"
        "    models:\n"
        "      a: {per_second: 1e3}\n"
        "      a: {per_second: 4:00}\n"
        "      b: {per_second: no, name: }\n"
        "edition: 2025-07-02\n"
    )
    assert [(line, place) for line, place, _ in told(path)] == [
        (2, "source.titel"),
        (2, "source"),
        (6, "tools.t2v.models.a.per_second"),
        (7, "tools.t2v.models.a"),
        (8, "tools.t2v.models.b.per_second"),
        (8, "tools.t2v.models.b.name"),
        (9, "edition"),
    ]


@pytest.mark.parametrize(
    ("extends", "origin"),
    [
        ("2025-06-27", "2025-06-27: How are credits used for each tool? (help page, 2025-06-27)"),
        ("neural-frames/2025-06-27",
         "2025-06-27: How are credits used for each tool? (help page, 2025-06-27)"),
        ("luma/2025-09-18",
         "luma 2025-09-18: Dream Machine credit system (help page, 2025-09-18)"),
        ("./base.yaml", "2026-01-01: page"),
        ("base.yaml", "2026-01-01: page"),
    ],
)  # fmt: skip
def test_what_a_list_extends_is_named_as_any_list_is(mine: Path, extends: str, origin: str):
    put(mine.parent / "base.yaml", "edition: 2026-01-01")
    path = put(mine.parent / "own.yaml", f"edition: 2026-02-01\nextends: {extends}", tools="")
    assert read_prices(path).origin == f"page, over {origin}"


def test_a_users_own_list_may_extend_the_shipped_one_of_its_date(mine: Path):
    text = "edition: 2026-10-01\nextends: kling/2026-10-01"
    path = put(mine / "kling" / "2026-10-01.yaml", text, tools="")
    prices = read_prices(path)
    assert prices.extends == (
        "kling 2026-10-01: Kling AI pricing (price page, undated, read in"
        " cloudzero.com/blog/kling-ai-pricing)"
    )


UNUSED = "the list that this one extends can't be used"


@pytest.mark.parametrize(
    ("extends", "what"),
    [
        ("klign", "there are no prices of a service 'klign'"),
        ("kling/2020-01-01", "there is no price list of '2020-01-01' for kling"),
        ("missing.yaml", f"{UNUSED}: {{}}/missing.yaml: no such file or directory"),
    ],
)  # fmt: skip
def test_a_list_that_extends_what_is_not_there(mine: Path, extends: str, what: str):
    path = put(mine.parent / "own.yaml", f"edition: 2026-02-01\nextends: {extends}", tools="")
    assert told(path) == [(2, "extends", what.format(mine.parent))]


def test_a_check_says_what_the_list_is():
    luma = check_prices(ROOT / "prices" / "luma" / "2025-09-18.yaml")
    assert (luma.edition, luma.service, luma.unit) == (date(2025, 9, 18), "luma", "credits")
    assert (luma.models, luma.official, len(luma.examples)) == (7, True, 19)
    sora = check_prices(ROOT / "prices" / "sora" / "2026-09-11.yaml")
    assert (sora.service, sora.unit, sora.models, sora.official) == ("sora", "USD", 4, False)
    assert (sora.examples, sora.problems) == ((), ())


def test_a_check_says_what_is_known_of_a_list_that_is_wrong(mine: Path):
    wrong = check_prices(put(mine / "kling" / "2026-02-01.yaml", "edition: 2026-02-01"))
    assert (wrong.edition, wrong.service) == (date(2026, 2, 1), "kling")
    wrong = check_prices(put(mine / "kling" / "a.yaml", f"edition: x\n{KLING}"))
    assert (wrong.edition, wrong.service) == (None, "kling")
    assert (wrong.source, wrong.unit, wrong.models, wrong.official) == (None, None, 0, None)
    wrong = check_prices(put(mine.parent / "a.yaml", "edition: x"))
    assert (wrong.edition, wrong.service) == (None, "neural-frames")
    assert [problem.path for problem in check_prices(mine / "gone.yaml").problems] == [""]


def test_the_lists_that_there_are_by_service_and_day(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shipped = tmp_path / "shipped"
    monkeypatch.setitem(FOLDERS, "shipped", lambda: shipped)
    for service in ("kling", "neural-frames"):
        put(
            shipped / service / "2026-02-01.yaml",
            f"service: {{id: {service}}}\nedition: 2026-02-01",
        )
    put(mine / "neural-frames" / "2026-01-01.yaml", "edition: 2026-01-01")
    put(mine / "kling" / "studio.yaml", f"{KLING}\nedition: 2026-01-01")
    put(mine / "luma" / "2026-01-01.yaml", "edition: 2026-01-01")
    put(mine / "2026-03-01.yaml", "edition: 2026-03-01")
    chosen = put(tmp_path / "mine.yaml", "service: {id: a}\nedition: 2020-01-01")
    found = [
        (
            listed.place,
            Path(listed.checked.file).relative_to(tmp_path).as_posix(),
            listed.checked.service,
            "; ".join(problem.what for problem in listed.checked.problems),
        )
        for listed in listed_prices(chosen)
    ]
    misplaced = "it lies in no folder of a service, so that it is not found"
    assert found == [
        ("own", "own/neural-frames/2026-01-01.yaml", "neural-frames", ""),
        ("shipped", "shipped/neural-frames/2026-02-01.yaml", "neural-frames", ""),
        ("own", "own/2026-03-01.yaml", "neural-frames", misplaced),
        ("named", "mine.yaml", "a", ""),
        ("own", "own/kling/studio.yaml", "kling",
         "the name says no edition, so that it is not found"),
        ("shipped", "shipped/kling/2026-02-01.yaml", "kling", ""),
        ("own", "own/luma/2026-01-01.yaml", "luma",
         "the service is neural-frames, and the folder is named luma"),
    ]  # fmt: skip
    assert [listed.in_use for listed in listed_prices(None)] == [False] * 6
    in_use = [listed.in_use for listed in listed_prices(shipped / "kling" / "2026-02-01.yaml")]
    assert in_use.index(True) == 4
    assert sum(in_use) == 1


def test_the_lists_of_rows_are_read_once_however_rows_name_them():
    lists = row_lists()
    named = load_prices("kling").edition
    found = [lists("kling", None), lists(f"kling/{named}", None), lists("kling", named)]
    assert {id(it) for it in found} == {id(found[0])}
