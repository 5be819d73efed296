"""What an extractor hands on: texts with their places, traces of hidden things, or a reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from review.domain.findings import Part

Place = Mapping[str, str | int]


class Visibility(StrEnum):
    """Whether a reader of the printed paper would see the text."""

    VISIBLE = "visible"
    DELETED = "deleted"
    COMMENT = "comment"
    HIDDEN = "hidden"
    META = "meta"


class Reason(StrEnum):
    """Why a file was not read; the ruleset's reasons.toml has the Chinese for each."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    UNDECODABLE = "undecodable"
    UNSUPPORTED = "unsupported"
    LEGACY_OFFICE = "legacy_office"
    MISNAMED = "misnamed"
    SOUND_OR_VIDEO = "sound_or_video"
    RAR = "rar"
    PACKED = "packed"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    INFLATES = "inflates"
    ODD_ARCHIVE = "odd_archive"
    DOCTYPE = "doctype"
    PICTURE = "picture"
    IMAGE_PAGES = "image_pages"
    GARBLED_PAGES = "garbled_pages"
    UNSURE_PICTURE = "unsure_picture"
    UNSURE_PAGES = "unsure_pages"
    TOO_MANY_SCANS = "too_many_scans"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Grid:
    """Which cell of a sheet each stretch of a segment's text came from.

    The text has a line for each row and a tab between cells; `starts` are the offsets of the
    cells in ascending order, `cells` their (row, column), both counted from 1.
    """

    starts: Sequence[int]
    cells: Sequence[tuple[int, int]]
    headings: Mapping[int, str] = field(default_factory=dict)
    """For each column what its first filled cell says."""

    def cell_at(self, offset: int) -> tuple[int, int]:
        """Return row and column of the cell that holds this offset of the text."""
        return self.cells[max(bisect_right(self.starts, offset) - 1, 0)]

    def name_at(self, offset: int) -> str:
        """Return the cell as spreadsheets name it: B12."""
        row, column = self.cell_at(offset)
        return f"{column_name(column)}{row}"

    def heading_at(self, offset: int) -> str:
        """Return what stands at the head of the column."""
        return self.headings.get(self.cell_at(offset)[1], "")


def column_name(column: int) -> str:
    """Return a column, counted from 1, as spreadsheets name it: A, Z, AA."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One run of text that belongs together; offsets of findings count within it."""

    text: str
    part: Part
    place: Place = field(default_factory=dict)
    visibility: Visibility = Visibility.VISIBLE
    heading: str = ""
    """Text that labels this one from elsewhere: the first row of its table."""
    column: str = ""
    """What stands at the head of its own column, where it is one cell of a table."""
    grid: Grid | None = None
    """For a whole sheet in one text: which cell is where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A hidden or active thing that is a finding by being there, whatever it says."""

    rule: str
    part: Part
    place: Place = field(default_factory=dict)
    who: str = ""
    text: str = ""
    digest: str = ""
    """Hash of what the text only counts: a disposal of the finding binds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file, or pages of one, that no rule has seen; `file` is its path inside the file given."""

    reason: Reason
    pages: tuple[int, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A file that lies in the file: read by itself, and by its content, like any other."""

    name: str
    content: bytes = field(repr=False)
    part: Part = Part.ATTACHMENT
    is_picture: bool = False
    """Shown as a picture of the paper, not opened as a file: if it cannot be read, people look."""


class ScanKind(StrEnum):
    """A page that is a picture, or a picture on a page."""

    PAGE = "page"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Something that only recognition can read; `draw` gives the picture when its turn comes."""

    draw: Callable[[], Any] = field(repr=False, compare=False)
    """Without arguments: a PIL image, upright, at the resolution to be recognised; or NotRead."""
    kind: ScanKind
    part: Part = Part.BODY
    place: Place = field(default_factory=dict)
    visibility: Visibility = Visibility.VISIBLE
    layer: str = ""
    """What a text layer over the picture says; it must agree with what is seen."""
    reason: Reason | None = None
    """Why only recognition can read it, where that is not that it is a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """All that was taken out of one file."""

    media_type: str
    segments: tuple[Segment, ...] = ()
    traces: tuple[Trace, ...] = ()
    unread: Unread | None = None
    embedded: tuple[Embedded, ...] = ()
    scans: tuple[Scan, ...] = ()
    rough: tuple[Segment, ...] = ()
    """What could be made out of a file that no reader takes: only a mark that refuses counts."""
    confirm: Callable[[], None] | None = field(default=None, compare=False, repr=False)
    """Raises NotRead where what was passed over unread is not even sound."""


class NotRead(Exception):  # noqa: N818 - an answer: the file is unreadable, and why
    """The file cannot be read; carries the reason and never a word of the file."""

    def __init__(self, reason: Reason, *, media_type: str = "application/octet-stream") -> None:
        """Keep the reason and what kind of file it seemed to be."""
        super().__init__(reason.value)
        self.reason, self.media_type = reason, media_type
