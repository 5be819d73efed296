"""What is never deleted and what never changes: one attempt on each table."""

from __future__ import annotations

from review.storage.guards.kept import KEPT
from tests.storage.guards.hand import Attempt, Deed, Hand, attack

KEYED_OTHERWISE = {
    "screening": "sha256",
    "definition": "digest",
    "meta": "key",
    "ledger_head": "agency_id",
    "active_definition": "agency_id",
}
OF_THE_AGENCY = ("ledger_entry", "holiday_notice")
CHANGES: dict[str, dict[str, object]] = {
    "agency": {"profile": "protected"},
    "section": {"name": "另一科"},
    "substitution": {"substitute_id": "he"},
    "holiday_notice": {"source": "another"},
    "reassessment_run": {"counts": "{}"},
    "version": {"manifest": "0" * 64},
    "file": {"sha256": "0" * 64},
    "refusal": {"rule": "mistaken"},
    "step": {"opinion": "不同意"},
    "mode_statement": {"reasons": "另有理由"},
    "finding": {"severity": "info"},
    "disposal": {"kind": "no-harm"},
    "cosignature": {"person_id": "he"},
    "reading": {"is_clear": False},
    "screening": {"verdict": "clear"},
    "definition": {"source": ""},
    "meta": {"value": "no"},
    "ledger_entry": {"event": "test:rewritten"},
    "reassessment_trigger": {"reference": "另一函"},
}


def _one_of(hand: Hand, table: str) -> str:
    if table in OF_THE_AGENCY:
        return hand.names["agency"]
    if table not in KEYED_OTHERWISE:
        return hand.names[f"any.{table}"]
    return str(hand.last(table, KEYED_OTHERWISE[table])[KEYED_OTHERWISE[table]])


def _removing(table: str) -> Deed:
    return lambda hand: hand.remove_any(table, _one_of(hand, table))


def _changing(table: str) -> Deed:
    return lambda hand: hand.change_any(table, _one_of(hand, table), **CHANGES[table])


ATTEMPTS: tuple[Attempt, ...] = (
    *(attack(f"{table}_is_kept", "a row is deleted", _removing(table)) for table in KEPT),
    *(attack(f"{table}_is_unchanging", "a row is changed", _changing(table)) for table in CHANGES),
)
