"""What a step does beside moving its case: one function for each word of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select
from sqlmodel import col

from review.domain.numbers import parse
from review.domain.vocabulary import Availability, DisclosureMode, Effect, Ending, Key
from review.messages import NOT_KEPT
from review.services.moves import Move
from review.services.outbox import SENDING_ASKED
from review.services.purging import PURGE_ASKED
from review.services.work import Work
from review.storage.rows import (
    CaseRow,
    DocumentRow,
    FileRow,
    OutboxRow,
    PurgeRow,
    VersionRow,
)
from review.storage.scrubbed import OF_DOCUMENT

AVAILABLE_AS: Mapping[DisclosureMode, Availability] = MappingProxyType(
    {
        DisclosureMode.PROACTIVE: Availability.CLOSED,  # public only when it is published
        DisclosureMode.ON_REQUEST: Availability.ON_REQUEST,
        DisclosureMode.WITHHELD: Availability.CLOSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A step about to be written: its case and paper, and the move that gathers what changes."""

    work: Work
    case: CaseRow
    document: DocumentRow
    change: Move


def publish(deed: Deed) -> None:
    """Make the approved version public and ask every channel to carry it."""
    version = deed.work.session.get_one(VersionRow, deed.case.version_id)
    deed.change.document_values |= {
        "availability": Availability.PUBLIC,
        "public_version_id": version.id,
        "published_at": deed.work.now,
        "mode": DisclosureMode.PROACTIVE,
        "reassess_on": None,
        "converted_from": None,
    }
    deed.change.after += _messages(deed, version, action="publish")


def convert(deed: Deed) -> None:
    """Publish what was not; catalogue and push say from what it was converted."""
    publish(deed)
    deed.change.document_values["converted_from"] = deed.document.mode


def register(deed: Deed) -> None:
    """Enter the decision not to publish: mode, grounds and how it ends (H10)."""
    stated = deed.change.statement
    assert stated is not None  # noqa: S101  # such a row always decides
    deed.change.document_values |= {
        "mode": stated.mode,
        "exemption": stated.exemption,
        "deliberative_kind": stated.deliberative_kind,
        "article": stated.article,
        "reasons": stated.reasons,
        "on_request_reason": stated.on_request_reason,
        "has_work_secret_mark": stated.has_work_secret_mark,
        "subjects": _said_last(stated.subjects, deed.document.subjects),
        "ending": stated.ending,
        "ending_event": stated.ending_event,
        "reassess_on": stated.ends_on,
    }
    if deed.document.availability is Availability.PUBLIC:
        _take_back(deed)
    if deed.document.availability is not Availability.WITHDRAWN:
        deed.change.document_values["availability"] = AVAILABLE_AS[stated.mode]


def _said_last(now: str | None, before: str | None) -> str | None:
    """What is said now counts, “none at all” too; silence leaves what was said before."""
    return before if now is None else now


def keep(deed: Deed) -> None:
    """Keep the mode and set the next date (条例第十八条)."""
    deed.change.document_values["reassess_on"] = deed.change.case_values.pop("next_date")
    if deed.document.ending is Ending.OPENS_ON:  # the next date is no day on which it opens
        deed.change.document_values["ending"] = Ending.REASSESS_ON


def withdraw_from_public(deed: Deed) -> None:
    """Take a paper from the public at once; the message overtakes a publication."""
    deed.change.document_values["availability"] = Availability.WITHDRAWN
    _take_back(deed)


def purge(deed: Deed) -> None:
    """Have the bytes of every version destroyed (保密法第三十一条); other papers keep theirs.

    What is public is public no more, in the same stroke, and the words go with the bytes.
    """
    if deed.document.availability is Availability.PUBLIC:
        _take_back(deed)
    gone = {"availability": Availability.CLOSED, "mode": None, "reassess_on": None}
    unsaid = {"title": NOT_KEPT, **OF_DOCUMENT, "intercepted_at": deed.work.now}
    deed.change.document_values |= gone | unsaid
    session, mine = deed.work.session, deed.document.id
    files = select(col(FileRow.sha256)).where(col(FileRow.document_id) == mine)
    asked = select(col(PurgeRow.sha256)).where(col(PurgeRow.document_id) == mine)
    for sha256 in sorted({*session.scalars(files)} - {*session.scalars(asked)}):
        row = PurgeRow(
            agency_id=deed.case.agency_id,
            document_id=mine,
            case_id=deed.case.id,
            sha256=sha256,
            asked_at=deed.work.now,
        )
        deed.change.after.append(row)
    session.info[PURGE_ASKED] = True


def hold(deed: Deed) -> None:
    """Enter the window in which any reviewer can stop the conversion (DESIGN §6)."""
    assert deed.change.case_values.keys() >= {"hold_until", "authorisation_id"}  # noqa: S101


def _take_back(deed: Deed) -> None:
    shown = deed.work.session.get_one(VersionRow, deed.document.public_version_id)
    deed.change.after += _messages(deed, shown, action="withdraw")


def _messages(deed: Deed, version: VersionRow, *, action: str) -> list[OutboxRow]:
    case, document, now = deed.case, deed.document, deed.work.now
    deed.work.session.info[SENDING_ASKED] = True
    return [
        OutboxRow(
            agency_id=case.agency_id,
            key=f"{action}:{channel}:{document.id}:{version.number}:{case.id}",
            channel=channel,
            action=action,
            document_id=document.id,
            version_id=version.id,
            case_id=case.id,
            manifest=version.manifest,
            seq=0,  # told when the entry is written
            asked_at=now,
            next_try_at=now,
        )
        for channel in deed.work.means.channels
    ]


def exclude(deed: Deed) -> None:
    """Two people found that it is the Party's: so it stays until two find otherwise."""
    deed.change.document_values["is_party_paper"] = True


def include(deed: Deed) -> None:
    """Two people found that it is not the Party's, whatever its number looks like.

    A number that was entered wrongly is put right with it.
    """
    deed.change.document_values["is_party_paper"] = False
    said = deed.change.inputs.get(Key.NUMBER)
    if said is not None:
        deed.change.document_values["number"] = str(parse(said))


EffectOf = Callable[[Deed], None]

EFFECTS: Mapping[Effect, EffectOf] = MappingProxyType(
    {
        Effect.PUBLISH: publish,
        Effect.CONVERT: convert,
        Effect.REGISTER: register,
        Effect.KEEP: keep,
        Effect.WITHDRAW_FROM_PUBLIC: withdraw_from_public,
        Effect.PURGE: purge,
        Effect.HOLD: hold,
        Effect.EXCLUDE: exclude,
        Effect.INCLUDE: include,
    }
)
