"""Documents: the many ways to make something public that nobody reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Hand, attack, lawful
from tests.storage.guards.on_files import purged, unchecked

REVIEW = "public_needs_a_completed_review"
CHECKED = "public_needs_checked_files"
BYTES = "public_needs_its_bytes"
RETURN = "withdrawn_needs_a_new_case"
BIRTH = "document_starts_closed"
IDENTITY = "document_keeps_its_identity"
EARLY = datetime(2025, 1, 1, tzinfo=UTC)


def _of(paper: str) -> dict[str, object]:
    return {"version_id": f"{paper}.version", "document_id": f"{paper}.document"}


def _open(paper: str, **changes: object):
    return lambda hand: hand.open_to_the_public(paper, **changes)


def _retitle(paper: str):
    return lambda hand: hand.revise("document", f"{paper}.document", title="另一标题")


def _voided(*acts: str, paper: str = "approved"):
    def deed(hand: Hand) -> None:
        for act in acts:
            hand.void(f"{paper}.{act}")
        hand.open_to_the_public(paper)

    return deed


def _act_changed(act: str, **values: object):
    def deed(hand: Hand) -> None:
        hand.change("act", f"approved.{act}", **values)
        hand.open_to_the_public("approved")

    return deed


def _decided_for(document: str, opened: str):
    """The decision names one document, its bytes are another's; one of the two is opened."""

    def deed(hand: Hand) -> None:
        hand.void("approved.decision")
        rev = hand.begin("approved.case")
        anew = {"document_id": document, "voided_at": None, "rev": rev}
        hand.copy("act", "approved.decision", **anew)
        version = {"public_version_id": "approved.version"}
        hand.open_to_the_public(opened, **version)

    return deed


def _unsigned_mode(hand: Hand) -> None:
    """The drafter's own proposal is passed off as what was decided."""
    hand.change("act", "ready.attribution", mode="proactive")
    hand.open_to_the_public("ready")


def _newer_version(hand: Hand) -> None:
    hand.open_to_the_public("approved", public_version_id=hand.another_version("approved"))


def _swapped_manifest(hand: Hand) -> None:
    hand.change("version", "approved.version", manifest="0" * 64)
    hand.open_to_the_public("approved")


def _manifest_of_another_version(hand: Hand) -> None:
    manifest = hand.row("version", "approved.version")["manifest"]
    hand.change("version", "approved.version", manifest="0" * 64)
    hand.another_version("approved", manifest=manifest)
    hand.open_to_the_public("approved")


def _switched(hand: Hand) -> None:
    """What is public already is exchanged for bytes nobody has seen."""
    version = hand.another_version("public")
    hand.revise("document", "public.document", public_version_id=version)


def _withheld_later_while_public(hand: Hand) -> None:
    """A later case decided otherwise, and its step that takes the paper back is yet to come."""
    case = {"case_id": hand.another_case("public")}
    for act, by in (("attribution", "li"), ("check", "zhou"), ("decision", "qian")):
        hand.act("public", act, by=by, mode="withheld", **case)
    _retitle("public")(hand)


def _decided_again(**decision: object):
    """A later case decides on the same bytes, and then they are opened to the public."""

    def deed(hand: Hand) -> None:
        hand.revise("review_case", "approved.case", closed_at=LATER)
        case = {"case_id": hand.another_case("approved")}
        for act, by in (("attribution", "li"), ("check", "zhou")):
            hand.act("approved", act, by=by, **case)
        hand.act("approved", "decision", by="qian", **{**case, **decision})
        hand.open_to_the_public("approved")

    return deed


def _withdrawn_decision(hand: Hand) -> None:
    """A later case decided otherwise, and that decision is void."""
    hand.revise("review_case", "approved.case", closed_at=LATER)
    case = {"case_id": hand.another_case("approved")}
    for act, by in (("attribution", "li"), ("check", "zhou")):
        hand.act("approved", act, by=by, **case)
    again = hand.act("approved", "decision", by="qian", mode="withheld", **case)
    hand.void(again)
    hand.open_to_the_public("approved")


