"""A durable step through the office, against a bare session that writes the same rows."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, inspect, select, text
from sqlmodel import Session, SQLModel, col

from review.bootstrap import Office
from review.commands import TakeStep
from review.storage.columns import new_id
from review.storage.database import Database
from review.storage.rows import (
    ActRow,
    CaseRow,
    LedgerEntryRow,
    LedgerHeadRow,
    StatementRow,
    StepRow,
)
from tests.bench.measure import ROUNDS, Ratio, compared, tell
from tests.clock import Clock
from tests.crash.affairs import BEGIN, Paper, Season, opened

EACH = 8
PROPOSED = (("propose", "li", {"mode": "主动公开"}),)
AT_MOST = 2.0


class Desk:
    """An office with papers that wait for their section head, and two ways to sign them."""

    def __init__(self, folder: Path, url: str, *, papers: int) -> None:
        self.office = opened(folder / "data", url, clock=Clock(BEGIN))
        self.waiting = _filled(self.office, papers)
        self.caller = self.office.caller("wang")

    def by_the_office(self) -> None:
        """Sign one as the product does: asked, judged, entered, committed."""
        case = next(self.waiting)
        self.office.do(TakeStep(case=case, action="verify", opinion="同意"), caller=self.caller)

    def sample(self) -> Sample:
        """Sign one and keep the rows it wrote as a pattern."""
        self.by_the_office()
        with self.office.database.read() as session:
            return Sample(session)


class Sample:
    """The rows that one step wrote: an entry, a head, a step, an act, a statement, a case."""

    def __init__(self, session: Session) -> None:
        last = select(LedgerEntryRow).order_by(col(LedgerEntryRow.seq).desc()).limit(1)
        self.entry = _columns(session.scalars(last).one())
        case = self.entry["subject"].removeprefix("review_case:")
        self.case = _columns(session.get_one(CaseRow, case))
        rev = self.case["rev"]
        self.act = _columns(_last(session, ActRow, case))
        self.step = _columns(_last(session, StepRow, case, rev=rev))
        self.statement = _columns(_last(session, StatementRow, case, rev=rev))

    def of(self, case: CaseRow, *, at: datetime) -> tuple[dict[str, Any], ...]:
        """Return the values of act, step and statement for another case."""
        own = {"id": new_id(), "case_id": case.id, "version_id": case.version_id}
        act = {**self.act, **own, "document_id": case.document_id, "at": at}
        return act, {**self.step, **own, "at": at}, {**self.statement, **own, "at": at}


class Bare:
    """The same rows by nothing but a session: no question asked, nothing judged."""

    def __init__(self, database: Database, sample: Sample) -> None:
        self.engine, self.sample = database.writer, sample
        with database.read() as session:
            self.ready = iter(
                [_ready(session, sample, case) for case in reversed(_waiting(session))]
            )

    def write_in_order(self) -> None:
        """Write under the guards, which ask for the entry first, the step next, the case last."""
        self._write(Session.flush)

    def write_at_once(self) -> None:
        """Write where nothing is guarded: one flush."""
        self._write(lambda _: None)

    def _write(self, between: Callable[[Session], None]) -> None:
        case_id, act, step, statement = next(self.ready)
        entry = self.sample.entry
        with Session(self.engine, expire_on_commit=False) as session:
            head = session.get_one(LedgerHeadRow, entry["agency_id"])
            case = session.get_one(CaseRow, case_id)
            one, other = secrets.token_hex(32), secrets.token_hex(32)
            values = {
                **entry,
                "seq": head.seq + 1,
                "prev_sha256": head.sha256,
                "prev_sm3": head.sm3,
                "sha256": one,
                "sm3": other,
                "subject": f"review_case:{case_id}",
            }
            session.add(LedgerEntryRow(**values))
            between(session)
            head.seq, head.sha256, head.sm3 = head.seq + 1, one, other
            session.add(StepRow(**step))
            between(session)
            session.add_all([ActRow(**act), StatementRow(**statement)])
            between(session)
            for name in ("stage", "stage_since", "stage_due_on", "rev"):
                setattr(case, name, self.sample.case[name])
            session.commit()


def measured(
    folder: Path,
    url: str,
    unguarded_url: Callable[[], str],
    *,
    rounds: int = ROUNDS,
    each: int = EACH,
) -> Iterator[Ratio]:
    """Compare on one database; `unguarded_url` names a copy of it to be freed of guards."""
    desk = Desk(folder, url, papers=(rounds + 2) * each * 3)
    sample = desk.sample()
    desk.office.database.close()
    free = Database(unguarded_url())
    _drop_guards(free)
    dialect = free.dialect
    with _counted() as commits:
        desk.by_the_office()
    tell(f"{dialect}: {len(commits)} durable commit for a step")
    for name, database, writes in (
        ("with guards", desk.office.database, "write_in_order"),
        ("without guards", free, "write_at_once"),
    ):
        bare = getattr(Bare(database, sample), writes)
        yield compared(
            f"durable step, {dialect}",
            desk.by_the_office,
            to=(f"bare session, same rows, {name}", bare),
            at_most=AT_MOST if name == "with guards" else None,
            each=each,
            rounds=rounds,
        )
    free.close()
    desk.office.close()


def sqlite_copy(folder: Path, url: str) -> str:
    """Copy the file of a database nobody is connected to."""
    shutil.copy(url.removeprefix("sqlite:///"), folder / "free.db")
    return f"sqlite:///{(folder / 'free.db').as_posix()}"


def _filled(office: Office, papers: int) -> Iterator[str]:
    """Found the office and bring papers before the section head; yield those still to be signed."""
    season = Season(office=office, clock=Clock(BEGIN))
    season.found()
    for number in range(papers):
        paper = Paper(title=f"通知第{number}号", texts=(f"内容{number}。",), plan=PROPOSED)
        season.handle(paper)
    with office.database.read() as session:
        numbers = [f"{case.year}-{case.serial:04d}" for case in _waiting(session)]
    return iter(numbers)


def _waiting(session: Session) -> list[CaseRow]:
    """List the cases before the section head; the office takes from the front, bare from behind."""
    query = select(CaseRow).where(col(CaseRow.stage) == "section_review")
    return list(session.scalars(query.order_by(col(CaseRow.serial))))


def _ready(session: Session, sample: Sample, case: CaseRow) -> tuple[Any, ...]:
    manifest = session.scalars(
        select(col(ActRow.manifest)).where(col(ActRow.case_id) == case.id)
    ).one()
    act, step, statement = sample.of(case, at=case.opened_at)
    return case.id, {**act, "manifest": manifest}, step, statement


def _last(session: Session, table: Any, case: str, **where: object) -> SQLModel:
    query = select(table).where(table.case_id == case)
    for name, value in where.items():
        query = query.where(getattr(table, name) == value)
    rows = list(session.scalars(query))
    return next(row for row in rows if getattr(row, "act", "section_review") == "section_review")


def _columns(row: SQLModel) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}


@contextmanager
def _counted() -> Iterator[list[int]]:
    commits: list[int] = []

    def count_one(_: object) -> None:
        commits.append(1)

    event.listen(Engine, "commit", count_one)
    yield commits
    event.remove(Engine, "commit", count_one)


def _drop_guards(database: Database) -> None:
    names = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON tgrelid ="
        " pg_class.oid WHERE NOT tgisinternal",
    }[database.dialect]
    on = {"sqlite": "", "postgresql": " ON {}"}[database.dialect]
    with database.write() as session:
        for name, table in session.execute(text(names)).all():
            session.execute(text(f"DROP TRIGGER {name}{on.format(table)}"))
