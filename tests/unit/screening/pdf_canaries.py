"""PDFs with one secret each, in each place where a PDF can hide one."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from tests.unit.screening.papers import BODY, drawn_over, pdf, revised, typed

SECRET = "青山渡口七号库"
Change = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True, slots=True)
class Canary:
    """A paper with the secret in one place, and the rule that tells of the place."""

    name: str
    content: bytes
    rule: str
    page: int = 0
    """The page on which it must be said to stand, if it is on one."""
    file: str = ""
    """The part of the file in which it must be said to stand."""


def canaries() -> Iterator[Canary]:
    """Every place, each in a paper of its own."""
    yield from _beside()
    yield from _active()
    yield from _unseen_text()
    yield from _kept()


def _made(name: str, change: Change, rule: str, *, page: int = 0, file: str = "") -> Canary:
    return Canary(name, pdf(BODY, change=change), rule, page=page, file=file)


# ── beside the text of the page ────────────────────────────────────────


def _beside() -> Iterator[Canary]:
    for kind in ("Text", "FreeText", "Stamp", "Highlight", "Square", "Line", "Ink", "Caret"):
        yield _made(f"annotation {kind}", _note(kind, Contents=SECRET), "annotation", page=1)
    rich = f"<body><p>{SECRET}</p></body>"
    yield _made("rich text of a note", _note("Text", RC=rich), "annotation", page=1)
    yield _made("author of a note", _note("Text", Contents="见附", T=SECRET), "annotation", page=1)
    yield _made("popup of a note", _popup, "annotation", page=1)
    yield _made("appearance of a stamp", _stamp, "annotation", page=1)
    yield _made("attached file", _attach, "attachment")
    yield _made("description of an attached file", _describe, "attachment")
    yield _made("attached to a page", _note_file, "attachment", page=1)
    yield _made("associated file", _associate, "attachment")
    yield _made("portfolio", _portfolio, "attachment")
    yield _made("field", _field(V=String(SECRET)), "form_value", page=1)
    yield _made("hidden field", _field(V=String(SECRET), F=2), "form_value", page=1)
    yield _made("default of a field", _field(DV=String(SECRET)), "form_value", page=1)
    yield _made("form in XML", _xfa, "form_value")
    yield _made("author", _property("/Author"), "property", file="/Info")
    yield _made("own property", _property("/Reviewer"), "property", file="/Info")
    yield _made("XMP", _xmp, "metadata")
    yield _made("bookmark", _bookmark, "", file="/Outlines")
    yield _made("page label", _page_label, "", file="/PageLabels")
    yield _made("named destination", _destination, "", file="/Dests")
    yield _made("thread of articles", _thread, "", file="/Threads")
    yield _made("private data", _private, "custom_xml")
    yield _made("private stream", _private_stream, "custom_xml")
    yield _made("signature", _signed, "user_name")
    yield _made("thumbnail", _thumbnail, "thumbnail", page=1)


def _note(kind: str, **entries: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        rectangle = Array([10, 10, 60, 60])
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=rectangle)
        for key, value in entries.items():
            note["/" + key] = String(value) if isinstance(value, str) else value
        _annotate(made, note)

    return change


def _annotate(made: pikepdf.Pdf, *notes: pikepdf.Object) -> None:
    made.pages[0].obj.Annots = Array([made.make_indirect(note) for note in notes])


def _popup(made: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 60, 60]))
    window = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([10, 10, 60, 60]))
    window.Contents = String(SECRET)
    _annotate(made, note, window)


def _stamp(made: pikepdf.Pdf) -> None:
    drawing = _form(made, typed(SECRET, top=20))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 300, 100]))
    note.AP = Dictionary(N=drawing)
    _annotate(made, note)


def _form(made: pikepdf.Pdf, drawing: bytes) -> Stream:
    form = made.make_stream(drawing)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 595, 842])
    form.Resources = Dictionary(Font=made.pages[0].obj.Resources.Font)
    return form


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
    _annotate(made, note)


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
        _annotate(made, widget)
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
    yield _made("script when opened", _opening(script), "active_content")
    launch = Dictionary(S=Name.Launch, F=String(SECRET))
    yield _made("program started when opened", _opening(launch), "active_content")
    sent = Dictionary(S=Name.SubmitForm, F=String(f"http://x.example/{SECRET}"))
    yield _made("form sent when closed", _closing(sent), "active_content")
    taken = Dictionary(S=Name.ImportData, F=String(SECRET))
    yield _made("data fetched", _closing(taken), "active_content")
    named = Dictionary(Names=Array([String("a"), script]))
    yield _made("named script", _named_script(named), "active_content")
    other = Dictionary(S=Name.GoToR, F=String(SECRET), D=Array([0, Name.Fit]))
    yield _made("link to another file", _linked(other), "external_link", page=1)
    shared = Dictionary(S=Name.URI, URI=String(rf"\\server\{SECRET}"))
    yield _made("link to a shared folder", _linked(shared), "external_link", page=1)
    local = Dictionary(S=Name.URI, URI=String(f"file:///D:/{SECRET}"))
    yield _made("link to a folder", _linked(local), "external_link", page=1)


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
    return _note("Link", A=action)


# ── text that does not show ────────────────────────────────────────


def _unseen_text() -> Iterator[Canary]:
    ink = {
        "white on white": (typed(SECRET, before="1 1 1 rg", top=500), "white_text"),
        "nearly white": (typed(SECRET, before="0.98 1 0.98 rg", top=500), "white_text"),
        "written without ink": (typed(SECRET, before="3 Tr", top=500), "invisible_text"),
        "written to clip": (typed(SECRET, before="7 Tr", top=500), "invisible_text"),
        "off the page": (typed(SECRET, top=-80), "clipped_text"),
        "below a box": (typed(SECRET, top=500) + b"0 g 50 490 400 30 re f", "covered_text"),
        "below a white box": (typed(SECRET, top=500) + b"1 g 50 490 400 30 re f", "covered_text"),
        "below a thick line": (
            typed(SECRET, top=500) + b"0 G 24 w 50 506 m 450 506 l S", "covered_text",
        ),
        "black on black": (b"0 g 50 490 400 30 re f " + typed(SECRET, top=500), "covered_text"),
        "clipped away": (
            b"q 0 0 100 100 re W n " + typed(SECRET, top=500) + b" Q", "clipped_text",
        ),
        "tiny": (
            f"q 0.03 0 0 0.03 60 500 cm {typed(SECRET).decode()} Q".encode(), "tiny_text",
        ),
    }  # fmt: skip
    for name, (drawing, rule) in ink.items():
        yield _made(name, drawn_over(drawing), rule, page=1)
    yield _made("outside the crop box", _cropped, "clipped_text", page=1)
    yield _made("below a picture", _below_picture, "covered_text", page=1)
    yield _made("below a form's box", _below_form, "covered_text", page=1)
    yield _made("below a note", _below_note, "covered_text", page=1)
    yield _made("marked to be cut out", _to_be_cut, "covered_text", page=1)
    yield _made("transparent", _transparent, "invisible_text", page=1)
    yield _made("on a layer that is off", _layer(), "layer", page=1)
    yield _made("name of a layer", _layer(name=SECRET, text="图层"), "layer")
    yield _made("form on a layer that is off", _layer_form, "layer", page=1)
    yield _made("in a pattern", _pattern, "hidden_text", page=1)
    yield _made("in a mask", _mask, "hidden_text", page=1)
    yield _made("read instead of what shows", _instead, "hidden_text", page=1)
    yield _made("alternative text", _alternative, "alt_text")


def _cropped(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=100))(made)
    made.pages[0].obj.CropBox = Array([0, 300, 595, 842])


def _below_picture(made: pikepdf.Pdf) -> None:
    picture = made.make_stream(bytes(64))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 8, 8, 8
    picture.ColorSpace = Name.DeviceGray
    made.pages[0].obj.Resources.XObject = Dictionary(Im=picture)
    drawn_over(typed(SECRET, top=500) + b"q 400 0 0 30 50 490 cm /Im Do Q")(made)


def _below_form(made: pikepdf.Pdf) -> None:
    inner = _form(made, b"0 g 50 490 400 30 re f")
    outer = _form(made, b"/In Do")
    outer.Resources = Dictionary(XObject=Dictionary(In=inner))
    made.pages[0].obj.Resources.XObject = Dictionary(Out=outer)
    drawn_over(typed(SECRET, top=500) + b"/Out Do")(made)


def _below_note(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=500))(made)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([50, 490, 450, 520]))
    cover = _form(made, b"0 g 0 0 400 30 re f")
    cover.BBox = Array([0, 0, 400, 30])
    note.AP = Dictionary(N=cover)
    _annotate(made, note)


def _to_be_cut(made: pikepdf.Pdf) -> None:
    drawn_over(typed(SECRET, top=500))(made)
    _note("Redact", Rect=Array([50, 490, 450, 520]))(made)


def _transparent(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0, CA=0))
    drawn_over(typed(SECRET, before="/G gs", top=500))(made)


def _layer(name: str = "意见", text: str = SECRET) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        group = _group(made, name)
        made.pages[0].obj.Resources.Properties = Dictionary(L=group)
        drawn_over(b"/OC /L BDC " + typed(text, top=500) + b" EMC")(made)

    return change


def _group(made: pikepdf.Pdf, name: str) -> pikepdf.Object:
    group = made.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return group


def _layer_form(made: pikepdf.Pdf) -> None:
    form = _form(made, typed(SECRET, top=500))
    form.OC = _group(made, "意见")
    made.pages[0].obj.Resources.XObject = Dictionary(Fm=form)
    drawn_over(b"/Fm Do")(made)


def _pattern(made: pikepdf.Pdf) -> None:
    pattern = _form(made, typed(SECRET, top=20))
    del pattern.Subtype
    pattern.Type, pattern.PatternType, pattern.PaintType = Name.Pattern, 1, 1
    pattern.TilingType, pattern.XStep, pattern.YStep = 1, 300, 60
    made.pages[0].obj.Resources.Pattern = Dictionary(P=pattern)
    drawn_over(b"/Pattern cs /P scn 50 300 400 200 re f")(made)


def _mask(made: pikepdf.Pdf) -> None:
    group = _form(made, typed(SECRET, top=500))
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=group)
    made.pages[0].obj.Resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))
    drawn_over(b"/M gs 0 g 50 300 10 10 re f")(made)


def _instead(made: pikepdf.Pdf) -> None:
    words = SECRET.encode("utf-16-be").hex().encode()
    marked = b"/Span <</ActualText <FEFF" + words + b">>> BDC "
    drawn_over(marked + typed("公开", top=500) + b" EMC")(made)


def _alternative(made: pikepdf.Pdf) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=made.make_indirect(element))


# ── kept in the file ────────────────────────────────────────


def _kept() -> Iterator[Canary]:
    written = revised(pdf(f"{SECRET}\n{BODY}"), text=BODY)
    yield Canary("overwritten", written, "superseded_revision", file="%%EOF 1")
    taken = _removed(pdf(BODY, change=_note("Text", Contents=SECRET)), "/Annots")
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
        made.Root.Reach = _form(made, typed(SECRET, top=500))

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
