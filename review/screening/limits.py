"""How much a file may cost before it counts as unreadable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings of one screening; each is far above any paper an office publishes."""

    content: int = 128 * MEBIBYTE
    text: int = 32 * MEBIBYTE
    entries: int = 4096
    inflated: int = 192 * MEBIBYTE
    markup: int = 48 * MEBIBYTE
    """Inflated size of one XML part: a tree takes many times its text."""
    ratio: int = 400
    ratio_from: int = 4 * MEBIBYTE
    """Below this size a high ratio does no harm."""
    depth: int = 8
    """How many files may lie inside one another."""
    pages: int = 5000
    scans: int = 200
    """So many pictures are recognised; a file with more is not read. With 0 none is tried."""
    pixels: int = 60_000_000
    """Of one picture or frame: A3 at 600 dpi has 69 million, at 500 dpi 48."""
    objects: int = 400_000
    revisions: int = 16
    seconds: float = 60.0
    cpu_seconds: int = 45
    address_space: int = 1536 * MEBIBYTE
    open_files: int = 64
    answer: int = 16 * MEBIBYTE
    """Largest answer taken from the child."""


LIMITS: Final = Limits()

_SCAN_SECONDS, _SEEING_SECONDS = 20, 60
_SEEING_SPACE: Final = 6144 * MEBIBYTE
"""Recognition maps its models and work space; resident it needs about a gigabyte."""


def seeing_limits(limits: Limits, *, scans: int) -> Limits:
    """Return the limits of a child that also recognises this many pictures."""
    seconds = _SEEING_SECONDS + _SCAN_SECONDS * min(scans, limits.scans)
    return replace(
        limits,
        seconds=limits.seconds + seconds,
        cpu_seconds=limits.cpu_seconds + 2 * seconds,  # it works in two threads
        address_space=max(limits.address_space, _SEEING_SPACE),
    )
