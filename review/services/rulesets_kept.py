"""An agency's rules beside what the ledger tells of them: nobody alone changed what is found (H6).

The chain holds the versions, the digests and the hands; the text stands by its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from review.services.complaints import Complaint, complaint
from review.services.work import Work
from review.storage.commitments import committed_test
from review.storage.rows import LedgerEntryRow, RulesetDraftRow, RulesetSourceRow

SUBJECT = "ruleset_draft:"
SIGNED = ("signed", "approved", "activated")
"""What is done once, by a person, at an instant; its columns are called so."""
A_FEW = 8
"""A source may be as long as all the terms of an agency."""


def rulesets_altered(work: Work) -> Iterator[Complaint]:
    """Say which texts are not what their digest says, and which rows are not as entered."""
    yield from _texts(work)
    told = _told(work)
    for row in work.session.scalars(select(RulesetDraftRow)):
        if _as_row(row) != told.get(SUBJECT + row.id):
            yield complaint("I4", SUBJECT + row.id, "ruleset_unlike_entries")


def _texts(work: Work) -> Iterator[Complaint]:
    query = select(col(RulesetSourceRow.digest), col(RulesetSourceRow.source))
    for digest, source in work.session.execute(query, execution_options={"yield_per": A_FEW}):
        if _hash(source) != digest:
            yield complaint("I4", f"ruleset_source:{digest}", "ruleset_text_altered")


def _told(work: Work) -> Mapping[str, dict[str, object]]:
    """Return each draft as its entries, one after another, have it."""
    query = (
        select(LedgerEntryRow)
        .where(col(LedgerEntryRow.subject).startswith(SUBJECT))
        .order_by(col(LedgerEntryRow.subject), col(LedgerEntryRow.subject_rev))
    )
    entries = work.session.scalars(query)
    by_draft = groupby(entries, key=lambda entry: entry.subject)
    return {subject: _folded(list(of_one)) for subject, of_one in by_draft}


def _folded(entries: list[LedgerEntryRow]) -> dict[str, object]:
    row: dict[str, object] = {}
    for entry in entries:
        said: Mapping[str, Any] = json.loads(entry.body)["body"]
        event = entry.event.partition(":")[2]
        row[f"{event}_at"] = entry.at
        if event == "drafted":
            row |= {key: said.get(key) for key in ("version", "digest", "drafted_by")}
            row["agency_id"] = entry.agency_id
        if event in {"tested", *SIGNED}:
            row[f"{event}_by"] = said.get("person")
        if event == "tested":
            row |= {key: said.get(key) for key in ("tested_as", "outcome")}
    return row


def _as_row(row: RulesetDraftRow) -> dict[str, object]:
    """Return the same of the row itself; what is not yet is left out."""
    columns = ("agency_id", "version", "digest", "drafted_by", "drafted_at", "ended_at")
    hands = [f"{event}_{part}" for event in ("tested", *SIGNED) for part in ("by", "at")]
    kept = {name: getattr(row, name) for name in (*columns, *hands)}
    if row.tested_as is not None or row.summary is not None:
        kept |= committed_test(row.tested_as or "", row.summary or "")
    return {name: value for name, value in kept.items() if value is not None}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
