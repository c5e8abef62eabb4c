"""Which model of a price list a name means."""

import re

from msgspec import Struct

from acorns_cli.core.pricelist import ModelPrice, PriceList
from acorns_cli.errors import InputError, did_you_mean, near_names, one_of, shown


class FoundModel(Struct, frozen=True):
    """A model that was found by a name."""

    name: str | None
    """As the list has it; as it was typed, where one price holds for every name."""
    price: ModelPrice
    notes: tuple[str, ...] = ()
    """That the name is another than the one that was typed."""


def model_named(prices: PriceList, tool: str, typed: str | None, word: str = "model") -> FoundModel:
    """The model of a tool that a word of a job names.

    An exact name wins; then the first model that is listed under a name before its slash; then the
    only one that has all the words of the name. Where one price holds for every model, it is that
    of any other name.

    Raises:
        InputError: The tool has no such model, or several; the error lists them.
    """
    if found := found_model(prices, tool, typed, word):
        return found
    raise _no_model(prices, tool, typed, word)


def found_model(
    prices: PriceList, tool: str, typed: str | None, word: str = "model"
) -> FoundModel | None:
    """The same; None where the tool has no such model, or several."""
    listed = prices.tools[tool]
    if typed is not None and (found := listed.models.get(typed)):
        return FoundModel(typed, found)
    if typed is not None and (names := under_name(prices, tool, typed)):
        note = f"the {word.replace('_', '-')} {typed} is {names[0]}"
        if len(names) > 1:
            note += f", the first of {len(names)}"
        return FoundModel(names[0], listed.models[names[0]], (note,))
    return FoundModel(typed, listed.any_model) if listed.any_model else None


def under_name(prices: PriceList, tool: str, typed: str) -> list[str]:
    """The models of a tool that are listed under a name before their slash.

    Where there is none, those with all the words of the name, if all of them are under one name;
    none where several are.
    """
    models = prices.tools[tool].models
    if typed in models:
        return [typed]
    if qualities := [name for name in models if name.partition("/")[0] == typed]:
        return qualities
    words = set(re.split("[-/]", typed))
    named = dict.fromkeys(name.partition("/")[0] for name in models)
    before = [name for name in named if words <= set(name.split("-"))]
    if len(before) == 1:
        return [name for name in models if name.partition("/")[0] == before[0]]
    whole = [name for name in models if words <= set(re.split("[-/]", name))]
    return whole if len(whole) == 1 else []


def _no_model(prices: PriceList, tool: str, typed: str | None, word: str) -> InputError:
    models = prices.tools[tool].models
    if not models:
        return InputError(f"the price list of {prices.title} has no models for {tool}", word=word)
    fix = f"{tool} has {one_of(models)}"
    if not typed:
        return InputError(f"{tool} needs a model", fix=fix, word=word)
    words = set(re.split("[-/]", typed))
    if several := [name for name in models if words <= set(re.split("[-/]", name))]:
        what = f"{shown(typed)} could be {one_of(several)}"
        return InputError(what, fix="write one of these names", word=word)
    if homes := [name for name in prices.tools if typed in prices.tools[name].models]:
        what = f"{shown(typed)} is a model of {one_of(homes)}, not of {tool}"
        return InputError(what, fix=fix, word=word)
    if near := did_you_mean(typed, models):
        fix = f"{near} ({fix})"
    return InputError(f"{tool} has no model {shown(typed)}", fix=fix, word=word)


def slip(prices: PriceList, model: str) -> str:
    """The listed model that a name is most likely a typo of; "" if it is listed, or near none.

    A tool with one price for every model takes any name, a typo too.
    """
    listed = {name for tool in prices.tools.values() for name in tool.models}
    if model in listed:
        return ""
    # Another version is another model: kling-2.5-pro is no typo of kling-2.1-pro.
    digits = re.findall("[0-9]", model)
    alike = [name for name in sorted(listed) if re.findall("[0-9]", name) == digits]
    return next(iter(near_names(model, alike)), "")
