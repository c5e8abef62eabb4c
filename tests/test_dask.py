"""Rows that are priced on a cluster of two workers are, byte for byte, those of `acorns batch`."""

import subprocess
import sys
from pathlib import Path

import pytest

from acorns_cli.commands.app import run

pytest.importorskip("dask.distributed", reason="dask is not installed")

ROOT = Path(__file__).parents[1]
ON_A_CLUSTER = """
import runpy, sys
from dask.distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        sys.argv = [*sys.argv[1:], cluster.scheduler_address]
        runpy.run_path(sys.argv[0], run_name="__main__")
"""
FILES = {
    "good": '{"id":1,"tool":"fbf","minutes":3.50,"note":"ä"}\n{"tool":"t2v","model":"kling-2.1-pro"'
    ',"length":"1:23","rerender":"10%..40%"}\r\n',
    "bad": '\ufeff\n{"tool":"fbf"}\n\nnope\n{"tool":"fbf","minutes":1,"redo":2}\n{"tool":"fbf",'
    '"minutes":1,"note":"' + "x" * 2**20 + '"}\n{"tool":"fbf","minutes":1}',
    "priced elsewhere": '{"tool":"video","model":"gen-4","seconds":5,"prices":"runway"}\n',
    "empty": "",
    "many": "".join(f'{{"tool":"fbf","seconds":{n}}}\n' for n in range(1, 2_000)),
}


def test_a_cluster_writes_what_the_command_writes(tmp_path: Path):
    rows, results = tmp_path / "rows", tmp_path / "results"
    rows.mkdir()
    for name, text in FILES.items():
        (rows / f"{name}.ndjson").write_text(text, "utf-8", newline="")
    script = tmp_path / "on_a_cluster.py"
    script.write_text(ON_A_CLUSTER)
    example = ROOT / "examples" / "dask_rows.py"
    command = [sys.executable, str(script), str(example), str(rows), str(results)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert {path.stem for path in results.iterdir()} == set(FILES)
    for name in FILES:
        expected = tmp_path / "expected.ndjson"
        run(["batch", str(rows / f"{name}.ndjson"), "--output", str(expected)])
        assert (results / f"{name}.ndjson").read_bytes() == expected.read_bytes(), name
