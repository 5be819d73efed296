"""A PDF is read as drawn, as objects, and as it was before it was saved again."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from review.domain.vocabulary import Severity
from review.screening.extraction.pdf import read_pdf
from review.screening.limits import LIMITS
from review.screening.segments import Reason, ScanKind
from tests.unit.screening.papers import BODY, annotated, drawn_over, pdf, revised, typed
from tests.unit.screening.pdf_canaries import scan

CLASSIFIED = "marking.classification"


def by_rule(examination):
    return {one.rule: one for one in examination.judgement.findings}


def test_a_plain_page_is_clear(examined):
    examination = examined(pdf(f"{BODY}\n各科室："))

    assert (examination.unread, examination.judgement.findings) == (None, ())
    assert examination.media_type == "application/pdf"


def test_a_mark_is_found_on_its_page(examined):
    examination = examined(pdf(BODY, "附件\n机密★10年"))

    assert examination.judgement.refused == CLASSIFIED
    assert by_rule(examination)[CLASSIFIED].place["page"] == 2


def test_a_word_broken_at_the_end_of_a_line_is_whole(examined):
    examination = examined(pdf(f"{BODY}\n身份证1101051949\n1231002X完"))

    assert by_rule(examination)["person.resident_id"].severity is Severity.BLOCK
    assert examined(pdf(f"000001 机\n密★10年\n{BODY}")).judgement.refused == CLASSIFIED


def test_a_page_that_is_a_picture_is_unreadable_by_its_number(examined, screened):
    content = pdf(BODY, None, BODY, None)

    assert examined(content).unread.pages == (2, 4)
    assert "第 2、4 页为图像，未经文字识别" in screened(content, name="a.pdf").unreadable


def test_marks_on_the_readable_pages_of_a_scan_still_refuse(examined):
    examination = examined(pdf(f"机密★10年\n{BODY}", None))

    assert examination.judgement.refused == CLASSIFIED
    assert examination.unread.reason is Reason.IMAGE_PAGES


def test_a_scan_with_a_text_layer_is_readable_and_its_text_is_not_hidden(examined):
    examination = examined(scan(*[BODY] * 4))

    assert examination.unread is None
    assert {rule: one.severity for rule, one in by_rule(examination).items()} == {
        "hidden.picture": Severity.CONFIRM
    }


def test_the_text_layer_of_a_scan_goes_with_it_to_be_compared():
    (found,) = read_pdf(scan(*[BODY] * 4), limits=LIMITS).scans

    assert (found.kind, found.place) == (ScanKind.PAGE, {"page": 1})
    assert found.layer.splitlines() == [BODY] * 4
    assert found.draw().size == (1653, 2339)


def test_a_scan_whose_text_layer_is_a_few_words_is_a_picture(examined):
    assert examined(scan("第 1 页")).unread.reason is Reason.IMAGE_PAGES


def test_a_text_smuggled_into_the_blank_of_a_scan_is_hidden():
    smuggled = scan(*[BODY] * 4, below="身份证号码")

    (found,) = read_pdf(smuggled, limits=LIMITS).traces

    assert (found.rule, found.text) == ("hidden.invisible_text", "身份证号码")


@pytest.mark.parametrize(
    ("drawing", "rule"),
    [
        (b"0 0 0 rg 50 770 500 30 re f", "hidden.covered_text"),
        (typed("看不见的字", before="1 1 1 rg", top=500), "hidden.white_text"),
        (typed("看不见的字", before="3 Tr", top=500), "hidden.invisible_text"),
    ],
    ids=["under a black box", "white on white", "without ink"],
)
def test_text_that_does_not_show_is_found(examined, drawing, rule):
    rules = by_rule(examined(pdf(BODY, change=drawn_over(drawing))))

    assert set(rules) == {rule}


def test_a_frame_and_a_ground_hide_nothing(examined):
    def ground(made):
        drawing = b"0.1 0.2 0.5 rg 40 760 500 40 re f\n" + typed(BODY, before="1 1 1 rg")
        made.pages[0].obj.Contents = made.make_stream(drawing + b"0 0 0 RG 40 760 500 40 re S")

    assert by_rule(examined(pdf(BODY, change=ground))) == {}


def test_an_annotation_is_found_with_its_author_and_screened(examined):
    change = annotated("Text", "请删去13812345678", author="周岚")

    rules = by_rule(examined(pdf(BODY, change=change)))

    assert rules["hidden.annotation"].excerpt == "周岚：请删…（14字）"
    assert rules["hidden.annotation"].place == {"page": 1}
    assert rules["person.mobile"].severity is Severity.BLOCK


def test_an_attachment_is_told(examined):
    def attach(made):
        made.attachments["名单.txt"] = "联系电话13812345678".encode()

    rules = by_rule(examined(pdf(BODY, change=attach)))

    assert "名单.txt" in rules["hidden.attachment"].excerpt
    assert rules["person.mobile"].place["file"] == "名单.txt"


@pytest.mark.parametrize(
    "action",
    [
        Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")),
        Dictionary(S=Name.Launch, F=String("cmd.exe")),
    ],
    ids=["script", "launch"],
)
def test_what_would_run_blocks(examined, action):
    def arm(made):
        made.Root.OpenAction = action

    rules = by_rule(examined(pdf(BODY, change=arm)))

    assert rules["hidden.active_content"].severity is Severity.BLOCK


def test_an_earlier_revision_is_found_and_read(examined):
    content = revised(pdf(f"机密★10年\n{BODY}"), text=BODY)

    examination = examined(content)

    assert examination.judgement.refused == CLASSIFIED
    assert by_rule(examination)[CLASSIFIED].part == "revision"
    assert "hidden.superseded_revision" in by_rule(examination)


def test_properties_are_screened_and_the_author_is_told(examined):
    def name(made):
        made.docinfo["/Author"] = "李明"
        made.docinfo["/Title"] = "机密★10年"

    examination = examined(pdf(BODY, change=name))

    assert examination.judgement.refused == CLASSIFIED
    assert by_rule(examination)["hidden.property"].severity is Severity.INFO


def test_a_layer_that_is_switched_off_is_told(examined):
    def layer(made):
        group = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("内部意见")))
        made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))

    assert "hidden.layer" in by_rule(examined(pdf(BODY, change=layer)))


@pytest.mark.parametrize("password", ["", "abc"], ids=["owner only", "to open"])
def test_an_encrypted_file_is_unreadable(examined, tmp_path, password):
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path, encryption=pikepdf.Encryption(owner="owner", user=password))

    assert examined(path.read_bytes()).unread.reason is Reason.ENCRYPTED


def test_a_truncated_or_blank_file_is_unreadable(examined):
    whole = pdf(BODY)

    assert examined(whole[:200]).unread.reason in {Reason.BROKEN, Reason.NO_TEXT}
    assert examined(b"%PDF-1.7\nrubbish").unread.reason is Reason.BROKEN
    assert examined(pdf("")).unread.reason is Reason.NO_TEXT
