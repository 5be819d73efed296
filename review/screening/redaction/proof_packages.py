"""Other readers of packages, for the proof: each part by a parser, each sheet by a library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

import python_calamine

from review.screening.limits import Limits
from review.screening.redaction.removal import NotRemoved
from review.screening.redaction.views import IN_ONE, IN_VALUES, View, Views

_BLOCKS: Final = frozenset({"p", "c", "si", "is"})
"""Elements whose text people read in one."""


def package_views(content: bytes, *, limits: Limits) -> Iterator[Views]:  # noqa: ARG001
    """Yield what each part of a package says, element by element, and all of it in one.

    Raises:
        NotRemoved: a part is no sound XML, so nobody can tell what it says.
    """
    yield _package(content)


def _package(content: bytes) -> Views:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield View(name, name, IN_VALUES)
            if name.endswith((".xml", ".rels")):
                part = _Part(package.read(name), name)
                yield from (View(name, text) for text in part.blocks)
                yield from (View(name, value, IN_VALUES) for value in part.values)
                yield View(name, "".join(part.blocks), IN_ONE)


class _Part:
    """The texts and attributes of one part."""

    def __init__(self, content: bytes, name: str) -> None:
        self.blocks, self.values = [""], list[str]()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.CommentHandler = self.values.append
        parser.ProcessingInstructionHandler = self._instruct
        parser.buffer_text = True
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
        except expat.ExpatError as fault:
            raise NotRemoved(name) from fault

    def _begin(self, _: str, attributes: dict[str, str]) -> None:
        self.values += attributes.values()

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] in _BLOCKS:
            self.blocks.append("")

    def _say(self, text: str) -> None:
        self.blocks[-1] += text

    def _instruct(self, target: str, data: str) -> None:
        self.values += (target, data)


def sheet_views(content: bytes, *, limits: Limits) -> Iterator[Views]:  # noqa: ARG001
    """Yield every cell of every sheet, as another library reads it."""
    yield _sheets(content)


def _sheets(content: bytes) -> Views:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in workbook.sheet_names:
        yield View(name, name)
        for row in workbook.get_sheet_by_name(name).to_python():
            yield from (View(name, str(value)) for value in row if value != "")
