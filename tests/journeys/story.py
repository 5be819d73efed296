"""A story told by the people of one office: what they do, and what is true afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office, open_office
from review.commands import (
    ActivateProcedure,
    AddPerson,
    Caller,
    ChangePassword,
    ConfirmProcedure,
    ConfirmRole,
    DraftAuthorisation,
    FoundAgency,
    GrantRole,
    HandedFile,
    HandIn,
    NewAccount,
    RecordTrigger,
    SignAuthorisation,
    SignRules,
    TakeStep,
)
from review.domain.vocabulary import Act, DocumentKind, RequestResult, Role, Source, Trigger
from review.reassessment_commands import EnterRequest
from review.scheduler import tick
from review.services.case_pictures import case_view
from review.services.catalogue import catalogue
from review.services.views import CaseView, FindingView, Stepped
from review.settings import Settings
from review.storage.ledger import verify
from review.storage.rows import ActRow, CaseRow, DocumentRow, LedgerEntryRow, OutboxRow, PersonRow
from tests.clock import Clock
from tests.compiled import share
from tests.readers import readied
from workflows.loading import shipped_procedures

CAST = {
    "li": ("李明", Role.DRAFTER),
    "wang": ("王芳", Role.SECTION_HEAD),
    "zhou": ("周岚", Role.OFFICE_REVIEWER),
    "sun": ("孙强", Role.CONFIDENTIALITY_OFFICER),
    "gu": ("顾平", Role.APPROVING_OFFICIAL),
    "qian": ("钱卫", Role.APPROVING_OFFICIAL),
    "he": ("何远", Role.HEAD_OF_AGENCY),
    "chen": ("陈静", Role.PUBLISHER),
    "wu": ("吴律", Role.LEGAL_OFFICER),
    "zheng": ("郑雪", Role.INFORMATION_OFFICER),
    "shen": ("沈审", Role.AUDITOR),
    "guan": ("管立", Role.SYSTEM_ADMIN),
    "bao": ("鲍安", Role.SECURITY_ADMIN),
}
MORNING = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Shanghai."""

NOTICE = "云溪区财政局关于开展绩效评价工作的通知\n各单位应当按期完成自评。\n（此件公开发布）\n"
LETTER = "云溪区财政局关于补助测算口径的复函\n你中心来函收悉，现函复如下。\n（此件依申请公开）\n"
PLAIN = "云溪区财政局关于资产清查联络方式的通知\n各单位指定一名联络员，每周五报送进度。\n"
MINUTES = "关于研究预算编制口径的会议纪要\n会上提出两种意见，未形成一致结论。\n"
WITH_ID = "云溪区财政局关于发放补助的通知\n申报人禾某某（身份证号31011319080229999X）已补齐材料。\n"
WITHOUT_ID = "云溪区财政局关于发放补助的通知\n一名申报人已补齐材料。\n"
MARKED = "机密★10年\n云溪区财政局关于库房钥匙交接演示的通知\n版头所印标志仅供识别。\n"
UNREADABLE = b"\x00\x01\x02 a drawing no machine here can read"

ON_REQUEST = {"on_request_reason": "particular_persons", "reassess_on": "2026-03-02"}
WITHHELD = {
    "exemption": "deliberative",
    "deliberative_kind": "discussion_record",
    "article": "政府信息公开条例第十六条第二款",
    "reasons": "记录的是两种尚未定案的编制口径，提前传出会误导各预算单位的编报。",
    "reassess_on": "2026-12-01",
}
AUTHORISATION = "云财公开〔2026〕1号"


def found(url: str, folder: Path) -> None:
    """Found the office of the cast, once for all stories."""
    office = open_office(Settings(data_dir=folder, database_url=url), clock=Clock(MORNING))
    accounts = tuple(
        NewAccount(login=login, name=name, password=None, roles=(role,), section="预算科")
        for login, (name, role) in CAST.items()
    )
    office.found(
        FoundAgency(
            code="yxcz",
            name="云溪区财政局",
            profile="small",
            sections=("预算科", "办公室"),
            accounts=accounts,
            is_demo=True,
        )
    )
    office.close()


