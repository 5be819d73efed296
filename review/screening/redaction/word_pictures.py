"""The pictures of a Word file, drawn anew without whatever else their files hold."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from PIL import Image, UnidentifiedImageError

from review.screening.extraction.office import Office
from review.screening.extraction.word_styles import attribute

_MOST_DOTS: Final = 40_000_000
_MOST_LENGTH: Final = 9
"""Digits of a length in English metric units: farther than any page."""
_DRAWN = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="{number}" name="{number}"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


@dataclass(slots=True)
class Pictures:
    """The pictures that a copy keeps, if it keeps any."""

    office: Office
    are_kept: bool
    made: list[bytes] = field(default_factory=list)

    def drawn(self, drawing: etree._Element, *, source: str, relations: list[str]) -> str:
        """Return a picture of a part in a run of its own; empty where it is left out."""
        blip = next(drawing.iter("{*}blip"), None)
        extent = next(drawing.iter("{*}extent"), None)
        if blip is None:
            return ""
        content = self._content(blip, source=source) if self.are_kept else None
        if content is None or extent is None:
            return ""
        self.made.append(content)
        number = len(self.made)
        relations.append(f"media/picture{number}.png")
        wide, high = (_length(extent.get(side, "")) for side in ("cx", "cy"))
        return _DRAWN.format(wide=wide, high=high, number=number, relation=f"p{len(relations)}")

    def _content(self, blip: etree._Element, *, source: str) -> bytes | None:
        name = self.office.target(source, attribute(blip, "embed"))
        return redrawn(self.office.contents[name]) if name else None


def redrawn(content: bytes) -> bytes | None:
    """Return the dots of a picture as PNG; nothing for what is none, or too large."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_DOTS:
                return None
            plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    made = io.BytesIO()
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    bare.save(made, format="PNG")
    return made.getvalue()


def _length(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_LENGTH else 1
