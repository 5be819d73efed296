"""The record of a case: canonical JSON, from which every form is drawn and which goes with it."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from typing import Any

from review.domain.office_time import SHANGHAI
from review.records.facts import ApprovalFacts
from workflows.words import Term

Plain = str | int | bool | None | list[Any] | dict[str, Any]


def approval_record(facts: ApprovalFacts) -> dict[str, Any]:
    """Return the facts as plain values; a word is given by its identifier and its label."""
    return {"form": "approval", "schema": 1} | {
        name: _plain(getattr(facts, name)) for name in _fields(facts)
    }


def approval_json(facts: ApprovalFacts) -> bytes:
    """Return the record as canonical JSON (RFC 8785): equal facts, equal bytes."""
    return canonical(approval_record(facts))


def canonical(record: dict[str, Any]) -> bytes:
    """Return RFC 8785 bytes; with ASCII keys and no floats, sorted compact JSON is exactly that."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: object) -> Plain:
    """Turn one value of the facts into what JSON holds."""
    match value:
        case Term():
            return {"code": value.value, "label": value.label}
        case date():
            return _in_office_time(value)
        case tuple():
            return [_plain(item) for item in value]
        case str():
            # Lone surrogates have no UTF-8 form and would break the record.
            return value.encode(errors="replace").decode()
        case None | bool() | int():
            return value
        case _:
            return {name: _plain(getattr(value, name)) for name in _fields(value)}


def _in_office_time(value: date) -> str:
    """Return a day as it is, an instant in the zone in which the office reads it."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return value.isoformat()


def _fields(value: object) -> list[str]:
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"no fact: {type(value).__name__}")
    return [field.name for field in dataclasses.fields(value)]
