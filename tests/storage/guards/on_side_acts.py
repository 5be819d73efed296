"""What is done beside a procedure: about which case, by whom, to whom, in answer to what."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

OF_CASE = "side_act_is_of_its_case"
ANSWERS = "side_act_answers_what_was_addressed_to_him"
ADDRESSED = "addressee_is_of_its_act"


def _stranger(hand: Hand) -> str:
    """Somebody of another agency."""
    hand.found_neighbour()
    return hand.add("person", "wu", agency_id=OTHER, login="stranger")


def notes(hand: Hand, like: str = "copy.side_act", **changes: object) -> str:
    return hand.note("side_act", like, **{"number": 99, **changes})


def _acts(**changes: object):
    return lambda hand: notes(hand, **changes)


def _of_case() -> Iterator[Attempt]:
    yield lawful(OF_CASE, "it is about its case", _acts())
    yield attack(OF_CASE, "the case is another's", _acts(case_id="suspect.case"))
    yield attack(OF_CASE, "the paper is another", _acts(document_id="suspect.document"))
    yield attack(
        OF_CASE,
        "it is done in another agency",
        lambda hand: notes(hand, person_id=_stranger(hand), agency_id=OTHER),
    )
    yield attack(
        OF_CASE,
        "somebody of another agency does it",
        lambda hand: notes(hand, person_id=_stranger(hand)),
    )


def _answers(person: str, **changes: object):
    what = {"of_id": "copy.side_act", "person_id": person}
    return lambda hand: notes(hand, "read.side_act", **{**what, **changes})


def _answering() -> Iterator[Attempt]:
    yield lawful(ANSWERS, "who was addressed answers", _answers("wu"))
    yield lawful(ANSWERS, "what answers nothing is anybody's", _acts(person_id="zhao"))
    yield lawful(
        ANSWERS,
        "who asked takes it back",
        lambda hand: notes(hand, verb="take_back", of_id="other.side_act"),
    )
    yield attack(ANSWERS, "who was not addressed answers", _answers("zhao"))
    yield attack(ANSWERS, "who was addressed by another act answers", _answers("sun"))
    elsewhere = {"case_id": "ready.case", "document_id": "ready.document"}
    yield attack(ANSWERS, "it is answered in another case", _answers("wu", **elsewhere))


def _addresses(*, people: int = 1, **changes: object):
    """A copy to so many is written, and one person joins it, changed so."""
    return lambda hand: joins(hand, notes(hand, people=people), **changes)


def joins(hand: Hand, act: str, **changes: object) -> None:
    hand.copy("addressee", "any.addressee", **{**_like(hand, act), "person_id": "sun", **changes})


def _like(hand: Hand, act: str) -> dict[str, object]:
    row = hand.row("side_act", act)
    same = {name: row[name] for name in ("agency_id", "case_id", "verb", "at")}
    return {"side_act_id": act, **same}


def _late(hand: Hand) -> None:
    """Beside one that is whole stands another of the same moment that is not."""
    whole = notes(hand, people=0)
    notes(hand, number=98, people=5)
    joins(hand, whole)


def _addressing() -> Iterator[Attempt]:
    yield lawful(ADDRESSED, "it is addressed to one", _addresses())
    yield attack(ADDRESSED, "it is addressed to more than it says", _addresses(people=0))
    yield attack(ADDRESSED, "somebody joins it later", lambda hand: joins(hand, "copy.side_act"))
    yield attack(ADDRESSED, "another would have room for him", _late)
    yield attack(ADDRESSED, "the case is another", _addresses(case_id="suspect.case"))
    yield attack(ADDRESSED, "the verb is another", _addresses(verb="remind"))
    yield attack(ADDRESSED, "the moment is another", _addresses(at=LATER))
    yield attack(
        ADDRESSED,
        "it goes to somebody of another agency",
        lambda hand: _addresses(person_id=_stranger(hand))(hand),
    )
    yield attack(
        ADDRESSED,
        "it is entered for another agency",
        lambda hand: _addresses(person_id=_stranger(hand), agency_id=OTHER)(hand),
    )


WAITS = "act_waits_for_who_was_asked"
ELSEWHERE = "who_answered_does_no_other_act"
ASK, VOICE = "ask.side_act", "voice.side_act"


def _verifies(hand: Hand) -> None:
    hand.act("by_program", "section_review", by="wang")


def _asks(hand: Hand, *answers: str, needed: int = 1, **changes: object) -> str:
    """王芳 asks once more, and gets these answers."""
    ask = notes(hand, ASK, **{"needed": needed, "number": 90, **changes})
    hand.copy("addressee", "any.addressee", **{**_like(hand, ask), "person_id": "wu"})
    hand.copy("addressee", "any.addressee", **{**_like(hand, ask), "person_id": "sun"})
    for number, answer in enumerate(answers):
        person = ("wu", "sun")[number]
        what = {"of_id": ask, "person_id": person, "answer": answer, "number": 91 + number}
        hand.note("side_act", VOICE, **what)
    return ask


def _asked(*answers: str, needed: int = 1, **changes: object):
    def deed(hand: Hand) -> None:
        _asks(hand, *answers, needed=needed, **changes)
        _verifies(hand)

    return deed


def _taken_back(hand: Hand) -> None:
    ask = _asks(hand)
    notes(hand, ASK, verb="take_back", of_id=ask, needed=None)
    _verifies(hand)


def _another_taken_back(hand: Hand) -> None:
    _asks(hand)
    notes(hand, ASK, verb="take_back", of_id=ASK, needed=None)
    _verifies(hand)


def _counted_up(hand: Hand) -> None:
    """The case counted up without a step, as it does when it is screened anew."""
    _asks(hand)
    hand.revise("review_case", "by_program.case", due_is_provisional=True)
    _verifies(hand)


def _asked_in_another_case(hand: Hand) -> None:
    _asks(hand, since_rev=1)
    hand.act("new", "attribution", by="li")


def _waiting() -> Iterator[Attempt]:
    yield lawful(WAITS, "enough agreed", _verifies)
    yield lawful(WAITS, "who was asked reports", _asked("reports"))
    yield lawful(WAITS, "two of two agree", _asked("agrees", "agrees", needed=2))
    yield lawful(WAITS, "it was asked at an earlier stage", _asked(since_rev=1))
    yield lawful(WAITS, "it was taken back", _taken_back)
    yield lawful(WAITS, "it is asked in another case", _asked_in_another_case)
    yield attack(WAITS, "nobody answered yet", _asked())
    yield attack(WAITS, "one of two agrees", _asked("agrees", needed=2))
    yield attack(WAITS, "he objects", _asked("objects"))
    yield attack(WAITS, "another was taken back", _another_taken_back)
    yield attack(WAITS, "the case counted up meanwhile", _counted_up)


def _spoke(hand: Hand, paper: str = "new", *, since: int = 1, **changes: object) -> None:
    """何远 answered before whatever is done next."""
    its = {"case_id": f"{paper}.case", "document_id": f"{paper}.document", "person_id": "he"}
    what = {"of_id": None, "since_rev": since, "number": 95}
    hand.note("side_act", VOICE, **{**its, **what, **changes})


def _then(first: str, second: str, **changes: object):
    """He answered before the first act, which another does; the second is his."""

    def deed(hand: Hand) -> None:
        _spoke(hand)
        hand.act("new", first, by="qian")
        hand.act("new", second, **{"by": "he", **changes})

    return deed


def _then_void(hand: Hand) -> None:
    _spoke(hand)
    hand.void(hand.act("new", "attribution", by="qian"))
    hand.act("new", "check", by="he")


def _then_counted_up(hand: Hand) -> None:
    _spoke(hand)
    hand.revise("review_case", "new.case", due_is_provisional=True)
    hand.act("new", "attribution", by="qian")
    hand.act("new", "check", by="he")


def _read_only(hand: Hand) -> None:
    _spoke(hand, verb="read", answer=None)
    hand.act("new", "attribution", by="qian")
    hand.act("new", "check", by="he")


def _alone(hand: Hand) -> None:
    """He answered; nothing came of that stage yet, and he does its act himself."""
    _spoke(hand)
    hand.act("new", "attribution", by="he")


def _elsewhere(hand: Hand) -> None:
    _spoke(hand, "ready", since=3)
    hand.act("new", "attribution", by="qian")
    hand.act("new", "check", by="he")


def _at_this_stage(hand: Hand) -> None:
    _spoke(hand, "ready", since=4)
    hand.act("ready", "decision", by="he")


def _before_what_is_void(hand: Hand) -> None:
    """What came of the stage at which he answered is void; later acts are others'."""
    _spoke(hand, "ready", since=1)
    hand.void("ready.attribution")
    hand.act("ready", "confirmation", by="he")


