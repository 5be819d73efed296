"""What must hold of an office whose process was killed: nothing lost, nothing twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office
from review.publishing.package import name_of
from review.scheduler import tick
from review.services.cases import number_of, the_case
from review.services.doctor import examine
from review.services.reconciliation import reconcile_all
from review.services.work import Work
from review.storage import ledger
from review.storage.originals import INCOMING
from review.storage.rows import (
    AgencyRow,
    CaseRow,
    DocumentRow,
    FileRow,
    JobSlotRow,
    LedgerEntryRow,
    OutboxRow,
    PurgeRow,
    StepRow,
    VersionRow,
)
from tests.clock import Clock
from tests.crash.affairs import BEGIN, Season, later, opened
from tests.crash.at_work import TOLD

CARDS = ("manifest.json", "withdrawn.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All that a season leaves, without the names and times that chance chose."""

    papers: list[tuple[Any, ...]]
    cases: list[tuple[Any, ...]]
    numbers: list[str]
    messages: list[tuple[Any, ...]]
    entries: Counter[str]
    originals: list[str]
    destroyed: list[str]
    lying: list[tuple[str, list[str]]]


def picked_up(folder: Path, url: str) -> Portrait:
    """Restart the office after a death, prove that nothing is lost, and finish its season."""
    clock = Clock(BEGIN)
    office = opened(folder / "data", url, clock=clock)
    try:
        clock.at = later(office)
        _nothing_told_is_lost(office, told(folder))
        tick(office)  # the bell rings when an office starts: what was due is done
        _is_sound(office)
        Season(office=office, clock=clock).go_on()
        tick(office)
        _has_no_leftovers(office)
        return portrait(office)
    finally:
        office.close()


def told(folder: Path) -> list[dict[str, Any]]:
    """Return what was acknowledged; a last line without its end was not."""
    journal = folder / TOLD
    text = journal.read_text(encoding="utf-8") if journal.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def portrait(office: Office) -> Portrait:
    """Return what an office holds, to be compared with another's."""
    return office.ask(_portrait, folder=next(iter(office.means.channels.values())))


def _nothing_told_is_lost(office: Office, lines: list[dict[str, Any]]) -> None:
    for line in lines:
        office.ask(_IS_THERE[line["did"]], line)


def _is_sound(office: Office) -> None:
    """No invariant is broken; bytes of nobody, or a silent bell, may be noted."""
    with office.database.read() as session:
        assert ledger.verify(session) == ()
    broken = [each for each in office.ask(examine) if not each.is_note]
    assert not broken, broken


def _has_no_leftovers(office: Office) -> None:
    """Nothing half-written lies about, here or in the channels; nothing is noted."""
    for folder in (office.means.originals.folder, *office.means.channels.values()):
        half = [path.name for path in folder.rglob(".*") if path.name != INCOMING]
        assert not half, half
    said = office.ask(examine)
    assert not said, said
    assert office.means.originals.incoming() == frozenset()
    assert _names_in_rows(office) == set(office.means.originals.names())
    assert not any(reconcile_all(office.database, means=office.means).values())


def _names_in_rows(office: Office) -> set[str]:
    """Name the bytes that belong to a paper and were not to be destroyed."""
    with office.database.read() as session:
        entered = set(session.scalars(select(col(FileRow.sha256))))
        return entered - set(session.scalars(select(col(PurgeRow.sha256))))


def _case_is_there(work: Work, line: dict[str, Any]) -> None:
    case = the_case(work, line["case"], agency_id=_agency(work))
    document = work.session.get_one(DocumentRow, case.document_id)
    files = select(FileRow).where(col(FileRow.document_id) == document.id)
    assert [row.sha256 for row in _by_position(work.session.scalars(files))] == line["files"]
    destroyed = set(work.session.scalars(select(col(PurgeRow.sha256))))
    for sha256 in set(line["files"]) - destroyed:
        work.means.originals.read(sha256)


