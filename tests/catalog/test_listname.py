"""The names of price lists: a path, an edition, a service, or a service and its edition."""

from datetime import date

import pytest
from refusals import refused

from acorns_cli.catalog.listname import ListName, edition_of, is_path, list_name

DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    "text",
    [
        # What it starts with.
        *("-", ".", "./kling", "../kling", ".kling", "/", "/kling", "/kling/2026-10-01", "~"),
        *("~/kling", "~me/kling", "C:/kling", "c:\\kling", "./2026-10-01"),
        # What it ends in.
        *("mine.yaml", "mine.yml", "mine.json", "2026-10-01.yaml", "kling/2026-10-01.yaml"),
        *("a folder/my list.yaml", "all.json", "two\nlines.yaml"),
    ],
)
def test_a_path(text: str):
    assert is_path(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025-06-27", ListName("neural-frames", date(2025, 6, 27))),
        ("kling", ListName("kling")),
        ("kling/2026-10-01", ListName("kling", DAY)),
        ("neural-frames", ListName()),
        ("neural-frames/2025-06-27", ListName("neural-frames", date(2025, 6, 27))),
        (" Kling ", ListName("kling")),
        ("Neural Frames", ListName()),
        ("Luma_API/2026-10-01", ListName("luma-api", DAY)),
        ("latest", ListName("latest")),
        ("kling-2026-10-01", ListName("kling-2026-10-01")),
        ("2026-10", ListName("2026-10")),
        ("yaml", ListName("yaml")),
        ("mine.txt", ListName("mine.txt")),
        ("yaml/2026-10-01", ListName("yaml", DAY)),
    ],
)
def test_all_else_is_an_edition_or_a_service_or_both(text: str, name: ListName):
    assert not is_path(text)
    assert list_name(text) == name


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("all", "all stands for every service, and one list is needed here",
         "name a service; acorns compare takes all"),
        ("", "the name of a price list is empty", "give an edition or a file"),
        (" ", "the name of a price list is empty", "give an edition or a file"),
        ("2025-02-30", "'2025-02-30' is not a day of the calendar", ""),
        ("kling/2025-02-30", "'2025-02-30' is not a day of the calendar", ""),
        ("kling/", "'' is not a date", "write it as 2025-06-27"),
        ("kling/newest", "'newest' is not a date", "write it as 2025-06-27"),
        ("2025-06-27/kling", "'kling' is not a date", "write it as 2025-06-27"),
        ("a/kling/2026-10-01", "'kling/2026-10-01' is not a date", "write it as 2025-06-27"),
        ("x" * 201, f"'{'x' * 30}…{'x' * 30}' is too long", "the most is 200 characters"),
    ],
)  # fmt: skip
def test_a_text_that_names_no_list(text: str, what: str, fix: str):
    assert not is_path(text)
    assert refused(list_name, text) == (what, fix, "")


@pytest.mark.parametrize(
    "name", [ListName(), ListName("kling"), ListName("kling", DAY), ListName(edition=DAY)]
)
def test_a_name_is_written_as_it_is_read(name: ListName):
    assert list_name(str(name)) == name


@pytest.mark.parametrize(
    ("text", "edition"), [("2026-10-01", DAY), ("2026-02-30", None), ("today", None), ("", None)]
)
def test_the_edition_that_a_text_says_if_it_does(text: str, edition: date | None):
    assert edition_of(text) == edition
