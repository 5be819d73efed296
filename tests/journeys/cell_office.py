"""An office that asks every cell of its table: what pages show, and what services answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from review.commands import (
    Caller,
    TakeStep,
)
from review.domain.asks import ANSWERS as FITTING
from review.domain.asks import ASKING
from review.domain.errors import NoSuchCase
from review.domain.refusal import Refused
from review.domain.vocabulary import SideVerb
from review.services import case_pictures
from review.services.case_people import statement_views
from review.services.case_pictures import case_view
from review.services.cases import procedure_of
from review.services.leaning import stances
from review.services.person_names import names_of
from review.services.side_acts import act_beside
from review.services.side_shapes import BesideView
from review.services.side_views import addressees_of, beside_view
from review.services.steps import take_step
from review.services.views import CaseView, OfferView, RefusedView
from review.services.work import Work
from review.side_commands import ActBeside
from tests.builders import Screenings
from tests.journeys.cells import ANSWERS, PEOPLE, Block, blocks
from tests.journeys.story import PLAIN, WITHHELD, Story, handed
from tests.properties.agreement import TABLES
from tests.readers import nothing_found, open_all
from workflows.errors import StepRefused

WORDS = "核对原件，情况属实"
LATER = {"on_request_reason": "particular_persons", "reassess_on": "2026-12-01"}
SAID: Mapping[str, Mapping[str, str]] = {
    "mode": {"mode": "主动公开"},
    "reason": {"reason": WORDS},
    "addressee": {"addressee": "云溪区政务公开办公室"},
    "answer": {"answer": "同意"},
    "number": {"number": "云保〔2026〕3号"},
    "reported_to": {"reported_to": "云溪区国家保密局"},
    "outcome": {"outcome": "维持"},
    "next_date": {"next_date": "2026-12-01"},
    "on_request_reason": LATER,
    "exemption": WITHHELD,
}
"""What fits each field of a form; opinion, check list and file are given apart."""
REASONS = {
    "r": "^应由.*办理$",
    "s": "^您已办理本件的",
    "a": "^缺少有效的",
    "h": "^本环节已由.*转办|还在等.*答复|已达不到",
}
"""What a reason on the page says; all others tell what is unmet."""
REASONS_BESIDE = {
    "n": "^本件现在不等您办理",
    "y": "^本件正等您办理",
    "w": "^催办由等结果的人提出",
    "m": "^本件现在不等本机关的人办理",
    "b": "^这一环节到期由系统办理",
    "e": "^没有别的人能办理这一环节",
    "f": "^别人正等您答复",
    "g": "^本件已经涉密拦截，文件已全部销毁，不能阅看，也不能重新立案",
}
"""The same of what is done beside it."""
BY_NUMBER = frozenset({"read", "answer", "take_back"})
"""What is done to another act by its number: refused only when it is tried."""


class _Undone(Exception):  # noqa: N818  # not a fault: how a transaction is left
    """Everything was asked."""


class Cells(Story):
    """An office of one person a role, and of those who lead its cases; it asks every cell."""

    def __init__(self, url: str, folder: Path, *, procedure: str) -> None:
        super().__init__(url, folder)
        screenings, means = Screenings(), self.office.means
        self.office.means = replace(
            means,
            screen=screenings.of(means.screen),
            screen_words=screenings.of_words(means.screen_words),
        )
        self.callers = {who: self.office.caller(who) for who in PEOPLE}
        self.procedure = procedure
        self.tried: set[tuple[str, str]] = set()
        self.unasked = {(block.stage, block.beside): block for block in blocks(procedure)}
        self.papers = 0

    def caller(self, who: str) -> Caller:
        """Return one of the columns as who asks."""
        return self.callers[who]

    def begin(self, **details: str) -> str:
        """甲 hands in a paper."""
        self.papers += 1
        paper = self.hand_in(f"{PLAIN}第{self.papers}号\n", by="own", **details)
        return str(paper.case)

    def lead(self, case: str, *way: str) -> None:
        """Ask at every stage where nobody asked yet; then let somebody lead the case on."""
        for step in way:
            self.ask(case)
            who, action = step.split()
            self.do(who, self.fitting(self.case(case), action))
            self.office.send()
        self.ask(case)

    def fitting(self, case: CaseView, action: str, **more: str) -> TakeStep:
        """Return a step with everything that its form asks for."""
        needs = TABLES[case.procedure].forms.get(action, "").split()
        said = {key: words for need in needs for key, words in SAID.get(need, {}).items()}
        if "checklist" in needs:
            said["checklist"] = nothing_found(self.office)
        self.papers += "file" in needs
        files = (handed(f"{PLAIN}第{self.papers}稿\n"),) if "file" in needs else ()
        opinion = "同意" if "opinion" in needs else ""
        inputs = {**said, **more}
        return TakeStep(
            case=case.number, action=action, opinion=opinion, inputs=inputs, files=files
        )

    # ── Asking ───────────────────────────────────────────────────────────
    def ask(self, case: str) -> None:
        """Ask every cell of the stage at which a case stands, unless it was asked before."""
        stage = self.case(case).stage
        for key in [key for key in self.unasked if key[0] == stage]:
            block = self.unasked.pop(key)
            for who in (
                who for who, said in block.rows.get("pass_check", {}).items() if said == "+"
            ):
                open_all(self.office, case, caller=self.caller(who))
            with suppress(_Undone), self.office.database.write() as session:
                work = self.office._work(session)  # noqa: SLF001  # the means, with this session
                self._ask(work, block, case)
                raise _Undone

    def _ask(self, work: Work, block: Block, case: str) -> None:
        for who, verb, to in block.beside:
            asked = ActBeside(case=case, verb=SideVerb.of(verb), to=(to,), words=WORDS)
            act_beside(work, asked, caller=self.caller(who))
        shown = _shown(work, case, self.callers)
        self._is_the_page(work, case, shown)
        for who, view in shown.items():
            where = (self.procedure, block.stage, block.beside, who)
            assert _steps_shown(view, block, who) == {
                name: row[who] for name, row in block.steps.items()
            }, where
            assert _acts_shown(view, block, who) == {
                name: row[who] for name, row in block.acts.items()
            }, where
        for attempt, name, answer, who in self._attempts(work, block, case, shown):
            asked = (self.procedure, block.stage, block.beside, who, name)
            assert self._answer(work, attempt, who) == ANSWERS[answer], asked

    def _is_the_page(self, work: Work, case: str, shown: Mapping[str, Shown | None]) -> None:
        """What each is shown is a part of his page: of somebody else's at each stage."""
        seeing = [who for who, part in shown.items() if part is not None]
        who = seeing[len(self.unasked) % len(seeing)]
        view = case_view(work, case, caller=self.caller(who))
        assert shown[who] == Shown(view.offered, view.refused, view.beside)

    def _attempts(
        self, work: Work, block: Block, case: str, shown: Mapping[str, Shown | None]
    ) -> Iterator[tuple[TakeStep | ActBeside, str, str, str]]:
        """Yield each answer of each row, as the first gets it for whom it is foretold.

        An act beside it is tried once a procedure, and where others are under way; of what the
        stage does not have a few are tried, others at each.
        """
        view = self.case(case)
        for name, row in block.steps.items():
            for answer, who in _first(row).items():
                yield self.fitting(view, name), name, answer, who
        for name, row in block.acts.items():
            for answer, who in _first(row).items():
                if block.beside or (name, answer) not in self.tried:
                    self.tried.add((name, answer))
                    verb = SideVerb.of(name)
                    to = self._addressees(work, view, verb, who) if answer == "+" else ()
                    yield _beside(verb, block, view, to, who), name, answer, who
        rows = TABLES[self.procedure].rows
        others = sorted({action for _, action in rows} - set(block.steps))
        for number, who in enumerate(("own", "out", "off", "dec")):
            name = others[(number + 4 * len(self.unasked)) % len(others)]
            answer = "r" if (block.stage, name) in rows else "0"  # the bell alone takes that one
            yield self.fitting(view, name), name, "-" if shown[who] is None else answer, who

    def _addressees(self, work: Work, case: CaseView, verb: SideVerb, who: str) -> tuple[str, ...]:
        """Return everybody to whom the form offers it, where it takes several; else the first."""
        people = addressees_of(work, case.id, verb, caller=self.caller(who))
        to = tuple(login for login, _ in people)
        return to if verb in {SideVerb.COPY, SideVerb.CONCUR} else to[:1]

    def _answer(
        self, work: Work, attempt: TakeStep | ActBeside, who: str
    ) -> type[Exception] | None:
        """Let somebody try, and undo it."""
        caller, tried = self.caller(who), work.session.begin_nested()
        try:
            if isinstance(attempt, TakeStep):
                said = self.office._said_of(attempt, caller=caller)  # noqa: SLF001  # as above
                take_step(
                    self.office._work(work.session, said),  # noqa: SLF001
                    attempt,
                    caller=caller,
                )
            else:
                act_beside(work, attempt, caller=caller)
        except (Refused, StepRefused) as refusal:
            tried.rollback()
            return type(refusal)
        tried.rollback()
        work.session.expire_all()  # what was written of rows that are known here is gone again
        return None


