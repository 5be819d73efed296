"""An office in the middle of its work: a case in every state that its page shows otherwise."""

from __future__ import annotations

from datetime import date, timedelta

from review.commands import (
    AddPerson,
    DraftRuleset,
    GrantRole,
    HandedFile,
    NewAccount,
    RunReassessment,
)
from review.domain.vocabulary import DisposalKind, Role, RubricKind
from review.reassessment_commands import PlanCampaign
from review.storage.rows import CaseRow
from review.structure_commands import (
    AddAgency,
    AddRubric,
    AddSection,
    EndRubric,
    EndSection,
    PlacePaper,
)
from tests.builders import SECTION, OfficeForTests
from tests.unit.screening.papers import pdf

LONG_TITLE = (
    "云溪区财政局关于印发《云溪区区级行政事业单位国有资产处置收入收缴管理办法（试行）》"
    "和《云溪区区级行政事业单位通用办公设备家具配置标准》并做好衔接工作的通知"
)
NOTICE = "云溪区财政局关于开展绩效评价工作的通知\n\n各单位：\n请于本月底前报送自评报告。\n"
WITH_ID = (
    "云溪区财政局关于发放补助的通知\n\n各单位：\n"
    "申报人禾某某（身份证号31011319080229999X，手机13800000000）已补齐材料。\n"
    "联系人：禾某某，电话13900000000。\n项目代号白鹭工程，请勿外传。\n"
)
PAGES = pdf(
    "云溪区财政局关于补助口径的通知\n各单位：\n现将补助口径通知如下，请遵照执行。",
    "联系人身份证号31011319080229999X，\n手机13800000000。\n（此件公开发布）",
)
DRAWING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DRAFT_RULES = "词,级别,说明\n白鹭工程,阻断,未公布的项目代号\n"
RUBRICS = {
    RubricKind.CATALOGUE: ("财政预决算", "政府采购和国有资产管理", "机构职能和人事信息"),
    RubricKind.TAG: ("惠企政策", "营商环境和减税降费政策", "民生实事"),
}
NEWCOMER = NewAccount(
    login="meng", name="孟然", password="First-word-9x", section=SECTION, roles=(Role.DRAFTER,)
)
"""He has not signed in yet, so that nobody can confirm his role."""
WITHHELD = {
    "exemption": "deliberative",
    "deliberative_kind": "discussion_record",
    "article": "政府信息公开条例第十六条第二款",
    "reasons": "记录的是两种尚未定案的编制口径，提前传出会误导各预算单位的编报。",
    "reassess_on": "2026-12-01",
}


def at_work(office: OfficeForTests) -> dict[str, str]:
    """Fill an office; return the number or the paper of each state by its name.

    What takes nights comes first: who is signed in before them is signed out after.
    """
    known: dict[str, str] = {}
    office.do(PlanCampaign(year=2026), by="zheng")
    _of_the_nights(office, known)
    _open(office, known)
    _ended(office, known)
    office.do(GrantRole(login="wu", role=Role.OFFICE_REVIEWER), by="guan")
    office.do(AddPerson(account=NEWCOMER), by="guan")
    known["procedure"] = office.view(known["check"]).procedure_digest
    office.do(DraftRuleset(version="一期-1", sources=(_file("词表.csv", DRAFT_RULES),)), by="zhou")
    office.office.try_ruleset("一期-1", caller=office.caller("zhou"))
    office.office.send()
    _arranged(office, known)
    return known


