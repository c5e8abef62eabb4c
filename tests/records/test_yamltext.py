"""Strict YAML: every value is the text that was typed, and the rest is refused with its line."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st
from refusals import told
from yamltrees import plain, survives

from acorns_cli.errors import FileError, Problem
from acorns_cli.records import yamltext
from acorns_cli.records.record import Node
from acorns_cli.records.yamltext import lost_comments, tree

SHIPPED = Path(__file__).parents[2] / "prices" / "neural-frames" / "2025-06-27.yaml"


def read(text: str) -> Node:
    """The tree of a text that has no key twice and loses nothing in a comment."""
    assert [*lost_comments(text)] == []
    root, problems = tree("list.yaml", text)
    assert problems == []
    return root


# --- what is read -----------------------------------------------------------------------------


def test_the_fast_loader_is_the_one_in_use():
    assert yamltext._Loader is yaml.CBaseLoader


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    "text",
    [
        *("012", "0x10", "0o17", "1_000", "1e3", "4:00", "1:02:03.5", "no", "yes", "true", "null"),
        *("~", ".5", ".inf", "-.inf", ".nan", "+7", "-1", "٤", "7", "2025-06-27", "1.10", "="),
    ],
)
def test_every_scalar_stays_the_text_that_was_typed(text: str):
    expected = {"a": text, text: "b", "c": [text]}
    assert plain(read(f"a: {text}\n{text}: b\nc: [{text}]\n")) == expected


@pytest.mark.usefixtures("_each_loader")
def test_nodes_know_their_lines():
    root = read("# prices\na: 1\nb:\n  - c: 2\n    d:\n      3\n")
    assert root == Node(
        {
            "a": Node("1", 2, 2),
            "b": Node((Node({"c": Node("2", 4, 4), "d": Node("3", 6, 5)}, 4),), 4, 3),
        },
        2,
    )


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1\r\nb: [2,\r\n 3]\r\n", {"a": "1", "b": ["2", "3"]}),
        (
            "a: 'it''s'\nb: \"x\\ty\"\nc: |\n  two\n  lines\n",
            {"a": "it's", "b": "x\ty", "c": "two\nlines\n"},
        ),
        ("---\na:\n...\n", {"a": ""}),
        ("just words", "just words"),
        ("a: 100%\nb: |\n  %\n", {"a": "100%", "b": "%\n"}),
    ],
)
def test_what_is_accepted(content: str, expected: object):
    assert plain(read(content)) == expected


def test_a_file_of_crlf_has_the_lines_of_an_editor():
    root = read("a: 1\r\n\r\nb: 2\r\n")
    assert root.line_at(("b",)) == 3


def test_20_levels_are_read_and_21_are_not():
    assert read("[" * 20 + "a" + "]" * 20)
    with pytest.raises(FileError, match="nested more than 20 deep"):
        read("[" * 21 + "a" + "]" * 21)


# --- what is refused --------------------------------------------------------------------------

ALIAS = (
    "an alias (& or *) is not allowed here",
    "put a text that begins so in quotes, or write the value out in each place",
)
MERGE = ("a merge key (<<) is not allowed here", "write the keys out in each place")
DIRECTIVE = ("a directive (%) is not allowed here", "leave the line out")
UNTAGGED = "leave the tag out; every value is read as text"
DEEP = "this is nested more than 20 deep"
KEY = ("a key must be text", "write it as key: value")


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "what", "fix", "line"),
    [
        ("", "the file is empty", "", 0),
        ("\n\n", "the file is empty", "", 0),
        ("# nothing\n# yet\n", "the file is empty", "", 0),
        ("a: 1\nb: \0\n", r"the character '\x00' is not allowed", "take it out", 2),
        ("a: \x1b[2J\n", r"the character '\x1b' is not allowed", "take it out", 1),
        ("a: 1\n---\nb: 2\n", "a second document starts here", "keep one in each file", 2),
        ("a: 1\n---\n", "a second document starts here", "keep one in each file", 2),
        ("\n%YAML 1.2\n---\na: 1\n", *DIRECTIVE, 2),
        ("a: 1\nb: !!int 2\n", "the tag 'tag:yaml.org,2002:int' is not allowed here", UNTAGGED, 2),
        ("a: !euro 2\n", "the tag '!euro' is not allowed here", UNTAGGED, 1),
        ("!!int 1: a\n", "the tag 'tag:yaml.org,2002:int' is not allowed here", UNTAGGED, 1),
        ("! a\n", "the tag '!' is not allowed here", UNTAGGED, 1),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", *ALIAS, 1),
        ("a: 1\nb: &x 2\n", *ALIAS, 2),
        ("a: &x 2\nb: *x\n", *ALIAS, 1),
        ("a: 1\n\nb: *x\n", *ALIAS, 3),
        ("&x a: 1\n", *ALIAS, 1),
        ("*x : 1\n", *ALIAS, 1),
        ("a: {b: 1}\nc:\n  <<: {b: 2}\n", *MERGE, 3),
        ("a: 1\n[b, c]: 2\n", *KEY, 2),
        ("? {a: 1}\n: 2\n", *KEY, 1),
        ("?\n: 2\n", *KEY, 1),
        ("'': 2\n", *KEY, 1),
        ("a:\n  " + "[" * 10_000, DEEP, "", 2),
        ("[" * 10_000 + "]" * 10_000, DEEP, "", 1),
        ("- " * 10_000, DEEP, "", 1),
        ("{a: " * 10_000, DEEP, "", 1),
        ("? " * 10_000, *KEY, 1),
        ("[" * 25 + "{" * 5_000, DEEP, "", 1),
        ("{a: " + "[" * 5_000, DEEP, "", 1),
        ("a: 1\nb:\n- " + "[" * 1_200, DEEP, "", 3),
        ("[[]," * 15 + "[" * 5_000, DEEP, "", 1),
        ("[it's, " + "[" * 5_000, DEEP, "", 1),
    ],
)
def test_what_is_refused_by_name(content: str, what: str, fix: str, line: int):
    with pytest.raises(FileError) as caught:
        read(content)
    assert told(caught.value) == (what, fix, line)
    assert caught.value.file == "list.yaml"


NEEDS_QUOTES = "this is not YAML: a text with : or a sign at its start needs quotes"


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        ("title: ACME: Brand Film\n", "write title: 'ACME: Brand Film'"),
        ("- name: it's: a\n", "write name: 'it''s: a'"),
        ("title: @home\n", "write title: '@home'"),
        ("title: 10%: a\ufeff\n", "write title: '10%: a\\ufeff'"),
        (f"title: a: {'b' * 200}\n", "put the text in quotes"),
    ],
)
def test_a_text_that_needs_quotes_is_given_them(content: str, fix: str):
    with pytest.raises(FileError) as caught:
        read(content)
    assert told(caught.value) == (NEEDS_QUOTES, fix, 1)


@pytest.mark.parametrize(
    ("line", "lost", "fix"),
    [
        ("- name: It's take #2", "#2", "write - name: 'It''s take #2'"),
        ("- {name: Take #2", "#2", "put the text in quotes"),
        ("a: [Take #2, 3", "#2, 3", "put the text in quotes"),
    ],
)
def test_a_comment_that_is_most_likely_text_is_warned_of(line: str, lost: str, fix: str):
    closed = {"{": "}", "[": "]"}.get(next((sign for sign in line if sign in "{["), ""), "")
    what = f"'{lost}' is a comment, and not part of the text before it"
    text = f"{line}\n{closed}\n"
    assert [*lost_comments(text)] == [Problem(what, fix, 1)]
    assert tree("list.yaml", text)[1] == []


@pytest.mark.parametrize(
    "text", ["a: 1 # one", "a: '#1 #2'", "a: b#2", "#a: b #2\na: 1", "a: #2", "a: |\n  b # 2"]
)
def test_other_comments_are_not_warned_of(text: str):
    read(text)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("content", ["{", "{[", "[{", "{a: {", f"{'[' * 15}{{"])
def test_brackets_for_keys(content: str):
    with pytest.raises(FileError) as caught:
        read(content * 5_000)
    # PyYAML may count the brackets before it looks at what they are for.
    assert told(caught.value) in ((*KEY, 1), (DEEP, "", 1))


def test_a_limit_of_the_loaders_own_is_told_as_the_usual_one(monkeypatch: pytest.MonkeyPatch):
    class Limited(yaml.BaseLoader):
        """Gives up as PyYAML 6.0.4 does in C; older ones have no such limit."""

        def get_event(self) -> None:
            mark = self.get_mark()
            raise yaml.scanner.ScannerError(None, None, "exceeded maximum nesting depth", mark)

    monkeypatch.setattr(yamltext, "_Loader", Limited)
    with pytest.raises(FileError) as caught:
        read("[")
    assert told(caught.value) == (DEEP, "", 1)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: [1,\n", 3),
        ("a: 'b\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: @b\n", 1),
        ('a: "\\q"', 1),
        (f"'{'[' * 30}' @b", 1),
        (f"a: '{'[' * 30}\n", 2),
    ],
)
def test_what_is_not_yaml_names_its_line(content: str, line: int):
    with pytest.raises(FileError, match=r": this is not YAML: .") as caught:
        read(content)
    assert told(caught.value)[2] == line


SPACES = "indent with spaces, not with tabs"
WHOLE = "write the character itself, as json.dumps does with ensure_ascii=False"


@pytest.mark.parametrize(
    ("content", "fix", "line"),
    [
        ("a:\n\tb: 1\n", SPACES, 2),
        ("a:\n  b: 1\n \tc: 1\n", SPACES, 3),
        *(
            (f'{{"a": 1,\n"b": {halves}}}', WHOLE, 2)
            for halves in ('"so \\ud83d\\ude0d"', '"\\uD83D"', '"\\udE0d"')
        ),
    ],
)
def test_what_is_not_yaml_says_what_to_do(content: str, fix: str, line: int):
    with pytest.raises(FileError, match=r": this is not YAML: ") as caught:
        read(content)
    assert told(caught.value)[1:] == (fix, line)


@pytest.mark.usefixtures("_each_loader")
def test_every_key_given_twice_is_reported_with_its_line_and_its_path():
    root, problems = tree(
        "list.yaml",
        "tools:\n  t2v: {a: 1, a: 2}\n  t2v:\n    models:\n    - b: 1\n      b: 2\n      b: 3\n"
        "tools: {}\nlast: 1\n",
    )
    assert {problem.fix for problem in problems} == {"keep one of them"}
    assert [(problem.line, problem.path, problem.what) for problem in problems] == [
        (2, "tools.t2v.a", "the key 'a' is here twice, first on line 2"),
        (3, "tools.t2v", "the key 't2v' is here twice, first on line 2"),
        (6, "tools.t2v.models[0].b", "the key 'b' is here twice, first on line 5"),
        (7, "tools.t2v.models[0].b", "the key 'b' is here twice, first on line 5"),
        (8, "tools", "the key 'tools' is here twice, first on line 1"),
    ]
    assert plain(root) == {"tools": {"t2v": {"a": "1"}}, "last": "1"}


@pytest.mark.parametrize(
    ("text", "number", "line", "path"),
    [
        ("{a: 12,500}", "12500", 1, "a"),
        ("a:\n  {é: 0, b: 1,5}", "1.5", 2, "a.b"),
        ("{a: 1,000,000, b: 2}", "1000000", 1, "a"),
        ("{a: 1,000,5}", "1000.5", 1, "a"),
    ],
)
def test_a_comma_in_a_number_is_reported(text: str, number: str, line: int, path: str):
    problem = Problem("a comma parts keys here", f"write {number}, without a comma", line, path)
    assert tree("list.yaml", text)[1] == [problem]


@pytest.mark.parametrize(
    "text", ["5: 1\n10:", "{a: 1, 500}", "{a: x,500}", "{a: 1,500: 2}", "{1,5}"]
)
def test_no_other_comma_and_no_number_alone_is(text: str):
    assert tree("list.yaml", text)[1] == []


def test_a_tag_runs_nothing(tmp_path: Path):
    trap = tmp_path / "trap"
    with pytest.raises(FileError, match=r": the tag 'tag:yaml.org,2002:python/o"):
        read(f"a: !!python/object/apply:os.mkdir ['{trap}']\n")
    assert not trap.exists()


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        *[("[", unit) for unit in ("a,", "{},", "[[[[[[]]]]]],", "a: 1,", "[\n")],
        *[("", unit) for unit in ("a: 1\n", "a:\n", "\\x41", "#\n", "%TAG !a! b\n")],
        ('"', "\\x41"),
        ("{", "a,"),
    ],
)
def test_a_hostile_file_of_1_mib_takes_no_long_time(start: str, unit: str):
    text = start + unit * (1024 * 1024 // len(unit) - 1)
    begun = time.process_time()
    assert [*lost_comments(text)] == []
    with suppress(FileError):
        tree("list.yaml", text)
    assert time.process_time() - begun < 5  # a tenth of it, mostly


def test_200_000_keys_and_values_are_the_most():
    assert len(read("[" + "a," * 199_999 + "]").value) == 199_999
    with pytest.raises(FileError) as caught:
        read("[" + "a," * 200_000 + "]")
    assert told(caught.value) == ("there are more than 200,000 keys and values", "", 1)


# --- nothing else ever escapes ----------------------------------------------------------------

SHIPPED_TEXT = SHIPPED.read_text("utf-8")
PIECES = st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#<\n\t \0\\\ufeff", "\n---\n", "<<", "\r", "!!int "])


def survives_as_text(text: str) -> None:
    for lost in lost_comments(text):
        assert not steering(lost.what + lost.fix)
    survives(lambda: tree("list.yaml", text), text.count("\n") + text.count("\r"))


@given(content=st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_any_text(content: str):
    survives_as_text(content)


@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(SHIPPED_TEXT)), st.integers(0, 30), PIECES | st.text()),
        min_size=1,
        max_size=4,
    )
)
def test_any_mutation_of_the_shipped_list(edits: list[tuple[int, int, str]]):
    content = SHIPPED_TEXT
    for at, length, piece in edits:
        content = content[:at] + piece + content[at + length :]
    survives_as_text(content)
