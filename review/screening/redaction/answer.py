"""What a child answers that made a copy, or none: a line of JSON, then the bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from review.screening.redaction.no_copy import NoCopy, Why
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.ruleset import Ruleset
from review.screening.segments import Unread


def unreadable(unread: Unread, *, ruleset: Ruleset) -> NoCopy:
    """Return the refusal of a file that was not read."""
    pages = "、".join(map(str, unread.pages))
    return NoCopy(Why.UNREADABLE, ruleset.reason(unread.reason.value).format(pages=pages))


def packed(copy: RedactedCopy) -> bytes:
    """Write a copy down: a line about it, then its bytes."""
    told = {
        "media_type": copy.media_type,
        "ending": copy.ending,
        "cuts": copy.cuts,
        "left_out": dict(copy.left_out),
    }
    return json.dumps(told).encode() + b"\n" + copy.content


def refused(refusal: NoCopy) -> bytes:
    """Write a refusal down."""
    return json.dumps({"why": refusal.why.value, "detail": refusal.detail}).encode() + b"\n"


def unpacked(answer: bytes) -> RedactedCopy:
    """Read a copy, or raise the refusal; ValueError, LookupError or TypeError if it is neither."""
    head, _, content = answer.partition(b"\n")
    told: Mapping[str, Any] = json.loads(head)
    if "why" in told:
        raise NoCopy(Why(told["why"]), str(told["detail"]))
    return RedactedCopy(
        content=content,
        media_type=str(told["media_type"]),
        ending=str(told["ending"]),
        cuts=int(told["cuts"]),
        left_out={str(name): int(count) for name, count in told["left_out"].items()},
    )
