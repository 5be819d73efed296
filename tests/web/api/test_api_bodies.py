"""What programs send is read strictly, and only so much of it."""

from __future__ import annotations

import json

from tests.web.api.program import code
from tests.web.kept import entries

DEEP = "[" * 10_000 + "]" * 10_000
MALFORMED = {
    "key twice": '{"action": "propose", "action": "publish", "rev": 1}',
    "NaN": '{"action": "propose", "rev": NaN}',
    "infinite": '{"action": "propose", "rev": 1e400}',
    "fraction": '{"action": "propose", "rev": 1.0}',
    "deep": f'{{"inputs": {DEEP}}}',
    "half sign": '{"action": "\\ud800", "rev": 1}',
    "steering": '{"action": "propose\\u0007", "rev": 1}',
    "zero": '{"action": "propose\\u0000", "rev": 1}',
    "list": "[]",
    "text": '"propose"',
    "nothing": "",
    "cut": '{"action": ',
    "digits": f'{{"rev": {"9" * 5000}}}',
}
UNFIT = {
    "large": '{"action": "propose", "rev": 18446744073709551616}',
    "truth": '{"action": "propose", "rev": true}',
    "negative": '{"action": "propose", "rev": -1}',
    "no text": '{"action": {}, "rev": 1}',
    "no words": '{"action": "propose", "rev": 1, "inputs": []}',
    "no word": '{"action": "propose", "rev": 1, "inputs": {"mode": 1}}',
    "more": '{"action": "propose", "rev": 1, "to_stage": "published"}',
}


def test_json_that_readers_would_read_differently_is_refused(program, handed, office):
    """S54: 422, and no fault."""
    number = handed().json()["case"]
    li, before = program("li"), entries(office)
    path, kind = f"/cases/{number}/steps", {"content-type": "application/json"}

    for said, text in MALFORMED.items():
        answer = li.does(path, key="j", content=text.encode(), headers=kind)
        assert code(answer) == (422, "json_malformed"), said
    for said, text in UNFIT.items():
        answer = li.does(path, key="j", content=text.encode(), headers=kind)
        assert code(answer) == (422, "item_unfit"), said
    utf16 = li.does(path, key="j", content='{"rev": 1}'.encode("utf-16"), headers=kind)
    assert code(utf16) == (422, "json_malformed")
    plain = {"content-type": "text/plain"}
    assert code(li.does(path, key="j", content=b"{}", headers=plain)) == (422, "json_malformed")
    assert entries(office) == before


def test_too_much_is_refused_before_it_is_read(program, office):
    """S39: by what the header says, and by what comes."""
    li = program("li")
    path, kind = "/cases/2026-0001/steps", {"content-type": "application/json"}
    much = json.dumps({"opinion": "长" * 300_000}).encode()

    said = li.does(path, key="k", content=much, headers=kind)
    unsaid = li.does(path, key="k", content=iter([much[:100_000]] * 4), headers=kind)

    assert code(said) == code(unsaid) == (413, "form_too_large")
