"""Draw a page for who may read it: made in a child process, kept in memory and nowhere else."""

from __future__ import annotations

import hashlib

from review.domain.page_picture import PagePicture
from review.screening.apart import NoAnswer, Task, answered
from review.screening.chamber import NO_ANSWER
from review.screening.limits import LIMITS, Limits
from review.screening.picture_answer import unpacked
from review.screening.recent import Recent, key_of
from review.screening.ruleset import Ruleset

_SERVE = "review.screening.picture_child:serve"
_MOST = 24
"""So many pages stay drawn: the page of the case and its picture ask for the same."""


class PictureRoom:
    """The pages that were looked at last; none is written anywhere."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many pages."""
        self._recent = Recent[PagePicture](most)

    def drawn(
        self, content: bytes, *, name: str, ruleset: Ruleset, page: int, limits: Limits = LIMITS
    ) -> PagePicture | None:
        """Return one page of a PDF, drawn; None where no process could draw it."""
        key = key_of(hashlib.sha256(content).hexdigest(), name, ruleset, page)
        known, since = self._recent.get(key)
        if known is not None:
            return known
        picture = _drawn(content, name=name, ruleset=ruleset, page=page, limits=limits)
        if picture is not None:
            self._recent.keep(key, picture, since=since)
        return picture

    def forget(self) -> None:
        """Let go of everything: bytes that are destroyed are not seen from memory either."""
        self._recent.forget()


def _drawn(
    content: bytes, *, name: str, ruleset: Ruleset, page: int, limits: Limits
) -> PagePicture | None:
    task = Task(serve=_SERVE, ruleset=ruleset, limits=limits, given={"page": page}, is_look=True)
    try:
        return unpacked(answered(task, content, name=name))
    except (NoAnswer, *NO_ANSWER):
        return None


PICTURES = PictureRoom()
"""The one of this process."""
