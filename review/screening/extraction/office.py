"""An Office package opened: its parts, what each is declared to be, and what leads to what."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import Archive, open_archive
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import Markup, hidden_segment, local, parsed
from review.screening.extraction.markup_bytes import is_plain
from review.screening.extraction.markup_sound import refuse_unsound
from review.screening.extraction.office_relations import Relation, Relations
from review.screening.extraction.package import CONTENT_TYPES, content_types
from review.screening.limits import Limits
from review.screening.segments import (
    NotRead,
    Reason,
    Trace,
)

ROOT = ""
"""Where the relations of the package itself begin."""
_OFFICE = "application/vnd."
_FIRST = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<(?:[A-Za-z0-9_.-]+:)?([A-Za-z][\w.-]*)"
)
_MARKUP_ENDINGS = (".xml", ".rels", ".vml")
_LOOSE = ".vml"
"""Drawings that programs themselves write like web pages."""
_ROOTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "styles": frozenset({"styles", "styleSheet"}),
        "sharedStrings": frozenset({"sst"}),
        "settings": frozenset({"settings"}),
        "numbering": frozenset({"numbering"}),
        "theme": frozenset({"theme", "themeOverride"}),
        "worksheet": frozenset({"worksheet"}),
        "header": frozenset({"hdr"}),
        "footer": frozenset({"ftr"}),
        "footnotes": frozenset({"footnotes"}),
        "endnotes": frozenset({"endnotes"}),
        "slide": frozenset({"sld"}),
        "slideLayout": frozenset({"sldLayout"}),
        "slideMaster": frozenset({"sldMaster"}),
        "notesSlide": frozenset({"notes"}),
        "core-properties": frozenset({"coreProperties"}),
        "extended-properties": frozenset({"Properties"}),
    }
)
"""What the root of a part must be called that a relation of this kind leads to."""
_FOREIGN = frozenset({"aFChunk", "package", "oleObject", "image", "subDocument"})
"""What these relations lead to is a file of its own kind, whatever it is declared to be."""


class Office:
    """The parts of a package by name, parsed when they are asked for."""

    def __init__(
        self, archive: Archive, *, limits: Limits, sought: frozenset[str] = frozenset()
    ) -> None:
        """Inflate every part; NotRead when one cannot be, or when no types are declared."""
        if CONTENT_TYPES not in archive.names:
            raise NotRead(Reason.UNSUPPORTED)
        self.limits = limits
        self._roots: dict[str, etree._Element] = {}
        self._root_names: dict[str, str] = {}
        self._markups: dict[str, Markup] = {}
        self._sought = sought
        self.comment = archive.comment
        self.remarks = archive.remarks
        self.contents: Mapping[str, bytes] = {
            entry.name: entry.content for entry in archive.entries()
        }
        self.types = content_types(self.root(CONTENT_TYPES))

    def root(self, name: str) -> etree._Element:
        """Return the root of a part; NotRead when it is no sound XML."""
        if name not in self._roots:
            self._roots[name] = parsed(self.contents[name], limits=self.limits)
        return self._roots[name]

    def markup(self, name: str) -> Markup:
        """Return a part parsed, with its bytes in UTF-8, however it was written."""
        if name not in self._markups:
            content, root = self.contents[name], self.root(name)
            plain = content if is_plain(content) else etree.tostring(root, encoding="utf-8")
            self._markups[name] = Markup(root, plain, self._sought)
        return self._markups[name]

    def utf8(self, name: str) -> bytes:
        """Return the bytes of a part in UTF-8, parsed only where they are not that already."""
        content = self.contents[name]
        return content if is_plain(content) else self.markup(name).content

    def refuse_unsound(self, *, besides: AbstractSet[str] = frozenset()) -> None:
        """Refuse the package when no part is named as its main one, or when one is broken.

        Those that were read are sound, `besides` too; others, such as styles, nobody had to parse.
        """
        if not self.related(ROOT, "officeDocument"):
            raise NotRead(Reason.BROKEN)
        for name in filter(self.is_markup, self.contents):
            if not name.casefold().endswith(_LOOSE):
                self._refuse_misplaced(name)
                if name not in besides:
                    self._refuse_unsound(name)

    def _refuse_unsound(self, name: str) -> None:
        content = self.contents[name]
        if not is_plain(content):
            self.root(name)
        elif name not in self._roots:
            refuse_unsound(content)

    def _refuse_misplaced(self, name: str) -> None:
        """Refuse a part in another's place: it is as good as lost."""
        for kind in self.kinds_of(name) & _ROOTS.keys():
            if self.root_name(name) not in _ROOTS[kind]:
                raise NotRead(Reason.BROKEN)

    def type_of(self, name: str) -> str:
        """Return what a part is declared to be, in small letters."""
        ending = posixpath.splitext(name)[1].casefold()
        return self.types.get(name) or self.types.get(ending, "")

    def is_markup(self, name: str) -> bool:
        """Whether a part is XML of the package, and not a file that was put into it."""
        return name in self._markup

    @cached_property
    def _markup(self) -> frozenset[str]:
        return frozenset(name for name in self.contents if self._is_xml(name))

    def _is_xml(self, name: str) -> bool:
        declared = self.type_of(name)
        if self.kinds_of(name) & _FOREIGN and not self._is_office_xml(name, declared):
            return False
        is_named = name.casefold().endswith(_MARKUP_ENDINGS)
        return declared.endswith(("+xml", "/xml")) or is_named

    def _is_office_xml(self, name: str, declared: str) -> bool:
        begins = self.contents[name][:3].removeprefix(b"\xef\xbb\xbf").startswith(b"<")
        return begins and declared.endswith("+xml") and _OFFICE in declared

    def root_name(self, name: str) -> str:
        """Return what the root of a part is called, without parsing it where that is sure."""
        if name not in self._root_names:
            content = self.contents[name]
            found = _FIRST.match(content) if name not in self._roots and is_plain(content) else None
            called = local(self.root(name)) if found is None else found[1].decode("ascii")
            self._root_names[name] = called
        return self._root_names[name]

    def rooted(self, *root_names: str) -> list[str]:
        """Return the parts whose root is called so."""
        parts = (name for name in self.contents if self.is_markup(name))
        return [name for name in parts if self.root_name(name) in root_names]

    def relations(self, source: str) -> tuple[Relation, ...]:
        """Return what a part leads to, in the order of its list."""
        return self._related.of(source)

    def related(self, source: str, kind: str) -> list[str]:
        """Return the parts that relations of one kind lead to."""
        return [
            relation.target
            for relation in self.relations(source)
            if relation.kind == kind and relation.target in self.contents
        ]

    def target(self, source: str, id_: str) -> str:
        """Return the part that a relation of this id leads to; empty for none."""
        found = (one.target for one in self.relations(source) if one.id == id_)
        name = next(found, "")
        return name if name in self.contents else ""

    def kinds_of(self, name: str) -> frozenset[str]:
        """Return the kinds of the relations that lead to a part."""
        return self._related.kinds_of(name)

    def reached_from(self, source: str) -> set[str]:
        """Return the parts that can be reached from one, itself left out."""
        return self._related.reached_from(source)

    @cached_property
    def _related(self) -> Relations:
        lists = (name for name in self.contents if name.endswith(".rels"))
        return Relations({name: self.root(name) for name in lists}, names=self.contents)


def open_office(content: bytes, *, limits: Limits, sought: frozenset[str] = frozenset()) -> Office:
    """Open a package; NotRead when the archive is not in order.

    `sought` names the elements that many searches look for in each part that is long.
    """
    return Office(open_archive(content, limits=limits), limits=limits, sought=sought)


def archive_finds(office: Office) -> Iterator[Find]:
    """Hand on what the archive around the parts says."""
    comment = office.comment.decode("utf-8", "replace").strip()
    if comment:
        yield Trace(rule="hidden.archive_comment", part=Part.OTHER, text=comment)
    for said in (office.comment, *office.remarks):
        yield hidden_segment(said.decode("utf-8", "replace"), file="", part=Part.OTHER)
