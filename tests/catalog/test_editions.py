"""Which price list is meant: by service, edition, file, environment or date."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from refusals import refused

from acorns_cli.catalog import editions
from acorns_cli.catalog.editions import (
    FOLDERS,
    UnreadFolderWarning,
    edition_files,
    list_files,
    service_of_folder,
    services,
)
from acorns_cli.catalog.files import load_prices, read_prices
from acorns_cli.core.pricelist import DEFAULT_SERVICE
from acorns_cli.errors import AcornsError, FileError, InputError
from acorns_cli.system.files import STANDARD_INPUT
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
    """Shipped lists: two editions of the default service, 2025-06-27 and 2025-09-01, and kling."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setitem(FOLDERS, "shipped", lambda: folder)
    put(folder, "2025-06-27.yaml")
    put(folder, "2025-09-01.yaml")
    put(folder, "kling/2025-08-01.yaml")
    return folder


def put(folder: Path, name: str, *, edition: str = "", title: str = "shipped") -> Path:
    """Writes a small list of the service and the edition that its name says, unless told another.

    A name without a service is of the default one.
    """
    service, _, file = name.rpartition("/")
    path = folder / (service or DEFAULT_SERVICE) / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"service: {{id: {service or DEFAULT_SERVICE}, name: A}}\n"
        f"edition: {edition or file[:10]}\nsource: {{title: {title}}}\n"
        "tools: {fbf: {any_model: {per_second: 1}}}\n"
    )
    return path


def title(choice: str | None = None, *, as_of: date | None = None) -> str:
    prices = load_prices(choice, as_of=as_of)
    return f"{prices.title} {prices.source.title}"


# --- the folders ------------------------------------------------------------------------------


def test_the_shipped_lists_are_found_and_can_be_read():
    assert shipped_folder().is_dir()
    files = edition_files(DEFAULT_SERVICE)
    assert [(file.edition, file.path.name, file.place) for file in files] == [
        (SHIPPED, "2025-06-27.yaml", "shipped")
    ]
    for file in list_files():
        assert (file.problem, file.place) == (None, "shipped")
        prices = read_prices(file.path)
        assert (prices.edition, prices.service.id) == (file.edition, file.service)


def test_every_service_has_a_folder_and_the_default_one_comes_first():
    assert services() == [
        "neural-frames",
        *("freebeat", "kling", "kling-api", "luma", "luma-api", "pika", "pixverse-fal", "runway"),
        *("sora", "veo"),
    ]


def test_the_users_folder_follows_the_configuration_home(mine: Path):
    assert user_folder() == mine


def test_a_users_folder_that_is_not_there_holds_nothing(mine: Path):
    mine.rmdir()
    assert [file.place for file in edition_files(DEFAULT_SERVICE)] == ["shipped"]


def test_services_of_both_folders_are_known(mine: Path, shipped: Path):
    put(mine, "studio/2026-01-01.yaml")
    put(mine, "kling/2025-07-01.yaml", title="mine")
    (mine / "empty").mkdir()
    put(mine, "misnamed/list.yaml", edition="2026-01-01")
    assert services() == ["neural-frames", "kling", "studio"]
    assert title("studio/2026-01-01") == "studio 2026-01-01 shipped"
    assert title("kling/2025-07-01") == "kling 2025-07-01 mine"
    assert title("kling") == "kling 2025-08-01 shipped"


