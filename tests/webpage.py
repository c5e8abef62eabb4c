"""A page of acorns, taken apart with the parser of the standard library."""

import json
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

EMPTY: Final = ("meta", "input", "rect")
"""Elements that have no end."""


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str | None]
    path: tuple[str, ...]
    """The tags around it."""
    texts: list[str]
    """Those in it and in what it holds."""

    @property
    def text(self) -> str:
        return "".join(self.texts)


class Page(HTMLParser):
    """The elements of a page, in their order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.declaration = ""
        self.feed(source)
        self.close()
        assert not self._open, self._open

    def handle_decl(self, decl: str) -> None:
        self.declaration = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        element = Element(tag, dict(attrs), tuple(it.tag for it in self._open), [])
        self.elements.append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, tag: str, *within: str) -> list[Element]:
        """The elements of a kind, in elements of some kinds."""
        return [it for it in self.elements if it.tag == tag and {*within} <= {*it.path}]

    def by_id(self, name: str) -> Element | None:
        return next((it for it in self.elements if it.attributes.get("id") == name), None)

    @property
    def cells(self) -> list[list[str]]:
        """The texts of the rows below the header."""
        rows: list[list[str]] = []
        for element in self.elements:
            if "tbody" in element.path and element.tag in ("tr", "th", "td"):
                if element.tag == "tr":
                    rows.append([])
                else:
                    rows[-1].append(element.text)
        return rows

    @property
    def figures(self) -> dict[str, str]:
        """The main amounts by their names."""
        texts = [it.text for it in self.all("span", "output") if it.path[-1] == "span"]
        return dict(zip(texts[::2], texts[1::2], strict=True))

    @property
    def notes(self) -> list[str]:
        return [element.text for element in self.all("li")]

    @property
    def steps(self) -> list["Step"]:
        """What the script shows, share by share; nothing where there is no slider."""
        data = self.by_id("steps")
        return [] if data is None else read_steps(json.loads(data.text))


class Step(NamedTuple):
    """What a page shows for one share."""

    figures: dict[str, str]
    cells: list[list[str]]
    notes: list[str]


def read_steps(data: dict[str, Any]) -> list[Step]:
    def lines(numbers: list[int]) -> list[list[str]]:
        return [[data["texts"][text] for text in data["lines"][it]][1:] for it in numbers]

    return [
        Step(dict(lines(figures)), lines(rows), [note for (note,) in lines(notes)])
        for figures, rows, notes in data["steps"]
    ]
