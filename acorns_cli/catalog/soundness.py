"""What a price list can't say, though each of its values can be read."""

from collections.abc import Iterator
from typing import Final

from acorns_cli.core.pricelist import ITEMS, PriceList, ToolPrices
from acorns_cli.core.quantities import plural
from acorns_cli.errors import Problem, did_you_mean, one_of, shown
from acorns_cli.records.record import Node, Path, here_twice, problem_at

_RESERVED: Final = frozenset(
    [
        *(*ITEMS, "reserve", "total", "about", "other", "tool", "model", "item", "name", "seconds"),
        *("quantity", "unit", "rate", "sum", "credits", "complete", "rows", "row", "error"),
        *("balance", "left", "shortfall", "spent"),
    ]
)
"""Line items and columns of results: no add-on has such a name."""


_ENDS_A_NAME: Final = {"=": "an equals sign", ",": "a comma"}
"""Signs that stand behind the name of an add-on where a job asks for it."""


def tool_problems(root: Node, prices: PriceList) -> Iterator[Problem]:
    """What is wrong with the tools of a list."""
    if not prices.tools:
        yield problem_at(root, ("tools",), "no tool has prices", fix="list one, like video")
    for name, tool in prices.tools.items():
        path: Path = ("tools", name)
        if not (tool.models or tool.any_model or "base" in tool.unpriced):
            fix = "give it models, or any_model where all cost the same"
            yield problem_at(root, path, f"{name} has no price for footage", fix=fix)
        if tool.removed and prices.extends is None:
            what = "there is nothing to remove from: this list extends no other"
            fix = "leave it out, or say what it extends"
            yield problem_at(root, (*path, "removed"), what, fix=fix)
        yield from _named_problems(root, path, tool)
        yield from _add_on_problems(root, path, tool)


def _named_problems(root: Node, path: Path, tool: ToolPrices) -> Iterator[Problem]:
    """What is said of line items and add-ons that are not there, or that have a price."""
    known = dict.fromkeys((*ITEMS[1:], *tool.add_ons, *tool.unpriced))
    for index, item in enumerate(tool.always):
        where = (*path, "always", index)
        if item == "base":
            yield problem_at(root, where, "base is a part of every video", fix="leave it out")
        elif item not in known:
            fix = did_you_mean(item, known) or f"there is {one_of(known)}"
            what = f"{shown(item)} is no line item and no add-on"
            yield problem_at(root, where, what, fix=fix)
    models = (*tool.models.values(), tool.any_model)
    priced = {"base": any(model and model.rate for model in models), "images": tool.images}
    for item in tool.unpriced:
        if item in tool.add_ons or priced.get(item):
            what = f"{path[-1]} has a price for {item}, and says that it has none"
            yield problem_at(root, (*path, "unpriced", item), what, fix="keep one of the two")


def _add_on_problems(root: Node, path: Path, tool: ToolPrices) -> Iterator[Problem]:
    named = {**dict.fromkeys(tool.add_ons, "add_ons"), **dict.fromkeys(tool.unpriced, "unpriced")}
    for name, group in named.items():
        if name in _RESERVED and not (group == "unpriced" and name in ITEMS):
            what = f"an add-on can't be named {shown(name)}, as a column of results is"
            yield problem_at(root, (*path, group, name), what, fix="give it another name")
        elif signs := [called for sign, called in _ENDS_A_NAME.items() if sign in name]:
            what = f"no job can ask for an add-on named {shown(name)}: {signs[0]} ends the name"
            yield problem_at(root, (*path, group, name), what, fix="give it another name")
    models = {*tool.models, *(model.partition("/")[0] for model in tool.models)}
    for name, add_on in tool.add_ons.items():
        for index, model in enumerate(add_on.models):
            if model not in models:
                fix = did_you_mean(model, tool.models) or "name models of the same tool"
                where = (*path, "add_ons", name, "models", index)
                yield problem_at(root, where, f"there is no model {shown(model)}", fix=fix)


def pack_problems(root: Node, prices: PriceList) -> Iterator[Problem]:
    """What is wrong with the packs and plans of a list."""
    sold: dict[str, list[str]] = {}
    if packs := prices.packs:
        sold["packs"] = [f"pack of {plural(pack.credits, 'credit')}" for pack in packs.sold]
    if plans := prices.plans:
        sold["plans"] = [f"plan {shown(plan.name)}" for plan in plans.sold]
    for group, names in sold.items():
        if prices.is_money:
            what = f"prices are in {prices.unit}, so that there are no credits to buy"
            yield problem_at(root, (group,), what, fix=f"leave out {group}")
        if not names:
            fix = f"list at least one, or leave out {group}"
            yield problem_at(root, (group, "sold"), f"there are no {group}", fix=fix)
        first: dict[str, int] = {}
        for index, name in enumerate(names):
            path: Path = (group, "sold", index)
            line = root.line_at(path)
            if name in first:
                yield here_twice(f"a {name}", first[name], line, path)
            first.setdefault(name, line)
