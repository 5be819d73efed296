"""Whoever watches an office: every answer is foretold, and after each the invariants hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from sqlalchemy import text

from review.commands import TakeStep
from review.domain.errors import FileRefused
from review.domain.refusal import Refused
from review.messages import COMPLAINTS
from review.services.complaints import Complaint
from review.services.doctor import examine_beside, examine_paper
from review.services.work import Work
from tests.builders import OfficeForTests
from tests.properties.clerk import Clerk, Matter, Paper
from workflows.errors import StepRefused

ALTERED = COMPLAINTS["original_altered"]
LAST_LINES = 60
ENTRIES = text(
    "SELECT seq, prev_sha256, sha256, body FROM ledger_entry WHERE seq > :seq ORDER BY seq"
)
PAPERS = text(
    "SELECT d.id AS document, d.availability, d.mode, d.reassess_on,"
    " (SELECT count(*) FROM outbox o WHERE o.document_id = d.id AND o.done_at IS NULL) AS waiting"
    " FROM document d"
)
CASES = text(
    "SELECT c.id, c.document_id, c.year, c.serial, c.procedure, c.stage FROM review_case c"
    " WHERE c.procedure = 'reassessment' ORDER BY c.year, c.serial"
)
ACTS = text(
    "SELECT a.case_id, a.act, p.login FROM act a LEFT JOIN person p ON p.id = a.person_id"
    " JOIN review_case c ON c.id = a.case_id"
    " WHERE a.voided_at IS NULL AND c.procedure = 'reassessment'"
)


class Witness:
    """An office, its clerk, and the story so far."""

    def __init__(self, office: OfficeForTests, *, name: str) -> None:
        """Begin with an empty story; `name` is how to tell it again."""
        self.office, self.name = office, name
        self.clerk = Clerk()
        self.story: list[str] = []
        self.seen: Counter[str] = Counter()
        self._tip = (0, "0" * 64)
        self._was_refused = False
        self.check()

    def attempt(self, what: str, expected: str, command: object, *, by: str) -> Any:
        """Let a person try; the answer must be the one foretold."""
        self.story.append(f"{by}: {what} -> {expected}?")
        self.office.clock.later(seconds=1)
        answer: Any = None
        try:
            answer = self.office.office.do(command, caller=self.office.caller(by))
        except (StepRefused, Refused) as refusal:
            said = type(refusal).__name__
            if expected in {kind.__name__ for kind in type(refusal).__mro__}:
                expected = said
        except Exception as fault:
            raise AssertionError(self.told()) from fault
        else:
            said = answer.stage if isinstance(command, TakeStep) else "done"
            answer = True if answer is None else answer
        assert said == expected, f"{said}: {self.told()}"
        self._was_refused = answer is None and said != FileRefused.__name__
        self.seen["refused" if self._was_refused else "accepted"] += 1
        return answer

    def check(self, *papers: Paper) -> None:
        """The chain goes on unbroken; the invariants hold of what was touched, and beside it."""
        documents = tuple(paper.document for paper in papers)
        found, entries = self.office.office.ask(_looked, documents, self._tip[0])
        assert not (entries and self._was_refused), (entries, self.told())
        self._was_refused = False
        self._follow(entries)
        wrong = [one for one in found if one.message != ALTERED]
        assert not wrong, (wrong, self.told())
        for paper in papers:
            spoilt = self.clerk.spoilt - self.clerk.destroyed
            is_spoilt = bool(paper.contents & spoilt) and not paper.is_intercepted
            assert any(one.message == ALTERED for one in found) == is_spoilt, (found, self.told())

    def learn(self) -> None:
        """Take from the rows what the bell did."""
        papers, cases, acts = self.office.office.ask(_read)
        by_document = {paper.document: paper for paper in self.clerk.papers}
        standing: dict[str, dict[str, frozenset[str]]] = {}
        for case_id, act, login in acts:
            standing.setdefault(case_id, {})[act] = frozenset({login or "rule"})
        for case_id, document, year, serial, procedure, stage in cases:
            matter = _matter_of(by_document[document], f"{year}-{serial:04d}", procedure, stage)
            if matter.stage != stage:
                matter.book.moved()
            matter.stage, matter.acted = stage, standing.get(case_id, {})
        for row in papers:
            paper = by_document[row.document]
            if row.availability == "public" != paper.availability:
                paper.public = paper.newest
            paper.availability, paper.mode = row.availability, row.mode
            paper.due = None if row.reassess_on is None else str(row.reassess_on)
            paper.is_undelivered = row.waiting > 0

    def told(self) -> str:
        """Return the story, and how to tell it again."""
        return "\n".join((self.name, *self.story[-LAST_LINES:]))

    def _follow(self, entries: list[Any]) -> None:
        """Verify the new entries of the chain by the standard library alone (I4)."""
        for seq, previous, sha256, body in entries:
            linked = hashlib.sha256(b"\x00" + bytes.fromhex(previous) + body.encode()).hexdigest()
            last, tip = self._tip
            assert (seq, previous, sha256) == (last + 1, tip, linked), self.told()
            self._tip = (seq, sha256)


def _matter_of(paper: Paper, number: str, procedure: str, stage: str) -> Matter:
    """Return the case of this number; one that the bell opened is new."""
    known = next((one for one in paper.matters if one.number == number), None)
    if known is None:
        known = Matter(number, procedure, stage)
        paper.opened(known)
    return known


def _looked(work: Work, documents: tuple[str, ...], seq: int) -> tuple[list[Complaint], list[Any]]:
    found = [one for document in documents for one in examine_paper(work, document)]
    found += examine_beside(work)
    return found, list(work.session.execute(ENTRIES, {"seq": seq}))


def _read(work: Work) -> tuple[list[Any], list[Any], list[Any]]:
    """Read by plain SQL, so that no class of the product stands in between."""
    execute = work.session.execute
    return list(execute(PAPERS)), list(execute(CASES)), list(execute(ACTS))
