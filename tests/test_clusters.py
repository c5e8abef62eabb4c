"""Rows that are priced on a cluster are, byte for byte, those of `acorns batch`.

Dask runs on two workers. For Spark, which needs Java, a stand-in parts the rows of the page's
example as Spark would.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from acorns_cli.commands.app import run

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


@pytest.mark.skipif(find_spec("distributed") is None, reason="dask is not installed")
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


class _Spark:
    """Reads a folder of one file, gives it out in two parts, and writes these to a folder."""

    def __init__(self) -> None:
        self.builder = SimpleNamespace(getOrCreate=lambda: self)
        self.sparkContext = SimpleNamespace(broadcast=lambda it: SimpleNamespace(value=it))
        self.read = SimpleNamespace(text=self._text)

    def _text(self, folder: str) -> Any:
        [file] = Path(folder).iterdir()
        self.rows = [SimpleNamespace(value=line) for line in file.read_text("utf-8").splitlines()]
        return SimpleNamespace(rdd=SimpleNamespace(mapPartitions=self._parts))

    def _parts(self, priced: Callable[[Iterable[Any]], Iterable[str]]) -> Any:
        half = len(self.rows) // 2
        lines = [*priced(iter(self.rows[:half])), *priced(iter(self.rows[half:]))]
        written = "".join(f"{line}\n" for line in lines)
        return SimpleNamespace(saveAsTextFile=lambda name: Path(name).write_text(written, "utf-8"))


def test_the_lines_for_spark_write_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = (ROOT / "docs" / "rows.md").read_text("utf-8")
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    sql = ModuleType("pyspark.sql")
    sql.SparkSession = _Spark()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark", ModuleType("pyspark"))
    monkeypatch.setitem(sys.modules, "pyspark.sql", sql)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "rows" / "jobs.ndjson"
    file.parent.mkdir()
    file.write_text(FILES["good"] + FILES["many"] + FILES["priced elsewhere"], "utf-8", newline="")
    exec(program, {})
    run(["batch", str(file), "--output", "expected.ndjson"])
    assert Path("results").read_bytes() == Path("expected.ndjson").read_bytes()
