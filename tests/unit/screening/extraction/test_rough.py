"""A state secret in a file that cannot be read is refused all the same, and its bytes not kept."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from review.domain.vocabulary import Severity
from review.screening import screen
from review.screening.limits import LIMITS
from review.screening.ways import Pattern, Reading
from tests.unit.screening.papers import BODY, packed, pdf, word, word_and

MARK = "机密★10年"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'


@pytest.mark.parametrize(
    "content",
    [
        word(MARK, BODY)[:-300],
        word(MARK, BODY) + b"x",
        word_and({"word/odd.xml": b"<broken"}, lines=(MARK, BODY)),
        word_and({"customXml/item1.xml": DOCTYPE}, lines=(MARK, BODY)),
        packed({"a.txt": MARK.encode("gb18030"), "b.bin": b"\0" * 9})[:-30],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + MARK.encode("utf-16-le"),
        b"%PDF-1.7\nstream\n" + zlib.compress(MARK.encode("utf-16-be")) + b"endstream",
        b"\x7fELF\0\0" + b"&#26426;&#23494;&#9733;10&#24180;",
    ],
    ids=[
        "cut short", "a byte behind the end", "a broken part", "a DTD in a part", "a broken zip",
        "an old Office file", "a stream of a broken PDF", "entities",
    ],
)  # fmt: skip
def test_a_mark_in_a_file_that_cannot_be_read_is_refused(examined, content):
    examination = examined(content)

    assert examination.unread is not None
    assert examination.judgement.refused == "marking.classification"


@pytest.mark.parametrize(
    "content",
    [
        word("国家秘密分为绝密、机密、秘密三级，标志为“机密★10年”。")[:-300],
        word("联系人13812345678")[:-300],
        pdf(BODY)[:300],
    ],
    ids=["mention", "number", "pdf"],
)
def test_nothing_else_is_said_of_what_was_not_read(examined, content):
    examination = examined(content)

    assert examination.unread is not None
    assert (examination.judgement.refused, examination.judgement.findings) == (None, ())


def test_a_file_that_kills_its_child_is_looked_over_by_another(ruleset):
    endless = Pattern(regex=r"(?:a|a)*b$", severity=Severity.BLOCK, reading=Reading.TEXT)
    rules = (replace(ruleset.rules[0], patterns=(endless,)), *ruleset.rules[1:])
    stuck, short = replace(ruleset, rules=rules), replace(LIMITS, seconds=1.5)
    content = f"{MARK}\n{'a' * 40}c".encode()

    report = screen(content, name="a.txt", ruleset=stuck, limits=short)

    assert report.unreadable is not None
    assert "超时" in report.unreadable
    assert report.refused == "marking.classification"
