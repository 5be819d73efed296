"""Programs act for their owners: by the same rules as the pages, each thing once."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from review.services.doctor import examine
from review.storage.rows import (
    AnsweredRow,
    CaseRow,
    FileRow,
    LedgerEntryRow,
    RefusalRow,
    RequestFactRow,
    StepRow,
)
from tests.properties.inputs import NOTHING_FOUND
from tests.web.api.program import PAPER, ROOT, code
from tests.web.conftest import CLEAN
from tests.web.kept import entries, rows, the

SECRET = "机密★10年\n关于专项工作的通知\n".encode()
PERSONAL = "关于发放补贴的通知\n联系人身份证号：11010519491231002X\n".encode()


def test_a_paper_is_handed_in_with_the_keys_of_the_command_line(handed, office):
    answer = handed()

    said = answer.json()
    (case,) = rows(office, CaseRow)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{ROOT}/cases/{said['case']}"
    assert list(said) == ["case", "document", "version", "stage", "files", "refused"]
    assert (said["document"], said["version"], said["stage"]) == (case.document_id, 1, case.stage)
    assert said["files"][0]["path"] == "通知.txt"
    assert said["files"][0]["sha256"] == hashlib.sha256(CLEAN).hexdigest()
    assert said["refused"] is None


def test_the_ledger_and_the_trail_name_the_token(handed, office):
    handed()

    answered = the(office, AnsweredRow)
    assert the(office, StepRow).token_id == answered.token_id


def test_a_paper_marked_secret_is_refused_and_kept_nowhere(handed, office):
    answer = handed(SECRET)

    said = answer.json()
    assert code(answer) == (422, "file_refused")
    assert said["refused"]["rule"] == "marking.classification"
    assert said["refused"]["advice"]
    assert (said["case"], rows(office, FileRow)) == (None, [])
    assert the(office, RefusalRow).sha256 == hashlib.sha256(SECRET).hexdigest()


@pytest.mark.parametrize("content", [CLEAN, SECRET], ids=["taken", "refused"])
def test_what_is_repeated_under_its_key_is_answered_alike_and_done_once(handed, office, content):
    """S06: also what was refused is refused once."""
    first, after = handed(content), entries(office)

    again = handed(content)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers.get("location") == first.headers.get("location")
    assert entries(office) == after + 1  # the token of the second program
    assert len(rows(office, AnsweredRow)) == 1


def test_a_key_is_good_for_one_thing(handed, office):
    handed()
    before = len(rows(office, CaseRow))

    answer = handed(title="另一个标题")

    assert code(answer) == (422, "key_used_otherwise")
    assert len(rows(office, CaseRow)) == before


def test_a_key_is_its_owners_alone(handed, program, office):
    handed()
    files = [("files", ("通知.txt", CLEAN + b"\n", "text/plain"))]

    answer = program("feng").does(
        "/cases", key="paper-1", data=PAPER | {"section": "国库科"}, files=files
    )

    assert answer.status_code == 201
    assert len(rows(office, CaseRow)) == 2


@pytest.mark.parametrize("key", [None, "", "a b", "键", "k" * 101, "k\tk"])
def test_without_a_key_nothing_is_done(program, office, key):
    li, before = program("li"), entries(office)

    files = [("files", ("通知.txt", CLEAN, "text/plain"))]
    answer = li.does("/cases", key=key and key.encode(), data=PAPER, files=files)

    assert code(answer) == (422, "key_wanted")
    assert entries(office) == before


def test_sixty_four_at_once_are_one_paper(program, app, office):
    """S06: a program that loses patience hands in nothing twice; whoever is too many comes back."""
    li = program("li", scope="hand_in")

    def hand_in(_):
        files = [("files", ("通知.txt", CLEAN, "text/plain"))]
        return li.does("/cases", key="once", data=PAPER, files=files)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(hand_in, range(16)))
    answers.append(hand_in(None))

    told = {answer.text for answer in answers if answer.status_code == 201}
    assert {answer.status_code for answer in answers} <= {201, 429}
    assert len(told) == len(rows(office, CaseRow)) == len(rows(office, AnsweredRow)) == 1


WRONG = (
    ({"kind": ""}, "kind"),
    ({"kind": "secret"}, "kind"),
    ({"source": ""}, "source"),
    ({"title": "  "}, "title"),
    ({"section": ""}, "section"),
    ({"dated": "2026-13-01"}, "dated"),
    ({"is_policy": "perhaps"}, "is_policy"),
    ({"state": "published"}, "state"),
    ({"reviewer_id": "1"}, "reviewer_id"),
    ({"agency_id": "2"}, "agency_id"),
    ({"ruleset": "none"}, "ruleset"),
)


def test_what_nobody_asked_for_is_refused(handed, office):
    """S08: nothing is assigned that the office has not asked for."""
    for words, item in WRONG:
        answer = handed(key=f"wrong-{item}", **words)
        assert code(answer) == (422, "item_unfit"), words
        assert f"“{item}”" in answer.json()["title"]
    assert rows(office, CaseRow) == []


WAY = (
    ("li", "propose", {"mode": "proactive", "subjects": "none"}, ""),
    ("wang", "verify", {}, "同意公开"),
    ("zhou", "pass_check", {}, "未见不宜公开的内容"),
    ("gu", "decide_in_full", {}, "同意"),
    ("chen", "publish", {}, ""),
)


def test_a_paper_goes_all_its_way_by_programs(program, handed, office):
    """Five people's programs; who drafted can still not decide."""
    number = handed().json()["case"]
    for rev, (login, action, inputs, opinion) in enumerate(WAY, 1):
        answers = {"checklist": NOTHING_FOUND} if action == "pass_check" else {}
        if answers:
            _opens(program(login), number)
        content = {"action": action, "rev": rev, "inputs": inputs | answers, "opinion": opinion}
        answer = program(login).does(f"/cases/{number}/steps", key=action, json=content)
        assert answer.status_code == 200, answer.text
        assert answer.json()["rev"] == rev + 1

    said = program("li", scope="read").get(f"/cases/{number}").json()
    assert (said["availability"], said["mode"]) == ("public", "proactive")
    assert [one for one in office.ask(examine) if not one.is_note] == []


