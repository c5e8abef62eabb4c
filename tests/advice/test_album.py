"""Several songs: what each costs, and all of them."""

from decimal import Decimal

import pytest

from acorns_cli import Job, PriceList
from acorns_cli.advice.account import Account
from acorns_cli.advice.album import Song, album
from acorns_cli.core.quantities import Range


def song(seconds: str, **words: object) -> Job:
    said = {"tool": "autopilot", "model": "kling-2.1-standard", **words}
    return Job.of(audio=f"{seconds}.mp3", audio_seconds=Decimal(seconds), **said)


def test_all_songs_are_a_row_each_and_a_total(prices: PriceList):
    songs = [song("100", rerender="25%..50%"), song("20.5", rerender="25%..50%")]
    found = album(songs, prices)
    # 100 s and 25 to 50 s again are 125 to 150 s at 8; 20.5 s are 25.625 to 30.75.
    first, second = Range(Decimal(1000), Decimal(1200)), Range(Decimal(205), Decimal(246))
    assert found.songs == (
        Song("100.mp3", Decimal(100), first, complete=False),
        Song("20.5.mp3", Decimal("20.5"), second, complete=False),
    )
    assert (found.tool, found.model) == ("autopilot", "kling-2.1-standard")
    assert (found.seconds, found.total) == (Decimal("120.5"), first + second)
    # Storyboards have no price in either.
    assert not found.complete
    assert [item.name for item in found.unpriced] == ["storyboards"]
    # 1,446 credits are one pack of 1,800.
    assert found.purchase is not None
    assert (found.purchase.price, found.account) == (40, None)


def test_what_is_assumed_of_all_is_said_once_and_lengths_in_their_rows(prices: PriceList):
    found = album([song("3", credits_per_second="9"), song("4", credits_per_second="9")], prices)
    assert found.assumptions == ("9 credits per second by hand; the price list says 8",)


@pytest.mark.parametrize(("balance", "left", "short"), [("1000", "200", "0"), ("700", "0", "100")])
def test_a_balance_is_for_all_songs(prices: PriceList, balance: str, left: str, short: str):
    found = album([song("60"), song("40")], prices, Decimal(balance))
    assert found.purchase is None
    assert isinstance(found.account, Account)
    assert found.account.needed_credits == 800
    assert found.account.left_credits == Decimal(left)
    assert found.account.shortfall_credits == Decimal(short)