class Story:
    """One office with its cast, at a time that the story moves."""

    def __init__(self, url: str, folder: Path) -> None:
        self.clock = Clock(MORNING)
        self.folder = folder
        self.settings = Settings(data_dir=folder, database_url=url)
        self.office: Office = open_office(self.settings, clock=self.clock)
        share(self.office.database)

    def close(self) -> None:
        """Let go of the office."""
        self.office.close()

    def opened(self, name: str) -> None:
        """Two people open a shipped procedure to papers."""
        self.do("bao", ActivateProcedure(text=shipped_procedures()[name].source))
        self.do("shen", ConfirmProcedure(procedure=name))

    # ── What people do ───────────────────────────────────────────────────
    def caller(self, who: str) -> Caller:
        """Return one of the cast as who asks."""
        return self.office.caller(who)

    def do(self, who: str, command: object) -> Any:
        """Let one of the cast ask something of the office; who passes a check has read it."""
        command = readied(self.office, command, caller=self.caller(who))
        return self.office.do(command, caller=self.caller(who))

    def hand_in(
        self, content: str | bytes = NOTICE, *, by: str = "li", name: str = "正文.txt", **details
    ) -> Any:
        """Hand a paper in; return what became of it."""
        command = HandIn(
            files=(handed(content, name=name),),
            title="云溪区财政局的一份公文",
            kind=DocumentKind.NOTICE,
            section="预算科",
            source=Source.OWN,
        )
        return self.do(by, replace(command, **details))

    def step(self, who: str, case: str, action: str, opinion: str = "", **said) -> Stepped:
        """Take a step; `files` and `expected_rev` are the command's own, all else are inputs."""
        files = said.pop("files", ())
        expected = said.pop("expected_rev", None)
        command = TakeStep(
            case=case,
            action=action,
            opinion=opinion,
            inputs=said,
            files=files,
            expected_rev=expected,
        )
        stepped: Stepped = self.do(who, command)
        return stepped

    def to_check(self, case: str, **mode: str) -> None:
        """李明 proposes a mode and 王芳 finds it right."""
        self.step("li", case, "propose", **(mode or {"mode": "主动公开"}))
        self.step("wang", case, "verify", "属实，同意")

    def to_approval(self, case: str, **mode: str) -> None:
        """周岚 passes the check after both."""
        self.to_check(case, **mode)
        self.step("zhou", case, "pass_check", "未发现不宜公开的内容")

    def approved(self, case: str) -> None:
        """顾平 decides to publish after all three."""
        self.to_approval(case)
        self.step("gu", case, "decide_in_full", "同意公开")

    def published(self, content: str = NOTICE, **details) -> Any:
        """Lead a paper from hand-in to the public page, and carry it out."""
        paper = self.hand_in(content, **details)
        self.approved(paper.case)
        self.step("chen", paper.case, "publish")
        self.office.send()
        return paper

    def registered_on_request(self, content: str = LETTER, **details) -> Any:
        """Lead a paper to the register: on request, only particular persons, nobody's affairs."""
        subjects = details.pop("subjects", "无")
        paper = self.hand_in(content, kind=DocumentKind.LETTER, **details)
        self.to_approval(paper.case, mode="依申请公开", subjects=subjects, **ON_REQUEST)
        self.step("gu", paper.case, "decide_on_request", "同意", **ON_REQUEST)
        return paper

    def consented(self, document: str, *, on: date) -> None:
        """郑雪 enters that the one the paper concerned consented in writing."""
        self.happened(document, Trigger.THIRD_PARTY_CONSENTED, "同意函1号", on=on)

    def happened(self, document: str, what: Trigger, reference: str, *, on: date) -> None:
        """郑雪 enters something that happened outside, with its source."""
        command = RecordTrigger(
            document=document, trigger=what, reference=reference, happened_on=on
        )
        self.do("zheng", command)

    def given_to(self, document: str, who: str, *, number: str, on: date, **said) -> Any:
        """周岚 enters a request for a paper, and that it was given."""
        command = EnterRequest(
            document=document,
            number=number,
            requester=who,
            answered_on=on,
            result=said.pop("result", RequestResult.GIVEN),
            **said,
        )
        return self.do("zhou", command)

    def authorise(self, *, signed_by: str = "he", rules_by: str = "sun", **terms) -> str:
        """郑雪 drafts, 孙强 signs the rules, 何远 signs."""
        whole: dict[str, Any] = {
            "reference": AUTHORISATION,
            "grounds": ("reason_lapsed", "several_requesters"),
            "first_day": date(2026, 1, 1),
            "last_day": date(2026, 12, 31),
            "cap": 10,
            "hold_days": 5,
        } | terms
        reference: str = self.do("zheng", DraftAuthorisation(**whole))
        self.do(rules_by, SignRules(reference=reference))
        self.do(signed_by, SignAuthorisation(reference=reference))
        return reference

    def also(self, who: str, role: Role) -> None:
        """鲍安 grants another role and 沈审 confirms it."""
        self.do("bao", GrantRole(login=who, role=role))
        self.do("shen", ConfirmRole(login=who, role=role))

    def of_another_section(self, login: str, name: str, role: Role) -> None:
        """管立 adds somebody to the office section, whose role 沈审 confirms."""
        self.also("guan", Role.SECURITY_ADMIN)
        first, own = "First-word-1-x", "Own-word-2-yyz"
        account = NewAccount(
            login=login, name=name, password=first, section="办公室", roles=(role,)
        )
        self.do("guan", AddPerson(account=account))
        self.do(login, ChangePassword(old=first, new=own))
        self.do("shen", ConfirmRole(login=login, role=role))

    def cut_off(self) -> None:
        """Let the folder channel be out of reach: a file lies where it should be."""
        (self.folder / "published").write_text("out of order")

    def reachable_again(self) -> None:
        """Let the folder channel be in reach again an hour later, and carry what waits."""
        (self.folder / "published").unlink()
        self.clock.at += timedelta(hours=1)
        self.office.send()

    # ── Time ─────────────────────────────────────────────────────────────
    def on(self, day: date) -> None:
        """Let it be ten in the morning of a day."""
        self.clock.at = datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)

    def ring(self) -> None:
        """Let the bell ring once."""
        tick(self.office)

    def nights(self, number: int) -> None:
        """Let nights pass, the bell ringing each morning, with nobody touching anything."""
        for _ in range(number):
            self.clock.at += timedelta(days=1)
            self.ring()

    # ── What is true ─────────────────────────────────────────────────────
    def case(self, reference: str, *, seen_by: str | None = None) -> CaseView:
        """Return a case as one of the cast sees it, or as the operator does."""
        caller = None if seen_by is None else self.caller(seen_by)
        return self.office.ask(case_view, reference, caller=caller)

    def case_of(self, document: str) -> CaseView:
        """Return the newest case about a paper."""
        rows = self.rows(CaseRow, document_id=document)
        newest = max(rows, key=lambda row: (row.year, row.serial))
        return self.case(newest.id)

    def finding(self, case: str) -> FindingView:
        """Return the one finding that holds a case."""
        (found_,) = (one for one in self.case(case).findings if one.severity != "info")
        return found_

    def refusals(self, case: str, who: str) -> dict[str, str]:
        """Return what the page refuses somebody, by action, with the reason."""
        return {each.action: each.reason for each in self.case(case, seen_by=who).refused}

    def offers(self, case: str, who: str) -> set[str]:
        """Return what the page offers somebody."""
        return {each.action for each in self.case(case, seen_by=who).offered}

    def rows(self, table: Any, **wanted: object) -> list[Any]:
        """Return rows as they lie in the database."""
        with self.office.database.read() as session:
            query = select(table).where(*(col(getattr(table, k)) == v for k, v in wanted.items()))
            found_ = list(session.execute(query).scalars())
            session.expunge_all()
            return found_

    def row(self, table: Any, **wanted: object) -> Any:
        """Return the one row there is."""
        (one,) = self.rows(table, **wanted)
        return one

    def paper(self, document: str) -> DocumentRow:
        """Return a paper as it lies in the database."""
        found_: DocumentRow = self.row(DocumentRow, id=document)
        return found_

    def person(self, who: str) -> str:
        """Return the identity of one of the cast."""
        return str(self.row(PersonRow, login=who).id)

    def name_of(self, person: str | None) -> str:
        """Return what somebody is called."""
        return str(self.row(PersonRow, id=person).name)

    def standing(self, case: str) -> dict[Act, str]:
        """Return who did each act of a case that stands."""
        acts = self.rows(ActRow, case_id=self.case(case).id, voided_at=None)
        return {row.act: self.name_of(row.person_id) for row in acts}

    def events(self) -> list[str]:
        """Return the events of the ledger in their order."""
        return [entry.event for entry in self.entries()]

    def entries(self) -> list[LedgerEntryRow]:
        """Return the entries of the ledger in their order."""
        return sorted(self.rows(LedgerEntryRow), key=lambda entry: entry.seq)

    def flaws(self) -> tuple[object, ...]:
        """Return what is wrong with the ledger."""
        with self.office.database.read() as session:
            return verify(session)

    def listed(self) -> set[str]:
        """Return the papers that the public catalogue lists."""
        return {line.document_id for line in self.office.ask(catalogue)}

    def outgoing(self, document: str) -> list[str]:
        """Return what was asked of the channels for a paper."""
        return [row.action for row in self.rows(OutboxRow, document_id=document)]

    def place(self, document: str) -> Path:
        """Return where a paper lies in the folder channel."""
        return self.folder / "published" / document

    def lying(self, document: str) -> dict[str, bytes]:
        """Return what lies in the folder channel for a paper."""
        place = self.place(document)
        return {path.name: path.read_bytes() for path in place.iterdir()} if place.is_dir() else {}

    def manifest(self, document: str) -> Any:
        """Return what the folder channel says of a paper."""
        return json.loads(self.lying(document)["manifest.json"])

    def original(self, sha256: str) -> Path:
        """Return where bytes lie in the store."""
        return self.folder / "originals" / sha256[:2] / sha256

    def everywhere(self, words: str) -> list[str]:
        """Return every file of the office that holds these words."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file() and words.encode() in path.read_bytes()
        )


def handed(content: str | bytes, *, name: str = "正文.txt") -> HandedFile:
    """Return a file as somebody hands it in."""
    raw = content if isinstance(content, bytes) else content.encode()
    return HandedFile(name=name, content=raw)


def flipped(path: Path) -> None:
    """Flip one bit of a file on the disk."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
