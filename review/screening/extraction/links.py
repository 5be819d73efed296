"""Where a file points to: addresses that open nothing, and those that reach out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from review.domain.findings import Part
from review.screening.extraction.base64_blocks import from_base64
from review.screening.extraction.pdf_strings import is_telling
from review.screening.segments import Embedded, Place, Segment, Trace, Visibility

EXTERNAL, ACTIVE = "hidden.external_link", "hidden.active_content"
_LOCAL = re.compile(r"(?:file:|\\\\|[a-z]:[\\/]|smb:|ldap:|ftp:|nfs:|dav:|ms-\w+:)", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCRIPT = re.compile(r"(?:javascript|vbscript|livescript|data:text/html)", re.IGNORECASE)
_DATA = re.compile(r"data:([\w.+/-]*)((?:;[\w=.+-]+)*),", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20\u200b\ufeff]+")


def link_finds(
    address: str, *, place: Place | None = None, loads: bool = False
) -> Iterator[Segment | Trace | Embedded]:
    """Tell of one address.

    `loads`: opening the file fetches it, so that a web address too reaches out; a link that a
    reader may follow to the open web is harmless.
    """
    plain, at = address.strip(), place or {}
    if not plain:
        return
    if plain[:5].casefold() == "data:":
        yield from _data(plain)
    elif _SCRIPT.match(_SPACE.sub("", plain)):
        yield Segment(text=plain, part=Part.MACRO, place=at, visibility=Visibility.META)
        yield Trace(rule=ACTIVE, part=Part.MACRO, place=at, text=plain)
    elif _LOCAL.match(plain) or (loads and _REMOTE.match(plain)):
        yield Segment(text=unquote(plain), part=Part.LINK, place=at, visibility=Visibility.META)
        yield Trace(rule=EXTERNAL, part=Part.LINK, place=at, text=unquote(plain))
    elif is_telling(unquote(plain)):
        yield Segment(text=unquote(plain), part=Part.LINK, place=at, visibility=Visibility.META)


def _data(address: str) -> Iterator[Segment | Embedded]:
    """Hand on the file that an address holds within itself."""
    found = _DATA.match(address)
    if found is None:
        yield Segment(text=address, part=Part.LINK, visibility=Visibility.META)
        return
    content = data_in(address[found.end() :], is_base64="base64" in found[2].casefold())
    kind = found[1].casefold()
    ending = kind.rpartition("/")[2].partition("+")[0]
    name = f"data.{ending}" if ending in _ENDINGS else "data"
    if content:
        yield Embedded(name=name, content=content, is_picture=kind.startswith("image/"))


_ENDINGS = frozenset({"png", "jpeg", "gif", "bmp", "pdf", "html", "svg"})


def data_in(text: str, *, is_base64: bool) -> bytes:
    """Return the bytes that an address holds."""
    raw = unquote_to_bytes(text)
    if not is_base64:
        return raw
    return from_base64(raw)
