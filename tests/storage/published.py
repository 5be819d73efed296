"""Papers that are public already, written as rows under every guard of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col, select

from review.domain.searching import sought_in
from review.domain.vocabulary import Act, Availability, DisclosureMode, DocumentKind, Role, Source
from review.hashing import both, manifest
from review.services.outbox import PUBLISH, WITHDRAW
from review.services.sought import keep_pairs
from review.services.work import Means, Work
from review.storage.columns import new_id
from review.storage.database import Database
from review.storage.ledger import Change, append, open_chain, tip_of
from review.storage.originals import Originals
from review.storage.rows import (
    ActRow,
    AgencyRow,
    CaseRow,
    DefinitionRow,
    DocumentRow,
    FileRow,
    OutboxRow,
    PersonRow,
    RoleGrantRow,
    SectionRow,
    StepRow,
    VersionRow,
)

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WEBSITE = "website"
LETTER = b"\xe5\x85\xb3\xe4\xba\x8e\xe4\xbe\x9b\xe6\x9a\x96\xe7\x9a\x84\xe5\x87\xbd"
ROLES = {
    "li": Role.DRAFTER,
    "zhou": Role.OFFICE_REVIEWER,
    "gu": Role.APPROVING_OFFICIAL,
}
PEOPLE = {"li": "李明", "wang": "王芳", "zhou": "周岚", "gu": "顾平", "chen": "陈静"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A public paper: what it is called in the rows."""

    document: str
    version: str
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """An office whose papers were all reviewed; its channel is one folder."""

    database: Database
    means: Means
    agency: str
    section: str
    people: dict[str, str]

    @property
    def folder(self) -> Path:
        return next(iter(self.means.channels.values()))

    def work(self, session: Session, *, at: datetime = MORNING) -> Work:
        return Work(session=session, now=at, means=self.means)

    def publish(
        self,
        *,
        content: bytes = LETTER,
        at: datetime = MORNING,
        converted_from: DisclosureMode | None = None,
    ) -> Paper:
        """Make a new paper public and ask the channel to carry it."""
        paper = Paper(document=new_id(), version=new_id(), case=new_id())
        with self.database.write() as session:
            document = self._document(paper, at=at)
            _keep(session, document)
            keep_pairs(session, document[0])
            version = self._receive(session, paper, content=content, at=at, number=1)
            _keep(session, self._case(session, paper, at=at))
            with self._step(session, paper, at=at):
                self._approve(session, paper, version, at=at)
                self._make_public(session, paper, at=at, converted_from=converted_from)
        return paper

    def publish_anew(self, paper: Paper, *, content: bytes, at: datetime) -> Paper:
        """Make another version of a public paper the public one."""
        newer = replace(paper, version=new_id(), case=new_id())
        with self.database.write() as session:
            with self._step(session, paper, at=at):
                version = self._receive(session, newer, content=content, at=at, number=2)
            _keep(session, self._case(session, newer, at=at))
            with self._step(session, newer, at=at):
                self._approve(session, newer, version, at=at)
                self._make_public(session, newer, at=at, converted_from=None)
        return newer

    def take_down(self, paper: Paper, *, at: datetime) -> None:
        """Withdraw a paper from the public and tell the channel."""
        with self.database.write() as session, self._step(session, paper, at=at):
            self._change(session, paper, at=at, values={"availability": Availability.WITHDRAWN})
            self._ask(session, paper, at=at, action=WITHDRAW)

    def messages(self) -> list[OutboxRow]:
        with self.database.read() as session:
            ordered = select(OutboxRow).order_by(col(OutboxRow.seq))
            found = list(session.exec(ordered))
            session.expunge_all()
        return found

    def _document(self, paper: Paper, *, at: datetime) -> tuple[DocumentRow, Change]:
        row = DocumentRow(
            id=paper.document,
            agency_id=self.agency,
            section_id=self.section,
            drafter_id=self.people["li"],
            title="关于做好冬季供暖保障工作的函",
            sought=sought_in("关于做好冬季供暖保障工作的函", "宝建函〔2026〕12号"),
            kind=DocumentKind.LETTER,
            number="宝建函〔2026〕12号",
            source=Source.OWN,
            dated=date(2026, 11, 20),
            received_at=at,
        )
        return row, self._entry(f"document:{paper.document}", rev=1, at=at, document=paper.document)

    @contextmanager
    def _step(self, session: Session, paper: Paper, *, at: datetime) -> Iterator[None]:
        """Write a step of the paper's case, what it brings, and at last the case."""
        case = session.get_one(CaseRow, paper.case, populate_existing=True)
        rev, subject = case.rev + 1, f"review_case:{paper.case}"
        append(session, replace(self._entry(subject, rev=rev, at=at), event="case:written"))
        step = StepRow(
            agency_id=self.agency,
            case_id=paper.case,
            rev=rev,
            action="written",
            to_stage="closed",
            role=Role.SYSTEM,
            version_id=case.version_id,
            at=at,
        )
        _keep(session, (step, None))
        yield
        session.execute(update(CaseRow).where(col(CaseRow.id) == paper.case).values(rev=rev))

    def _receive(
        self, session: Session, paper: Paper, *, content: bytes, at: datetime, number: int
    ) -> VersionRow:
        sha, sm3 = both(content)
        self.means.originals.put(content, sha256=sha)
        version = VersionRow(
            id=paper.version,
            agency_id=self.agency,
            document_id=paper.document,
            number=number,
            created_by=self.people["li"],
            created_at=at,
            manifest=manifest([("供暖函.txt", sha, sm3)]),
            ruleset="base-1",
        )
        _keep(session, (version, None))
        file = FileRow(
            agency_id=self.agency,
            document_id=paper.document,
            version_id=paper.version,
            position=0,
            name="供暖函.txt",
            sha256=sha,
            sm3=sm3,
            size=len(content),
            media_type="text/plain",
        )
        _keep(session, (file, None))
        return version

    def _approve(
        self, session: Session, paper: Paper, version: VersionRow, *, at: datetime
    ) -> None:
        for act, by in ((Act.ATTRIBUTION, "li"), (Act.CHECK, "zhou"), (Act.DECISION, "gu")):
            _keep(session, (self._act(paper, version, act=act, by=by, at=at), None))

    def _case(self, session: Session, paper: Paper, *, at: datetime) -> tuple[SQLModel, Change]:
        row = CaseRow(
            id=paper.case,
            agency_id=self.agency,
            year=2026,
            serial=len(session.exec(select(CaseRow)).all()) + 1,
            document_id=paper.document,
            version_id=paper.version,
            procedure="publication",
            procedure_digest="0" * 64,
            stage="closed",
            stage_since=at,
            opened_at=at,
            closed_at=at,
        )
        return row, self._entry(f"review_case:{paper.case}", rev=1, at=at)

    def _act(self, paper: Paper, version: VersionRow, *, act: Act, by: str, at: datetime) -> ActRow:
        return ActRow(
            agency_id=self.agency,
            case_id=paper.case,
            rev=2,
            document_id=paper.document,
            version_id=paper.version,
            manifest=version.manifest,
            act=act,
            person_id=self.people[by],
            role=ROLES[by],
            mode=DisclosureMode.PROACTIVE,
            ruleset="base-1",
            procedure_digest="0" * 64,
            at=at,
        )

    def _make_public(
        self,
        session: Session,
        paper: Paper,
        *,
        at: datetime,
        converted_from: DisclosureMode | None,
    ) -> None:
        values = {
            "availability": Availability.PUBLIC,
            "public_version_id": paper.version,
            "published_at": at,
            "converted_from": converted_from,
        }
        self._change(session, paper, at=at, values=values)
        self._ask(session, paper, at=at, action=PUBLISH)

    def _change(
        self, session: Session, paper: Paper, *, at: datetime, values: dict[str, object]
    ) -> None:
        rev = session.get_one(DocumentRow, paper.document).rev + 1
        subject = f"document:{paper.document}"
        append(session, self._entry(subject, rev=rev, at=at, document=paper.document))
        changed = update(DocumentRow).where(col(DocumentRow.id) == paper.document)
        session.execute(changed.values(rev=rev, **values))

    def _ask(self, session: Session, paper: Paper, *, at: datetime, action: str) -> None:
        (channel,) = self.means.channels
        row = OutboxRow(
            agency_id=self.agency,
            key=f"{action}:{channel}:{paper.document}:{paper.version}:{paper.case}",
            channel=channel,
            action=action,
            document_id=paper.document,
            version_id=paper.version,
            case_id=paper.case,
            manifest=session.get_one(VersionRow, paper.version).manifest,
            seq=tip_of(session, self.agency)[0],
            asked_at=at,
            next_try_at=at,
        )
        _keep(session, (row, None))

    def _entry(
        self, subject: str, *, rev: int, at: datetime, document: str | None = None
    ) -> Change:
        return Change(
            agency_id=self.agency,
            event="test:written",
            subject=subject,
            subject_rev=rev,
            at=at,
            body={},
            document_id=document,
            document_rev=rev if document else None,
        )


