"""What a shell completes: models, tools, formats."""

import typer

from acorns_cli.catalog.editions import chosen_file
from acorns_cli.catalog.files import read_prices
from acorns_cli.core.names import TOOLS
from acorns_cli.errors import AcornsError
from acorns_cli.formats.rendering import FORMATS
from acorns_cli.system.files import STANDARD_INPUT


def models(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The models of the tool whose command is being typed, with their prices."""
    try:
        file = chosen_file(ctx.params.get("prices"))
        # Standard input is the shell's own while a line is typed.
        prices = {} if file == STANDARD_INPUT else read_prices(file).tools
    except AcornsError:
        return []  # a completion has nowhere to say what is wrong
    tools = [ctx.command.name] if ctx.command.name in prices else list(prices)
    found = {
        model: f"{price.amount} credits a {price.per}"
        for tool in tools
        for model, price in prices[str(tool)].models.items()
        if model.startswith(incomplete.lower())
    }
    # A model of several tools is one name to type, and has several prices.
    return [(model, price if len(tools) == 1 else "") for model, price in found.items()]


def tools(incomplete: str) -> list[tuple[str, str]]:
    """The tools, with the names that people see."""
    return [(tool, name) for tool, name in TOOLS.items() if tool.startswith(incomplete.lower())]


def formats(incomplete: str) -> list[str]:
    """The formats of a result."""
    return [name for name in FORMATS if name.startswith(incomplete)]
