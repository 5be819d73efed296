"""The interface answers as it is described, to whatever it is asked: no fault, no other shape."""

from __future__ import annotations

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from review.services.doctor import examine
from review.web.api.description import SHAPES, openapi
from review.web.api.doors import API_DOORS
from tests.web.conftest import CLEAN

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SECRET = "身份证号：11010519491231002X"


def fits(name, content):
    """Say whether an answer has the shape that is described."""
    ((_, schema),) = SHAPES[name].gives.items()
    return list(jsonschema_rs.validator_for(schema).iter_errors(content)) == []


def test_what_is_answered_is_what_is_described(program, paper, brought):
    """Every JSON answer there is, with findings, disposals and a whole trail in it."""
    number = paper(f"关于发放补贴的通知\n{SECRET}\n".encode())
    zhou = program("zhou")
    path = f"/cases/{number}"
    finding = zhou.get(path).json()["findings"][0]["id"]
    kept = {"as": "lawful", "reason": "本人同意公开", "article": "条例第十五条"}
    disposed = zhou.does(f"{path}/findings/{finding}/disposal", key="d", json=kept).json()
    done = brought("publish", CLEAN + b"\n")
    document = zhou.get(f"/cases/{done}").json()["document"]

    assert fits("POST /cases/{number}/findings/{finding}/disposal", disposed)
    assert fits("GET /cases/{number}", zhou.get(path).json())
    assert fits("GET /cases/{number}", zhou.get(f"/cases/{done}").json())
    assert fits("GET /cases/{number}/files", zhou.get(f"{path}/files").json())
    assert fits("GET /documents/{document}", zhou.get(f"/documents/{document}").json())
    assert fits("GET /cases", zhou.get("/cases?box=open").json())
    assert fits("GET /status", zhou.get("/status").json())
    assert not fits("GET /status", {**zhou.get("/status").json(), "more": 1})
    assert zhou.get("/openapi.json").json() == openapi()


@pytest.fixture
def known(program, paper):
    """A case that there is, its paper and its file: half of what is asked is about them."""
    number = paper()
    li = program("li")
    case = li.get(f"/cases/{number}").json()
    (file,) = li.get(f"/cases/{number}/files").json()["files"]
    return {"number": number, "document": case["document"], "file_id": file["file"]}


@pytest.fixture
def ask(app, program):
    """Send what was made up for a door, as a program of 李明, and look at the answer."""
    described = schemathesis.openapi.from_dict(openapi())
    described.app = app
    li = program("li")
    carried = {
        "headers": {"authorization": f"Bearer {li.token}"},
        "base_url": str(li.client.base_url),
    }

    def asked(door, known, *, examples):
        operation = described[door.path][door.method]
        fitting, unfit = (
            operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode
        )

        @hypothesis.given(case=fitting | unfit, is_known=hypothesis.strategies.booleans())
        @hypothesis.settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers(case, is_known):
            if is_known:
                said = case.path_parameters or {}
                case.path_parameters = {name: known.get(name, said[name]) for name in said}
            case.call_and_validate(checks=CHECKS, **carried)

        answers()

    return asked


@pytest.mark.slow
def test_nothing_that_is_asked_is_a_fault(office, ask, known, amount):
    """Whatever fits the description or does not: an answer, of a kind that is described."""
    for door in API_DOORS:
        ask(door, known, examples=amount(short=6, full=500))

    assert [one for one in office.ask(examine) if not one.is_note] == []
