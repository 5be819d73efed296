"""`check --json` has the keys that offices' scripts rely on."""

from __future__ import annotations

import json

from review.screening.report import report_json
from tests.unit.screening.papers import BODY


def test_the_report_has_exactly_the_documented_keys(screened, ruleset):
    reports = [screened(f"{BODY}\n13812345678"), screened(b"", name="空.txt")]

    plain = report_json(reports, ruleset)

    assert set(plain) == {"ruleset", "files"}
    assert plain["ruleset"] == "base-1"
    read, empty = plain["files"]
    assert set(read) == {
        "path", "sha256", "sm3", "media_type", "verdict", "unreadable", "findings", "elapsed_ms",
    }  # fmt: skip
    assert set(read["findings"][0]) == {
        "id", "rule", "severity", "part", "place", "excerpt", "message", "basis",
    }  # fmt: skip
    assert (read["verdict"], read["unreadable"]) == ("confirm", None)
    assert empty["verdict"] == "block"
    assert "没有内容" in empty["unreadable"]
    assert json.loads(json.dumps(plain)) == plain
