"""Numbers, boxes and matrices as OFD writes them: millimetres, from the upper left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST: Final = 1e6
_MOST_SIGNS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: Box, *, slack: float = 0.5) -> bool:
        """Whether the other lies within, but for this many millimetres."""
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and self.x + self.width >= other.x + other.width - slack
            and self.y + self.height >= other.y + other.height - slack
        )

    def misses(self, other: Box) -> bool:
        """Whether the other lies wholly outside."""
        return (
            other.x >= self.x + self.width
            or other.y >= self.y + self.height
            or other.x + other.width <= self.x
            or other.y + other.height <= self.y
        )

    @property
    def area(self) -> float:
        """In square millimetres."""
        return max(self.width, 0.0) * max(self.height, 0.0)


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list; what is none is passed over."""
    found = []
    for word in (text or "").replace(",", " ").split():
        number = _number(word)
        if number is not None:
            found.append(number)
    return found


def number_of(text: str | None, *, default: float) -> float:
    """Return one number, or what stands for it where there is none."""
    return next(iter(numbers(text)), default)


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _MOST else None


def box_of(text: str | None) -> Box | None:
    """Return a box; nothing where four numbers are missing."""
    found = numbers(text)
    return Box(*found[:4]) if len(found) >= 4 else None  # noqa: PLR2004 - x, y, width, height


def matrix_of(text: str | None) -> Matrix:
    """Return a matrix; the one that changes nothing where none is given."""
    found = numbers(text)
    if len(found) != 6:  # noqa: PLR2004
        return PLAIN
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def after(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does what the inner does, and then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(x: float, y: float) -> Matrix:
    """Return the matrix that moves by this much."""
    return 1.0, 0.0, 0.0, 1.0, x, y


def put(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def deltas(text: str | None) -> list[float]:
    """Return the steps from sign to sign; `g 3 5.2` is three times 5.2."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = _number(next(words, "")), _number(next(words, ""))
            most = _MOST_SIGNS - len(steps)
            steps += [step or 0.0] * min(max(int(count or 0), 0), most)
        else:
            steps.append(_number(word) or 0.0)
    return steps
