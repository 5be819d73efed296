"""What a view of the database says once it says again: in one view nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")
KNOWN = "known"
"""Under this name a view keeps what it said; a transaction that writes keeps nothing."""


class Asking(Protocol):
    """What works in a transaction."""

    @property
    def session(self) -> Session:
        """The transaction."""


A = TypeVar("A", bound=Asking | Session)


def told_once(
    question: Callable[Concatenate[A, P], T],
) -> Callable[Concatenate[A, P], T]:
    """Ask the database a question once in each view; what it is about must be hashable."""

    @wraps(question)
    def asked(asking: A, /, *about: P.args, **named: P.kwargs) -> T:
        session = asking if isinstance(asking, Session) else asking.session
        known = session.info.get(KNOWN)
        if known is None:
            return question(asking, *about, **named)
        key = (question, about, tuple(sorted(named.items())))
        if key not in known:
            known[key] = question(asking, *about, **named)
        answer: T = known[key]
        return answer

    return asked
