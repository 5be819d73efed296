"""Why no clean copy was made, in words that say what to do."""

from __future__ import annotations

from enum import StrEnum

from review.messages import NO_COPY


class Why(StrEnum):
    """Why no clean copy was made."""

    MARKED = "marked"
    """The file may be a state secret: nothing is made of it."""
    UNREADABLE = "unreadable"
    NOT_CUT = "not_cut"
    NOT_REMOVED = "not_removed"
    NO_SUCH_FINDING = "no_such_finding"


class NoCopy(Exception):  # noqa: N818 - an answer, with what to do
    """No clean copy was made; says why, and never a word of the file."""

    def __init__(self, why: Why, detail: str = "") -> None:
        """Keep why, and what it is about: a rule, a kind of file, a place."""
        super().__init__(why.value, detail)
        self.why, self.detail = why, detail

    @property
    def told(self) -> str:
        """What a person is told."""
        return NO_COPY[self.why.value].format(detail=self.detail)
