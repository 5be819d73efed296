"""Many words looked for in one pass, by whichever library this machine has; overlaps count."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol, Self

Match = tuple[int, int, int]
"""Where a word begins and ends in the text, and its number."""
_HALF = re.compile("[\ud800-\udfff]")


def whole(look: Callable[[str], list[Match]], text: str) -> list[Match]:
    """Look through a text in which half a sign may stand: a file's name that is no Unicode has it.

    In its place stands another sign of no meaning, so that every place stays where it is.
    """
    try:
        return look(text)
    except UnicodeEncodeError:
        return look(_HALF.sub("\ufffd", text))


class Automaton(Protocol):
    """A set of words, ready to be looked for."""

    name: ClassVar[str]
    """Of the library and of the form its bytes have."""

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Build from words of which none is empty; the same word may come twice."""

    @classmethod
    def loaded(cls, content: bytes) -> Self:
        """Take back what `packed` gave; only ever our own bytes."""

    def packed(self) -> bytes:
        """Return the automaton as bytes."""

    def matches(self, text: str) -> list[Match]:
        """Return every occurrence of every word, also where they overlap."""


class Daachorse:
    """Double arrays: fast, and loaded in a hundredth of the time that building takes."""

    name: ClassVar[str] = "daachorse-0.5"

    def __init__(self, content: bytes) -> None:
        """Load from bytes; an automaton of no words has none."""
        from daachorse import CharwiseDoubleArrayAhoCorasick as Double  # noqa: PLC0415

        self._content = content
        self._double = Double.deserialize(content) if content else None

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Build from words."""
        from daachorse import CharwiseDoubleArrayAhoCorasick as Double  # noqa: PLC0415

        return cls(Double(list(words)).serialize() if words else b"")

    @classmethod
    def loaded(cls, content: bytes) -> Self:
        """Take back what `packed` gave."""
        return cls(content)

    def packed(self) -> bytes:
        """Return the double arrays."""
        return self._content

    def matches(self, text: str) -> list[Match]:
        """Return every occurrence of every word."""
        return [] if self._double is None else whole(self._double.find_overlapping, text)


class AhoCorasick:
    """For machines that have no wheel of daachorse; its bytes are the words, built anew."""

    name: ClassVar[str] = "ahocorasick-1.0"

    def __init__(self, words: Sequence[str]) -> None:
        """Build from words."""
        import ahocorasick_rs  # noqa: PLC0415

        self._words = list(words)
        self._built = ahocorasick_rs.AhoCorasick(
            self._words,
            store_patterns=False,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Build from words."""
        return cls(words)

    @classmethod
    def loaded(cls, content: bytes) -> Self:
        """Build from the words that `packed` gave."""
        return cls(content.decode("utf-8", "surrogatepass").split("\n") if content else [])

    def packed(self) -> bytes:
        """Return the words, one a line."""
        return "\n".join(self._words).encode("utf-8", "surrogatepass")

    def matches(self, text: str) -> list[Match]:
        """Return every occurrence of every word."""
        look = functools.partial(self._built.find_matches_as_indexes, overlapping=True)
        found = whole(look, text)
        return [(start, end, number) for number, start, end in found]


@functools.cache
def engine() -> type[Automaton]:
    """Return the automaton of this machine."""
    return Daachorse if importlib.util.find_spec("daachorse") else AhoCorasick
