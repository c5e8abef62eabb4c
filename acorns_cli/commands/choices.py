"""The options that say which tools and models are looked at."""

# Annotations are not deferred here, as they are not in `options`.

from typing import Annotated

from msgspec import Struct

from acorns_cli.advice.choices import Choice, choices
from acorns_cli.commands.completion import models, tools
from acorns_cli.commands.typeroptions import CHOICES, option
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.slugs import slug

_ONLY = "Only this {}; give it again for more."


class Choices(Struct, frozen=True):
    """Which tools and models are looked at."""

    tool: Annotated[
        list[str] | None,
        option("--tool", "TOOL", CHOICES, _ONLY.format("tool"), read=slug, autocompletion=tools),
    ] = None
    model: Annotated[
        list[str] | None,
        option(
            *("--model", "MODEL", CHOICES, _ONLY.format("model")),
            short="-m",
            read=slug,
            autocompletion=models,
        ),
    ] = None

    def among(self, prices: PriceList) -> list[Choice]:
        """The tools and models that the options pick.

        Raises:
            InputError: There is no such tool or model, or none that is both.
        """
        return choices(prices, self.tool or (), self.model or ())
