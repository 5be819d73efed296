"""What a child answers that drew a page, as JSON: no object of its own comes across."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from review.domain.page_picture import PagePicture, Spot


def packed(picture: PagePicture) -> bytes:
    """Write a page down."""
    plain = {
        "image": base64.b64encode(picture.image).decode(),
        "size": [picture.width, picture.height],
        "page": [picture.page, picture.pages],
        "spots": [[one.finding, one.x, one.y, one.width, one.height] for one in picture.spots],
    }
    return json.dumps(plain).encode()


def unpacked(answer: bytes) -> PagePicture:
    """Read a page; ValueError, LookupError or TypeError if it is none."""
    plain: Mapping[str, Any] = json.loads(answer)
    (width, height), (page, pages) = plain["size"], plain["page"]
    image = base64.b64decode(plain["image"], validate=True)
    if not image.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError
    return PagePicture(
        image=image,
        width=int(width),
        height=int(height),
        page=int(page),
        pages=int(pages),
        spots=tuple(_spot(*row) for row in plain["spots"]),
    )


def _spot(finding: str, x: int, y: int, width: int, height: int) -> Spot:
    return Spot(finding=str(finding), x=int(x), y=int(y), width=int(width), height=int(height))
