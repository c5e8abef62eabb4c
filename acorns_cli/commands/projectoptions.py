"""The options of `acorns project` alone; those of other commands are in `options`."""

# Annotations are not deferred here, as they are not in `options`.

from pathlib import Path
from typing import Annotated

from msgspec import Struct

from acorns_cli.commands.flags import argument, option
from acorns_cli.commands.options import PriceOptions
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.words import PRICES
from acorns_cli.errors import InputError
from acorns_cli.system.files import named_path


class ProjectFileArgument(Struct, frozen=True):
    """Which project is meant."""

    file: Annotated[str, argument("FILE", "file", "The project file; - is standard input.")]


class ComparedFiles(Struct, frozen=True):
    """Which projects are compared."""

    old: Annotated[str, argument("OLD", "file", "The project as it was.")]
    new: Annotated[
        str | None,
        argument("NEW", "file", "As it is; not needed with two price lists."),
    ] = None

    def paths(self, *, two_lists: bool) -> tuple[Path, Path]:
        """The old file and the new one, which may be the same under two price lists.

        Raises:
            InputError: There is nothing to compare with.
        """
        if self.new is None and not two_lists:
            raise InputError(
                "there is nothing to compare with",
                fix="give a second file, or --prices twice",
            )
        return named_path(self.old), named_path(self.old if self.new is None else self.new)


class IncreaseOption(Struct, frozen=True):
    """By how much a total may rise."""

    max_increase: Annotated[
        str | None,
        option("--max-increase", "N|N%", PRICES, "Over it, print all the same and exit with 3."),
    ] = None


class PinnedPriceOptions(Struct, frozen=True):
    """Which prices are used in place of those that a project file names."""

    prices: Annotated[
        str | None,
        # The environment variable chooses only for a file that names no prices.
        option("--prices", "LIST", PRICES, "An edition or a file, in place of the file's own."),
    ] = None
    as_of: Annotated[
        str | None,
        option("--as-of", "DATE", PRICES, "The newest edition on that day, in place of it."),
    ] = None

    def load(self) -> PriceList | None:
        """The price list that the options choose, None where they leave it to the file.

        Raises:
            InputError: There is no such edition.
            FileError: The list can't be read, or is wrong.
        """
        if self.prices is None and self.as_of is None:
            return None
        return PriceOptions(self.prices, self.as_of).load()


class TwoPriceOptions(Struct, frozen=True):
    """Which prices two projects are compared with."""

    prices: Annotated[
        list[str] | None,
        option("--prices", "LIST", PRICES, "For both; given twice, for the old and the new."),
    ] = None

    def two_lists(self) -> bool:
        """Whether the old and the new project each get a list."""
        return len(self.prices or ()) == 2

    def load(self) -> tuple[PriceList | None, PriceList | None]:
        """The lists for the old and the new project, None where they are left to the files.

        Raises:
            InputError: There is no such edition, or there are more than two.
            FileError: A list can't be read, or is wrong.
        """
        if not self.prices:
            return None, None
        if len(self.prices) > 2:
            raise InputError("there are two projects at most", fix="give two lists", word="prices")
        old, new = (PriceOptions(choice).load() for choice in (self.prices[0], self.prices[-1]))
        return old, new
