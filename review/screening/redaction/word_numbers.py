"""The automatic numbers of paragraphs, written out as the reader of the paper sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lxml import etree

from review.screening.extraction.office import Office
from review.screening.extraction.word_styles import attribute, value_of
from review.screening.redaction.word_formats import looks

_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_BULLET: Final = "\u2022"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 9999


@dataclass(slots=True)
class Numbers:
    """Counts through the numbered paragraphs of a body, in their order."""

    office: Office
    main: str
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _found: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, number: etree._Element | None) -> str:
        """Return the number of the next paragraph that has this numbering; empty for none."""
        if number is None:
            return ""
        id_, depth = _child(number, "numId"), _whole(_child(number, "ilvl"), otherwise=0)
        listed = self._listed("num", "numId", id_)
        abstract = "" if listed is None else _child(listed, "abstractNumId")
        levels = self._levels(abstract)
        level = levels.get(depth)
        if listed is None or level is None:
            return ""
        self._count(id_, abstract, depth, levels, listed)
        shown = self._shown(level, self._counts[abstract], levels)
        is_tight = _child(level, "suff") == "nothing" or not shown
        return shown if is_tight else f"{shown} "

    def _count(
        self, id_: str, abstract: str, depth: int, levels: Levels, listed: etree._Element
    ) -> None:
        counts = self._counts.setdefault(abstract, {})
        if id_ not in self._begun:
            self._begun.add(id_)
            for override in listed.iterfind("{*}lvlOverride"):
                start = _child(override, "startOverride")
                if start:
                    at = _whole(attribute(override, "ilvl"), otherwise=0)
                    counts[at] = _whole(start, otherwise=1) - 1
        for above in range(depth):
            counts.setdefault(above, _start(levels.get(above)))
        counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        for below in [at for at in counts if at > depth]:
            del counts[below]

    def _shown(self, level: etree._Element, counts: Mapping[int, int], levels: Levels) -> str:
        text = _child(level, "lvlText")
        if _child(level, "numFmt") == "bullet":
            return _PRIVATE.sub(_BULLET, text)
        return _PLACE.sub(lambda found: _spelt(int(found[1]) - 1, counts, levels), text)

    def _levels(self, abstract: str) -> Levels:
        found = self._listed("abstractNum", "abstractNumId", abstract)
        if found is None:
            return {}
        return {
            _whole(attribute(level, "ilvl"), otherwise=0): level
            for level in found.iterfind("{*}lvl")
        }

    def _listed(self, name: str, key: str, id_: str) -> etree._Element | None:
        if name not in self._found:
            self._found[name] = {
                attribute(each, key): each
                for part in self.office.related(self.main, "numbering")
                for each in self.office.root(part).iterfind(f"{{*}}{name}")
            }
        return self._found[name].get(id_)


Levels = Mapping[int, etree._Element]  # noqa: SLF001 - the only name lxml has for it


def _spelt(depth: int, counts: Mapping[int, int], levels: Levels) -> str:
    level = levels.get(depth)
    form = "decimal" if level is None else _child(level, "numFmt")
    number = min(max(counts.get(depth, 1), 0), _MOST)
    return _FORMS.get(form, str)(number)


def _start(level: etree._Element | None) -> int:
    return 1 if level is None else _whole(_child(level, "start"), otherwise=1)


def _child(element: etree._Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else value_of(found)


def _whole(text: str, *, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise  # noqa: PLR2004 - digits


def chinese(number: int) -> str:
    """Return a number below ten thousand as a paper counts its chapters."""
    digits, tens, nought = (looks()[name] for name in ("digits", "tens", "nought"))
    if not number:
        return str(nought)
    said = ""
    for power, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            said = f"{digits[digit - 1]}{tens[power]}{said}"
        elif said and not said.startswith(nought):
            said = f"{nought}{said}"
    return said[1:] if said.startswith(f"{digits[0]}{tens[1]}") else said


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _letters(number: int) -> str:
    turns, at = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + at) * (turns + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)  # noqa: PLR2004 - there are twenty


_FORMS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimalZero": lambda number: f"{number:02}",
        "lowerRoman": _roman,
        "upperRoman": lambda number: _roman(number).upper(),
        "lowerLetter": _letters,
        "upperLetter": lambda number: _letters(number).upper(),
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "chineseCounting": chinese,
        "chineseCountingThousand": chinese,
        "japaneseCounting": chinese,
        "taiwaneseCounting": chinese,
        "taiwaneseCountingThousand": chinese,
        "none": lambda _: "",
    }
)
