"""Which account rules hold for an office, from the table that is shipped with the release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import select
from sqlmodel import col

from review.domain.account_refusals import ProfileUnknown
from review.domain.account_rules import AccountRules, AccountTable, Profile, account_table
from review.services.work import Work
from review.shipped import shipped
from review.storage.rows import AgencyRow, PersonRow
from review.storage.told_once import told_once


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSet:
    """How the accounts of one agency are set up, row by row."""

    agency: str
    label: str
    lines: tuple[tuple[str, str], ...]


@cache
def table() -> AccountTable:
    """Return the table, read once."""
    return account_table(shipped("data/reference/profiles.toml").read_text("utf-8"))


def profile_of(text: str) -> Profile:
    """Return the profile of this name; refuse any other."""
    try:
        return Profile(text)
    except ValueError:
        raise ProfileUnknown(profile=text) from None


def rules_for(profile: str) -> AccountRules:
    """Return the rules of a profile, by the name that an agency keeps."""
    return table().rules[profile_of(profile)]


@told_once
def agency_of(work: Work, agency_id: str) -> AgencyRow:
    """Return an agency."""
    return work.session.get_one(AgencyRow, agency_id)


def rules_in(work: Work, agency_id: str) -> AccountRules:
    """Return the rules of an agency."""
    return rules_for(agency_of(work, agency_id).profile)


def rules_at_the_door(work: Work) -> AccountRules:
    """Return the rules that hold for who has not said yet who he is: the office's own."""
    first = select(col(AgencyRow.profile)).order_by(col(AgencyRow.opened_at)).limit(1)
    return rules_for(work.session.scalars(first).first() or Profile.SMALL.value)


def must_change_password(work: Work, person: PersonRow) -> bool:
    """Say whether somebody has another's password, or one that has been used for too long."""
    return person.must_change_password or is_worn(work, person)


def is_worn(work: Work, person: PersonRow) -> bool:
    """Say whether a password has been used for as long as the rules let it."""
    days = rules_in(work, person.agency_id).password_days
    if not days or person.password_hash is None:
        return False
    since = person.password_since
    return since is None or work.now - since >= timedelta(days=days)


def account_sets(work: Work) -> tuple[AccountSet, ...]:
    """Return how every agency of this database sets up its accounts."""
    agencies = work.session.scalars(select(AgencyRow).order_by(col(AgencyRow.opened_at)))
    return tuple(
        AccountSet(
            agency=agency.name,
            label=rules_for(agency.profile).label,
            lines=table().lines(profile_of(agency.profile)),
        )
        for agency in agencies
    )
