"""The office put together: the only place that reads the clock and knows every part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, TypeVar

from loguru import logger
from sqlalchemy import select
from sqlmodel import Session, col

from review import commands as asked
from review.commands import Caller, HandedFile
from review.domain.case_refusals import RulesChangedAgain
from review.domain.checklist import items_of
from review.domain.eligibility import rules_of
from review.domain.errors import FileRefused, TokenMissing
from review.domain.findings import FileReport
from review.domain.text import refuse_unfit_text
from review.domain.vocabulary import Role
from review.os_account import os_account
from review.publishing.telling import Telling
from review.screening import screen, screen_words
from review.screening.rules import active_ruleset
from review.screening.shelf import Shelf
from review.services import (
    agencies,
    clearances,
    clock_doubts,
    definitions,
    hand_in,
    holidays,
    looking_again,
    looking_into,
    opening,
    reopening,
    rounds,
    ruleset_trials,
    rulesets,
    sending,
    severing,
    side_acts,
    steps,
    tokens,
    ways_out,
)
from review.services.account_services import ACCOUNTS
from review.services.accounts import must_hold
from review.services.agency_rules import ruleset_of
from review.services.answered import once
from review.services.calendars import shipped_calendar
from review.services.hashing_ahead import done_before, hashed_before
from review.services.installation import is_demo
from review.services.outbox import SENDING_ASKED
from review.services.passwords import OFFICE
from review.services.purging import PURGE_ASKED, purge_due, sweep
from review.services.rescreening import ScreeningDueError, screen_anew
from review.services.round_batches import RunReport
from review.services.round_hours import hours_by
from review.services.round_progress import Progress
from review.services.ruleset_trials import PAPERS
from review.services.sign_in import Proof, compared, hashes_of, kept_of
from review.services.structure import STRUCTURE
from review.services.trial_changes import Trial
from review.services.webhooks import WEBHOOKS
from review.services.work import Means, Work
from review.settings import Settings
from review.shipped import shipped
from review.side_commands import ActBeside
from review.storage import posts, schema
from review.storage.database import Database, Transactions
from review.storage.originals import Originals
from review.storage.rows import AgencyRow, PersonRow
from review.storage.sealed import Seal
from review.structure_commands import NAMING

Service = Callable[..., Any]
P = ParamSpec("P")
T = TypeVar("T")

SERVICES: Mapping[type, Service] = MappingProxyType(
    {
        asked.HandIn: hand_in.hand_in,
        asked.LookInto: looking_into.look_into,
        asked.OpenCase: reopening.reopen,
        asked.TakeStep: steps.take_step,
        asked.TakeDown: reopening.take_down,
        ActBeside: side_acts.act_beside,
        asked.Dispose: ways_out.dispose,
        asked.Cosign: ways_out.cosign,
        asked.OpenFile: opening.open_file,
        asked.ReadByPeople: ways_out.read_by_people,
        asked.Clear: clearances.clear,
        asked.CosignClearance: clearances.cosign_clearance,
        **looking_again.SERVICES,
        asked.DraftRuleset: rulesets.draft_ruleset,
        asked.SignRuleset: rulesets.sign_ruleset,
        asked.ActivateRuleset: rulesets.activate_ruleset,
        asked.ActivateProcedure: definitions.draft_activation,
        asked.ConfirmProcedure: definitions.confirm_activation,
        asked.CloseProcedure: definitions.close_procedure,
        asked.ImportHolidays: holidays.import_holidays,
        asked.ConfirmClock: clock_doubts.confirm_clock,
        asked.RetryDelivery: sending.retry_dead,
        **ACCOUNTS,
        **STRUCTURE,
        **WEBHOOKS,
    }
)
"""One service for each command; what is not here cannot be asked."""


def wall_clock() -> datetime:
    """Return the instant by the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What screening said of what came with a command."""

    files: tuple[FileReport, ...] = ()
    words: FileReport | None = None


NOTHING_SAID = Said()


class Office:
    """One installation at work: commands go in, answers come out, each in one transaction."""

    def __init__(
        self, settings: Settings, database: Database, *, clock: Callable[[], datetime] = wall_clock
    ) -> None:
        """Put the parts together; the schema must be current."""
        self.settings, self.database, self.now = settings, database, clock
        self.passwords = OFFICE
        self.means = self._means()
        with database.read() as session:
            self.is_demo = is_demo(self._work(session))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def found(self, command: asked.FoundAgency) -> None:
        """Found the agency of an empty database, with its accounts and the shipped procedures."""
        refuse_unfit_text(command)
        ready = hashed_before(*(one.password for one in command.accounts), by=self.passwords)
        with self.database.write() as session:
            agencies.found_first(self._work(session), command, passwords=ready)
        self.is_demo = command.is_demo

    def do(self, command: object, *, caller: Caller) -> Any:  # noqa: ANN401  # each command's own
        """Do what was asked, in one durable commit; files are screened before it begins."""
        refuse_unfit_text(command)
        if isinstance(command, asked.Round):
            return self.reassess(command, caller=caller)
        if isinstance(command, asked.Sever):
            command = self._severed(command, caller=caller)
        said = self._said_of(command, caller=caller)
        try:
            return self._done(command, said, caller=caller)
        except ScreeningDueError as due:
            self._screen_anew(due.case, caller=caller)
            return self._done_anew(command, said, caller=caller)
        except FileRefused:
            self._enter_refused(command, said, caller=caller)
            raise
        except Exception:
            if said.files:
                self.sweep()  # what was kept of a paper that did not come in
            raise

    def _done(self, command: object, said: Said, *, caller: Caller) -> Any:  # noqa: ANN401
        """Do it in one commit; then what the commit asked for."""
        ready = done_before(
            command, kept=lambda: self.ask(hashes_of, caller.person_id), passwords=self.passwords
        )
        with self.database.write() as session:
            work = self._work(session, said)
            answer = once(work, SERVICES[type(command)], command, caller=caller, ready=ready)
        if PURGE_ASKED in session.info:
            self.purge()  # after a crash the bell does it
        if SENDING_ASKED in session.info:
            self.send()  # as above
        return answer

    def _done_anew(self, command: object, said: Said, *, caller: Caller) -> Any:  # noqa: ANN401
        """Do it once more; whoever is overtaken by other rules again is told to repeat it."""
        try:
            return self._done(command, said, caller=caller)
        except ScreeningDueError:
            raise RulesChangedAgain from None

    def _severed(self, command: asked.Sever, *, caller: Caller) -> asked.TakeStep:
        """Make the copies while nothing of the database is held; then they come in by a step."""
        return severing.severed(self.ask(severing.cutting, command, caller=caller), command)

    def _screen_anew(self, case: str, *, caller: Caller) -> None:
        """The rules are others than when the bytes came in: a check is made under today's."""
        screen_anew(self.database, self.means, case, now=self.now(), caller=caller)

    def ask(
        self, question: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a question from a read-only view of the database."""
        with self.database.read_in_turn() as session:
            return question(self._work(session), *args, **kwargs)

    def ask_at_length(
        self, question: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer one that reads a file, or a list to its end: nobody else waits for it."""
        with self.database.read_at_length() as session:
            return question(self._work(session), *args, **kwargs)

    def change(
        self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a service that is nobody's command: signing in, counting a wrong password."""
        with self.database.write() as session:
            return service(self._work(session), *args, **kwargs)

    def prove(self, login: str, password: str) -> Proof:
        """Compare a password; while it takes its time nothing of the database is held."""
        return compared(self.ask(kept_of, login), password, passwords=self.passwords)

    def reassess(
        self,
        command: asked.Round,
        *,
        caller: Caller | None,
        within: Transactions | None = None,
        progress: Progress | None = None,
    ) -> tuple[RunReport, ...]:
        """Run a round over what is due, under a lease of its job, then carry what became public."""
        if caller is not None:  # the bell has no role
            self.ask(must_hold, caller, Role.INFORMATION_OFFICER, Role.OFFICE_REVIEWER)
        reports = rounds.run(
            within or self.database,
            self.means,
            hours=hours_by(self.now, is_wall=self.now is wall_clock),
            command=command,
            caller=caller,
            progress=progress,
        )
        self.send()
        return reports

    def try_ruleset(
        self,
        version: str,
        samples: Iterable[HandedFile] = (),
        *,
        papers: int = PAPERS,
        caller: Caller,
    ) -> Trial:
        """Test drafted rules on stored papers and on samples; what it came to is kept in short."""
        plan = self.ask(ruleset_trials.plan_trial, version, papers=papers, caller=caller)
        trial = ruleset_trials.tried(self.means, plan, samples)
        summary, identity = trial.summary, trial.drafted
        self.change(rulesets.keep_trial, plan.version, summary, tested_as=identity, caller=caller)
        return trial

    def send(self) -> tuple[sending.Fate, ...]:
        """Carry what waits in the outbox."""
        return sending.send_due(self.database, means=self.means, now=self.now())

    def purge(self) -> int:
        """Destroy the bytes that must not lie here, and what the log of writes has of the words."""
        destroyed = purge_due(self.database, self.means, now=self.now())
        if destroyed:
            self.database.forget()
        return destroyed

    def sweep(self) -> int:
        """Destroy the bytes that came in and belong to no paper."""
        return sweep(self.database, self.means)

    def caller(self, login: str, *, token: str | None = None, scope: str = "act") -> Caller:
        """Return who acts: by the own token, or in a demo by name alone."""
        if token is None and self.is_demo:
            return self.ask(_by_name, login)
        return self.ask(tokens.caller_of_token, login, token, os_account(), scope=scope)

    def _work(self, session: Session, said: Said = NOTHING_SAID) -> Work:
        return Work(
            session=session,
            now=self.now(),
            means=self.means,
            reports=said.files,
            words=said.words,
        )

    def _means(self) -> Means:
        folder = self.settings.data_dir
        return Means(
            originals=Originals(folder / "originals"),
            ruleset=active_ruleset(),
            shipped_calendar=shipped_calendar(),
            channels={"folder": folder / "published"},
            screen=lambda content, name, rules: screen(content, name=name, ruleset=rules),
            screen_words=screen_words,
            checklist=items_of(_text("data/reference/checklist.toml")),
            rules=rules_of(_text("data/reference/eligibility/base.toml")),
            seal=Seal(folder / "keys"),
            shelf=Shelf(folder / "automata"),
            telling=Telling(folder / "keys", self.settings.webhook_hosts),
        )

    def _said_of(self, command: object, *, caller: Caller) -> Said:
        """Screen what a command brings: its files, and the words that go public beside them."""
        files: tuple[HandedFile, ...] = getattr(command, "files", ())
        if not files and not isinstance(command, NAMING):
            return NOTHING_SAID
        words = self.ask(hand_in.words_beside, command, agency_id=caller.agency_id)
        rules = self.ask(ruleset_of, caller.agency_id)
        return Said(
            files=tuple(self.means.screen(file.content, file.name, rules) for file in files),
            words=self.means.screen_words(words, rules),
        )

    def _enter_refused(self, command: object, said: Said, *, caller: Caller) -> None:
        """A new version that is probably classified is refused like a new paper, and entered so."""
        if isinstance(command, asked.TakeStep):
            with self.database.write() as session:
                work = self._work(session, said)
                hand_in.refuse_revision(work, command, caller=caller)


class GuardsAbsent(Exception):  # noqa: N818  # a refusal to start
    """Guards of the database are missing, changed, or switched off."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep which."""
        super().__init__(names)
        self.names = names


def open_office(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = wall_clock,
    may_create: bool = True,
    is_guarded: bool = True,
) -> Office:
    """Open the office of these settings; its schema is brought up to date, or demanded to be.

    Raises:
        GuardsAbsent: the database does not refuse what it must; only looking on is still allowed.
    """
    database = Database(settings.database_url)
    try:
        (schema.upgrade if may_create else schema.demand)(database)
        if is_guarded:
            _refuse_unguarded(database)
    except Exception:
        database.close()
        raise
    office = Office(settings, database, clock=clock)
    if clock is not wall_clock and not office.is_demo and office.ask(_has_agency):
        database.close()
        raise TokenMissing(person="clock")  # an injected clock exists only in a demo
    logger.info("office opened", dialect=database.dialect, demo=office.is_demo)
    return office


def _refuse_unguarded(database: Database) -> None:
    """Start under every guard or not at all (H12)."""
    with database.reader.connect() as connection:
        names = tuple(guard.name for guard in posts.absent(connection))
    if names:
        logger.error("guards are absent", guards=len(names), first=names[0])
        raise GuardsAbsent(names)


def _text(relative: str) -> str:
    return shipped(relative).read_text("utf-8")


def _has_agency(work: Work) -> bool:
    return work.session.execute(select(col(AgencyRow.id))).first() is not None


def _by_name(work: Work, login: str) -> Caller:
    query = select(PersonRow).where(col(PersonRow.login) == login, col(PersonRow.active))
    person = work.session.scalars(query).one_or_none()
    if person is None:
        raise TokenMissing(person=login)
    return Caller(person_id=person.id, agency_id=person.agency_id, os_account=os_account())
