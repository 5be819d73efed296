"""What people ask about addresses that are told: as in `review.commands`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWebhook:
    """Let an address be told of every case of the agency that moves."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWebhook:
    """Tell an address no more."""

    webhook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryWebhooks:
    """Try messages again that were given up."""

    delivery: str | None = None
