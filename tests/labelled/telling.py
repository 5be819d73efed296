"""What was measured, as a table: by family, by rule, by kind, and every miss and alarm by name."""

from __future__ import annotations

from collections.abc import Iterator

from tests.labelled.labels import EXPECTED
from tests.labelled.measuring import DOUBTFUL, FAMILIES, Tally

SHOWN = 40
"""So many misses and alarms are told in full."""


def told(tally: Tally) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{'what must block':32}{'found':>8}{'planted':>8}  recall"
    for family in FAMILIES:
        found, planted = tally.recall(family)
        if planted:
            yield f"{family:32}{found:8}{planted:8}  {found / planted:.4f}"
    yield f"{'rule, where it blocks':32}{'right':>8}{'of':>8}  precision"
    for rule in dict.fromkeys(rule for rules in FAMILIES.values() for rule in rules):
        right, hits = tally.precision(rule)
        if hits:
            yield f"{rule:32}{right:8}{hits:8}  {right / hits:.4f}"
    yield f"{'kind':32}{'found':>8}{'planted':>8}  softly"
    for kind, owed in EXPECTED.items():
        if tally.planted[kind]:
            doubt = " doubtful" if kind in DOUBTFUL else ""
            counts = f"{tally.found[kind]:8}{tally.planted[kind]:8}{tally.softly[kind]:8}"
            yield f"{kind:32}{counts}  {owed.severity}{doubt}"
    yield f"{'look-alike taken amiss':32}{'taken':>8}{'of':>8}"
    for kind, taken in tally.taken.items():
        yield f"{kind:32}{taken:8}{tally.likes[kind]:8}"
    blocking = [miss for miss in tally.misses if EXPECTED[miss.split()[0]].severity == "block"]
    yield from (f"missed: {miss}" for miss in blocking[:SHOWN])
    yield from (f"alarm: {alarm}" for alarm in tally.alarms if " block: " in alarm)
