"""Read what folds to what: signs, look-alikes, and the traditional forms of each character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault
from review.screening.rule_tables import Spot, text_of

Pairs = tuple[tuple[str, str], ...]


def pairs_of(table: Mapping[str, Any], *, key: str, file: str) -> Pairs:
    """Take a table of texts by their names."""
    pairs = table.get(key)
    if not isinstance(pairs, dict):
        raise RulesMalformed(file=file, reason=Fault.KEY_MISSING.of(key))
    return tuple(
        (name, text_of(value, spot=Spot(file=file, name=f"{key}.{name}")))
        for name, value in pairs.items()
    )


def variants_of(table: Mapping[str, Any], *, file: str) -> Pairs:
    """Return what folds to what: `variants` sign by sign, `forms` as “万萬” (then 卍, 㐃 …)."""
    forms = text_of(table.get("forms"), spot=Spot(file=file, name="forms"))
    return (*_forms(forms, file=file), *pairs_of(table, key="variants", file=file))


def _forms(text: str, *, file: str) -> Iterator[tuple[str, str]]:
    for word in text.split():
        plain, others = word[0], word[1:]
        if not others or plain in others:
            raise RulesMalformed(file=file, reason=Fault.PAIR_UNFIT.of(word))
        for other in others:
            yield other, plain
