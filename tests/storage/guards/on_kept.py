"""What is never deleted and what never changes: one attempt on each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.storage.guards.kept import KEPT
from tests.storage.guards.hand import LATER, Attempt, Deed, Hand, attack, lawful

KEYED_OTHERWISE = {
    "screening": "sha256",
    "definition": "digest",
    "meta": "key",
    "ledger_head": "agency_id",
    "active_definition": "agency_id",
    "ruleset_source": "digest",
    "title_pair": "pair",
}
OF_THE_AGENCY = ("ledger_entry", "holiday_notice")
CHANGES: dict[str, dict[str, object]] = {
    "former_name": {"name": "另一科"},
    "substitution": {"substitute_id": "he"},
    "holiday_notice": {"source": "another"},
    "alarm": {"found_at": LATER},
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
    "opening": {"sha256": "0" * 64},
    "side_act": {"people": 9},
    "addressee": {"person_id": "sun"},
    "screening": {"verdict": "clear"},
    "definition": {"source": ""},
    "meta": {"value": "no"},
    "title_pair": {"pair": "甲乙"},
    "ruleset_source": {"source": "{}"},
    "answered_request": {"answer": "{}"},
    "ledger_entry": {"event": "test:rewritten"},
    "reassessment_trigger": {"reference": "另一函"},
    "request_fact": {"result": "refused"},
    "campaign": {"hold_days": 9},
    "campaign_closing": {"in_scope": 9},
}


SCRUBBED: dict[str, tuple[str, ...]] = {
    "file": ("name",),
    "finding": ("excerpt", "place", "samples", "fingerprint"),
    "disposal": ("reason",),
    "reading": ("answers",),
    "act": ("opinion",),
    "step": ("opinion", "inputs"),
    "side_act": ("words",),
    "mode_statement": ("reasons", "ending_event"),
    "reassessment_trigger": ("reference",),
    "request_fact": ("correction",),
}
"""Columns whose words go with the bytes of an intercepted paper, and what is left in each."""
LEFT = {"place": "{}", "samples": "[]", "answers": "{}", "inputs": "{}"}
BESIDE: dict[str, dict[str, object]] = {
    **CHANGES,
    "act": {"mode": "withheld"},
    "step": {"action": "verify_not"},
    "mode_statement": {"article": "第三条"},
    "reassessment_trigger": {"entered_by": "he"},
}
"""What else is changed, while words go."""


def _scrubbed(hand: Hand, table: str, besides: Mapping[str, object]) -> None:
    """Empty the words of a row, and change what else is to be changed."""
    words = {column: LEFT.get(column, "") for column in SCRUBBED[table]}
    hand.change(table, hand.of_paper(table, "settled"), **{**words, **besides})


def _gone(table: str, first: Deed, **besides: object) -> Deed:
    """Words go with the bytes of a paper of which all is there: somebody intercepts it now."""

    def deed(hand: Hand) -> None:
        first(hand)
        hand.revise("document", "settled.document", intercepted_at=LATER)
        _scrubbed(hand, table, besides)

    return deed


def _gone_too_soon(table: str, first: Deed) -> Deed:
    def deed(hand: Hand) -> None:
        first(hand)
        _scrubbed(hand, table, {})

    return deed


def _nothing(_: Hand) -> None:
    """The row is as it is."""


def on_scrubbing(guard: str, table: str, *, first: Deed = _nothing) -> Iterator[Attempt]:
    """Yield how words go of an intercepted paper, and what else nobody may do then."""
    yield lawful(guard, "words go with intercepted bytes", _gone(table, first))
    yield attack(guard, "words go of a paper nobody intercepted", _gone_too_soon(table, first))
    yield attack(guard, "more than words changes", _gone(table, first, **BESIDE[table]))
    for column in SCRUBBED[table]:
        said = f"its {column} is rewritten while words go"
        yield attack(guard, said, _gone(table, first, **{column: "另有说法"}))


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
    *(
        one
        for table in SCRUBBED
        if table != "act"
        for one in on_scrubbing(f"{table}_is_unchanging", table)
    ),
)
