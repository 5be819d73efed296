"""How an office sets up its accounts: one table, a column for each profile (小型单位, 等保三级)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

AT_LEAST = MappingProxyType({"least_length": 8, "passwords_remembered": 1})
"""What no office may go below, whatever its table says; everything else is at least nothing."""
NEVER_NONE = frozenset(
    {
        "tries",
        "first_lock_minutes",
        "longest_lock_minutes",
        "idle_minutes",
        "longest_session_hours",
        "least_kinds",
    }
)


class Profile(StrEnum):
    """How an office sets up its administrators: 小型单位 or 等保三级."""

    SMALL = "small"
    MLPS3 = "mlps3"


class AccountTableError(Exception):
    """The table of profiles cannot be used; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRules:
    """What holds for every account of an office; of a number, 0 is no limit."""

    label: str
    note: str
    keepers_may_meet: bool
    least_length: int
    least_kinds: int
    password_days: int
    passwords_remembered: int
    """With the present one."""
    tries: int
    first_lock_minutes: int
    longest_lock_minutes: int
    idle_minutes: int
    longest_session_hours: int
    sessions_at_once: int
    second_step_demanded: bool

    @property
    def idle(self) -> timedelta:
        """How long nobody may be there."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def longest_session(self) -> timedelta:
        """How long a session lasts, whoever is there."""
        return timedelta(hours=self.longest_session_hours)

    def lock_after(self, failures: int) -> timedelta | None:
        """Return for how long so many wrong tries shut an account: each time twice as long."""
        if failures < self.tries:
            return None
        doublings = min(failures - self.tries, 16)
        minutes = min(self.first_lock_minutes << doublings, self.longest_lock_minutes)
        return timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTable:
    """The rules of each profile, and what each row of the table is called."""

    rules: Mapping[Profile, AccountRules]
    says: Mapping[str, str]
    words: Mapping[str, str]

    def lines(self, profile: Profile) -> tuple[tuple[str, str], ...]:
        """Return one profile row by row: what is ruled, and how."""
        rules = self.rules[profile]
        return tuple((said, self._word(getattr(rules, key))) for key, said in self.says.items())

    def _word(self, value: object) -> str:
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        return str(value) if value else self.words["unlimited"]


def account_table(text: str) -> AccountTable:
    """Read the table.

    Raises:
        AccountTableError: a profile or a row is missing, strange, or weaker than any office may be.
    """
    told = tomllib.loads(text)
    says, words = told.pop("says", {}), told.pop("words", {})
    if set(told) != {one.value for one in Profile}:
        raise AccountTableError("profiles")
    rules = {profile: _rules(profile.value, told[profile.value]) for profile in Profile}
    ruled = {field.name for field in fields(AccountRules)} - {"label", "note"}
    if set(says) != ruled or set(words) != {"yes", "no", "unlimited"}:
        raise AccountTableError("says")
    return AccountTable(rules=rules, says=says, words=words)


def _rules(name: str, told: Mapping[str, Any]) -> AccountRules:
    wanted = {field.name: field.type for field in fields(AccountRules)}
    if set(told) != set(wanted):
        raise AccountTableError(f"{name}: {', '.join(sorted(set(told) ^ set(wanted)))}")
    for key, value in told.items():
        if type(value).__name__ != wanted[key] or _is_too_weak(key, value):
            raise AccountTableError(f"{name}.{key}")
    return AccountRules(**told)


def _is_too_weak(key: str, value: object) -> bool:
    """A slip in a file does not open an office."""
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value < AT_LEAST.get(key, 1 if key in NEVER_NONE else 0)
