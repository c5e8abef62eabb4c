"""The laws of the house: which way imports go, and what the pure part may not touch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import acorns_cli

PACKAGE = Path(acorns_cli.__file__).parent

PURE = (
    *("errors", "quantities", "records", "pricelist", "rerender", "job", "footage", "pricing"),
    *("layers", "proof", "pricechanges", "schema", "starter"),
    *("topup", "account", "choices", "comparison", "budget"),
    *("project", "batch", "rows", "report"),
)
"""From the bottom up: a module may import those before it. One may be a file or a folder."""

OUTSIDE = (
    "unfinished",
    "yamltext",
    "files",
    "writes",
    "streams",
    "audio",
    "editions",
    "pricefile",
    "projectfile",
)
"""What touches the world, from the bottom up; only commands and the API stand on it."""

LAYERS = (*PURE, *OUTSIDE, "formats", "commands", "__init__", "__main__")

MAY_IMPORT = {
    **{layer: set(PURE[:place]) for place, layer in enumerate(PURE)},
    **{layer: {*PURE, *OUTSIDE[:place]} - {"report"} for place, layer in enumerate(OUTSIDE)},
    "formats": set(PURE),
    "commands": {*PURE, *OUTSIDE, "formats", "__init__"},
    "__init__": {*PURE, *OUTSIDE},
    "__main__": {"unfinished", "commands"},
}

IMPURE_MODULES = {
    *("builtins", "ctypes", "fileinput", "getpass", "glob", "importlib", "io", "locale", "logging"),
    *("os", "pathlib", "platform", "platformdirs", "random", "rich", "secrets", "shutil", "signal"),
    *("socket", "subprocess", "sys", "tempfile", "threading", "time", "av", "typer", "urllib"),
    *("uuid", "warnings", "yaml"),
}
IMPURE_CALLS = {"print", "open", "input", "breakpoint", "exec", "eval", "compile", "__import__"}
CLOCK_CALLS = {"today", "now", "utcnow"}


class Module:
    """One module of the package, parsed and not imported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = path.relative_to(PACKAGE).with_suffix("").parts
        self.layer = self.parts[0]
        self.source = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.source)

    def __repr__(self) -> str:
        return "/".join(self.parts)

    def calls(self) -> Iterator[ast.expr]:
        """What is called, anywhere in the module."""
        return (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self, *, at_start: bool = False) -> set[str]:
        """The full names of what is imported, anywhere or only when the module is."""
        nodes = _run_at_start(self.tree) if at_start else ast.walk(self.tree)
        return {name for node in nodes for name in self._imported(node)}

    def _imported(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = node.module or ""
            if node.level:
                package = ("acorns_cli", *self.parts[:-1])
                above = package[: len(package) - node.level + 1]
                home = ".".join((*above, home)).rstrip(".")
            yield from (f"{home}.{alias.name}" for alias in node.names)

    def layers_imported(self) -> set[str]:
        """The other layers of the house that the module stands on."""
        layers = set()
        for name in self.imports():
            package, *rest = name.split(".")
            if package == "acorns_cli":
                layers.add(rest[0] if rest and rest[0] in LAYERS else "__init__")
        return layers - {self.layer}


def _run_at_start(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _run_at_start(child)


MODULES = [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]
every_module = pytest.mark.parametrize("module", MODULES, ids=repr)
every_pure_module = pytest.mark.parametrize(
    "module", [module for module in MODULES if module.layer in PURE], ids=repr
)


def test_the_parser_of_this_test_sees_imports_of_every_kind() -> None:
    module = Module(PACKAGE / "pricing.py")
    module.parts = ("commands", "budget")
    module.tree = ast.parse(
        "import os.path\n"
        "from acorns_cli import quantities, __version__\n"
        "from ..writes import whole_file\n"
        "from . import options\n"
        "if TYPE_CHECKING:\n"
        "    import typing_only\n"
        "def later():\n"
        "    from acorns_cli.formats import table\n"
    )
    assert module.imports() == {
        "os.path",
        "acorns_cli.quantities",
        "acorns_cli.__version__",
        "acorns_cli.writes.whole_file",
        "acorns_cli.commands.options",
        "typing_only",
        "acorns_cli.formats.table",
    }
    assert module.imports(at_start=True) == module.imports() - {
        "typing_only",
        "acorns_cli.formats.table",
    }
    assert module.layers_imported() == {"quantities", "__init__", "writes", "commands", "formats"}


@every_module
def test_every_module_has_its_place_in_the_house(module: Module) -> None:
    assert module.layer in LAYERS


@every_module
def test_imports_go_one_way(module: Module) -> None:
    assert module.layers_imported() <= MAY_IMPORT[module.layer]


@every_pure_module
def test_the_pure_part_imports_nothing_that_touches_the_world(module: Module) -> None:
    assert not {name.split(".")[0] for name in module.imports()} & IMPURE_MODULES


@every_pure_module
def test_the_pure_part_prints_nothing_opens_nothing_and_asks_no_clock(module: Module) -> None:
    for called in module.calls():
        if isinstance(called, ast.Name):
            assert called.id not in IMPURE_CALLS, ast.unparse(called)
        elif isinstance(called, ast.Attribute):
            assert called.attr not in CLOCK_CALLS, ast.unparse(called)


@every_module
def test_what_is_slow_to_load_is_loaded_where_it_is_used(module: Module) -> None:
    at_start = module.imports(at_start=True)
    slow = {"rich", "av", "platformdirs"}
    if module.parts == ("formats", "table"):
        slow.remove("rich")
    assert not {name.split(".")[0] for name in at_start} & slow
    assert not any(f"{name}.".startswith("acorns_cli.formats.table.") for name in at_start)


@every_module
def test_a_module_is_one_noun(module: Module) -> None:
    assert not {"util", "utils", "helper", "helpers", "common", "misc"} & set(module.parts)


@every_module
def test_a_module_names_no_path_outside_the_project(module: Module) -> None:
    named = re.findall(r"(?:^|[\s'\"`(=])((?:\.\.)?/(?!dev/)[\w.]+\S*)", module.source)
    assert named == []


def test_the_contributors_guide_lists_the_house_in_its_order() -> None:
    guide = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8")
    listed = re.findall(r"^  (\w+)(?:\.py|/) ", guide, re.MULTILINE)
    assert listed == [*PURE, *OUTSIDE, "formats", "commands"]