def _of_review() -> Iterator[Attempt]:
    bare = {"availability": "public"}
    yield attack(
        REVIEW,
        "a direct UPDATE makes a paper public that nobody reviewed",
        lambda hand: hand.revise("document", "new.document", **bare),
    )
    yield attack(REVIEW, "its unreviewed version is named too", _open("new"))
    yield attack(
        REVIEW,
        "the version is another paper's, which was reviewed",
        _open("new", public_version_id="approved.version"),
    )
    yield attack(REVIEW, "nobody decided", _open("ready"))
    yield attack(REVIEW, "nobody decided, the drafter proposed it", _unsigned_mode)
    yield attack(REVIEW, "it was decided to give it on request only", _open("registered"))
    yield attack(REVIEW, "the version came after the decision", _newer_version)
    yield attack(REVIEW, "what is public is exchanged", _switched)
    yield attack(REVIEW, "the bytes were exchanged in place", _swapped_manifest)
    yield attack(REVIEW, "the decided bytes are another version's", _manifest_of_another_version)
    for act in ("attribution", "check", "decision"):
        yield attack(REVIEW, f"the {act} is void", _voided(act))
    yield attack(REVIEW, "everything is void", _voided("attribution", "check", "decision"))
    for act in ("attribution", "check"):
        elsewhere = {"case_id": "new.case"}
        yield attack(REVIEW, f"the {act} is another case's", _act_changed(act, **elsewhere))
        other = {"version_id": "new.version"}
        yield attack(REVIEW, f"the {act} is of another version", _act_changed(act, **other))
    yield attack(REVIEW, "the check was of other bytes", _act_changed("check", manifest="0" * 64))
    yield attack(
        REVIEW,
        "another paper's decision is on these bytes",
        _decided_for("new.document", "approved"),
    )
    yield attack(
        REVIEW,
        "the decision on this paper is on another's bytes",
        _decided_for("new.document", "new"),
    )
    yield lawful(REVIEW, "it was reviewed", _open("approved"))
    yield lawful(REVIEW, "what is not public gets another title", _retitle("new"))
    yield lawful(REVIEW, "what is public gets another title", _withheld_later_while_public)


def _of_later_decisions() -> Iterator[Attempt]:
    yield attack(REVIEW, "a later case withheld it", _decided_again(mode="withheld"))
    yield attack(
        REVIEW,
        "a later case withheld it by a clock that went wrong",
        _decided_again(mode="withheld", at=EARLY),
    )
    yield lawful(REVIEW, "a later case decided the same", _decided_again())
    yield lawful(REVIEW, "what a later case decided is void", _withdrawn_decision)


def _first_the_version(paper: str):
    """Name the version while the paper is closed, and open it then."""

    def deed(hand: Hand) -> None:
        hand.revise("document", f"{paper}.document", public_version_id=f"{paper}.version")
        hand.open_to_the_public(paper)

    return deed


def _switch_to(version: str):
    return lambda hand: hand.revise("document", "public.document", public_version_id=version)


def _without_files(hand: Hand) -> None:
    manifest = hand.row("version", "approved.version")["manifest"]
    version = hand.bring("version", "approved.version", number=2, manifest=manifest)
    hand.open_to_the_public("approved", public_version_id=version)


def _found_later(hand: Hand) -> None:
    code = {**_of("public"), "code": "9-later"}
    hand.bring("finding", "settled.confirm", **code)
    _retitle("public")(hand)


def _found_after_the_decision(hand: Hand) -> None:
    code = {**_of("approved"), "code": "9-later"}
    hand.bring("finding", "settled.confirm", **code)
    hand.open_to_the_public("approved")


def _decide_and_open(hand: Hand) -> None:
    hand.act("settled", "decision", by="gu")
    hand.open_to_the_public("settled")