def _before_the_check(hand: Hand) -> None:
    _spoke(hand, "ready", since=3)
    hand.act("ready", "decision", by="he")


SEPARATED = (
    *("attribution", "section_review", "check", "endorsement", "decision"),
    *("takedown", "confirmation"),
)


def _answered_elsewhere() -> Iterator[Attempt]:
    for act in SEPARATED:
        other = "check" if act == "attribution" else "attribution"
        yield attack(ELSEWHERE, f"{act} by who answered before the {other}", _then(other, act))
        if act != "attribution":
            said = f"attribution by who answered before the {act}"
            yield attack(ELSEWHERE, said, _then(act, "attribution"))
    deputy = {"by": "sun", "principal_id": "he"}
    yield attack(ELSEWHERE, "his deputy does it", _then("attribution", "check", **deputy))
    yield attack(ELSEWHERE, "the case counted up meanwhile", _then_counted_up)
    yield attack(ELSEWHERE, "who answered at the check decides", _before_the_check)
    yield lawful(ELSEWHERE, "others do both", _then("attribution", "check", by="sun"))
    yield lawful(ELSEWHERE, "what he answered before is void", _then_void)
    yield lawful(ELSEWHERE, "he only read it", _read_only)
    yield lawful(ELSEWHERE, "he does the act himself", _alone)
    yield lawful(ELSEWHERE, "he answered in another case", _elsewhere)
    yield lawful(ELSEWHERE, "he answered at this very stage", _at_this_stage)
    yield lawful(ELSEWHERE, "nothing stands that came of it", _before_what_is_void)
    yield lawful(ELSEWHERE, "he gives an opinion", _then("attribution", "legal_opinion"))
    yield lawful(ELSEWHERE, "he answered before an opinion", _then("legal_opinion", "attribution"))


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_case(),
    *_answering(),
    *_addressing(),
    *_waiting(),
    *_answered_elsewhere(),
)
