"""PDFs made to bring a reader down, or to show one thing to one reader and another to another."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def raw_pdf(objects: Iterable[bytes], *, more: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first of which is its root."""
    content, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    content += more
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1)
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(raw: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is written."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(raw), entries, raw)


def paged(*objects: bytes, page: bytes = PAGE, drawing: bytes = b"") -> bytes:
    """A PDF of one page, whose objects are 1 to 4; the others come after."""
    root = b"<< /Type /Catalog /Pages 2 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw_pdf([root, pages, page, stream(drawing), *objects])


def looped() -> bytes:
    """A tree of pages that leads back to itself, with forms that draw each other."""
    root = b"<< /Type /Catalog /Pages 2 0 R >>"
    pages = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return raw_pdf([root, pages, PAGE, stream(b"")])


def drawn_in_circles() -> bytes:
    """Two forms that draw each other."""
    page = PAGE.replace(b"/Contents", b"/Resources << /XObject << /A 5 0 R >> >> /Contents")
    forms = (
        stream(
            b"/B Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
            b" /Resources << /XObject << /B %d 0 R >> >>" % other,
        )
        for other in (6, 5)
    )
    return paged(*forms, page=page, drawing=b"/A Do")


def deep_pages(depth: int) -> bytes:
    """A page below so many others."""
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
        for number in range(2, depth + 2)
    ]
    page = b"<< /Type /Page /MediaBox [0 0 595 842] >>"
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def deep_arrays(depth: int) -> bytes:
    """An array in an array in an array."""
    return paged(b"[" * depth + b"]" * depth)


def many_objects(count: int) -> bytes:
    """So many small objects that nothing leads to."""
    return paged(*(b"(%d)" % number for number in range(count)))


def giant_page(side: int, drawing: bytes) -> bytes:
    """A page of so many points each way."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
        b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        b" >>"
    ) % (side, side)
    return paged(page=page, drawing=drawing)


def huge_picture(side: int) -> bytes:
    """A page that is a picture of so many dots each way, and of nearly no bytes."""
    page = PAGE.replace(b"/Contents", b"/Resources << /XObject << /I 5 0 R >> >> /Contents")
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace /DeviceRGB /Filter /FlateDecode" % (side, side)
    )
    return paged(
        stream(zlib.compress(bytes(1000)), entries), page=page, drawing=b"595 0 0 842 0 0 cm /I Do"
    )


def bomb(size: int, entries: bytes = b"/Type /Metadata /Subtype /XML") -> bytes:
    """A stream that inflates to so many bytes."""
    packer = zlib.compressobj(6)
    raw = b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()
    root = b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    packed = stream(raw, entries + b" /Filter /FlateDecode")
    return raw_pdf([root, pages, PAGE, stream(b""), packed])


def double_bomb() -> bytes:
    """A stream that was packed twice."""
    once = zlib.compress(bytes(40 << 20), 9)
    raw = zlib.compress(once, 9)
    root = b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    packed = stream(raw, b"/Type /Metadata /Filter [/FlateDecode /FlateDecode]")
    return raw_pdf([root, pages, PAGE, stream(b""), packed])


def two_faced(shown: bytes, other: bytes) -> bytes:
    """The page twice, and a table that no reader can use: each mends the file in its own way."""
    drawing = b"BT /F 20 Tf 60 700 Td (%b) Tj ET"
    page = giant_page(600, drawing % shown)
    second = b"4 0 obj\n" + stream(drawing % other) + b"\nendobj\n"
    return page.replace(b"xref\n0 ", second + b"xref\n0 9", 1)
