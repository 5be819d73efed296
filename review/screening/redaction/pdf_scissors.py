"""Cut signs out of the drawing of a page, so that what stays stands where it stood."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from review.screening.redaction.pdf_codes import Codes, codes_of
from review.screening.redaction.pdf_cuts import Uncut, cut
from review.screening.redaction.pdf_places import Glyph, PagePlaces

_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_MARKING: Final = frozenset({"BMC", "EMC", "MP", "DP", "BDC", "BX", "EX"})
_PAINTING: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_DEEPEST: Final = 8

Numbers = frozenset[tuple[int, int]]
"""Of objects."""


class Scissors:
    """Follows the drawing of one page as the library did that told where its signs stand."""

    def __init__(self, pdf: pikepdf.Pdf, places: PagePlaces, off: Numbers) -> None:
        """Take the texts of the page in the order of drawing; layers that are `off` go."""
        self._pdf, self._off = pdf, off
        self._left = iter(zip(places.texts, places.scales, strict=True))

    def cut(self, page: pikepdf.Page) -> tuple[bytes, Any]:
        """Return the drawing of a page without the signs that are gone, and what it draws with.

        Raises:
            Uncut: it cannot be followed.
        """
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        cut = self._drawing(page, resources, depth=0)
        if next(self._left, None) is not None:
            raise Uncut
        return cut

    def _drawing(self, item: Any, resources: Any, *, depth: int) -> tuple[bytes, Any]:  # noqa: ANN401
        if depth > _DEEPEST:
            raise Uncut
        kept = _copied(resources)
        with warnings.catch_warnings(action="ignore"):
            instructions = pikepdf.parse_content_stream(item)
        pen = _Pen(self, kept, depth)
        return pikepdf.unparse_content_stream([*pen.through(instructions)]), pen.resources

    def next_text(self) -> tuple[list[Glyph], float]:
        """Return the signs of the text that comes next, and its measure."""
        try:
            return next(self._left)
        except StopIteration:
            raise Uncut from None

    def form(self, form: pikepdf.Stream, resources: Any, *, depth: int) -> pikepdf.Object:  # noqa: ANN401
        """Return a form of its own for this place, its drawing cut."""
        drawing, kept = self._drawing(form, form.get("/Resources", resources), depth=depth + 1)
        copied = self._pdf.make_stream(drawing)
        for key in ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group"):
            if key in form:
                copied[key] = form[key]
        copied.Resources = kept
        return copied

    def is_off(self, group: Any) -> bool:  # noqa: ANN401 - whatever stands there
        """Whether what belongs to a layer, or to one of several, does not show."""
        if not isinstance(group, pikepdf.Dictionary):
            return False
        if "/VE" in group:
            raise Uncut
        groups = group.get("/OCGs", group)
        members = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
        return all(member.objgen in self._off for member in members)


def _copied(item: Any) -> pikepdf.Dictionary:  # noqa: ANN401 - a dictionary, or nothing
    return pikepdf.Dictionary({} if item is None else dict(item.items()))


class _Pen:
    """Goes through the instructions of one drawing."""

    def __init__(self, scissors: Scissors, resources: Any, depth: int) -> None:  # noqa: ANN401
        self._scissors, self.resources, self._depth = scissors, resources, depth
        self._fonts: dict[str, Codes] = {}
        self._font, self._saved = "", [""]
        self._hidden: list[bool] = []
        self._number = 0

    def through(self, instructions: Any) -> Iterator[Any]:  # noqa: ANN401 - a list of theirs
        for instruction in instructions:
            operator = str(getattr(instruction, "operator", ""))
            operands = list(getattr(instruction, "operands", ()))
            if operator in _MARKING:
                self._mark(operator, operands)
            elif operator in _SHOWING:
                yield from self._show(operator, operands)
            elif operator == "Do":
                yield from self._do(operands)
            elif not (any(self._hidden) and operator == "INLINE IMAGE"):
                self._state(operator, operands)
                yield self._plain(instruction, operator, operands)

    def _plain(self, instruction: Any, operator: str, operands: list[Any]) -> Any:  # noqa: ANN401
        if any(self._hidden) and operator in {*_PAINTING, "sh"}:
            return pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
        return instruction if operator == "INLINE IMAGE" else (operands, pikepdf.Operator(operator))

    def _state(self, operator: str, operands: list[Any]) -> None:
        if operator == "Tf":
            self._font = str(operands[0])
        elif operator == "q":
            self._saved.append(self._font)
        elif operator == "Q" and self._saved:
            self._font = self._saved.pop()
        elif operator == "gs":
            states = self.resources.get("/ExtGState", {})
            if "/Font" in states.get(str(operands[0]), {}):
                raise Uncut

    def _mark(self, operator: str, operands: list[Any]) -> None:
        if operator == "EMC":
            if self._hidden:
                self._hidden.pop()
        elif operator in {"BMC", "BDC"}:
            self._hidden.append(operator == "BDC" and self._is_off(operands))

    def _is_off(self, operands: list[Any]) -> bool:
        if str(operands[0]) != "/OC":
            return False
        properties = self.resources.get("/Properties", {})
        return self._scissors.is_off(properties.get(str(operands[1])))

    def _do(self, operands: list[Any]) -> Iterator[Any]:
        drawings = self.resources.get("/XObject", pikepdf.Dictionary())
        item = drawings.get(str(operands[0]))
        if not isinstance(item, pikepdf.Stream):
            return
        is_hidden = any(self._hidden) or self._scissors.is_off(item.get("/OC"))
        name = str(operands[0])
        if item.get("/Subtype") == pikepdf.Name.Form:
            form = self._scissors.form(item, self.resources, depth=self._depth)
            self._number += 1
            name = f"/Cut{self._number}"
            copied = _copied(drawings)
            copied[name] = form
            self.resources["/XObject"] = copied
        if not is_hidden:
            yield [pikepdf.Name(name)], pikepdf.Operator("Do")

    def _show(self, operator: str, operands: list[Any]) -> Iterator[Any]:
        if operator == '"':
            yield [operands[0]], pikepdf.Operator("Tw")
            yield [operands[1]], pikepdf.Operator("Tc")
        if operator in {"'", '"'}:
            yield [], pikepdf.Operator("T*")
        pieces = list(operands[0]) if operator == "TJ" else [operands[-1]]
        codes = self._codes()
        if not any(isinstance(piece, pikepdf.String) and bytes(piece) for piece in pieces):
            yield [pikepdf.Array(pieces)], pikepdf.Operator("TJ")
            return
        glyphs, scale = self._scissors.next_text()
        kept = cut(pieces, codes, glyphs, scale)
        if any(self._hidden):
            kept = [piece for piece in kept if not isinstance(piece, pikepdf.String)]
        yield [pikepdf.Array(kept)], pikepdf.Operator("TJ")

    def _codes(self) -> Codes:
        if self._font not in self._fonts:
            fonts = self.resources.get("/Font", pikepdf.Dictionary())
            self._fonts[self._font] = codes_of(fonts.get(self._font) if self._font else None)
        return self._fonts[self._font]
