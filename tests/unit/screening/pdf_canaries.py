"""PDFs with one secret each, in each place where a PDF can hide one."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from tests.unit.screening.papers import BODY, pdf, revised, typed
from tests.unit.screening.pdf_canary import SECRET, Canary, Change, annotate, form, note, placed
from tests.unit.screening.pdf_unseen_text import unseen_text


def canaries() -> Iterator[Canary]:
    """Every place, each in a paper of its own."""
    yield from _beside()
    yield from _active()
    yield from unseen_text()
    yield from _kept()


# ── beside the text of the page ────────────────────────────────────────


def _beside() -> Iterator[Canary]:
    for kind in ("Text", "FreeText", "Stamp", "Highlight", "Square", "Line", "Ink", "Caret"):
        yield placed(f"annotation {kind}", note(kind, Contents=SECRET), "annotation", page=1)
    rich = f"<body><p>{SECRET}</p></body>"
    yield placed("rich text of a note", note("Text", RC=rich), "annotation", page=1)
    yield placed("author of a note", note("Text", Contents="见附", T=SECRET), "annotation", page=1)
    yield placed("popup of a note", _popup, "annotation", page=1)
    yield placed("appearance of a stamp", _stamp, "annotation", page=1)
    yield placed("attached file", _attach, "attachment")
    yield placed("description of an attached file", _describe, "attachment")
    yield placed("attached to a page", _note_file, "attachment", page=1)
    yield placed("associated file", _associate, "attachment")
    yield placed("portfolio", _portfolio, "attachment")
    yield placed("field", _field(V=String(SECRET)), "form_value", page=1)
    yield placed("hidden field", _field(V=String(SECRET), F=2), "form_value", page=1)
    yield placed("default of a field", _field(DV=String(SECRET)), "form_value", page=1)
    yield placed("form in XML", _xfa, "form_value")
    yield placed("author", _property("/Author"), "property", file="/Info")
    yield placed("own property", _property("/Reviewer"), "property", file="/Info")
    yield placed("XMP", _xmp, "metadata")
    yield placed("bookmark", _bookmark, "", file="/Outlines")
    yield placed("page label", _page_label, "", file="/PageLabels")
    yield placed("named destination", _destination, "", file="/Dests")
    yield placed("thread of articles", _thread, "", file="/Threads")
    yield placed("private data", _private, "custom_xml")
    yield placed("private stream", _private_stream, "custom_xml")
    yield placed("signature", _signed, "user_name")
    yield placed("thumbnail", _thumbnail, "thumbnail", page=1)


def _popup(made: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 60, 60]))
    window = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([10, 10, 60, 60]))
    window.Contents = String(SECRET)
    annotate(made, note, window)


def _stamp(made: pikepdf.Pdf) -> None:
    drawing = form(made, typed(SECRET, top=20))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 300, 100]))
    note.AP = Dictionary(N=drawing)
    annotate(made, note)


def _attach(made: pikepdf.Pdf) -> None:
    made.attachments["记录.txt"] = SECRET.encode()


def _file(made: pikepdf.Pdf) -> pikepdf.Object:
    inner = made.make_stream(SECRET.encode())
    inner.Type = Name.EmbeddedFile
    return made.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=inner))
    )


def _describe(made: pikepdf.Pdf) -> None:
    file = _file(made)
    file.EF.F.write("无".encode())
    file.Desc = String(SECRET)
    made.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), file])))


def _note_file(made: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([1, 1, 9, 9]))
    note.FS = _file(made)
    annotate(made, note)


def _associate(made: pikepdf.Pdf) -> None:
    made.Root.AF = Array([_file(made)])


def _portfolio(made: pikepdf.Pdf) -> None:
    field = Dictionary(Subtype=Name.S, N=String(SECRET))
    made.Root.Collection = Dictionary(Type=Name.Collection, Schema=Dictionary(Name=field))


def _field(**entries: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        widget = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"),
            Rect=Array([10, 10, 200, 40]), **entries,
        )  # fmt: skip
        annotate(made, widget)
        made.Root.AcroForm = Dictionary(Fields=made.pages[0].obj.Annots)

    return change


def _xfa(made: pikepdf.Pdf) -> None:
    packet = made.make_stream(f"<xfa:data><name>{SECRET}</name></xfa:data>".encode())
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("datasets"), packet]))


def _property(key: str) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.docinfo[key] = SECRET

    return change


def _xmp(made: pikepdf.Pdf) -> None:
    with made.open_metadata() as metadata:
        metadata["dc:description"] = SECRET


def _bookmark(made: pikepdf.Pdf) -> None:
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _page_label(made: pikepdf.Pdf) -> None:
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


def _destination(made: pikepdf.Pdf) -> None:
    there = Array([made.pages[0].obj, Name.Fit])
    made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(SECRET), there])))


def _thread(made: pikepdf.Pdf) -> None:
    thread = Dictionary(I=Dictionary(Title=String(SECRET)))
    made.Root.Threads = Array([made.make_indirect(thread)])


def _private(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.PieceInfo = Dictionary(Editor=Dictionary(Private=String(SECRET)))


def _private_stream(made: pikepdf.Pdf) -> None:
    kept = made.make_stream(SECRET.encode())
    made.Root.PieceInfo = Dictionary(Editor=Dictionary(Private=kept))


def _signed(made: pikepdf.Pdf) -> None:
    signature = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]),
        Contents=String(b"\x30\x80"), Name=String(SECRET), Reason=String("审核"),
    )  # fmt: skip
    field = Dictionary(FT=Name.Sig, T=String("s"), V=made.make_indirect(signature))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def _thumbnail(made: pikepdf.Pdf) -> None:
    thumbnail = made.make_stream(bytes(64 * 64))
    thumbnail.Width, thumbnail.Height, thumbnail.BitsPerComponent = 64, 64, 8
    thumbnail.ColorSpace = Name.DeviceGray
    made.pages[0].obj.Thumb = thumbnail
    made.pages[0].obj.Secret = String(SECRET)


# ── what would run, or reach out ────────────────────────────────────────


def _active() -> Iterator[Canary]:
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    yield placed("script when opened", _opening(script), "active_content")
    launch = Dictionary(S=Name.Launch, F=String(SECRET))
    yield placed("program started when opened", _opening(launch), "active_content")
    sent = Dictionary(S=Name.SubmitForm, F=String(f"http://x.example/{SECRET}"))
    yield placed("form sent when closed", _closing(sent), "active_content")
    taken = Dictionary(S=Name.ImportData, F=String(SECRET))
    yield placed("data fetched", _closing(taken), "active_content")
    named = Dictionary(Names=Array([String("a"), script]))
    yield placed("named script", _named_script(named), "active_content")
    other = Dictionary(S=Name.GoToR, F=String(SECRET), D=Array([0, Name.Fit]))
    yield placed("link to another file", _linked(other), "external_link", page=1)
    shared = Dictionary(S=Name.URI, URI=String(rf"\\server\{SECRET}"))
    yield placed("link to a shared folder", _linked(shared), "external_link", page=1)
    local = Dictionary(S=Name.URI, URI=String(f"file:///D:/{SECRET}"))
    yield placed("link to a folder", _linked(local), "external_link", page=1)


def _opening(action: Dictionary) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = action

    return change


def _closing(action: Dictionary) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.AA = Dictionary(WC=action)

    return change


def _named_script(names: Dictionary) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Names = Dictionary(JavaScript=names)

    return change


def _linked(action: Dictionary) -> Change:
    return note("Link", A=action)


# ── kept in the file ────────────────────────────────────────


def _kept() -> Iterator[Canary]:
    written = revised(pdf(f"{SECRET}\n{BODY}"), text=BODY)
    yield Canary("overwritten", written, "superseded_revision", file="%%EOF 1")
    taken = _removed(pdf(BODY, change=note("Text", Contents=SECRET)), "/Annots")
    yield Canary("note taken back", taken, "superseded_revision", file="%%EOF 1")
    yield Canary("unused string", _unused(String(SECRET)), "unused_object")
    yield Canary("unused drawing", _unused_drawing(), "unused_object")
    yield Canary("behind the end", pdf(BODY) + SECRET.encode(), "embedded_file")
    yield Canary("before the beginning", SECRET.encode() + b"\n" + pdf(BODY), "embedded_file")
    remark = pdf(BODY).replace(b"\nendobj\n", f"\nendobj\n% {SECRET}\n".encode(), 1)
    yield Canary("remark", remark, "unused_object")


def _removed(content: bytes, key: str) -> bytes:
    """Save once more by an update in which the page has lost an entry."""
    with pikepdf.open(io.BytesIO(content)) as made:
        page = made.pages[0].obj
        number, generation = page.objgen
        size, (root, _) = int(made.trailer.Size), made.Root.objgen
        del page[key]
        written = page.unparse(resolved=True)
    previous = int(content[content.rindex(b"startxref") :].split()[1])
    at = len(content) + 1
    added = f"\n{number} {generation} obj\n".encode() + written + b"\nendobj\n"
    table = at + len(added) - 1
    cross = f"xref\n{number} 1\n{at:010d} {generation:05d} n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>\n"
    return content + added + f"{cross}{trailer}startxref\n{table}\n%%EOF\n".encode()


def _unused(item: pikepdf.Object) -> bytes:
    """Nothing leads to it, but it is in the table of objects."""
    made = pikepdf.open(io.BytesIO(pdf(BODY, change=_reached(item))))
    with made:
        (number, _) = made.Root.Reach.objgen
        buffer = io.BytesIO()
        made.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = buffer.getvalue()
    reference = f"/Reach {number} 0 R".encode()
    with pikepdf.open(io.BytesIO(content)) as again:
        reference = f"/Reach {again.Root.Reach.objgen[0]} 0 R".encode()
    return content.replace(reference, b" " * len(reference))


def _reached(item: pikepdf.Object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Reach = made.make_indirect(item)

    return change


def _unused_drawing() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Reach = form(made, typed(SECRET, top=500))

    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(BODY, change=change))) as made:
        made.save(content, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    written = content.getvalue()
    with pikepdf.open(io.BytesIO(written)) as again:
        reference = f"/Reach {again.Root.Reach.objgen[0]} 0 R".encode()
    return written.replace(reference, b" " * len(reference))


def scan(*lines: str, below: str = "") -> bytes:
    """A page that is a picture of strokes, with these lines as its invisible text.

    What is `below` stands where the picture is blank.
    """
    picture = Image.new("L", (595, 842), 255)
    pen = ImageDraw.Draw(picture)
    for row in range(len(lines)):
        for column in range(22):
            left, top = 60 + 16 * column, 842 - 780 + 24 * row - 14
            pen.rectangle((left + 2, top + 2, left + 13, top + 13), outline=0, width=2)
    raw = zlib.compress(picture.tobytes())

    def change(made: pikepdf.Pdf) -> None:
        image = Stream(made, raw)
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.FlateDecode
        image.Width, image.Height, image.BitsPerComponent = 595, 842, 8
        image.ColorSpace = Name.DeviceGray
        page = made.pages[0].obj
        page.Resources.XObject = Dictionary(Im=made.make_indirect(image))
        layer = typed("\n".join(lines), before="3 Tr") + typed(below, before="3 Tr", top=300)
        page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q\n" + layer)

    return pdf(BODY, change=change)
