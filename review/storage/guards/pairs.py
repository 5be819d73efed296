"""Pairs of a title: they lead to papers whose title holds them, and go when it holds them no more.

A pair that was left behind would tell what an intercepted paper was called (H11); one that was
slipped in would lead a search to a paper that says nothing of it.
"""

from __future__ import annotations

from review.storage.guards.guard import Guard, unchanging

HOLDS = "replace(d.sought, {pair}, '') <> d.sought"

PAIR_GUARDS: tuple[Guard, ...] = (
    Guard(
        name="title_pair_stands_in_its_title",
        table="title_pair",
        moment="insert",
        condition=f"""NOT EXISTS (SELECT 1 FROM document d WHERE d.id = NEW.document_id
            AND d.agency_id = NEW.agency_id AND d.received_at = NEW.received_at
            AND {HOLDS.format(pair="NEW.pair")})""",  # noqa: S608  # constants
        message="title_pair: the title does not say so",
    ),
    Guard(
        name="title_pair_stays_with_its_title",
        table="title_pair",
        moment="delete",
        condition=f"""EXISTS (SELECT 1 FROM document d WHERE d.id = OLD.document_id
            AND {HOLDS.format(pair="OLD.pair")})""",  # noqa: S608  # constants
        message="title_pair: the title still says so",
    ),
    unchanging("title_pair"),
)
