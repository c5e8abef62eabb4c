"""acorns: what an AI music video will cost in credits.

The public Python API is what the commands use:

    from acorns_cli import Job, estimate, load_prices

    job = Job.of(tool="t2v", model="kling-2.1-standard", minutes=4, rerender="25%")
    print(estimate(job, load_prices()).total_credits)  # 2100
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acorns_cli.catalog.files import load_prices, row_lists
    from acorns_cli.core.job import Job
    from acorns_cli.core.lines import LineItem
    from acorns_cli.core.pricelist import PriceList
    from acorns_cli.core.pricing import Estimate, estimate
    from acorns_cli.errors import AcornsError, FileError, InputError, SeveralErrors
    from acorns_cli.formats.jsonrows import price_rows
    from acorns_cli.project.estimate import project_estimate
    from acorns_cli.project.file import load_project
    from acorns_cli.report.sums import sum_words

__version__ = "0.1.0"

__all__ = [
    "AcornsError",
    "Estimate",
    "FileError",
    "InputError",
    "Job",
    "LineItem",
    "PriceList",
    "SeveralErrors",
    "estimate",
    "load_prices",
    "load_project",
    "price_rows",
    "project_estimate",
    "row_lists",
    "sum_words",
]

_HOMES = {
    **dict.fromkeys(("AcornsError", "FileError", "InputError", "SeveralErrors"), "errors"),
    **dict.fromkeys(("Estimate", "estimate"), "core.pricing"),
    "LineItem": "core.lines",
    "Job": "core.job",
    "PriceList": "core.pricelist",
    **dict.fromkeys(("load_prices", "row_lists"), "catalog.files"),
    "load_project": "project.file",
    "price_rows": "formats.jsonrows",
    "project_estimate": "project.estimate",
    "sum_words": "report.sums",
}
"""The module of each name, loaded when it is asked for: the command imports this package before it
can take a Ctrl-C."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f"{__name__}.{_HOMES[name]}")
    return getattr(module, name)
