"""Prices a folder of NDJSON files with Dask, on any number of workers: a file of results for each.

    pip install 'acorns-cli[dask]'
    python examples/dask_rows.py ROWS RESULTS              workers on this machine
    python examples/dask_rows.py ROWS RESULTS tcp://…:8786  a cluster that has these folders too

The results are those of `acorns batch FILE`, byte for byte.
"""

import sys
from pathlib import Path

from dask import compute, delayed
from dask.distributed import Client

from acorns_cli import PriceList, load_prices, price_rows, row_lists


def price_file(file: Path, target: Path, prices: PriceList) -> None:
    """Prices the rows of one file, line by line."""
    with file.open("rb") as rows, target.open("wb") as results:
        results.writelines(price_rows(rows, prices, lists=row_lists()))


def main(rows: str, results: str, cluster: str | None = None) -> None:
    """Prices each file of a folder, with the price list that is the newest here."""
    prices, folder = load_prices(), Path(results)
    folder.mkdir(exist_ok=True)
    files = sorted(Path(rows).glob("*.ndjson"))
    with Client(cluster):
        compute(*(delayed(price_file)(file, folder / file.name, prices) for file in files))


if __name__ == "__main__":
    main(*sys.argv[1:])
