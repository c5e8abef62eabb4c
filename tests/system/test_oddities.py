"""YAML's oddities never become another number: each is refused, or read as the text it is."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.catalog.files import check_prices, read_prices
from acorns_cli.core.pricelist import ModelPrice
from acorns_cli.errors import FileError

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"


def rate_of(tmp_path: Path, written: str) -> Decimal:
    """The rate that a list says, written in some way on line 6."""
    path = tmp_path / "list.yaml"
    path.write_text(
        f"{HEAD}tools:\n  t2v:\n    any_model:\n      per_second: {written}\n",
        "utf-8",
        newline="",
    )
    return any_model(path).per_second


def any_model(path: Path) -> ModelPrice:
    return read_prices(path).tools["t2v"].any_model


@pytest.mark.parametrize(
    "written",
    [
        *("0x10", "0o17", "0b1", "1_000", "1e3", "1E3", "4:00", "no", "yes", "on", "true", "null"),
        *("~", ".5", "5.", ".inf", "-.inf", ".nan", "+7", "-7", "٧", "７", "7 8", "Infinity"),
        *("1,000", "'7\\t'", "NaN", "1/2", "½", "7%", "'7\\n'", '"\\u06f7"'),
    ],
)  # fmt: skip
def test_what_is_not_a_number_in_plain_digits_is_refused(tmp_path: Path, written: str):
    with pytest.raises(FileError) as caught:
        rate_of(tmp_path, written)
    [problem] = caught.value.problems
    assert (problem.line, problem.path) == (6, "tools.t2v.any_model.per_second")
    assert problem.fix


@pytest.mark.parametrize("written", ["", "''", "[7]", "{a: 7}", "!!int 7", "&a 7", "*a"])
def test_what_is_no_text_or_more_than_that_is_refused(tmp_path: Path, written: str):
    with pytest.raises(FileError) as caught:
        rate_of(tmp_path, written)
    assert [problem.line for problem in caught.value.problems] == [6]


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("012", "12"),  # not ten, as in YAML 1.1
        ("0", "0"),
        ("007.50", "7.5"),
        ("'7'", "7"),
        ('"7"', "7"),
        ('" 7 "', "7"),
        ("7 # a comment", "7"),
        ("7\t", "7"),
        (">-\n        7", "7"),
        ("0.1", "0.1"),
        ("0.000001", "0.000001"),
    ],
)
def test_digits_are_read_as_the_decimal_number_that_they_are(
    tmp_path: Path, written: str, rate: str
):
    assert str(rate_of(tmp_path, written)) == rate


@pytest.mark.parametrize(
    ("price", "seconds"),
    [
        ("price: 1, per: 1:30", {"per": 90}),
        ("clips: {0:05: 1, 1:30: 2}", {"clips": {5: 1, 90: 2}}),
        ("per_second: 1, lengths: [0:05, 1:30]", {"lengths": (5, 90)}),
    ],
)
def test_a_length_on_a_clock_is_minutes_and_seconds_not_base_sixty(
    tmp_path: Path, price: str, seconds: dict[str, object]
):
    path = tmp_path / "list.yaml"
    path.write_text(f"{HEAD}tools: {{t2v: {{any_model: {{{price}}}}}}}\n")
    found = any_model(path)
    assert {key: getattr(found, key) for key in seconds} == seconds


@pytest.mark.parametrize(
    ("list_says", "found"),
    [
        ("service: {id: no, name: yes}", ("no", "yes")),
        ("service: {id: 2026-1, name: 1e3}", ("2026-1", "1e3")),
        ("service: {id: '0x10', name: null}", ("0x10", "null")),
    ],
)
def test_names_are_the_text_that_they_are(tmp_path: Path, list_says: str, found: tuple[str, str]):
    path = tmp_path / "list.yaml"
    path.write_text(
        f"{HEAD}{list_says}\ntools: {{on: {{models: {{off: {{price: 1, per: 5s}}}}}}}}\n"
    )
    prices = read_prices(path)
    assert (prices.service.id, prices.service.name) == found
    assert [(tool, [*listed.models]) for tool, listed in prices.tools.items()] == [("on", ["off"])]


ROOT = Path(__file__).parents[2]
STUDIO = (ROOT / "examples" / "prices-studio.yaml").read_text("utf-8")
WORDS = re.findall(r"[^\s:{},\[\]]+", STUDIO)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "mine.yaml"


@pytest.mark.filterwarnings("ignore::acorns_cli.errors.AcornsWarning")  # of a lost comment
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.sampled_from(["", "{}", "[]", "nothing", "1e3", "-1", "x" * 300, *WORDS])
            | st.text(),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_mutated_list_is_proved_or_its_faults_are_reported(
    scratch: Path, edits: list[tuple[str, str]]
):
    content = STUDIO
    for old, new in edits:
        content = content.replace(old, new, 1)
    scratch.write_bytes(content.encode("utf-8", "surrogatepass"))
    checked = check_prices(scratch)
    assert checked.examples or checked.problems or "examples:" not in content
    for problem in checked.problems:
        assert not steering(f"{problem.what}{problem.fix}{problem.path}")
