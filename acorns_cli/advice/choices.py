"""The tools and models that a job can be given to."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.job import Job
from acorns_cli.core.modelnames import under_name
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

    A model that is named before its slash stands for all that are listed under that name. A tool
    that has one price for every model is among named models only if it is named as well.

    Raises:
        InputError: There is no such tool or model, or nothing to choose among.
    """
    named = {prices.tool(tool) for tool in tools}
    among = [tool for tool in prices.tools if not tools or tool in named]
    takes_any = any(tool in named and prices.tools[tool].any_model for tool in among)
    for model in models:
        if not takes_any and not any(under_name(prices, tool, model) for tool in among):
            raise _no_model(prices, among, model, named)
    found = []
    for tool in among:
        listed = prices.tools[tool]
        wanted = {name for model in models for name in under_name(prices, tool, model)}
        found += [Choice(tool, name) for name in listed.models if not models or name in wanted]
        # A tool whose footage has no published price takes any model, too.
        if (listed.any_model or not listed.models) and (not models or tool in named):
            found.append(Choice(tool, None))
    if not found:
        raise InputError(f"the price list of {prices.title} has no models to choose among")
    return found


def _no_model(
    prices: PriceList, among: Sequence[str], model: str, tools: Collection[str]
) -> InputError:
    known = dict.fromkeys(name for tool in among for name in prices.tools[tool].models)
    has_no = f"{one_of(sorted(tools))} has no model" if tools else "no tool has a model"
    there_is = f"there is {one_of(known)}" if known else ""
    fix = did_you_mean(model, known) or there_is
    return InputError(f"{has_no} {shown(model)}", fix=fix, word="model")


def answers(
    job: Job, among: Sequence[Choice], answer: Callable[[Job], Answer]
) -> tuple[list[Answer], tuple[Refusal, ...]]:
    """The answer for the job on each choice, and why others can't take it: their `answer` raises.

    Raises:
        InputError: None of them can, and the error is that of the first; or the job has a price by
            hand, which is that of one model, and there are several.
    """
    if job.credits_per_second is not None and len(among) > 1:
        what = f"one price cannot be that of {len(among)} models"
        fix = "pick one with tool and model, or write the prices into a list of your own"
        raise InputError(what, fix=fix, word="credits_per_second")
    found: list[Answer] = []
    errors: dict[Choice, InputError] = {}
    for choice in among:
        try:
            found.append(answer(replace(job, tool=choice.tool, model=choice.model)))
        except InputError as error:
            errors[choice] = error
    if errors and not found:
        raise next(iter(errors.values()))
    return found, tuple(Refusal(*choice, error.what) for choice, error in errors.items())
