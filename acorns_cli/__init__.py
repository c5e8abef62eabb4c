"""acorns: what an AI music video will cost in credits.

The public Python API is what the commands use:

    from acorns_cli import Job, estimate, load_prices

    job = Job.of(tool="t2v", model="kling-2.1-standard", minutes=4, rerender="25%")
    print(estimate(job, load_prices()).total_credits)  # 2100
"""

__version__ = "0.1.0"

from acorns_cli.errors import AcornsError, FileError, InputError
from acorns_cli.job import Job
from acorns_cli.pricefile import load_prices
from acorns_cli.pricelist import PriceList
from acorns_cli.pricing import Estimate, LineItem, estimate

__all__ = [
    "AcornsError",
    "Estimate",
    "FileError",
    "InputError",
    "Job",
    "LineItem",
    "PriceList",
    "estimate",
    "load_prices",
]
