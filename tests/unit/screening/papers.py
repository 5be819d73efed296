"""Invented papers for screening, built in memory: Word files, PDFs and what is wrong with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

import docx
import pikepdf
from docx.document import Document
from docx.oxml import parse_xml
from pikepdf import Array, Dictionary, Name, Stream, String

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
BODY = "关于做好2023年度部门预算公开工作的通知"


def word(*lines: str, change: Callable[[Document], None] | None = None) -> bytes:
    """A Word file with these paragraphs; `change` adds what the case is about."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if change is not None:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_with(xml: str, *lines: str) -> bytes:
    """A Word file with a raw piece of body after its paragraphs."""

    def add(document: Document) -> None:
        last = document.add_paragraph("")
        last._p.addnext(parse_xml(xml.replace(">", f" {_SPACES}>", 1)))  # noqa: SLF001

    return word(*lines, change=add)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A package of these parts, which may be wrong ones."""
    buffer = io.BytesIO()
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def word_and(extra: Mapping[str, bytes], *, lines: tuple[str, ...] = (BODY,)) -> bytes:
    """A Word file in whose package some parts are added or replaced."""
    return packed({**parts_of(word(*lines)), **extra})


def pdf(*pages: str | None, change: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """A PDF with a page for each text; None makes a page that is one picture."""
    made = pikepdf.new()
    font = _chinese_font(made)
    for text in pages:
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1]
        if text is None:
            page.obj.Resources = Dictionary(XObject=Dictionary(Im=_picture(made)))
            drawing = b"q 595 0 0 842 0 0 cm /Im Do Q"
        else:
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            drawing = typed(text)
        page.obj.Contents = made.make_stream(drawing)
    if change is not None:
        change(made)
    buffer = io.BytesIO()
    made.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def typed(text: str, *, before: str = "0 0 0 rg", top: int = 780) -> bytes:
    """The drawing of some lines of Chinese text."""
    lines = "".join(
        f"BT /F 16 Tf 1 0 0 1 60 {top - 24 * number} Tm <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for number, line in enumerate(text.split("\n"))
    )
    return f"q {before}\n{lines}Q\n".encode()


def drawn_over(drawing: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Draw something more on the first page."""

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].contents_add(made.make_stream(drawing), prepend=False)

    return change


def annotated(kind: str, text: str, *, author: str) -> Callable[[pikepdf.Pdf], None]:
    """Put an annotation on the first page."""

    def change(made: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name("/" + kind),
            Rect=Array([10, 10, 60, 60]),
            Contents=String(text),
            T=String(author),
        )
        made.pages[0].obj.Annots = Array([made.make_indirect(note)])

    return change


def revised(content: bytes, *, text: str) -> bytes:
    """The same PDF saved once more by an incremental update that shows another text."""
    with pikepdf.open(io.BytesIO(content)) as made:
        stream = made.pages[0].obj.Contents
        number, generation = stream.objgen
        size = int(made.trailer.Size)
        root, _ = made.Root.objgen
    before = content.rindex(b"startxref")
    previous = int(content[before:].split()[1])
    drawing = typed(text)
    at = len(content) + 1
    added = (
        f"\n{number} {generation} obj\n<< /Length {len(drawing)} >>\nstream\n".encode()
        + drawing
        + b"\nendstream\nendobj\n"
    )
    table = at + len(added) - 1
    cross = f"xref\n{number} 1\n{at:010d} {generation:05d} n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>\n"
    return content + added + f"{cross}{trailer}startxref\n{table}\n%%EOF\n".encode()


def _chinese_font(made: pikepdf.Pdf) -> pikepdf.Object:
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=4,
        FontBBox=Array([0, -200, 1000, 900]), ItalicAngle=0, Ascent=880, Descent=-120,
        CapHeight=880, StemV=80,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("GB1"), Supplement=4
        ),
        FontDescriptor=made.make_indirect(descriptor), DW=1000,
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"),
        Encoding=Name("/UniGB-UCS2-H"),
        DescendantFonts=Array([made.make_indirect(descendant)]),
    )  # fmt: skip
    return made.make_indirect(font)


def _picture(made: pikepdf.Pdf) -> Stream:
    picture = made.make_stream(bytes(range(256)))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 16, 16, 8
    picture.ColorSpace = Name.DeviceGray
    return picture
