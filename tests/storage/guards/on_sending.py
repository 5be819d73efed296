"""The chain, the outbox and the job slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Hand, attack, lawful

FOLLOWS = "entry_follows_the_head"
LAST = "head_is_the_last_entry"
PUBLIC = "only_the_public_goes_out"
IDENTITY = "outbox_keeps_its_identity"
FATE = "outbox_update_has_its_entry"
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
    """Ask a channel to carry a paper, in a step of its case."""

    def deed(hand: Hand) -> str:
        version = hand.row("version", f"{paper}.version")
        row = {
            "key": new_id(),
            "action": "publish",
            "document_id": f"{paper}.document",
            "version_id": version["id"],
            "case_id": f"{paper}.case",
            "manifest": version["manifest"],
            "attempts": 0,
            "receipt": None,
            "is_dead": False,
            "done_at": None,
        }
        hand.begin(f"{paper}.case")
        return hand.copy("outbox", "any.outbox", **{**row, **changes})

    return deed


def _bytes_of(paper: str, **changes: object):
    """A message on the public paper, with the bytes of another."""

    def deed(hand: Hand) -> None:
        version = hand.row("version", f"{paper}.version")
        _message("public", manifest=version["manifest"], **changes)(hand)

    return deed


def _then(**changes: object):
    """A message is claimed, and then something becomes of it, with its entry."""

    def deed(hand: Hand) -> None:
        message = _message("public")(hand)
        hand.change("outbox", message, attempts=1)
        entered = {"event": "publication:delivered"}
        hand.enter("outbox", str(changes.get("id", message)), 1, **entered)
        hand.change("outbox", message, **{"attempts": 1, "done_at": LATER, **changes})

    return deed


def _sent_again(hand: Hand) -> None:
    message = _message("public")(hand)
    for attempt, done_at in ((1, LATER), (2, None)):
        event = "publication:delivered" if done_at else "publication:retried"
        hand.enter("outbox", message, attempt, event=event)
        hand.change("outbox", message, attempts=attempt, done_at=done_at)


def _fails(hand: Hand) -> None:
    hand.change("outbox", _message("public")(hand), attempts=1, failure="OSError")


def _claimed_before(hand: Hand) -> None:
    """An older sender writes over a newer one's claim."""
    message = _message("public")(hand)
    hand.change("outbox", message, attempts=2)
    hand.change("outbox", message, attempts=1)


DONE: dict[str, object] = {"done_at": LATER, "receipt": "{}"}
DEAD: dict[str, object] = {"is_dead": True}
ALIVE: dict[str, object] = {"is_dead": False}
FATES: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("publish", "publication:delivered", DONE),
    ("publish", "publication:superseded", DONE),
    ("withdraw", "withdrawal:delivered", DONE),
    ("withdraw", "withdrawal:superseded", DONE),
    ("publish", "publication:failed", DEAD),
    ("withdraw", "withdrawal:failed", DEAD),
    ("publish", "publication:retried", ALIVE),
    ("withdraw", "withdrawal:retried", ALIVE),
)
"""What may become of a message, and what its entry calls it."""


def _becomes(action: str, event: str, what: Mapping[str, object], **wrong: object):
    """Something becomes of a message, after an entry that may have something wrong with it."""

    def deed(hand: Hand) -> None:
        message = _message("public", action=action, is_dead=what == ALIVE)(hand)
        entry = {"which": message, "rev": 1, **wrong}
        which, rev = str(entry.pop("which")), entry.pop("rev")
        if event:
            hand.enter("outbox", which, int(str(rev)), event=event, **entry)
        hand.change("outbox", message, attempts=1, **what)

    return deed


def _of_fates() -> Iterator[Attempt]:
    named = {"done": DONE, "dead": DEAD, "alive again": ALIVE}
    for said, what in named.items():
        yield attack(FATE, f"{said} without an entry", _becomes("publish", "", what))
    for column, value in DONE.items():
        alone = _becomes("publish", "", {column: value})
        yield attack(FATE, f"{column} alone, without an entry", alone)
    for action, event, what in FATES:
        yield lawful(FATE, f"{event}, as its entry says", _becomes(action, event, what))
        for said, other in named.items():
            if other is not what:
                lie = _becomes(action, event, other)
                yield attack(FATE, f"{said}, where the entry says {event}", lie)
    delivered = ("publish", "publication:delivered", DONE)
    yield attack(FATE, "the entry is of another attempt", _becomes(*delivered, rev=2))
    yield attack(FATE, "the entry is of another message", _becomes(*delivered, which="1" * 32))
    yield attack(FATE, "the entry is another agency's", _becomes(*delivered, agency_id=OTHER))
    dead_and_done = _becomes("publish", "publication:failed", {**DONE, **DEAD})
    yield attack(FATE, "done, where the entry says dead", dead_and_done)
    yield lawful(FATE, "it failed once", _fails)


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
        "id": new_id(),
        "agency_id": OTHER,
        "key": "another",
        "action": "withdraw",
        "channel": "another",
        "document_id": "new.document",
        "version_id": "new.version",
        "case_id": "new.case",
        "manifest": "0" * 64,
        "asked_at": LATEST,
    }
    for column, value in changed.items():
        yield attack(IDENTITY, f"its {column} is rewritten", _then(**{column: value}))
    yield attack(IDENTITY, "what was sent is sent again", _sent_again)
    yield attack(IDENTITY, "an older claim comes back", _claimed_before)
    yield lawful(IDENTITY, "it failed once", _fails)
    yield lawful(IDENTITY, "it arrived", _then())


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


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_chain(),
    *_of_outbox(),
    *_of_fates(),
    *_of_slots(),
)
