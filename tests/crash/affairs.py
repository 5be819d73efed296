"""What an office does in a season, resumable from wherever it stands.

The office that is killed and the office that picks up the pieces run the same affairs: what was
done is seen in the database, as a person sees it on the page, and only the rest is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from review import commands as asked
from review.bootstrap import Office, open_office
from review.commands import HandedFile, HandIn, NewAccount, TakeStep
from review.domain.vocabulary import DocumentKind, Role, Source, Trigger
from review.messages import NOT_KEPT
from review.scheduler import tick
from review.services.cases import number_of
from review.services.work import Work
from review.settings import Settings
from review.storage.rows import CaseRow, DocumentRow, LedgerEntryRow, StepRow
from tests.clock import Clock
from tests.readers import readied

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LEASES_ARE_OVER = timedelta(minutes=20)
NIGHTS = 5
CAST = {
    "li": ("李明", Role.DRAFTER),
    "wang": ("王芳", Role.SECTION_HEAD),
    "zhou": ("周岚", Role.OFFICE_REVIEWER),
    "sun": ("孙强", Role.CONFIDENTIALITY_OFFICER),
    "gu": ("顾平", Role.APPROVING_OFFICIAL),
    "he": ("何远", Role.HEAD_OF_AGENCY),
    "chen": ("陈静", Role.PUBLISHER),
    "zheng": ("郑雪", Role.INFORMATION_OFFICER),
}

Told = Callable[..., None]
Step = tuple[str, str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the season: what it says, and the steps it is to take."""

    title: str
    texts: tuple[str, ...]
    plan: tuple[Step, ...]

    @property
    def files(self) -> tuple[HandedFile, ...]:
        return tuple(
            HandedFile(
                name=f"{number}-{self.title}.txt", content=f"{self.title}\n\n{text}".encode()
            )
            for number, text in enumerate(self.texts)
        )


ENDS = {"on_request_reason": "particular_persons", "reassess_on": "2026-03-03"}
REVIEWED: tuple[Step, ...] = (("verify", "wang", {}), ("pass_check", "zhou", {}))
REGISTERED: tuple[Step, ...] = (
    ("propose", "li", {"mode": "依申请公开", "subjects": "无", **ENDS}),
    *REVIEWED,
    ("decide_on_request", "gu", ENDS),
    ("close", "zhou", {}),
)
NOTICE = Paper(
    title="关于开展绩效评价工作的通知",
    texts=("各科室按要求开展绩效评价，并于月底前报送结果。" * 400, "附件：评价指标表。"),
    plan=(
        ("propose", "li", {"mode": "主动公开"}),
        *REVIEWED,
        ("decide_in_full", "gu", {}),
        ("publish", "chen", {}),
    ),
)
TAKEN_BACK = Paper(
    title="关于设备采购安排的通知",
    texts=("本通知误作一般公文报送，科室审核时发现，应予拦截。" * 400,),
    plan=(
        ("propose", "li", {"mode": "主动公开"}),
        ("intercept", "wang", {"reason": "经核对应当线下办理"}),
    ),
)
CONVERTED = Paper(
    title="关于补助测算口径的复函",
    texts=("来函收悉，现就补助测算口径函复如下。",),
    plan=REGISTERED,
)
KEPT = Paper(
    title="关于某单位用房情况的复函",
    texts=("来函收悉，现就用房情况函复如下。",),
    plan=REGISTERED,
)


