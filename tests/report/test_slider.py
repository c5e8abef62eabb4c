"""The slider of a page: where it starts, and where there is none."""

from typing import Any

import pytest

from acorns_cli import Job
from acorns_cli.core.rerender import Rerender, rerender_text
from acorns_cli.report.report import Report, Slider
from acorns_cli.report.slider import rerender_slider

JOB = {"tool": "t2v", "model": "kling-2.1-pro", "minutes": 4}


def slider(*jobs: dict[str, Any]) -> Slider | None:
    """The slider for jobs, whose reports are named for the share."""

    def result(share: Rerender) -> Report:
        return Report(rerender_text(share), (), (), (), None, "")

    return rerender_slider([Job.of(**{**JOB, **words}) for words in jobs], result)


@pytest.mark.parametrize(
    ("words", "start", "planned"),
    [
        ({}, 0, "0%"),
        ({"rerender": "0%"}, 0, "0%"),
        ({"rerender": "25%"}, 25, "25%"),
        ({"rerender": "12.5%"}, 12, "12.5%"),
        ({"rerender": "1/3"}, 33, "~33.34%"),
        ({"rerender": "1/4"}, 25, "25%"),
        ({"rerender": "10%..40%"}, 40, "10% – 40%"),
        ({"rerender": "300%"}, 100, "300%"),
        ({"takes": "1.5"}, 50, "50%"),
        ({"takes": "2..4"}, 100, "100% – 300%"),
        ({"keep": "80%"}, 25, "25%"),  # of five clips four are kept: one for four
        ({"keep": "30%"}, 100, "~233.34%"),
        ({"keep": "1/3"}, 100, "200%"),
        ({"keep": "50%..80%"}, 100, "25% – 100%"),
    ],
)
def test_it_starts_at_the_share_of_the_job(words: dict[str, str], start: int, planned: str):
    found = slider(words)
    assert found is not None
    assert (found.start, found.planned) == (start, planned)


@pytest.mark.parametrize(
    "words",
    [
        {"rerender": "90s"},
        {"rerender": "12clips", "clip_length": "5s"},
        {"minutes": None, "images": "3"},
        {"minutes": None, "extra": "20s"},
    ],
)
def test_there_is_none_for_a_count_a_time_or_no_video(words: dict[str, Any]):
    assert slider(words) is None
    assert slider({"rerender": "25%"}, words) is None


def test_several_jobs_start_at_the_highest_share():
    found = slider({"rerender": "10%"}, {}, {"takes": "1.5"}, {"rerender": "20%..30%"})
    assert found is not None
    assert (found.start, found.planned) == (50, "0% – 50%")


def test_a_result_is_asked_for_by_whole_percent():
    found = slider({})
    assert found is not None
    assert [found.at(percent).title for percent in (0, 7, 100)] == ["0%", "7%", "100%"]
