"""Every change has its entry and counts up: the same attempts on each table that has a trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

ROWS = {
    "document": "new.document",
    "review_case": "new.case",
    "clearance": "entered.clearance",
    "authorisation": "drafted.authorisation",
    "person": "wu",
    "role_grant": "waiting.role",
    "access_token": "live.token",
    "ruleset_draft": "drafted.ruleset",
    "webhook": "live.webhook",
    "rubric": "live.rubric",
}
"""A row of each table that can be changed without anybody else having to agree."""

HARMLESS: dict[str, dict[str, object]] = {
    "document": {"title": "另一标题"},
    "review_case": {"stage": "check"},
    "clearance": {"confirmation_number": "2号"},
    "authorisation": {"revoked_by": "he"},
    "person": {"name": "吴律师"},
    "role_grant": {"ended_at": LATER},
    "access_token": {"revoked_at": LATER},
    "ruleset_draft": {"ended_at": LATER},
    "webhook": {"ended_at": LATER},
    "rubric": {"ended_at": LATER},
}
AFRESH: dict[str, dict[str, object]] = {
    "document": {},
    "review_case": {"year": 2027, "document_id": "public.document", "version_id": "public.version"},
    "clearance": {"sha256": "refused.sha256"},
    "authorisation": {"reference": "另一号"},
    "person": {"login": "another"},
    "role_grant": {"role": "publisher", "granted_by": "guan", "confirmed_at": None},
    "access_token": {"token_hash": "0" * 64},
    "ruleset_draft": {"version": "another"},
    "webhook": {},
    "rubric": {"name": "另一栏目"},
}
NEW = "0123456789abcdef0123456789abcdef"


class _On:
    """The attempts on one table."""

    def __init__(self, table: str) -> None:
        self.table, self.row = table, ROWS[table]

    def change(self, hand: Hand, rev: int) -> None:
        hand.change(self.table, self.row, rev=rev, **HARMLESS[self.table])

    def rev(self, hand: Hand) -> int:
        return int(hand.row(self.table, self.row)["rev"])

    def insert(self, hand: Hand, **entry: Any) -> None:
        if entry:
            hand.enter(self.table, NEW, entry.pop("rev", 1), **entry)
        hand.copy(self.table, self.row, **{"id": NEW, "rev": 1, **AFRESH[self.table]})

    def unentered(self, hand: Hand) -> None:
        self.change(hand, self.rev(hand) + 1)

    def entered_elsewhere(self, hand: Hand) -> None:
        rev = self.rev(hand) + 1
        hand.enter(self.table, self.row, rev, agency_id=OTHER)
        self.change(hand, rev)

    def entered_as_another_rev(self, hand: Hand) -> None:
        rev = self.rev(hand) + 1
        hand.enter(self.table, self.row, rev + 1)
        self.change(hand, rev)

    def entered_for_another(self, hand: Hand) -> None:
        rev = self.rev(hand) + 1
        hand.enter(self.table, NEW, rev)
        self.change(hand, rev)

    def not_counted(self, hand: Hand) -> None:
        self.change(hand, self.rev(hand))

    def counted_twice(self, hand: Hand) -> None:
        rev = self.rev(hand) + 2
        hand.enter(self.table, self.row, rev)
        self.change(hand, rev)

    def as_the_office_does(self, hand: Hand) -> None:
        hand.revise(self.table, self.row, **HARMLESS[self.table])

    def born_as_another_rev(self, hand: Hand) -> None:
        self.insert(hand, rev=7)

    def born_elsewhere(self, hand: Hand) -> None:
        self.insert(hand, agency_id=OTHER)

    def born_as_the_office_does(self, hand: Hand) -> None:
        self.insert(hand, rev=1)

    def attempts(self) -> Iterator[Attempt]:
        """Yield what is tried on this table."""
        update, counts = f"{self.table}_update_has_its_entry", f"{self.table}_counts_up"
        yield attack(update, "a change without an entry", self.unentered)
        yield attack(update, "the entry is another agency's", self.entered_elsewhere)
        yield attack(update, "the entry is of another revision", self.entered_as_another_rev)
        yield attack(update, "the entry is of another row", self.entered_for_another)
        yield lawful(update, "a change with its entry", self.as_the_office_does)
        yield attack(counts, "a change that is not counted", self.not_counted)
        yield attack(counts, "a change that counts two", self.counted_twice)
        yield lawful(counts, "a change that counts one", self.as_the_office_does)
        insert = f"{self.table}_insert_has_its_entry"
        yield attack(insert, "a new row without an entry", self.insert)
        yield attack(insert, "the entry is another agency's", self.born_elsewhere)
        yield attack(insert, "the entry is of another revision", self.born_as_another_rev)
        yield lawful(insert, "a new row with its entry", self.born_as_the_office_does)


UNCHANGING = {
    "activation": {"ended_at": LATER},
    "alarm": {"file_id": "new.file0"},
    "disposal": {"number": 9},
    "cosignature": {"disposal_id": "settled.disposal", "person_id": "wu"},
    "reading": {"number": 9},
    "opening": {"person_id": "sun"},
    "side_act": {"number": 99, "of_id": None, "reminded_on": None},
    "reassessment_trigger": {"reference": "另一函"},
    "request_fact": {"revision": 2},
    "campaign": {"year": 2099},
    "campaign_closing": {"campaign_id": "other.campaign"},
    "reassessment_run": {},
    "refusal": {"sha256": "0" * 64},
    "substitution": {"role": "publisher"},
    "web_session": {"cookie_hash": "0" * 64},
}
"""Tables whose rows never change, and how one more differs from the first."""


def _one_more(table: str, *entries: tuple[str, int, str]):
    """Insert a row after these entries: about which row, at which revision, of which agency."""

    def deed(hand: Hand) -> None:
        for which, rev, agency in entries:
            hand.enter(table, which, rev, agency_id=hand.names.get(agency, agency))
        hand.copy(table, f"any.{table}", **{"id": NEW, **UNCHANGING[table]})

    return deed


def _of_rows_that_never_change() -> Iterator[Attempt]:
    for table in UNCHANGING:
        guard = f"{table}_is_entered"
        yield attack(guard, "a new row without an entry", _one_more(table))
        yield attack(
            guard, "the entry is of another row", _one_more(table, ("1" * 32, 1, "agency"))
        )
        yield attack(
            guard, "the entry is of another revision", _one_more(table, (NEW, 2, "agency"))
        )
        yield attack(guard, "the entry is another agency's", _one_more(table, (NEW, 1, OTHER)))
        yield lawful(guard, "a new row with its entry", _one_more(table, (NEW, 1, "agency")))


ATTEMPTS: tuple[Attempt, ...] = (
    *(attempt for table in ROWS for attempt in _On(table).attempts()),
    *_of_rows_that_never_change(),
)