def _of_files() -> Iterator[Attempt]:
    yield from unchecked(CHECKED, _decide_and_open)
    yield attack(CHECKED, "findings are open", _open("suspect"))
    yield attack(CHECKED, "one was found after the decision", _found_after_the_decision)
    yield attack(CHECKED, "the version was named before", _first_the_version("suspect"))
    yield attack(CHECKED, "what is public is exchanged", _switch_to("suspect.version"))
    yield attack(CHECKED, "it has no file at all", _without_files)
    yield lawful(CHECKED, "it has no finding", _open("approved"))
    yield lawful(CHECKED, "what is closed gets another title", _retitle("suspect"))
    yield lawful(CHECKED, "a finding of today's rules closes nothing by itself", _found_later)


def _purged(hand: Hand, paper: str) -> None:
    sha256 = hand.row("file", f"{paper}.file0")["sha256"]
    purged(hand, paper, sha256=sha256)


def _purged_elsewhere(hand: Hand) -> None:
    """Another paper held the same bytes, and was intercepted."""
    purged(hand, "new", sha256=hand.row("file", "approved.file0")["sha256"])
    hand.open_to_the_public("approved")


def _purged_of_others(hand: Hand) -> None:
    """Of this very paper other bytes were destroyed: another version's."""
    other = hand.another_version("approved")
    purged(hand, "approved", sha256=hand.file_of(other)["sha256"])
    hand.open_to_the_public("approved")


def _purged_while_withdrawn(hand: Hand) -> None:
    _purged(hand, "withdrawn")
    hand.open_to_the_public("withdrawn")


def _purged_while_approved(hand: Hand) -> None:
    _purged(hand, "approved")
    hand.open_to_the_public("approved")


def _exchanged_for_destroyed(hand: Hand) -> None:
    version = hand.another_version("public")
    purged(hand, "public", sha256=hand.file_of(version)["sha256"])
    _switch_to(version)(hand)


def _named_and_titled(hand: Hand) -> None:
    version = {"public_version_id": "intercepted.version"}
    hand.revise("document", "intercepted.document", **version)
    _retitle("intercepted")(hand)


def _purged_while_public(hand: Hand) -> None:
    _purged(hand, "public")
    _retitle("public")(hand)


def _of_bytes() -> Iterator[Attempt]:
    yield attack(BYTES, "its bytes were destroyed", _open("intercepted"))
    yield attack(BYTES, "they were destroyed after the decision", _purged_while_approved)
    yield attack(BYTES, "they were destroyed while it was withdrawn", _purged_while_withdrawn)
    yield attack(BYTES, "what is public is exchanged", _exchanged_for_destroyed)
    yield lawful(BYTES, "its bytes are here", _open("approved"))
    yield lawful(BYTES, "another paper's same bytes were destroyed", _purged_elsewhere)
    yield lawful(BYTES, "other bytes of it were destroyed", _purged_of_others)
    yield lawful(BYTES, "what was destroyed gets another title", _named_and_titled)
    yield lawful(BYTES, "what is public gets another title", _purged_while_public)


def _taken_down(hand: Hand, paper: str, *, at: object = LATER) -> None:
    case = hand.another_case(paper)
    place = {"case_id": case, "at": at, "mode": None}
    hand.act(paper, "takedown", by="sun", **place)


def _through_closed(hand: Hand) -> None:
    hand.revise("document", "withdrawn.document", availability="closed")
    hand.open_to_the_public("withdrawn")


def _never_taken_down(hand: Hand) -> None:
    hand.revise("document", "approved.document", availability="withdrawn")
    hand.open_to_the_public("approved")


def _exchanged_after_takedown(hand: Hand) -> None:
    _taken_down(hand, "public")
    _switched(hand)


def _titled_after_takedown(hand: Hand) -> None:
    _taken_down(hand, "public")
    _retitle("public")(hand)


