"""OFD files are read whole: pages as they show, and all that lies in them and does not show."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from review.screening.segments import Reason, Visibility
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.ofd_papers import box, ofd, page, root, text
from tests.unit.screening.papers import BODY, packed, parts_of, word


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(buffer, "PNG")
    return buffer.getvalue()


def hiding(*objects: str, **kinds: str) -> bytes:
    """The paper, and something more on its page."""
    return ofd(page(text(BODY), *objects, **kinds))


def with_part(name: str, content: bytes, **more: str) -> bytes:
    return ofd(parts={f"Doc_0/{name}": content}, **more)


def der(tag: int, raw: bytes) -> bytes:
    return bytes([tag, len(raw)]) + raw


def note(inner: str, *, more: str = "Type='Highlight' Creator='甲'") -> bytes:
    return with_part("Annots/a.xml", root("PageAnnot", f"<ofd:Annot {more}>{inner}</ofd:Annot>"))


def look(*objects: str) -> str:
    return f"<ofd:Appearance Boundary='10 10 90 90'>{''.join(objects)}</ofd:Appearance>"


MEDIA = "<ofd:MultiMedia ID='3' Type='Image'><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia>"
SIGNED = der(0x30, der(0x0C, SECRET.encode()))
UNIT = f"<ofd:CompositeGraphicUnit ID='7'><ofd:Content>{text(SECRET)}</ofd:Content></ofd:CompositeGraphicUnit>"  # noqa: E501
RES = root("Res", f"<ofd:CompositeGraphicUnits>{UNIT}</ofd:CompositeGraphicUnits>")
WHITE = root("Res", "<ofd:DrawParam ID='5'><ofd:FillColor Value='255 255 255'/></ofd:DrawParam>")
OLD = root(
    "Document", "<ofd:CommonData/><ofd:Pages><ofd:Page ID='1' BaseLoc='Old.xml'/></ofd:Pages>"
)
VERSION = root("DocVersion", "<ofd:DocRoot>Document_1.xml</ofd:DocRoot>")
TEMPLATE = "<ofd:TemplatePage ID='4' BaseLoc='Tpls/T.xml'/>"

VISIBLE = {
    "a page": hiding(text(SECRET, y=60)),
    "pieces of a line": hiding(text(SECRET[:3], x=20, y=60), text(SECRET[3:], x=35, y=60)),
    "pieces in any order": hiding(text(SECRET[3:], x=35, y=60), text(SECRET[:3], x=20, y=60)),
    "letters in a column": hiding(
        *(text(sign, x=180, y=50 + 6 * n) for n, sign in enumerate(SECRET))
    ),
    "a block": hiding(f"<ofd:PageBlock>{text(SECRET, y=60)}</ofd:PageBlock>"),
    "a drawing": ofd(
        page(text(BODY), "<ofd:CompositeObject Boundary='0 60 9 9' ResourceID='7'/>"),
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        parts={"Doc_0/PublicRes.xml": RES},
    ),
    "a template": ofd(
        page(text(BODY), before="<ofd:Template TemplateID='4'/>"),
        common=TEMPLATE,
        parts={"Doc_0/Tpls/T.xml": page(text(SECRET, y=60))},
    ),
    "white on black": hiding(box(x=10, y=55), text(SECRET, y=60, fill="Value='255 255 255'")),
    "the outline": ofd(beside=f"<ofd:Outlines><ofd:OutlineElem Title='{SECRET}'/></ofd:Outlines>"),
}

HIDDEN = {
    "hidden.layer": hiding(text(SECRET, y=60, more="Visible='false'")),
    "hidden.invisible_text": hiding(text(SECRET, y=60, more="Fill='false'")),
    "hidden.white_text": hiding(text(SECRET, y=60, fill="Value='255 255 255'")),
    "hidden.tiny_text": hiding(text(SECRET, y=60, size=0.2)),
    "hidden.clipped_text": hiding(text(SECRET, y=400)),
    "hidden.covered_text": hiding(text(SECRET, y=60), box(x=10, y=55)),
    "hidden.annotation": note(f"<ofd:Remark>{SECRET}</ofd:Remark>"),
    "hidden.custom_tag": with_part(
        "Tags/CustomTags.xml",
        root("CustomTags", "<ofd:CustomTag><ofd:FileLoc>t.xml</ofd:FileLoc></ofd:CustomTag>"),
    ),
    "hidden.property": ofd(
        information=f"<ofd:CustomDatas><ofd:CustomData Name='a'>{SECRET}</ofd:CustomData></ofd:CustomDatas>"  # noqa: E501
    ),
    "hidden.user_name": with_part("Signs/SignedValue.dat", SIGNED),
    "hidden.custom_xml": with_part(
        "Extensions.xml",
        root("Extensions", f"<ofd:Extension><ofd:Property>{SECRET}</ofd:Property></ofd:Extension>"),
    ),
    "hidden.unused_object": with_part("Pages/Left.xml", page(text(SECRET))),
    "hidden.external_link": hiding(
        text("公开"), f"<ofd:Action><ofd:URI URI='file:///d:/{SECRET}.doc'/></ofd:Action>"
    ),
}
HIDDEN["hidden.custom_tag"] = packed(
    {**parts_of(HIDDEN["hidden.custom_tag"]), "Doc_0/Tags/t.xml": f"<:a>{SECRET}</:a>".encode()}
)

MORE = [
    ("hidden.layer", ofd(page(text(BODY)), page(text(SECRET), layer="Visible='false'"))),
    ("hidden.invisible_text", hiding(text(SECRET, y=60, more="Alpha='0'"))),
    ("hidden.white_text", ofd(
        page(text(BODY), text(SECRET, y=60, more="DrawParam='5'")),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>", parts={"Doc_0/R.xml": WHITE})),
    ("hidden.annotation", note(look(text(SECRET)))),
    ("hidden.annotation", note(look(text(SECRET)), more="Type='Stamp' Visible='false'")),
    ("hidden.annotation", note(f"<ofd:Parameters><ofd:Parameter Name='a'>{SECRET}</ofd:Parameter></ofd:Parameters>")),  # noqa: E501
    ("hidden.unused_object", ofd(common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
                                 parts={"Doc_0/R.xml": RES})),
    ("hidden.unused_object", ofd(common=TEMPLATE, parts={"Doc_0/Tpls/T.xml": page(text(SECRET))})),
    ("hidden.unused_object", with_part("left.txt", SECRET.encode())),
    ("hidden.thumbnail", ofd(information="<ofd:Cover>Doc_0/c.txt</ofd:Cover>",
                             parts={"Doc_0/c.txt": SECRET.encode()})),
    ("hidden.custom_xml", hiding(f"<!-- {SECRET} -->")),
    ("hidden.unused_object", ofd(
        common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>",
        parts={"Doc_0/R.xml": root("Res", MEDIA), "Doc_0/p.png": SECRET.encode()})),
    ("hidden.unused_object", with_part("a.ttf", b"true" + SECRET.encode())),
    ("hidden.unused_object", hiding(f"<ofd:Strange>{text(SECRET)}</ofd:Strange>")),
    ("hidden.superseded_revision", ofd(
        body="<ofd:Versions><ofd:Version ID='1' Index='1' BaseLoc='Doc_0/V.xml'/></ofd:Versions>",
        parts={"Doc_0/V.xml": VERSION, "Doc_0/Document_1.xml": OLD,
               "Doc_0/Old.xml": page(text(SECRET))})),
    ("hidden.superseded_revision", ofd(parts={"Doc_0/Document_1.xml": OLD,
                                              "Doc_0/Old.xml": page(text(SECRET))})),
    ("hidden.attachment", with_part("Attachs/A.xml", root(
        "Attachments", f"<ofd:Attachment Name='{SECRET}'><ofd:FileLoc>b</ofd:FileLoc></ofd:Attachment>"))),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize("place", VISIBLE)
def test_what_a_page_shows_is_seen(place):
    read = found(VISIBLE[place], name="a.ofd")

    assert SECRET in read.seen()
    assert BODY in read.seen()
    assert not read.reasons


@pytest.mark.parametrize(("rule", "content"), [*HIDDEN.items(), *MORE])
def test_a_sentence_in_every_hiding_place_is_found_with_its_rule(rule, content):
    read = found(content, name="a.ofd")

    assert read.where()
    assert read.tells(rule) or (rule in read.rules() and rule != "hidden.covered_text")
    assert not read.reasons
    assert BODY in read.seen()


@pytest.mark.parametrize("rule", [rule for rule in HIDDEN if "text" in rule or "layer" in rule])
def test_what_does_not_show_is_not_seen(rule):
    read = found(HIDDEN[rule], name="a.ofd")

    assert SECRET not in read.seen()
    assert [one.visibility for one in read.where()] == [Visibility.HIDDEN]
    assert read.where()[0].place == {"page": 1}


def test_columns_of_a_line_are_kept_apart():
    apart = hiding(text("一二三", x=20, y=60), text("四五六", x=120, y=60))

    assert "一二三\t四五六" in found(apart, name="a.ofd").seen()


def test_an_attachment_is_read_by_its_own_content():
    listed = "<ofd:Attachment Name='附件'><ofd:FileLoc>f.docx</ofd:FileLoc></ofd:Attachment>"
    parts = {"Doc_0/A.xml": root("Attachments", listed), "Doc_0/f.docx": word(SECRET)}

    read = found(ofd(parts=parts), name="a.ofd")

    assert SECRET in read.seen()
    assert read.tells("hidden.attachment", "附件")


def paper_with_picture(*objects: str) -> bytes:
    shown = "<ofd:ImageObject ID='6' CTM='200 0 0 280 0 0' Boundary='0 0 200 280' ResourceID='3'/>"
    return ofd(
        page(*objects, shown),
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={
            "Doc_0/DocumentRes.xml": root("Res", f"<ofd:MultiMedias>{MEDIA}</ofd:MultiMedias>"),
            "Doc_0/p.png": picture(),
        },
    )


def test_a_page_that_is_a_picture_is_a_file_to_be_read():
    scanned = found(paper_with_picture(), name="a.ofd").readings[0].extract
    written = found(paper_with_picture(*(text(BODY, y=30 + 9 * n) for n in range(4))), name="a.ofd")

    assert [one.is_picture for one in scanned.embedded] == [False]
    assert [one.is_picture for one in written.readings[0].extract.embedded] == [True]


def test_a_page_of_curves_without_a_letter_is_not_read():
    curves = [box(x=n, y=n, width=3, height=3) for n in range(60)]

    assert found(ofd(page(*curves)), name="a.ofd").reasons == [Reason.IMAGE_PAGES]


def test_signs_of_no_meaning_are_not_read():
    assert found(ofd(page(text("\ue001\ue002\ue003机"))), name="a.ofd").reasons == [
        Reason.GARBLED_PAGES
    ]


def deep(count: int) -> bytes:
    return page("<ofd:PageBlock>" * count + text(BODY) + "</ofd:PageBlock>" * count)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ofd(b"<a>"), Reason.BROKEN),
        (ofd(deep(40)), Reason.TOO_DEEP),
        (ofd(parts={"Doc_0/Document.xml": b"<Document"}), Reason.BROKEN),
        (ofd(parts={"Encryptions.xml": b"<a/>"}), Reason.ENCRYPTED),
        (ofd(parts={"OFD.xml": root("OFD", "")}), Reason.BROKEN),
        (ofd(parts={"Doc_0/Document.xml": root("Document", "<ofd:Pages><ofd:Page BaseLoc='x.xml'/></ofd:Pages>")}),  # noqa: E501
         Reason.BROKEN),
        (ofd(page()), Reason.NO_TEXT),
        (ofd(parts={"OFD.xml": b"<!DOCTYPE a []><a/>"}), Reason.DOCTYPE),
    ],
)  # fmt: skip
def test_what_is_half_read_is_not_read(content, reason):
    assert found(content, name="a.ofd").reasons == [reason]


def test_a_drawing_that_holds_itself_ends():
    itself = root("Res", "<ofd:CompositeGraphicUnit ID='7'><ofd:Content>"
                  "<ofd:CompositeObject ResourceID='7'/><ofd:CompositeObject ResourceID='7'/>"
                  "</ofd:Content></ofd:CompositeGraphicUnit>")  # fmt: skip
    content = ofd(
        page("<ofd:CompositeObject ResourceID='7'/>"),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
        parts={"Doc_0/R.xml": itself},
    )

    assert found(content, name="a.ofd").reasons == [Reason.TOO_DEEP]


@pytest.mark.parametrize("piece", [text(BODY), box(x=10, y=20), text("机") + box(x=190, y=290)])
def test_four_times_the_objects_take_no_more_than_a_few_times_as_long(piece):
    def seconds(count: int) -> float:
        content = ofd(page(text(BODY), *[piece] * count))
        start = time.process_time()
        found(content, name="a.ofd")
        return time.process_time() - start

    assert seconds(1000) < 10 * seconds(250) + 0.3


def test_published_samples_are_read(real_files: Path):
    for path in sorted(real_files.glob("corpus/ofd/*.ofd")):
        read = found(path.read_bytes(), name=path.name)

        assert not set(read.reasons) & {Reason.BROKEN, Reason.CRASHED, Reason.TOO_DEEP}, path.name
