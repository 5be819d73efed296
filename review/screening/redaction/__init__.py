"""Clean copies: what must not be public is truly taken out of a file, and shown to be gone."""

from __future__ import annotations

from review.screening.redaction.choice import Choice
from review.screening.redaction.labelled import label_of
from review.screening.redaction.no_copy import NoCopy, Why
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.redaction.redactor import redact

__all__ = ["Choice", "NoCopy", "RedactedCopy", "Why", "label_of", "redact"]
