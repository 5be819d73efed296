"""Read XML too large for a tree: element by element, each dropped when it has been seen."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from review.screening.segments import NotRead, Reason

_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")
_BEGINNING = 1 << 16


class Stream:
    """The elements of one name in a part, wherever they stand; afterwards what stands around."""

    def __init__(self, content: bytes, *, tag: str) -> None:
        """Prepare to read the elements of this name, in any namespace."""
        if any(mark in content for mark in _DOCTYPE):
            raise NotRead(Reason.DOCTYPE)
        self._events = etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            tag=f"{{*}}{tag}",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        self.stray: list[str] = []
        """Texts between the elements, where no program looks."""

    def __iter__(self) -> Iterator[etree._Element]:
        """Yield each element whole; it is gone when the next one comes."""
        try:
            for _, element in self._events:
                _refuse_types(element)
                yield element
                self._drop(element)
        except etree.XMLSyntaxError as fault:
            raise NotRead(Reason.BROKEN) from fault

    @property
    def root(self) -> etree._Element:
        """What is left of the part: all that stood around the elements."""
        root: etree._Element | None = self._events.root
        if root is None:
            raise NotRead(Reason.BROKEN)
        _refuse_types(root)
        return root

    def _drop(self, element: etree._Element) -> None:
        element.clear(keep_tail=True)  # type: ignore[call-arg]  # unknown to the stubs
        before, above = element.getprevious(), element.getparent()
        if before is not None and above is not None:
            if before.tail and before.tail.strip():
                self.stray.append(before.tail.strip())
            if before.tag == element.tag:
                above.remove(before)


def _refuse_types(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise NotRead(Reason.DOCTYPE)


def root_name(content: bytes) -> str:
    """Return the local name of the root of a part; empty when it has none."""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(content[:_BEGINNING]), events=("start",), resolve_entities=False
        ):
            return str(element.tag).rpartition("}")[2]
    except etree.XMLSyntaxError:
        return ""
    return ""
