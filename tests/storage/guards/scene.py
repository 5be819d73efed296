"""A real office in the middle of its work, made through its services, for the guards to hold."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from review.bootstrap import Office, open_office
from review.commands import (
    ActivateProcedure,
    Caller,
    Clear,
    Cosign,
    CosignClearance,
    Dispose,
    DraftAuthorisation,
    FoundAgency,
    GrantRole,
    HandedFile,
    HandIn,
    ImportHolidays,
    NewAccount,
    ReadByPeople,
    RevokeAuthorisation,
    RevokeToken,
    RunReassessment,
    SignAuthorisation,
    SignRules,
    Substitute,
    TakeDown,
    TakeStep,
)
from review.domain.vocabulary import DisposalKind, DocumentKind, Role, Severity, Source
from review.services.alarms import raise_alarm
from review.services.heartbeats import ring
from review.services.sign_in import admit, sign_out
from review.services.tokens import issue
from review.settings import Settings
from review.shipped import shipped
from review.storage.rows import (
    ActRow,
    AgencyRow,
    AuthorisationRow,
    CaseRow,
    ClearanceRow,
    FileRow,
    FindingRow,
    PersonRow,
    RoleGrantRow,
    SessionRow,
    TokenRow,
)
from tests.clock import Clock
from tests.readers import readied
from tests.storage.guards.scene_beside import acted_beside, asked_beside
from tests.storage.guards.scene_cast import CAST
from tests.storage.guards.scene_events import plan_campaigns, slot, tell_of
from tests.storage.guards.scene_programs import addressed, noticed, programmed
from tests.storage.guards.scene_rules import ruled
from tests.storage.guards.scene_structure import arranged
from tests.storage.guards.settled import remember_settled
from workflows.loading import shipped_procedures

CLEAN = "关于做好冬季供暖保障工作的通知\n各单位：请按要求做好第{number}号片区供暖保障工作。\n"
SUSPECT = CLEAN + "联系人身份证号：11010519491231002X，手机：13800138000。\n"
SECRET = "机密★10年\n关于第{number}号专项工作的通知\n"
SCAN = b"\x00\x01\x02 no machine reads this"
PASSWORD = "demo-Pass-2026"
START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


@dataclass(slots=True)
class Scene:
    """The office, and the identities of what is in it by the names the attacks use."""

    office: Office
    names: dict[str, str] = field(default_factory=dict)
    papers: int = 0

    def caller(self, login: str) -> Caller:
        return self.office.caller(login)

    def does(self, login: str, command: object) -> Any:
        command = readied(self.office, command, caller=self.caller(login))
        return self.office.do(command, caller=self.caller(login))

    def hand_in(self, name: str, *files: HandedFile, by: str = "li") -> Any:
        """Receive a paper and remember it by name."""
        self.papers += 1
        command = HandIn(
            files=files or (self.text(CLEAN),),
            title=f"供暖保障通知之{self.papers}",
            kind=DocumentKind.NOTICE,
            section="预算科",
            source=Source.OWN,
            dated=date(2026, 1, 4),
        )
        received = self.does(by, command)
        if received.document is not None:
            self._remember(name, document=received.document)
        return received

    def text(self, words: str, *, name: str = "正文.txt") -> HandedFile:
        return HandedFile(name=name, content=words.format(number=self.papers).encode())

    def step(self, name: str, action: str, *, by: str, **inputs: str) -> None:
        """Take a step of a paper's newest case, and remember the acts it left."""
        command = TakeStep(
            case=self.names[f"{name}.case"], action=action, opinion="同意", inputs=inputs
        )
        self.does(by, command)
        self.remember_acts(name)

    def walk_to_approval(self, name: str, *, mode: str = "主动公开", **grounds: str) -> None:
        self.step(name, "propose", by="li", mode=mode, **grounds)
        self.step(name, "verify", by="wang")
        self.step(name, "pass_check", by="zhou")

    def publish(self, name: str) -> None:
        self.walk_to_approval(name)
        self.step(name, "decide_in_full", by="gu")
        self.step(name, "publish", by="chen")

    def remember_acts(self, name: str) -> None:
        with self.office.database.read() as session:
            of_case = select(ActRow).where(col(ActRow.case_id) == self.names[f"{name}.case"])
            for act in session.scalars(of_case):
                self.names[f"{name}.{act.act.value}"] = act.id

    def _remember(self, name: str, *, document: str) -> None:
        with self.office.database.read() as session:
            case = _newest_case(session, document)
            self.names |= {
                f"{name}.document": document,
                f"{name}.case": case.id,
                f"{name}.version": case.version_id,
            }
            files = select(FileRow).where(col(FileRow.version_id) == case.version_id)
            for file in session.scalars(files.order_by(col(FileRow.position))):
                self.names[f"{name}.file{file.position}"] = file.id
            findings = select(FindingRow).where(col(FindingRow.version_id) == case.version_id)
            for finding in session.scalars(findings):
                self.names[f"{name}.{finding.severity.value}"] = finding.id
                self.names[f"{name}.{finding.severity.value}_code"] = finding.code


