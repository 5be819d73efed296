"""Show by two readers that what was removed can no longer be taken out of a file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import pikepdf

from review.screening.extraction.pdf_opening import objects_of, pages_of
from review.screening.extraction.pdf_signs import page_text
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import folded, text_of
from review.screening.limits import Limits
from review.screening.redaction.pdf_codes import Codes, codes_of
from review.screening.redaction.removal import NotRemoved

_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_ENCODINGS: Final = ("utf-8", "utf-16-be", "gb18030")


@dataclass(frozen=True, slots=True)
class Extractable:
    """What two readers that know nothing of each other take out of a file."""

    pages: str = field(repr=False)
    """What one library says the pages say."""
    objects: str = field(repr=False)
    """What all drawings write by the maps of their fonts, and all strings."""
    raw: tuple[bytes, ...] = field(repr=False)
    """All streams, inflated."""

    def count(self, text: str) -> int:
        """Return how often a text is met, at most, by any of the readers, however it is set."""
        plain = folded(text)
        if not plain:
            return 0
        seen = max(_folded(self.pages).count(plain), _folded(self.objects).count(plain))
        packed = [plain.encode(encoding, "ignore") for encoding in _ENCODINGS]
        long = [word for word in packed if len(word) > len(plain) or len(word) >= _LEAST]
        raw = max((sum(one.count(word) for one in self.raw) for word in long), default=0)
        return max(seen, raw)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Fold what many words are looked for in."""
    return folded(text)


_PLACE: Final = "PDF"
_LEAST: Final = 6
"""Shorter words of plain letters are met in any machine's code."""


def extractable(content: bytes, *, limits: Limits) -> Extractable:
    """Take out of a PDF all that can be taken out, by two readers.

    Raises:
        NotRead: it cannot be read.
    """
    purse = Purse(limits)
    with objects_of(content, limits=limits) as pdf:
        texts = [*_strings(pdf), *(_written(each) for each in _drawings(pdf))]
        streams = (item for item in pdf.objects if isinstance(item, pikepdf.Stream))
        raw = tuple(purse.read(item) for item in streams if _is_plain(item))
    with pages_of(content, limits=limits) as document:
        pages = "\n".join(page_text(page.get_textpage()) for page in document)
    return Extractable(pages, "\n".join(texts), raw)


def prove(content: bytes, removed: Mapping[str, int], *, limits: Limits) -> None:
    """Raise unless each removed text is met no more often than it may be.

    Raises:
        NotRemoved: one of them can still be taken out.
    """
    found = extractable(content, limits=limits)
    if any(found.count(text) > allowed for text, allowed in removed.items()):
        raise NotRemoved(_PLACE)


def _is_plain(item: pikepdf.Stream) -> bool:
    """Whether a stream is no picture and no font, whose bytes say nothing by themselves."""
    is_font = "/Length1" in item or str(item.get("/Subtype", "")) in {
        "/OpenType", "/CIDFontType0C", "/Type1C"
    }  # fmt: skip
    return not is_font and item.get("/Subtype") != pikepdf.Name.Image


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in [*pdf.objects, pdf.trailer]:
        yield from _within(item, depth=0)


def _within(item: Any, *, depth: int) -> Iterator[str]:  # noqa: ANN401 - any object
    if isinstance(item, pikepdf.String):
        yield text_of(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) and depth < 60:  # noqa: PLR2004
        values = item if isinstance(item, pikepdf.Array) else [value for _, value in item.items()]
        for value in values:
            if not isinstance(value, pikepdf.Object) or not value.is_indirect:
                yield from _within(value, depth=depth + 1)


@dataclass(frozen=True, slots=True)
class _Drawing:
    stream: Any
    resources: Any


def _drawings(pdf: pikepdf.Pdf) -> Iterator[_Drawing]:
    for page in pdf.pages:
        yield _Drawing(page, page.obj.get("/Resources"))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Resources" in item:
            yield _Drawing(item, item.get("/Resources"))


def _written(drawing: _Drawing) -> str:
    """Return what a drawing writes, each line that is set by itself a line."""
    fonts: dict[str, Codes] = {}
    texts: list[str] = []
    codes = codes_of(None)
    with warnings.catch_warnings(action="ignore"):
        instructions = pikepdf.parse_content_stream(drawing.stream)
    for instruction in instructions:
        operator = str(instruction.operator)
        operands: Sequence[Any] = getattr(instruction, "operands", ())
        if operator == "Tf" and operands:
            name = str(operands[0])
            fonts.setdefault(name, codes_of(_font(drawing.resources, name)))
            codes = fonts[name]
        elif operator in _SHOWING and operands:
            last = operands[-1]
            pieces = list(last) if isinstance(last, pikepdf.Array) else [last]
            texts += [_said(codes, piece) for piece in pieces]
        elif operator in {"Td", "TD", "Tm", "T*"}:
            texts.append("\n")
    return "".join(texts)


def _font(resources: Any, name: str) -> Any:  # noqa: ANN401 - whatever stands there
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    return fonts.get(name) if isinstance(fonts, pikepdf.Dictionary) else None


def _said(codes: Codes, piece: Any) -> str:  # noqa: ANN401 - a string or a number
    if not isinstance(piece, pikepdf.String):
        return ""
    try:
        return "".join(map(codes.meaning, codes.parts(bytes(piece))))
    except ValueError:
        return ""
