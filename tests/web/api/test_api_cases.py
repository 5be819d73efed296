"""Programs see what their owners see, in the keys of the command line, and no more."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO

import pytest

from review.cli.printing import print_json
from review.services.case_json import case_json
from review.services.case_pictures import case_view
from tests.web.conftest import CLEAN

LISTED = {
    "case", "title", "number", "stage", "procedure", "section", "drafter", "due_on", "remaining",
    "is_overdue", "block", "confirm", "unread", "hold_until",
}  # fmt: skip


def test_a_case_is_told_like_the_command_line_tells_it(program, paper, office, capfd):
    number = paper()

    answer = program("li", scope="read").get(f"/cases/{number}")

    print_json(case_json(office.ask(case_view, number, caller=office.caller("li"))))
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == json.loads(capfd.readouterr().out)
    assert answer.json()["offered"][0]["action"] == "propose"


def test_a_list_has_pages_and_counts(program, paper):
    numbers = [paper(f"关于第{n}号事项的通知\n".encode()) for n in range(2)]

    said = program("li", scope="read").get("/cases?box=started").json()

    assert (said["box"], said["found"], said["page"], said["pages"]) == ("started", 2, 1, 1)
    assert {line["case"] for line in said["cases"]} == set(numbers)
    assert all(set(line) == LISTED for line in said["cases"])
    assert said["counts"]["started"] == said["counts"]["mine"] == 2


NARROWED = (
    ("q=预算", 1),
    ("q=供暖", 0),
    ("kind=notice", 1),
    ("kind=letter", 0),
    ("stage=attribution", 1),
    ("stage=check", 0),
    ("section=预算科", 1),
    ("section=国库科", 0),
    ("source=own", 1),
    ("source=internet", 0),
    ("mode=withheld", 0),
)


def test_a_list_is_narrowed(program, paper):
    paper()
    li = program("li", scope="read")

    said = [(question, li.get(f"/cases?box=open&{question}").json()) for question, _ in NARROWED]

    assert tuple((question, one["found"]) for question, one in said) == NARROWED
    assert all(len(one["cases"]) == one["found"] for _, one in said)


NOT_UNDERSTOOD = (
    ("box=everything", "box"),
    ("box=", "box"),
    ("page=0", "page"),
    ("page=-1", "page"),
    ("page=１", "page"),
    ("page=1e400", "page"),
    ("page=18446744073709551616", "page"),
    ("kind=主动公开", "kind"),
    ("mode=public", "mode"),
    ("order=title", "order"),
    ("agency_id=2", "agency_id"),
    ("page=1&page=2", "page"),
    (f"q={'长' * 101}", "q"),
    ("section=%00", "section"),
)


def test_a_question_that_is_not_understood_is_refused(program):
    """S08, S44: nothing is guessed, and nothing that means nothing is passed over."""
    li = program("li", scope="read")

    for question, name in NOT_UNDERSTOOD:
        answer = li.get(f"/cases?{question}")
        assert (answer.status_code, answer.json()["code"]) == (422, "question_unfit"), question
        assert f"“{name}”" in answer.json()["title"]


@pytest.mark.parametrize(
    "words",
    ["'; DROP TABLE review_case;--", '" OR NEAR(', "%", "_", "\\", "x' OR '1'='1", "*" * 100],
)
def test_signs_of_a_query_language_are_letters(program, paper, words):
    """S44: only what stands there is found."""
    paper()

    said = program("li", scope="read").get("/cases", params={"box": "open", "q": words})

    assert said.json()["found"] == 0
    assert program("li").get("/cases?box=open").json()["found"] == 1


def test_a_file_comes_as_the_bytes_that_were_handed_in(program, paper):
    number = paper()
    li = program("li", scope="read")
    (told,) = li.get(f"/cases/{number}/files").json()["files"]

    answer = li.get(f"/cases/{number}/files/{told['file']}")

    assert answer.content == CLEAN
    assert told["sha256"] == hashlib.sha256(CLEAN).hexdigest()
    assert (told["name"], told["size"], told["unreadable"]) == ("notice.txt", len(CLEAN), None)
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_form_of_a_case_can_be_fetched(program, paper):
    number = paper()
    li = program("li", scope="read")

    form = li.get(f"/cases/{number}/record.docx")
    facts = li.get(f"/cases/{number}/record.json")

    assert "word/document.xml" in zipfile.ZipFile(BytesIO(form.content)).namelist()
    assert facts.json()["number"] == number
    assert li.get(f"/cases/{number}/record.exe").status_code == 404


def test_a_paper_tells_where_it_stands(program, brought):
    number = brought("publish")
    chen = program("chen", scope="read")
    document = chen.get(f"/cases/{number}").json()["document"]

    said = chen.get(f"/documents/{document}").json()

    assert (said["availability"], said["mode"], said["cases"]) == ("public", "proactive", [number])
    assert said["published_at"]
    assert said["title"] == "关于报送2026年预算的通知"


def test_what_somebody_may_not_see_does_not_exist_for_his_programs(program, paper):
    """S07, S19: body, status and headers are those of a number that nobody has."""
    number = paper()
    for login in ("feng", "shen", "guan"):
        _sees_nothing(program(login), program("li"), number)


def _sees_nothing(other, li, number):
    document = li.get(f"/cases/{number}").json()["document"]
    (file,) = li.get(f"/cases/{number}/files").json()["files"]
    absent = number[:-1] + "9"
    addresses = ("/cases/{}", "/cases/{}/files", f"/cases/{{}}/files/{file['file']}",
                 "/cases/{}/record.json", "/cases/{}/record.pdf")  # fmt: skip

    for address in addresses:
        answer, nothing = other.get(address.format(number)), other.get(address.format(absent))
        assert (answer.status_code, nothing.status_code) == (404, 404)
        assert answer.text.replace(number, absent) == nothing.text
        assert dict(answer.headers) == dict(nothing.headers)

    unseen, unknown = other.get(f"/documents/{document}"), other.get(f"/documents/{'0' * 32}")
    assert unseen.status_code == 404
    assert unseen.text.replace(document, "0" * 32) == unknown.text
    listed = other.get("/cases?box=open").json()
    assert (listed["found"], listed["cases"], set(listed["counts"].values())) == (0, [], {0})


def test_answers_for_programs_are_kept_nowhere(program, paper):
    answer = program("li").get(f"/cases/{paper()}")

    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
