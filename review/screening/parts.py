"""Named pieces of regexes, written once: %level% in a rule stands for what parts.toml says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault

_NAMED = re.compile(r"%([a-z_]+)%")


def parts_of(table: Mapping[str, str], *, file: str) -> Mapping[str, str]:
    """Return the parts with those they name put in; each may name the ones above it."""
    parts: dict[str, str] = {}
    for name, value in table.items():
        parts[name] = str(filled(value, parts=parts, file=file))
    return parts


def filled(value: Any, *, parts: Mapping[str, str], file: str) -> Any:  # noqa: ANN401 - any TOML
    """Put the parts into every text of a table.

    Raises:
        RulesMalformed: a part is named that there is not.
    """
    if isinstance(value, dict):
        return {key: filled(each, parts=parts, file=file) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, parts=parts, file=file) for each in value]
    if not isinstance(value, str):
        return value

    def part(named: re.Match[str]) -> str:
        if named[1] not in parts:
            raise RulesMalformed(file=file, reason=Fault.PART_UNKNOWN.of(named[1]))
        return parts[named[1]]

    return _NAMED.sub(part, value)