class Shown(NamedTuple):
    """What the page of a case shows of what may be done about it."""

    offered: tuple[OfferView, ...]
    refused: tuple[RefusedView, ...]
    beside: BesideView


def _shown(work: Work, case: str, people: Mapping[str, Caller]) -> dict[str, Shown | None]:
    """Return this part of everybody's page: the whole of each takes three times as long."""
    row = case_pictures.visible_case(work, case, caller=None)
    procedure = procedure_of(work, row.procedure_digest)
    names = names_of(work, row.agency_id)
    said = stances(work, row, statement_views(work, row, names), names=names)
    shown: dict[str, Shown | None] = dict.fromkeys(people)
    for who, caller in people.items():
        with suppress(NoSuchCase):
            case_pictures.visible_case(work, case, caller=caller)
            offers = case_pictures._offers(work, row, procedure, caller, said=said)  # noqa: SLF001
            shown[who] = Shown(*offers, beside_view(work, row, names, caller=caller))
    return shown


def _steps_shown(view: Shown | None, block: Block, who: str) -> dict[str, str]:
    """Read the answers off the page: what is offered, and for all else the reason."""
    if view is None:
        return dict.fromkeys(block.steps, "-")
    refused = {one.action: _kind(one.reason, REASONS) or "u" for one in view.refused}
    assert not refused.keys() & {one.action for one in view.offered}, who
    return {**refused, **dict.fromkeys((one.action for one in view.offered), "+")}


