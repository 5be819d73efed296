"""The annotation (附注) of a paper: the line that says its mode, found in its text."""

from __future__ import annotations

import re
import unicodedata

from review.domain.phrases import (
    ANNOTATION_PATTERN,
    PUBLISHED,
    TICKED_PATTERN,
    WITHHELD_OF_OLD,
)
from review.domain.vocabulary import DisclosureMode

_BRACKETED = re.compile(rf"[(\[〔【]{ANNOTATION_PATTERN}[。.]?[)\]〕】]")
_WHOLE_LINE = re.compile(rf"[(\[]?{ANNOTATION_PATTERN}[。.]?[)\]]?")
_TICKED = re.compile(TICKED_PATTERN)
_STRICTEST_FIRST = (DisclosureMode.WITHHELD, DisclosureMode.ON_REQUEST, DisclosureMode.PROACTIVE)


def annotation_in(text: str) -> DisclosureMode | None:
    """Return the mode that a paper's own text says, if any.

    Only a bracket or a line of its own is an annotation; prose about publishing is not.
    Of several the strictest counts: nothing on request may be carried along (不可夹带).
    """
    said = {mode for line in text.splitlines() for mode in _said_in(_plain(line))}
    return next((mode for mode in _STRICTEST_FIRST if mode in said), None)


def agrees(found: DisclosureMode | None, *, mode: DisclosureMode) -> bool:
    """Say whether a paper's annotation fits the mode determined; none contradicts nothing."""
    return found is None or found is mode


def _said_in(line: str) -> tuple[DisclosureMode, ...]:
    whole = _WHOLE_LINE.fullmatch(line)
    found = [whole] if whole else [*_BRACKETED.finditer(line), *_TICKED.finditer(line)]
    return tuple(_mode(match["mode"]) for match in found)


def _mode(said: str) -> DisclosureMode:
    if said == PUBLISHED:
        return DisclosureMode.PROACTIVE
    return DisclosureMode.WITHHELD if said == WITHHELD_OF_OLD else DisclosureMode.of(said)


def _plain(line: str) -> str:
    """Fold widths and drop spaces, which typists put between the characters."""
    return "".join(unicodedata.normalize("NFKC", line).split())
