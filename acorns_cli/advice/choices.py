"""The tools and models that a job can be given to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import InputError, did_you_mean, one_of, shown

Answer = TypeVar("Answer")


class Choice(NamedTuple):
    """A tool, and one of its models; None where one price holds for every model."""

    tool: str
    model: str | None


class Refusal(Struct, frozen=True):
    """A tool and model that can't take the job, and why."""

    tool: str
    model: str | None
    reason: str


def choices(
    prices: PriceList, tools: Sequence[str] = (), models: Sequence[str] = ()
) -> list[Choice]:
    """The tools and models that are named, in the order of the price list; all, if none is.

    A tool that has one price for every model is among named models only if it is named as well.

    Raises:
        InputError: There is no such tool or model, or nothing to choose among.
    """
    for tool in tools:
        prices.tool_prices(tool)
    among = [tool for tool in prices.tools if not tools or tool in tools]
    known = dict.fromkeys(model for tool in among for model in prices.tools[tool].models)
    takes_any = any(tool in tools and prices.tools[tool].any_model for tool in among)
    for model in models:
        if model not in known and not takes_any:
            has_no = f"{one_of(tools)} has no model" if tools else "no tool has a model"
            there_is = f"there is {one_of(known)}" if known else ""
            fix = did_you_mean(model, known) or there_is
            raise InputError(f"{has_no} {shown(model)}", fix=fix, word="model")
    found = []
    for tool in among:
        listed = prices.tools[tool]
        found += [Choice(tool, model) for model in listed.models if not models or model in models]
        if listed.any_model and (not models or tool in tools):
            found.append(Choice(tool, None))
    if not found:
        raise InputError(f"the price list of {prices.edition} has no models to choose among")
    return found


def job_of(job: Job, choice: Choice) -> Job:
    """The same job on another tool and model."""
    return replace(job, tool=choice.tool, model=choice.model)


def check_price_by_hand(job: Job, among: Sequence[Choice]) -> None:
    """Refuses a price by hand for several models: it is the price of one.

    Raises:
        InputError: It is given, and there are several.
    """
    if job.credits_per_second is not None and len(among) > 1:
        what = f"one price cannot be that of {len(among)} models"
        fix = "pick one with tool and model, or write the prices into a list of your own"
        raise InputError(what, fix=fix, word="credits_per_second")


def answers(
    among: Sequence[Choice], answer: Callable[[Choice], Answer]
) -> tuple[list[Answer], tuple[Refusal, ...]]:
    """The answer of each choice, and why others can't take the job: their `answer` raises.

    Raises:
        InputError: None of them can; the error is that of the first.
    """
    found: list[Answer] = []
    refusals: list[Refusal] = []
    first_error: InputError | None = None
    for choice in among:
        try:
            found.append(answer(choice))
        except InputError as error:
            first_error = first_error or error
            refusals.append(Refusal(choice.tool, choice.model, error.what))
    if first_error and not found:
        raise first_error
    return found, tuple(refusals)
