"""Removals of words by where a reader meets them, and what is left in a copy."""

from __future__ import annotations

import io
import zipfile

from review.screening.extraction.sniffing import read
from review.screening.fold import fold_table
from review.screening.limits import LIMITS
from review.screening.redaction.choosing import Chosen
from review.screening.redaction.copying import redacted
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.redaction.removal import Removal
from review.screening.rules import active_ruleset
from review.screening.segments import Segment, Visibility

TABLE = fold_table(active_ruleset().variants)
NUMBER, MASK, CODE = "13812345678", "138****5678", "15"


def shown(content: bytes, *, name: str) -> list[Segment]:
    """The texts of a file that show, its name left out."""
    extract = read(content, name=name, limits=LIMITS)
    return [one for one in extract.segments if one.visibility is Visibility.VISIBLE]


def removal(segment: Segment, word: str) -> Removal:
    """A removal of the first place where a text has a word."""
    start, place = segment.text.index(word), segment.place
    return Removal(
        page=place.get("page", 0),
        file=place.get("file", ""),
        paragraph=place.get("paragraph", 0),
        sheet=place.get("sheet", ""),
        start=start,
        end=start + len(word),
        text=word,
        replacement=MASK,
        reason=CODE,
    )


def copy_without(content: bytes, *words: str, name: str, **more: object) -> RedactedCopy:
    """A copy without every first place of these words in each text that shows."""
    removals = tuple(
        removal(segment, word)
        for segment in shown(content, name=name)
        for word in words
        if word in segment.text
    )
    return copy_of(content, *removals, name=name, **more)


def copy_of(content: bytes, *removals: Removal, name: str, **more: object) -> RedactedCopy:
    """A copy after these removals."""
    chosen = Chosen(removals=removals, **more)
    return redacted(content, name=name, chosen=chosen, table=TABLE, limits=LIMITS)


def everything_in(package: bytes) -> str:
    """All parts of a package, one after another."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return "\n".join(f"{name}\n{parts.read(name).decode()}" for name in parts.namelist())
