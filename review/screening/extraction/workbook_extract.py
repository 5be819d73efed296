"""What reading a workbook came to: everything found, or why it is unread all the same."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.findings import Part
from review.screening.extraction.finds import Find
from review.screening.segments import (
    Embedded,
    Segment,
    Visibility,
)

_CONTENT = frozenset({Part.BODY, Part.TEXT_BOX, Part.CHART, Part.COMMENT, Part.HEADER, Part.FOOTER})
FEW = 20
"""With fewer characters than this beside pictures, the pictures are the paper."""


def characters_shown(find: Find) -> int:
    """Return how many characters people see."""
    if not isinstance(find, Segment) or find.visibility is not Visibility.VISIBLE:
        return 0
    return 0 if find.part is Part.OTHER else len("".join(find.text.split()))


def says_something(finds: Iterable[Find]) -> bool:
    """Whether there is content on some sheet, seen or not, or a file in the workbook."""
    return any(
        isinstance(find, Embedded)
        or (isinstance(find, Segment) and find.part in _CONTENT and bool(find.text.strip()))
        for find in finds
    )
