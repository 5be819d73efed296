"""The terms of all lexicons of a ruleset: one automaton, one pass, exact places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import numpy as np

from review.screening.automaton import Automaton, Match, engine
from review.screening.fold import Folded
from review.screening.shelf import Shelf
from review.screening.signs import bare
from review.screening.trail import Places

_KEPT: Final = 4
_CHUNK: Final = 1 << 20
"""So many characters are looked through at a time: their matches must fit into memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The automaton as bytes, for the child to load; terms are numbered through all lexicons."""

    content: bytes = field(repr=False)
    engine: str
    ends: tuple[int, ...]
    """For each lexicon how many terms there are up to its last."""
    longest: int
    latin: bytes = field(repr=False)
    """For each term whether its first (1) and its last (2) character are Latin ones."""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where terms of one lexicon stand in the given text, in the order of the text."""

    lexicon: int
    starts: Places
    ends: Places
    spelled: bool = False
    """With signs between the letters: found in the second view only."""


def terms_of(lexicons: Sequence[Sequence[str]], *, shelf: Shelf | None = None) -> Terms:
    """Build the automaton of folded terms, or take it from the shelf if it was built before."""
    words = [word for lexicon in lexicons for word in lexicon]
    named = "\n".join((engine().name, *words)).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(named).hexdigest()
    content = None if shelf is None else shelf.get(digest)
    if content is None:
        content = engine().of(words).packed()
        if shelf is not None:
            shelf.put(digest, content)
    return Terms(
        content=content,
        engine=engine().name,
        ends=tuple(np.cumsum([len(lexicon) for lexicon in lexicons]).tolist()),
        longest=max(map(len, words), default=0),
        latin=bytes(_is_latin(word[0]) + 2 * _is_latin(word[-1]) for word in words),
        digest=digest,
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


_LOADED: dict[str, Automaton] = {}


def _automaton(terms: Terms) -> Automaton:
    """Load the automaton once in a process; the last few stay."""
    loaded = _LOADED.get(terms.digest)
    if loaded is None:
        while len(_LOADED) >= _KEPT:
            _LOADED.pop(next(iter(_LOADED)), None)
        loaded = _LOADED[terms.digest] = engine().loaded(terms.content)
    return loaded


def find_terms(terms: Terms, folded: Folded) -> Iterator[Found]:
    """Find every term in a folded text."""
    for matches in _in_chunks(_automaton(terms), folded.joined, longest=terms.longest):
        yield from _founds(_table(matches), terms=terms, folded=folded, spelled=False)


def find_spelled(terms: Terms, folded: Folded) -> Iterator[Found]:
    """Find the terms that have signs between their letters."""
    second = bare(folded.joined, reach=terms.longest)
    if second is not None:
        table = second.spelled(_table(_automaton(terms).matches(second.text)))
        yield from _founds(table, terms=terms, folded=folded, spelled=True)


def _in_chunks(automaton: Automaton, text: str, *, longest: int) -> Iterator[list[Match]]:
    if len(text) <= _CHUNK:
        yield automaton.matches(text)
        return
    for begin in range(0, len(text), _CHUNK):
        piece = text[begin : begin + _CHUNK + longest - 1]
        yield [
            (start + begin, end + begin, number)
            for start, end, number in automaton.matches(piece)
            if start < _CHUNK
        ]


def _table(matches: list[Match]) -> Places:
    """Put matches into rows of starts, ends and numbers."""
    flat = np.fromiter(chain.from_iterable(matches), np.int64, count=3 * len(matches))
    return flat.reshape(-1, 3).T


def _founds(table: Places, *, terms: Terms, folded: Folded, spelled: bool) -> Iterator[Found]:
    table = _whole_words(table, latin=terms.latin, folded=folded)
    for lexicon, mine in _by_lexicon(table, ends=terms.ends):
        starts, ends = _outermost(mine[0], mine[1])
        yield Found(
            lexicon=lexicon,
            starts=folded.given(starts),
            ends=folded.given(ends - 1) + 1,
            spelled=spelled,
        )


def _by_lexicon(table: Places, *, ends: tuple[int, ...]) -> Iterator[tuple[int, Places]]:
    if len(ends) == 1 and table.size:
        yield 0, table
        return
    which = np.searchsorted(np.array(ends), table[2], side="right")
    for lexicon in np.unique(which).tolist():
        yield lexicon, table[:, which == lexicon]


def _outermost(starts: Places, ends: Places) -> tuple[Places, Places]:
    """Leave out what lies within another: one thing is one finding.

    Matches come by their ends, of the same end the longest first: one lies within another if that
    other comes later and does not begin later, or comes before and ends with it.
    """
    later = np.minimum.accumulate(starts[::-1])[::-1]
    outer = np.ones(len(starts), np.bool_)
    outer[:-1] = later[1:] > starts[:-1]
    same_end = ends[1:] == ends[:-1]
    outer[:-1] |= same_end & (np.append(later, ends[-1:])[2:] > starts[:-1])
    outer[1:] &= ~same_end
    return starts[outer], ends[outer]


def _whole_words(table: Places, *, latin: bytes, folded: Folded) -> Places:
    """Refuse a Latin term that goes on to either side: a word of its own, or none."""
    edges = np.frombuffer(latin, np.uint8)[table[2]]
    if not edges.any():
        return table
    kept = [
        not edge or _stands_alone(folded, start, end, edge=edge)
        for start, end, edge in zip(
            table[0].tolist(), table[1].tolist(), edges.tolist(), strict=True
        )
    ]
    return table[:, kept]


def _stands_alone(folded: Folded, start: int, end: int, *, edge: int) -> bool:
    begin, stop = folded.span(start, end)
    before, after = folded.text[max(begin - 1, 0) : begin], folded.text[stop : stop + 1]
    goes_on = (edge & 1 and _is_latin_word(before, folded)) or (
        edge & 2 and _is_latin_word(after, folded)
    )
    return not goes_on


def _is_latin_word(char: str, folded: Folded) -> bool:
    shown = char.translate(folded.table)
    return bool(shown) and _is_latin(shown)