def _kind(reason: str, kinds: Mapping[str, str]) -> str:
    return next((kind for kind, says in kinds.items() if re.search(says, reason)), "")


def _acts_shown(view: Shown | None, block: Block, who: str) -> dict[str, str]:
    """Read the same of what is done beside it; what goes by number is shown or it is not."""
    if view is None:
        return dict.fromkeys(block.acts, "-")
    refused = {one.verb.value: _kind(one.reason, REASONS_BESIDE) for one in view.beside.refused}
    offered = {one.verb.value for one in view.beside.offered} | _by_number(view.beside)
    assert not offered & refused.keys(), who
    unshown = {name: block.acts[name][who] for name in BY_NUMBER - offered}
    assert "+" not in unshown.values(), who
    return {**refused, **unshown, **dict.fromkeys(offered, "+")}


def _by_number(beside: BesideView) -> set[str]:
    """Return what one may do to an act that was done before."""
    may = {
        "read": any(act.is_mine_to_read for act in beside.acts),
        "answer": any(act.answers for act in beside.acts),
        "take_back": any(act.may_take_back for act in beside.acts),
    }
    return {verb for verb, is_so in may.items() if is_so}


def _first(row: Mapping[str, str]) -> dict[str, str]:
    """Return for each answer who gets it first."""
    return {answer: who for who, answer in reversed([*row.items()])}


def _beside(
    verb: SideVerb, block: Block, case: CaseView, to: tuple[str, ...], who: str
) -> ActBeside:
    """Do it to these, or to somebody; of what goes by number to the first that fits."""
    before = [SideVerb.of(name) for _, name, _ in block.beside]
    of = {
        SideVerb.READ: [n for n, one in enumerate(before, 1) if one is SideVerb.COPY],
        SideVerb.ANSWER: [n for n, one in enumerate(before, 1) if one in ASKING],
        SideVerb.TAKE_BACK: [n for n, one in enumerate(before, 1) if one in ASKING],
    }
    if verb not in of:
        somebody = "off" if who != "off" else "con"
        return ActBeside(case=case.number, verb=verb, to=to or (somebody,), words=WORDS)
    number = next(iter(of[verb]), None)
    fitting = FITTING[before[number - 1]][0] if number and verb is SideVerb.ANSWER else None
    return ActBeside(case=case.number, verb=verb, of=number, answer=fitting, words=WORDS)
