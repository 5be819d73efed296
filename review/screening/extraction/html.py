"""Web pages: their text as it shows, what is hidden in them, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.css import Sheet
from review.screening.extraction.finds import Finds, gathered, meta
from review.screening.extraction.html_beside import beside
from review.screening.extraction.html_encoding import page_texts
from review.screening.extraction.html_text import PageText
from review.screening.extraction.pdf_strings import untagged
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Segment, Trace, Visibility

MEDIA_TYPE: Final = "text/html"


def read_html(content: bytes, *, limits: Limits) -> Extract:
    """Read a web page.

    Raises:
        NotRead: too large, in no writing that is known for certain, or nested beyond reason.
    """
    if len(content) > limits.text:
        raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
    try:
        first, *others = page_texts(content)
        return gathered(_finds(first, others), media_type=MEDIA_TYPE)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal


def _finds(text: str, others: list[str]) -> Finds:
    top = tuple(_parsed(text))
    texts = [style.text or "" for one in top for style in one.iter("style")]
    sheet = Sheet(texts)
    page = PageText(sheet)
    for one in top:
        if isinstance(one.tag, str):
            yield from page.finds(one)
    for one in top:
        yield from beside(one)
    for selector in sheet.unread:
        if _hides(selector):
            yield Trace(rule="hidden.markup", part=Part.OTHER, text=selector)
    for other in others:
        said = untagged(other)
        yield Segment(text=said, part=Part.OTHER, visibility=Visibility.HIDDEN)
        yield meta(other)


def _parsed(text: str) -> Iterator[etree._Element]:
    """Yield what stands at the top: a page, and what its makers put before and behind it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    if root is None:
        raise NotRead(Reason.EMPTY)
    if any(fault.level_name == "FATAL" for fault in parser.error_log):
        raise NotRead(Reason.TOO_DEEP)
    yield from reversed(list(root.itersiblings(preceding=True)))
    yield root
    yield from root.itersiblings()


def _hides(selector: str) -> bool:
    return any(
        word in selector for word in ("none", "hidden", "opacity:0", "font-size:0", "mso-hide")
    )
