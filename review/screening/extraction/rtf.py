"""RTF files: what they say, where it stands, and what of it does not show."""

from __future__ import annotations

from typing import Final

from review.screening.extraction.finds import gathered
from review.screening.extraction.rtf_reader import RtfReader
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead

MEDIA_TYPE: Final = "application/rtf"


def read_rtf(content: bytes, *, limits: Limits) -> Extract:
    """Read an RTF.

    Raises:
        NotRead: broken off, nested beyond reason, or with text in no known writing.
    """
    try:
        reader = RtfReader(limits=limits)
        return gathered(reader.finds(content), media_type=MEDIA_TYPE)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