def _step_is_there(work: Work, line: dict[str, Any]) -> None:
    case = the_case(work, line["case"], agency_id=_agency(work))
    row = select(StepRow).where(col(StepRow.case_id) == case.id, col(StepRow.rev) == line["rev"])
    assert work.session.scalars(row).one().action == line["action"]
    if line["action"] == "intercept":
        _are_destroyed(work, case)


def _are_destroyed(work: Work, case: CaseRow) -> None:
    """When the interception was answered, the bytes were gone."""
    files = select(col(FileRow.sha256)).where(col(FileRow.document_id) == case.document_id)
    for sha256 in work.session.scalars(files):
        mine = select(PurgeRow).where(
            col(PurgeRow.document_id) == case.document_id, col(PurgeRow.sha256) == sha256
        )
        assert work.session.scalars(mine).one().done_at is not None
        assert not list(work.means.originals.folder.rglob(f"*{sha256}*"))


def _sending_is_there(work: Work, line: dict[str, Any]) -> None:
    done = work.session.scalars(select(OutboxRow).where(col(OutboxRow.done_at).is_not(None)))
    assert len(list(done)) >= len(line["fates"])


def _night_is_there(work: Work, line: dict[str, Any]) -> None:
    slots = select(JobSlotRow).where(col(JobSlotRow.slot) == line["at"][:10])
    rows = list(work.session.scalars(slots))
    assert {row.job for row in rows} == {"reassess", "reconcile"}
    assert all(row.done_at for row in rows)


def _withdrawal_is_there(work: Work, line: dict[str, Any]) -> None:
    document = work.session.get_one(DocumentRow, line["document"])
    assert document.availability.value == "withdrawn"


_IS_THERE = {
    "hand_in": _case_is_there,
    "step": _step_is_there,
    "send": _sending_is_there,
    "night": _night_is_there,
    "take_down": _withdrawal_is_there,
}


def _portrait(work: Work, folder: Path) -> Portrait:
    session = work.session
    documents = {row.id: row for row in session.scalars(select(DocumentRow))}
    titles = {name: row.title for name, row in documents.items()}
    versions = Counter(row.document_id for row in session.scalars(select(VersionRow)))
    return Portrait(
        papers=sorted(
            (row.title, str(row.availability), str(row.mode), versions[name])
            for name, row in documents.items()
        ),
        cases=sorted(
            (titles[row.document_id], row.procedure, row.stage, _steps(work, row))
            for row in session.scalars(select(CaseRow))
        ),
        numbers=sorted(number_of(row) for row in session.scalars(select(CaseRow))),
        messages=sorted(
            (titles[row.document_id], row.action, row.done_at is not None, row.is_dead)
            for row in session.scalars(select(OutboxRow))
        ),
        entries=Counter(
            entry.event
            for entry in session.scalars(select(LedgerEntryRow))
            if entry.event != "reassessment:run"  # a round that was cut off is entered by the next
        ),
        originals=work.means.originals.names(),
        destroyed=sorted(r.sha256 for r in session.scalars(select(PurgeRow)) if r.done_at),
        lying=sorted((titles[name], _lying(folder / name_of(name))) for name in documents),
    )


def _steps(work: Work, case: CaseRow) -> tuple[str, ...]:
    rows = select(StepRow).where(col(StepRow.case_id) == case.id).order_by(col(StepRow.rev))
    return tuple(row.action for row in work.session.scalars(rows))


def _lying(place: Path) -> list[str]:
    """Name what the channel shows of a paper; its card stands for itself, for it holds times."""
    return sorted(
        path.name if path.name in CARDS else path.read_bytes().decode() for path in place.glob("*")
    )


def _agency(work: Work) -> str:
    return work.session.scalars(select(col(AgencyRow.id))).one()


def _by_position(rows: Any) -> Iterator[FileRow]:
    return iter(sorted(rows, key=lambda row: row.position))
