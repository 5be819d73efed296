"""Of a picture its pixels are for recognition; whatever else its file holds is read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from review.domain.vocabulary import Severity, Verdict
from review.screening.extraction.descent import readings
from review.screening.extraction.picture import read_picture
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason, ScanKind, Visibility
from tests.unit.screening.pictures import exif, huge, jpeg_with, picture, png_with, saved, zipped

MARK = "机密★10年"


def read(content):
    return read_picture(content, limits=LIMITS)


def rules(extract):
    return {trace.rule for trace in extract.traces}


def texts(extract):
    return [segment.text for segment in extract.segments]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("BMP", "image/bmp"),
        ("GIF", "image/gif"), ("WEBP", "image/webp"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_one_page_to_be_recognised(form, media_type):
    extract = read(saved(picture(), form))

    assert extract.media_type == media_type
    (scan,) = extract.scans
    assert (scan.kind, scan.draw().mode, scan.draw().size) == (ScanKind.PAGE, "RGB", (200, 120))
    assert (extract.segments, extract.traces, extract.embedded) == ((), (), ())


def test_a_picture_that_nobody_can_recognise_here_blocks(examined):
    examination = examined(saved(picture(), "PNG"), name="扫描件.png")

    assert examination.unread.reason is Reason.PICTURE
    assert examination.scans == 1


def test_each_frame_is_a_page_of_its_own():
    """A fax of three pages is three pages, and so is what moves in a GIF."""
    more = [picture(colour="blue"), picture(colour="green")]
    for form in ("TIFF", "GIF", "PNG", "WEBP"):
        extract = read(saved(picture(), form, save_all=True, append_images=more))

        assert [scan.place for scan in extract.scans] == [{"page": 1}, {"page": 2}, {"page": 3}]
        seen = [scan.draw().getpixel((40, 40)) for scan in extract.scans]
        assert [max(range(3), key=pixel.__getitem__) for pixel in seen] == [0, 2, 1], form


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (huge(wide=30_000, high=30_000), Reason.TOO_LARGE),
        (huge(wide=50_000, high=50_000), Reason.TOO_LARGE),
        (huge(wide=10_000, high=7_000), Reason.TOO_LARGE),
        (saved(picture(), "PNG")[:-60], Reason.BROKEN),
        (saved(picture(), "JPEG")[:-60], Reason.BROKEN),
        (saved(picture(), "GIF")[:-20], Reason.BROKEN),
        (saved(picture(), "TIFF")[:60], Reason.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 80, Reason.BROKEN),
    ],
    ids=["a bomb", "a flood", "too many pixels", "PNG", "JPEG", "GIF", "TIFF", "nothing"],
)
def test_what_is_too_large_or_broken_is_unreadable(content, reason):
    with pytest.raises(NotRead) as refusal:
        read(content)

    assert refusal.value.reason is reason


def test_a_picture_stands_upright_before_it_is_recognised():
    """A phone held upright stores the picture lying, and says so."""
    turned = Image.Exif()
    turned[0x0112] = 6

    (scan,) = read(saved(picture(), "JPEG", exif=turned.tobytes())).scans

    assert scan.draw().size == (120, 200)


def test_the_place_of_a_photo_is_a_finding_that_does_not_publish_it(examined):
    content = saved(picture(), "JPEG", exif=exif(is_placed=True))

    (finding,) = (
        each for each in examined(content).judgement.findings if each.rule == "hidden.location"
    )

    assert finding.excerpt == "经纬度"
    assert not any("31.0" in text for text in texts(read(content)))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_device_and_author_are_told_and_screened_as_text(form):
    extract = read(saved(picture(), form, exif=exif(artist="张某某")))

    assert {"hidden.camera", "hidden.property"} <= rules(extract)
    assert "张某某" in texts(extract)
    assert {segment.visibility for segment in extract.segments} == {Visibility.META}


def test_texts_beside_the_pixels_are_screened(examined):
    """PNG text chunks, packed ones too, comments of JPEG and GIF, tags of TIFF."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "某科")
    info.add_itxt("Comment", MARK, zip=True)
    described = Image.Exif()
    described[0x9C9C] = MARK.encode("utf-16-le")
    for content in (
        saved(picture(), "PNG", pnginfo=info),
        saved(picture(), "JPEG", comment=MARK.encode("gb18030")),
        saved(picture(), "GIF", comment=MARK.encode()),
        saved(picture(), "TIFF", exif=described),
    ):
        assert MARK in texts(read(content))
        assert examined(content).judgement.refused == "marking.classification"


def test_captions_and_xmp_are_screened():
    caption = b"\x1c\x02\x78\x00\x0c" + "内部资料".encode()
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(caption).to_bytes(4, "big") + caption
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a by='李某某'>{MARK}</a></x:xmpmeta>".encode()
    head = b"http://ns.adobe.com/xap/1.0/\0"

    assert "内部资料" in texts(read(jpeg_with(0xED, iptc)))
    said = read(jpeg_with(0xE1, head + xmp))
    assert {MARK, "李某某"} <= set(texts(said))
    assert "hidden.metadata" in rules(said)


