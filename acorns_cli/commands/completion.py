"""What a shell completes: models, tools, price lists, formats."""

from collections.abc import Mapping

import typer

from acorns_cli.catalog.editions import chosen_file, list_files
from acorns_cli.catalog.files import read_prices
from acorns_cli.catalog.listname import ListName
from acorns_cli.core.money import amount_words
from acorns_cli.core.pricelist import DEFAULT_SERVICE, PriceList
from acorns_cli.errors import AcornsError
from acorns_cli.formats.rendering import FORMATS
from acorns_cli.report.names import item_name
from acorns_cli.system.files import STANDARD_INPUT


def _named_list(params: Mapping[str, object]) -> PriceList | None:
    """The price list that the line names, None where it can't be read."""
    choice = params.get("prices")
    if isinstance(choice, list | tuple):  # of several, the first
        choice = next(iter(choice), None)
    try:
        file = chosen_file(choice if isinstance(choice, str) else None)
        # Standard input is the shell's own while a line is typed.
        return None if file == STANDARD_INPUT else read_prices(file)
    except AcornsError:
        return None  # a completion has nowhere to say what is wrong


def models(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The models of the tool whose command is being typed, with their prices."""
    prices = _named_list(ctx.params)
    if prices is None:
        return []
    tools = _tools_of(ctx, prices)
    found = {
        model: ", ".join(f"{amount_words(amount, prices.unit)} a {per}" for amount, per in rates)
        for tool in tools
        for model, price in prices.tools[tool].models.items()
        if model.startswith(incomplete.lower())
        for rates in [price.rate.words if price.rate else ()]
    }
    # A model of several tools is one name to type, and has several prices.
    return [(model, price if len(tools) == 1 else "") for model, price in found.items()]


def add_ons(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The add-ons of the tool whose command is being typed, or of all, with their names."""
    prices = _named_list(ctx.params)
    if prices is None:
        return []
    found = {
        name: item_name(prices, tool, name)
        for tool in _tools_of(ctx, prices)
        for name in prices.tools[tool].add_ons
    }
    return [(name, text) for name, text in found.items() if name.startswith(incomplete.lower())]


def _tools_of(ctx: typer.Context, prices: PriceList) -> list[str]:
    name = str(ctx.command.name)
    return [name] if name in prices.tools else list(prices.tools)


def tools(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The tools, with the names that people see."""
    prices = _named_list(ctx.params)
    names = {tool: prices.tool_name(tool) for tool in prices.tools} if prices else {}
    return [(tool, name) for tool, name in names.items() if tool.startswith(incomplete.lower())]


def lists(incomplete: str) -> list[str]:
    """The services that have prices, and the editions of each."""
    files = [file for file in list_files() if file.edition]
    names = [str(ListName(file.service)) for file in files]
    names += [str(ListName(file.service, file.edition)) for file in files]
    names += [str(file.edition) for file in files if file.service == DEFAULT_SERVICE]
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]


def formats(incomplete: str) -> list[str]:
    """The formats of a result."""
    return [name for name in FORMATS if name.startswith(incomplete)]
