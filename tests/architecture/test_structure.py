"""The layers, the one place of each power, and names that say what a thing is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tests.architecture.source import PRODUCT, TOP, files, modules, tree

NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "misc",
    "tools",
}


def test_imports_run_one_way():
    """The contracts of pyproject.toml hold: layers, the engine's library, no framework inside."""
    kept = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )

    assert kept.returncode == 0, kept.stdout
    assert "4 kept, 0 broken" in kept.stdout


def test_the_layers_name_modules_that_exist():
    """A layer that was renamed is not silently unguarded."""
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in contracts["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    signs = str.maketrans(dict.fromkeys("(|:)", " "))
    named = {name for layer in layers for name in layer.translate(signs).split()}

    there = {path.stem for path in (TOP / "review").iterdir() if _is_module(path)}
    assert named == there - {"__init__", "__main__"}


CHILDS = re.compile(r"review\.screening\.[\w.]+:serve")
PARSERS = ("review.screening.extraction", "pikepdf", "pypdfium2", "PIL", "defusedxml", "openpyxl")


def test_the_process_that_serves_holds_no_parser():
    """Files are parsed by children alone: what a parser may be made to do, it does not do here."""
    asked = "import review.web.serving, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], cwd=TOP, stdout=subprocess.PIPE, check=True
    )
    held = loaded.stdout.decode().split()

    assert "review.screening.apart" in held  # by which the children are asked
    assert [name for name in held if name.startswith(PARSERS)] == []


def test_what_a_child_is_asked_to_do_is_there():
    """The work of a child is named and not imported: a name that went is met before a file is."""
    named = [
        node.value
        for path in modules(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and CHILDS.fullmatch(str(node.value))
    ]

    assert len(named) == 4
    for name in named:
        assert callable(resolve_name(name)), name


def _is_module(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").is_file()


BESIDE_THE_FOLDERS = {
    ".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE",
    "Makefile", "README.en.md", "README.md", "pyproject.toml",
}  # fmt: skip
FOLDERS = {"data", "docs", "requirements", "review", "templates", "tests", "workflows"}


def test_nothing_lies_at_the_top_that_nobody_put_there():
    """What a run of the tests leaves behind is not taken in with the next commit."""
    assert {path.parts[0] for path in files()} == FOLDERS | BESIDE_THE_FOLDERS


def test_every_folder_with_modules_is_a_package():
    """A folder without __init__.py escapes the type checker and the layers."""
    folders = {path.parent for path in modules(*PRODUCT)}
    bare = {folder for folder in folders if not (TOP / folder / "__init__.py").is_file()}

    assert {folder for folder in bare if "migrations" not in folder.parts} == set()


def test_a_module_is_named_for_what_it_holds():
    parts = {
        (path, part) for path in modules(*PRODUCT, "tests") for part in path.with_suffix("").parts
    }

    assert [str(path) for path, part in parts if part in NAMES_THAT_SAY_NOTHING] == []


def called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def test_only_the_edge_commits():
    """One request, one transaction: whoever else commits makes half a step durable."""
    commits = [
        f"{path.as_posix()}:{call.lineno}"
        for path in modules(*PRODUCT)
        for name, call in called(path)
        if name == "commit" and path.as_posix() != "review/storage/database.py"
    ]

    assert commits == []


LEVELS = {"trace", "debug", "info", "success", "warning", "error", "critical", "exception"}


def logged(path: Path) -> Iterator[ast.Call]:
    for name, call in called(path):
        source = ast.unparse(call.func)
        if name in LEVELS and source.startswith("logger."):
            yield call


def is_constant(argument: ast.expr) -> bool:
    return (
        isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and not set("{}") & set(argument.value)
    )


def test_what_is_logged_is_a_constant_with_named_values():
    """A message composed of what was read would be a format, and a leak."""
    composed = [
        f"{path.as_posix()}:{call.lineno}"
        for path in modules(*PRODUCT)
        for call in logged(path)
        if len(call.args) != 1 or not is_constant(call.args[0])
    ]

    assert composed == []


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ('logger.info("scanned", case=1)', True),
        ('logger.info(f"scanned {text}")', False),
        ('logger.opt(exception=e).error("scanned {}", text)', False),
        ("logger.warning(message)", False),
    ],
)
def test_the_rule_for_log_lines_tells_good_from_bad(line, accepted):
    """A rule that refuses nothing guards nothing."""
    (call,) = (
        node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call) and node.args
    )

    assert (len(call.args) == 1 and is_constant(call.args[0])) is accepted


def test_no_fault_is_swallowed():
    """What nobody expected must be seen: no bare except, and none that does nothing."""
    silent = [
        f"{path.as_posix()}:{node.lineno}"
        for path in modules(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or _catches_all(node.type))
        and all(isinstance(line, ast.Pass) for line in node.body)
    ]

    assert silent == []


def _catches_all(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}
