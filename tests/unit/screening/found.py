"""What is found in a file and all that lies in it, and the sentence that lies in hiding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.screening.extraction.descent import Reading, readings
from review.screening.limits import LIMITS, Limits
from review.screening.segments import Extract, NotRead, Reason, Segment, Trace, Visibility

SECRET = "青山渡口七号库"


@dataclass(frozen=True, slots=True)
class Found:
    """The readings of one file, with its own first."""

    readings: tuple[Reading, ...]

    @property
    def segments(self) -> list[Segment]:
        """All texts."""
        return [one for reading in self.readings for one in reading.extract.segments]

    @property
    def traces(self) -> list[Trace]:
        """All hidden things."""
        return [one for reading in self.readings for one in reading.extract.traces]

    @property
    def paths(self) -> list[str]:
        """Where the files lie that were read."""
        return [reading.path for reading in self.readings]

    @property
    def reasons(self) -> list[Reason]:
        """Why something was not read."""
        unreads = [reading.extract.unread for reading in self.readings]
        return [unread.reason for unread in unreads if unread]

    def rules(self) -> set[str]:
        """The rules that were met."""
        return {trace.rule for trace in self.traces}

    def where(self, text: str = SECRET) -> list[Segment]:
        """The segments that say a text."""
        return [one for one in self.segments if text in one.text.replace("\u200b", "")]

    def seen(self) -> str:
        """All that a reader of the paper sees."""
        shown = [one.text for one in self.segments if one.visibility is Visibility.VISIBLE]
        return "\n".join(shown)

    def tells(self, rule: str, text: str = SECRET) -> bool:
        """Whether a rule was met by this text."""
        return any(one.rule == rule and text in one.text for one in self.traces)


def found(content: bytes | str, *, name: str = "通知", limits: Limits = LIMITS) -> Found:
    """Read a file and all that lies in it."""
    raw = content.encode() if isinstance(content, str) else content
    return Found(tuple(readings(raw, name=name, limits=limits)))


def why_unread(read: Callable[[bytes], Extract], content: bytes) -> Reason:
    """Return why a reader has not read, whether it says so in an extract or refuses the file."""
    try:
        unread = read(content).unread
    except NotRead as refusal:
        return refusal.reason
    assert unread is not None
    return unread.reason
