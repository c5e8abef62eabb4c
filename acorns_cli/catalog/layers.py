"""A price list that holds only what changed, laid over the list that it extends.

Both are trees of text, so that what comes out is read and checked like any list, and a fault has
the line where it was written. What is not written stays as it is below.
"""

from collections.abc import Container

from msgspec.structs import replace

from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import Problem, did_you_mean, one_of, printable, shown
from acorns_cli.records.record import Node, problem_at


def laid_over(base: Node, prices: PriceList, root: Node, problems: list[Problem]) -> Node:
    """The list as it reads once it is laid over the one that it extends.

    The edition, the source and the examples are its own: what proved the list below says nothing
    about this one. Packs are replaced whole, since they have a source of their own.

    `prices` is the record of the list below, which is without fault; `problems` takes what can't
    be changed.
    """
    origin = f"{prices.edition}: {prices.origin}"
    values = {**root.entries, "extends": replace(root.entries["extends"], value=origin)}
    below = base.entries["tools"]
    values["tools"] = _over(below, root.at("tools")) if "tools" in values else below
    for tool, node in root.at("tools").entries.items():
        lower = below.at(tool)
        _check_removed(root, tool, lower, problems)
        values["tools"].entries[tool] = _tool_over(lower, node)
    if "top_ups" in base.entries:
        values.setdefault("top_ups", base.entries["top_ups"])
    return replace(root, value=values)


def _over(below: Node, own: Node) -> Node:
    """A group of keys over another: what both have is laid over in turn, a value replaces."""
    if not isinstance(below.value, dict) or not isinstance(own.value, dict):
        return own
    values = dict(below.value)
    for key, node in own.value.items():
        values[key] = _over(values[key], node) if key in values else node
    return replace(own, value=values)


def _tool_over(below: Node, own: Node) -> Node:
    values = dict(below.entries)
    if "models" in values:
        values["models"] = _without(values["models"], _removed(own).values())
    # What has a price is no longer unpriced, and the other way about.
    if "images" in own.entries and "unpriced" in values:
        values["unpriced"] = _without(values["unpriced"], ["images"])
    if "images" in own.at("unpriced").entries:
        values.pop("images", None)
    return _over(replace(own, value=values), own)


def _without(group: Node, keys: Container[str]) -> Node:
    kept = {key: node for key, node in group.entries.items() if key not in keys}
    return replace(group, value=kept)


def _removed(tool: Node) -> dict[int, str]:
    """The models that a list takes away, by their position in its list of them."""
    names = tool.at("removed_models").value
    items = enumerate(names if isinstance(names, tuple) else ())
    return {index: name.value for index, name in items if isinstance(name.value, str)}


def _check_removed(root: Node, tool: str, below: Node, problems: list[Problem]) -> None:
    models = below.at("models").entries
    for index, name in _removed(root.at("tools", tool)).items():
        if name not in models:
            has = f"it has {one_of(models)}" if models else "it has none"
            what = f"the list below has no model {shown(name)} of {printable(tool)} to remove"
            where = ("tools", tool, "removed_models", index)
            problems.append(problem_at(root, where, what, fix=did_you_mean(name, models) or has))
