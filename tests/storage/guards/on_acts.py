"""Acts: on which bytes, by whom, and by whom not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Hand, attack, lawful
from tests.storage.guards.on_files import unchecked
from tests.storage.guards.on_kept import on_scrubbing

SEPARATED = (
    "attribution",
    "section_review",
    "check",
    "endorsement",
    "decision",
    "takedown",
    "confirmation",
)
JUDGING = ("section_review", "check", "endorsement", "decision")
IDENTITY = "act_keeps_its_identity"
VOID = "what_is_void_stays_void"
SAME_BYTES = "act_is_on_the_bytes_of_its_case"
SOMEBODY = "act_has_somebody_behind_it"
FOUR_EYES = "four_eyes"
OWN = "nobody_judges_what_he_drafted"
COSIGNED = "nobody_decides_what_he_cosigned"
CHECKED = "publishing_decision_needs_checked_files"
BASIS = "decision_needs_a_check"


def _does(paper: str, kind: str, by: str | None, **changes: object):
    return lambda hand: hand.act(paper, kind, by=by, **changes)


def _rewritten(column: str, value: object):
    """Something else is written while a step of its case may void it."""

    def deed(hand: Hand) -> None:
        hand.begin("approved.case")
        hand.change("act", "approved.check", **{column: value})

    return deed


def _voided(hand: Hand) -> None:
    hand.void("approved.check")


def _of_identity() -> Iterator[Attempt]:
    changed: dict[str, object] = {
        "id": new_id(),
        "agency_id": OTHER,
        "case_id": "new.case",
        "rev": 99,
        "document_id": "new.document",
        "version_id": "new.version",
        "manifest": "0" * 64,
        "act": "legal_opinion",
        "person_id": "sun",
        "principal_id": "sun",
        "role": "section_head",
        "source": "check_on_record",
        "mode": "withheld",
        "ruleset": "base-0",
        "procedure_digest": "0" * 64,
        "opinion": "不同意",
        "haste": 3,
        "at": LATEST,
    }
    for column, value in changed.items():
        yield attack(IDENTITY, f"its {column} is rewritten", _rewritten(column, value))
    yield lawful(IDENTITY, "it is voided", _voided)
    yield attack(VOID, "what is void is made to stand again", _voided_twice(None))
    yield attack(VOID, "what is void was void earlier", _voided_twice(LATEST))
    yield lawful(VOID, "what stands is voided", _voided)
    yield from on_scrubbing(IDENTITY, "act")
    yield from on_scrubbing(VOID, "act", first=_void_already)


def _void_already(hand: Hand) -> None:
    hand.void(hand.of_paper("act", "settled"))


def _voided_twice(at: object):
    def deed(hand: Hand) -> None:
        hand.void("approved.check")
        hand.change("act", "approved.check", voided_at=at)

    return deed


def _manifest_of(paper: str):
    """The act names the bytes of another paper."""

    def deed(hand: Hand) -> None:
        manifest = hand.row("version", f"{paper}.version")["manifest"]
        hand.act("new", "attribution", by="li", manifest=manifest)

    return deed


def _on_another_version(hand: Hand) -> None:
    version = hand.another_version("new")
    manifest = hand.row("version", version)["manifest"]
    hand.act("new", "attribution", by="li", version_id=version, manifest=manifest)


def _of_bytes() -> Iterator[Attempt]:
    wrong: dict[str, object] = {
        "agency_id": OTHER,
        "document_id": "foreign.document",
        "procedure_digest": "0" * 64,
        "manifest": "0" * 64,
        "version_id": "foreign.version",
    }
    for column, value in wrong.items():
        said = f"its {column} is not its case's"
        yield attack(SAME_BYTES, said, _does("new", "attribution", "li", **{column: value}))
    yield attack(
        SAME_BYTES,
        "the case is another's",
        _does("new", "legal_opinion", "wu", case_id="public.case"),
    )
    yield attack(SAME_BYTES, "the bytes are another paper's", _manifest_of("foreign"))
    yield attack(SAME_BYTES, "the bytes are another version's", _on_another_version)
    yield attack(
        SAME_BYTES, "it is void at birth", _does("new", "attribution", "li", voided_at=LATER)
    )
    yield lawful(SAME_BYTES, "it is on its case's bytes", _does("new", "attribution", "li"))
    rule = {"source": "eligibility_rule"}
    yield attack(SOMEBODY, "nobody attributed it", _does("new", "attribution", None))
    yield attack(SOMEBODY, "a rule gives the opinion", _does("new", "legal_opinion", None, **rule))
    yield attack(SOMEBODY, "nobody gives the opinion", _does("new", "legal_opinion", None))
    yield lawful(SOMEBODY, "a rule attributes", _does("new", "attribution", None, **rule))
    yield lawful(SOMEBODY, "somebody gives the opinion", _does("new", "legal_opinion", "wu"))


def _twice(first: str, second: str, **second_changes: Any):
    """One person, who drafted nothing, does two acts of one case."""

    def deed(hand: Hand) -> None:
        hand.act("new", first, by="he")
        hand.act("new", second, **{"by": "he", **second_changes})

    return deed


def _principal_first(**second: Any):
    def deed(hand: Hand) -> None:
        hand.act("new", "attribution", by="qian", principal_id="he")
        hand.act("new", "check", **second)

    return deed


def _again_after_void(hand: Hand) -> None:
    hand.void("ready.check")
    hand.act("ready", "confirmation", by="zhou")


def _of_four_eyes() -> Iterator[Attempt]:
    for second in SEPARATED:
        first = "check" if second == "attribution" else "attribution"
        yield attack(FOUR_EYES, f"{second} by who did the {first}", _twice(first, second))
    for first in SEPARATED[1:]:
        yield attack(FOUR_EYES, f"attribution by who did the {first}", _twice(first, "attribution"))
    by_deputy = {"by": "sun", "principal_id": "he"}
    yield attack(
        FOUR_EYES, "his deputy does the second", _twice("attribution", "check", **by_deputy)
    )
    yield attack(FOUR_EYES, "his deputy did the first", _principal_first(by="he"))
    yield attack(
        FOUR_EYES, "two deputies of his did both", _principal_first(by="sun", principal_id="he")
    )
    yield lawful(FOUR_EYES, "two people do two acts", _twice("attribution", "check", by="sun"))
    yield lawful(FOUR_EYES, "an opinion may be his as well", _twice("attribution", "legal_opinion"))
    yield lawful(
        FOUR_EYES, "who gave an opinion may attribute", _twice("legal_opinion", "attribution")
    )
    yield lawful(FOUR_EYES, "he acted in another case", _does("new", "takedown", "zhou"))
    yield lawful(FOUR_EYES, "his earlier act is void", _again_after_void)


def _of_own_work() -> Iterator[Attempt]:
    for act in JUDGING:
        yield attack(OWN, f"the drafter does the {act}", _does("new", act, "li"))
    deputy = {"principal_id": "li"}
    yield attack(OWN, "his deputy judges it", _does("new", "section_review", "wang", **deputy))
    yield lawful(OWN, "the drafter attributes it", _does("new", "attribution", "li"))
    yield lawful(OWN, "another judges it", _does("new", "section_review", "wang"))
    yield lawful(OWN, "who drafted another paper judges it", _does("new", "section_review", "zhao"))


def _decides_in_a_later_case(hand: Hand) -> None:
    hand.revise("review_case", "settled.case", closed_at=LATER)
    hand.act("settled", "decision", by="sun", case_id=hand.another_case("settled"))


def _decides_on_new_bytes(hand: Hand) -> None:
    for act in ("attribution", "section_review", "check"):
        hand.void(f"settled.{act}")
    version = hand.another_version("settled")
    hand.revise("review_case", "settled.case", version_id=version)
    for act, by in (("attribution", "li"), ("check", "zhou"), ("decision", "sun")):
        hand.act("settled", act, by=by)


def _decides_on_what_another_disposed_of(hand: Hand) -> None:
    """Who co-signed about another paper decides on one whose finding somebody else disposed of."""
    hand.note("disposal", "settled.disposal", finding_id="suspect.confirm")
    for act, by in (("attribution", "li"), ("check", "wang"), ("decision", "sun")):
        hand.act("suspect", act, by=by, mode="on_request")


def _of_ways_out() -> Iterator[Attempt]:
    yield attack(COSIGNED, "who co-signed decides", _does("settled", "decision", "sun"))
    yield attack(COSIGNED, "who read for the machine decides", _does("settled", "decision", "wu"))
    for deputised in ("sun", "wu"):
        deputy = {"principal_id": deputised}
        said = f"the deputy of {deputised} decides"
        yield attack(COSIGNED, said, _does("settled", "decision", "gu", **deputy))
    yield attack(
        COSIGNED, "who disposed of a finding decides", _does("settled", "decision", "zhou")
    )
    yield attack(COSIGNED, "he co-signed in an earlier case", _decides_in_a_later_case)
    yield lawful(COSIGNED, "he co-signed about other bytes", _decides_on_new_bytes)
    yield lawful(COSIGNED, "he co-signed about another paper", _decides_on_what_another_disposed_of)
    yield lawful(COSIGNED, "another decides", _does("settled", "decision", "gu"))
    for person in ("sun", "wu"):
        said = f"{person}, who helped, gives an opinion"
        yield lawful(COSIGNED, said, _does("settled", "legal_opinion", person))
        yield lawful(COSIGNED, f"{person} decides elsewhere", _does("ready", "decision", person))


def _on_request_decision(hand: Hand) -> None:
    """A decision not to publish may leave findings open: they are its reason."""
    hand.act("suspect", "attribution", by="li")
    hand.act("suspect", "check", by="zhou")
    hand.act("suspect", "decision", by="gu", mode="on_request")


def _decided_without_files(hand: Hand) -> None:
    version = hand.bring("version", "new.version", number=2, manifest=new_id())
    hand.revise("review_case", "new.case", version_id=version)
    hand.act("new", "decision", by="gu")


def _of_decision() -> Iterator[Attempt]:
    yield from unchecked(CHECKED, _does("settled", "decision", "gu"))
    yield attack(CHECKED, "findings are open", _does("suspect", "decision", "gu"))
    yield attack(CHECKED, "there is no file at all", _decided_without_files)
    yield lawful(CHECKED, "there is no finding", _does("ready", "decision", "gu"))
    yield lawful(CHECKED, "it is decided not to publish", _on_request_decision)
    yield lawful(CHECKED, "it is proposed to publish", _does("suspect", "attribution", "li"))
    for act in ("attribution", "check"):
        yield attack(BASIS, f"the {act} is void", _decides_after(act, voided_at=LATER))
        yield attack(BASIS, f"the {act} is another case's", _decides_after(act, case_id="new.case"))
        yield attack(
            BASIS, f"the {act} is of another version", _decides_after(act, version_id="new.version")
        )
    yield attack(BASIS, "nobody did anything before", _does("new", "decision", "gu"))
    yield lawful(BASIS, "both stand", _does("ready", "decision", "gu"))
    yield lawful(BASIS, "the first act stands on none", _does("new", "attribution", "li"))


def _decides_after(act: str, **changes: object):
    def deed(hand: Hand) -> None:
        hand.change("act", f"ready.{act}", **changes)
        hand.act("ready", "decision", by="gu")

    return deed


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_identity(),
    *_of_bytes(),
    *_of_four_eyes(),
    *_of_own_work(),
    *_of_ways_out(),
    *_of_decision(),
)
