"""Files, purged bytes and what a version's files must be before it is shown or decided on."""

from __future__ import annotations

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Deed, Hand, attack, lawful


def _join(hand: Hand, version: str, **changes: object) -> str:
    """Add a file to a version."""
    place = {"version_id": version, "position": 9, "sha256": new_id() * 2}
    document = hand.row("version", version)["document_id"]
    mine = {"document_id": document, **place}
    return hand.bring("file", "new.file0", **{**mine, **changes})


def _finding(hand: Hand, severity: str, **changes: object) -> str:
    where = {"version_id": "settled.version", "code": "9-open", "severity": severity}
    return hand.bring("finding", "settled.confirm", **{**where, **changes})


def _disposed(hand: Hand, severity: str, *, kind: str = "lawful") -> None:
    finding = _finding(hand, severity)
    hand.note("disposal", "settled.disposal", finding_id=finding, kind=kind)


def _out_of_scope(hand: Hand, rule: str, *, cosigned: bool = False) -> None:
    """Somebody said that a paper is not the Party's."""
    finding = _finding(hand, "confirm", rule=rule)
    disposal = hand.note("disposal", "settled.disposal", finding_id=finding)
    if cosigned:
        hand.note("cosignature", "any.cosignature", disposal_id=disposal, person_id="wu")


def _disposed_again(hand: Hand, severity: str, first: str, last: str) -> None:
    """Somebody disposed of a finding, and of the same finding again."""
    finding = _finding(hand, severity)
    for number, kind in enumerate((first, last), start=1):
        made = {"finding_id": finding, "kind": kind, "number": number}
        disposal = hand.note("disposal", "settled.disposal", **made)
        if severity == "block" and number == 1:
            hand.note("cosignature", "any.cosignature", disposal_id=disposal, person_id="wu")


def _unread(hand: Hand, *verdicts: str) -> None:
    """A file no machine can read, and what people said of it."""
    file = _join(hand, "settled.version", unreadable="encrypted")
    for number, verdict in enumerate(verdicts, start=1):
        who = {"person_id": ("wang", "wu")[(number - 1) % 2], "number": number}
        hand.note("reading", "any.reading", file_id=file, is_clear=verdict == "clear", **who)


def _settled_at_last(hand: Hand) -> None:
    _disposed_again(hand, "confirm", "redact", "lawful")


def _clear_at_last(hand: Hand) -> None:
    """Who read the scan came to doubt it, and read it once more."""
    for number, is_clear in enumerate((False, True), start=3):
        said = {"person_id": "wang", "number": number, "is_clear": is_clear}
        hand.note("reading", "any.reading", file_id="settled.file1", **said)


def _doubt_elsewhere(hand: Hand) -> None:
    """Who read the scan doubts another paper's scan, and that is his later reading."""
    other = {"file_id": "suspect.file1", "sha256": hand.row("file", "suspect.file1")["sha256"]}
    said = {"person_id": "wang", "number": 3, "is_clear": False}
    hand.note("reading", "any.reading", **other, **said)


def _by_two(rule: str) -> Deed:
    return lambda hand: _out_of_scope(hand, rule, cosigned=True)


NOT_CHECKED: dict[str, Deed] = {
    "an important finding is open": lambda hand: _finding(hand, "block"),
    "a finding is open": lambda hand: _finding(hand, "confirm"),
    "a finding is to be cut": lambda hand: _disposed(hand, "confirm", kind="redact"),
    "a disposal was not co-signed": lambda hand: _disposed(hand, "block"),
    "one person alone said its number is not the Party's": (
        lambda hand: _out_of_scope(hand, "party.number")
    ),
    "one person alone said its issuer is not the Party": (
        lambda hand: _out_of_scope(hand, "party.issuer")
    ),
    "what was lawful is to be cut after all": (
        lambda hand: _disposed_again(hand, "confirm", "lawful", "redact")
    ),
    "the co-signature is under an earlier disposal": (
        lambda hand: _disposed_again(hand, "block", "lawful", "no-harm")
    ),
    "a file was read by two, one has doubts now": (
        lambda hand: _unread(hand, "clear", "clear", "doubt")
    ),
    "one read a file twice": lambda hand: _unread(hand, "clear", "doubt", "clear"),
    "a file was read by nobody": _unread,
    "a file was read by one": lambda hand: _unread(hand, "clear"),
    "a file was read by two, one in doubt": lambda hand: _unread(hand, "clear", "doubt"),
    "a file was read by two, both in doubt": lambda hand: _unread(hand, "doubt", "doubt"),
}
"""What may be wrong with the files of a paper that is settled otherwise."""


def unchecked(guard: str, deed: Deed) -> tuple[Attempt, ...]:
    """Return the attempts to do something with the settled paper after all."""

    def both(first: Deed) -> Deed:
        return lambda hand: (first(hand), deed(hand))

    return (
        *(attack(guard, said, both(first)) for said, first in NOT_CHECKED.items()),
        lawful(guard, "every finding is settled and every file read", deed),
        lawful(guard, "the last disposal settles it", both(_settled_at_last)),
        lawful(guard, "who was in doubt is no more", both(_clear_at_last)),
        lawful(guard, "who read it doubts another file", both(_doubt_elsewhere)),
        *(
            lawful(guard, f"two people looked at {rule}", both(_by_two(rule)))
            for rule in ("party.number", "party.issuer")
        ),
        lawful(guard, "only a hint is open", both(lambda hand: _finding(hand, "info"))),
    )


