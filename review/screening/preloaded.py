"""What the server that forks the children holds ready: libraries, rules, compiled patterns."""

from __future__ import annotations

import multiprocessing.spawn
import re

import review.screening.child  # noqa: F401 - loads the parsers
from review.screening.fold import fold_table
from review.screening.rules import active_ruleset

_RULESET = active_ruleset()
for _rule in _RULESET.rules:
    for _pattern in _rule.patterns:
        re.compile(_pattern.regex)

# Latin, punctuation, the common ideographs and the full-width forms.
_FOLDED = fold_table(_RULESET.variants)
for _point in (
    *range(0x20, 0x500),
    *range(0x2000, 0x2700),
    *range(0x3000, 0xA000),
    *range(0xFF00, 0xFFF0),
):
    _FOLDED[_point]

# A child would run the main script of its parent once more (for a console script that means the
# whole command line, ten times the cost of the fork); nothing here is looked up in it.
for _name in ("_fixup_main_from_name", "_fixup_main_from_path"):
    setattr(multiprocessing.spawn, _name, lambda _: None)
