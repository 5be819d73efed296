"""Where the shipped files lie: at the top of a checkout, inside an installed package."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("templates", "data/reference", "data/samples")


def checkout() -> Path | None:
    """Return the top of the checkout that the code runs from, or nothing when it is installed."""
    top = _PACKAGE.parent
    return top if (top / "pyproject.toml").is_file() and (top / "templates").is_dir() else None


def shipped(relative: str) -> Path:
    """Return the file or folder that is shipped under this name, which never leaves its folder.

    Raises:
        ValueError: the name is not one under templates, data/reference or data/samples.
        FileNotFoundError: nothing of this name is shipped.
    """
    name = PurePosixPath(relative)
    if ".." in name.parts or not any(name.is_relative_to(folder) for folder in _FOLDERS):
        raise ValueError(f"not a shipped name: {relative}")
    path = (checkout() or _PACKAGE / "_shipped") / name
    if not path.exists():
        raise FileNotFoundError(f"not shipped: {relative}")
    return path
