"""Long lists of terms over published laws, against a bare scan by another library."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from review.screening.automaton import AhoCorasick, Daachorse, engine
from review.screening.fold import Folded, fold
from review.screening.prepared import prepared
from review.screening.rules import active_ruleset
from review.screening.shelf import Shelf
from review.screening.terms import Terms, find_spelled, find_terms, terms_of
from tests.bench.measure import Deed, Ratio, compared, tell
from tests.bench.peers import Absent, Peer, peer
from tests.conftest import named_folder

LENGTHS = (2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 7, 8)
REAL = 0.03
"""So many of the terms do occur in the texts; the others are of the same characters."""


def measured(folder: Path) -> Iterator[Ratio]:
    """Scan the laws for 10,000 and for 100,000 terms, and load what was built before."""
    texts = tuple(_texts())
    if not texts:
        tell("skipped: XIANSHEN_REAL_FILES names no folder with laws")
        return
    size = sum(len(text.encode()) for text in texts) / 1e6
    drawn = random.Random(1)  # noqa: S311 - a fixed drawing, nothing secret
    for count, at_most in ((10_000, 1 / 3), (100_000, 1 / 2.5)):
        words = _drawn(texts, count, drawn)
        try:
            with peer("pyahocorasick") as other:
                bare = _bare(other, words, texts, folder)
                yield from _scanned(words, texts, bare=bare, at_most=at_most)
        except Absent as reason:
            tell(f"skipped: {reason}")
        yield _engines(words, texts)
    yield _loaded(words, folder)
    tell(f"terms: {len(texts)} laws, {size:.1f} MB")


def _texts() -> Iterator[str]:
    real = named_folder()
    for path in sorted((real / "corpus" / "laws").glob("*.md")) if real else ():
        yield path.read_text(encoding="utf-8")


def _drawn(texts: Sequence[str], count: int, drawn: random.Random) -> list[str]:
    han = "".join(char for text in texts[:60] for char in text if "\u4e00" <= char <= "\u9fff")
    words: set[str] = set()
    while len(words) < count:
        length, at = drawn.choice(LENGTHS), drawn.randrange(len(han) - max(LENGTHS))
        real = length > min(LENGTHS) and drawn.random() < REAL
        words.add(han[at : at + length] if real else "".join(drawn.choices(han, k=length)))
    return sorted(words)


def _scanned(
    words: list[str], texts: Sequence[str], *, bare: Deed, at_most: float
) -> Iterator[Ratio]:
    table = prepared(active_ruleset()).table
    built = terms_of([[word.translate(table) for word in words]])
    to = ("pyahocorasick, nothing folded, no offsets", bare)

    def ours(*, is_second: bool = False) -> int:
        return sum(_count(built, fold(text, table=table), is_second) for text in texts)

    name = f"{len(words)} terms, folding and offsets"
    yield compared(name, ours, to=to, at_most=at_most)
    yield compared(f"{name}, signs between too", lambda: ours(is_second=True), to=to)


def _engines(words: list[str], texts: Sequence[str]) -> Ratio:
    table = prepared(active_ruleset()).table
    folded = [fold(text, table=table).joined for text in texts]
    one, other = (_engine(kind, words, folded) for kind in (Daachorse, AhoCorasick))
    return compared(f"{len(words)} terms, {one[0]} alone", one[1], to=other)


def _count(terms: Terms, folded: Folded, is_second: bool) -> int:  # noqa: FBT001
    met = sum(len(found.starts) for found in find_terms(terms, folded))
    if is_second:
        met += sum(len(found.starts) for found in find_spelled(terms, folded))
    return met


def _bare(other: Peer, words: list[str], texts: Sequence[str], folder: Path) -> Deed:
    """Let the peer build its automaton and take the texts; what it then does is scan them."""
    asked = {"words": str(folder / "words.json"), "texts": str(folder / "texts.json")}
    for path, strings in zip(asked.values(), (words, texts), strict=True):
        Path(path).write_text(json.dumps(strings), encoding="utf-8")
    other.ask(asked)
    return lambda: other.ask(None)


def _engine(
    kind: type[Daachorse | AhoCorasick], words: list[str], texts: Sequence[str]
) -> tuple[str, Deed]:
    automaton = kind.of(words)
    return kind.name, lambda: [automaton.matches(text) for text in texts]


def _loaded(words: list[str], folder: Path) -> Ratio:
    shelf = Shelf(folder)
    kept = terms_of([words], shelf=shelf)

    def load() -> object:
        content = shelf.get(kept.digest)
        assert content is not None
        return engine().loaded(content)

    return compared(
        f"loading the automaton of {len(words)} terms",
        load,
        to=("building it", lambda: terms_of([words])),
        at_most=1 / 50,
    )
