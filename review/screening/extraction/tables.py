"""Whether a text is a table: the same number of commas or tabs in almost every line."""

from __future__ import annotations

from collections import Counter

SIGNS = ",\t;|"
"""What may stand between cells."""
_SAMPLE, _LINES, _FEWEST = 16_384, 200, 3
_MOSTLY = 0.9


def is_table(content: bytes) -> bool:
    """Whether the beginning of a text has the same number of commas or tabs in every line."""
    lines = [line for line in content[:_SAMPLE].splitlines()[:_LINES] if line.strip()]
    if len(content) > _SAMPLE:
        lines = lines[:-1]
    counts = ([line.count(sign.encode()) for line in lines] for sign in SIGNS)
    return len(lines) >= _FEWEST and any(_evenness(each) >= _MOSTLY for each in counts)


def sign_of(text: str) -> str:
    """Return what stands between the cells: what most lines have the same number of."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:_LINES] if line.strip()]
    return max(SIGNS, key=lambda sign: _evenness([line.count(sign) for line in lines]))


def _evenness(counts: list[int]) -> float:
    """Return which share of lines has the usual number, if that is not nought."""
    used = Counter(count for count in counts if count)
    return max(used.values(), default=0) / max(len(counts), 1)
