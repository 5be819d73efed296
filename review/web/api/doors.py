"""Every route for programs, and how far a token must reach to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from review.domain.vocabulary import Scope
from review.web.api import cases, papers, standing
from review.web.api.access import ROOT, ApiDoor

READ, HAND_IN, ACT = Scope.READ, Scope.HAND_IN, Scope.ACT


def _get(path: str, endpoint: Callable[..., Any]) -> ApiDoor:
    return ApiDoor(method="GET", path=ROOT + path, scope=READ, endpoint=endpoint)


API_DOORS = (
    _get("/status", standing.status),
    _get("/cases", cases.listed),
    _get("/cases/{number}", cases.shown),
    _get("/cases/{number}/files", cases.files),
    _get("/cases/{number}/files/{file_id}", cases.file),
    _get("/cases/{number}/record.{kind}", cases.record),
    _get("/documents/{document}", papers.shown),
)