def _opens(program, number):
    """Open every file of a case, as who checks it must have seen it."""
    for file in program.get(f"/cases/{number}/files").json()["files"]:
        path = f"/cases/{number}/files/{file['file']}"
        assert program.does(f"{path}/opening", key=f"open-{file['file']}", json={}).json() == {
            "case": number,
            "file": file["file"],
        }
        assert program.get(path).content == CLEAN


def test_a_check_by_a_program_needs_every_file_opened(program, handed):
    """Fetching is not enough, and is no change: who checks says that he opens it."""
    number = handed().json()["case"]
    for rev, (login, action, inputs, opinion) in enumerate(WAY[:2], 1):
        content = {"action": action, "rev": rev, "inputs": inputs, "opinion": opinion}
        assert program(login).does(f"/cases/{number}/steps", key=action, json=content).is_success
    zhou = program("zhou")
    answers = {"checklist": NOTHING_FOUND}
    step = {"action": "pass_check", "rev": 3, "opinion": "未见不宜公开的内容", "inputs": answers}
    (file,) = zhou.get(f"/cases/{number}/files").json()["files"]
    zhou.get(f"/cases/{number}/files/{file['file']}")

    early = zhou.does(f"/cases/{number}/steps", key="pass", json=step)
    _opens(zhou, number)
    _opens(zhou, number)
    done = zhou.does(f"/cases/{number}/steps", key="pass", json=step)

    assert (early.status_code, done.status_code) == (409, 200)


