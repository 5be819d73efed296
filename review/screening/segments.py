"""What an extractor hands on: texts with their places, traces of hidden things, or a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
    OTHER_OFFICE = "other_office"
    MARKUP = "markup"
    PICTURE = "picture"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    INFLATES = "inflates"
    ODD_ARCHIVE = "odd_archive"
    DOCTYPE = "doctype"
    IMAGE_PAGES = "image_pages"
    GARBLED_PAGES = "garbled_pages"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One run of text that belongs together; offsets of findings count within it."""

    text: str
    part: Part
    place: Place = field(default_factory=dict)
    visibility: Visibility = Visibility.VISIBLE
    heading: str = ""
    """Text that labels this one from elsewhere: the first row of its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A hidden or active thing that is a finding by being there, whatever it says."""

    rule: str
    part: Part
    place: Place = field(default_factory=dict)
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file, or pages of one, that no rule has seen."""

    reason: Reason
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """All that was taken out of one file."""

    media_type: str
    segments: tuple[Segment, ...] = ()
    traces: tuple[Trace, ...] = ()
    unread: Unread | None = None


class NotRead(Exception):  # noqa: N818 - an answer: the file is unreadable, and why
    """The file cannot be read; carries the reason and never a word of the file."""

    def __init__(self, reason: Reason, *, media_type: str = "application/octet-stream") -> None:
        """Keep the reason and what kind of file it seemed to be."""
        super().__init__(reason.value)
        self.reason, self.media_type = reason, media_type
