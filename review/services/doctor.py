"""The doctor: whether live data keeps its invariants (SAFETY B1), from rows, bytes and channels."""

from __future__ import annotations

from collections.abc import Iterator

from review.hashing import both
from review.publishing.channel import Sort
from review.publishing.folder import Folder
from review.screening.recognition import can_recognise
from review.screening.recognition.loading import unloadable
from review.services.clock_doubts import doubt
from review.services.complaints import Complaint, complaint, note
from review.services.found_later import doubted
from review.services.holdings import damaged, not_destroyed, of_nobody
from review.services.hours import went_back
from review.services.invariants import broken, broken_beside
from review.services.outbox import is_under_way
from review.services.reconciliation import expected_public
from review.services.rulesets_kept import rulesets_altered
from review.services.set_aside import open_items
from review.services.sought import sought_otherwise
from review.services.status import heartbeat
from review.services.trails import unlike_their_trails
from review.services.unseen import checked_unseen
from review.services.words_kept import unknown_words
from review.services.work import Work
from review.storage import ledger, schema
from review.storage.runtime_role import owns_tables

__all__ = ["Complaint", "examine", "examine_beside", "examine_paper", "exposed", "lacking"]

BATCH = 500
RECOGNITION = "recognition"
IN_CHANNEL = {
    Sort.MISSING: ("I6", "missing_in_channel"),
    Sort.EXTRA: ("I8", "still_in_channel"),
    Sort.ALTERED: ("I1", "altered_in_channel"),
}


def examine(work: Work) -> tuple[Complaint, ...]:
    """Examine everything that lies here, a piece at a time; return what is not as it must be."""
    strange = tuple(unknown_words(work))
    if strange:  # rows that cannot be read as what they are cannot be examined either
        return tuple(sorted({*_schema(work), *broken(work), *strange}))
    found = (
        *_schema(work),
        *broken(work),
        *unlike_their_trails(work),
        *rulesets_altered(work),
        *checked_unseen(work),
        *doubted(work),
        *_chains(work),
        *went_back(work),
        *damaged(work),
        *sought_otherwise(work),
        *not_destroyed(work),
        *_channels(work),
        *of_nobody(work),
        *_bell(work),
        *_set_aside(work),
    )
    return tuple(sorted(dict.fromkeys(found)))


def examine_paper(work: Work, document: str) -> tuple[Complaint, ...]:
    """Examine one paper: its rows, trails and bytes; notes aside."""
    found = (
        *broken(work, document=document),
        *unlike_their_trails(work, document=document),
        *checked_unseen(work, document=document),
        *damaged(work, document=document),
    )
    return tuple(sorted(dict.fromkeys(found)))


def examine_beside(work: Work) -> tuple[Complaint, ...]:
    """Examine what belongs to no paper: people, roles, clearances, authorisations, refusals."""
    return tuple(sorted(dict.fromkeys(broken_beside(work))))


def lacking() -> Iterator[Complaint]:
    """Yield what this machine lacks; it breaks no invariant, but people must do the work."""
    if not can_recognise():
        yield note("", RECOGNITION, "no_recognition")
        return
    lack = unloadable()
    if lack is not None:
        faults = {"lacks_package": lack.package, "lacks_library": lack.library, "unloadable": "any"}
        fault = next(name for name, holds in faults.items() if holds)
        named = {"module": lack.module, "library": lack.library, "package": lack.package}
        yield note("", RECOGNITION, f"recognition_{fault}", **named)


def exposed(work: Work) -> tuple[Complaint, ...]:
    """Return that who serves here could switch the guards off (H12), where it is so."""
    if not owns_tables(work.session.connection()):
        return ()
    return (note("H12", "database", "owner_serves"),)


def _schema(work: Work) -> Iterator[Complaint]:
    if not schema.stands(work.session.connection()):
        yield complaint("I9", "schema", "schema_not_current")


def _chains(work: Work) -> Iterator[Complaint]:
    for flaw in ledger.verify(work.session):
        yield complaint("I4", f"ledger_entry:{flaw.seq}", "chain_broken")


def _channels(work: Work) -> Iterator[Complaint]:
    """What lies in the channels is what the public may read, as far as nothing is under way."""
    for name, path in work.means.channels.items():
        expected = expected_public(work.session, channel=name)
        for difference in Folder(path=path, hashing=both).reconcile(expected):
            if difference.sort is Sort.EXTRA and is_under_way(
                work.session, difference.document, channel=name
            ):
                continue
            invariant, fault = IN_CHANNEL[difference.sort]
            yield complaint(invariant, f"{name}:{difference.document}", fault)


def _set_aside(work: Work) -> Iterator[Complaint]:
    """What rounds could not get through was due, and was not looked at."""
    for one in open_items(work.session):
        yield complaint("I10", f"document:{one.document_id}", "set_aside")


def _bell(work: Work) -> Iterator[Complaint]:
    if doubt(work) is not None:
        yield note("I10", "clock", "clock_in_doubt")
    elif heartbeat(work).is_silent:
        yield note("I10", "heartbeat", "bell_silent")
