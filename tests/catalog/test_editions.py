"""Which price list is meant: by edition, by file, by environment, by date."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from refusals import refused

from acorns_cli.catalog.editions import FOLDERS, edition_files
from acorns_cli.catalog.files import load_prices, read_prices
from acorns_cli.errors import AcornsError, FileError, InputError
from acorns_cli.system.folders import shipped_folder, user_folder

SHIPPED = date(2025, 6, 27)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, in a home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("ACORNS_PRICES", raising=False)
    folder = tmp_path / "config" / "acorns" / "prices"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped lists with two editions, 2025-06-27 and 2025-09-01."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setitem(FOLDERS, "shipped", lambda: folder)
    put(folder, "2025-06-27.yaml")
    put(folder, "2025-09-01.yaml")
    return folder


def put(folder: Path, name: str, *, edition: str = "", title: str = "shipped") -> Path:
    """Writes a small list, of the edition that its name says unless told another."""
    path = folder / name
    path.write_text(
        f"edition: {edition or name[:10]}\nsource: {{title: {title}}}\n"
        "tools: {fbf: {any_model: {credits_per_second: 1}}}\n"
    )
    return path


def title(choice: str | None = None, *, as_of: date | None = None) -> str:
    prices = load_prices(choice, as_of=as_of)
    return f"{prices.edition} {prices.source.title}"


# --- the folders ------------------------------------------------------------------------------


def test_the_shipped_lists_are_found_and_can_be_read():
    assert shipped_folder().is_dir()
    files = edition_files()
    assert [(file.edition, file.path.name, file.place) for file in files] == [
        (SHIPPED, "2025-06-27.yaml", "shipped")
    ]
    for file in files:
        assert read_prices(file.path).edition == file.edition


def test_the_users_folder_follows_the_configuration_home(mine: Path):
    assert user_folder() == mine


def test_a_users_folder_that_is_not_there_holds_nothing(mine: Path):
    mine.rmdir()
    assert [file.place for file in edition_files()] == ["shipped"]


def test_editions_come_oldest_first_and_a_users_own_after_the_shipped(mine: Path, shipped: Path):
    put(mine, "2025-06-27-studio.yaml")
    put(mine, "2026-01-01.yml")
    put(mine, "2024-12-31 old.yaml")
    assert [(str(file.edition), file.place) for file in edition_files()] == [
        ("2024-12-31", "own"),
        ("2025-06-27", "shipped"),
        ("2025-06-27", "own"),
        ("2025-09-01", "shipped"),
        ("2026-01-01", "own"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("notes.txt", "2025-06-27.yaml~", "2025-06-27.yaml.bak", ".2025-06-27.yaml"),
        *("2025-6-27.yaml", "2025-06-27studio.yaml", "2025-06-27.json", "studio.yaml"),
    ],
)
def test_other_files_in_a_folder_do_not_count(mine: Path, name: str):
    put(mine, name)
    (mine / "2025-07-01.yaml").mkdir()
    assert [file.place for file in edition_files()] == ["shipped"]


@pytest.mark.parametrize(
    "second", ["2025-07-01.yml", "2025-07-01-studio.yaml", "2025-07-01 b.yaml"]
)
def test_two_lists_of_one_date_in_one_folder_are_both_named(mine: Path, second: str):
    put(mine, "2025-07-01.yaml")
    put(mine, second)
    first, last = sorted(["2025-07-01.yaml", second])
    for choice in (None, "2025-06-27"):
        with pytest.raises(FileError) as caught:
            load_prices(choice)
        [problem] = caught.value.problems
        assert caught.value.file == str(mine / first)
        assert problem.what == f"it is of the same date as {last}"
        assert problem.fix == "keep one of them, or name one with --prices"


def test_two_lists_of_one_date_do_not_disturb_who_names_a_file(mine: Path):
    put(mine, "2025-07-01.yaml")
    path = put(mine, "2025-07-01-b.yaml", title="mine")
    assert title(str(path)) == "2025-07-01 mine"


def test_a_name_that_is_no_day_is_reported(mine: Path):
    path = put(mine, "2025-02-30.yaml")
    with pytest.raises(FileError, match=r": '2025-02-30' is not a day of the calendar;") as caught:
        edition_files()
    assert caught.value.file == str(path)


# --- the choice -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "edition"),
    [
        ("2025-06-27", "2025-06-27"),
        ("2025-06-28", "2025-06-27"),
        ("2025-08-31", "2025-06-27"),
        ("2025-09-01", "2025-09-01"),
        ("2025-09-02", "2025-09-01"),
        ("9999-12-31", "2025-09-01"),
    ],
)
def test_the_newest_edition_that_is_not_after_the_day(
    mine: Path, shipped: Path, as_of: str, edition: str
):
    assert title(as_of=date.fromisoformat(as_of)) == f"{edition} shipped"


@pytest.mark.parametrize("as_of", [date(2025, 6, 26), date.min])
def test_before_the_first_edition_the_error_names_it(mine: Path, shipped: Path, as_of: date):
    assert refused(load_prices, as_of=as_of) == (
        f"there is no price list as old as {as_of}",
        "the first one is of 2025-06-27",
        "as_of",
    )


def test_without_a_day_it_is_today(mine: Path, shipped: Path):
    today = date.today()
    put(mine, f"{today}.yaml", title="today")
    put(mine, f"{today + timedelta(days=2)}.yaml", title="later")
    assert title() == f"{today} today"


def test_of_one_date_the_users_own_is_taken(mine: Path, shipped: Path):
    put(mine, "2025-06-27-studio.yaml", title="mine")
    assert title("2025-06-27") == "2025-06-27 mine"
    assert title(as_of=SHIPPED) == "2025-06-27 mine"
    assert title(as_of=date(2025, 9, 1)) == "2025-09-01 shipped"


def test_an_edition_is_chosen_whatever_the_day(mine: Path, shipped: Path):
    later = date.today() + timedelta(days=2)
    put(mine, f"{later}.yaml", title="later")
    assert title(str(later)) == f"{later} later"


def test_an_edition_that_is_not_there(mine: Path, shipped: Path):
    put(mine, "2025-06-27-studio.yaml")
    assert refused(load_prices, "2025-06-28")[:2] == (
        "there is no price list of '2025-06-28'",
        "the editions are 2025-06-27 or 2025-09-01",
    )


def test_a_file_is_chosen_whatever_its_name(mine: Path, shipped: Path, tmp_path: Path):
    path = put(tmp_path, "anything", edition="2020-01-01", title="mine")
    assert title(str(path)) == "2020-01-01 mine"


def test_a_file_is_found_from_the_working_folder(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "mine.yaml", edition="2020-01-01", title="mine")
    assert title("mine.yaml") == "2020-01-01 mine"


@pytest.mark.parametrize("choice", ["missing.yaml", "missing/2025-06-27"])
def test_a_file_that_is_not_there(mine: Path, choice: str):
    with pytest.raises(FileError, match=r": no such file or directory(;|$)") as caught:
        load_prices(choice)
    assert caught.value.file == choice


@pytest.mark.parametrize("choice", ["2025-6-27", "2025-02-30", "latest"])
def test_a_name_that_is_neither_an_edition_nor_a_file(mine: Path, choice: str):
    with pytest.raises(InputError, match=rf"^there is no price list of '{choice}'(;|$)") as caught:
        load_prices(choice)
    assert caught.value.fix == "the editions are 2025-06-27"


def test_a_path_is_a_file_and_never_an_edition(mine: Path, tmp_path: Path):
    path = put(tmp_path, "mine.yaml", edition="2020-01-01")
    assert str(load_prices(path).edition) == "2020-01-01"
    with pytest.raises(FileError, match=r"2025-06-27: no such file"):
        load_prices(Path("2025-06-27"))


def test_an_edition_and_a_day_do_not_go_together(mine: Path):
    with pytest.raises(InputError, match="prices and as_of each choose a price list"):
        load_prices("2025-06-27", as_of=SHIPPED)


def test_an_empty_name(mine: Path):
    with pytest.raises(InputError, match=r"^the name of a price list is empty(;|$)"):
        load_prices("")


def test_no_lists_at_all(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(FOLDERS, "shipped", lambda: tmp_path / "nothing")
    with pytest.raises(InputError, match=r"^there are no price lists(;|$)"):
        load_prices()


def test_the_environment_chooses_where_nothing_else_does(
    mine: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = put(tmp_path, "mine.yaml", edition="2020-01-01", title="mine")
    monkeypatch.setenv("ACORNS_PRICES", str(path))
    assert title() == "2020-01-01 mine"
    with pytest.raises(InputError, match="ACORNS_PRICES names a price list, and so does the date"):
        load_prices(as_of=date(2025, 9, 1))
    assert title("2025-09-01") == "2025-09-01 shipped"
    monkeypatch.setenv("ACORNS_PRICES", "2025-06-27")
    assert title() == "2025-06-27 shipped"
    assert title(str(path)) == "2020-01-01 mine"
    monkeypatch.setenv("ACORNS_PRICES", "")
    assert title() == "2025-09-01 shipped"


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("2025-01-01", "there is no price list of '2025-01-01', which ACORNS_PRICES names"),
        ("latest", "there is no price list of 'latest', which ACORNS_PRICES names"),
        ("missing.yaml", "there is no such file, and ACORNS_PRICES names it"),
    ],
)
def test_what_the_environment_names_wrongly_is_told_to_be_from_there(
    mine: Path, monkeypatch: pytest.MonkeyPatch, named: str, what: str
):
    monkeypatch.setenv("ACORNS_PRICES", named)
    with pytest.raises(AcornsError) as caught:
        load_prices()
    assert caught.value.what == what
