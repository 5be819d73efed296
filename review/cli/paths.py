"""The files under paths: folders are read through, links never lead out of them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workflows.words import Term


class Obstacle(Term):
    """Why something under a path cannot be looked at; it never counts as clear."""

    OUTSIDE = "outside", "指向文件夹之外的链接，未检测"
    NO_FILE = "no_file", "不是普通文件，未检测"
    NO_FOLDER = "no_folder", "文件夹打不开，其中的文件未检测"
    NOT_LEGIBLE = "not_legible", "文件打不开，未检测"
    TOO_LARGE = "too_large", "文件超过 200 MB，未检测"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A file to be looked at, or what stands where one should."""

    path: Path
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found under the paths, and which of them do not exist."""

    things: tuple[Thing, ...]
    missing: tuple[Path, ...]


def seen_in(paths: Iterable[Path]) -> Seen:
    """Look at every path, in the order given; a folder's files in the order of their names."""
    paths = tuple(spelt for path in paths for spelt in _spelt_out(path))
    there = [path for path in paths if path.exists()]
    return Seen(
        things=tuple(thing for path in there for thing in _things_of(path)),
        missing=tuple(path for path in paths if not path.exists()),
    )


def _spelt_out(path: Path) -> list[Path]:
    """Return what a pattern stands for, where no shell has done so before; else the path itself."""
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    spelt = glob.iglob(str(path), recursive=True, include_hidden=True)  # noqa: PTH207 - from any root
    return sorted(map(Path, spelt)) or [path]


def _things_of(path: Path) -> Iterator[Thing]:
    if not path.is_dir():
        yield _thing(path)
        return
    inside = path.resolve()
    for each in _under(path):
        if isinstance(each, Thing):
            yield each
        elif each.is_symlink() and not _leads_into(each, inside):
            yield Thing(path=each, obstacle=Obstacle.OUTSIDE)
        elif not each.is_dir():  # a linked folder inside this one is read where it lies
            yield _thing(each)


def _thing(path: Path) -> Thing:
    # Opening a pipe or a device would wait for ever.
    return Thing(path=path, obstacle=None if path.is_file() else Obstacle.NO_FILE)


def _under(folder: Path) -> Iterator[Path | Thing]:
    unopened: list[Thing] = []

    def note(fault: OSError) -> None:
        unopened.append(Thing(path=Path(fault.filename), obstacle=Obstacle.NO_FOLDER))

    for top, folders, names in os.walk(folder, onerror=note, followlinks=False):
        folders.sort()
        links = (name for name in folders if Path(top, name).is_symlink())
        yield from (Path(top, name) for name in sorted((*names, *links)))
    yield from unopened


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # a link that leads in a circle
        return False
