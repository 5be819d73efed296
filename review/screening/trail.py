"""The way back: from the characters of a folded text to those of the text as it was given."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


class Trail:
    """Only what changed is kept: where a character was dropped, and where one became several."""

    def __init__(self, dropped: Places, added: Places) -> None:
        """Take the given positions of dropped characters, and of each additional folded one.

        Both ascending; a character that folds to three stands twice in `added`.
        """
        self._dropped, self._added = dropped, added

    @cached_property
    def _turns(self) -> tuple[Places, Places]:
        """Where in the folded text the distance to the given text changes, and to what."""
        dropped, added = self._dropped, self._added
        if not len(added):
            return dropped - np.arange(len(dropped)), np.arange(len(dropped) + 1)
        after_drops = _folded(dropped, dropped=dropped, added=added)
        extra = np.arange(len(added)) - np.searchsorted(added, added)
        additions = _folded(added, dropped=dropped, added=added) + extra + 1
        at = np.concatenate((after_drops, additions))
        by = np.concatenate((np.ones(len(dropped), np.int64), np.full(len(added), -1)))
        order = np.argsort(at, kind="stable")
        return at[order], np.concatenate((np.zeros(1, np.int64), np.cumsum(by[order])))

    def given(self, index: int) -> int:
        """Return where the folded character at `index` stands in the given text."""
        at, distance = self._turns
        return index + int(distance[at.searchsorted(index, side="right")])

    def given_each(self, indexes: Places) -> Places:
        """Return where each of the folded characters stands in the given text."""
        at, distance = self._turns
        moved: Places = indexes + distance[at.searchsorted(indexes, side="right")]
        return moved

    def index_of(self, position: int) -> int:
        """Return the index of the first folded character that comes from here or later."""
        gone, more = self._dropped.searchsorted(position), self._added.searchsorted(position)
        return position - int(gone) + int(more)

    def folded(self, positions: Places) -> Places:
        """Return `index_of` for each of these positions."""
        return _folded(positions, dropped=self._dropped, added=self._added)


def _folded(positions: Places, *, dropped: Places, added: Places) -> Places:
    gone, more = dropped.searchsorted(positions), added.searchsorted(positions)
    return positions - gone + more