def _arranged(office: OfficeForTests, known: dict[str, str]) -> None:
    """Rubrics and tags, sections that changed, a second agency; papers under what there is."""
    for kind, names in RUBRICS.items():
        for name in names:
            office.do(AddRubric(kind=kind, name=name), by="guan")
    catalogue, tags = RUBRICS.values()
    for paper, rubric in (("public_paper", catalogue[0]), ("converted_paper", catalogue[1])):
        place = PlacePaper(document=known[paper], rubrics=(rubric,), tags=tags[:2])
        office.do(place, by="zhou")
    office.do(EndRubric(kind=RubricKind.TAG, rubric=tags[1]), by="guan")
    office.do(AddSection(name="收费管理和票据监管科"), by="guan")
    office.do(EndSection(section="收费管理和票据监管科"), by="guan")
    keepers = NewAccount(
        login="ding", name="丁可", password=None, roles=(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    )
    beside = AddAgency(
        code="yunxi-education",
        name="云溪区教育局",
        profile="small",
        sections=("办公室",),
        accounts=(keepers,),
    )
    office.do(beside, by="guan")


def _of_the_nights(office: OfficeForTests, known: dict[str, str]) -> None:
    converted = office.converted(text=_notice("测算口径的复函"), title="关于测算口径的复函")
    soon = office.clock.at.date() + timedelta(days=2)
    held = office.on_request(_notice("补助口径的复函"), title="关于补助口径的复函", until=soon)
    due = office.on_request(_notice("联络口径的复函"), title="关于联络口径的复函", until=soon)
    office.consented(held.document)
    for _ in range(3):
        office.clock.later(days=1)
        office.office.reassess(RunReassessment(), caller=None)
    for name, paper in (("converted", converted), ("held", held), ("proposed", due)):
        assert paper.document is not None
        known[name] = _newest(office, paper.document)
        known[f"{name}_paper"] = paper.document


def _open(office: OfficeForTests, known: dict[str, str]) -> None:
    fresh = office.receive(_notice("绩效评价"), title=LONG_TITLE, number="云财〔2026〕12号")
    known["attribution"] = _number(fresh.case)
    reviewed = office.receive(_notice("自评报告"), title="关于报送自评报告的通知")
    office.step(reviewed.case, "propose", by="li", mode="不予公开", subjects="无", **WITHHELD)
    known["section_review"] = _number(reviewed.case)
    known["section_file"] = office.view(reviewed.case).files[0].id
    found = office.receive(WITH_ID, title="关于发放补助的通知")
    _to_check(office, found.case)
    one, other, *_ = (each for each in office.view(found.case).findings if each.is_open)
    office.dispose(_number(found.case), one.id, DisposalKind.NO_HARM, by="zhou")
    office.dispose(_number(found.case), other.id, DisposalKind.REDACT, by="zhou")
    known["check_found"] = _number(found.case)
    seen = office.view(found.case)
    known["found_file"] = seen.files[0].id
    known["found_open"] = next(each.id for each in seen.findings if each.disposal is None)
    drawn = office.receive(PAGES, title="关于补助口径的通知", file_name="补助口径.pdf")
    known["drawn"], known["drawn_file"] = _number(drawn.case), office.view(drawn.case).files[0].id
    unread = office.receive(DRAWING, title="关于库房平面图的通知", file_name="库房平面图.dwg")
    _to_check(office, unread.case)
    known["check_unread"] = _number(unread.case)
    clean = office.receive(_notice("冬季供暖"), title="关于做好冬季供暖的通知")
    _to_check(office, clean.case)
    known["check"] = _number(clean.case)
    asked = office.receive(_notice("联合检查"), title="关于联合检查的通知")
    _to_check(office, asked.case)
    office.step(asked.case, "consult", by="zhou", addressee="云溪区审计局", reason="共同制作")
    known["consultation"] = _number(asked.case)
    sent_back = office.receive(_notice("台账清理"), title="关于清理台账的通知")
    _to_check(office, sent_back.case)
    office.step(sent_back.case, "send_back", by="zhou", reason="附件缺一张表，请补齐")
    known["returned"] = _number(sent_back.case)
    decided = office.receive(_notice("口径研究"), title="关于研究编制口径的会议纪要")
    office.step(decided.case, "propose", by="li", mode="不予公开", subjects="无", **WITHHELD)
    office.step(decided.case, "verify", by="wang", opinion="属实")
    office.step(decided.case, "pass_check", by="zhou", opinion="属过程稿")
    known["approval"] = _number(decided.case)
    known["awaiting"] = _number(office.approved(_notice("会议安排")).case)


def _ended(office: OfficeForTests, known: dict[str, str]) -> None:
    public = office.published(_notice("值守安排"), title="关于节日值守安排的通知")
    known["closed"], known["public_paper"] = _number(public.case), public.document or ""
    gone = office.published(_notice("名单公示"), title="关于公示名单的通知")
    known["withdrawn_paper"] = gone.document or ""
    known["taken_down"] = office.taken_down(gone.document).case
    ended = office.on_request(_notice("往来函件"), until=_next_year(office), title="关于往来的复函")
    known["registered"], known["registered_paper"] = _number(ended.case), ended.document or ""


def _to_check(office: OfficeForTests, case: str | None) -> None:
    office.step(case, "propose", by="li", mode="主动公开", subjects="无")
    office.step(case, "verify", by="wang", opinion="属实，同意公开")


def _notice(about: str) -> str:
    return f"{NOTICE}\n另行安排{about}事项。\n"


def _number(case: str | None) -> str:
    assert case is not None, "the paper was refused"
    return case


def _next_year(office: OfficeForTests) -> date:
    return office.clock.at.date() + timedelta(days=300)


def _newest(office: OfficeForTests, document: str) -> str:
    rows = office.rows(CaseRow, document_id=document)
    row = max(rows, key=lambda each: (each.year, each.serial))
    return f"{row.year}-{row.serial:04d}"


def _file(name: str, text: str) -> HandedFile:
    return HandedFile(name=name, content=text.encode())
