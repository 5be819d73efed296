"""Small modules, short functions: what can be read in one sitting can be checked."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from tests.architecture.source import PRODUCT, TOP, modules, tree

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60

FIRST = "review/storage/migrations/versions/0001_first_light.py"
EXCUSED: dict[str, str] = {
    FIRST: "the first tables, as generated; a migration is never edited",
    f"{FIRST}::upgrade": "the same",
}
"""Module, or module::function, and the reason why it may be longer."""


def module_lengths() -> dict[str, int]:
    return {
        path.as_posix(): len((TOP / path).read_text(encoding="utf-8").splitlines())
        for path in modules(*PRODUCT, "tests")
    }


def function_lengths(*folders: str) -> dict[str, int]:
    return {
        f"{path.as_posix()}::{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def is_written(name: str) -> bool:
    """Tell what is written by hand and belongs to the product."""
    return not name.startswith(("tests/", "review/storage/migrations/versions/"))


def too_long(lengths: dict[str, int], *, limit: int) -> dict[str, int]:
    return {name: lines for name, lines in lengths.items() if lines > limit and name not in EXCUSED}


def test_no_module_is_too_long_to_read():
    assert too_long(module_lengths(), limit=LINES_OF_A_MODULE) == {}


def test_no_function_is_too_long_to_read():
    assert too_long(function_lengths(*PRODUCT, "tests"), limit=LINES_OF_A_FUNCTION) == {}


def test_most_modules_and_functions_are_short():
    """The budget of the style paper: median and tail, not only the longest."""
    functions = [n for name, n in function_lengths(*PRODUCT).items() if is_written(name)]
    lines = [n for name, n in module_lengths().items() if is_written(name)]

    assert median(functions) <= 8
    assert quantiles(functions, n=20)[-1] <= 30
    assert median(lines) <= 90
    assert quantiles(lines, n=20)[-1] <= 250


def test_no_excuse_outlives_its_reason():
    """A module that was shortened loses its excuse."""
    lengths = module_lengths() | function_lengths(*PRODUCT, "tests")
    limits = {name: LINES_OF_A_FUNCTION if "::" in name else LINES_OF_A_MODULE for name in EXCUSED}

    assert [name for name in EXCUSED if lengths.get(name, 0) <= limits[name]] == []
    assert all(reason.strip() for reason in EXCUSED.values())
