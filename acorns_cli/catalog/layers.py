"""A price list that holds only what changed, laid over the list that it extends.

Both are trees of text, so that what comes out is read and checked like any list, and a fault has
the line where it was written. What is not written stays as it is below.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import Problem, did_you_mean, one_of, printable, shown
from acorns_cli.records.record import Node, Path, problem_at

_NOTHING: Final = Node({}, 0)


def base_name(root: Node) -> str | None:
    """The list that a list extends, as it says it; None where it stands alone."""
    node = _entries(root).get("extends")
    return node.value if node and isinstance(node.value, str) else None


def laid_over(base: Node, prices: PriceList, root: Node, problems: list[Problem]) -> Node:
    """The list as it reads once it is laid over the one that it extends.

    The edition, the source and the examples are its own: what proved the list below says nothing
    about this one. Packs are replaced whole, since they have a source of their own.

    Args:
        base: The list below, which is without fault.
        prices: The same, as a record.
        root: The list that extends it.
        problems: Takes what it can't change.
    """
    below, own = _entries(base), _entries(root)
    origin = f"{prices.edition}: {prices.origin}"
    values = {**own, "extends": replace(own["extends"], value=origin)}
    values["tools"] = below["tools"]
    if "tools" in own:
        values["tools"] = _group_over(below["tools"], own["tools"])
        for tool, node in _entries(own["tools"]).items():
            lower = _entries(below["tools"]).get(tool, _NOTHING)
            _check_removed(root, tool, lower, problems)
            _entries(values["tools"])[tool] = _tool_over(lower, node)
    if "top_ups" in below and "top_ups" not in own:
        values["top_ups"] = below["top_ups"]
    return replace(root, value=values)


def _entries(node: Node) -> dict[str, Node]:
    """The keys of a group; none where something else stands, which is told elsewhere."""
    return node.value if isinstance(node.value, dict) else {}


def _group_over(below: Node, own: Node) -> Node:
    """A group of keys over another: what both have is laid over in turn, a value replaces."""
    if not isinstance(below.value, dict) or not isinstance(own.value, dict):
        return own
    values = dict(below.value)
    for key, node in own.value.items():
        values[key] = _group_over(values[key], node) if key in values else node
    return replace(own, value=values)


def _tool_over(below: Node, own: Node) -> Node:
    values = dict(_entries(below))
    written = _entries(own)
    if "models" in values:
        removed = set(_removed(own).values())
        models = _entries(values["models"]).items()
        kept = {key: node for key, node in models if key not in removed}
        values["models"] = replace(values["models"], value=kept)
    # What has a price is no longer unpriced, and the other way about.
    if "images" in written and "unpriced" in values:
        unpriced = _entries(values["unpriced"]).items()
        kept = {key: node for key, node in unpriced if key != "images"}
        values["unpriced"] = replace(values["unpriced"], value=kept)
    if "images" in _entries(written.get("unpriced", _NOTHING)):
        values.pop("images", None)
    return _group_over(replace(own, value=values), own)


def _removed(tool: Node) -> dict[int, str]:
    """The models that a list takes away, by their place in its list of them."""
    node = _entries(tool).get("removed_models", _NOTHING)
    names = node.value if isinstance(node.value, tuple) else ()
    return {i: name.value for i, name in enumerate(names) if isinstance(name.value, str)}


def _check_removed(root: Node, tool: str, below: Node, problems: list[Problem]) -> None:
    models = _entries(_entries(below).get("models", _NOTHING))
    path: Path = ("tools", tool, "removed_models")
    for index, name in _removed(_entries(_entries(root)["tools"])[tool]).items():
        if name not in models:
            has = f"it has {one_of(models)}" if models else "it has none"
            what = f"the list below has no model {shown(name)} of {printable(tool)} to remove"
            fix = did_you_mean(name, models) or has
            problems.append(problem_at(root, (*path, index), what, fix=fix))