def _keep(session: Session, written: tuple[SQLModel, Change | None]) -> None:
    row, entry = written
    if entry is not None:
        append(session, entry)
    session.add(row)
    session.flush()


def bureau(
    database: Database, folder: Path, *, channels: Mapping[str, Path] | None = None
) -> Bureau:
    """Found the office in an empty database; its originals and its channel lie under `folder`."""
    ids = {login: sha256(login.encode()).hexdigest()[:32] for login in PEOPLE}
    founded = Bureau(
        database=database,
        means=_means(
            originals=Originals(folder / "originals"),
            channels=channels or {WEBSITE: folder / "website"},
        ),
        agency=new_id(),
        section=new_id(),
        people=ids,
    )
    with database.write() as session:
        _found(session, founded)
    return founded


def _means(*, originals: Originals, channels: Mapping[str, Path]) -> Means:
    """Return what carrying needs: the store and the channel; of the rest nothing is there."""
    needed = {"originals": originals, "channels": channels}
    return Means(**{**dict.fromkeys(field.name for field in fields(Means)), **needed})


def _found(session: Session, office: Bureau) -> None:
    agency = AgencyRow(
        id=office.agency, code="baoshan", name="宝山区建设局", profile="small", opened_at=MORNING
    )
    _keep(session, (agency, None))
    open_chain(session, office.agency)
    section = SectionRow(id=office.section, agency_id=office.agency, name="供热科")
    _keep(session, (section, None))
    definition = DefinitionRow(digest="0" * 64, name="publication", source="", stored_at=MORNING)
    _keep(session, (definition, None))
    for login, person in office.people.items():
        row = PersonRow(
            id=person,
            agency_id=office.agency,
            login=login,
            name=PEOPLE[login],
            must_change_password=False,
        )
        _keep(session, (row, office._entry(f"person:{person}", rev=1, at=MORNING)))  # noqa: SLF001
    publisher = RoleGrantRow(
        id=new_id(),
        agency_id=office.agency,
        person_id=office.people["chen"],
        role=Role.PUBLISHER,
        granted_at=MORNING,
        confirmed_by=office.people["gu"],
        confirmed_at=MORNING,
    )
    _keep(session, (publisher, office._entry(f"role_grant:{publisher.id}", rev=1, at=MORNING)))  # noqa: SLF001
