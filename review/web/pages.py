"""The models of the small pages: what each template is given, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from review.services.open_sessions import SessionView
from review.services.sign_in import FIRST_LOCK, LONGEST_LOCK, TRIES
from review.web.cast import Member
from review.web.chrome import Chrome
from review.web.refusals import Notice

MINUTE = timedelta(minutes=1)


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
    login: str = ""
    notice: Notice | None = None
    cast: tuple[Member, ...] = ()
    is_password_changed: bool = False
    is_founded: bool = False
    is_late: bool = False
    """The code of the second step did not come in time."""
    tries: int = TRIES
    first_lock: int = FIRST_LOCK // MINUTE
    longest_lock: int = LONGEST_LOCK // MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPage:
    """Changing one's own password."""

    chrome: Chrome
    login: str
    is_first: bool
    least: int
    kinds: int
    """How long a password must be, and of how many kinds of sign."""
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
    ended: int
    """How many were ended just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Founding an office: what was filled in stays, passwords and code do not."""

    chrome: Chrome
    words: Mapping[str, str]
    notice: Notice | None = None
