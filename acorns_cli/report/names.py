"""The names that people know models and line items by."""

from typing import Final

from acorns_cli.core.modelnames import found_model
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.words import OTHER_FOOTAGE

ITEM_NAMES: Final = {
    "base": "Base footage",
    "rerender": "Re-render",
    **{item: word.line for item, word in OTHER_FOOTAGE.items()},
    "images": "Images",
    "reserve": "Reserve",
}
ANY_MODEL: Final = "any model"


def item_name(prices: PriceList, tool: str, item: str) -> str:
    """The name of a line item, an add-on of a tool among them; else its slug."""
    if item in ITEM_NAMES:
        return ITEM_NAMES[item]
    add_on = prices.tools[tool].add_ons.get(item) if tool in prices.tools else None
    return add_on.name or item if add_on else item


def needed_name(prices: PriceList, tool: str, item: str) -> str:
    """The name of a line item or an add-on inside a sentence on what every video needs."""
    if gap := prices.tools[tool].unpriced.get(item):
        return gap.name
    return item if item in ITEM_NAMES else item_name(prices, tool, item)


def model_name(prices: PriceList, tool: str, model: str) -> str:
    """The name of a model, with this tool or another; else its slug."""
    for listed in (prices.tools[tool], *prices.tools.values()):
        if name := model in listed.models and listed.models[model].name:
            return name
    return model


def meant_model(prices: PriceList, tool: str, typed: str) -> str:
    """The slug of the model that a name stands for, as the price list has it."""
    found = found_model(prices, tool, typed)
    return (found and found.name) or typed
