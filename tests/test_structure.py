"""The structure of the package: which way imports go, and what the pure part may not touch."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import acorns_cli

PACKAGE: Final = Path(acorns_cli.__file__).parent

_ORDER: Final = """
errors
records/record records/jsonschema records/yamltext
core/quantities core/numbers core/durations core/dates core/slugs core/addons core/rerender
core/words core/job core/footage core/rates core/filevalues core/pricelist core/modelnames
core/money core/placement core/lines core/pricing core/totals
advice/packmixes advice/topup advice/monthly advice/moneybudget advice/account advice/choices
advice/budget advice/comparison advice/market advice/album
batch/unreadable batch/columns batch/encoding batch/csvrecords batch/csvtable batch/reading
batch/alike batch/pricing batch/summary
system/unfinished system/files system/writes system/input system/audio system/clock system/folders
catalog/listname catalog/extends catalog/soundness catalog/proofs catalog/changes catalog/template
catalog/jsonschema catalog/editions catalog/files
project/template project/quote project/keys project/pools project/scenes project/rerendershare
project/totals project/estimate project/progress project/changes project/file
report/report report/slider report/names report/pricenotes report/sums report/jsondocument
report/credits report/account report/job report/estimate report/choices report/quote report/project
report/batch report/budget report/compare report/market report/projectchanges report/progress
report/pricechanges report/pricecheck report/pricelists report/pricelist report/topup
report/monthly report/album
formats/rendering formats/csv formats/html formats/json formats/markdown formats/jsonrows
formats/csvrows formats/table
__init__
commands/typeroptions commands/command commands/completion commands/choices commands/options
commands/priceoptions commands/output commands/typedline commands/corrections commands/positional
commands/subcommands commands/barewords commands/usageerrors commands/batchoptions
commands/estimate commands/compare commands/budget commands/topup commands/project commands/batch
commands/prices commands/app
__main__
"""
ORDER: Final = tuple(_ORDER.split())
"""Every module: each imports only those before it."""

IMPURE: Final = ("system/", "catalog/editions", "catalog/files", "project/file", "commands/", "__")
"""What may touch files, the clock and the environment."""

IMPURE_MODULES: Final = {
    *("builtins", "ctypes", "fileinput", "getpass", "glob", "importlib", "io", "locale", "logging"),
    *("os", "pathlib", "platform", "platformdirs", "random", "rich", "secrets", "shutil", "signal"),
    *("socket", "subprocess", "sys", "tempfile", "threading", "time", "av", "typer", "urllib"),
    *("uuid", "warnings"),
}
IMPURE_CALLS: Final = {"print", "open", "input", "breakpoint", "exec", "eval", "__import__"}
CLOCK_CALLS: Final = {"today", "now", "utcnow"}

LOADED_LATE: Final = {
    "formats/rendering": {"importlib", "pathlib"},
    "formats/table": {"rich"},
    "formats/csv": {"io"},
}
"""What a pure module may import all the same: it only makes text of text with it."""

MAX_LINES: Final = 300
MAX_FUNCTION: Final = 40


class Module:
    """One module of the package, parsed and not imported."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(PACKAGE).with_suffix("").as_posix()
        self.source = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.source)

    def __repr__(self) -> str:
        return self.name

    def imports(self, *, at_start: bool = False) -> set[str]:
        """The full names of what is imported, anywhere or only when the module is."""
        nodes = _run_at_start(self.tree) if at_start else ast.walk(self.tree)
        return {name for node in nodes for name in _imported(node)}

    def modules_imported(self) -> set[str]:
        """The other modules of the package that this one imports, anywhere."""
        found = set()
        for name in self.imports():
            package, *parts = name.split(".")
            if package != "acorns_cli":
                continue
            while parts and "/".join(parts) not in ORDER:
                parts.pop()
            found.add("/".join(parts) or "__init__")
        return found - {self.name}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _run_at_start(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _run_at_start(child)


MODULES: Final = [
    module
    for path in sorted(PACKAGE.rglob("*.py"))
    if (module := Module(path)).name == "__init__" or path.name != "__init__.py"
]
every_module = pytest.mark.parametrize("module", MODULES, ids=repr)
every_pure_module = pytest.mark.parametrize(
    "module", [module for module in MODULES if not module.name.startswith(IMPURE)], ids=repr
)


def test_this_test_sees_imports_of_every_kind():
    module = Module(PACKAGE / "core" / "pricing.py")
    module.tree = ast.parse(
        "import os.path\n"
        "from acorns_cli import __version__\n"
        "from acorns_cli.core import quantities\n"
        "if TYPE_CHECKING:\n"
        "    import typing_only\n"
        "def later():\n"
        "    from acorns_cli.formats.table import render\n"
    )
    later = {"typing_only", "acorns_cli.formats.table.render"}
    at_start = {"os.path", "acorns_cli.__version__", "acorns_cli.core.quantities"}
    assert module.imports() == at_start | later
    assert module.imports(at_start=True) == at_start
    assert module.modules_imported() == {"__init__", "core/quantities", "formats/table"}


def test_every_module_has_its_place():
    assert sorted(ORDER) == sorted(module.name for module in MODULES)


@every_module
def test_imports_go_one_way(module: Module):
    before = ORDER[: ORDER.index(module.name)]
    assert module.modules_imported() <= {*before}


def test_only_the_package_itself_has_code_in_an_init():
    for path in PACKAGE.rglob("*/__init__.py"):
        assert [type(node) for node in ast.parse(path.read_text("utf-8")).body] == [ast.Expr], path


@every_module
def test_modules_and_functions_are_short(module: Module):
    assert len(module.source.splitlines()) <= MAX_LINES
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < MAX_FUNCTION, node.name


@every_pure_module
def test_the_pure_part_imports_nothing_that_touches_the_world(module: Module):
    allowed = LOADED_LATE.get(module.name, set())
    assert {name.split(".")[0] for name in module.imports()} & IMPURE_MODULES <= allowed


@every_pure_module
def test_the_pure_part_prints_nothing_opens_nothing_and_asks_no_clock(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCK_CALLS, ast.unparse(node)


@every_module
def test_what_is_slow_to_load_is_loaded_where_it_is_used(module: Module):
    slow = {"rich", "av", "jinja2"}
    slow -= {"formats/html": {"jinja2"}}.get(module.name, set())
    at_start = module.imports(at_start=True)
    assert not {name.split(".")[0] for name in at_start} & slow
    for late in ("table", "html"):
        assert not any(f"{name}.".startswith(f"acorns_cli.formats.{late}.") for name in at_start)


@every_module
def test_a_module_is_one_noun(module: Module):
    assert not {"util", "utils", "helper", "helpers", "common", "misc"} & {*module.name.split("/")}


@every_module
def test_a_module_names_no_path_outside_the_project(module: Module):
    named = re.findall(r"(?:^|[\s'\"`(=])((?:\.\.)?/(?!dev/)[\w.]+\S*)", module.source)
    assert named == []


def test_the_contributors_guide_lists_the_folders_in_their_order():
    guide = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8")
    listed = re.findall(r"^  (\w+)(?:\.py|/) ", guide, re.MULTILINE)
    folders = dict.fromkeys(name.split("/")[0] for name in ORDER)
    assert listed == [folder for folder in folders if not folder.startswith("__")]
