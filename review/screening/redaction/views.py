"""What one reader takes out of a copy, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class View:
    """One text that a reader takes out."""

    place: str
    text: str = field(repr=False)
    least: int = 1
    """So many bytes of UTF-8 a word must have to be looked for here: fewer are met by accident."""

    @property
    def is_apart(self) -> bool:
        """Whether it says again what other views say."""
        return self.least > 1

    @property
    def is_one(self) -> bool:
        """Whether texts that stand apart run together in it."""
        return self.least == IN_ONE


IN_VALUES: Final = 6
"""In attributes and in bytes: a name of two signs, a number of six."""
IN_ONE: Final = 10
"""In texts that were run together: a name of four signs, a longer number."""
Views: TypeAlias = Iterator[View]
