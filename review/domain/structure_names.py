"""How agencies, sections and rubrics are called: one line, and each run of blanks as one."""

from __future__ import annotations

import re

from review.domain.structure_refusals import NameUnfit

LONGEST = 60
_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
"""Blanks of every width, but no tabulator and no end of a line: in a name these are a slip."""


def name_of(text: str) -> str:
    """Return a name as it is kept; refuse what is none."""
    name = _BLANKS.sub(" ", text).strip()
    if not 1 <= len(name) <= LONGEST or not name.isprintable():
        raise NameUnfit(most=LONGEST)
    return name
