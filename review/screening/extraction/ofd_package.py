"""The parts of an OFD package: found by their addresses, parsed when asked for, read once each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from lxml import etree

from review.screening.extraction.archive import Archive
from review.screening.extraction.markup import local, parsed
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

ENTRY: Final = "OFD.xml"
_MENTION = re.compile(
    rb"(?:ResourceID|Substitution|ImageMask|MultiMediaID|Thumbnail)\s*=\s*[\"'](\d{1,12})"
    rb"|<(?:\w+:)?Thumbnail>(\d{1,12})<"
)


class OfdPackage:
    """All parts by their paths; what was asked for is remembered as read."""

    def __init__(self, archive: Archive, *, limits: Limits) -> None:
        """Inflate every part within the limits."""
        self.parts = {entry.name: entry.content for entry in archive.entries()}
        self._spelt = {name.casefold(): name for name in self.parts}
        self._limits = limits
        self.read: set[str] = set()
        self._mentioned: frozenset[bytes] | None = None

    def path(self, address: str, *, base: str) -> str | None:
        """Return the path of a part by its address in another; nothing where no such part is.

        Programs write addresses from the root, from the part itself, or from its document.
        """
        said = address.strip().replace("\\", "/")
        folder = posixpath.dirname(base)
        tries = [said.lstrip("/")] if said.startswith("/") else []
        while said and not said.startswith("/"):
            tries.append(posixpath.join(folder, said))
            if not folder:
                break
            folder = posixpath.dirname(folder)
        for one in tries:
            name = self._spelt.get(posixpath.normpath(one).casefold())
            if name is not None:
                return name
        return None

    def root(self, name: str) -> etree._Element:
        """Return the root of a part, which is read with that; NotRead where it is broken."""
        self.read.add(name)
        return parsed(self.parts[name], limits=self._limits)

    def at(self, address: str, *, base: str) -> tuple[str, etree._Element]:
        """Return the path and root of a part that must be there.

        Raises:
            NotRead: it is not there, or broken.
        """
        name = self.path(address, base=base)
        if name is None:
            raise NotRead(Reason.BROKEN)
        return name, self.root(name)

    def file(self, address: str, *, base: str) -> tuple[str, bytes] | None:
        """Return the path and bytes of a file, which is read with that."""
        name = self.path(address, base=base)
        if name is None:
            return None
        self.read.add(name)
        return name, self.parts[name]

    def mentions(self, identity: str) -> bool:
        """Whether anything that is drawn names a resource by this number."""
        if self._mentioned is None:
            found = (_MENTION.findall(content) for content in self.parts.values())
            self._mentioned = frozenset(one or other for one, other in chain.from_iterable(found))
        return identity.encode() in self._mentioned

    def rest(self) -> Iterator[str]:
        """Yield the parts that nothing has asked for so far."""
        for name in sorted(self.parts):
            if name not in self.read:
                yield name


def below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements below one that have one of these names, whatever their namespace."""
    for node in element.iter(etree.Element):
        if node is not element and local(node) in names:
            yield node


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of this name."""
    return next((node for node in element if local(node) == name), None)


def said_by(element: etree._Element, name: str) -> str:
    """Return the text of the first child of this name."""
    node = child(element, name)
    return "" if node is None else (node.text or "").strip()
