"""A clean copy of a PDF, with what is kept of its pages."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.findings import Part
from review.screening.extraction.pdf import read_pdf
from review.screening.limits import Limits
from review.screening.redaction.cuts import Copy, cuts_in, kept_of
from review.screening.redaction.pdf import redacted_pdf
from review.screening.redaction.removal import Removal
from review.screening.segments import Segment, Visibility


def copied_pages(content: bytes, *, removals: Sequence[Removal], limits: Limits) -> Copy:
    """Return a copy of the pages without what was removed, masks and reasons over the places.

    Raises:
        NotRead: the file cannot be read.
        NotRemoved: something can still be taken out, or stands elsewhere than was said.
    """
    pages = [one for one in read_pdf(content, limits=limits).segments if _is_page(one)]
    kept: list[str] = []
    cuts = done = 0
    for page in pages:
        mine = [one for one in removals if one.page == page.place["page"]]
        own = cuts_in(page.text, mine)
        cuts += len(own)
        kept.append(kept_of(page.text, own))
        done += len(mine)
    copy = redacted_pdf(content, removals=removals, limits=limits)
    return Copy(content=copy, kept=tuple(kept), cuts=cuts, done=done)


def _is_page(segment: Segment) -> bool:
    """Whether a segment is all that shows on one page."""
    is_shown = segment.part is Part.BODY and segment.visibility is Visibility.VISIBLE
    return is_shown and set(segment.place) == {"page"}
