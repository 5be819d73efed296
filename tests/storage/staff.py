"""The people of an office, for the tests of accounts: founded, signed in, and doing things."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlmodel import col

from review.commands import AddPerson, Caller, ChangePassword, ConfirmRole, FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.services.accounts import actor_of, roles_of
from review.services.founding import found_agency
from review.services.passwords import Passwords
from review.services.people import add_person, change_password
from review.services.role_grants import confirm_role
from review.services.sign_in import Proof, compared, kept_of
from review.services.work import Work
from review.storage.database import Database
from review.storage.ledger import verify
from review.storage.rows import LedgerEntryRow, PersonRow

NAMES = {
    "li": "李明",
    "wang": "王芳",
    "zhou": "周岚",
    "sun": "孙强",
    "gu": "顾平",
    "qian": "钱卫",
    "shen": "沈审",
    "guan": "管立",
    "bao": "鲍安",
    "gone": "高离",
}
FIRST = "First-word-1"
OWN = "Own-word-2-"


class CountingHasher(PasswordHasher):
    """A cheap hasher that counts how often it is put to work."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verifications = 0
        self.hashings = 0

    def verify(self, hash, password):  # noqa: A002 - the name in the library
        self.verifications += 1
        return super().verify(hash, password)

    def hash(self, password, *, salt=None):
        self.hashings += 1
        return super().hash(password, salt=salt)


class Staff:
    """The cast of one office, on one database, at a time that the test moves."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
        self.hasher = CountingHasher()
        self.passwords = Passwords(self.hasher)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One command's work: committed when it ends well."""
        with self.database.write() as session:
            yield Work(session=session, now=self.now, means=None)  # no service of people uses means

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A question's work: nothing can be written in it."""
        with self.database.read() as session:
            yield Work(session=session, now=self.now, means=None)

    def proof(self, login: str, password: str) -> Proof:
        """Compare a password as the office does: before anything is written."""
        with self.reading() as work:
            kept = kept_of(work, login)
        return compared(kept, password, passwords=self.passwords)

    def later(self, **time: int) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def found(self, profile: str = "small", *, is_demo: bool = False, **roles: Any) -> None:
        """Found the office with these accounts: login=(roles), each with the first password."""
        self.found_with(
            *(account(login, *given) for login, given in roles.items()),
            profile=profile,
            is_demo=is_demo,
        )

    def found_with(self, *accounts: NewAccount, profile: str, is_demo: bool = False) -> None:
        """Found the office with these very accounts."""
        command = self.founding(*accounts, profile=profile, is_demo=is_demo)
        with self.work() as work:
            found_agency(work, command, passwords=self.passwords)

    def founding(
        self, *accounts: NewAccount, profile: str = "small", is_demo: bool = False
    ) -> FoundAgency:
        """Return the command that founds the office with these accounts."""
        return FoundAgency(
            code="baocheng-finance",
            name="宝城区财政局",
            profile=profile,
            sections=("办公室", "预算科"),
            accounts=accounts,
            is_demo=is_demo,
        )

    def small(self) -> None:
        """Found a small office; 管立 and 沈审 have their own passwords already."""
        self.found(guan=(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN), shen=(Role.AUDITOR,))
        self.owns_password("guan")
        self.owns_password("shen")

    def mlps3(self) -> None:
        """Found an office of the third level: three administrators."""
        self.found(
            "mlps3",
            guan=(Role.SYSTEM_ADMIN,),
            bao=(Role.SECURITY_ADMIN,),
            shen=(Role.AUDITOR,),
        )
        for login in ("guan", "bao", "shen"):
            self.owns_password(login)

    def demo(self, **roles: tuple[Role, ...]) -> None:
        """Found a demo in which everybody has these roles at once."""
        self.found(is_demo=True, **roles)

    def owns_password(self, login: str, word: str = OWN) -> None:
        """Change the first password to one's own."""
        answer = self.does(login, change_password, ChangePassword(old=FIRST, new=word + login))
        assert answer is None

    def joins(self, login: str, *roles: Role) -> None:
        """Add a person with a password of his own; the roles wait for confirmation."""
        joining = replace(account(login, *roles), section="办公室")
        self.does("guan", add_person, AddPerson(account=joining))
        self.owns_password(login)

    def serves(self, login: str, *roles: Role) -> None:
        """Add a person whose roles are in effect."""
        self.joins(login, *roles)
        for role in roles:
            self.does("shen", confirm_role, ConfirmRole(login=login, role=role))

    def does(self, login: str, service: Callable[..., Any], command: Any) -> Any:
        """Let a person do something, in one transaction."""
        caller = self.caller(login)
        takes_passwords = service in {add_person, change_password} or "password" in service.__name__
        words = {"passwords": self.passwords} if takes_passwords else {}
        with self.work() as work:
            return service(work, command, caller=caller, **words)

    def caller(self, login: str) -> Caller:
        """Return a person as a caller."""
        person = self.row(login)
        return Caller(person_id=person.id, agency_id=person.agency_id)

    def actor(self, login: str, *needed: Role) -> Any:
        """Return as whom a person would act now."""
        caller = self.caller(login)
        with self.reading() as work:
            return actor_of(work, caller, needed=needed or None)

    def roles(self, login: str) -> frozenset[Role]:
        """Return a person's roles in effect."""
        with self.reading() as work:
            return roles_of(work.session, self.row(login).id)

    def row(self, login: str) -> PersonRow:
        """Return a person's row as it stands."""
        query = select(PersonRow).where(col(PersonRow.login) == login)
        with self.reading() as work:
            row = work.session.execute(query).scalar_one()
            work.session.expunge(row)  # what is read is kept beyond the reading
            return row

    def events(self, login: str) -> list[str]:
        """Return what the ledger tells of a person, in order."""
        return [entry.event for entry in self.entries(login)]

    def entries(self, login: str) -> list[LedgerEntryRow]:
        """Return the ledger's entries about a person, in order."""
        query = (
            select(LedgerEntryRow)
            .where(col(LedgerEntryRow.body).contains(f'"of":"{self.row(login).id}"'))
            .order_by(col(LedgerEntryRow.seq))
        )
        with self.reading() as work:
            rows = list(work.session.execute(query).scalars())
            work.session.expunge_all()
            return rows

    def told(self, login: str) -> dict[str, Any]:
        """Return the body of the last entry about a person."""
        body: dict[str, Any] = json.loads(self.entries(login)[-1].body)["body"]
        return body

    def ledger_stands(self) -> bool:
        """Say whether the chain is whole."""
        with self.reading() as work:
            return verify(work.session) == ()


def account(login: str, *roles: Role, password: str | None = FIRST) -> NewAccount:
    """Return the account of one of the cast."""
    return NewAccount(login=login, name=NAMES[login], password=password, roles=roles)
