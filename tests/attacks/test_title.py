"""The title and the number go public as they stand: they are screened like the files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.commands import HandedFile, OpenCase, TakeStep
from review.domain.case_refusals import TitleOutThere
from review.domain.errors import FileRefused, KeyUnknown, SameOriginal, ScreeningDown, TextUnfit
from review.domain.vocabulary import DisposalKind
from review.services.catalogue import catalogue
from review.services.record_facts import approval_facts
from review.storage.rows import DocumentRow, FindingRow, RefusalRow
from review.web.app import create
from tests.builders import OfficeForTests, handed
from tests.journeys.rules import stricter_rules
from tests.web.browser import Browser
from workflows.errors import RequirementsUnmet

PLAIN = "关于年度补助的通知\n请各单位按期申报。\n"
PERSONAL = "关于张三（身份证11010519491231002X，电话13812345678）处理决定的通知"
MARKED = "机密★10年 关于一项安排的通知"


def revised(bureau: OfficeForTests, case: str | None, text: str, *, title: str = "") -> None:
    """李明 hands in a corrected version, under a new title or the old one."""
    assert case is not None
    command = TakeStep(
        case=case,
        action="revise",
        inputs={"title": title} if title else {},
        files=(handed(text, name="通知.txt"),),
    )
    bureau.do(command, by="li")


def test_a_mark_in_the_title_refuses_the_paper_and_its_bytes(bureau: OfficeForTests):
    received = bureau.receive(PLAIN, title=MARKED)

    assert (received.case, received.refused_rule) == (None, "marking.classification")
    assert not bureau.original(PLAIN.encode()).exists()
    assert bureau.rows(DocumentRow) == []
    assert [row.rule for row in bureau.rows(RefusalRow)] == ["marking.classification"]


def test_who_strips_the_mark_from_the_title_is_refused_all_the_same(bureau: OfficeForTests):
    """What was refused is the paper: 保密 clears it, or nobody."""
    bureau.receive(PLAIN, title=MARKED)

    assert bureau.receive(PLAIN, title="关于一项安排的通知").refused_rule is not None


def test_what_stands_in_the_title_is_found_and_holds_the_case(bureau: OfficeForTests):
    received = bureau.receive(PLAIN, title=PERSONAL)

    findings = bureau.view(received.case).findings
    assert {(one.rule, one.part, one.file) for one in findings} == {
        ("person.resident_id", "title", ""),
        ("person.mobile", "title", ""),
    }
    assert {row.file_id for row in bureau.rows(FindingRow)} == {None}
    first = findings[0].place
    assert PERSONAL[int(first["start"]) : int(first["end"])] == "11010519491231002X"
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")
    with pytest.raises(RequirementsUnmet):
        bureau.step(received.case, "pass_check", by="zhou")


def test_the_page_says_that_it_stands_in_the_title(bureau: OfficeForTests):
    received = bureau.receive(PLAIN, title=PERSONAL)
    browser = Browser(create(bureau.office))
    browser.post("/sign-in/demo", login="zhou")

    page = browser.get(f"/cases/{received.case}")

    assert page.text.count('<p class="where faint">标题') == 2


def test_the_record_says_that_it_stood_in_the_title(bureau: OfficeForTests):
    received = bureau.receive(PLAIN, title=PERSONAL)

    facts = bureau.office.ask(approval_facts, received.case, caller=bureau.caller("zhou"))

    assert {finding.file for finding in facts.findings} == {"标题"}


def test_the_way_out_is_a_new_version_under_a_plainer_title(bureau: OfficeForTests):
    """The files were right: under another title the same bytes may come in again."""
    received = bureau.receive(PLAIN, title=PERSONAL, file_name="通知.txt")
    with pytest.raises(SameOriginal):
        revised(bureau, received.case, PLAIN)

    revised(bureau, received.case, PLAIN, title="关于一起处理决定的通知")

    assert bureau.view(received.case).findings == ()
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")
    bureau.step(received.case, "pass_check", by="zhou")
    bureau.step(received.case, "decide_in_full", by="gu")
    bureau.step(received.case, "publish", by="chen")
    lines = bureau.office.ask(catalogue, query="")
    assert [line.title for line in lines] == ["关于一起处理决定的通知"]
    assert bureau.complaints() == ()


def test_a_paper_is_found_by_what_it_is_called_now(bureau: OfficeForTests):
    """In every box and by two signs; what it was called leads nowhere."""
    received = bureau.receive(PLAIN, title="关于旧称事项的通知", number="云财〔2026〕7号")
    revised(bureau, received.case, PLAIN + "请按期办理。\n", title="关于新名事项的通知")
    browser = Browser(create(bureau.office))
    browser.post("/sign-in/demo", login="li")

    found = {
        (box, words): str(received.case) in browser.get(f"/?box={box}&q={words}").text
        for box in ("open", "done", "started", "all")
        for words in ("旧称", "新名", "云财", "〔２０２６〕7", "新名 旧称", "新名 云财")
    }

    assert {words for (_, words), is_found in found.items() if is_found} == {
        "新名", "云财", "〔２０２６〕7", "新名 云财",
    }  # fmt: skip
    assert sum(found.values()) == 4 * 4
    assert bureau.complaints() == ()


def test_a_new_version_under_the_old_title_is_found_again(bureau: OfficeForTests):
    received = bureau.receive(PLAIN, title=PERSONAL)

    revised(bureau, received.case, PLAIN + "请按期办理。\n")

    assert len(bureau.view(received.case).findings) == 2


def test_a_new_title_is_screened_where_it_changes(bureau: OfficeForTests):
    received = bureau.receive(PLAIN)

    with pytest.raises(FileRefused):
        revised(bureau, received.case, PLAIN + "请按期办理。\n", title=MARKED)
    revised(bureau, received.case, PLAIN + "请按时办理。\n", title=PERSONAL)

    assert len(bureau.view(received.case).findings) == 2
    assert [row.title for row in bureau.rows(DocumentRow)] == [PERSONAL]


def test_a_title_changes_with_a_version_or_not_at_all(bureau: OfficeForTests):
    received = bureau.receive(PLAIN)

    with pytest.raises(KeyUnknown):
        bureau.step(received.case, "propose", by="li", mode="主动公开", title="别的标题")


def test_the_title_of_what_is_public_does_not_change_under_the_readers(bureau: OfficeForTests):
    received = bureau.published(PLAIN)
    case = bureau.do(OpenCase(document=str(received.document)), by="li").case

    with pytest.raises(TitleOutThere):
        revised(bureau, case, PLAIN + "请按期办理。\n", title="改过的标题")


def test_a_title_that_cannot_be_screened_does_not_come_in(bureau: OfficeForTests):
    with pytest.raises(TextUnfit):
        bureau.receive(PLAIN, title="控\x01制字符")

    means = bureau.office.means
    bureau.office.means = replace(
        means,
        screen_words=lambda words, rules: replace(
            means.screen_words(words, rules), was_begun=False
        ),
    )
    with pytest.raises(ScreeningDown):
        bureau.receive(PLAIN)
    assert bureau.rows(DocumentRow) == []


def test_todays_rules_read_the_title_too(bureau: OfficeForTests, tmp_path):
    """A title that newer rules suspect is not converted by a bell, nor passed by a check."""
    received = bureau.receive(PLAIN, title="关于甲方案的通知")
    bureau.office.means = stricter_rules(bureau.office.means, tmp_path / "new", word="甲方案")
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")

    with pytest.raises(RequirementsUnmet):
        bureau.step(received.case, "pass_check", by="zhou")

    (finding,) = bureau.view(received.case).findings
    assert (finding.rule, finding.part) == ("office.word", "title")
    bureau.dispose(received.case, finding.id, DisposalKind.NO_HARM, by="zhou")
    bureau.step(received.case, "pass_check", by="zhou")


def test_a_file_cannot_pass_as_the_words(bureau: OfficeForTests):
    """What is screened beside the files is what was typed, whatever a file is called."""
    file = HandedFile(name="words.txt", content=PLAIN.encode())

    received = bureau.receive(file.content, file_name=file.name, title=PERSONAL)

    assert len(bureau.view(received.case).findings) == 2
