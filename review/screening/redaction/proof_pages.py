"""Two other readers of a PDF, for the proof: what its pages say, and what its objects write."""

from __future__ import annotations

from collections.abc import Iterator

from review.screening.limits import Limits
from review.screening.redaction.pdf_proof import extractable
from review.screening.redaction.views import View, Views


def page_views(content: bytes, *, limits: Limits) -> Iterator[Views]:
    """Yield what each reader takes out."""
    found = extractable(content, limits=limits)
    yield iter([View("pages", found.pages)])
    yield iter([View("objects", found.objects)])
