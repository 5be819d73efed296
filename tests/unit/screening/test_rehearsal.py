"""What a child goes through before it is given a file is a paper like any other."""

from __future__ import annotations

from review.screening.examining import examine
from review.screening.extraction.docx import MEDIA_TYPE
from review.screening.limits import LIMITS
from review.screening.rehearsal import paper
from review.screening.rules import active_ruleset


def test_the_paper_is_read_as_the_word_file_it_is():
    came_to = examine(paper(), name="paper.docx", ruleset=active_ruleset(), limits=LIMITS)

    assert came_to.media_type == MEDIA_TYPE
    assert came_to.unreads == ()
    assert came_to.judgement.findings == ()
