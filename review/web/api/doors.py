"""Every route for programs, and how far a token must reach to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from review.domain.vocabulary import Scope
from review.web.api import acting, cases, papers, standing
from review.web.api.access import ROOT, ApiDoor

READ, HAND_IN, ACT = Scope.READ, Scope.HAND_IN, Scope.ACT


def _get(path: str, endpoint: Callable[..., Any]) -> ApiDoor:
    return ApiDoor(method="GET", path=ROOT + path, scope=READ, endpoint=endpoint)


def _post(
    path: str, scope: Scope, endpoint: Callable[..., Any], *, takes_files: bool = False
) -> ApiDoor:
    return ApiDoor(
        method="POST", path=ROOT + path, scope=scope, endpoint=endpoint, takes_files=takes_files
    )


API_DOORS = (
    _get("/status", standing.status),
    _get("/openapi.json", standing.described),
    _get("/cases", cases.listed),
    _get("/cases/{number}", cases.shown),
    _get("/cases/{number}/files", cases.files),
    _get("/cases/{number}/files/{file_id}", cases.file),
    _get("/cases/{number}/record.{kind}", cases.record),
    _get("/documents/{document}", papers.shown),
    _post("/cases", HAND_IN, acting.hand_in, takes_files=True),
    _post("/cases/{number}/steps", ACT, acting.take_step, takes_files=True),
    _post("/cases/{number}/beside", ACT, acting.act_beside),
    _post("/cases/{number}/files/{file_id}/opening", ACT, acting.open_file),
    _post("/cases/{number}/findings/{finding}/disposal", ACT, acting.dispose),
    _post("/cases/{number}/findings/{finding}/cosignature", ACT, acting.cosign),
    _post("/documents/{document}/takedown", ACT, acting.take_down),
    _post("/documents/{document}/cases", ACT, acting.reopen),
    _post("/documents/{document}/requests", ACT, acting.enter_request),
)
