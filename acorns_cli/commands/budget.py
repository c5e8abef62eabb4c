"""`acorns budget`: what a number of credits buys."""

# Annotations are not deferred here, as they are not in `options`.

from collections.abc import Callable
from typing import Annotated

from acorns_cli.advice.budget import Budget, largest_rerenders, longest_videos
from acorns_cli.advice.moneybudget import credits_for
from acorns_cli.commands.choices import Choices
from acorns_cli.commands.options import JobWords, Output, RequireComplete
from acorns_cli.commands.output import check_complete, show
from acorns_cli.commands.priceoptions import Prices
from acorns_cli.commands.typeroptions import argument, takes
from acorns_cli.core.money import Funds, funds
from acorns_cli.core.words import saying
from acorns_cli.errors import InputError, one_or_several
from acorns_cli.report.budget import budget_report
from acorns_cli.system.clock import today

FundsArgument = Annotated[
    Funds, argument("CREDITS", "number", "Credits, like 2000, or money: 50USD, $50.", read=funds)
]


@takes
def budget(
    *,
    credits: FundsArgument,
    picked: Choices,
    words: JobWords,
    prices: Prices,
    require_complete: RequireComplete = False,
    output: Output,
) -> None:
    """How long a video the credits buy or, with its length given, how much re-rendering.

    \b
    acorns budget 2000
    acorns budget 2000 --rerender 25% --tool t2v
    acorns budget 2000 --minutes 3 --clip-length 5s
    acorns budget 50USD

    Answers are rounded down: to whole seconds or, with --clip-length, to whole
    clips; and shares to a whole percent. --quiet prints the largest answer.
    """
    price_list = prices.load()
    bought = None
    amount = credits.amount
    if credits.currency is not None and credits.currency != price_list.unit:
        bought = credits_for(credits, price_list)
        amount = bought.credits
    among = picked.among(price_list)
    words, answer = _question(words)
    job = words.job(*among[0])
    result = answer(amount, job, among, price_list)
    show(budget_report(job, result, price_list, bought, today=today()), output)
    best = min(result.purchases, key=lambda found: not found.complete)
    check_complete(require_complete, best.unpriced)


def _question(words: JobWords) -> tuple[JobWords, Callable[..., Budget]]:
    """What is asked for: the longest video or, where its length is given, the most re-renders.

    Raises:
        InputError: Both are given.
        SeveralErrors: Other words are wrong as well.
    """
    if not words.words.keys() & set(saying("length")):
        # Any length does to check the words of the job; the answer has its own.
        return JobWords(**words.words, seconds="1"), longest_videos
    if given := [word for word in saying("rerender") if word in words.words]:
        both = InputError(
            "with the length and the re-renders given there is nothing left to find",
            fix="leave one of them out, or ask acorns compare with --balance",
            word=given[0],
        )
        raise one_or_several([both, *words.faults()])
    return words, largest_rerenders
