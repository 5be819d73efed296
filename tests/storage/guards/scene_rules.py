"""The rules an agency added, in every state that an attack begins from."""

from __future__ import annotations

from sqlalchemy import select

from review.bootstrap import Office
from review.commands import ActivateRuleset, DraftRuleset, HandedFile, SignRuleset
from review.storage.rows import RulesetDraftRow

STATES = ("drafted", "tested", "once", "twice", "active")


def ruled(office: Office) -> dict[str, str]:
    """Draft, test, sign once, sign twice and activate rules; return their names."""
    for number, state in enumerate(STATES):
        words = HandedFile(name="词.txt", content=f"{state}之词".encode())
        drafted = DraftRuleset(version=state, sources=(words,))
        office.do(drafted, caller=office.caller("zhou"))
        if number >= STATES.index("tested"):
            office.try_ruleset(state, papers=0, caller=office.caller("zhou"))
        if number >= STATES.index("once"):
            office.do(SignRuleset(version=state), caller=office.caller("sun"))
        if number >= STATES.index("twice"):
            office.do(SignRuleset(version=state), caller=office.caller("gu"))
    office.do(ActivateRuleset(version="active"), caller=office.caller("zhou"))
    with office.database.read() as session:
        return {
            f"{row.version}.ruleset": row.id for row in session.scalars(select(RulesetDraftRow))
        }
