"""An office for the tests: a real one, marked as a demo, whose clock the test moves."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from review.bootstrap import Office, open_office
from review.commands import (
    Caller,
    Cosign,
    Dispose,
    DraftAuthorisation,
    FoundAgency,
    HandedFile,
    HandIn,
    RecordTrigger,
    RunReassessment,
    SignAuthorisation,
    SignRules,
    TakeDown,
    TakeStep,
)
from review.domain.findings import FileReport
from review.domain.vocabulary import DisposalKind, DocumentKind, Source, Trigger
from review.screening.ruleset import Ruleset
from review.screening.words import ScreenWords, Words
from review.services.case_pictures import case_view
from review.services.doctor import Complaint, examine
from review.services.views import CaseView, Received, Stepped
from review.services.work import Work
from review.settings import Settings
from tests.cast import BUSY, CAST, Member
from tests.clock import Clock
from tests.compiled import share
from tests.readers import readied

MORNING = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
"""A Monday at nine in Shanghai, in a year whose days off are announced."""

SECTION = "预算科"
SECTIONS = (SECTION, "办公室")
CLEAN = "关于报送冬季供暖台账的通知\n\n各科室：\n请于本月底前报送第{}号供暖台账。\n"
AUTHORISATION = "云财公开〔2026〕1号"

Row = TypeVar("Row", bound=SQLModel)
Screen = Callable[[bytes, str, Ruleset], FileReport]


@dataclass
class Screenings:
    """The real screening, made once for each content: it takes longer than the steps of a case."""

    made: dict[tuple[bytes, str, str], FileReport] = field(default_factory=dict)
    read: dict[tuple[Words, str], FileReport] = field(default_factory=dict)

    def of(self, screen: Screen) -> Screen:
        """Return `screen` with a memory."""

        def remembered(content: bytes, name: str, ruleset: Ruleset) -> FileReport:
            key = (content, Path(name).suffix, ruleset.identity)
            if key not in self.made:
                self.made[key] = screen(content, name, ruleset)
            return replace(self.made[key], name=name)

        return remembered

    def of_words(self, screen: ScreenWords) -> ScreenWords:
        """Return the screening of titles with a memory."""

        def remembered(words: Words, ruleset: Ruleset) -> FileReport:
            key = (words, ruleset.identity)
            if key not in self.read:
                self.read[key] = screen(words, ruleset)
            return self.read[key]

        return remembered


class OfficeForTests:
    """A real office under a clock that the test moves; people act by name alone, as in a demo."""

    def __init__(
        self,
        folder: Path,
        *,
        url: str | None = None,
        clock: Clock | None = None,
        screenings: Screenings | None = None,
    ) -> None:
        """Open the office whose data lies in `folder` and whose rows lie at `url`."""
        self.clock = clock or Clock(MORNING)
        self.folder = folder
        self.url = url or sqlite_in(folder)
        settings = Settings(data_dir=folder, database_url=self.url)
        self.office: Office = open_office(settings, clock=self.clock)
        share(self.office.database)
        if screenings is not None:
            means = self.office.means
            self.office.means = replace(
                means,
                screen=screenings.of(means.screen),
                screen_words=screenings.of_words(means.screen_words),
            )
        self._callers: dict[str, Caller] = {}
        self._papers = 0

    def found(self, *, cast: tuple[Member, ...] = (*CAST, *BUSY)) -> OfficeForTests:
        """Found the office with these people, all of one section."""
        self.office.found(
            FoundAgency(
                code="yunxi-finance",
                name="云溪区财政局",
                profile="small",
                sections=SECTIONS,
                accounts=tuple(member.account(section=SECTION) for member in cast),
                is_demo=True,
            )
        )
        return self

    def close(self) -> None:
        """Let go of the database."""
        self.office.close()

    def caller(self, login: str) -> Caller:
        """Return a person as a caller."""
        if login not in self._callers:
            self._callers[login] = self.office.caller(login)
        return self._callers[login]

    def do(self, command: object, *, by: str) -> Any:
        """Let a person ask for anything; who passes a check has read the files."""
        command = readied(self.office, command, caller=self.caller(by))
        return self.office.do(command, caller=self.caller(by))

    def receive(self, text: str | bytes | None = None, *, by: str = "li", **said: Any) -> Received:
        """Hand in a small paper of one text file; without a text it is a clean one."""
        self._papers += 1
        content = text if text is not None else CLEAN.format(self._papers)
        name = said.pop("file_name", f"第{self._papers}号.txt")
        particulars: dict[str, Any] = {
            "title": f"关于第{self._papers}号事项的通知",
            "kind": DocumentKind.NOTICE,
            "section": SECTION,
            "source": Source.OWN,
            **said,
        }
        received: Received = self.do(
            HandIn(files=(handed(content, name=name),), **particulars), by=by
        )
        return received

    def step(
        self,
        case: str | None,
        action: str,
        *,
        by: str,
        opinion: str = "同意",
        text: str | bytes | None = None,
        **inputs: str,
    ) -> Stepped:
        """Take a step of a case, with a new text where the step wants one."""
        assert case is not None, "the paper was refused"
        self._papers += 1
        files = () if text is None else (handed(text, name=f"第{self._papers}稿.txt"),)
        command = TakeStep(case=case, action=action, opinion=opinion, inputs=inputs, files=files)
        stepped: Stepped = self.do(command, by=by)
        return stepped

    def dispose(self, case: str, finding: str, kind: DisposalKind, *, by: str, **said: str) -> None:
        """Dispose of one finding."""
        said = {"reason": "核对原件，与公开无碍", "article": "政府信息公开条例第十五条", **said}
        self.do(Dispose(case=case, finding=finding, kind=kind, **said), by=by)

    def cosign(self, case: str, finding: str, *, by: str) -> None:
        """Sign under another's disposal, as it stands."""
        shown = next(one for one in self.view(case).findings if one.id == finding)
        self.cosign_seen(case, finding, shown.disposal.number if shown.disposal else 1, by=by)

    def cosign_seen(self, case: str, finding: str, number: int, *, by: str) -> None:
        """Sign under the disposal of a number, whatever stands there by now."""
        self.do(Cosign(case=case, finding=finding, disposal=number), by=by)

    def approved(self, text: str | bytes | None = None, **said: Any) -> Received:
        """Bring a paper as far as 待发布."""
        received = self.receive(text, **said)
        self._checked(received.case, mode="主动公开")
        self.step(received.case, "decide_in_full", by="gu")
        return received

    def published(self, text: str | bytes | None = None, **said: Any) -> Received:
        """Bring a paper to the public, and into the channel."""
        received = self.approved(text, **said)
        self.step(received.case, "publish", by="chen")
        self.office.send()
        return received

    def on_request(
        self, text: str | bytes | None = None, *, until: date = date(2026, 3, 1), **said: Any
    ) -> Received:
        """Bring a paper into the register as 依申请公开, to be looked at again on a day."""
        grounds = {"on_request_reason": "particular_persons", "reassess_on": until.isoformat()}
        received = self.receive(text, **said)
        self._checked(received.case, mode="依申请公开", subjects="无", **grounds)
        self.step(received.case, "decide_on_request", by="gu", **grounds)
        return received

    def authorise(self, reference: str = AUTHORISATION, **terms: Any) -> str:
        """Have a standing authorisation drafted, its rules signed, and signed, by three people."""
        asked: dict[str, Any] = {
            "grounds": ("reason_lapsed", "several_requesters", "over_cautious"),
            "first_day": date(2026, 1, 1),
            "last_day": date(2026, 12, 31),
            "cap": 50,
            "hold_days": 5,
            **terms,
        }
        self.do(DraftAuthorisation(reference=reference, **asked), by="zheng")
        self.do(SignRules(reference=reference), by="sun")
        self.do(SignAuthorisation(reference=reference), by="he")
        return reference

    def consented(self, document: str | None) -> None:
        """Enter that the persons concerned consented in writing."""
        assert document is not None, "the paper was refused"
        self.do(
            RecordTrigger(
                document=document,
                trigger=Trigger.THIRD_PARTY_CONSENTED,
                reference="同意函1号",
                happened_on=self.clock.at.date(),
            ),
            by="zheng",
        )

    def converted(self, **said: Any) -> Received:
        """Let a paper be flagged, held and converted under an authorisation, night by night."""
        received = self.on_request(**said)
        self.authorise()
        self.clock.at = datetime(2026, 2, 25, 1, 0, tzinfo=UTC)
        self.consented(received.document)
        for _ in range(20):
            self.clock.later(days=1)
            for report in self.office.reassess(RunReassessment(), caller=None):
                assert not report.set_aside, report
        return received

    def taken_down(self, document: str | None, *, by: str = "zhou") -> Stepped:
        """Withdraw a public paper."""
        assert document is not None, "the paper was refused"
        stepped: Stepped = self.do(TakeDown(document=document, reason="发现不宜公开的内容"), by=by)
        return stepped

    def view(self, case: str | None, *, by: str | None = None) -> CaseView:
        """Return a case as a person sees it, or as the operator does."""
        assert case is not None, "the paper was refused"
        return self.office.ask(case_view, case, caller=self.caller(by) if by else None)

    def complaints(self) -> tuple[Complaint, ...]:
        """Return what the doctor complains of; notes aside."""
        return tuple(one for one in self.office.ask(examine) if not one.is_note)

    def work(self, session: Session) -> Work:
        """Return what a service works with in a transaction of the test's own."""
        return Work(session=session, now=self.clock.at, means=self.office.means)

    def rows(self, table: type[Row], **having: object) -> list[Row]:
        """Return the rows of a table that have these values."""
        conditions = [getattr(table, name) == value for name, value in having.items()]
        with self.office.database.read() as session:
            found = list(session.scalars(select(table).where(*conditions)))
            session.expunge_all()
        return found

    def original(self, content: bytes) -> Path:
        """Return where the bytes of a file lie."""
        sha256 = hashlib.sha256(content).hexdigest()
        return self.folder / "originals" / sha256[:2] / sha256

    def _checked(self, case: str | None, **proposal: str) -> None:
        self.step(case, "propose", by="li", **proposal)
        self.step(case, "verify", by="wang", opinion="属实")
        self.step(case, "pass_check", by="zhou", opinion="经检查未发现不宜公开内容")


def handed(text: str | bytes, *, name: str) -> HandedFile:
    """Return a text as a file that is handed in."""
    return HandedFile(name=name, content=text.encode() if isinstance(text, str) else text)


def sqlite_in(folder: Path) -> str:
    """Return the address of the SQLite file in a folder."""
    return f"sqlite:///{(folder / 'office.db').as_posix()}"


def copied(pattern: Path, folder: Path) -> str:
    """Copy the rows of a founded office that is closed; its originals stay where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(pattern / "office.db", folder / "office.db")
    return sqlite_in(folder)
