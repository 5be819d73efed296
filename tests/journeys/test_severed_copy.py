"""区分处理: the system cuts out what must not be public; the copy is reviewed as itself."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest

from review.commands import Cosign, Dispose, Sever
from review.domain.case_refusals import NoCleanCopy, NothingToCut
from review.domain.errors import NoSuchCase, NoSuchFinding, StaleCase
from review.domain.vocabulary import Availability, DisposalKind
from review.services.contents import case_file, public_file
from review.storage.rows import FileRow, LedgerEntryRow, StepRow, VersionRow
from review.storage.verification import verify_whole
from tests.journeys.story import WITH_ID, Story, handed
from workflows.errors import NoSuchStep, WrongRole

pytestmark = pytest.mark.journey

NUMBER = "11010519491231002X"
HIDDEN = "此处请勿外传的批注"
ARTICLE = "政府信息公开条例第十五条"


def paper() -> bytes:
    """A notice with a resident's number, and a comment that nobody sees on paper."""
    document, saved = docx.Document(), io.BytesIO()
    document.add_paragraph("云溪区财政局关于发放补助的通知")
    named = document.add_paragraph(f"申报人禾某某，身份证号码：{NUMBER}，已补齐材料。")
    document.add_comment(named.runs[0], text=HIDDEN, author="李明", initials="李")
    document.save(saved)
    return saved.getvalue()


def disposed(story: Story, kind: DisposalKind) -> str:
    """A notice at the check: 周岚 has disposed of all that holds it, 孙强 has signed."""
    received = story.hand_in(paper(), name="补助通知.docx")
    story.to_check(received.case)
    for one in story.case(received.case).findings:
        if one.is_open:
            said = {"kind": kind, "reason": "已核对原件", "article": ARTICLE}
            story.do("zhou", Dispose(case=received.case, finding=one.id, **said))
            story.do("sun", Cosign(case=received.case, finding=one.id, disposal=1))
    return str(received.case)


def to_be_severed(story: Story) -> str:
    """The check passed; 顾平 decides that it goes public with cuts."""
    case = disposed(story, DisposalKind.LAWFUL)
    story.step("zhou", case, "pass_check", "可以公开")
    story.step("gu", case, "decide_in_part", "隐去证件号码", reason="个人信息不必公开")
    return case


def assert_is_reviewed_and_public(story: Story, case: str, document: str) -> None:
    """What came of it is approved as itself, and nothing else can be read by anybody."""
    story.approved(case)
    story.step("chen", case, "publish")
    story.office.send()
    original, copy = sorted(story.rows(FileRow), key=lambda row: row.name != "补助通知.docx")[:2]
    _, _, content = story.office.ask(public_file, document, 0)
    laid = [path for path in story.place(document).rglob("*") if path.is_file()]
    everywhere = [path.read_bytes() for path in laid] + [content]
    assert story.paper(document).availability is Availability.PUBLIC
    assert original.sha256 != copy.sha256
    assert hashlib.sha256(paper()).hexdigest() not in {
        hashlib.sha256(each).hexdigest() for each in everywhere
    }
    shown = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    assert "已补齐材料" in shown
    assert NUMBER not in shown
    assert not list(docx.Document(io.BytesIO(content)).comments)


def test_what_was_decided_to_go_public_in_part_is_cut_and_reviewed_anew(story_on_both: Story):
    story = story_on_both
    case = to_be_severed(story)
    found = {one.rule for one in story.case(case).findings}

    stepped = story.do("li", Sever(case=case, all_personal=True))

    view = story.case(case)
    assert {"person.resident_id", "hidden.comment"} <= found
    assert (stepped.stage, view.version) == ("returned", 2)
    assert [one for one in view.findings if one.is_open] == []
    assert story.standing(case) == {}
    assert_is_reviewed_and_public(story, case, view.document_id)
    with story.office.database.read() as session:
        assert verify_whole(session) == ()


def test_what_was_disposed_of_as_to_be_cut_is_cut_when_it_is_sent_back(story: Story):
    case = disposed(story, DisposalKind.REDACT)
    story.step("zhou", case, "send_back", reason="请删去证件号码和批注")

    stepped = story.do("li", Sever(case=case))

    view = story.case(case)
    assert (stepped.stage, view.version) == ("returned", 2)
    assert [one for one in view.findings if one.is_open] == []
    assert_is_reviewed_and_public(story, case, view.document_id)


def test_the_record_says_how_much_was_cut_and_never_what(story: Story):
    case = to_be_severed(story)

    story.do("li", Sever(case=case, findings=("person.resident_id",), reason="按决定区分处理"))

    (step,) = story.rows(StepRow, action="sever")
    assert "第1个文件删去 1 处" in step.opinion
    assert "批注 1" in step.opinion
    assert "按决定区分处理" in step.inputs
    assert story.case(case).trail[-1].opinion == f"{step.opinion}；按决定区分处理"
    kept = step.opinion + step.inputs + "".join(row.body for row in story.rows(LedgerEntryRow))
    assert NUMBER not in kept
    assert HIDDEN not in kept


def test_what_is_attached_goes_along_as_it_is(story: Story):
    attached = b"\xe9\x99\x84\xe4\xbb\xb6\n"
    received = story.hand_in(
        files=(
            handed(WITH_ID, name="正文.txt"),
            handed(attached, name="附件.txt"),
        )
    )

    story.do("li", Sever(case=received.case, all_personal=True))

    files = story.case(received.case).files
    _, _, content = story.office.ask(
        case_file, received.case, files[1].id, caller=story.caller("li")
    )
    assert [one.name for one in files] == ["正文.txt", "附件.txt"]
    assert content == attached
    assert story.case(received.case).findings == ()


@pytest.mark.parametrize(
    ("refusal", "said", "who"),
    [
        (NothingToCut, {}, "li"),
        (NoSuchFinding, {"findings": ("1-nothing",)}, "li"),
        (StaleCase, {"all_personal": True, "expected_rev": 1}, "li"),
        (WrongRole, {"all_personal": True}, "zhou"),
        (NoSuchCase, {"all_personal": True}, "guan"),
    ],
)
def test_nothing_is_made_where_nothing_may_come_in(
    story: Story, refusal: type[Exception], said: dict[str, object], who: str
):
    case = to_be_severed(story)

    with pytest.raises(refusal):
        story.do(who, Sever(case=case, **said))

    assert [row.number for row in story.rows(VersionRow)] == [1]


def test_at_the_check_no_copy_is_made(story: Story):
    case = disposed(story, DisposalKind.REDACT)

    with pytest.raises(NoSuchStep, match="提交删减稿"):
        story.do("li", Sever(case=case))


def test_what_cannot_be_cut_is_told_why(story: Story):
    page = f"<html><body><p>身份证号码：{NUMBER}</p></body></html>"
    received = story.hand_in(page, name="通知.html")

    with pytest.raises(NoCleanCopy, match="不能自动区分处理"):
        story.do("li", Sever(case=received.case, all_personal=True))

    assert [row.number for row in story.rows(VersionRow)] == [1]
