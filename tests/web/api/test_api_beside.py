"""Programs do beside the procedure what their owners may, each thing once."""

from __future__ import annotations

from review.storage.rows import SideActRow
from tests.web.kept import rows


def test_a_program_copies_once_under_its_key(program, paper, office):
    number, zhou = paper(), program("zhou")
    asked = {"verb": "copy", "to": "gu he", "rev": 1}

    answers = [zhou.does(f"/cases/{number}/beside", key="copy-1", json=asked) for _ in range(2)]
    refused = zhou.does(f"/cases/{number}/beside", key="copy-2", json={**asked, "to": "feng"})
    told = zhou.get(f"/cases/{number}").json()["beside"]

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"case": number, "verb": "copy"})
    ] * 2
    assert (refused.status_code, refused.json()["code"]) == (422, "sees_nothing")
    assert [(one["verb"], len(one["to"])) for one in told] == [("copy", 2)]
    assert len(rows(office, SideActRow)) == 1
