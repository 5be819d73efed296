"""The chain, the outbox and the job slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Hand, attack, lawful

FOLLOWS = "entry_follows_the_head"
LAST = "head_is_the_last_entry"
PUBLIC = "only_the_public_goes_out"
IDENTITY = "outbox_keeps_its_identity"
SLOT = "a_done_slot_stays_done"


def _enters(**changes: object):
    return lambda hand: hand.enter("agency", "agency", 99, **changes)


def _skips(hand: Hand) -> None:
    seq = hand.row("ledger_head", "agency")["seq"]
    hand.enter("agency", "agency", 99, seq=seq + 2)


def _rewinds(hand: Hand) -> None:
    """The head goes back by one, as if the last entry had never been."""
    last = hand.last("ledger_entry", "seq")
    before = {"seq": last["seq"] - 1, "sha256": last["prev_sha256"], "sm3": last["prev_sm3"]}
    hand.change("ledger_head", "agency", **before)


def _stays(hand: Hand) -> None:
    last = hand.last("ledger_entry", "seq")
    hand.change("ledger_head", "agency", **{key: last[key] for key in ("seq", "sha256", "sm3")})


def _runs_ahead(hand: Hand) -> None:
    hand.change("ledger_head", "agency", seq=hand.row("ledger_head", "agency")["seq"] + 1)


def _head(**wrong: object):
    """An entry is written, and the head moved to something else."""

    def deed(hand: Hand) -> None:
        head = hand.row("ledger_head", "agency")
        entry = {
            **hand.last("ledger_entry", "seq"),
            "seq": head["seq"] + 1,
            "prev_sha256": head["sha256"],
            "prev_sm3": head["sm3"],
            "sha256": "1" * 64,
            "sm3": "2" * 64,
            "subject": new_id(),
            "document_id": None,
        }
        agency = {key: wrong[key] for key in wrong if key == "agency_id"}
        hand.insert("ledger_entry", **{**entry, **agency})
        moved = {"seq": head["seq"] + 1, "sha256": "1" * 64, "sm3": "2" * 64}
        hand.change(
            "ledger_head",
            "agency",
            **{**moved, **{key: wrong[key] for key in wrong if key != "agency_id"}},
        )

    return deed


def _of_chain() -> Iterator[Attempt]:
    yield attack(FOLLOWS, "an entry leaves a gap", _skips)
    yield attack(FOLLOWS, "it does not follow by SHA-256", _enters(prev_sha256="0" * 64))
    yield attack(FOLLOWS, "it does not follow by SM3", _enters(prev_sm3="0" * 64))
    yield attack(FOLLOWS, "it follows another agency's head", _enters(agency_id=OTHER))
    yield lawful(FOLLOWS, "it follows", _enters())
    yield attack(LAST, "the head goes back", _rewinds)
    yield attack(LAST, "the head stays where it is", _stays)
    yield attack(LAST, "the head runs ahead", _runs_ahead)
    yield attack(LAST, "the head is no entry's by SHA-256", _head(sha256="0" * 64))
    yield attack(LAST, "the head is no entry's by SM3", _head(sm3="0" * 64))
    yield attack(LAST, "the head is another agency's entry", _head(agency_id=OTHER))
    yield lawful(LAST, "the head is the new entry", _enters())


def _message(paper: str, **changes: object):
    """Ask a channel to carry a paper."""

    def deed(hand: Hand) -> str:
        version = hand.row("version", f"{paper}.version")
        row = {
            "key": new_id(),
            "action": "publish",
            "document_id": f"{paper}.document",
            "version_id": version["id"],
            "manifest": version["manifest"],
            "done_at": None,
        }
        return hand.copy("outbox", "any.outbox", **{**row, **changes})

    return deed


def _bytes_of(paper: str, **changes: object):
    """A message on the public paper, with the bytes of another."""

    def deed(hand: Hand) -> None:
        version = hand.row("version", f"{paper}.version")
        _message("public", manifest=version["manifest"], **changes)(hand)

    return deed


def _then(**changes: object):
    return lambda hand: hand.change("outbox", _message("public")(hand), **changes)


def _sent_again(hand: Hand) -> None:
    message = _message("public")(hand)
    hand.change("outbox", message, done_at=LATER)
    hand.change("outbox", message, done_at=None)


def _of_outbox() -> Iterator[Attempt]:
    yield attack(PUBLIC, "an approved paper goes out before it is public", _message("approved"))
    yield attack(PUBLIC, "a withdrawn paper goes out", _message("withdrawn"))
    yield attack(
        PUBLIC,
        "a new paper goes out in a public one's name",
        _message("public", document_id="new.document"),
    )
    yield attack(PUBLIC, "other bytes go out", _bytes_of("new"))
    yield attack(PUBLIC, "another version goes out", _bytes_of("new", version_id="new.version"))
    yield attack(PUBLIC, "the version is another's", _message("public", version_id="new.version"))
    yield lawful(PUBLIC, "the public paper goes out", _message("public"))
    yield lawful(PUBLIC, "a withdrawal goes out", _message("withdrawn", action="withdraw"))
    changed: dict[str, object] = {
        "key": "another",
        "action": "withdraw",
        "channel": "another",
        "document_id": "new.document",
        "version_id": "new.version",
        "case_id": "new.case",
        "manifest": "0" * 64,
    }
    for column, value in changed.items():
        yield attack(IDENTITY, f"its {column} is rewritten", _then(**{column: value}))
    yield attack(IDENTITY, "what was sent is sent again", _sent_again)
    yield lawful(IDENTITY, "it failed once", _then(attempts=1, failure="没有写入"))
    yield lawful(IDENTITY, "it arrived", _then(done_at=LATER))


def _slot(*changes: Mapping[str, object]):
    def deed(hand: Hand) -> None:
        hand.insert(
            "job_slot",
            job="nightly",
            slot="2026-02-02",
            holder="node-1",
            fence=5,
            lease_until=LATER,
            started_at=LATER,
        )
        for change in changes:
            hand.change("job_slot", "nightly", **change)

    return deed


def _of_slots() -> Iterator[Attempt]:
    done = {"done_at": LATER}
    yield attack(SLOT, "a done slot is run again", _slot(done, {"done_at": None}))
    yield attack(SLOT, "an older holder comes back", _slot({"fence": 4}))
    yield lawful(SLOT, "a later holder takes it and is done", _slot({"fence": 6}, done))
    yield lawful(SLOT, "its holder goes on", _slot({"lease_until": LATEST}))


ATTEMPTS: tuple[Attempt, ...] = (*_of_chain(), *_of_outbox(), *_of_slots())
