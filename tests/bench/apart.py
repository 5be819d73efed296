"""What the process of its own costs in which each file is examined, apart from the examining."""

from __future__ import annotations

from collections.abc import Iterator

from review.screening.chamber import examine_apart
from review.screening.examining import examine
from review.screening.limits import LIMITS
from review.screening.rules import active_ruleset
from tests.bench.measure import Cost, beyond
from tests.unit.screening.papers import BODY, word

AT_MOST = 0.010
EACH = 20


def measured() -> Iterator[Cost]:
    """Examine the same file in a child and here; the server that forks the children is warm."""
    ruleset = active_ruleset()
    for name, content in (("paper.txt", BODY.encode()), ("paper.docx", word(BODY))):
        yield beyond(
            f"a child for {name}",
            lambda: examine_apart(content, name=name, ruleset=ruleset, limits=LIMITS),  # noqa: B023 - at once
            floor=lambda: examine(content, name=name, ruleset=ruleset, limits=LIMITS),  # noqa: B023
            at_most=AT_MOST,
            each=EACH,
        )
