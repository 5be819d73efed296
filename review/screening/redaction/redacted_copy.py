"""A clean copy of a file, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedCopy:
    """A clean copy, in which two readers have looked for what was removed and met none of it."""

    content: bytes = field(repr=False)
    media_type: str
    ending: str
    """Of its name: a copy of a .docm is a .docx."""
    cuts: int
    """So many places were cut."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What else the file held and the copy does not, and how often: by rule or by part."""
