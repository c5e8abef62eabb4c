"""YAML's oddities never become another number: each is refused, or read as the text it is."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.errors import FileError
from acorns_cli.catalog.files import check_prices, read_prices

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"


def rate_of(tmp_path: Path, written: str) -> Decimal:
    """The rate that a list says, written in some way on line 6."""
    path = tmp_path / "list.yaml"
    path.write_text(
        f"{HEAD}tools:\n  t2v:\n    any_model:\n      credits_per_second: {written}\n",
        "utf-8",
        newline="",
    )
    prices = read_prices(path)
    return prices.model_price("t2v", None).credits_per_second


def refused(tmp_path: Path, content: str | bytes) -> list[tuple[int, str]]:
    """Why a list is refused: lines and reasons."""
    path = tmp_path / "list.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileError) as caught:
        read_prices(path)
    return [(problem.line, problem.what) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "written",
    [
        *("0x10", "0o17", "0b1", "1_000", "1e3", "1E3", "4:00", "no", "yes", "on", "true", "null"),
        *("~", ".5", "5.", ".inf", "-.inf", ".nan", "+7", "-7", "٧", "７", "7 8", "Infinity"),
        *("1,000", "'7\\t'", "NaN", "1/2", "½", "7%", "'7\\n'", '"\\u06f7"'),
    ],
)  # fmt: skip
def test_what_is_not_a_number_in_plain_digits_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(FileError) as caught:
        rate_of(tmp_path, written)
    [problem] = caught.value.problems
    assert (problem.line, problem.path) == (6, "tools.t2v.any_model.credits_per_second")
    assert problem.fix


@pytest.mark.parametrize("written", ["", "''", "[7]", "{a: 7}", "!!int 7", "&a 7", "*a"])
def test_what_is_no_text_or_more_than_that_is_refused(tmp_path: Path, written: str) -> None:
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
) -> None:
    assert str(rate_of(tmp_path, written)) == rate


def test_a_billing_step_on_a_clock_is_minutes_and_seconds_not_base_sixty(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    text = "tools: {t2v: {any_model: {credits_per_second: 1, billed_in: 1:30}}}\n"
    path.write_text(HEAD + text)
    assert read_prices(path).model_price("t2v", None).billed_in == 90


TOOLS = "tools: {t2v: {any_model: {credits_per_second: 7}}}\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + (HEAD + TOOLS).encode(), id="a byte order mark"),
        pytest.param((HEAD + TOOLS).replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param((HEAD + TOOLS).rstrip().encode(), id="no last line break"),
        pytest.param(f"---\n{HEAD}{TOOLS}...\n".encode(), id="marks of a document"),
    ],
)
def test_how_a_file_is_saved_does_not_matter(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(content)
    assert read_prices(path).model_price("t2v", None).credits_per_second == 7


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(
            f"{HEAD}tools:\n\tt2v: 1\n".encode(),
            [(4, "this is not YAML: found character that cannot start any token")],
            id="a tab",
        ),
        pytest.param(
            HEAD.replace("page", "pagé").encode("latin-1"),
            [(2, "this is not UTF-8 text")],
            id="Latin-1",
        ),
        pytest.param(
            f"{HEAD}{TOOLS}---\n{HEAD}{TOOLS}".encode(),
            [(4, "a second document starts here")],
            id="a second document",
        ),
        pytest.param(
            f"{HEAD}tools: !!python/object:os.system {{}}\n".encode(),
            [(3, "the tag 'tag:yaml.org,2002:python/object:os.system' is not allowed here")],
            id="an object",
        ),
        pytest.param(
            BOMB.encode(), [(1, "an alias (& or *) is not allowed here")], id="an alias bomb"
        ),
        pytest.param(
            f"{HEAD}tools: {'[' * 10_000}".encode(),
            [(3, "this is nested more than 20 deep")],
            id="10,000 brackets",
        ),
        pytest.param(
            f"{HEAD}tools:\n  <<: {{t2v: 1}}\n".encode(),
            [(4, "a merge key (<<) is not allowed here")],
            id="a merge key",
        ),
        pytest.param(
            f"{HEAD}{TOOLS}edition: 2026-01-02\n".encode(),
            [(4, "the key 'edition' is here twice, first on line 1")],
            id="a key twice",
        ),
        pytest.param(b"", [(0, "the file is empty")], id="nothing"),
        pytest.param(b"#" * (1024 * 1024 + 1), [(0, "the file is over 1 MiB")], id="over 1 MiB"),
    ],
)
def test_what_a_list_may_not_be(
    tmp_path: Path, content: bytes, told: list[tuple[int, str]]
) -> None:
    assert refused(tmp_path, content) == told


# --- anything at all --------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
STUDIO = (ROOT / "examples" / "prices-studio.yaml").read_text("utf-8")
WORDS = re.findall(r"[^\s:{},\[\]]+", STUDIO)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "mine.yaml"


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
def test_a_mutated_list_is_proved_or_its_faults_are_told(
    scratch: Path, edits: list[tuple[str, str]]
) -> None:
    content = STUDIO
    for old, new in edits:
        content = content.replace(old, new, 1)
    scratch.write_bytes(content.encode("utf-8", "surrogatepass"))
    checked = check_prices(scratch)
    assert checked.examples or checked.problems or "examples:" not in content
    for problem in checked.problems:
        assert not steering(f"{problem.what}{problem.fix}{problem.path}")
