"""The models of the small pages: what each template is given, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.domain.account_rules import AccountRules, Profile
from review.services.demo_cast import Member
from review.services.open_sessions import SessionView
from review.web.chrome import Chrome
from review.web.refusals import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """Something was not done: why, and where to go on."""

    chrome: Chrome
    notice: Notice
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPage:
    """Something went wrong: the number under which the log knows it."""

    chrome: Chrome
    incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """Signing in; in a demo the whole cast can be tried."""

    chrome: Chrome
    next: str
    rules: AccountRules
    has_provider: bool
    """Whether people may come in by the sign-in of the town."""
    has_directory: bool
    """Whether people may come in by their password in the directory of the office."""
    login: str = ""
    notice: Notice | None = None
    cast: tuple[Member, ...] = ()
    is_password_changed: bool = False
    is_founded: bool = False
    is_late: bool = False
    """The code of the second step did not come in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPage:
    """Changing one's own password."""

    chrome: Chrome
    login: str
    is_first: bool
    is_worn: bool
    rules: AccountRules
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPage:
    """Issuing a token for the command line; it is shown once and kept nowhere."""

    chrome: Chrome
    login: str
    notice: Notice | None = None
    token: str = field(default="", repr=False)
    days: int = 30
    has_second_step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPage:
    """Where this person is signed in."""

    chrome: Chrome
    sessions: tuple[SessionView, ...]
    rules: AccountRules
    ended: int
    """How many were ended just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Founding an office: what was filled in stays, passwords and code do not."""

    chrome: Chrome
    words: Mapping[str, str]
    rules: Mapping[Profile, AccountRules]
    notice: Notice | None = None
