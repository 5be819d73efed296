"""Taking texts out of XML that is being read: what is taken is not said again by what is left."""

from __future__ import annotations

from lxml import etree

from review.screening.extraction.sheet_plain import plain

_DIGITS = 9


def taken(element: etree._Element, name: str) -> str:
    """Take an attribute off: what is taken is not said again by what is left."""
    return plain(str(element.attrib.pop(name, ""))).strip()


def taken_text(element: etree._Element) -> str:
    """Take all text out of an element."""
    text = plain("".join(map(str, element.itertext()))).strip()
    for child in list(element):
        element.remove(child)
    element.text = None
    return text


def counted(text: str | None) -> int:
    """Return a number that a part counts by; -1 where it is none."""
    return int(text) if text and text.isdecimal() and len(text) <= _DIGITS else -1
