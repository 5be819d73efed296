"""What is to be taken out of a file, and why it could not be."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.screening.extraction.kinds import Kind
from review.screening.segments import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A stretch of a text that shows, as its reader gives it, and what stands there instead.

    The text is that of a page, of a paragraph of a part, of a sheet, or of the file, by which of
    them is named.
    """

    page: int = 0
    """Counted from 1."""
    file: str = ""
    """The part of the package; empty for the body."""
    paragraph: int = 0
    """Counted from 1; nought where the text has none."""
    sheet: str = ""
    start: int
    end: int
    """Offsets in the text that shows; the end is not part of it."""
    text: str = field(default="", repr=False)
    """What stands there; a removal of something else is not made."""
    replacement: str = field(default="", repr=False)
    """A masked number, a run of signs, or nothing."""
    reason: str = ""
    """A short code that is printed on the place."""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return _told(self.file, self.sheet, self.page, self.paragraph)


def place_of(place: Place) -> str:
    """Return where a text is, told as that of a removal."""
    return _told(*(place.get(key, "") for key in ("file", "sheet", "page", "paragraph")))


def _told(*named: str | int) -> str:
    return "/".join(str(each) for each in named if each)


class NotRemoved(Exception):  # noqa: N818 - an answer: no clean copy can be made
    """The clean copy still holds, or may hold, what was to be removed; says nothing of it."""

    def __init__(self, place: str = "") -> None:
        """Keep where it was met: a part of the package, never a word of it."""
        super().__init__(place)
        self.place = place


class NotCut(Exception):  # noqa: N818 - an answer: a file of another kind is needed
    """Nothing can be cut out of files of this kind."""

    def __init__(self, kind: Kind) -> None:
        """Keep the kind."""
        super().__init__(kind.value)
        self.kind = kind
