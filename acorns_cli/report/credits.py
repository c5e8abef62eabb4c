"""How every report shows credits or money, and says of a total what is not in it.

What the service charges for without a published price is in no total. Each such total then carries
a mark, and a note with the same mark says what is missing and where its price is seen.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import Unpriced
from acorns_cli.core.quantities import EXACT, Range, plural
from acorns_cli.report.report import Cell, Report, range_text, sentence_case

Item = TypeVar("Item")

OVER: Final = "!"
"""After an amount that is over a limit, and before the note that says so."""

INCOMPLETE: Final = "*"
"""Before credits that do not include everything, and before the note that says what is missing."""


def with_mark(text: str, complete: bool) -> str:
    """A text about credits, marked where they do not include everything."""
    return text if complete else f"{INCOMPLETE}{text}"


def credits_text(credits: Range | Decimal, unit: str, *, complete: bool = True) -> str:
    """Credits, or money, as a column has them: `2,100`, `200 – 800`, `*1,500`, `1.60`."""
    ends = credits if isinstance(credits, Range) else Range.of(credits)
    return with_mark(range_text(ends, lambda end: amount(end, unit)), complete)


def credits_cell(credits: Range | Decimal, unit: str, *, complete: bool = True) -> Cell:
    """The same; people read the low end with them, programs have it in another column."""
    high = credits if isinstance(credits, Decimal) else credits.high
    return Cell(high, credits_text(credits, unit, complete=complete))


def credits_said(credits: Range | Decimal, unit: str, *, complete: bool = True) -> str:
    """The same in a sentence on credits: `2,100`, and money with its currency, `1.60 USD`."""
    currency = "" if unit == CREDITS else f" {unit}"
    return f"{credits_text(credits, unit, complete=complete)}{currency}"


def signed_credits(credits: Decimal, unit: str) -> str:
    """A difference with its sign: `+120`, `−1.60`, `0`."""
    sign = "" if not credits else "−" if credits.is_signed() else "+"
    return f"{sign}{amount(credits.copy_abs(), unit)}"


def marked(note: str) -> str:
    """A note on what is missing, with the mark that the credits have."""
    return f"{INCOMPLETE} {note}"


def total_label(*, complete: bool) -> str:
    """What stands before a total: one that lacks a price is marked as incomplete."""
    return "Total" if complete else "Total (incomplete)"


def total_figure(credits: Range, unit: str, *, complete: bool) -> tuple[str, str]:
    """A total with its unit, and its name before it."""
    low = "" if credits.is_point else f"{amount(credits.low, unit)} – "
    mark = "" if complete else INCOMPLETE
    return total_label(complete=complete), f"{mark}{low}{amount_words(credits.high, unit)}"


def is_warning(note: str, report: Report) -> bool:
    """Whether a note of a report warns: of what is missing, of old prices, or of all that does."""
    return note.startswith(marked("")) or note in report.warnings or note in report.cautions


def missing_note(
    item: Unpriced | UnpricedItem, total: str = "the total", *, tool: str = "", scenes: int = 0
) -> str:
    """What is not in a total, why, and where its price is seen.

    The tool is named where the report is on several, and how many scenes lack it in a project.
    """
    of = f" of {tool}" if tool else ""
    where = f", in {plural(scenes, 'scene')}" if scenes else ""
    reasons = (f"{sentence_case(text).rstrip('.')}." for text in (item.why, item.where))
    return " ".join([f"Not in {total}: {item.name}{of}{where}.", *reasons])


def missing_from_two(
    old: Sequence[Item],
    new: Sequence[Item],
    old_note: Callable[[Item, str], str],
    new_note: Callable[[Item, str], str],
) -> tuple[str, ...]:
    """What two totals lack, said once where it is the same for both.

    Each note says of one such thing, by the names of its list, that it is not in a total, which the
    text names.
    """
    if old == new:
        return tuple(new_note(item, "the totals") for item in new)
    return (
        *(old_note(item, "the old total") for item in old),
        *(new_note(item, "the new total") for item in new),
    )


def low_end_note(old: Range, new: Range, unit: str) -> tuple[str, ...]:
    """By how much the low end of a total changes, where a report shows the high ends."""
    if old.is_point and new.is_point:
        return ()
    what = "credits" if unit == CREDITS else "amounts"
    low = signed_credits(EXACT.subtract(new.low, old.low), unit)
    return (f"The {what} are the high ends of ranges; the low end changes by {low}.",)
