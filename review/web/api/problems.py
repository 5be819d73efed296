"""Answers to programs: JSON, and for what is not done a problem (RFC 9457) in the pages' words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from starlette.responses import Response

from review.domain.errors import TokenInvalid
from review.domain.refusal import Refused
from review.messages import API_FAULT as FAULT
from review.web.api.refusals import TokenWanted, TooManyAtOnce
from review.web.refusals import notice_of, told_beside
from workflows.errors import StepRefused

PREFIX = "/api/"
JSON = "application/json"
PROBLEM = "application/problem+json"
UNAUTHENTICATED, TOO_MANY, FAULT_STATUS = 401, 429, 500
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def is_for_programs(path: str) -> bool:
    """Say whether an address is one that programs ask."""
    return path.startswith(PREFIX)


def told(
    content: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON; the headers of every answer are added further out."""
    return Response(written(content), status_code=status, media_type=JSON, headers=headers)


def problem(
    refusal: Refused | StepRefused, *, besides: Mapping[str, object] | None = None
) -> Response:
    """Answer a refusal: the sentence and the advice of the page, a word that programs may read."""
    notice = notice_of(refusal)
    status = _status(refusal) or notice.status
    content = {
        "type": "about:blank",
        "title": notice.message,
        "detail": notice.advice,
        "status": status,
        "code": code_of(type(refusal)),
        **(besides or {}),
    }
    return Response(
        written(content), status_code=status, media_type=PROBLEM, headers=_beside(refusal)
    )


def fault(incident: str) -> Response:
    """Answer what nobody expected with its number, under which the log knows it."""
    content = {
        "type": "about:blank",
        "title": FAULT.format(incident=incident),
        "detail": "",
        "status": FAULT_STATUS,
        "code": "fault",
        "incident": incident,
    }
    return Response(written(content), status_code=FAULT_STATUS, media_type=PROBLEM)


def is_unproved(refusal: Exception) -> bool:
    """Say whether nobody's word stood behind a request: then it may be asked again with one."""
    return isinstance(refusal, TokenWanted | TokenInvalid)


def _status(refusal: Exception) -> int | None:
    """Programs know numbers that no page needs."""
    if is_unproved(refusal):
        return UNAUTHENTICATED
    return TOO_MANY if isinstance(refusal, TooManyAtOnce) else None


def code_of(kind: type[Exception]) -> str:
    """Return the name of a refusal as programs know it."""
    return _WORD.sub("_", kind.__name__).lower()


def written(content: object) -> bytes:
    """Return JSON in UTF-8, in the order of its keys as given."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, default=_plain).encode()


def _beside(refusal: Exception) -> dict[str, str]:
    if isinstance(refusal, TooManyAtOnce):
        return {"retry-after": str(refusal.seconds)}
    return {"www-authenticate": "Bearer"} if is_unproved(refusal) else told_beside(refusal)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