def _used(hand: Hand, clearance: str, sha256: str, *, by: str = "new.document") -> None:
    hand.revise("clearance", clearance, used_by_document=by)
    _join(hand, "new.version", sha256=sha256)


def _cleared_elsewhere(hand: Hand) -> None:
    hand.change("clearance", "cleared.clearance", agency_id=OTHER)
    _used(hand, "cleared.clearance", "cleared.sha256")


def _refused_elsewhere(hand: Hand) -> None:
    hand.found_neighbour()
    sha256 = new_id() * 2
    hand.note("refusal", "any.refusal", agency_id=OTHER, sha256=sha256)
    _join(hand, "new.version", sha256=sha256)


_STAY_OUT = "refused_bytes_stay_out"
_PURGE = "purge_keeps_its_identity"
_DONE = "purge_update_has_its_entry"


def purged(hand: Hand, paper: str, **changes: object) -> str:
    """Ask for the destruction of a paper's bytes, as intercepting does; return the row."""
    hand.begin(f"{paper}.case")
    asked = {
        "id": new_id(),
        "agency_id": "agency",
        "document_id": f"{paper}.document",
        "case_id": f"{paper}.case",
        "sha256": new_id() * 2,
        "asked_at": LATER,
        "done_at": None,
    }
    return hand.insert("purge", **{**asked, **changes})


def _destroyed(*, rev: int = 1, which: str = "", **entry: object) -> Deed:
    """Say that the bytes are gone, after this entry."""

    def deed(hand: Hand) -> None:
        purge = purged(hand, "new")
        if rev:
            hand.enter("purge", which or purge, rev, **entry)
        hand.change("purge", purge, done_at=LATER)

    return deed


def _destroyed_again(hand: Hand) -> None:
    hand.change("purge", "any.purge", done_at=LATEST)


def _purge_rewritten(column: str, value: object) -> Deed:
    """Another thing was meant, in the same stroke in which it is done."""

    def deed(hand: Hand) -> None:
        purge = purged(hand, "new")
        hand.enter("purge", str(value) if column == "id" else purge, 1)
        hand.change("purge", purge, **{column: value, "done_at": LATER})

    return deed


_REWRITTEN: dict[str, object] = {
    "id": new_id(),
    "agency_id": OTHER,
    "document_id": "ready.document",
    "case_id": "ready.case",
    "sha256": "0" * 64,
    "asked_at": LATEST,
}


ATTEMPTS: tuple[Attempt, ...] = (
    attack(
        "no_file_joins_a_reviewed_version",
        "a file joins what was approved",
        lambda hand: _join(hand, "approved.version"),
    ),
    lawful(
        "no_file_joins_a_reviewed_version",
        "a file joins what nobody has acted on",
        lambda hand: _join(hand, "new.version"),
    ),
    attack(
        _STAY_OUT,
        "refused bytes come back under another name",
        lambda hand: _join(hand, "new.version", sha256="refused.sha256"),
    ),
    attack(
        _STAY_OUT,
        "bytes come in that one person cleared",
        lambda hand: _used(hand, "entered.clearance", "entered.sha256"),
    ),
    attack(
        _STAY_OUT,
        "bytes come in on a clearance nobody has used up",
        lambda hand: _join(hand, "new.version", sha256="cleared.sha256"),
    ),
    attack(
        _STAY_OUT,
        "bytes come in on a clearance for another paper",
        lambda hand: _used(hand, "cleared.clearance", "cleared.sha256", by="ready.document"),
    ),
    attack(
        _STAY_OUT,
        "bytes come in on a clearance of other bytes",
        lambda hand: _used(hand, "cleared.clearance", "refused.sha256"),
    ),
    attack(_STAY_OUT, "bytes come in on another agency's clearance", _cleared_elsewhere),
    lawful(
        _STAY_OUT,
        "cleared bytes come in once",
        lambda hand: _used(hand, "cleared.clearance", "cleared.sha256"),
    ),
    lawful(_STAY_OUT, "another agency refused these bytes", _refused_elsewhere),
    lawful(_STAY_OUT, "nobody refused them", lambda hand: _join(hand, "new.version")),
    *(
        attack(_PURGE, f"its {column} is rewritten", _purge_rewritten(column, value))
        for column, value in _REWRITTEN.items()
    ),
    lawful(_PURGE, "the bytes are destroyed", _destroyed()),
    attack(_DONE, "no entry says so", _destroyed(rev=0)),
    attack(_DONE, "the entry is of another revision", _destroyed(rev=2)),
    attack(_DONE, "the entry is of other bytes", _destroyed(which="1" * 32)),
    attack(_DONE, "the entry is another agency's", _destroyed(agency_id=OTHER)),
    attack(_DONE, "it was done long ago", _destroyed_again),
    lawful(_DONE, "an entry says so", _destroyed()),
)
