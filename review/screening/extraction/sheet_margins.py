"""Headers and footers of sheets: three texts in one, with codes for fonts and fields between."""

from __future__ import annotations

import re

_SIDES = re.compile(r"&([LCR])")
_CODE = re.compile(
    r'&(?:(?P<and>&)|"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}'
    r"|(?P<field>[PNDTGFAZ])(?:[+-][0-9]+)?|[BIUESXYOH])"
)


def margin_texts(code: str) -> list[str]:
    """Return what stands left, in the middle and right; fields such as the page number left out."""
    held = code.replace("&&", "\0")
    pieces = _SIDES.split(held)
    sides = [pieces[0], *pieces[2::2]]
    texts = (_CODE.sub("", side).replace("\0", "&").strip() for side in sides)
    return [text for text in texts if text]