def _stray(**changes: object):
    """A later decision that has one thing wrong with it."""

    def deed(hand: Hand) -> None:
        case = hand.another_case("withdrawn")
        hand.act("withdrawn", "decision", by="qian", **{"case_id": case, **changes})
        hand.open_to_the_public("withdrawn")

    return deed


def _decided_in_a_case_from_before(hand: Hand) -> None:
    """The review was open when the paper was taken down, and decides afterwards."""
    case = {"case_id": hand.another_case("public"), "at": LATEST}
    _taken_down(hand, "public")
    hand.revise("document", "public.document", availability="withdrawn")
    for act, by in (("attribution", "li"), ("check", "zhou"), ("decision", "gu")):
        hand.act("public", act, by=by, **case)
    hand.open_to_the_public("public")


def _returned(hand: Hand) -> None:
    """A new case from its beginning, by the people it takes."""
    case = {"case_id": hand.another_case("withdrawn")}
    for act, by in (("attribution", "li"), ("check", "zhou"), ("decision", "gu")):
        hand.act("withdrawn", act, by=by, **case)
    hand.open_to_the_public("withdrawn")


def _returned_before_another(hand: Hand) -> None:
    _taken_down(hand, "public", at=LATEST)
    _returned(hand)


def _of_return() -> Iterator[Attempt]:
    yield attack(RETURN, "the old decision is used again", _open("withdrawn"))
    yield attack(RETURN, "it is called closed in between", _through_closed)
    yield attack(RETURN, "it was withdrawn without a case", _never_taken_down)
    yield attack(RETURN, "it is exchanged after it was taken down", _exchanged_after_takedown)
    yield attack(RETURN, "the new decision is another paper's", _stray(document_id="new.document"))
    yield attack(RETURN, "the new decision is on another version", _stray(version_id="new.version"))
    yield attack(RETURN, "the new decision is void", _stray(voided_at=LATEST))
    yield attack(RETURN, "the new act is no decision", _stray(act="check"))
    yield attack(RETURN, "the new decision is to withhold it", _stray(mode="withheld"))
    yield attack(RETURN, "the case was open before", _decided_in_a_case_from_before)
    yield lawful(RETURN, "it returns by a new case", _returned)
    yield lawful(RETURN, "another was taken down since", _returned_before_another)
    yield lawful(RETURN, "nobody took it down", _open("approved"))
    yield lawful(RETURN, "what was withdrawn gets another title", _retitle("withdrawn"))
    yield lawful(RETURN, "what is public gets another title", _titled_after_takedown)


def _born(**changes: object):
    return lambda hand: hand.add("document", "new.document", **changes)


def _renamed(column: str, value: object):
    return lambda hand: hand.revise("document", "new.document", **{column: value})


def _reidentified(hand: Hand) -> None:
    """The row becomes another: with an entry under the new name."""
    identity, rev = new_id(), hand.row("document", "new.document")["rev"] + 1
    hand.enter("document", identity, rev)
    hand.change("document", "new.document", rev=rev, id=identity)


def _of_identity() -> Iterator[Attempt]:
    yield attack(BIRTH, "a paper is born public", _born(availability="public"))
    yield attack(BIRTH, "a paper is born with a version", _born(public_version_id="new.version"))
    yield lawful(BIRTH, "a paper is born closed", _born())
    yield attack(IDENTITY, "it takes another identity", _reidentified)
    yield attack(IDENTITY, "another agency has it", _renamed("agency_id", OTHER))
    yield attack(IDENTITY, "somebody else drafted it", _renamed("drafter_id", "zhao"))
    yield attack(IDENTITY, "it came in on another day", _renamed("received_at", LATEST))
    yield lawful(IDENTITY, "it gets another title", _retitle("new"))


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_review(),
    *_of_later_decisions(),
    *_of_files(),
    *_of_bytes(),
    *_of_return(),
    *_of_identity(),
)
