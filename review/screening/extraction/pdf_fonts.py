"""Fonts of a PDF that show other signs than their text says, and the pages that use them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf

from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import whole
from review.screening.extraction.pdf_tounicode import glyph_meanings, to_unicode

_BY_UNICODE = re.compile(r"/Uni(?:GB|CNS|JIS|KS)[^-]*-(?:UCS2|UTF16)-[HV]$")
_NAMED: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_PLAIN: Final = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding"})
_FEW, _SHARE = 3, 0.2
_MANY, _SAME = 8, 0.3
_DEEPEST: Final = 4

Meanings = Mapping[int, str]


def lying_pages(pdf: pikepdf.Pdf, purse: Purse) -> frozenset[int]:
    """Return the numbers of the pages that use a font whose map and signs disagree."""
    lies: dict[tuple[int, int], bool] = {}
    pages = set()
    for number, page in enumerate(pdf.pages, start=1):
        for font in fonts_in(page.obj.get("/Resources"), depth=0):
            if font.objgen not in lies or font.objgen == (0, 0):
                lies[font.objgen] = _lies(font, purse)
            if lies[font.objgen]:
                pages.add(number)
    return frozenset(pages)


def fonts_in(resources: Any, *, depth: int) -> Iterator[pikepdf.Dictionary]:  # noqa: ANN401
    """Yield the fonts of a page and of the forms it may draw."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    yield from _dictionaries(resources.get("/Font"))
    for form in _dictionaries(resources.get("/XObject")):
        yield from fonts_in(form.get("/Resources"), depth=depth + 1)


def _dictionaries(value: Any) -> Iterator[Any]:  # noqa: ANN401 - what stands there
    if isinstance(value, pikepdf.Dictionary):
        for each in value.as_dict().values():
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                yield each


def _lies(font: pikepdf.Dictionary, purse: Purse) -> bool:
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return False
    said = to_unicode(purse.read(table))
    meant = _meant(font, said, purse)
    compared = [(said[code], signs) for code, signs in meant.items() if _counts(said[code])]
    wrong = sum(_plain(text) not in {_plain(sign) for sign in signs} for text, signs in compared)
    return (wrong >= _FEW and wrong > _SHARE * len(compared)) or _is_muddled(said)


def _is_muddled(said: Meanings) -> bool:
    """Whether many codes mean the same sign: a map made to be read wrong."""
    signs = [text for text in said.values() if _counts(text)]
    return len(signs) >= _MANY and len(signs) - len(set(signs)) > _SAME * len(signs)


def _meant(font: pikepdf.Dictionary, said: Meanings, purse: Purse) -> Mapping[int, frozenset[str]]:
    """Return for the codes of a font what they show, where anything but its map tells."""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == pikepdf.Name.Type0:
        if isinstance(encoding, pikepdf.Name) and _BY_UNICODE.match(str(encoding)):
            return {code: frozenset({chr(code)}) for code in said if code <= 0xFFFF}  # noqa: PLR2004
        return _by_glyph(font, said, purse)
    return {code: frozenset({sign}) for code, sign in _simple(encoding) if code in said}


def _by_glyph(
    font: pikepdf.Dictionary, said: Meanings, purse: Purse
) -> Mapping[int, frozenset[str]]:
    (descendant,) = font.DescendantFonts
    mapping = descendant.get("/CIDToGIDMap", pikepdf.Name.Identity)
    descriptor = descendant.get("/FontDescriptor")
    file = descriptor.get("/FontFile2") if isinstance(descriptor, pikepdf.Dictionary) else None
    if mapping != pikepdf.Name.Identity or not isinstance(file, pikepdf.Stream):
        return {}
    meanings = glyph_meanings(purse.read(file))
    return {code: meanings[code] for code in said if code in meanings}


def _simple(encoding: Any) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - a name or a dictionary
    """Yield the letters and digits of an encoding that is named, or whose signs are."""
    named = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    if isinstance(named, pikepdf.Name) and str(named) in _PLAIN:
        yield from ((code, chr(code)) for code in range(0x30, 0x7B) if chr(code).isalnum())
    if isinstance(encoding, pikepdf.Dictionary):
        yield from _differences(encoding.get("/Differences"))


def _differences(value: Any) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - what stands there
    code = 0
    for each in value if isinstance(value, pikepdf.Array) else ():
        if not isinstance(each, pikepdf.Name):
            code = whole(each)
            continue
        name = str(each).lstrip("/")
        sign = _NAMED.get(name, name)
        if len(sign) == 1 and sign.isalnum():
            yield code, sign
        code += 1


def _counts(text: str) -> bool:
    return len(text) == 1 and text.isalnum()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
