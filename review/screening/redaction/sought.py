"""Many words looked for in many texts, each of which may be met so often and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from review.screening.automaton import Automaton, engine


@dataclass(frozen=True, slots=True)
class Sought:
    """Words, with how often each may be met; all are looked for in one pass over a text."""

    allowed: Mapping[str, int] = field(repr=False)
    _words: tuple[str, ...] = field(repr=False)
    _automaton: Automaton = field(repr=False)

    @classmethod
    def told(cls, allowed: Mapping[str, int]) -> Self:
        """Look for the words that are told."""
        words = tuple(word for word in allowed if word)
        return cls(allowed, words, engine().of(words))

    @classmethod
    def of(cls, words: Iterable[str], *, kept: Iterable[str]) -> Self:
        """Look for words that may be met as often as they are met in what is kept."""
        sought = cls.told(dict.fromkeys(filter(None, words), 0))
        found: Counter[str] = Counter()
        for text in kept:
            found.update(sought.met(text))
        return replace(sought, allowed={word: found[word] for word in sought.allowed})

    def met(self, text: str) -> Mapping[str, int]:
        """Return the words that a text has, and how often, those that overlap too."""
        return Counter(self._words[number] for _, _, number in self._automaton.matches(text))
