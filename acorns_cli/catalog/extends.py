"""A price list that holds only what changed, laid over the list that it extends.

Both are trees of text, so that what comes out is read and checked like any list, and a fault has
the line where it was written. What is not written stays as it is below.
"""

from collections.abc import Container, Iterable
from typing import Final

from msgspec.structs import replace

from acorns_cli.core.pricelist import DEFAULT_SERVICE, ModelPrice, PriceList
from acorns_cli.errors import Problem, did_you_mean, one_of, printable, shown
from acorns_cli.records.record import Node, problem_at

_INHERITED: Final = ("service", "unit", "note", "packs", "plans")
"""What a list that does not say it has from the list below, whole."""

_PRICE_KEYS: Final = frozenset(ModelPrice.__struct_fields__) - {"name", "source", "note"}
"""What says the price of a model or an add-on: one of them replaces all of them."""

_OF_PRICE: Final = _PRICE_KEYS | {"source", "note"}
"""What goes with a price: another one is not from the source of the one below."""


def laid_over(base: Node, prices: PriceList, root: Node, problems: list[Problem]) -> Node:
    """The list as it reads once it is laid over the one that it extends.

    The edition, the source and the examples are its own: what proved the list below says nothing
    about this one. Packs and plans are replaced whole, since they have a source of their own.

    `prices` is the record of the list below, which is without fault; `problems` takes what can't
    be changed.
    """
    extends = root.entries["extends"]
    base = _on_line(base, extends.key_line)
    origin = f"{prices.title}: {prices.origin}"
    values = {**root.entries, "extends": replace(extends, value=origin)}
    for key, below in (("service", prices.service.id), ("unit", prices.unit)):
        if key in values and _said(values[key]) != below:
            what = f"the {key} is another than that of the list below"
            problems.append(problem_at(root, (key,), what, fix="leave it out"))
            del values[key]  # what else is wrong would only follow from it
    tools = base.entries["tools"]
    values["tools"] = _over(tools, root.at("tools")) if "tools" in values else tools
    for tool, node in root.at("tools").entries.items():
        lower = tools.at(tool)
        _check_removed(root, tool, lower, problems)
        values["tools"].entries[tool] = _tool_over(lower, node)
    for key in _INHERITED:
        if key in base.entries:
            values.setdefault(key, base.entries[key])
    return replace(root, value=values)


def _on_line(node: Node, line: int) -> Node:
    """The same tree, all of it on one line: a fault in what a list inherits is told there."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _on_line(inner, line) for key, inner in value.items()}
    elif isinstance(value, tuple):
        value = tuple(_on_line(inner, line) for inner in value)
    return Node(value, line, line)


def _said(node: Node) -> object:
    """What a unit or a service says; a service without an id is the default one."""
    return (node.text_at("id") or DEFAULT_SERVICE) if node.entries else node.value


def _over(below: Node, own: Node, *, are_prices: bool = False) -> Node:
    """A group of keys over another: what both have is laid over in turn, a value replaces.

    Where the values are prices, one that is given replaces whatever says the price below.
    """
    if not isinstance(below.value, dict) or not isinstance(own.value, dict):
        return own
    values = dict(below.value)
    for key, node in own.value.items():
        if key in values and (are_prices or key == "any_model"):
            values[key] = _price_over(values[key], node)
        elif key in values:
            values[key] = _over(values[key], node, are_prices=key in ("models", "add_ons"))
        else:
            values[key] = node
    return replace(own, value=values)


def _price_over(below: Node, own: Node) -> Node:
    given, there = (_on_line(_only(node, _PRICE_KEYS), 0) for node in (own, below))
    if given.entries and given != there:
        below = _without(below, _OF_PRICE)
    return _over(below, own)


def _tool_over(below: Node, own: Node) -> Node:
    values = dict(below.entries)
    for group in ("models", "add_ons"):
        if group in values:
            values[group] = _without(values[group], _removed(own).values())
    # What has a price is no longer unpriced, and the other way about.
    priced = {*own.at("add_ons").entries, *({"images"} & own.entries.keys())}
    if {"models", "any_model"} & own.entries.keys():
        priced.add("base")
    gaps = own.at("unpriced").entries
    if "unpriced" in values:
        values["unpriced"] = _without(values["unpriced"], priced - gaps.keys())
    for item, keys in (("images", ["images"]), ("base", ["models", "any_model"])):
        for key in keys if item in gaps else ():
            values.pop(key, None)
    if "add_ons" in values:
        values["add_ons"] = _without(values["add_ons"], gaps)
    return _over(replace(own, value=values), own)


def _only(group: Node, keys: Container[str]) -> Node:
    kept = {key: node for key, node in group.entries.items() if key in keys}
    return replace(group, value=kept)


def _without(group: Node, keys: Iterable[str]) -> Node:
    return _only(group, group.entries.keys() - keys)


def _removed(tool: Node) -> dict[int, str]:
    """The models and add-ons that a list takes away, by their position in its list of them."""
    names = tool.at("removed").value
    items = enumerate(names if isinstance(names, tuple) else ())
    return {index: name.value for index, name in items if isinstance(name.value, str)}


def _check_removed(root: Node, tool: str, below: Node, problems: list[Problem]) -> None:
    known = [*below.at("models").entries, *below.at("add_ons").entries]
    for index, name in _removed(root.at("tools", tool)).items():
        if name not in known:
            has = f"it has {one_of(known)}" if known else "it has none"
            gone = f"{shown(name)} of {printable(tool)}"
            what = f"the list that this one extends has no {gone} to remove"
            where = ("tools", tool, "removed", index)
            problems.append(problem_at(root, where, what, fix=did_you_mean(name, known) or has))
