"""Draw a page for who may read it: made in a child process, kept in memory and nowhere else."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from review.domain.page_picture import PagePicture
from review.screening.apart import NoAnswer, Task, answered
from review.screening.chamber import NO_ANSWER
from review.screening.limits import LIMITS, Limits
from review.screening.picture_answer import unpacked
from review.screening.ruleset import Ruleset

_SERVE = "review.screening.picture_child:serve"
_MOST = 24
"""So many pages stay drawn: the page of the case and its picture ask for the same."""

_Key = tuple[str, str, str, int]


class PictureRoom:
    """The pages that were looked at last; none is written anywhere."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many pages."""
        self._most = most
        self._kept: OrderedDict[_Key, PagePicture] = OrderedDict()
        self._forgotten = 0
        self._lock = threading.Lock()

    def drawn(
        self, content: bytes, *, name: str, ruleset: Ruleset, page: int, limits: Limits = LIMITS
    ) -> PagePicture | None:
        """Return one page of a PDF, drawn; None where no process could draw it."""
        key = (hashlib.sha256(content).hexdigest(), name, ruleset.identity, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            since = self._forgotten
        picture = _drawn(content, name=name, ruleset=ruleset, page=page, limits=limits)
        if picture is not None:
            self._keep(key, picture, since=since)
        return picture

    def forget(self) -> None:
        """Let go of everything: bytes that are destroyed are not seen from memory either.

        Nor is what is being drawn meanwhile.
        """
        with self._lock:
            self._forgotten += 1
            self._kept.clear()

    def _keep(self, key: _Key, picture: PagePicture, *, since: int) -> None:
        with self._lock:
            if since != self._forgotten:
                return
            self._kept[key] = picture
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


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