def test_a_thumbnail_that_shows_something_else_is_a_picture_of_its_own():
    """The picture was cropped; its thumbnail still shows the whole."""
    same = saved(picture().resize((100, 60)), "JPEG")
    other = saved(Image.new("RGB", (100, 60), "black"), "JPEG")

    kept = read(saved(picture(), "JPEG", exif=exif(thumbnail=same)))
    told = read(saved(picture(), "JPEG", exif=exif(thumbnail=other)))

    assert "hidden.thumbnail" in rules(kept) & rules(told)
    assert kept.embedded == ()
    assert [(each.name, each.is_picture) for each in told.embedded] == [("thumbnail.jpg", True)]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_file_behind_the_picture_is_a_file(form):
    """One file to a viewer of pictures, another to a program that unpacks."""
    extract = read(saved(picture(), form) + zipped())

    assert "hidden.embedded_file" in rules(extract)
    assert [each.content for each in extract.embedded] == [zipped()]
    inner = list(readings(saved(picture(), form) + zipped(), name="a", limits=LIMITS))
    assert "附在图像之后" in [text for reading in inner for text in texts(reading.extract)]


def test_an_archive_is_found_behind_something_else_too():
    extract = read(saved(picture(), "JPEG") + b"junk" * 10 + zipped())

    assert [each.content for each in extract.embedded] == [zipped()]


def test_many_bytes_that_no_program_reads_cannot_be_clear(examined):
    few, many = b"\x01\x02hidden words" * 4, bytes(range(1, 256)) * 40
    content = saved(picture(), "PNG")

    assert "hidden.embedded_file" in rules(read(content + few))
    assert read(content + few).embedded == ()
    assert Reason.UNDECODABLE in {each.reason for each in examined(content + many).unreads}
    assert read(content + b"\0" * 5000) == read(content) or not rules(read(content + b"\0" * 5000))


def test_blocks_of_no_known_kind_are_told():
    assert "hidden.embedded_file" in rules(read(png_with(b"prVt", b"some words here")))
    assert "some words here" in texts(read(png_with(b"prVt", b"some words here")))
    assert [each.name for each in read(jpeg_with(0xEB, b"%PDF-1.7 x")).embedded] == ["APP11"]


def test_writing_under_transparent_pixels_is_looked_at():
    """What a viewer does not show is in the file, one click away."""
    sheet = Image.new("RGBA", (200, 80), (255, 255, 255, 0))
    ImageDraw.Draw(sheet).rectangle((20, 20, 90, 60), fill=(0, 0, 0, 0))

    shown, beneath = read(saved(sheet, "PNG")).scans

    assert np.asarray(shown.draw()).min() == 255
    assert np.asarray(beneath.draw())[40, 50].max() == 0
    assert (beneath.kind, beneath.visibility) == (ScanKind.PICTURE, Visibility.HIDDEN)
    assert len(read(saved(Image.new("RGBA", (200, 80), (0, 0, 0, 0)), "PNG")).scans) == 1


def test_white_on_nothing_is_looked_at_on_a_dark_ground():
    sheet = Image.new("RGBA", (200, 80), (0, 0, 0, 0))
    ImageDraw.Draw(sheet).rectangle((20, 20, 40, 60), fill=(255, 255, 255, 255))

    on_white, on_dark = read(saved(sheet, "PNG")).scans

    assert np.ptp(np.asarray(on_white.draw())) == 0
    assert np.ptp(np.asarray(on_dark.draw())) > 100


@pytest.mark.parametrize(
    "made",
    [picture().convert("1"), picture().convert("CMYK"), picture().convert("P"),
     Image.fromarray(np.arange(4096, dtype=np.uint16).reshape(64, 64))],
    ids=["black and white", "CMYK", "palette", "sixteen bits"],
)  # fmt: skip
def test_every_depth_of_colour_is_drawn(made):
    form = "TIFF" if made.mode != "P" else "GIF"

    (scan,) = read(saved(made, form)).scans

    assert np.ptp(np.asarray(scan.draw())) > 200


def test_a_picture_shown_in_a_paper_is_no_page_of_it(examined):
    """Unread it is for people to look at; as a file by itself it blocks."""
    other = saved(Image.new("RGB", (100, 60), "black"), "JPEG")
    content = saved(picture(), "JPEG", exif=exif(thumbnail=other))

    kinds = [
        [scan.kind for scan in reading.extract.scans]
        for reading in readings(content, name="a.jpg", limits=LIMITS)
    ]

    assert kinds == [[ScanKind.PAGE], [ScanKind.PICTURE]]
    examination = examined(content, name="a.jpg")
    assert [unread.file for unread in examination.unreads] == [""]
    looked_at = [each for each in examination.judgement.findings if each.rule == "hidden.picture"]
    assert [(each.severity, each.place["file"]) for each in looked_at] == [
        (Severity.CONFIRM, "thumbnail.jpg")
    ]


def test_a_picture_goes_through_the_child_whole(screened):
    report = screened(saved(picture(), "JPEG", exif=exif(is_placed=True)), name="a.jpg")

    assert report.media_type == "image/jpeg"
    assert "hidden.location" in {finding.rule for finding in report.findings}
    assert report.verdict in {Verdict.BLOCK, Verdict.CONFIRM}
