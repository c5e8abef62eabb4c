"""What is different between two price lists, and by how many percent."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from pricetexts import price_list
from refusals import refused
from strategies import decimals, price_lists

from acorns_cli import InputError
from acorns_cli.catalog.changes import PriceChange, job_change, price_changes
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import percent_change

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"
USD = "unit: USD\n"


def t2v(keys: str, rest: str = "") -> PriceList:
    """A list with one tool, and what else it says."""
    return price_list(f"{HEAD}{rest}tools: {{t2v: {{{keys}}}}}\n")


def a(price: str, rest: str = "") -> PriceList:
    """A list with one model."""
    return t2v(f"models: {{a: {{{price}}}}}", rest)


def x(price: str) -> PriceList:
    """A list with one add-on."""
    return t2v(f"{ANY}, add_ons: {{x: {{{price}}}}}")


def sold(keys: str, currency: str = "USD") -> PriceList:
    """A list with packs or plans."""
    group, _, items = keys.partition(": ")
    held = f"{{source: {{title: a shop}}, currency: {currency}, sold: [{items}]}}"
    return t2v(ANY, f"{group}: {held}\n")


ANY = "any_model: {per_second: 1}"
FREE = "free_rerender_clips_per_minute"
GAP = "{{name: {}, why: b, where: c}}"
NOTHING = t2v(ANY)


def said(change: PriceChange) -> str:
    """A change in one line: what, the old and the new price, and by how many percent."""
    sides = []
    for side in (change.old, change.new):
        parts = (side.amount, side.per, side.currency) if side else ("-",)
        sides.append(" ".join(str(part) for part in parts if part is not None))
    name = change.what if change.what == change.name else f"{change.what} {change.name}"
    percent = (
        f"{change.percent} {change.percent_is_exact}" if change.percent is not None else "None"
    )
    return f"{change.change} {change.tool} {name}: {' → '.join(sides)}, {percent}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # --- by the second
        (a("per_second: 7"), a("per_second: 7.0"), []),
        (a("per_second: 7"), a("per_second: 7, name: A, note: b, source: {title: c}"), []),
        (a("per_second: 8"), a("per_second: 9"),
         ["dearer t2v model a: 8 second → 9 second, 12.5 True"]),
        (a("per_second: 7"), a("per_second: 6"),
         ["cheaper t2v model a: 7 second → 6 second, -14.29 False"]),
        (t2v("models: {b: {per_second: 1}}"),
         t2v("models: {b: {per_second: 1}, a: {per_second: 6}}"),
         ["added t2v model a: - → 6 second, None"]),
        (a("per_second: 0"), a("per_second: 6"),
         ["dearer t2v model a: 0 second → 6 second, None"]),
        (a("per_second: 0.40", USD), a("per_second: 0.5", USD),
         ["dearer t2v model a: 0.4 second USD → 0.5 second USD, 25 True"]),
        (a("per_second: 1"), a("per_second: 1", USD),
         ["changed t2v model a: 1 second → 1 second USD, None"]),
        # --- in steps
        (a("price: 35, per: 5s"), a("price: 30, per: 0:05"),
         ["cheaper t2v model a: 35 5 s → 30 5 s, -14.29 False"]),
        (a("price: 35, per: 5s"), a("price: 30, per: 10s"),
         ["changed t2v model a: 35 5 s → 30 10 s, None"]),
        (a("per_second: 6"), a("price: 30, per: 5s"),
         ["changed t2v model a: 6 second → 30 5 s, None"]),
        # --- in clips: each length has a price of its own
        (a("clips: {5s: 13, 10s: 21}"), a("clips: {10s: 21, 5s: 13}"), []),
        (a("clips: {5s: 10}"), a("clips: {5s: 11}"),
         ["dearer t2v model a: 10 clip of 5 s → 11 clip of 5 s, 10 True"]),
        (a("clips: {5s: 10}"), a("clips: {5s: 10, 10s: 21}"),
         ["added t2v model a: - → 21 clip of 10 s, None"]),
        (a("clips: {5s: 10, 10s: 20, 15s: 30}"), a("clips: {5s: 8, 10s: 25, 20s: 40}"),
         ["cheaper t2v model a: 10 clip of 5 s → 8 clip of 5 s, -20 True",
          "dearer t2v model a: 20 clip of 10 s → 25 clip of 10 s, 25 True",
          "removed t2v model a: 30 clip of 15 s → -, None",
          "added t2v model a: - → 40 clip of 20 s, None"]),
        (t2v("models: {b: {clips: {5s: 1}}, c: {per_second: 1}}"),
         t2v("models: {b: {clips: {5s: 2, 10s: 3}}, c: {per_second: 2}}"),
         ["dearer t2v model b: 1 clip of 5 s → 2 clip of 5 s, 100 True",
          "added t2v model b: - → 3 clip of 10 s, None",
          "dearer t2v model c: 1 second → 2 second, 100 True"]),
        (a("per_second: 2, lengths: [4s, 8s]"), a("clips: {4s: 8, 8s: 16}"), []),
        (a("per_second: 2, lengths: [4s, 8s]"), a("per_second: 3, lengths: [8s, 4s]"),
         ["dearer t2v model a: 8 clip of 4 s → 12 clip of 4 s, 50 True",
          "dearer t2v model a: 16 clip of 8 s → 24 clip of 8 s, 50 True"]),
        (a("per_second: 2"), a("clips: {5s: 10}"),
         ["removed t2v model a: 2 second → -, None",
          "added t2v model a: - → 10 clip of 5 s, None"]),
        # --- without a published price
        (a("per_second: 2"), a("unpriced: {why: b, where: c}"),
         ["changed t2v model a: 2 second → footage, None"]),
        (a("unpriced: {why: b, where: c}"), a("unpriced: {why: d, where: e}"), []),
        (t2v(ANY), t2v("any_model: {unpriced: {why: b, where: c}}"),
         ["changed t2v any_model: 1 second → footage, None"]),
        (NOTHING, t2v(f"{ANY}, unpriced: {{images: {GAP.format('storyboards')}}}"),
         ["added t2v unpriced images: - → storyboards, None"]),
        (t2v(f"unpriced: {{base: {GAP.format('footage')}}}"),
         t2v(f"unpriced: {{base: {GAP.format('video')}}}"),
         ["changed t2v unpriced base: footage → video, None"]),
        (t2v(f"{ANY}, always: [images]"), NOTHING,
         ["removed t2v always images: every video → -, None"]),
        # --- any model
        (t2v("any_model: {per_second: 1}"), t2v("any_model: {price: 1, per: 2s}"),
         ["changed t2v any_model: 1 second → 1 2 s, None"]),
        (t2v("any_model: {per_second: 1}"), t2v("any_model: {per_second: 2}"),
         ["dearer t2v any_model: 1 second → 2 second, 100 True"]),
        # --- images, for the same number of them
        (t2v(f"{ANY}, images: {{price: 4}}"), t2v(f"{ANY}, images: {{price: 5}}"),
         ["dearer t2v images: 4 image → 5 image, 25 True"]),
        (t2v(f"{ANY}, images: {{price: 0.4, per_images: 4}}"),
         t2v(f"{ANY}, images: {{price: 0.1}}"),
         ["changed t2v images: 0.4 4 images → 0.1 image, None"]),
        (t2v(f"{ANY}, images: {{price: 4, per_images: 4}}"),
         t2v(f"{ANY}, images: {{price: 6, per_images: 8}}"),
         ["cheaper t2v images: 4 4 images → 6 8 images, -25 True"]),
        (NOTHING, t2v(f"{ANY}, images: {{price: 4}}"),
         ["added t2v images: - → 4 image, None"]),
        # --- add-ons
        (x("price: 10"), x("price: 12, name: X"),
         ["dearer t2v add_on x: 10 piece → 12 piece, 20 True"]),
        (x("price: 10, per: 5s"), x("per_second: 2"),
         ["changed t2v add_on x: 10 5 s → 2 second, None"]),
        (x("per_second: 2"), NOTHING, ["removed t2v add_on x: 2 second → -, None"]),
        # --- free clips: more of them are cheaper
        (NOTHING, t2v(f"{ANY}, {FREE}: 7"),
         [f"cheaper t2v {FREE}: 0 minute of video → 7 minute of video, None"]),
        (t2v(f"{ANY}, {FREE}: 7"), t2v(f"{ANY}, {FREE}: 5"),
         [f"dearer t2v {FREE}: 7 minute of video → 5 minute of video, None"]),
        # --- packs
        (sold("packs: {credits: 600, price: 15}"),
         sold("packs: {credits: 600, price: 18, needs_plan: yes}"),
         ["dearer None pack 600: 15 600 credits USD → 18 600 credits USD, 20 True"]),
        (sold("packs: {credits: 600, price: 15}"), NOTHING,
         ["removed None pack 600: 15 600 credits USD → -, None"]),
        (sold("packs: {credits: 600, price: 15}"), sold("packs: {credits: 600, price: 15}", "EUR"),
         ["changed None pack 600: 15 600 credits USD → 15 600 credits EUR, None"]),
        # --- plans, for the same number of credits
        (sold("plans: {name: Pro, credits: 600, monthly: 15, yearly: 144}"),
         sold("plans: {name: Pro, credits: 600, monthly: 18, yearly: 144}"),
         ["dearer None plan Pro: 15 600 credits a month USD → 18 600 credits a month USD,"
          " 20 True"]),
        (sold("plans: {name: Pro, credits: 600, monthly: 15}"),
         sold("plans: {name: Pro, credits: 750, monthly: 15}"),
         ["cheaper None plan Pro: 15 600 credits a month USD → 15 750 credits a month USD,"
          " -20 True"]),
        (sold("plans: {name: Pro, credits: 600, monthly: 15}"),
         sold("plans: {name: Pro, credits: 600, yearly: 144}"),
         ["removed None plan Pro: 15 600 credits a month USD → -, None",
          "added None plan Pro: - → 144 600 credits a month, for a year USD, None"]),
    ],
)  # fmt: skip
def test_what_is_different(old: PriceList, new: PriceList, expected: list[str]):
    found = price_changes(old, new, None)
    assert found.job is None
    assert [said(change) for change in found.changes] == expected


def of(service: str, keys: str, rest: str = "") -> PriceList:
    """A list of another service than the default."""
    return t2v(keys, f"service: {{id: {service}}}\n{rest}")


def test_prices_in_credits_of_two_services_are_in_two_units():
    keys = f"models: {{a: {{per_second: N}}}}, images: {{price: 4}}, {FREE}: N"
    shop = "packs: {source: {title: a shop}, currency: USD, sold: [{credits: 600, price: 15}]}\n"
    lists = of("kling", keys.replace("N", "7"), shop), of("runway", keys.replace("N", "8"), shop)
    found = price_changes(*lists, None)
    assert [said(change) for change in found.changes] == [
        "changed t2v model a: 7 second → 8 second, None",
        "changed t2v images: 4 image → 4 image, None",
        # Clips are clips.
        f"cheaper t2v {FREE}: 7 minute of video → 8 minute of video, None",
        "changed None pack 600: 15 600 credits USD → 15 600 credits USD, None",
    ]


def test_prices_in_one_currency_are_in_one_unit_whoever_the_service():
    lists = (of(name, f"models: {{a: {{per_second: {rate}}}}}", USD) for name, rate in MONEY)
    assert [said(change) for change in price_changes(*lists, None).changes] == [
        "dearer t2v model a: 8 second USD → 9 second USD, 12.5 True"
    ]


MONEY = (("veo", 8), ("sora", 9))


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        (a("per_second: 7"), a("per_second: 7", USD), "credits of neural-frames", "USD"),
        (a("per_second: 7", USD), a("per_second: 7", "unit: EUR\n"), "USD", "EUR"),
        (of("kling", ANY), of("runway", ANY), "credits of kling", "credits of runway"),
    ],
)
def test_a_job_in_two_units_has_no_difference(old: PriceList, new: PriceList, was: str, now: str):
    job = Job.of(tool="t2v", model="a", minutes=1)
    assert refused(job_change, job, old, new) == (
        f"the old total is in {was} (prices of {old.service.id} 2026-01-01) and the new one in"
        f" {now} (prices of {new.service.id} 2026-01-01), which can't be compared",
        "leave the job out, or ask acorns compare with both lists",
        "",
    )


def test_a_job_in_one_currency_of_two_services_has_a_difference():
    lists = (of(name, f"models: {{a: {{per_second: {rate}}}}}", USD) for name, rate in MONEY)
    assert job_change(Job.of(tool="t2v", model="a", minutes=1), *lists).difference_credits == 60


def test_changes_come_tool_by_tool_and_what_is_sold_last():
    tools = "fbf: {any_model: {per_second: 1}}, t2v: {models: {a: {per_second: 1}}}"
    shop = "source: {title: a shop}, currency: USD, sold"
    old = price_list(
        f"{HEAD}tools: {{{tools}}}\npacks: {{{shop}: [{{credits: 600, price: 15}}]}}\n"
        f"plans: {{{shop}: [{{name: A, credits: 6, monthly: 1}}]}}\n"
    )
    tools = (
        "autopilot: {models: {b: {clips: {5s: 1}}, c: {clips: {5s: 1, 10s: 2}}}},"
        f" t2v: {{unpriced: {{base: {GAP.format('footage')}}}}}"
    )
    new = price_list(
        f"{HEAD}tools: {{{tools}}}\n"
        f"packs: {{{shop}: [{{credits: 1000, price: 20}}, {{credits: 99, price: 3}}]}}\n"
    )
    names = [
        (change.change, change.tool, change.name)
        for change in price_changes(old, new, None).changes
    ]
    assert names == [
        ("removed", "fbf", "any_model"),
        ("removed", "t2v", "a"),
        ("added", "t2v", "base"),
        ("added", "autopilot", "b"),
        ("added", "autopilot", "c"),
        ("added", "autopilot", "c"),
        ("added", None, "99"),
        ("removed", None, "600"),
        ("added", None, "1000"),
        ("removed", None, "A"),
    ]


def test_credits_of_two_services_are_not_compared():
    prices = "models: {a: {per_second: %s}}, free_rerender_clips_per_minute: %s"
    old = t2v(prices % (8, 1), "service: {id: one}\n")
    new = t2v(prices % (9, 2), "service: {id: two}\n")
    assert [said(change) for change in price_changes(old, new, None).changes] == [
        "changed t2v model a: 8 second → 9 second, None",
        # Clips are clips.
        "cheaper t2v free_rerender_clips_per_minute: 1 minute of video → 2 minute of video, None",
    ]
    job = Job.of(tool="t2v", model="a", minutes=4)
    with pytest.raises(InputError, match=r"in credits of one .* in credits of two"):
        job_change(job, old, new)


def test_a_job_costs_less():
    job = Job.of(tool="t2v", model="a", minutes=4, rerender="25%")
    old, new = (a(f"per_second: {rate}") for rate in (7, 6))
    effect = job_change(job, old, new)
    assert (effect.old.total.high, effect.new.total.high) == (2100, 1800)
    assert effect.difference_credits == -300
    assert (effect.percent, effect.percent_is_exact) == (Decimal("-14.29"), False)
    assert effect.old.complete
    assert effect.new.complete


def test_a_job_that_cost_nothing_has_no_percent():
    job = Job.of(tool="t2v", model="a", minutes=4)
    gap = f"{ANY.replace('1', '0')}, always: [images], unpriced: {{images: {GAP.format('a')}}}"
    effect = job_change(job, t2v(gap), a("per_second: 6"))
    assert (effect.percent, effect.percent_is_exact) == (None, None)
    assert [item.name for item in effect.old.unpriced] == ["a"]
    assert (effect.old.complete, effect.new.complete) == (False, True)


@given(prices=price_lists())
def test_a_list_does_not_differ_from_itself(prices: PriceList):
    assert price_changes(prices, prices, None).changes == ()


@given(old=price_lists(), new=price_lists())
def test_the_other_way_about_everything_is_turned_round(old: PriceList, new: PriceList):
    turned = {
        "added": "removed",
        "removed": "added",
        "dearer": "cheaper",
        "cheaper": "dearer",
        "changed": "changed",
    }
    there = price_changes(old, new, None).changes
    back = price_changes(new, old, None).changes
    assert {(c.tool, c.what, c.name, turned[c.change], c.new, c.old) for c in there} == {
        (c.tool, c.what, c.name, c.change, c.old, c.new) for c in back
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("8", "9", ("12.5", True)),
        ("7", "6", ("-14.29", False)),
        ("3", "4", ("33.34", False)),
        ("3", "5", ("66.67", False)),
        ("128", "129", ("0.79", False)),
        ("5", "0", ("-100", True)),
        ("5", "5", ("0", True)),
        ("80", "81", ("1.25", True)),
        ("3000000", "3000001", ("0.01", False)),
        ("3000000", "2999999", ("-0.01", False)),
        ("10000", "9999", ("-0.01", True)),
        ("0.1", "0.2", ("100", True)),
        ("0", "5", (None, None)),
    ],
)
def test_percent(old: str, new: str, expected: tuple[str | None, bool | None]):
    percent, is_exact = percent_change(Decimal(old), Decimal(new))
    # As texts, in which -0 and 0 are two.
    assert (None if percent is None else str(percent), is_exact) == expected


@given(old=decimals(0, 10**6).filter(bool), new=decimals(0, 10**6))
def test_percent_is_rounded_away_from_0_to_a_hundredth(old: Decimal, new: Decimal):
    exact = (Fraction(new) - Fraction(old)) / Fraction(old) * 100
    percent, is_exact = percent_change(old, new)
    assert percent is not None
    hundredths = math.ceil(abs(exact) * 100)
    assert Fraction(percent) == Fraction(hundredths, 100) * (1 if exact > 0 else -1)
    assert is_exact is (Fraction(percent) == exact)
    assert (percent == 0) is (old == new)
