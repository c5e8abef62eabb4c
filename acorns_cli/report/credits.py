"""How every report shows credits, and says of a total what is not in it.

What the service charges for without a published price is in no total. Each such total then carries
a mark, and a note with the same mark says what is missing and where its price is seen.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import Unpriced
from acorns_cli.core.pricing import UnpricedItem
from acorns_cli.core.quantities import EXACT, Range, grouped, plural, signed
from acorns_cli.report.report import Cell, sentence_case

Item = TypeVar("Item")

INCOMPLETE: Final = "*"
"""Before credits that do not include everything, and before the note that says what is missing."""


def credits_text(credits: Range | Decimal, *, complete: bool = True) -> str:
    """Credits as people read them: `2,100`, `200 – 800`, `*1,500`."""
    ends = (credits.low, credits.high) if isinstance(credits, Range) else (credits,)
    text = " – ".join(dict.fromkeys(map(grouped, ends)))
    return text if complete else f"{INCOMPLETE}{text}"


def credits_cell(credits: Range | Decimal, *, complete: bool = True) -> Cell:
    """Credits; people read the low end with them, programs have it in another column."""
    high = credits if isinstance(credits, Decimal) else credits.high
    return Cell(high, credits_text(credits, complete=complete))


def marked(note: str) -> str:
    """A note on what is missing, with the mark that the credits have."""
    return f"{INCOMPLETE} {note}"


def total_label(*, complete: bool) -> str:
    """What stands before a total: one that lacks a price is marked as incomplete."""
    return "Total" if complete else "Total (incomplete)"


def missing_note(
    item: Unpriced | UnpricedItem, total: str = "the total", *, tool: str = "", scenes: int = 0
) -> str:
    """What is not in a total, why, and where its price is seen.

    The tool is named where the report is on several, and how many scenes lack it in a project.
    """
    of = f" of {TOOLS[tool]}" if tool else ""
    where = f", in {plural(scenes, 'scene')}" if scenes else ""
    reasons = (f"{sentence_case(text).rstrip('.')}." for text in (item.why, item.where))
    return " ".join([f"Not in {total}: {item.name}{of}{where}.", *reasons])


def missing_from_two(
    old: Sequence[Item], new: Sequence[Item], note: Callable[[Item, str], str]
) -> tuple[str, ...]:
    """What two totals lack, said once where it is the same for both.

    `note` says of one such thing that it is not in a total, which the text names.
    """
    if old == new:
        return tuple(note(item, "the totals") for item in new)
    return (
        *(note(item, "the old total") for item in old),
        *(note(item, "the new total") for item in new),
    )


def low_end_note(old: Range, new: Range) -> tuple[str, ...]:
    """By how much the low end of a total changes, where a report shows the high ends."""
    if old.is_point and new.is_point:
        return ()
    low = signed(EXACT.subtract(new.low, old.low))
    return (f"The credits are the high ends of ranges; the low end changes by {low}.",)
