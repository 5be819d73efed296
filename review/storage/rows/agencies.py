"""Agencies and the people who act in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import MailRhythm, Role, Scope
from review.storage.columns import TermColumn, UtcDateTime, new_id


class AgencyRow(SQLModel, table=True):
    """A 机关; every other row belongs to one."""

    __tablename__ = "agency"

    id: str = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True)
    name: str
    profile: str
    opened_at: datetime = Field(sa_type=UtcDateTime)
    added_by: str | None = None
    """Who of another agency added it; nobody did the first, which keeps the installation."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since then it takes no papers; what it has is looked after as before."""
    rev: int = 1


class SectionRow(SQLModel, table=True):
    """A 科室 of an agency."""

    __tablename__ = "section"
    __table_args__ = (
        Index(
            "one_section_of_a_name",
            "agency_id",
            "name",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    name: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since then no paper comes to it; those it has keep its name."""
    rev: int = 1


class FormerNameRow(SQLModel, table=True):
    """What an agency or a section was called before it was renamed: a signed form keeps it."""

    __tablename__ = "former_name"
    __table_args__ = (Index("one_former_name_of_a_renaming", "subject", "rev", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    subject: str
    """As the ledger names it: `section:` or `agency:`, and which."""
    rev: int
    """The revision that the renaming made."""
    name: str
    until: datetime = Field(sa_type=UtcDateTime)


class PersonRow(SQLModel, table=True):
    """A person with an account; never deleted, only made inactive."""

    __tablename__ = "person"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    section_id: str | None = Field(default=None, foreign_key="section.id")
    login: str = Field(unique=True)
    name: str
    password_hash: str | None = None
    password_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    former_passwords: str = ""
    """The hashes of those that may not return, the newest first, a space between two."""
    must_change_password: bool = True
    vouched_for: bool = False
    """Whether others, a provider or a directory, may vouch for this person at a sign-in."""
    active: bool = True
    failed_sign_ins: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_secret: str | None = None
    """What the codes of the second step are made from, sealed; before `second_since` only begun."""
    second_begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_counter: int = 0
    """Of the last code that was accepted: it never goes back, so no code is good twice."""
    recovery_codes: str = ""
    """Their hashes, a space between two; one that was used is gone."""
    mail: str | None = None
    mail_rhythm: MailRhythm = Field(default=MailRhythm.NONE, sa_type=TermColumn(MailRhythm))
    views: str | None = None
    """The views of the inbox that this person keeps, as JSON."""
    rev: int = 1


class RoleGrantRow(SQLModel, table=True):
    """A role of a person; one that acts on cases needs a second person's confirmation."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "one_live_grant_of_a_role",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    person_id: str = Field(foreign_key="person.id")
    role: Role = Field(sa_type=TermColumn(Role))
    granted_by: str | None = None
    granted_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rev: int = 1


class SubstitutionRow(SQLModel, table=True):
    """休假代理: from one day to another the substitute acts for the principal."""

    __tablename__ = "substitution"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    principal_id: str = Field(foreign_key="person.id")
    substitute_id: str = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=TermColumn(Role))
    first_day: date
    last_day: date


class TokenRow(SQLModel, table=True):
    """A person's token for the command line; only its hash is kept."""

    __tablename__ = "access_token"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    scope: Scope = Field(sa_type=TermColumn(Scope))
    issued_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rev: int = 1


class SessionRow(SQLModel, table=True):
    """A signed-in browser; only the hash of its cookie is kept."""

    __tablename__ = "web_session"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    cookie_hash: str = Field(unique=True)
    csrf_hash: str
    awaits_code: bool = False
    """Only the password was proved: nothing but the second step is open to it."""
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