@dataclass(slots=True, kw_only=True)
class Season:
    """An office at its affairs; `enters` is told before each, `tells` after each."""

    office: Office
    clock: Clock
    tells: Told = field(default=lambda **_: None)
    enters: Callable[[str], None] = field(default=lambda _: None)

    def go_on(self) -> None:
        """Do what is left to do, from the first ring of the bell to the last withdrawal."""
        self._ring()
        self.handle(NOTICE)
        self._send()
        self.handle(TAKEN_BACK)
        for number in range(1, NIGHTS + 1):
            night = BEGIN + timedelta(days=number)
            if night > self.clock.at:
                self.clock.at = night
                self._ring()
        self._take_down(NOTICE)
        self._send()

    def found(self) -> None:
        """Found the office with its cast."""
        self.office.found(_founding())

    def prepare(self) -> None:
        """Found the office, with papers that fall due and an authorisation that covers one."""
        self.found()
        for paper, grounds in ((CONVERTED, ("reason_lapsed",)), (KEPT, ())):
            self.handle(paper)
            if grounds:
                self._authorise(grounds)
                self._trigger(paper)

    def handle(self, paper: Paper) -> None:
        """Hand a paper in and take the steps of its plan, as far as nobody has."""
        case = self.office.ask(case_of, paper)
        if case is None:
            case = self._hand_in(paper)
        for action, login, inputs in paper.plan[self.office.ask(steps_taken, case) :]:
            self._step(case, action, login, inputs)

    def _hand_in(self, paper: Paper) -> str:
        self.enters("hand_in")
        command = HandIn(
            files=paper.files,
            title=paper.title,
            kind=DocumentKind.NOTICE,
            section="办公室",
            source=Source.OWN,
            dated=date(2026, 3, 2),
        )
        received = self._do(command, "li")
        self.tells(did="hand_in", case=received.case, files=[each[1] for each in received.files])
        return str(received.case)

    def _step(self, case: str, action: str, login: str, inputs: Mapping[str, str]) -> None:
        self.enters(action)
        command = TakeStep(case=case, action=action, opinion="经办理，同意。", inputs=inputs)
        stepped = self._do(command, login)
        self.tells(did="step", case=case, action=action, rev=stepped.rev)

    def _send(self) -> None:
        self.enters("send")
        fates = self.office.send()
        self.tells(did="send", fates=[each.value for each in fates])

    def _ring(self) -> None:
        self.enters("night")
        tick(self.office)
        self.tells(did="night", at=self.clock.at.isoformat())

    def _take_down(self, paper: Paper) -> None:
        document, is_public = self.office.ask(standing_of, paper.title)
        if not is_public:
            return
        self.enters("take_down")
        self._do(asked.TakeDown(document=document, reason="内容有误，先行撤下"), "zhou")
        self.tells(did="take_down", document=document)

    def _authorise(self, grounds: tuple[str, ...]) -> None:
        reference = "财公开〔2026〕1号"
        drafted = asked.DraftAuthorisation(
            reference=reference,
            grounds=grounds,
            first_day=date(2026, 1, 1),
            last_day=date(2026, 12, 31),
            cap=10,
            hold_days=2,
        )
        self._do(drafted, "zheng")
        self._do(asked.SignRules(reference=reference), "sun")
        self._do(asked.SignAuthorisation(reference=reference), "he")

    def _trigger(self, paper: Paper) -> None:
        document, _ = self.office.ask(standing_of, paper.title)
        entered = asked.RecordTrigger(
            document=document,
            trigger=Trigger.THIRD_PARTY_CONSENTED,
            reference="同意函1号",
            happened_on=date(2026, 3, 1),
        )
        self._do(entered, "zheng")

    def _do(self, command: object, login: str) -> Any:
        caller = self.office.caller(login)
        command = readied(self.office, command, caller=caller)
        return self.office.do(command, caller=caller)


def opened(folder: Path, url: str, *, clock: Clock) -> Office:
    """Open the office that keeps everything in one folder."""
    return open_office(Settings(data_dir=folder, database_url=url), clock=clock)


def later(office: Office) -> datetime:
    """Return a moment after the last entry at which no dead hand holds anything any more."""
    return office.ask(_last_entry) + LEASES_ARE_OVER


def case_of(work: Work, paper: Paper) -> str | None:
    """Return the number of a paper's first case; an intercepted one has lost its title."""
    titles = (paper.title, NOT_KEPT) if paper is TAKEN_BACK else (paper.title,)
    query = select(CaseRow).join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
    first = query.where(col(DocumentRow.title).in_(titles)).order_by(col(CaseRow.serial)).limit(1)
    case = work.session.scalars(first).one_or_none()
    return None if case is None else number_of(case)


def steps_taken(work: Work, case: str) -> int:
    """Return how many steps of its plan a case has taken; opening it was none."""
    year, serial = map(int, case.split("-"))
    query = (
        select(func.count())
        .select_from(StepRow)
        .join(CaseRow, col(CaseRow.id) == col(StepRow.case_id))
        .where(col(CaseRow.year) == year, col(CaseRow.serial) == serial)
    )
    return work.session.scalars(query).one() - 1


def standing_of(work: Work, title: str) -> tuple[str, bool]:
    """Return a paper's id and whether the public may read it."""
    document = work.session.scalars(
        select(DocumentRow).where(col(DocumentRow.title) == title)
    ).one()
    return document.id, document.availability.value == "public"


def _last_entry(work: Work) -> datetime:
    last = select(LedgerEntryRow).order_by(col(LedgerEntryRow.at).desc()).limit(1)
    return work.session.scalars(last).one().at


def _founding() -> asked.FoundAgency:
    accounts = tuple(
        NewAccount(login=login, name=name, password=None, roles=(role,), section="办公室")
        for login, (name, role) in CAST.items()
    )
    return asked.FoundAgency(
        code="yxcz",
        name="云溪区财政局",
        profile="small",
        sections=("办公室",),
        accounts=accounts,
        is_demo=True,
    )
