"""What must come of an act beside the procedure of a case, told by hand before it is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from review.side_commands import ActBeside
from tests.properties import reference_rounds
from tests.properties.asides import ASKING, ASKS, BELLS, FITTING, Book
from tests.properties.clerk import ROLES, SEERS, Clerk, Matter, Paper
from tests.properties.reference import Rule

Judged = str | None


@dataclass(frozen=True)
class Beside:
    """A case and who stands before it."""

    clerk: Clerk
    paper: Paper
    me: str
    today: date

    @property
    def matter(self) -> Matter:
        """The case in hand."""
        return self.paper.matter

    @property
    def book(self) -> Book:
        """What was done beside it."""
        return self.matter.book

    def foretell(self, deed: ActBeside) -> str:
        """Say that it will be done, or the name of its refusal."""
        if not ROLES[self.me] & SEERS:
            return "NoSuchCase"
        verb = deed.verb.value
        may, do = VERBS[verb]
        return may(self, verb) or do(self, deed) or "done"

    def foretold_steps(self) -> set[str]:
        """Return the steps that would be accepted of him, were the forms filled in."""
        procedure, stage = self.matter.procedure, self.matter.stage
        return {
            action
            for origin, action in reference_rounds.RULES[procedure]
            if origin == stage
            and self.clerk.foretell(self.paper, action, by=self.me)
            in reference_rounds.STAGES[procedure]
        }

    def foretold_offers(self) -> dict[str, set[str]]:
        """Return what he may do beside it that needs no number, and to whom."""
        is_open_to: Mapping[str, Callable[[str], bool]] = {
            "copy": lambda who: who != self.me and not self.book.unread(who),
            "remind": lambda _: False,
            "reassign": self.may_hold,
            **dict.fromkeys(ASKING, self.may_be_asked),
        }
        seeing = [who for who in ROLES if ROLES[who] & SEERS]
        return {
            verb: {who for who in seeing if may_be(who)}
            for verb, may_be in is_open_to.items()
            if VERBS[verb][0](self, verb) is None
        }

    # ── Who may do what the stage asks ───────────────────────────────────
    def asked(self) -> Iterator[Rule]:
        """Yield what the stage asks; that a suspected leak is reported is asked beside it."""
        matter = self.matter
        rules = reference_rounds.RULES[matter.procedure]
        for action in ASKS[matter.procedure].get(matter.stage, "").split():
            yield rules[matter.stage, action]
        if (matter.stage, "report_breach") in rules and matter.is_leak:
            yield rules[matter.stage, "report_breach"]

    def is_able(self, who: str) -> bool:
        """He has the role and no hand in it; a drafter is asked about his own papers alone."""
        return any(
            self.clerk.is_fit(self.paper, rule, who)
            and (ROLES[who] & rule.roles != {"drafter"} or who == self.paper.drafter)
            for rule in self.asked()
        )

    @property
    def holder(self) -> str | None:
        """To whom the stage was given, as long as he can do it."""
        return self.clerk.holder(self.paper)

    def is_asked(self, who: str) -> bool:
        """It waits for him."""
        return self.holder in (None, who) and self.is_able(who)

    def is_barred(self, who: str) -> bool:
        """Four eyes keep him from the stage in whatever role."""
        return any(self.clerk.has_hands(self.paper, rule, who) for rule in self.asked())

    def may_be_asked(self, who: str) -> bool:
        """He is somebody else who sees it, and waits for nothing."""
        is_free = not self.book.awaits(who) and not self.is_barred(who)
        return bool(ROLES[who] & SEERS) and who != self.me and is_free

    def may_hold(self, who: str) -> bool:
        """The stage could be given to him."""
        is_back = who == self.me and self.holder is None
        return not is_back and who != self.holder and self.is_able(who)

    def named(self, deed: ActBeside, *, or_me: bool = False) -> Judged:
        """Judge those to whom it is addressed."""
        if not deed.to:
            return "NobodyNamed"
        for who in deed.to:
            if who not in ROLES:
                return "NoSuchPerson"
            if who == self.me and not or_me:
                return "NotToOneself"
            if not ROLES[who] & SEERS:
                return "SeesNothing"
        return None


def _free(_: Beside, __: str) -> Judged:
    return None


def _may_copy(case: Beside, _: str) -> Judged:
    return "NothingLeft" if case.paper.is_intercepted else None


def _copy(case: Beside, deed: ActBeside) -> Judged:
    wrong = case.named(deed)
    return wrong or ("CopyUnread" if any(case.book.unread(who) for who in deed.to) else None)


def _read(case: Beside, deed: ActBeside) -> Judged:
    if case.me not in case.book.copies.get(deed.of or 0, ()):
        return "NoSuchSideAct"
    return "AlreadyDone" if (deed.of, case.me) in case.book.read else None


def _may_remind(case: Beside, _: str) -> Judged:
    if not case.matter.is_open:
        return "NobodyToRemind"
    if case.is_asked(case.me):
        return "WaitsForYou"
    if case.me not in {case.paper.drafter, case.matter.opener, *case.matter.takers}:
        return "NotWaiting"
    return "RemindedToday" if (case.me, case.today) in case.book.reminded else None


def _remind(_: Beside, __: ActBeside) -> Judged:
    return None


def _may_reassign(case: Beside, _: str) -> Judged:
    giver = case.book.given[0] if case.book.given and case.holder else None
    if not case.is_able(case.me) or case.me not in {giver, case.holder or case.me}:
        return "NotAskedOfYou"
    if _is_bells(case):
        return "BellActs"
    others = (who for who in ROLES if ROLES[who] & SEERS)
    return None if any(case.may_hold(who) for who in others) else "NobodyElse"


def _reassign(case: Beside, deed: ActBeside) -> Judged:
    wrong = case.named(deed, or_me=case.holder is not None)
    if wrong is not None:
        return wrong
    if len(deed.to) > 1:
        return "OneOnly"
    if deed.to[0] == case.holder:
        return "HeldAlready"
    if not case.is_able(deed.to[0]):
        return "CannotDoIt"
    return None if deed.words else "GroundsMissing"


def _may_ask(case: Beside, _: str) -> Judged:
    if not case.is_asked(case.me):
        return "NotAskedOfYou"
    if _is_bells(case):
        return "BellActs"
    if case.book.awaits(case.me):
        return "AnswerFirst"
    return None if any(case.may_be_asked(who) for who in ROLES) else "NobodyElse"


def _ask(case: Beside, deed: ActBeside) -> Judged:
    wrong = case.named(deed)
    if wrong is not None:
        return wrong
    if deed.verb.value != "concur" and len(deed.to) > 1:
        return "OneOnly"
    for who in deed.to:
        if case.is_barred(who):
            return "CannotDoIt"
        if case.book.awaits(who):
            return "AskedAlready"
    if deed.needed is not None and not 1 <= deed.needed <= len(deed.to):
        return "ThresholdUnfit"
    return None if deed.words else "GroundsMissing"


def _answer(case: Beside, deed: ActBeside) -> Judged:
    asking = case.book.numbered(deed.of)
    if asking is None or case.me not in asking.answers:
        return "NoSuchSideAct"
    if asking.answers[case.me] is not None:
        return "AlreadyDone"
    said = None if deed.answer is None else deed.answer.value
    if said not in FITTING[asking.verb]:
        return "AnswerUnfit"
    return "GroundsMissing" if said != "agrees" and not deed.words else None


def _take_back(case: Beside, deed: ActBeside) -> Judged:
    asking = case.book.numbered(deed.of)
    if asking is None:
        return "NoSuchSideAct"
    is_in_his_place = not case.is_asked(asking.by) and case.is_asked(case.me)
    return None if asking.by == case.me or is_in_his_place else "NotAskedOfYou"


def _is_bells(case: Beside) -> bool:
    return (case.matter.procedure, case.matter.stage) in BELLS


VERBS: Mapping[str, tuple[Callable[[Beside, str], Judged], Callable[[Beside, ActBeside], Judged]]]
VERBS = {
    "copy": (_may_copy, _copy),
    "read": (_free, _read),
    "remind": (_may_remind, _remind),
    "reassign": (_may_reassign, _reassign),
    **dict.fromkeys(ASKING, (_may_ask, _ask)),
    "answer": (_free, _answer),
    "take_back": (_free, _take_back),
}
