"""What the Word template is given: the record, with opinions under the seats of the form."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from review.shipped import shipped

WORDING = "templates/records/approval_form.toml"


@cache
def wording() -> dict[str, Any]:
    """Return the labels and rows of the form, from which both of its templates are made."""
    return tomllib.loads(shipped(WORDING).read_text(encoding="utf-8"))


def form_view(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record as the template's names; every opinion is under exactly one seat."""
    seats = {
        seat["key"]: [it for it in record["opinions"] if it["role"]["code"] in seat["roles"]]
        for seat in wording()["seats"]
    }
    statements = [it | {"grounds": _grounds(it)} for it in record["statements"]]
    media = wording()["media"]
    files = [
        it | {"medium": media.get(it["media_type"], it["media_type"])} for it in record["files"]
    ]
    return record | {
        "files": files,
        "form_title": wording()["title"],
        "seats": seats,
        "unread": [it for it in record["files"] if it["unreadable"]],
        "is_automatic": any(it["standing"] for it in record["sources"]),
        "statements": statements,
    }


def _grounds(statement: dict[str, Any]) -> list[dict[str, str]]:
    keys = ("exemption", "deliberative", "on_request_reason")
    return [statement[key] for key in keys if statement[key] is not None]
