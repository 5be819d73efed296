"""Hints for the drafter: by kind, number, title and source, never silent and never final."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain.attribution import PaperMarks, hint_table, hints
from review.domain.errors import RulesMalformed
from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Exemption,
    Source,
)

FILE = Path(__file__).parents[3] / "data" / "reference" / "attribution" / "hints.toml"
TEXT = FILE.read_text(encoding="utf-8")
TABLE = hint_table(TEXT)


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("kind", DocumentKind)
def test_no_paper_is_without_a_hint_that_says_why(kind, source):
    """Never silent."""
    given = hints(PaperMarks(kind=kind, source=source), table=TABLE)

    assert given
    assert all(hint.reason and hint.source for hint in given)
    assert any(hint.mode is not None for hint in given)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (PaperMarks(kind=DocumentKind.NOTICE, title="关于做好年报工作的通知"), "open_by_default"),
        (PaperMarks(kind=DocumentKind.REQUEST_FOR_INSTRUCTIONS), "request_or_report"),
        (PaperMarks(kind=DocumentKind.MINUTES), "discussion_record"),
        (
            PaperMarks(kind=DocumentKind.LETTER, title="关于征求意见的函"),
            "consultation_letter",
        ),
        (PaperMarks(kind=DocumentKind.NOTICE, title="关于国庆值班安排的通知"), "internal_affairs"),
        (PaperMarks(kind=DocumentKind.ANNOUNCEMENT), "announced"),
        (PaperMarks(kind=DocumentKind.NOTICE, number="宝财规（2023）2号"), "regulatory"),
        (PaperMarks(kind=DocumentKind.NOTICE, number="宝财党组〔2023〕2号"), "party"),
        (PaperMarks(kind=DocumentKind.NOTICE, issuer="中共宝山区财政局党组"), "party"),
        (PaperMarks(kind=DocumentKind.NOTICE, source=Source.FORWARDED), "forwarded"),
        (PaperMarks(kind=DocumentKind.NOTICE, source=Source.INTERNET), "others"),
    ],
    ids=repr,
)
def test_the_usual_proposal_is_hinted_at(marks, expected):
    """DOMAIN §3, merged from real rules."""
    assert expected in {hint.id for hint in hints(marks, table=TABLE)}


def test_a_hint_to_withhold_names_exemption_and_kind():
    """The drafter sees at once what would have to be shown."""
    (hint,) = hints(PaperMarks(kind=DocumentKind.REPORT), table=TABLE)

    assert hint.mode is DisclosureMode.WITHHELD
    assert hint.exemption is Exemption.DELIBERATIVE
    assert hint.deliberative_kind is DeliberativeKind.REQUEST_OR_REPORT


def test_openness_is_hinted_at_where_nothing_else_speaks_of_a_mode():
    """A warning about the source does not silence the rule of openness."""
    marks = PaperMarks(kind=DocumentKind.NOTICE, source=Source.CITIZEN)

    assert [hint.id for hint in hints(marks, table=TABLE)] == ["others", "open_by_default"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('mode   = "proactive"', 'mode   = "secret"'),
        ('kinds     = ["minutes"]', 'kinds     = ["minute"]'),
        ('kinds     = ["minutes"]', ""),
        ("[fallback]", "[default]"),
        ("[[hints]]", "[[hints"),
    ],
)
def test_a_malformed_hint_file_is_refused(old, new):
    """An unknown word, a hint without a condition, no fallback: no table at all."""
    assert old in TEXT
    with pytest.raises(RulesMalformed):
        hint_table(TEXT.replace(old, new, 1))