def test_editions_come_oldest_first_and_a_users_own_after_the_shipped(mine: Path, shipped: Path):
    put(mine, "2025-06-27-studio.yaml")
    put(mine, "2026-01-01.yml")
    put(mine, "2024-12-31 old.yaml")
    put(mine, "kling/2024-01-01.yaml")
    assert [(str(file.edition), file.place) for file in edition_files(DEFAULT_SERVICE)] == [
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
    folder = put(mine, name).parent
    (folder / "2025-07-01.yaml").mkdir()
    assert [file.place for file in edition_files(DEFAULT_SERVICE)] == ["shipped"]


def test_a_list_in_no_folder_of_a_service_is_not_found_and_reported(mine: Path):
    for folder in (mine, mine / "kling" / "old"):
        folder.mkdir(parents=True, exist_ok=True)
        put(mine, "2026-01-01.yaml").rename(folder / "2026-01-01.yaml")
    (mine / "schema.json").write_text("{}")
    assert [file.place for file in edition_files(DEFAULT_SERVICE)] == ["shipped"]
    [found] = [file for file in list_files() if file.place == "own"]
    assert (found.path, found.service, found.edition) == (mine / "2026-01-01.yaml", "", None)
    assert found.problem is not None
    assert found.problem.what == "it lies in no folder of a service, so that it is not found"
    assert found.problem.fix == "move it into one, like neural-frames/2026-01-31.yaml"


@pytest.mark.parametrize(
    "second", ["2025-07-01.yml", "2025-07-01-studio.yaml", "2025-07-01 b.yaml"]
)
def test_two_lists_of_one_date_in_one_folder_are_both_named(mine: Path, second: str):
    put(mine, "2025-07-01.yaml")
    path = put(mine, second)
    first, last = sorted(["2025-07-01.yaml", second])
    for choice in (None, "2025-06-27"):
        with pytest.raises(FileError) as caught:
            load_prices(choice)
        [problem] = caught.value.problems
        assert caught.value.file == str(path.parent / first)
        assert problem.what == f"it is of the same date as {last}"
        assert problem.fix == "keep one of them, or name one with --prices"


def test_lists_of_one_date_do_not_disturb_another_service_or_who_names_a_file(mine: Path):
    put(mine, "2025-07-01.yaml")
    path = put(mine, "2025-07-01-b.yaml", title="mine")
    put(mine, "studio/2025-07-01.yaml")
    assert title(str(path)) == "2025-07-01 mine"
    assert title("studio") == "studio 2025-07-01 shipped"


def test_a_name_that_is_no_day_is_reported(mine: Path):
    path = put(mine, "2025-02-30.yaml")
    with pytest.raises(FileError, match=r": '2025-02-30' is not a day of the calendar;") as caught:
        edition_files(DEFAULT_SERVICE)
    assert caught.value.file == str(path)


def test_a_folder_that_can_not_be_read_hides_no_other(
    mine: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("kling/2025-09-01.yaml", "studio/2026-01-01.yaml"):
        put(mine, name, title="mine")
    read = editions.inside

    def inside(folder: Path, kind: Callable[[Path], bool]) -> list[Path]:
        if folder == mine / "kling":
            raise editions.file_error(folder, "permission denied")
        return read(folder, kind)

    monkeypatch.setattr(editions, "inside", inside)
    assert services() == ["neural-frames", "kling", "studio"]
    assert title("studio") == "studio 2026-01-01 mine"
    with pytest.raises(FileError, match=r"kling: permission denied; make it readable"):
        load_prices("kling")
    with pytest.warns(UnreadFolderWarning, match=r"kling: permission denied; the lists that come"):
        assert title("kling/2025-08-01") == "kling 2025-08-01 shipped"


def test_a_folder_of_lists_that_leads_to_itself(mine: Path):
    mine.rmdir()
    mine.symlink_to(mine)
    [unread] = [file for file in list_files() if file.problem]
    assert (unread.place, unread.path, unread.is_folder) == ("own", mine, True)


@pytest.mark.parametrize(
    ("name", "service"),
    [("kling/2025-08-01.yaml", "kling"), ("kling/any.yaml", "kling"), ("a/b/c.yaml", None)],
)
def test_the_service_in_whose_folder_a_file_lies(
    mine: Path, shipped: Path, tmp_path: Path, name: str, service: str | None
):
    assert service_of_folder(mine / name) == service_of_folder(shipped / name) == service
    assert service_of_folder(tmp_path / name) is None
    assert service_of_folder(mine / "list.yaml") is None
    assert service_of_folder(STANDARD_INPUT) is None


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
@pytest.mark.parametrize("service", [None, "neural-frames", "kling"])
def test_the_newest_edition_of_a_service_that_is_not_after_the_day(
    mine: Path, shipped: Path, service: str | None, as_of: str, edition: str
):
    put(mine, "kling/2025-06-27.yaml", title="mine")
    put(mine, "kling/2025-09-01.yaml", title="mine")
    (shipped / "kling" / "2025-08-01.yaml").unlink()
    expected = f"kling {edition} mine" if service == "kling" else f"{edition} shipped"
    assert title(service, as_of=date.fromisoformat(as_of)) == expected


@pytest.mark.parametrize("as_of", [date(2025, 6, 26), date.min])
@pytest.mark.parametrize(
    ("choice", "whose", "first"),
    [(None, "", "2025-06-27"), ("kling", " for kling", "2025-08-01")],
)
def test_before_the_first_edition_the_error_names_it(
    mine: Path, shipped: Path, choice: str | None, whose: str, first: str, as_of: date
):
    assert refused(load_prices, choice, as_of=as_of) == (
        f"there is no price list as old as {as_of}{whose}",
        f"the first one is of {first}",
        "as_of",
    )


def test_without_a_day_it_is_today(mine: Path, shipped: Path):
    today = date.today()
    for service in ("neural-frames", "kling"):
        put(mine, f"{service}/{today}.yaml", title="today")
        put(mine, f"{service}/{today + timedelta(days=2)}.yaml", title="later")
    assert title() == f"{today} today"
    assert title("kling") == f"kling {today} today"


def test_of_one_date_the_users_own_is_taken(mine: Path, shipped: Path):
    put(mine, "2025-06-27-studio.yaml", title="mine")
    put(mine, "kling/2025-08-01.yaml", title="mine")
    assert title("2025-06-27") == title("neural-frames/2025-06-27") == "2025-06-27 mine"
    assert title(as_of=SHIPPED) == "2025-06-27 mine"
    assert title(as_of=date(2025, 9, 1)) == "2025-09-01 shipped"
    assert title("kling") == title("kling/2025-08-01") == "kling 2025-08-01 mine"


def test_an_edition_is_chosen_whatever_the_day(mine: Path, shipped: Path):
    later = date.today() + timedelta(days=2)
    put(mine, f"{later}.yaml", title="later")
    assert title(str(later)) == f"{later} later"


@pytest.mark.parametrize(
    ("choice", "what", "fix"),
    [
        ("2025-06-28", "there is no price list of '2025-06-28'",
         "the editions are 2025-06-27 or 2025-09-01"),
        ("kling/2025-06-27", "there is no price list of '2025-06-27' for kling",
         "the editions are 2025-08-01"),
        ("klign", "there are no prices of a service 'klign'", "did you mean kling?"),
        ("klign/2025-08-01", "there are no prices of a service 'klign'", "did you mean kling?"),
        ("latest", "there are no prices of a service 'latest'",
         "the services are neural-frames or kling; a file ends in .yaml"),
        ("2025-6-27", "there are no prices of a service '2025-6-27'",
         "the services are neural-frames or kling; a file ends in .yaml"),
        ("mine.txt", "there are no prices of a service 'mine.txt'",
         "the services are neural-frames or kling; a file ends in .yaml"),
        ("2025-02-30", "'2025-02-30' is not a day of the calendar", ""),
        ("", "the name of a price list is empty", "give an edition or a file"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_there(mine: Path, shipped: Path, choice: str, what: str, fix: str):
    put(mine, "2025-06-27-studio.yaml")
    assert refused(load_prices, choice) == (what, fix, "")


def test_a_file_is_chosen_whatever_its_name(mine: Path, shipped: Path, tmp_path: Path):
    path = put(tmp_path, "anything.json", edition="2020-01-01", title="mine")
    assert title(str(path)) == "2020-01-01 mine"
    path = path.rename(path.with_suffix(""))
    assert title(str(path)) == "2020-01-01 mine"


def test_a_file_is_found_from_the_working_folder(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = put(tmp_path, "mine.yaml", edition="2020-01-01", title="mine")
    monkeypatch.chdir(path.parent)
    assert title("mine.yaml") == "2020-01-01 mine"
    path.rename(path.with_name("kling"))
    assert title("./kling") == "2020-01-01 mine"


def test_a_file_in_the_home_folder(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = put(tmp_path, "2020-01-01", title="mine")
    monkeypatch.setenv("HOME", str(path.parent))
    assert title("~/2020-01-01") == "2020-01-01 mine"


@pytest.mark.parametrize("choice", ["missing.yaml", "./2025-06-27", "kling/2026-10-01.yaml"])
def test_a_file_that_is_not_there(mine: Path, choice: str):
    with pytest.raises(FileError, match=r": no such file or directory(;|$)") as caught:
        load_prices(choice)
    assert caught.value.file == str(Path(choice))


def test_a_path_is_a_file_and_never_an_edition(mine: Path, tmp_path: Path):
    path = put(tmp_path, "mine.yaml", edition="2020-01-01")
    assert str(load_prices(path).edition) == "2020-01-01"
    with pytest.raises(FileError, match=r"2025-06-27: no such file"):
        load_prices(Path("2025-06-27"))


@pytest.mark.parametrize(
    "choice", ["2025-06-27", "kling/2025-08-01", "mine.yaml", "-", Path("mine.yaml")]
)
def test_a_day_goes_with_a_service_alone(mine: Path, shipped: Path, choice: str | Path):
    with pytest.raises(InputError, match="prices and as_of each choose a price list") as caught:
        load_prices(choice, as_of=SHIPPED)
    assert caught.value.sentences()[1] == ("give one of them, or prices with a service alone")


def test_no_lists_at_all(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(FOLDERS, "shipped", lambda: tmp_path / "nothing")
    nothing = "there are no price lists", "name a file with --prices", ""
    assert refused(load_prices) == nothing
    no_kling = "there are no prices of a service 'kling'", "name a file; a file ends in .yaml", ""
    assert refused(load_prices, "kling") == no_kling


# --- the environment --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("2025-06-27", "2025-06-27 shipped"),
        ("neural-frames", "2025-09-01 shipped"),
        ("kling", "kling 2025-08-01 shipped"),
        ("kling/2025-08-01", "kling 2025-08-01 shipped"),
        ("", "2025-09-01 shipped"),
    ],
)
def test_the_environment_chooses_where_nothing_else_does(
    mine: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch, named: str, expected: str
):
    monkeypatch.setenv("ACORNS_PRICES", named)
    assert title() == expected
    assert title("2025-06-27") == "2025-06-27 shipped"
    assert title("kling") == "kling 2025-08-01 shipped"


@pytest.mark.parametrize("named", ["file", "2025-09-01", "kling/2025-08-01"])
def test_the_environment_and_a_day_each_choose_a_list(
    mine: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
):
    path = put(tmp_path, "mine.yaml", edition="2020-01-01", title="mine")
    monkeypatch.setenv("ACORNS_PRICES", str(path) if named == "file" else named)
    assert refused(load_prices, as_of=date(2025, 9, 1)) == (
        "ACORNS_PRICES names a price list, and so does the date",
        "unset the one, or leave out the other",
        "as_of",
    )
    # What is named on the spot wins.
    assert title("kling", as_of=date(2025, 9, 1)) == "kling 2025-08-01 shipped"
    assert title(str(path)) == "2020-01-01 mine"


def test_the_environment_names_a_service_and_a_day_its_edition(
    mine: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
):
    put(mine, "kling/2026-01-01.yaml", title="mine")
    monkeypatch.setenv("ACORNS_PRICES", "kling")
    assert title(as_of=date(2025, 12, 31)) == "kling 2025-08-01 shipped"
    assert title(as_of=date(2026, 1, 1)) == "kling 2026-01-01 mine"


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("2025-01-01", "there is no price list of '2025-01-01', which ACORNS_PRICES names"),
        ("latest", "there are no prices of a service 'latest', which ACORNS_PRICES names"),
        ("kling/2020-01-01",
         "there is no price list of '2020-01-01' for kling, which ACORNS_PRICES names"),
        ("missing.yaml", "there is no such file, and ACORNS_PRICES names it"),
    ],
)  # fmt: skip
def test_what_the_environment_names_wrongly_is_told_to_be_from_there(
    mine: Path, monkeypatch: pytest.MonkeyPatch, named: str, what: str
):
    monkeypatch.setenv("ACORNS_PRICES", named)
    with pytest.raises(AcornsError) as caught:
        load_prices()
    assert caught.value.what == what
