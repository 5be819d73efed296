"""Random people doing random things in a real office, all of it foretold by the clerk."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from datetime import timedelta

from review.commands import (
    Cosign,
    Dispose,
    OpenCase,
    OpenFile,
    ReadByPeople,
    RecordTrigger,
    TakeDown,
    TakeStep,
)
from review.domain.vocabulary import DisposalKind, Trigger
from review.services.cases import the_case
from review.services.papers import files_of
from review.services.work import Work
from tests.builders import OfficeForTests
from tests.properties import reference, reference_rounds
from tests.properties.clerk import (
    CHECKERS,
    COSIGNERS,
    ROLES,
    WITHDRAWERS,
    Matter,
    Note,
    Paper,
)
from tests.properties.inputs import inputs_for
from tests.properties.reference import Rule
from tests.properties.side_walks import SideWalk

FORWARD = (
    "propose", "verify", "pass_check", "decide_in_full", "decide_on_request", "publish",
    "submit_to_head", "head_decides_in_full", "close", "archive", "propose_outcome",
    "decide_convert", "decide_kept", "confirm", "give_legal_opinion", "sever",
    "confirm_exclusion", "confirm_inclusion",
)  # fmt: skip
ENDING = ("intercept", "withdraw", "exclude", "suggest_exclusion")
EVENTS = (Trigger.THIRD_PARTY_CONSENTED, Trigger.CITIZEN_SUGGESTION)
USUAL, LONGEST = 5, 28
"""How many things happen in a sequence: mostly few, at times many."""
BESIDE, PRESSING, LOOKING = 0.1, 0.45, 0.03
"""How often something is done beside the procedure; where a case waits for it; and how often
somebody only looks."""
ANYTHING = (*reference.ACTIONS, "to_closed", "hold", "convert", "take_down")


class Walk(SideWalk):
    """A walk of chance: who does what is drawn, what must come of it is known."""

    def __init__(self, office: OfficeForTests, *, chance: random.Random, name: str) -> None:
        """Walk as `chance` will have it."""
        super().__init__(office, chance=chance, name=name)
        self._answers = _answers(office)

    def sequence(self) -> None:
        """One story: a new paper, or one that lies here, and whatever people do with it."""
        if not self._authorisations:
            self.authorise()
        papers = [self._some_paper()]
        for _ in range(min(LONGEST, int(self.chance.expovariate(1 / USUAL)) + 2)):
            drawn = self.chance.random()
            if drawn < 0.04:
                papers.append(self._some_paper())
            elif drawn < 0.08:
                self.chance.choices(
                    (self.spoil, self.let_nights_pass, self.authorise, self.revoke, self.carry),
                    (2, 6, 1, 1, 1),
                )[0]()
            else:
                self.handle(self.chance.choice(papers))

    def _some_paper(self) -> Paper:
        """A new one mostly, or one of which something is still to come."""
        alive = [paper for paper in self.clerk.papers if not paper.is_intercepted]
        if alive and self.chance.random() < 0.45:
            return self.chance.choice(alive)
        return self.receive() or self._some_paper()

    def handle(self, paper: Paper) -> None:
        """Do something with a paper: what stands next most often, anything at times.

        Beside its procedure more is done where the case waits for it.
        """
        paper.focus = self.chance.choice(paper.open_matters or [paper.matters[-1]])
        if self.chance.random() < (PRESSING if self.is_under_way(paper) else BESIDE):
            self.aside(paper)
        else:
            self.go_on(paper)
        if self.chance.random() < LOOKING:
            self.look(paper)

    def go_on(self, paper: Paper) -> None:
        """Do what the procedure asks, or what goes with it."""
        notes = self.clerk.in_hand(paper).notes.values()
        drawn = self.chance.random()
        if paper.matter.stage == "check" and notes and drawn < 0.1:
            self.correct(paper)
        elif paper.matter.stage == "check" and any(note.is_open for note in notes) and drawn < 0.5:
            self.chance.choice((self.dispose, self.cosign))(paper)
        elif paper.newest.is_unreadable and drawn < 0.4:
            self.read(paper)
        elif paper.availability == "public" and paper.open_matters and drawn < 0.15:
            self.take_down(paper)
        elif paper.mode == "on_request" and not paper.matter.is_open and drawn < 0.4:
            self.happen(paper)
        elif not paper.matter.is_open and drawn < 0.5:
            self.chance.choice((self.take_down, self.reopen, self.happen))(paper)
        elif drawn < 0.03:
            self.chance.choice(
                (
                    *(self.take_down, self.reopen, self.happen),
                    *(self.dispose, self.cosign, self.read, self.open),
                )
            )(paper)
        else:
            self.step(paper)

    def open(self, paper: Paper, *, by: str | None = None) -> None:
        """Open the files of a paper, one after another, mostly all of them."""
        by = by or self._somebody(*CHECKERS)
        matter, version = paper.matter, self.clerk.in_hand(paper)
        place, gone = self.clerk.place(paper), self.clerk.spoilt | self.clerk.destroyed
        files = self.office.office.ask(_files, (self.office.caller(by).agency_id, matter.number))
        is_asked = matter.procedure != "takedown" and ROLES[by] & set(CHECKERS)
        for number, (file, content) in enumerate(zip(files, version.contents, strict=True)):
            if self.chance.random() < 0.05:
                continue
            expected = "done"
            if not is_asked or not matter.is_open or by in paper.drafters:
                expected = "NotYours"
            elif (by, place, number) in matter.opened:
                expected = "AlreadyDone"
            elif content in gone:
                expected = "BytesChanged"
            command = OpenFile(case=matter.number, file=file)
            if self.attempt(f"{matter.number} open {number}", expected, command, by=by) is not None:
                matter.opened.add((by, place, number))
                self.seen["opened"] += 1
            self.check(paper)

    def correct(self, paper: Paper) -> None:
        """Send back what was found something in, and hand it in anew."""
        self.step(paper, "send_back")
        self.step(paper, "revise")

    def step(self, paper: Paper, action: str | None = None) -> None:
        """Take a step: one that leads on, one that is offered, or anything at all."""
        action = action or self._some_action(paper)
        rule = self._rules(paper).get((paper.matter.stage, action))
        by = self._somebody(*(rule.roles if rule else ()))
        if action == "pass_check" and self.chance.random() < 0.85:
            self.open(paper, by=by)
        said, fate = inputs_for(action, rule, chance=self.chance, today=self.today)
        chosen, files = self._some_files(besides=paper)
        if rule is None or not rule.rewrites or fate == "bad":
            files = ()
        expected = self._after(paper, action, by=by, said=said, fate=fate)
        if files and rule is not None and expected == rule.target:
            expected = self._resubmitted(paper, chosen, files) or expected
        opinion = said.pop("opinion", "")
        command = TakeStep(
            case=paper.matter.number, action=action, opinion=opinion, inputs=said, files=files
        )
        if self.attempt(f"{paper.matter.number} {action}", expected, command, by=by) is not None:
            done = "intercept" if fate == "secret" else action
            self.clerk.moved(paper, done, by=by, said=said)
            self.seen[f"{paper.matter.procedure}:{done}"] += 1
            if files:
                self._take_in(paper, chosen, files, by=by)
        self.check(paper)

    def _after(self, paper: Paper, action: str, *, by: str, said: dict[str, str], fate: str) -> str:
        """Foretell where a step leads with these inputs, or the name of its refusal."""
        expected = self.clerk.foretell(paper, action, by=by)
        if expected not in reference_rounds.STAGES[paper.matter.procedure]:
            return expected
        if fate != "good":
            return {"bad": "Refused", "secret": "intercepted"}[fate]
        return "RequirementsUnmet" if self.clerk.unasked(paper, action, said) else expected

    def dispose(self, paper: Paper) -> None:
        """Dispose of a finding, sometimes twice, sometimes of none."""
        code, note = self._some_note(paper)
        by, kind = self._somebody(*CHECKERS), self.chance.choice(list(DisposalKind))
        reason = "" if self.chance.random() < 0.05 else "核对原件，与公开无碍"
        expected = self._way_out(paper, by, CHECKERS)
        if expected == "done":
            if note is None:
                expected = "NoSuchFinding"
            elif not reason:
                expected = "GroundsMissing"
            elif note.kind == kind.value:
                expected = "AlreadyDone"
        command = Dispose(
            case=paper.matter.number, finding=code, kind=kind, reason=reason, article="第十五条"
        )
        if (
            self.attempt(f"{paper.matter.number} dispose {kind}", expected, command, by=by)
            is not None
        ):
            assert note is not None
            note.disposed_by, note.kind, note.cosigned_by = by, kind.value, None
            note.number += 1
            self.clerk.in_hand(paper).helpers.add(by)
        self.check(paper)

    def cosign(self, paper: Paper) -> None:
        """Sign under a disposal."""
        code, note = self._some_note(paper)
        by = self._somebody(*COSIGNERS)
        expected = self._way_out(paper, by, COSIGNERS)
        seen = (note.number if note else 1) + (self.chance.random() < 0.1)
        if expected == "done":
            if note is None or note.disposed_by is None:
                expected = "NoSuchFinding"
            elif note.number != seen:
                expected = "StaleDisposal"
            elif note.disposed_by == by:
                expected = "SameHands"
            elif note.cosigned_by is not None:
                expected = "AlreadyDone"
        command = Cosign(case=paper.matter.number, finding=code, disposal=seen)
        if self.attempt(f"{paper.matter.number} cosign", expected, command, by=by) is not None:
            assert note is not None
            note.cosigned_by = by
            self.clerk.in_hand(paper).helpers.add(by)
        self.check(paper)

    def read(self, paper: Paper) -> None:
        """Read a file for the machine."""
        version, by = self.clerk.in_hand(paper), self._somebody(*COSIGNERS)
        is_clear = self.chance.random() < 0.9
        expected = self._way_out(paper, by, COSIGNERS)
        if expected == "done" and version.readings.get(by) == is_clear:
            expected = "AlreadyDone"
        command = ReadByPeople(
            case=paper.matter.number,
            file=hashlib.sha256(version.contents[0]).hexdigest(),
            checklist=self._answers[is_clear],
        )
        if self.attempt(f"{paper.matter.number} read", expected, command, by=by) is not None:
            version.readings[by] = is_clear
            self.clerk.in_hand(paper).helpers.add(by)
        self.check(paper)

    def take_down(self, paper: Paper) -> None:
        """Withdraw a paper at once."""
        by, is_leak = self._somebody(*WITHDRAWERS), self.chance.random() < 0.3
        reason = "" if self.chance.random() < 0.05 else "发现不宜公开的内容"
        expected = "done"
        if not ROLES[by] & set(WITHDRAWERS):
            expected = "NotYours"
        elif paper.availability != "public":
            expected = "NotPublic"
        elif any(matter.procedure == "takedown" for matter in paper.open_matters):
            expected = "CaseAlreadyOpen"
        elif not reason:
            expected = "GroundsMissing"
        command = TakeDown(document=paper.document, reason=reason, is_suspected_leak=is_leak)
        stepped = self.attempt("take_down", expected, command, by=by)
        if stepped is not None:
            matter = Matter(stepped.case, "takedown", "opened", is_leak=is_leak, opener=by)
            matter.shown = paper.public
            paper.opened(matter)
            self.clerk.moved(paper, "take_down", by=by, said={})
            self.seen["taken down"] += 1
        self.check(paper)

    def reopen(self, paper: Paper) -> None:
        """Open a new review of a paper."""
        by = self._somebody("drafter")
        expected = "done" if "drafter" in ROLES[by] else "NotYours"
        procedure = self.chance.choices(("publication", "takedown"), (19, 1))[0]
        if expected == "done" and procedure == "takedown":
            expected = "NoSuchProcedure"  # only a reviewer begins that
        elif expected == "done" and paper.is_intercepted:
            expected = "NothingLeft"
        elif expected == "done" and paper.open_matters:
            expected = "CaseAlreadyOpen"
        command = OpenCase(document=paper.document, procedure=procedure)
        opened = self.attempt(f"reopen {procedure}", expected, command, by=by)
        if opened is not None:
            paper.opened(Matter(opened.case, "publication", "attribution", opener=by))
            self.seen["reopened"] += 1
        self.check(paper)

    def happen(self, paper: Paper) -> None:
        """Enter an event that brings a paper up for reassessment."""
        by = self._somebody("information_officer")
        today = self.today
        is_bad = self.chance.random() < 0.1
        able = ROLES[by] & {"information_officer", "office_reviewer"}
        command = RecordTrigger(
            document=paper.document,
            trigger=self.chance.choices(EVENTS, (4, 1))[0],
            reference="同意函1号",
            happened_on=today + timedelta(days=3) if is_bad else today,
        )
        expected = "NotYours" if not able else "Refused" if is_bad else "done"
        self.attempt(f"event {command.trigger}", expected, command, by=by)
        self.check(paper)

    def _some_action(self, paper: Paper) -> str:
        """Mostly what leads on, often what is offered, sometimes anything at all."""
        stage, drawn = paper.matter.stage, self.chance.random()
        leaving = [action for origin, action in self._rules(paper) if origin == stage]
        if self.chance.random() < 0.8:  # what ends everything is drawn less often
            leaving = [action for action in leaving if action not in ENDING]
        forward = [action for action in leaving if action in FORWARD]
        if drawn < 0.85 and forward:
            return self.chance.choice(forward)
        return self.chance.choice(leaving if drawn < 0.95 and leaving else ANYTHING)

    def _rules(self, paper: Paper) -> Mapping[tuple[str, str], Rule]:
        return reference_rounds.RULES[paper.matter.procedure]

    def _some_note(self, paper: Paper) -> tuple[str, Note | None]:
        notes = self.clerk.in_hand(paper).notes
        if not notes or self.chance.random() < 0.05:
            return "1-nothing", None
        code = self.chance.choice(sorted(notes))
        return code, notes[code]

    def _way_out(self, paper: Paper, by: str, roles: tuple[str, ...]) -> str:
        """Foretell what every way out of a finding asks first."""
        matter = paper.matter
        if not ROLES[by] & set(roles) or not matter.is_open:
            return "NotYours"
        has_hands = by in paper.drafters or by in matter.acted.get("decision", ())
        if has_hands:
            return "SameHands"
        return "CheckStands" if matter.acted.get("check") else "done"


def _files(work: Work, asked: tuple[str, str]) -> list[str]:
    """Return the files of an agency's case by the order in which they were handed in."""
    agency, case = asked
    return [file.id for file in files_of(work, the_case(work, case, agency_id=agency).version_id)]


def _answers(office: OfficeForTests) -> dict[bool, str]:
    """Return the check list as one fills it who found nothing, and as one who is not sure."""
    items = office.office.means.checklist
    clear = [f"{item.id}={item.clear.label}" for item in items]
    return {True: "\n".join(clear), False: "\n".join([*clear[:-1], f"{items[-1].id}=不能确定"])}
