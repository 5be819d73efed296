"""Show by readers that know nothing of each other that what was removed is nowhere in a copy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Final

from review.screening.extraction.descent import readings
from review.screening.extraction.kinds import Kind
from review.screening.fold import FoldTable
from review.screening.limits import Limits
from review.screening.redaction.cuts import GAP, puts_in
from review.screening.redaction.masks import spoken
from review.screening.redaction.proof_bytes import byte_views
from review.screening.redaction.proof_packages import package_views, sheet_views
from review.screening.redaction.proof_pages import page_views
from review.screening.redaction.removal import NotRemoved
from review.screening.redaction.sought import Sought
from review.screening.redaction.views import IN_ONE, View, Views
from review.screening.segments import Reason, Segment, Trace

Taken = Callable[..., Iterable[Views]]
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_BLANK = frozenset({Reason.NO_TEXT, Reason.EMPTY})
"""Nothing but what was left out was there: so there is nothing to be met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What must be met in a copy no more often than in what was kept of the file."""

    table: FoldTable = field(repr=False)
    words: Sought = field(repr=False)
    """The texts removed, folded: all ways to write one are one."""
    in_one: Mapping[str, int] = field(repr=False)
    """How often each is met where all that stands in the copy runs together: numbers do."""
    codes: Sought = field(repr=False)
    """The texts as they stood, as each encoding writes them, a character for each byte."""


def gone(texts: Collection[str], *, kept: Iterable[str], table: FoldTable) -> Gone:
    """Return what must be gone, if this is all that was kept and put in place of it.

    What was put must say nothing of it. Beside its neighbours it may come to a number by accident:
    that is met in the copy as often as here.

    Raises:
        NotRemoved: what was put somewhere says what was removed.
    """
    told = list(kept)
    shown = [text.replace(GAP, "") for text in told]
    fold = partial(spoken, table=table)
    words = Sought.of(map(fold, texts), kept=map(fold, shown))
    if any(words.met(fold(put)) for put in {put for text in told for put in puts_in(text)}):
        raise NotRemoved
    stood = Sought.of(map(str.strip, texts), kept=shown)
    return Gone(
        table=table,
        words=words,
        in_one=words.met(fold("".join(shown))),
        codes=Sought.told(
            {
                word.encode(encoding, "replace").decode("latin-1"): allowed
                for word, allowed in stood.allowed.items()
                for encoding in _ENCODINGS
            }
        ),
    )


def prove(content: bytes, gone: Gone, *, name: str, kind: Kind, limits: Limits) -> None:
    """Raise unless no reader meets what was removed, in no part, in no way of writing.

    1. Our own reader, all it reads, also what does not show.
    2. Another that parses every part by itself, and for workbooks a third.
    3. The bytes of every part, as each encoding writes the texts.

    Raises:
        NotRemoved: with the place where it was met, and never with what.
    """
    fold = partial(spoken, table=gone.table)
    hold = partial(_hold, sought=gone.words, in_one=gone.in_one, fold=fold)
    _hold_read(content, gone, name=name, limits=limits)
    for taken in _OTHERS.get(kind, ()):
        for views in taken(content, limits=limits):
            hold(views)
    raw = byte_views(content, kind=kind, limits=limits)
    _hold(raw, sought=gone.codes, in_one={}, fold=str)


_OTHERS: Mapping[Kind, tuple[Taken, ...]] = MappingProxyType(
    {
        Kind.WORD: (package_views,),
        Kind.WORKBOOK: (package_views, sheet_views),
        Kind.PDF: (page_views,),
    }
)


def _hold_read(content: bytes, gone: Gone, *, name: str, limits: Limits) -> None:
    """Count over all that our own reader takes out, at each place the most that a view of it has.

    A text may be read in more than one way: as it stands, and as its markup shows it.
    """
    most: dict[str, Counter[str]] = {}
    for find in _finds(content, name=name, limits=limits):
        met: Counter[str] = Counter()
        for view in _views(find):
            found = gone.words.met(spoken(view.text, table=gone.table))
            allowed = gone.in_one if view.is_one else {}
            for word, times in found.items():
                if not view.is_one:
                    met[word] += times
                elif times > max(gone.words.allowed[word], allowed.get(word, 0)):
                    raise NotRemoved(view.place)
        place = _place(find)
        most[place] = most.get(place, Counter()) | met
    total: Counter[str] = Counter()
    for place, met in most.items():
        total.update(met)
        if any(total[word] > gone.words.allowed[word] for word in met):
            raise NotRemoved(place)


def _finds(content: bytes, *, name: str, limits: Limits) -> Iterator[Segment | Trace]:
    """Yield everything that our own reader takes out; a copy that it cannot read proves nothing."""
    for reading in readings(content, name="", limits=limits):
        extract = reading.extract
        if extract.unread is not None and extract.unread.reason not in _BLANK:
            raise NotRemoved(extract.unread.file or name)
        yield from extract.segments
        yield from extract.traces


def _views(find: Segment | Trace) -> Views:
    """Yield a text; that of a sheet cell by cell, and all cells in one."""
    place = _place(find)
    if isinstance(find, Segment) and find.grid is not None:
        yield from (View(place, cell) for cell in re.split(r"[\t\n]", find.text) if cell)
        yield View(place, find.text, IN_ONE)
    else:
        yield View(place, find.text)


def _place(find: Segment | Trace) -> str:
    return "/".join(str(value) for value in find.place.values()) or find.part.value


def _hold(
    views: Iterator[View],
    *,
    sought: Sought,
    in_one: Mapping[str, int],
    fold: Callable[[str], str],
) -> None:
    """Count over all views of one reader; what says again what others say counts by itself."""
    met: Counter[str] = Counter()
    for view in views:
        for word, times in sought.met(fold(view.text)).items():
            if len(word.encode()) < view.least:
                continue
            met[word] += 0 if view.is_apart else times
            allowed = max(sought.allowed[word], in_one.get(word, 0) if view.is_one else 0)
            if (times if view.is_apart else met[word]) > allowed:
                raise NotRemoved(view.place)
