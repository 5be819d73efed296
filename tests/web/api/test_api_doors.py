"""Programs: every door names the scope it asks for, and opens to nothing less."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import product

from review.commands import Deactivate, RevokeToken
from review.domain.vocabulary import Scope
from review.web.api import turns
from review.web.api.doors import API_DOORS
from tests.web.api.program import ROOT, Program
from tests.web.browser import HERE
from tests.web.kept import entries

WHO_MAY = {
    "GET /api/v1/status": "read",
    "GET /api/v1/openapi.json": "read",
    "GET /api/v1/cases": "read",
    "GET /api/v1/cases/{number}": "read",
    "GET /api/v1/cases/{number}/files": "read",
    "GET /api/v1/cases/{number}/files/{file_id}": "read",
    "GET /api/v1/cases/{number}/record.{kind}": "read",
    "GET /api/v1/documents/{document}": "read",
    "POST /api/v1/cases": "hand_in",
    "POST /api/v1/cases/{number}/steps": "act",
    "POST /api/v1/cases/{number}/beside": "act",
    "POST /api/v1/cases/{number}/files/{file_id}/opening": "act",
    "POST /api/v1/cases/{number}/findings/{finding}/disposal": "act",
    "POST /api/v1/cases/{number}/findings/{finding}/cosignature": "act",
    "POST /api/v1/documents/{document}/takedown": "act",
    "POST /api/v1/documents/{document}/cases": "act",
    "POST /api/v1/documents/{document}/requests": "act",
}
"""Every route for programs, written by hand: a new one must be entered here too."""
REACH = [scope.value for scope in Scope]


def named(door):
    return f"{door.method} {door.path}"


def path_of(door):
    return re.sub(r"\{\w+\}", "2026-0001", door.path).removeprefix(ROOT)


def test_every_route_for_programs_is_entered_with_who_may():
    assert {named(door): door.scope.value for door in API_DOORS} == WHO_MAY


def refused(answer, *, status, code):
    """Say whether an answer is a problem of this kind, and says so in the office's words."""
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code), said
    assert re.search("[一-鿿]", said["title"])
    return said


NO_TOKEN = (
    {},
    {"authorization": ""},
    {"authorization": "Bearer "},
    {"authorization": "Basic bGk6bGk="},
    {"cookie": "xianshen=x"},
)


def test_without_a_token_nothing_opens(app, office):
    before = entries(office)

    for door, headers in product(API_DOORS, NO_TOKEN):
        answer = Program(app, "").asks(door.method, path_of(door), headers=headers)
        refused(answer, status=401, code="token_wanted")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert entries(office) == before


def test_a_session_of_a_browser_opens_nothing_for_programs(as_):
    """S25: what a browser sends by itself is no token."""
    li = as_("li")

    answer = li.client.get(f"{ROOT}/cases", headers={"origin": HERE})

    refused(answer, status=401, code="token_wanted")


def test_a_token_in_the_address_is_none(app, program):
    """S28: what stands in an address is written down everywhere."""
    li = program("li")

    answer = Program(app, "").get(f"/cases?token={li.token}&access_token={li.token}")

    refused(answer, status=401, code="token_wanted")


def test_two_tokens_are_none(app, program):
    li = program("li")
    twice = [("authorization", f"Bearer {li.token}"), ("authorization", f"Bearer {li.token}")]

    answer = li.client.get(f"{ROOT}/status", headers=twice)

    refused(answer, status=401, code="token_wanted")


def test_a_strangers_token_opens_nothing(app, office):
    stranger, before = Program(app, "xs_" + "0" * 43), entries(office)

    for door in API_DOORS:
        refused(stranger.asks(door.method, path_of(door)), status=401, code="token_invalid")
    assert entries(office) == before


def test_a_token_opens_no_door_beyond_its_scope(program, office):
    """Who may hand in may not act, and who may only look may do neither."""
    programs = {scope: program("li", scope=scope) for scope in REACH}
    before = entries(office)

    for door, scope in product(API_DOORS, REACH):
        if REACH.index(scope) < REACH.index(door.scope):
            answer = programs[scope].asks(door.method, path_of(door))
            refused(answer, status=403, code="token_scope")
    assert entries(office) == before


METHODS = ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")


def test_other_methods_do_nothing(program, office):
    """S12: also not under another name."""
    li = program("li")
    before = entries(office)

    for method, path in product(METHODS, ("/cases", "/cases/2026-0001", "/status")):
        answer = li.asks(method, path, headers={"x-http-method-override": "POST"})
        assert answer.status_code == 405, (method, path)
        assert answer.headers["content-type"] == "application/problem+json"
    assert entries(office) == before


def test_a_revoked_token_is_refused_at_once(program, office):
    li = program("li")
    assert li.get("/status").status_code == 200

    office.do(RevokeToken(), caller=office.caller("li"))

    refused(li.get("/status"), status=401, code="token_invalid")


def test_who_holds_a_body_back_does_not_act_by_a_token_that_was_revoked(program, handed, office):
    """S10: the token was good when the headers came."""
    number, thief = handed().json()["case"], program("li")
    inputs = {"mode": "proactive", "subjects": "none"}
    body = json.dumps({"action": "propose", "rev": 1, "inputs": inputs}).encode()

    def held_back():
        office.do(RevokeToken(), caller=office.caller("li"))
        yield body

    path, kind = f"/cases/{number}/steps", {"content-type": "application/json"}
    answer = thief.does(path, key="held", content=held_back(), headers=kind)

    refused(answer, status=401, code="token_invalid")
    owner = program("li")
    assert owner.does(path, key="owns", content=body, headers=kind).status_code == 200


def test_the_token_of_a_closed_account_is_refused_at_once(program, office):
    """S10."""
    li = program("li")
    assert li.get("/status").status_code == 200

    office.do(Deactivate(login="li"), caller=office.caller("guan"))

    refused(li.get("/status"), status=401, code="token_invalid")


def test_an_expired_token_is_refused(program, office):
    li = program("li")
    now = office.now()

    office.now = lambda: now + timedelta(days=30, seconds=1)

    refused(li.get("/status"), status=401, code="token_invalid")


def test_a_token_says_for_whom_it_speaks(program):
    said = program("zhou", scope="read").get("/status").json()

    assert (said["login"], said["scope"], said["roles"]) == ("zhou", "read", ["office_reviewer"])
    assert said["is_demo"] is True


def test_what_is_not_there_is_no_page(app):
    """S62: a program is answered in its own form, and learns nothing."""
    for path in ("/nothing", "/cases/2026-0001/nothing", "/docs", ""):
        refused(Program(app, "").get(path), status=404, code="not_here")


def test_a_program_that_asks_by_another_name_is_told_so(app, program):
    answer = program("li").get("/status", headers={"host": "evil.example"})

    refused(answer, status=421, code="host_unknown")


def test_one_program_that_asks_too_much_at_once_is_sent_away(program, monkeypatch):
    """Nobody else waits for it."""
    monkeypatch.setattr(turns, "OF_ONE", 0)
    li = program("li")

    answer = li.get("/status")

    refused(answer, status=429, code="too_many_at_once")
    assert answer.headers["retry-after"] == "5"
