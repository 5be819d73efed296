"""What people ask about the views of their own inbox: as in `review.commands`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepView:
    """Keep a box with its filters under a name, for oneself; one of the same name is replaced."""

    name: str
    chosen: Mapping[str, str] = field(repr=False)
    """Box, words and filters, by the names of the form."""
    opens_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropView:
    """Keep a view no more."""

    name: str
