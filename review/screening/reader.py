"""Which program reads the files: a later one may see what this one did not."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_OTHERS: Final = (
    "lxml", "numpy", "olefile", "onnxruntime", "pikepdf", "pillow", "py7zr", "pypdfium2",
    "python-calamine", "rapidocr",
)  # fmt: skip
"""What others wrote and files are read with."""


@functools.cache
def reader() -> str:
    """Return the SHA-256 of the reading code and of the versions of what it reads with.

    It is a part of every ruleset's identity, so that what an older program found clear is not
    taken for what this one finds.
    """
    return reader_of(Path(__file__).parent, others={name: _version(name) for name in _OTHERS})


def reader_of(folder: Path, *, others: dict[str, str]) -> str:
    """Return the same for the code in a folder and the versions of these packages."""
    digest = hashlib.sha256(repr(sorted(others.items())).encode())
    for path in sorted(folder.rglob("*.py")):
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
