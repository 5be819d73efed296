"""The shapes of what comes and goes, as the description of the interface tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.domain.vocabulary import (
    AskStanding,
    Availability,
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Genre,
    RequestResult,
    Role,
    Scope,
    Severity,
    SideAnswer,
    SideVerb,
    Source,
    Term,
)
from review.services.boxes import Box
from review.web.api.wording import ITEMS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
BYTES: Schema = {"type": "string", "format": "binary"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def word(terms: type[Term]) -> Schema:
    """Return the shape of a word: its identifier."""
    return {"type": "string", "enum": [term.value for term in terms]}


def or_none(schema: Schema) -> Schema:
    """Return the shape of what may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    """Return the shape of a list."""
    return {"type": "array", "items": schema}


def told(
    properties: Mapping[str, Schema], *, optional: Mapping[str, Schema] | None = None
) -> Schema:
    """Return the shape of an answer: these keys and no others."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def asked(needed: Mapping[str, Schema], /, **optional: Schema) -> Schema:
    """Return the shape of a body, each item with what it is."""
    every = {**needed, **optional}
    return {
        "type": "object",
        "properties": {
            name: {**shape, "description": ITEMS[name]} for name, shape in every.items()
        },
        "required": list(needed),
        "additionalProperties": False,
    }


_HANDED = told({"path": TEXT, "sha256": HASH, "sm3": HASH})
_REFUSED = told({"rule": TEXT, "advice": TEXT})
RECEIVED = told(
    {
        "case": or_none(TEXT),
        "document": or_none(TEXT),
        "version": or_none(NUMBER),
        "stage": or_none(TEXT),
        "files": many(_HANDED),
        "refused": or_none(_REFUSED),
    }
)
PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "detail": TEXT,
        "status": NUMBER,
        "code": TEXT,
    },
    "required": ["type", "title", "detail", "status", "code"],
}
_DISPOSAL = told(
    {
        "number": NUMBER,
        "kind": word(DisposalKind),
        "reason": TEXT,
        "article": or_none(TEXT),
        "by": TEXT,
        "at": INSTANT,
        "cosigned_by": or_none(TEXT),
        "cosigned_at": or_none(INSTANT),
    },
    optional={"carried_from": NUMBER},
)
_FINDING = told(
    {
        "id": TEXT,
        "rule": TEXT,
        "severity": word(Severity),
        "file": TEXT,
        "part": TEXT,
        "place": {"type": "object"},
        "excerpt": TEXT,
        "message": TEXT,
        "basis": TEXT,
        "is_open": TRUTH,
        "disposal": or_none(_DISPOSAL),
    },
    optional={"count": NUMBER, "samples": many({"type": "object"})},
)
_TRAIL = told(
    {
        "rev": NUMBER,
        "at": INSTANT,
        "by": TEXT,
        "role": word(Role),
        "action": TEXT,
        "label": TEXT,
        "from": or_none(TEXT),
        "from_label": or_none(TEXT),
        "to": TEXT,
        "to_label": TEXT,
        "opinion": TEXT,
    }
)
_DEADLINE = told(
    {
        "due_on": or_none(DAY),
        "remaining": or_none(NUMBER),
        "is_overdue": TRUTH,
        "is_provisional": TRUTH,
        "provisional_years": many(NUMBER),
    }
)
_BESIDE = told(
    {
        "number": NUMBER,
        "verb": word(SideVerb),
        "label": TEXT,
        "by": TEXT,
        "to": many(
            told(
                {"name": TEXT, "answered_at": or_none(INSTANT), "answer": or_none(word(SideAnswer))}
            )
        ),
        "of": or_none(NUMBER),
        "words": TEXT,
        "standing": or_none(word(AskStanding)),
        "at": INSTANT,
    }
)
CASE: Schema = {
    "type": "object",
    "properties": {
        "case": TEXT,
        "document": TEXT,
        "version": NUMBER,
        "stage": TEXT,
        "availability": word(Availability),
        "mode": or_none(word(DisclosureMode)),
        "procedure": TEXT,
        "offered": many(told({"action": TEXT, "label": TEXT, "needs": many(TEXT)})),
        "refused": many(told({"action": TEXT, "reason": TEXT})),
        "findings": many(_FINDING),
        "deadline": or_none(_DEADLINE),
        "trail": many(_TRAIL),
        "beside": many(_BESIDE),
    },
    "required": [
        *("case", "document", "version", "stage", "availability", "mode", "procedure", "offered"),
        *("refused", "findings", "deadline", "trail", "beside"),
    ],
}
"""Other keys may come to be told of a case; these stay."""
LINE = told(
    {
        "case": TEXT,
        "title": TEXT,
        "number": or_none(TEXT),
        "stage": TEXT,
        "procedure": TEXT,
        "section": TEXT,
        "drafter": TEXT,
        "due_on": or_none(DAY),
        "remaining": or_none(NUMBER),
        "is_overdue": TRUTH,
        "block": NUMBER,
        "confirm": NUMBER,
        "unread": NUMBER,
        "hold_until": or_none(DAY),
    }
)
CASES = told(
    {
        "box": {"type": "string", "enum": [box.value for box in Box]},
        "counts": told({box.value: NUMBER for box in Box}),
        "found": NUMBER,
        "page": NUMBER,
        "pages": NUMBER,
        "cases": many(LINE),
    }
)
_FILE = told(
    {
        "file": TEXT,
        "name": TEXT,
        "size": NUMBER,
        "media_type": TEXT,
        "sha256": HASH,
        "sm3": HASH,
        "unreadable": or_none(TEXT),
        "is_unread": TRUTH,
        "read_by": many(TEXT),
    }
)
FILES = told({"case": TEXT, "files": many(_FILE)})
PAPER = told(
    {
        "document": TEXT,
        "title": TEXT,
        "number": or_none(TEXT),
        "kind": word(DocumentKind),
        "genre": or_none(word(Genre)),
        "section": TEXT,
        "source": word(Source),
        "dated": or_none(DAY),
        "mode": or_none(word(DisclosureMode)),
        "availability": word(Availability),
        "received_at": INSTANT,
        "published_at": or_none(INSTANT),
        "reassess_on": or_none(DAY),
        "cases": many(TEXT),
    }
)
STATUS = told(
    {
        "agency": TEXT,
        "login": TEXT,
        "name": TEXT,
        "roles": many(word(Role)),
        "scope": word(Scope),
        "expires_at": INSTANT,
        "is_demo": TRUTH,
        "bell": told({"rang_at": or_none(INSTANT), "is_silent": TRUTH}),
    }
)
DONE_BESIDE = told({"case": TEXT, "verb": word(SideVerb)})
OPENED = told({"case": TEXT, "file": TEXT})
STEPPED = told({"case": TEXT, "stage": TEXT, "rev": NUMBER})
DISPOSED = told({"case": TEXT, "finding": TEXT, "as": word(DisposalKind)})
COSIGNED = told({"case": TEXT, "finding": TEXT, "disposal": NUMBER})
ENTERED = told({"document": TEXT, "request_number": TEXT, "result": word(RequestResult)})

_WRITTEN: Schema = {"type": "string", "minLength": 1}
_COUNTED: Schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
_STEP: dict[str, Schema] = {"action": _WRITTEN, "rev": _COUNTED}
HAND_IN = asked(
    {
        "files": {"type": "array", "items": BYTES, "minItems": 1, "maxItems": 50},
        "title": _WRITTEN,
        "kind": word(DocumentKind),
        "section": _WRITTEN,
        "source": word(Source),
    },
    genre=word(Genre),
    number=TEXT,
    dated=DAY,
    is_policy=TRUTH,
    catalogue_says=word(DisclosureMode),
    procedure=TEXT,
)
STEP = asked(
    _STEP, opinion=TEXT, inputs={"type": "object", "additionalProperties": {"type": "string"}}
)
STEP_WITH_FILES = asked(_STEP, opinion=TEXT, inputs=TEXT, files=many(BYTES))
BESIDE = asked(
    {"verb": word(SideVerb), "rev": _COUNTED},
    to=TEXT,
    words=TEXT,
    needed=_COUNTED,
    answer=word(SideAnswer),
    of=_COUNTED,
)
DISPOSAL = asked({"as": word(DisposalKind), "reason": _WRITTEN}, article=TEXT)
COSIGNATURE = asked({"disposal": _COUNTED})
TAKEDOWN = asked({"reason": _WRITTEN}, is_suspected_leak=TRUTH)
REOPENING = asked({}, procedure=TEXT)
REQUEST = asked(
    {
        "request_number": _WRITTEN,
        "requester": _WRITTEN,
        "answered_on": DAY,
        "result": word(RequestResult),
    },
    correction=TEXT,
)
NOTHING = asked({})