def _newest_case(session: Session, document: str) -> CaseRow:
    query = select(CaseRow).where(col(CaseRow.document_id) == document)
    return session.scalars(query.order_by(col(CaseRow.serial).desc()).limit(1)).one()


def establish(url: str, folder: Path) -> dict[str, str]:
    """Found an office in this database and let it work; return the names of what it left."""
    scene = Scene(office=_founded(url, folder))
    try:
        scene.names |= plan_campaigns(scene.office)
        for part in PARTS:
            part(scene)
        _remember_the_rest(scene)
    finally:
        scene.office.close()
    return scene.names


def _founded(url: str, folder: Path) -> Office:
    office = open_office(
        Settings(data_dir=folder, database_url=url), clock=Clock(START, step=timedelta(seconds=1))
    )
    accounts = tuple(
        NewAccount(login=login, name=name, password=PASSWORD, roles=(role,), section="预算科")
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
    return office


def _publish(scene: Scene) -> None:
    """One paper is public and delivered, one was taken down again."""
    for name in ("public", "withdrawn"):
        scene.hand_in(name)
        scene.publish(name)
        scene.office.send()
        scene.step(name, "archive", by="zhou")
    scene.does("zhou", TakeDown(document=scene.names["withdrawn.document"], reason="不宜公开"))
    with scene.office.database.read() as session:
        taken = _newest_case(session, scene.names["withdrawn.document"])
        scene.names["takedown.case"] = taken.id
    scene.step("takedown", "confirm", by="sun")


def _decide(scene: Scene) -> None:
    """One paper is approved and not public yet, one registered, one may be decided on, one new."""
    scene.hand_in("approved")
    scene.walk_to_approval("approved")
    scene.step("approved", "decide_in_full", by="gu")
    scene.hand_in("registered")
    grounds = {"on_request_reason": "particular_persons", "reassess_on": "2026-03-01"}
    scene.walk_to_approval("registered", mode="依申请公开", subjects="无", **grounds)
    scene.step("registered", "decide_on_request", by="gu", **grounds)
    scene.step("registered", "close", by="zhou")
    scene.hand_in("ready")
    scene.walk_to_approval("ready")
    scene.hand_in("new")
    scene.hand_in("foreign", by="zhao")


def _examine(scene: Scene) -> None:
    """One paper has findings and a file no machine can read; in a second all is settled."""
    for name in ("suspect", "settled"):
        scan = HandedFile(name="扫描件.bin", content=SCAN + name.encode())
        scene.hand_in(name, scene.text(SUSPECT), scan)
    scene.step("settled", "propose", by="li", mode="主动公开")
    scene.step("settled", "verify", by="wang")
    case = scene.names["settled.case"]
    for severity in (Severity.BLOCK, Severity.CONFIRM):
        _dispose_all(scene, case, severity)
    checklist = json.dumps(
        {item.id: item.clear.value for item in scene.office.means.checklist}, ensure_ascii=False
    )
    for reader in ("wang", "wu"):
        scene.does(
            reader,
            ReadByPeople(case=case, file=scene.names["settled.file1"], checklist=checklist),
        )
    scene.step("settled", "pass_check", by="zhou")
    remember_settled(scene.office, scene.names)


def _dispose_all(scene: Scene, case: str, severity: Severity) -> None:
    version = scene.names["settled.version"]
    with scene.office.database.read() as session:
        found = select(col(FindingRow.code)).where(
            col(FindingRow.version_id) == version, col(FindingRow.severity) == severity
        )
        codes = list(session.scalars(found))
    for code in codes:
        scene.does(
            "zhou",
            Dispose(
                case=case,
                finding=code,
                kind=DisposalKind.LAWFUL,
                reason="依法应当公开",
                article="条例第二十条",
            ),
        )
        if severity is Severity.BLOCK:
            scene.does("sun", Cosign(case=case, finding=code, disposal=1))


def _refuse(scene: Scene) -> None:
    """Papers marked secret are refused; of three hashes one is cleared, one half, one not."""
    for state in ("refused", "entered", "cleared"):
        secret = scene.text(SECRET.replace("专项", state))
        scene.names[f"{state}.sha256"] = sha = sha256(secret.content).hexdigest()
        scene.hand_in(state, secret)
        if state != "refused":
            clear = Clear(
                sha256=sha, confirmed_by="区保密局", number="1号", confirmed_on=date(2026, 1, 4)
            )
            scene.does("sun", clear)
        if state == "cleared":
            scene.does("zhou", CosignClearance(sha256=sha))


def _intercept(scene: Scene) -> None:
    """One paper turned out to be secret: its bytes are gone."""
    scene.hand_in("intercepted")
    scene.step("intercepted", "intercept", by="li", reason="疑似涉密")


def _authorise(scene: Scene) -> None:
    """Four authorisations, one in each state; an event that brings a paper up."""
    for number, state in enumerate(("drafted", "ruled", "signed", "revoked"), start=1):
        reference = f"云财公开〔2026〕{number}号"
        scene.does(
            "zheng",
            DraftAuthorisation(
                reference=reference,
                grounds=("reason_lapsed",),
                first_day=date(2026, 1, 1),
                last_day=date(2026, 12, 31),
                cap=10,
                hold_days=5,
            ),
        )
        if state != "drafted":
            scene.does("sun", SignRules(reference=reference))
        if state in {"signed", "revoked"}:
            scene.does("he", SignAuthorisation(reference=reference))
        if state == "revoked":
            scene.does("he", RevokeAuthorisation(reference=reference))
        with scene.office.database.read() as session:
            query = select(AuthorisationRow).where(col(AuthorisationRow.reference) == reference)
            scene.names[f"{state}.authorisation"] = session.scalars(query).one().id
    for paper in ("registered", "settled"):
        tell_of(scene.office, scene.names[f"{paper}.document"])


def _people(scene: Scene) -> None:
    """A role waits for its confirmation; somebody is on leave, has a token and is signed in."""
    scene.does("guan", GrantRole(login="wu", role=Role.INFORMATION_OFFICER))
    leave = {"first_day": date(2026, 2, 1), "last_day": date(2026, 2, 5)}
    scene.does("gu", Substitute(substitute="qian", role=Role.APPROVING_OFFICIAL, **leave))
    by_li, by_wu = (scene.office.prove(login, PASSWORD) for login in ("li", "wu"))
    scene.office.change(issue, by_li, scope="act", days=5)
    scene.office.change(issue, by_wu, scope="act", days=5)
    scene.does("wu", RevokeToken())
    scene.office.change(admit, by_li)
    scene.office.change(sign_out, scene.office.change(admit, by_wu).cookie)


def _look_again(scene: Scene) -> None:
    """The bell rang, a round found nothing due yet, a year's working days became known."""
    scene.office.change(lambda work: ring(work.session, job="tick", now=work.now))
    scene.office.change(lambda work: work.session.add(slot(work.now)))
    scene.does("zheng", RunReassessment())
    notice = shipped("data/reference/holidays/2026.toml").read_text("utf-8")
    scene.does("zheng", ImportHolidays(text=notice, name="2026.toml"))


def _warn(scene: Scene) -> None:
    """A chain was drafted for the cases to come; public bytes were found changed."""
    text = shipped_procedures()["publication"].source.replace('label = "', 'label = "新', 1)
    scene.does("guan", ActivateProcedure(text=text))
    scene.office.change(raise_alarm, scene.names["public.document"], 0)


def _rule(scene: Scene) -> None:
    """Rules of the agency's own, in every state."""
    scene.names |= ruled(scene.office)


def _program(scene: Scene) -> None:
    """Two addresses are told, one no more; a program took a step, under its key."""
    scene.names |= addressed(scene.office)
    scene.hand_in("by_program")
    programmed(scene.office, scene.names["by_program.case"], password=PASSWORD)
    noticed(scene.office, "wang")
    scene.names |= acted_beside(scene.office, scene.names["settled.case"])
    scene.names |= asked_beside(scene.office, scene.names["by_program.case"])
    scene.names |= arranged(scene.office, scene.names)


PARTS = (
    *(_publish, _decide, _examine, _refuse, _intercept, _look_again),
    *(_authorise, _people, _warn, _rule, _program),
)


def _remember_the_rest(scene: Scene) -> None:
    with scene.office.database.read() as session:
        scene.names["agency"] = session.scalars(select(col(AgencyRow.id))).one()
        for person in session.scalars(select(PersonRow)):
            scene.names[person.login] = person.id
        waiting = select(RoleGrantRow).where(col(RoleGrantRow.confirmed_at).is_(None))
        scene.names["waiting.role"] = session.scalars(waiting).one().id
        held = select(RoleGrantRow).where(col(RoleGrantRow.person_id) == scene.names["li"])
        scene.names["founded.role"] = session.scalars(held).one().id
        audit = select(RoleGrantRow).where(col(RoleGrantRow.role) == Role.AUDITOR)
        scene.names["audit.role"] = session.scalars(audit).one().id
        for token in session.scalars(select(TokenRow)):
            state = "revoked" if token.revoked_at else "live"
            scene.names[f"{state}.token"] = token.id
        for visit in session.scalars(select(SessionRow)):
            scene.names[f"{'ended' if visit.ended_at else 'open'}.session"] = visit.id
        for row in session.scalars(select(ClearanceRow)):
            state = "cleared" if row.cosigned_by else "entered"
            scene.names[f"{state}.clearance"] = row.id
        for table in sorted(SQLModel.metadata.tables.values(), key=lambda one: one.name):
            if "id" in table.c:
                first = session.execute(select(table.c.id).order_by(table.c.id).limit(1)).scalar()
                scene.names.setdefault(f"any.{table.name}", str(first))
