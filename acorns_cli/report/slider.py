"""The slider of a page: one share in place of all that is re-rendered."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from acorns_cli.core.footage import clips_ratio
from acorns_cli.core.job import Job
from acorns_cli.core.quantities import exact, percent_of
from acorns_cli.core.rerender import Rerender
from acorns_cli.report.report import Report, Slider, percent_text

_ONE_CLIP = Decimal(1)
_NONE = Decimal(0)


@exact
def rerender_slider(jobs: Iterable[Job], result: Callable[[Rerender], Report]) -> Slider | None:
    """The slider for some jobs, whose result for a share is given; None where one takes no share.

    It starts at the highest share that any of them has.
    """
    jobs = tuple(jobs)
    if not all(job.takes_share for job in jobs):
        return None
    rerenders = [job.rerender or _share(_NONE) for job in jobs]
    shares = [
        percent_of(*clips_ratio(rerender, end, _ONE_CLIP, _NONE))
        for rerender in rerenders
        for end in (rerender.low, rerender.high)
    ]
    low, high = min(shares), max(shares)
    ends = (percent_text(*share, sign=False) for share in (low, high))
    return Slider(
        start=min(int(high[0]), 100),
        planned=" – ".join(dict.fromkeys(ends)),
        at=lambda percent: result(_share(Decimal(percent))),
    )


def _share(percent: Decimal) -> Rerender:
    return Rerender("percent", percent, percent)
