"""What administrators ask about the ways in which others sign in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetSecondStep:
    """Take the second step of signing in from who lost the telephone."""

    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchedFor:
    """Let others, a provider or a directory, vouch for somebody, or no longer."""

    login: str
    vouched_for: bool
