"""What is never deleted and what never changes: one attempt on each table."""

from __future__ import annotations

from datetime import date

from review.storage.columns import new_id
from review.storage.guards.kept import KEPT
from tests.storage.guards.hand import LATER, Attempt, Deed, Hand, attack

KEYED_OTHERWISE = {
    "screening": "sha256",
    "definition": "digest",
    "meta": "key",
    "ledger_head": "agency_id",
    "purge": "sha256",
    "active_definition": "agency_id",
}
MADE: dict[str, dict[str, object]] = {
    "substitution": {
        "principal_id": "gu",
        "substitute_id": "qian",
        "role": "approving_official",
        "first_day": date(2026, 2, 1),
        "last_day": date(2026, 2, 5),
    },
    "holiday_notice": {
        "year": 2027,
        "rev": 1,
        "name": "2027",
        "source": "",
        "imported_at": LATER,
        "imported_by": "zheng",
    },
    "reassessment_run": {"started_at": LATER, "on_day": date(2026, 2, 2), "counts": "{}"},
    "access_token": {
        "person_id": "li",
        "token_hash": "0" * 64,
        "scope": "act",
        "issued_at": LATER,
        "expires_at": LATER,
    },
    "web_session": {
        "person_id": "li",
        "cookie_hash": "0" * 64,
        "csrf_hash": "0" * 64,
        "started_at": LATER,
        "seen_at": LATER,
    },
}
"""What the office of the scene has none of."""
CHANGES: dict[str, dict[str, object]] = {
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
    if table in MADE:
        named = {} if table == "holiday_notice" else {"id": new_id()}
        return hand.insert(table, **named, agency_id="agency", **MADE[table])
    if table == "ledger_entry":
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
