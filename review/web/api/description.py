"""The description of the interface (OpenAPI), made from the table of its doors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.domain.vocabulary import DisclosureMode, DocumentKind, Source
from review.services.boxes import Box
from review.web.api import schemas, wording
from review.web.api.access import KEY, ROOT, ApiDoor
from review.web.api.doors import API_DOORS
from review.web.api.problems import JSON, PROBLEM
from review.web.api.schemas import Schema
from review.web.cases import RECORDS

FORM = "multipart/form-data"
ANY_BYTES = "*/*"
VERSION = "1"
REFUSALS = (401, 403, 404, 408, 409, 413, 422, 429, 503)
_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a door takes and gives."""

    gives: Mapping[str, Schema]
    takes: Mapping[str, Schema] = field(default_factory=dict)
    status: int = 200


def _json(schema: Schema) -> dict[str, Schema]:
    return {JSON: schema}


def _form(media: str) -> Schema:
    return {"type": "object"} if media == JSON else schemas.BYTES


SHAPES: Mapping[str, Shape] = {
    "GET /status": Shape(gives=_json(schemas.STATUS)),
    "GET /openapi.json": Shape(gives=_json({"type": "object"})),
    "GET /cases": Shape(gives=_json(schemas.CASES)),
    "GET /cases/{number}": Shape(gives=_json(schemas.CASE)),
    "GET /cases/{number}/files": Shape(gives=_json(schemas.FILES)),
    "GET /cases/{number}/files/{file_id}": Shape(gives={ANY_BYTES: schemas.BYTES}),
    "GET /cases/{number}/record.{kind}": Shape(
        gives={media: _form(media) for _, media in RECORDS.values()}
    ),
    "GET /documents/{document}": Shape(gives=_json(schemas.PAPER)),
    "POST /cases": Shape(takes={FORM: schemas.HAND_IN}, gives=_json(schemas.RECEIVED), status=201),
    "POST /cases/{number}/steps": Shape(
        takes={JSON: schemas.STEP, FORM: schemas.STEP_WITH_FILES}, gives=_json(schemas.STEPPED)
    ),
    "POST /cases/{number}/beside": Shape(
        takes=_json(schemas.BESIDE), gives=_json(schemas.DONE_BESIDE)
    ),
    "POST /cases/{number}/files/{file_id}/opening": Shape(
        takes=_json(schemas.NOTHING), gives=_json(schemas.OPENED)
    ),
    "POST /cases/{number}/findings/{finding}/disposal": Shape(
        takes=_json(schemas.DISPOSAL), gives=_json(schemas.DISPOSED)
    ),
    "POST /cases/{number}/findings/{finding}/cosignature": Shape(
        takes=_json(schemas.COSIGNATURE), gives=_json(schemas.COSIGNED)
    ),
    "POST /documents/{document}/takedown": Shape(
        takes=_json(schemas.TAKEDOWN), gives=_json(schemas.STEPPED)
    ),
    "POST /documents/{document}/cases": Shape(
        takes=_json(schemas.REOPENING), gives=_json(schemas.STEPPED), status=201
    ),
    "POST /documents/{document}/requests": Shape(
        takes=_json(schemas.REQUEST), gives=_json(schemas.ENTERED)
    ),
}
QUERIES: Mapping[str, Mapping[str, Schema]] = {
    "GET /cases": {
        "box": {"type": "string", "enum": [box.value for box in Box], "default": Box.MINE.value},
        "page": {"type": "integer", "minimum": 1, "maximum": 9999, "default": 1},
        "q": {"type": "string", "maxLength": 100},
        "kind": schemas.word(DocumentKind),
        "stage": {"type": "string", "maxLength": 100},
        "mode": schemas.word(DisclosureMode),
        "source": schemas.word(Source),
        "section": {"type": "string", "maxLength": 100},
    }
}


def openapi() -> dict[str, Any]:
    """Return the whole description."""
    paths: dict[str, dict[str, Any]] = {}
    for door in API_DOORS:
        paths.setdefault(door.path, {})[door.method.lower()] = _operation(door)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": wording.TITLE,
            "version": VERSION,
            "description": wording.DESCRIPTION,
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": schemas.PROBLEM},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": wording.BEARER}
            },
        },
        "security": [{"token": []}],
    }


def openapi_page() -> str:
    """Return docs/openapi.json."""
    return json.dumps(openapi(), ensure_ascii=False, indent=2) + "\n"


def api_page() -> str:
    """Return docs/api.md: what there is, and what it takes."""
    routes = [
        wording.ROUTE.format(
            method=door.method,
            path=door.path,
            scope=f"`{door.scope.value}` {door.scope.label}",
            summary=wording.SUMMARIES[name_of(door)],
        )
        for door in API_DOORS
    ]
    bodies = [_body(door) for door in API_DOORS if _items_of(door)]
    return wording.PAGE.format(routes="\n".join(routes), bodies="\n\n".join(bodies))


def name_of(door: ApiDoor) -> str:
    """Return what a door is called in the tables of this module."""
    return f"{door.method} {door.path.removeprefix(ROOT)}"


def _operation(door: ApiDoor) -> dict[str, Any]:
    name = name_of(door)
    shape = SHAPES[name]
    operation: dict[str, Any] = {
        "operationId": door.endpoint.__module__.rpartition(".")[2] + "_" + door.endpoint.__name__,
        "summary": wording.SUMMARIES[name],
        "description": f"{door.scope.value} {door.scope.label}",
        "parameters": _parameters(door),
        "responses": {str(shape.status): _answer(shape.status, shape.gives), **_refusals()},
    }
    if shape.takes:
        content = {media: {"schema": schema} for media, schema in shape.takes.items()}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(door: ApiDoor) -> list[dict[str, Any]]:
    kinds: Schema = {"type": "string", "enum": list(RECORDS)}
    found = [
        _parameter(name, "path", kinds if name == "kind" else schemas.TEXT, required=True)
        for name in _NAMED.findall(door.path)
    ]
    queries = QUERIES.get(name_of(door), {})
    found += [_parameter(name, "query", shape, required=False) for name, shape in queries.items()]
    if door.method == "POST":
        shape: Schema = {"type": "string", "pattern": f"^{KEY.pattern}$"}
        found.append(_parameter("Idempotency-Key", "header", shape, required=True))
    return found


def _parameter(name: str, place: str, shape: Schema, *, required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": required,
        "description": wording.PARAMETERS.get(name, wording.ITEMS.get(name, "")),
        "schema": shape,
    }


def _answer(status: int, gives: Mapping[str, Schema]) -> dict[str, Any]:
    content = {media: {"schema": schema} for media, schema in gives.items()}
    return {"description": wording.STATUSES[status], "content": content}


def _refusals() -> dict[str, Any]:
    problem: Schema = {"$ref": "#/components/schemas/Problem"}
    return {str(status): _answer(status, {PROBLEM: problem}) for status in REFUSALS}


def _items_of(door: ApiDoor) -> Schema:
    """Return the items of a body; where a form may come, those of the form."""
    takes = tuple(SHAPES[name_of(door)].takes.values())
    found: Schema = takes[-1]["properties"] if takes else {}
    return found


def _body(door: ApiDoor) -> str:
    shape = tuple(SHAPES[name_of(door)].takes.values())[-1]
    rows = [
        wording.ITEM.format(
            name=name,
            needed=wording.NEEDED if name in shape["required"] else "",
            said=one["description"],
        )
        for name, one in shape["properties"].items()
    ]
    head = wording.BODY_HEAD.format(method=door.method, path=f"`{door.path}`")
    return head + "\n".join(rows)