def test_four_eyes_hold_for_programs(program, handed):
    """S02."""
    number = handed().json()["case"]
    step = {"action": "verify", "rev": 1, "opinion": "同意"}

    answer = program("li").does(f"/cases/{number}/steps", key="verify", json=step)

    assert answer.status_code in {403, 409}
    assert answer.json()["title"]


def test_a_step_on_an_old_picture_is_refused(program, handed, office):
    number = handed().json()["case"]
    li = program("li")
    step = {"action": "propose", "rev": 1, "inputs": {"mode": "proactive", "subjects": "none"}}
    assert li.does(f"/cases/{number}/steps", key="one", json=step).status_code == 200
    before = entries(office)

    again = li.does(f"/cases/{number}/steps", key="one", json=step)
    other = li.does(f"/cases/{number}/steps", key="two", json=step)

    assert again.json() == {"case": number, "stage": "section_review", "rev": 2}
    assert code(other) == (409, "stale_case")
    assert entries(office) == before


def test_a_refused_step_may_be_asked_again_under_its_key(program, handed, office):
    """Only what was done is kept: what was refused may have become right."""
    number = handed().json()["case"]
    li, path = program("li"), f"/cases/{number}/steps"
    step = {"action": "propose", "rev": 1, "inputs": {"mode": "proactive", "subjects": "none"}}

    refused = li.does(path, key="k", json=step | {"inputs": {}})
    done = li.does(path, key="k", json=step)

    assert refused.status_code == 422
    assert done.status_code == 200


def test_a_new_version_comes_with_a_step(program, handed):
    """退回 asks for the paper anew: a form brings the file beside the words."""
    number = handed(PERSONAL).json()["case"]
    li, path = program("li"), f"/cases/{number}/steps"
    files = [("files", ("通知.txt", CLEAN, "text/plain"))]
    offered = [one["action"] for one in li.get(f"/cases/{number}").json()["offered"]]
    (revise,) = (action for action in offered if action.startswith("revise"))

    words = {"action": revise, "rev": "1", "inputs": "{}"}
    answer = li.does(path, key="anew", data=words, files=files)

    assert answer.status_code == 200, answer.text
    assert li.get(f"/cases/{number}").json()["version"] == 2


def test_a_finding_is_disposed_of_and_signed_under_by_two(program, handed, office):
    number = handed(PERSONAL).json()["case"]
    zhou, sun = program("zhou"), program("sun")
    (finding,) = (
        one for one in zhou.get(f"/cases/{number}").json()["findings"] if one["severity"] == "block"
    )
    path = f"/cases/{number}/findings/{finding['id']}"
    kept = {"as": "lawful", "reason": "本人同意公开", "article": "条例第十五条"}

    disposed = zhou.does(f"{path}/disposal", key="d", json=kept)
    own = zhou.does(f"{path}/cosignature", key="c", json={"disposal": 1})
    signed = sun.does(f"{path}/cosignature", key="c", json={"disposal": 1})

    assert disposed.json() == {"case": number, "finding": finding["id"], "as": "lawful"}
    assert own.status_code == 403
    assert signed.status_code == 200
    (after,) = (
        one for one in zhou.get(f"/cases/{number}").json()["findings"] if one["id"] == finding["id"]
    )
    assert (after["is_open"], after["disposal"]["cosigned_by"]) == (False, "孙强")


def test_a_public_paper_is_taken_down_and_reviewed_anew(program, brought):
    zhou = program("zhou")
    document = zhou.get(f"/cases/{brought('publish')}").json()["document"]
    sent = {"reason": "发现不宜公开的内容"}

    down = zhou.does(f"/documents/{document}/takedown", key="down", json=sent)
    again = zhou.does(f"/documents/{document}/takedown", key="down", json=sent)
    program("sun").does(
        f"/cases/{down.json()['case']}/steps",
        key="confirm",
        json={"action": "confirm", "rev": down.json()["rev"], "opinion": "属实"},
    )
    anew = program("li").does(f"/documents/{document}/cases", key="anew", json={})

    assert (down.status_code, again.json()) == (200, down.json())
    assert zhou.get(f"/documents/{document}").json()["availability"] == "withdrawn"
    assert anew.status_code == 201, anew.text
    assert anew.json()["case"] in zhou.get(f"/documents/{document}").json()["cases"]


