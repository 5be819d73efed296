"""Pairs of a title: none is slipped in, and none stays that the title says no more."""

from __future__ import annotations

from datetime import timedelta

from tests.storage.guards.hand import OTHER, Attempt, Hand, attack, lawful

STANDS = "title_pair_stands_in_its_title"
STAYS = "title_pair_stays_with_its_title"
SAID, UNSAID = "甲乙", "丙丁"


def _calls(hand: Hand, paper: str, words: str) -> None:
    hand.revise("document", f"{paper}.document", sought=words)


def _writes(hand: Hand, **changes: object) -> None:
    received = hand.row("document", "new.document")["received_at"]
    mine = {
        "pair": SAID,
        "agency_id": "agency",
        "received_at": received,
        "document_id": "new.document",
    }
    hand.insert("title_pair", **{**mine, **changes})


def _said(hand: Hand) -> None:
    _calls(hand, "new", f"关于{SAID}的函")
    _writes(hand)


def _unsaid(hand: Hand) -> None:
    _calls(hand, "new", f"关于{UNSAID}的函")
    _writes(hand)


def _of_a_neighbour(hand: Hand) -> None:
    hand.found_neighbour()
    _calls(hand, "new", SAID)
    _writes(hand, agency_id=OTHER)


def _of_another_time(hand: Hand) -> None:
    _calls(hand, "new", SAID)
    received = hand.row("document", "new.document")["received_at"]
    _writes(hand, received_at=received + timedelta(seconds=1))


def _of_another_paper(hand: Hand) -> None:
    """What one title says is written down as said by another."""
    _calls(hand, "new", SAID)
    _calls(hand, "ready", UNSAID)
    _writes(hand, document_id="ready.document")


def _removed(hand: Hand) -> None:
    _said(hand)
    hand.remove_any("title_pair", SAID)


def _removed_when_unsaid(hand: Hand) -> None:
    _said(hand)
    _calls(hand, "ready", SAID)  # of which another may say what it likes
    _calls(hand, "new", UNSAID)
    hand.remove_any("title_pair", SAID)


ATTEMPTS: tuple[Attempt, ...] = (
    lawful(STANDS, "its title says so", _said),
    attack(STANDS, "its title does not say so", _unsaid),
    attack(STANDS, "it is another agency's", _of_a_neighbour),
    attack(STANDS, "the paper came at another time", _of_another_time),
    attack(STANDS, "another title says so", _of_another_paper),
    attack(STAYS, "it goes while its title says so", _removed),
    lawful(STAYS, "it goes when its title says so no more", _removed_when_unsaid),
)
