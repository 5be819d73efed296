"""Invented papers as data: what a paper says of itself, and what is printed on it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Ending,
    Exemption,
    Genre,
    OnRequestReason,
    Source,
)
from review.shipped import shipped
from workflows.words import Term

SAMPLES = "data/samples"
LOOK = "data/samples/look"

Word = TypeVar("Word", bound=Term)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the drafter of the paper would propose, in words a drafter would use."""

    mode: DisclosureMode
    reason: str
    exemption: Exemption | None = None
    deliberative: DeliberativeKind | None = None
    on_request_reason: OnRequestReason | None = None
    article: str = ""
    ending: Ending | None = None
    ends_on: date | None = None
    ends_when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A table of figures, as printed: nothing is added up."""

    caption: str
    unit: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A comment that somebody left beside a paragraph of the body."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One invented paper; in `body`, "# " and "## " open headings of the first and second order."""

    key: str
    invented: str
    format: str
    title: str
    title_lines: tuple[str, ...] = ()
    """The title broken by sense, as official papers break it; together they are the title."""
    kind: DocumentKind
    section: str
    source: Source
    dated: date
    body: tuple[str, ...]
    proposal: Proposal
    genre: Genre | None = None
    number: str = ""
    mode: DisclosureMode | None = None
    """The mode that the printed 附注 states, if it has one."""
    note: str = ""
    issuer: str = ""
    addressees: str = ""
    signed_by: str = ""
    signatory: str = ""
    copy_number: str = ""
    marking: str = ""
    urgency: str = ""
    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    attachments: tuple[str, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    comments: tuple[Margin, ...] = ()
    edited_by: str = ""
    edited_at: datetime | None = None
    replaces: str = ""
    """The key of the paper that this one corrects."""

    def __post_init__(self) -> None:
        """Refuse a title that is printed otherwise than it is named."""
        if self.title_lines and "".join(self.title_lines) != self.title:
            raise ValueError(f"{self.key}: the printed title differs")

    @property
    def file_name(self) -> str:
        """Return the name under which the office would keep the file."""
        return f"{self.title}.{self.format}"


def load_papers() -> dict[str, Paper]:
    """Return all invented papers by key, in the order of their keys."""
    return {path.stem: _paper(path) for path in sorted(shipped(SAMPLES).glob("*.toml"))}


@cache
def wording() -> Mapping[str, Any]:
    """Return the fixed words and fonts of a paper in the look of GB/T 9704."""
    return tomllib.loads(shipped(LOOK).joinpath("words.toml").read_text(encoding="utf-8"))


def _paper(path: Path) -> Paper:
    """Build one paper; a misspelt or missing key is refused by the value itself."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, Any] = {
        "kind": DocumentKind.of(data.pop("kind")),
        "source": Source.of(data.pop("source")),
        "mode": _word(DisclosureMode, data.pop("mode", None)),
        "genre": _word(Genre, data.pop("genre", None)),
        "proposal": _proposal(data.pop("proposal")),
        "tables": tuple(_table(table) for table in data.pop("tables", ())),
        "comments": tuple(Margin(**comment) for comment in data.pop("comments", ())),
        "body": tuple(data.pop("body")),
        "title_lines": tuple(data.pop("title_lines", ())),
        "attachments": tuple(data.pop("attachments", ())),
    }
    return Paper(key=path.stem, **words, **data)


def _proposal(data: dict[str, Any]) -> Proposal:
    words: dict[str, Any] = {
        "mode": DisclosureMode.of(data.pop("mode")),
        "exemption": _word(Exemption, data.pop("exemption", None)),
        "deliberative": _word(DeliberativeKind, data.pop("deliberative", None)),
        "on_request_reason": _word(OnRequestReason, data.pop("on_request_reason", None)),
        "ending": _word(Ending, data.pop("ending", None)),
    }
    return Proposal(**words, **data)


def _table(data: dict[str, Any]) -> FigureTable:
    rows = tuple(tuple(row) for row in data["rows"])
    return FigureTable(
        caption=data["caption"], unit=data["unit"], head=tuple(data["head"]), rows=rows
    )


def _word(term: type[Word], value: str | None) -> Word | None:
    return None if value is None else term.of(value)
