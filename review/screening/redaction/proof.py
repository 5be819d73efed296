"""Show by readers that know nothing of each other that what was removed is nowhere in a copy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from review.screening.extraction.descent import readings
from review.screening.extraction.kinds import Kind
from review.screening.extraction.pdf_strings import folded
from review.screening.fold import FoldTable
from review.screening.limits import Limits
from review.screening.redaction.masks import spoken
from review.screening.redaction.pdf_proof import extractable
from review.screening.redaction.proof_bytes import byte_views
from review.screening.redaction.proof_packages import package_views, sheet_views
from review.screening.redaction.removal import NotRemoved
from review.screening.redaction.views import IN_VALUES, View, Views
from review.screening.segments import Segment, Trace

Taken = Callable[[bytes], Views]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What must be met in a copy no more often than in what was kept of the file."""

    table: FoldTable = field(repr=False)
    allowed: Mapping[str, int] = field(repr=False)
    """For each text removed, folded, how often it may be met."""
    given: Mapping[str, int] = field(repr=False)
    """The same for the texts as they stood."""


def gone(texts: Collection[str], *, kept: Iterable[str], table: FoldTable) -> Gone:
    """Return what must be gone, if this is all that was kept."""
    shown = list(kept)
    bare = [spoken(text, table=table) for text in shown]
    plain = {spoken(text, table=table) for text in texts}
    return Gone(
        table=table,
        allowed={word: sum(text.count(word) for text in bare) for word in plain if word},
        given={
            word: sum(text.count(word) for text in shown)
            for word in {text.strip() for text in texts}
            if word
        },
    )


def prove(content: bytes, gone: Gone, *, name: str, kind: Kind, limits: Limits) -> None:
    """Raise unless no reader meets what was removed, in no part, in no way of writing.

    1. Our own reader, all it reads, also what does not show.
    2. Another that parses every part by itself, and for workbooks a third.
    3. The bytes of every part, as each encoding writes the texts.

    Raises:
        NotRemoved: with the place where it was met, and never with what.
    """
    _hold(_read(content, name=name, limits=limits), gone)
    for views in _OTHERS.get(kind, ()):
        _hold(views(content), gone)
    _hold_bytes(content, gone, kind=kind)
    if kind is Kind.PDF:
        found = extractable(content, limits=limits)
        for word, allowed in gone.given.items():
            if folded(word) and found.count(word) > allowed:
                raise NotRemoved(kind.value)


_OTHERS: Mapping[Kind, tuple[Taken, ...]] = MappingProxyType(
    {Kind.WORD: (package_views,), Kind.WORKBOOK: (package_views, sheet_views)}
)


def _read(content: bytes, *, name: str, limits: Limits) -> Views:
    """Yield everything that our own reader takes out; a copy that it cannot read proves nothing."""
    for reading in readings(content, name="", limits=limits):
        extract = reading.extract
        if extract.unread is not None:
            raise NotRemoved(extract.unread.file or name)
        yield from (_view(each) for each in extract.segments)
        yield from (_view(each) for each in extract.traces)


def _view(find: Segment | Trace) -> View:
    place = "/".join(str(value) for value in find.place.values())
    return View(place or find.part.value, find.text)


def _hold(views: Views, gone: Gone) -> None:
    """Count over all views; of a whole part only words that are long enough."""
    met = dict.fromkeys(gone.allowed, 0)
    for view in views:
        text = spoken(view.text, table=gone.table)
        for word, allowed in gone.allowed.items():
            found = text.count(word) if len(word.encode()) >= view.least else 0
            if not view.is_apart:
                met[word] += found
            if (found if view.is_apart else met[word]) > allowed:
                raise NotRemoved(view.place)


def _hold_bytes(content: bytes, gone: Gone, *, kind: Kind) -> None:
    if kind is Kind.PDF:  # its streams are inflated below, and the rest of its bytes says anything
        return
    for place, raw in byte_views(content, is_package=kind in _OTHERS):
        for word, allowed in gone.given.items():
            if any(raw.count(code) > allowed for code in _codes(word)):
                raise NotRemoved(place)


_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def _codes(word: str) -> Iterator[bytes]:
    if len(word.encode()) >= IN_VALUES:
        yield from (word.encode(encoding, "replace") for encoding in _ENCODINGS)
