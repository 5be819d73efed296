"""Once: a request that a program repeats under its key gets the first answer, and is not redone.

The answer is kept in the transaction of the change, under the lock of the agency's chain: of two
at once the second waits, and finds it. What was refused changed nothing and is judged anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.program_refusals import KeyUsedOtherwise
from review.services.views import Received, Stepped
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import head_of
from review.storage.rows import AnsweredRow

DONE = "done"


class Done:
    """What a request came to that has nothing else to tell."""


def once(
    work: Work,
    service: Callable[..., Any],
    command: object,
    *,
    caller: Caller,
    ready: Mapping[str, Any],
) -> Any:  # noqa: ANN401  # each command's own
    """Do what is asked, unless it was done under this key; then return what it came to."""
    if caller.request is None:
        return service(work, command, caller=caller, **ready)
    head_of(work.session, caller.agency_id)
    kept = kept_answer(work, caller=caller)
    if kept is not None:
        return kept
    answer = service(work, command, caller=caller, **ready)
    _keep(work, answer, caller=caller)
    return answer


def kept_answer(work: Work, *, caller: Caller) -> Received | Stepped | Done | None:
    """Return what a request came to when it was done before.

    Raises:
        KeyUsedOtherwise: under this key something else was done.
    """
    request = caller.request
    if request is None:
        return None
    query = select(AnsweredRow).where(
        col(AnsweredRow.person_id) == caller.person_id, col(AnsweredRow.key) == request.key
    )
    row = work.session.scalars(query).one_or_none()
    if row is None:
        return None
    if row.request_sha256 != request.sha256:
        raise KeyUsedOtherwise
    return _restored(json.loads(row.answer))


def digest_of(command: object) -> str:
    """Return the hash of what is asked: equal for equal commands, however they were sent."""
    said = {"command": type(command).__name__, **asdict(command)}  # type: ignore[call-overload]  # a dataclass
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _keep(work: Work, answer: object, *, caller: Caller) -> None:
    request = caller.request
    if request is None or caller.token_id is None:
        raise LookupError("a request comes by a token")
    row = AnsweredRow(
        id=new_id(),
        agency_id=caller.agency_id,
        person_id=caller.person_id,
        token_id=caller.token_id,
        key=request.key,
        request_sha256=request.sha256,
        answer=json.dumps(_told(answer), sort_keys=True),
        seq=head_of(work.session, caller.agency_id).seq,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()


def _told(answer: object) -> dict[str, Any]:
    """Return of an answer what is no word of a paper (H11): the names of files are left out."""
    match answer:
        case Received():
            return {
                "case": answer.case,
                "document": answer.document,
                "version": answer.version,
                "stage": answer.stage,
                "files": [[sha256, sm3] for _, sha256, sm3 in answer.files],
                "refused_rule": answer.refused_rule,
            }
        case Stepped():
            return asdict(answer)
        case _:
            return {DONE: True}


def _restored(told: Mapping[str, Any]) -> Received | Stepped | Done:
    if DONE in told:
        return Done()
    if "files" in told:
        files = tuple(("", sha256, sm3) for sha256, sm3 in told["files"])
        return Received(**{**told, "files": files})
    return Stepped(**told)
