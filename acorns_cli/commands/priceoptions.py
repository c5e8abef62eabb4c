"""The options that say which price lists are used: one list, or several."""

# Annotations are not deferred here, as they are not in `options`.

from datetime import date
from pathlib import Path
from typing import Annotated
from warnings import warn

from msgspec import Struct

from acorns_cli.catalog.editions import VARIABLE, chosen_file, services
from acorns_cli.catalog.files import read_prices
from acorns_cli.catalog.listname import ALL
from acorns_cli.commands.completion import lists
from acorns_cli.commands.typeroptions import named, option
from acorns_cli.core.dates import iso_date
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.words import PRICES
from acorns_cli.errors import AcornsWarning, InputError

AsOf = Annotated[
    date | None,
    option("--as-of", "DATE", PRICES, "The newest edition on that day.", read=iso_date),
]


class Prices(Struct, frozen=True):
    """Which prices are used."""

    prices: Annotated[
        str | None,
        option(
            *("--prices", "LIST", PRICES, f"A service, an edition or a file; else {VARIABLE}."),
            autocompletion=lists,
        ),
    ] = None
    as_of: AsOf = None

    def given(self) -> bool:
        """Whether any option chooses a list."""
        return self.prices is not None or self.as_of is not None

    def load(self) -> PriceList:
        """The price list that the options choose.

        Raises:
            InputError: There is no such edition.
            FileError: The list can't be read, or is wrong.
        """
        return read_prices(self.file())

    def file(self) -> Path:
        """The file of the price list that the options choose.

        Raises:
            InputError: There is no such edition, or the options each choose one.
            FileError: Two lists are of one date, or a folder can't be read.
        """
        if self.prices is None:
            return chosen_file(as_of=self.as_of)
        return named("prices", lambda choice: chosen_file(choice, as_of=self.as_of), self.prices)


class PriceLists(Struct, frozen=True):
    """Which prices are used, where several lists may be."""

    prices: Annotated[
        list[str] | None,
        option(
            *("--prices", "LIST", PRICES, "A service, an edition, a file; again for more; or all."),
            autocompletion=lists,
        ),
    ] = None
    as_of: AsOf = None

    def load(self) -> list[PriceList]:
        """The price lists that the options choose.

        Raises:
            InputError: There is no such list, or the options each choose one.
            FileError: A list can't be read, or is wrong.
        """
        choices = self.prices or []
        if not choices:
            return [Prices(as_of=self.as_of).load()]
        named = [Prices(choice, self.as_of).load() for choice in choices if choice != ALL]
        if ALL not in choices:
            return named
        services_named = {prices.service.id for prices in named}
        others = [it for it in self._of_all() if it.service.id not in services_named]
        return [*named, *others]

    def _of_all(self) -> list[PriceList]:
        """The list of each service, those left out that have none on that day."""
        found, errors = [], []
        for service in services():
            try:
                found.append(Prices(service, self.as_of).load())
            except InputError as error:
                errors.append(error)
        if not found:
            raise errors[0] if errors else InputError("there are no price lists")
        for left_out in errors:
            warn(f"left out: {left_out.what}", AcornsWarning, 2)
        return found
