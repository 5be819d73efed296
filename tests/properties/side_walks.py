"""Random people doing random things beside the procedure of a case, foretold like everything else.

They copy it to others, press for it, hand it over, ask others before it goes on, and answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from review.domain.errors import NoSuchCase
from review.domain.vocabulary import SideAnswer, SideVerb
from review.services.case_pictures import case_view
from review.services.side_views import addressees_of
from review.side_commands import ActBeside
from tests.properties.asides import ASKING, FITTING, Asking
from tests.properties.clerk import ROLES, SEERS, Paper
from tests.properties.foretelling import Beside
from tests.properties.intake import PEOPLE, Intake

BEGINNING = (
    SideVerb.COPY, SideVerb.REMIND, SideVerb.REASSIGN, SideVerb.ADD_SIGNATURE, SideVerb.CONCUR,
    SideVerb.DELEGATE,
)  # fmt: skip
WHY = "请核对附表第三栏"


class SideWalk(Intake):
    """Whoever does something about a case without taking a step."""

    def aside(self, paper: Paper) -> None:
        """Do something beside the case in hand; what is under way is answered most often."""
        deed, by = self._some_deed(paper)
        if self.chance.random() < 0.04:
            deed = replace(deed, to=(*deed.to, self.chance.choice(PEOPLE)))
        case = Beside(self.clerk, paper, by, self.today)
        expected = case.foretell(replace(deed, to=tuple(dict.fromkeys(deed.to))))
        what = f"{deed.case} {deed.verb} {deed.of or ''} {' '.join(deed.to)}"
        number = self.attempt(what, expected, deed, by=by)
        if number is not None:
            self._write_down(paper, deed, by=by, number=number)
            self.seen[f"beside:{deed.verb.value}"] += 1
        self.check(paper)

    def look(self, paper: Paper) -> None:
        """Somebody opens the page of the case: it offers what would be accepted of him (H8)."""
        by = self.chance.choice(PEOPLE)
        case, matter = self._standing(paper, by), paper.matter
        self.story.append(f"{by}: looks at {matter.number}")
        try:
            view = self.office.office.ask(case_view, matter.number, caller=self.office.caller(by))
        except NoSuchCase:
            assert not ROLES[by] & SEERS, self.told()
            return
        foretold = case.foretold_steps()
        assert {one.action for one in view.offered} == foretold, (foretold, self.told())
        beside, offers = {one.verb.value for one in view.beside.offered}, case.foretold_offers()
        assert beside == set(offers), (beside, offers, self.told())
        for verb in self.chance.sample(sorted(offers), min(1, len(offers))):  # one form is opened
            asked = (matter.number, SideVerb.of(verb))
            form = self.office.office.ask(addressees_of, *asked, caller=self.office.caller(by))
            assert {login for login, _ in form} == offers[verb], (form, offers, self.told())
        mine = {act.number for act in view.beside.acts if act.is_mine_to_read}
        asked = {act.number for act in view.beside.acts if act.answers}
        assert mine == set(matter.book.unread(by)), self.told()
        awaited = (one.number for one in matter.book.asked if by in one.awaited)
        assert asked == set(awaited), self.told()
        self.seen["looked"] += 1

    def is_under_way(self, paper: Paper) -> bool:
        """Somebody is to answer, or to hear that it is not enough."""
        return any(not asking.is_met for asking in paper.matter.book.asked)

    def _some_deed(self, paper: Paper) -> tuple[ActBeside, str]:
        book, drawn = paper.matter.book, self.chance.random()
        unread = [(number, who) for number, to in book.copies.items() for who in sorted(to)]
        if book.asked and drawn < 0.6:
            return self._some_answer(paper, self.chance.choice(book.asked))
        if unread and drawn < 0.8:
            number, who = self.chance.choice(unread)
            by = who if self.chance.random() < 0.85 else self.chance.choice(PEOPLE)
            return self._deed(paper, SideVerb.READ, of=number), by
        return self._some_beginning(paper, self.chance.choice(BEGINNING))

    def _some_answer(self, paper: Paper, asking: Asking) -> tuple[ActBeside, str]:
        """Mostly what is awaited, by who is awaited; where nobody is, it is often taken back."""
        drawn = self.chance.random()
        if drawn < (0.15 if asking.awaited else 0.8):
            by = asking.by if self.chance.random() < 0.8 else self.chance.choice(PEOPLE)
            return self._deed(paper, SideVerb.TAKE_BACK, of=self._some_number(asking)), by
        fitting = self.chance.choice(FITTING[asking.verb])
        said = fitting if drawn < 0.95 else self.chance.choice(("agrees", "objects", "reports"))
        by = self.chance.choice(asking.awaited or PEOPLE)
        answer = SideAnswer.of(said)
        deed = self._deed(paper, SideVerb.ANSWER, of=self._some_number(asking), answer=answer)
        return deed, by if self.chance.random() < 0.9 else self.chance.choice(PEOPLE)

    def _some_beginning(self, paper: Paper, verb: SideVerb) -> tuple[ActBeside, str]:
        roles = {role for rule in self._standing(paper).asked() for role in rule.roles}
        by = self._somebody(*roles)
        if verb in (SideVerb.REMIND, SideVerb.COPY) and self.chance.random() < 0.7:
            by = self.chance.choice([paper.drafter, *sorted(paper.matter.takers)])
        if verb is SideVerb.REMIND:
            return self._deed(paper, verb), by
        several = 3 if verb in (SideVerb.COPY, SideVerb.CONCUR) else 1
        to = self._some_people(paper, by, verb, self.chance.randint(1, several))
        needed = self.chance.choice((None, None, 0, 1, 2)) if verb is SideVerb.CONCUR else None
        return self._deed(paper, verb, to=to, needed=needed), by

    def _some_people(self, paper: Paper, by: str, verb: SideVerb, count: int) -> tuple[str, ...]:
        """Mostly such to whom it may be addressed."""
        case = self._standing(paper, by)
        fits = case.may_hold if verb is SideVerb.REASSIGN else case.may_be_asked
        able = [who for who in PEOPLE if fits(who)]
        chosen = able if able and self.chance.random() < 0.85 else PEOPLE
        return tuple(self.chance.sample(chosen, min(count, len(chosen))))

    def _some_number(self, asking: Asking) -> int:
        return asking.number if self.chance.random() < 0.95 else self.chance.randint(0, 5)

    def _standing(self, paper: Paper, by: str = "") -> Beside:
        return Beside(self.clerk, paper, by, self.today)

    def _deed(self, paper: Paper, verb: SideVerb, **said: Any) -> ActBeside:
        words = "" if self.chance.random() < 0.05 else WHY
        return ActBeside(case=paper.matter.number, verb=verb, words=words, **said)

    def _write_down(self, paper: Paper, deed: ActBeside, *, by: str, number: int) -> None:
        """Note what was done."""
        book, verb = paper.matter.book, deed.verb.value
        book.count += 1
        assert number == book.count, self.told()
        if verb == "copy":
            book.copies[number] = set(deed.to)
        elif verb == "read":
            book.read.add((deed.of or 0, by))
        elif verb == "remind":
            book.reminded.add((by, self.today))
        elif verb == "reassign":
            book.given = (by, deed.to[0])
        elif verb in ASKING:
            people = dict.fromkeys(deed.to)
            needed = deed.needed or len(people)
            book.asked.append(Asking(number, by, verb, needed, people))
        elif verb == "answer":
            asking = book.numbered(deed.of)
            assert asking is not None, self.told()
            assert deed.answer is not None, self.told()
            asking.answers[by] = deed.answer.value
            book.spoken.add(by)
        else:
            book.asked = [asking for asking in book.asked if asking.number != deed.of]
