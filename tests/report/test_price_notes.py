"""What a report says of its prices: assumptions, notes of the list, its age and its source."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from acorns_cli import Job, PriceList, estimate
from acorns_cli.core.pricelist import (
    AddOn,
    ImagePrice,
    ModelPrice,
    Service,
    Source,
    ToolPrices,
)
from acorns_cli.core.pricing import prices_used
from acorns_cli.report.estimate import estimate_report
from acorns_cli.report.pricenotes import (
    Priced,
    age,
    cautions,
    is_old,
    list_title,
    price_notes,
)

D = Decimal
TODAY = date(2025, 9, 1)
EDITION = date(2025, 6, 27)


def acme() -> PriceList:
    """A list with a note on everything."""
    other = Source("a mail", "e-mail", "May")
    models = {
        "x/720p": ModelPrice(D(1), "X 720p", note="an average."),
        "x/1080p": ModelPrice(D(2), "X 1080p", note="an average.", source=other),
        "y": ModelPrice(D(3), source=other),
    }
    tool = ToolPrices(
        name="Video",
        models=models,
        images=ImagePrice(D(1), note="stills"),
        add_ons={"lip-sync": AddOn(D(1), "Lip-sync", note="over the voice")},
        note="for songs",
    )
    page = Source("a page", "price page", "undated", "acme.com", "a blog")
    return PriceList(
        service=Service("acme", "Acme"),
        edition=EDITION,
        source=page,
        note="Tax is added.",
        tools={"video": tool},
    )


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2025, 6, 26), "not yet in force"),
        (date(2025, 6, 27), "0 days old"),
        (date(2025, 6, 28), "1 day old"),
        (date(2025, 8, 26), "60 days old"),
        (date(2025, 8, 27), "2 months old"),
        (date(2026, 11, 23), "16 months old"),
        (date(2027, 6, 26), "23 months old"),
        (date(2027, 6, 27), "2 years old"),
    ],
)
def test_age(today: date, text: str):
    assert age(EDITION, today) == text


@pytest.mark.parametrize(
    ("edition", "last_day", "first_day"),
    [
        (date(2025, 6, 27), date(2025, 12, 27), date(2025, 12, 28)),
        (date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2025, 12, 1), date(2026, 6, 1), date(2026, 6, 2)),
    ],
)
def test_a_list_is_old_after_six_months(edition: date, last_day: date, first_day: date):
    assert not is_old(edition, last_day)
    assert is_old(edition, first_day)


def test_the_notes_name_the_edition_its_age_and_its_source(prices: PriceList):
    source = "from: How are credits used for each tool? (help page, 2025-06-27)"
    more = "Prices change; the app's Model Selector has today's."
    assert price_notes(prices, TODAY) == (f"Prices of 2025-06-27 (2 months old), {source}", more)
    assert cautions(prices, TODAY) == ()
    later = date(2026, 11, 28)
    old = f"Prices of 2025-06-27 (17 months old: check before you pay), {source}"
    assert price_notes(prices, later) == (old, more)
    assert cautions(prices, later) == (old,)


def test_another_service_is_named(prices: PriceList):
    assert price_notes(acme(), TODAY) == (
        "Prices of acme 2025-06-27 (2 months old), from: a page"
        " (price page, undated, read in a blog)",
        "Tax is added.",
    )
    assert list_title(prices_used(acme())) == "acme 2025-06-27"
    assert list_title(prices_used(prices)) == "2025-06-27"
    assert price_notes(replace(acme(), note=""), TODAY)[1:] == ()


def test_only_what_nobody_said_is_assumed(prices: PriceList):
    given = [
        "the model x is x/720p, the first of 2",
        "the length is that of a.mp3: 9 s",
        "1.5 credits per second by hand; the price list says 1",
        "the model x is x/720p, the first of 2",
        "2 credits per image by hand",
    ]
    assert price_notes(prices, TODAY, given)[:-2] == (
        "Assumed: the model x is x/720p, the first of 2.",
        "The length is that of a.mp3: 9 s.",
        "1.5 credits per second by hand; the price list says 1.",
        "2 credits per image by hand.",
    )


def notes_on(model: str | None, **words: object) -> tuple[str, ...]:
    job = Job.of(tool="video", model=model, **words)
    return price_notes(acme(), TODAY, about=[Priced("video", model, job)])[:-2]


TOOL = "Note on Video: for songs."


def test_notes_on_what_a_job_asks_for():
    assert notes_on("x/720p", minutes=1) == (TOOL, "Note on X 720p: an average.")
    assert notes_on("y", minutes=1) == (TOOL, "Prices of y from: a mail (e-mail, May)")
    assert notes_on(None, images=4, add="lip-sync=0:05") == (
        TOOL,
        "Note on images: stills.",
        "Note on Lip-sync: over the voice.",
    )
    assert notes_on(None, images=0, seconds=1) == (TOOL,)


def test_notes_on_the_model_that_re_renders():
    assert notes_on("y", minutes=1, rerender="25%", rerender_model="x") == (
        TOOL,
        "Note on X 720p: an average.",
        "Prices of y from: a mail (e-mail, May)",
    )


def test_a_price_by_hand_is_none_of_the_list():
    assert notes_on("y", minutes=1, credits_per_second=1) == (TOOL,)
    assert notes_on(None, images=1, credits_per_image=1) == (TOOL,)


def test_what_is_said_of_several_models_is_said_once():
    about = [Priced("video", model) for model in acme().tools["video"].models]
    assert price_notes(acme(), TODAY, about=about)[:-2] == (
        TOOL,
        "Note on X 720p and X 1080p: an average.",
        "Prices of X 1080p and y from: a mail (e-mail, May)",
    )


def test_one_price_for_every_model_has_its_note():
    price = ModelPrice(D(1), note="the same for all")
    free = replace(acme(), tools={"video": ToolPrices(any_model=price)})
    for model in (None, "whatever"):
        assert price_notes(free, TODAY, about=[Priced("video", model)])[0] == (
            "Note on video: the same for all."
        )


def test_an_estimate_has_the_notes_and_the_caution():
    job = Job.of(tool="video", model="x", minutes=1)
    shown = estimate_report(job, estimate(job, acme()), acme(), today=date(2027, 1, 1))
    assert shown.title == "Video with X 720p, 1:00 of video"
    assert shown.notes == (
        "Assumed: the model x is x/720p, the first of 2.",
        TOOL,
        "Note on X 720p: an average.",
        *shown.cautions,
        "Tax is added.",
    )
    [caution] = shown.cautions
    assert caution.startswith("Prices of acme 2025-06-27 (18 months old: check before you pay), ")