REQUEST = {
    "request_number": "依申请2026-3",
    "requester": "云溪河畔中心",
    "answered_on": "2026-03-02",
    "result": "given",
}


def test_a_request_is_entered_once_and_corrected_with_a_reason(program, brought, office):
    """Under its key and under its number; who asked stands nowhere."""
    zhou = program("zhou")
    document = zhou.get(f"/cases/{brought('publish')}").json()["document"]
    path = f"/documents/{document}/requests"

    first = zhou.does(path, key="one", json=REQUEST)
    again = zhou.does(path, key="one", json=REQUEST)
    same = zhou.does(path, key="two", json=REQUEST)
    other = zhou.does(path, key="three", json={**REQUEST, "result": "refused"})
    mended = zhou.does(
        path, key="four", json={**REQUEST, "result": "refused", "correction": "登记有误"}
    )
    unfit = [
        zhou.does(path, key=f"unfit{place}", json={**REQUEST, **wrong}).status_code
        for place, wrong in enumerate(
            ({"result": "perhaps"}, {"answered_on": "2016-12-31T23:59:60"}, {"requester": " "})
        )
    ]

    assert (first.status_code, again.json(), same.status_code) == (200, first.json(), 200)
    assert first.json() == {
        "document": document, "request_number": "依申请2026-3", "result": "given",
    }  # fmt: skip
    assert (other.status_code, mended.status_code) == (409, 200)
    assert unfit == [422, 422, 422]
    kept = [(row.revision, row.result.value) for row in rows(office, RequestFactRow)]
    assert sorted(kept) == [(1, "given"), (2, "refused")]
    assert "河畔" not in repr(rows(office, RequestFactRow)) + repr(rows(office, LedgerEntryRow))


def test_nobody_acts_on_what_he_may_not_see(program, handed, office):
    """S07: for the other section's drafter the case is a number that nobody has."""
    number = handed().json()["case"]
    feng, document = program("feng"), rows(office, CaseRow)[0].document_id
    before = entries(office)
    absent, nothing = number[:-1] + "9", "0" * 32
    step = {"action": "propose", "rev": 1, "inputs": {"mode": "proactive"}}
    asked = (
        ("/cases/{}/steps", step),
        ("/cases/{}/findings/x/disposal", {"as": "lawful", "reason": "x"}),
        ("/cases/{}/findings/x/cosignature", {"disposal": 1}),
    )

    for place, (path, content) in enumerate(asked):
        seen = feng.does(path.format(number), key=f"s{place}", json=content)
        unknown = feng.does(path.format(absent), key=f"u{place}", json=content)
        assert (seen.status_code, unknown.status_code) == (404, 404), path
        assert seen.text.replace(number, absent) == unknown.text
        assert dict(seen.headers) == dict(unknown.headers)
    papers = {"/documents/{}/takedown": {"reason": "x"}, "/documents/{}/cases": {}}
    papers["/documents/{}/requests"] = REQUEST
    for place, (path, content) in enumerate(papers.items()):
        seen = feng.does(path.format(document), key=f"d{place}", json=content)
        unknown = feng.does(path.format(nothing), key=f"n{place}", json=content)
        assert (seen.status_code, unknown.status_code) == (404, 404), path
        assert seen.text.replace(document, nothing) == unknown.text
    assert entries(office) == before


def test_nothing_of_a_paper_is_kept_with_an_answer(handed, office):
    """H11: a paper can still be destroyed to the last word."""
    handed()

    kept = the(office, AnsweredRow)
    assert "通知" not in kept.answer
    assert set(json.loads(kept.answer)) == {
        "case", "document", "version", "stage", "files", "refused_rule",
    }  # fmt: skip
