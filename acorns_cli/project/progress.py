"""How the work on a project stands, in the standard terms of project control.

    estimate at completion = actual cost + estimate to complete
    variance at completion = budget at completion − estimate at completion

The budget is the estimate of all scenes. An unfinished scene needs its estimate less what it has
spent, never below 0. That is forecast twice: with the re-renders as planned, and at the rate that
the finished scenes have shown, which counts as re-renders all that no other line is for:

    rate shown = (spent − all lines but re-renders) / base, each summed over the finished scenes

and is never below 0. The re-renders of a scene at that rate are rounded up to a hundredth.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict, astuple

from acorns_cli.advice.account import Account
from acorns_cli.core.pricing import PricesUsed, prices_used
from acorns_cli.core.quantities import Range, exact, percent_of, plural, rounded_up
from acorns_cli.project.scenes import Project, Scene
from acorns_cli.project.totals import (
    NONE,
    MissingPrice,
    account_of,
    actual_cost,
    added_up,
    assumed,
    missing_prices,
    scenes_total,
    spent_on,
    to_complete,
)


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
    """What they spent beyond all their lines but re-renders."""
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
    complete: bool
    """Whether what it has spent and what it still needs include all that it is charged for."""


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
    """The estimate of all scenes, without the reserve."""
    actual: Range
    """What is spent; it varies only where a finished scene does not say what it cost."""
    as_planned: Forecast
    as_shown: Forecast | None
    """None where no finished scene shows a rate."""
    rerender_shown: RerenderShown | None
    complete: bool
    """Whether all that the scenes are charged for is in the estimates."""
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
    """How the work on the project stands."""
    scenes = project.scenes
    shown = _rerender_shown(scenes)
    rows = tuple(_scene_progress(scene, shown) for scene in scenes)
    budget, actual = scenes_total(scenes, project.prices), actual_cost(project)
    needed = to_complete(project)
    as_shown = Range.of(added_up(row.to_complete_as_shown or NONE for row in rows))
    unpriced = missing_prices(scenes)
    states = [row.state for row in rows]
    return Progress(
        title=project.title,
        prices=prices_used(project.prices),
        pinned=project.pinned,
        scenes_done=states.count("done"),
        scenes_begun=states.count("begun"),
        scenes_planned=states.count("planned"),
        budget=budget,
        actual=actual,
        as_planned=_forecast(project, needed, budget, actual),
        as_shown=_forecast(project, as_shown, budget, actual) if shown else None,
        rerender_shown=shown,
        complete=not unpriced,
        unpriced=unpriced,
        assumptions=_assumptions(scenes, rows, shown),
        scenes=rows,
    )


def _scene_progress(scene: Scene, shown: RerenderShown | None) -> SceneProgress:
    budget, spent = scene.estimate.total_credits, spent_on(scene)
    return SceneProgress(
        name=scene.name,
        state="done" if scene.done else "begun" if spent else "planned",
        budget=budget,
        spent=spent,
        to_complete=_still_needed(scene, budget),
        to_complete_as_shown=_still_needed(scene, _shown_credits(scene, shown)) if shown else None,
        complete=scene.estimate.complete or (scene.done and scene.spent is not None),
    )


def _still_needed(scene: Scene, credits: Decimal) -> Decimal:
    """What a scene that comes to these credits in all still needs; never below 0."""
    return NONE if scene.done else max(credits - spent_on(scene), NONE)


def _base_credits(scene: Scene) -> Decimal:
    return added_up(line.credits for line in scene.estimate.lines if line.item == "base")


def _first_credits(scene: Scene) -> Decimal:
    """What a scene costs without its re-renders."""
    return added_up(line.credits for line in scene.estimate.lines if line.item != "rerender")


def _shown_credits(scene: Scene, shown: RerenderShown) -> Decimal:
    """What a scene costs in all, re-rendered as much as the finished ones were."""
    rerender = rounded_up(_base_credits(scene) * shown.rerender_credits, shown.base_credits)
    return _first_credits(scene) + rerender


def _rerender_shown(scenes: Sequence[Scene]) -> RerenderShown | None:
    finished = [scene for scene in scenes if scene.done and scene.spent is not None]
    base = added_up(map(_base_credits, finished))
    if not base:
        return None
    beyond = added_up(map(spent_on, finished)) - added_up(map(_first_credits, finished))
    rerendered = max(beyond, NONE)
    return RerenderShown(len(finished), rerendered, base, *percent_of(rerendered, base))


def _forecast(project: Project, needed: Range, budget: Range, actual: Range) -> Forecast:
    low, high = (
        Completion(end, spent + end, budget_end - spent - end)
        for end, budget_end, spent in zip(*map(astuple, (needed, budget, actual)), strict=True)
    )
    # A pool may round both ends of the budget up to the same clips, and yet not those of the rest.
    varies = not (needed.is_point and budget.is_point and actual.is_point)
    low_end = low if varies else None
    return Forecast(**asdict(high), low=low_end, account=account_of(project, needed.high))


def _assumptions(
    scenes: Sequence[Scene], rows: Sequence[SceneProgress], shown: RerenderShown | None
) -> tuple[str, ...]:
    found = [*assumed(scenes)]
    if over := sum(row.state == "begun" and row.spent > row.budget for row in rows):
        scenes_over = plural(over, "unfinished scene")
        found.append(f"As planned counts nothing more for {scenes_over} over budget")
    if shown and any(scene.done and not scene.estimate.complete for scene in scenes):
        found.append(
            "what finished scenes spent on things without a published price counts as re-rendering"
        )
    return tuple(found)
