"""What happens to an office beside what people do with its papers: nights, orders, and harm."""

from __future__ import annotations

import random
from datetime import date, timedelta

from review.commands import RevokeAuthorisation, RunReassessment
from review.services.work import SHANGHAI
from tests.builders import OfficeForTests
from tests.properties.clerk import Paper
from tests.properties.witness import Witness


class Surroundings(Witness):
    """A witness who also moves the clock, signs authorisations, and harms the originals."""

    def __init__(self, office: OfficeForTests, *, chance: random.Random, name: str) -> None:
        """Let happen what `chance` will have."""
        super().__init__(office, name=name)
        self.chance = chance
        self._authorisations: list[str] = []
        self._revoked: set[str] = set()

    @property
    def today(self) -> date:
        """The day on the office's wall."""
        return self.office.clock.at.astimezone(SHANGHAI).date()

    def authorise(self) -> None:
        """Have an authorisation signed by three people."""
        reference = f"云财公开〔2026〕{len(self._authorisations) + 1}号"
        today = self.today
        self.story.append(f"authorise {reference}")
        self.office.authorise(
            reference,
            first_day=today,
            last_day=today + timedelta(days=200),
            cap=self.chance.choice((1, 5, 50)),
            hold_days=self.chance.choice((1, 3)),
        )
        self._authorisations.append(reference)
        self.check()

    def revoke(self) -> None:
        """Revoke an authorisation; what stood in its window stands there no more."""
        if not self._authorisations:
            return
        reference = self.chance.choice(sorted(self._authorisations))
        expected = "AlreadyDone" if reference in self._revoked else "done"
        command = RevokeAuthorisation(reference=reference)
        self.attempt(f"revoke {reference}", expected, command, by="he")
        self._revoked.add(reference)
        self.learn()
        self.check()

    def let_nights_pass(self) -> None:
        """Move the clock and ring the bell, several times."""
        for _ in range(self.chance.choice((1, 2, 4))):
            self.office.clock.later(days=self.chance.choice((1, 2, 7, 20)))
            due = self._due()
            self.story.append(f"bell on {self.today}")
            for report in self.office.office.reassess(RunReassessment(), caller=None):
                assert not report.set_aside, (report, self.told())
                self.seen.update(report.counts)
            self.learn()
            missed = [
                paper.document for paper in due if paper.matters[-1].procedure != "reassessment"
            ]
            assert not missed, (missed, self.told())
            self.check()

    def carry(self) -> None:
        """Carry what waits in the outbox."""
        self.story.append("carry")
        self.office.clock.later(hours=2)
        self.office.office.send()
        self.learn()
        self.check()

    def spoil(self) -> None:
        """Flip a bit of an original, or put it right again."""
        if self.clerk.spoilt:
            self.restore()
            return
        paper = self.chance.choice(self.clerk.papers)
        content = self.chance.choice(paper.newest.contents)
        if content in self.clerk.destroyed:
            return
        place = self.chance.randrange(len(content))
        flipped = bytes([content[place] ^ (1 << self.chance.randrange(8))])
        self.office.original(content).write_bytes(content[:place] + flipped + content[place + 1 :])
        self.clerk.spoilt.add(content)
        self.story.append(f"spoil {paper.matter.number}")
        self.seen["spoilt"] += 1
        self.check(paper)

    def restore(self) -> None:
        """Put every spoilt original right again."""
        for content in self.clerk.spoilt - self.clerk.destroyed:
            self.office.original(content).write_bytes(content)
        self.story.append("restore")
        self.clerk.spoilt.clear()

    def finish(self) -> None:
        """Put right what was spoilt, carry what waits, and examine everything that lies here."""
        self.restore()
        for _ in range(3):
            self.carry()
        complaints = self.office.complaints()
        assert not complaints, (complaints, self.told())

    def _due(self) -> list[Paper]:
        """Return what the bell must not miss: a day has come, and no case is open."""
        return [
            paper
            for paper in self.clerk.papers
            if paper.mode in ("on_request", "withheld")
            and paper.availability in ("closed", "on_request")
            and paper.due is not None
            and paper.due <= self.today.isoformat()
            and not paper.open_matters
            and not paper.is_party
        ]
