"""A paper with a secret in one place, and what is put on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.unit.screening.papers import BODY, pdf

SECRET = "青山渡口七号库"
Change = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True, slots=True)
class Canary:
    """A paper with the secret in one place, and the rule that tells of the place."""

    name: str
    content: bytes
    rule: str
    page: int = 0
    """The page on which it must be said to stand, if it is on one."""
    file: str = ""
    """The part of the file in which it must be said to stand."""


def placed(name: str, change: Change, rule: str, *, page: int = 0, file: str = "") -> Canary:
    return Canary(name, pdf(BODY, change=change), rule, page=page, file=file)


def note(kind: str, **entries: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        rectangle = Array([10, 10, 60, 60])
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=rectangle)
        for key, value in entries.items():
            note["/" + key] = String(value) if isinstance(value, str) else value
        annotate(made, note)

    return change


def annotate(made: pikepdf.Pdf, *notes: pikepdf.Object) -> None:
    made.pages[0].obj.Annots = Array([made.make_indirect(note) for note in notes])


def form(made: pikepdf.Pdf, drawing: bytes) -> Stream:
    form = made.make_stream(drawing)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 595, 842])
    form.Resources = Dictionary(Font=made.pages[0].obj.Resources.Font)
    return form
