"""How the work on a project stands, in the standard terms of project control.

    estimate at completion = actual cost + estimate to complete
    variance at completion = budget at completion − estimate at completion

The budget is the estimate of all scenes. A finished scene needs nothing more; one that is not
finished needs its estimate less what it has spent, and never less than nothing. That is forecast
twice: with the re-renders as planned, and at the rate that the finished scenes have shown. What
those spent beyond their base footage, extra footage and images counts as re-rendering:

    rate shown = (spent − base − extra − images) / base, each summed over the finished scenes

and is never below 0. An unfinished scene then needs its base footage × the rate in re-renders,
rounded up to a hundredth of a credit, and its base footage, extra footage and images as planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.advice.account import Account
from acorns_cli.core.pricing import PricesUsed, prices_used
from acorns_cli.core.quantities import Range, exact, percent_of, plural, rounded_up
from acorns_cli.project.quote import (
    MissingPrice,
    account_of,
    assumed,
    missing_prices,
    spent_on,
    still_needed,
    total_of,
)
from acorns_cli.project.scenes import Project, Scene

_NONE: Final = Decimal(0)


class Completion(Struct, frozen=True):
    """Where the work ends, in credits."""

    estimate_to_complete: Decimal
    estimate_at_completion: Decimal
    variance_at_completion: Decimal
    """Below 0 where the work ends over the budget."""


class Forecast(Completion, frozen=True):
    """Where the work ends; the amounts are those of the high end where there are ranges."""

    low: Completion | None
    """The same of the low end; None where nothing varies."""
    account: Account | None
    """What the estimate to complete does to the balance; None without a balance."""


class RerenderShown(Struct, frozen=True):
    """The re-render rate that finished scenes have shown."""

    scenes: int
    rerender_credits: Decimal
    """What they spent beyond their base footage, extra footage and images."""
    base_credits: Decimal
    percent: Decimal
    """The one of the other; the forecast uses the exact ratio."""
    percent_is_exact: bool


class SceneProgress(Struct, frozen=True):
    """How one scene stands, in credits."""

    name: str
    state: Literal["planned", "begun", "done"]
    budget: Decimal
    spent: Decimal
    to_complete: Decimal
    to_complete_as_shown: Decimal | None


class Progress(Struct, frozen=True):
    """How a project stands."""

    title: str
    prices: PricesUsed
    pinned: bool
    scenes_done: int
    scenes_begun: int
    """Not finished, and something is spent."""
    scenes_planned: int
    """Not finished, and nothing is spent."""
    budget: Range
    """The estimate of all scenes."""
    actual_cost: Decimal
    as_planned: Forecast
    as_shown: Forecast | None
    """None where no finished scene shows a rate."""
    rerender_shown: RerenderShown | None
    complete: bool
    """Whether all that the unfinished scenes will be charged for is in the estimates."""
    unpriced: tuple[MissingPrice, ...]
    assumptions: tuple[str, ...]
    scenes: tuple[SceneProgress, ...]

    @property
    def careful(self) -> Forecast:
        """The forecast that ends higher: a limit and an account are compared with it."""
        ends = [forecast for forecast in (self.as_planned, self.as_shown) if forecast]
        return max(ends, key=lambda forecast: forecast.estimate_at_completion)


@exact
def project_progress(project: Project) -> Progress:
    """How the work on the project stands.

    Raises:
        InputError: The packs on sale have too many combinations to search.
    """
    scenes = project.scenes
    shown = _rerender_shown(scenes)
    rows = tuple(_scene_progress(scene, shown) for scene in scenes)
    actual = sum((row.spent for row in rows), _NONE)
    unpriced = missing_prices(scene for scene in scenes if not scene.done)
    states = [row.state for row in rows]
    return Progress(
        title=project.title,
        prices=prices_used(project.prices),
        pinned=project.pinned,
        scenes_done=states.count("done"),
        scenes_begun=states.count("begun"),
        scenes_planned=states.count("planned"),
        budget=total_of(scenes),
        actual_cost=actual,
        as_planned=_as_planned(project, rows, actual),
        as_shown=_as_shown(project, rows, actual) if shown else None,
        rerender_shown=shown,
        complete=not unpriced,
        unpriced=unpriced,
        assumptions=_assumptions(scenes, rows, shown),
        scenes=rows,
    )


# --- one scene --------------------------------------------------------------------------------


def _scene_progress(scene: Scene, shown: RerenderShown | None) -> SceneProgress:
    budget, spent = scene.estimate.total_credits, spent_on(scene)
    state: Literal["planned", "begun", "done"] = "begun" if spent else "planned"
    if scene.done:
        state = "done"
    return SceneProgress(
        name=scene.name,
        state=state,
        budget=budget,
        spent=spent,
        to_complete=still_needed(scene, budget),
        to_complete_as_shown=still_needed(scene, _shown_credits(scene, shown)) if shown else None,
    )


def _base_credits(scene: Scene) -> Decimal:
    return sum((line.credits for line in scene.estimate.lines if line.item == "base"), _NONE)


def _first_credits(scene: Scene) -> Decimal:
    """What a scene costs without its re-renders."""
    return sum((line.credits for line in scene.estimate.lines if line.item != "rerender"), _NONE)


def _shown_credits(scene: Scene, shown: RerenderShown) -> Decimal:
    """What a scene costs in all, re-rendered as much as the finished ones were."""
    again = rounded_up(_base_credits(scene) * shown.rerender_credits, shown.base_credits)
    return _first_credits(scene) + again


# --- the whole --------------------------------------------------------------------------------


def _rerender_shown(scenes: Sequence[Scene]) -> RerenderShown | None:
    finished = [scene for scene in scenes if scene.done and scene.spent is not None]
    base = sum((_base_credits(scene) for scene in finished), _NONE)
    if not base:
        return None
    first = sum((_first_credits(scene) for scene in finished), _NONE)
    again = max(sum((spent_on(scene) for scene in finished), _NONE) - first, _NONE)
    return RerenderShown(len(finished), again, base, *percent_of(again, base))


def _as_planned(project: Project, rows: Sequence[SceneProgress], actual: Decimal) -> Forecast:
    low = sum((still_needed(scene, scene.estimate.total.low) for scene in project.scenes), _NONE)
    return _forecast(project, low, sum((row.to_complete for row in rows), _NONE), actual)


def _as_shown(project: Project, rows: Sequence[SceneProgress], actual: Decimal) -> Forecast:
    needed = sum((row.to_complete_as_shown or _NONE for row in rows), _NONE)
    return _forecast(project, needed, needed, actual)


def _forecast(project: Project, low: Decimal, high: Decimal, actual: Decimal) -> Forecast:
    """A forecast of what is still needed, from its low to its high end."""
    budget = total_of(project.scenes)
    at_high = _completion(high, budget.high, actual)
    return Forecast(
        at_high.estimate_to_complete,
        at_high.estimate_at_completion,
        at_high.variance_at_completion,
        low=None if budget.is_point else _completion(low, budget.low, actual),
        account=account_of(project, at_high.estimate_to_complete),
    )


def _completion(needed: Decimal, budget: Decimal, actual: Decimal) -> Completion:
    end = actual + needed
    return Completion(needed, end, budget - end)


def _assumptions(
    scenes: Sequence[Scene], rows: Sequence[SceneProgress], shown: RerenderShown | None
) -> tuple[str, ...]:
    found = [*assumed(scenes)]
    over = sum(row.state == "begun" and row.spent > row.budget for row in rows)
    if over:
        found.append(
            f"{plural(over, 'unfinished scene')} over budget: as planned, nothing more is needed"
        )
    if shown and any(scene.done and not scene.estimate.complete for scene in scenes):
        found.append(
            "what finished scenes spent on things without a published price counts as re-rendering"
        )
    return tuple(found)
