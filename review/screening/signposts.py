"""The words that lead to rules, and the labels, all found in one pass over the folded paper."""

from __future__ import annotations

import functools
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.screening.automaton import engine
from review.screening.ruleset import Ruleset

Kinds = frozenset[str]
_NO_KINDS: Kinds = frozenset()
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Label:
    """A word that says what stands beside it; `start` and `end` count in the folded text."""

    start: int
    end: int
    kinds: Kinds


class Labels:
    """The labels of a folded text, in its order; of two that overlap the longer one."""

    def __init__(self, labels: Sequence[Label]) -> None:
        """Take labels in the order of the text."""
        self._labels = labels
        self._starts = [label.start for label in labels]
        self._ends = [label.end for label in labels]

    def between(self, start: int, end: int) -> Sequence[Label]:
        """Return those that stand wholly in a stretch."""
        return self._labels[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def kinds_between(self, start: int, end: int) -> Kinds:
        """Return all kinds of labels in a stretch."""
        return _NO_KINDS.union(*(label.kinds for label in self.between(start, end)))

    def __iter__(self) -> Iterator[Label]:
        """Yield all of them."""
        return iter(self._labels)


class Signposts:
    """Every anchor and every label of a ruleset, ready to be looked for."""

    def __init__(self, anchors: Sequence[str], kinds: Mapping[str, Kinds]) -> None:
        """Number the words: `kinds` has those that are labels."""
        self.words = sorted({*anchors, *kinds})
        self._kinds = kinds
        self._automaton = engine().of(self.words)
        self._longest = max(map(len, self.words), default=1)
        self._told: dict[str, Kinds] = {}

    def places(self, text: str) -> Mapping[str, Sequence[int]]:
        """Return for each word that occurs where it begins, every time."""
        found: dict[int, array[int]] = {}
        for begin in range(0, len(text), _CHUNK):
            piece = text[begin : begin + _CHUNK + self._longest - 1]
            for start, _, number in self._automaton.matches(piece):
                if start < _CHUNK:
                    found.setdefault(number, array("q")).append(begin + start)
        return {self.words[number]: starts for number, starts in found.items()}

    def labels(self, places: Mapping[str, Sequence[int]], *, line_starts: Sequence[int]) -> Labels:
        """Choose the labels among the words that occur; of two lines' ends no label is made."""
        met = sorted(
            (start, -len(word), word)
            for word, starts in places.items()
            if word in self._kinds
            for start in starts
        )
        chosen: list[Label] = []
        for start, length, word in met:
            end = start - length
            is_free = not chosen or start >= chosen[-1].end
            if is_free and bisect_right(line_starts, start) == bisect_left(line_starts, end):
                chosen.append(Label(start, end, self._kinds[word]))
        return Labels(chosen)

    def kinds_of(self, words: Iterable[str]) -> Kinds:
        """Return all kinds of labels among some words."""
        return _NO_KINDS.union(*(self._kinds.get(word, _NO_KINDS) for word in words))

    def is_label(self, text: str) -> bool:
        """Whether a folded text is a label and nothing else."""
        return text in self._kinds

    def kinds_in(self, text: str) -> Kinds:
        """Return all kinds of labels in a short text; the same heading is asked for often."""
        if text not in self._told:
            self._told[text] = self.labels(self.places(text), line_starts=(0,)).kinds_between(
                0, len(text)
            )
        return self._told[text]


def signposts_of(ruleset: Ruleset) -> Signposts:
    """Return the signposts of a ruleset, built once for the same words."""
    anchors = {word for mention in ruleset.mentions for word in mention.anchors}
    for rule in ruleset.rules:
        anchors.update(word for pattern in rule.patterns for word in pattern.anchors)
    return _signposts(tuple(sorted(anchors)), ruleset.labels)


@functools.lru_cache(maxsize=8)
def _signposts(
    anchors: tuple[str, ...], labels: tuple[tuple[str, tuple[str, ...]], ...]
) -> Signposts:
    kinds: dict[str, Kinds] = {}
    for kind, words in labels:
        for word in words:
            kinds[word] = kinds.get(word, _NO_KINDS) | {kind}
    return Signposts(anchors, kinds)
