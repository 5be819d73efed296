"""The looks that cells of a copy keep: bold, size, lines around, and where the text stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import TypeVar

from lxml import etree

from review.screening.extraction.sheet_palette import number_in

T = TypeVar("T")
_SIDES = ("left", "right", "top", "bottom")
_ACROSS = frozenset({"left", "center", "right", "justify", "distributed"})
_UP = frozenset({"top", "center", "bottom"})
_ON = frozenset({"1", "true", "on"})
_PLAIN_FORM = re.compile(r"[#0,]*0(?:\.0{1,8})?%?")
_BUILT_IN = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
_GENERAL_PLACES, _MOST_DIGITS = 9, 20
_SMALLEST, _LARGEST, _USUAL = 6.0, 72.0, 11.0


@dataclass(frozen=True, slots=True)
class Face:
    """How the cells of one style look in the copy."""

    is_bold: bool = False
    size: float = _USUAL
    has_lines: bool = False
    across: str = ""
    up: str = ""
    wraps: bool = False
    form: str = ""
    """The number format, if it has no words and no days: these are written out."""

    def shown(self, number: str) -> str:
        """Return a number with the digits behind its point that people see."""
        try:
            value = Decimal(number)
        except DecimalException:
            return number
        places = len(self.form.partition(".")[2].strip("%")) if self.form else _GENERAL_PLACES
        places += 2 * self.form.endswith("%")
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent >= -places or value.adjusted() > _MOST_DIGITS:
            return number
        shown = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown


@dataclass(frozen=True, slots=True)
class Styles:
    """The faces of a copy, and which style of the file has which."""

    faces: tuple[Face, ...] = (Face(),)
    by_style: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, *, used: Collection[str]) -> Styles:
        """Read the styles that cells use."""
        faces = [Face()]
        numbers: dict[str, int] = {}
        for style, face in () if root is None else _faces(root):
            if style in used:
                if face not in faces:
                    faces.append(face)
                numbers[style] = faces.index(face)
        return cls(tuple(faces), numbers)


def _faces(root: etree._Element) -> Iterator[tuple[str, Face]]:
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    forms = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    lines = [_has_lines(border) for border in root.iterfind("{*}borders/{*}border")]
    for number, xf in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        is_bold, size = _at(fonts, xf.get("fontId"), otherwise=(False, _USUAL))
        aligned = xf.find("{*}alignment")
        told = {} if aligned is None else {str(k): str(v) for k, v in aligned.items()}
        number_format = xf.get("numFmtId", "0")
        form = forms.get(number_format) or _BUILT_IN.get(number_format, "")
        across, up = told.get("horizontal", ""), told.get("vertical", "")
        yield (
            str(number),
            Face(
                is_bold=is_bold,
                size=size,
                has_lines=_at(lines, xf.get("borderId"), otherwise=False),
                across=across if across in _ACROSS else "",
                up=up if up in _UP else "",
                form=form if _PLAIN_FORM.fullmatch(form) else "",
                wraps=told.get("wrapText") in _ON,
            ),
        )


def _font(font: etree._Element) -> tuple[bool, float]:
    bold, size = font.find("{*}b"), font.find("{*}sz")
    points = None if size is None else number_in(size.get("val"))
    is_bold = bold is not None and bold.get("val", "1") in _ON
    return is_bold, min(max(points or _USUAL, _SMALLEST), _LARGEST)


def _has_lines(border: etree._Element) -> bool:
    sides = (border.find(f"{{*}}{side}") for side in _SIDES)
    return any(side is not None and side.get("style", "none") != "none" for side in sides)


def _at(values: list[T], index: str | None, *, otherwise: T) -> T:
    number = number_in(index)
    return values[int(number)] if number is not None and 0 <= number < len(values) else otherwise
