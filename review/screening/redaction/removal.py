"""What is to be taken out of a file, and why it could not be."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A stretch of the text of a page, as its reader gives it, and what stands there instead."""

    page: int
    """Counted from 1."""
    start: int
    end: int
    """Offsets in the visible text of the page; the end is not part of it."""
    replacement: str = field(default="", repr=False)
    """A masked number, a run of signs, or nothing."""
    reason: str = ""
    """A short code that is printed on the place."""


class NotRemoved(Exception):  # noqa: N818 - an answer: no clean copy can be made
    """The clean copy still holds, or may hold, what was to be removed; says nothing of it."""
