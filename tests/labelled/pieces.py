"""The templates of the folder `texts`: papers, and what may be put into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.labelled.fill import Bit, fill, kinds_of
from tests.labelled.labels import EXPECTED
from tests.labelled.scene import TEXTS, Scene


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A kind of paper, with lines `@here` where pieces may go."""

    name: str
    is_official: bool
    """It has the head of an office, and at the foot who printed it for whom."""
    lines: tuple[str, ...]


@cache
def skeletons() -> tuple[Skeleton, ...]:
    """Return every kind of paper."""
    return tuple(map(_skeleton, _text("papers").split("=== ")[1:]))


def _skeleton(text: str) -> Skeleton:
    first, *lines = text.strip().splitlines()
    name, form = first.split()
    return Skeleton(name=name, is_official=form == "official", lines=tuple(lines))


def _text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


@cache
def pieces(name: str) -> tuple[str, ...]:
    """Return the pieces of one file, in its order."""
    return tuple(piece.strip("\n") for piece in _text(name).split("\n---\n"))


@cache
def by_kind(name: str, *, planted: bool) -> dict[str, tuple[str, ...]]:
    """Return, for each kind of a file, the pieces that have it."""
    kinds: dict[str, list[str]] = {}
    for piece in pieces(name):
        for kind in sorted(kinds_of(piece)):
            if (kind in EXPECTED) is planted:
                kinds.setdefault(kind, []).append(piece)
    return {kind: tuple(found) for kind, found in kinds.items()}


def lines_of(piece: str, scene: Scene) -> list[list[Bit]]:
    """Draw a piece, line by line; a line of a table that begins with a star is drawn many times."""
    return [list(fill("\t".join(cells), scene)) for cells in cells_of(piece, scene)]


def cells_of(piece: str, scene: Scene) -> Iterator[list[str]]:
    """Return the lines of a piece as templates, cut into cells where they are rows."""
    scene.begin_rows()
    for line in piece.split("\n"):
        times = scene.rng.randint(3, 8) if line.startswith("*|") else 1
        for _ in range(times):
            yield _cells(line)


def _cells(line: str) -> list[str]:
    if not line.startswith(("|", "*|")):
        return [line]
    return [cell.strip(" ") for cell in line.strip("*|").split("|")]


def is_table(piece: str) -> bool:
    """Tell whether every line of a piece is a row."""
    return all(line.startswith(("|", "*|")) for line in piece.splitlines())
