"""The project's own files, as the tests that guard it read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from review.shipped import checkout

TOP = checkout() or Path()
PRODUCT = ("review", "workflows")


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Return every module of these packages, as paths from the top."""
    found = (path.relative_to(TOP) for folder in folders for path in (TOP / folder).rglob("*.py"))
    return tuple(sorted(found))


@cache
def tree(path: Path) -> ast.Module:
    """Read one module."""
    return ast.parse((TOP / path).read_text(encoding="utf-8"))


@cache
def files() -> tuple[Path, ...]:
    """Return what is, or is about to be, part of the project: all that git does not ignore.

    An unpacked archive has no git; there everything counts but what tools leave behind.
    """
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=TOP, capture_output=True, check=False)
    if listed.returncode or not listed.stdout:
        return tuple(path.relative_to(TOP) for path in _unpacked(TOP))
    names = listed.stdout.decode("utf-8").split("\0")
    return tuple(Path(name) for name in names if name and (TOP / name).is_file())


def _unpacked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not _is_left_behind(path):
            yield from _unpacked(path)
        elif path.is_file():
            yield path


def _is_left_behind(folder: Path) -> bool:
    hidden = folder.name.startswith(".") and folder.name != ".ci"
    return hidden or folder.name in {"__pycache__", "dist", "build"} or folder == TOP / "data/local"


def texts() -> Iterator[tuple[Path, str]]:
    """Read every file that is text."""
    for path in files():
        content = (TOP / path).read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def literals(path: Path) -> Iterator[ast.Constant]:
    """Find the strings a program would use: all but docstrings, of attributes too."""
    module = tree(path)
    explained = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or id(node) in explained:
            continue
        if isinstance(node.value, str):
            yield node
