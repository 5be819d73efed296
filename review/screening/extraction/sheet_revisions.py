"""The log of a shared workbook: who changed which cell, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_rich import rich_text
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_taking import taken
from review.screening.extraction.sheet_words import Finds, loose_finds, unseen
from review.screening.segments import Place, Segment, Trace, Visibility

_RULE = "hidden.tracked_change"


def revision_finds(
    root: etree._Element, *, who: str, names: Mapping[str, str], strings: Strings, place: Place
) -> Finds:
    """Hand on each changed cell with what it said; `names` are those of the sheets by number."""
    for change in root.iter("{*}rcc"):
        sheet = names.get(change.get("sId", ""), "")
        cell = next((str(node.get("r", "")) for node in change.iter("{*}nc", "{*}oc")), "")
        at = {**place, **({"sheet": sheet} if sheet else {}), "cell": cell}
        before, after = (_said(change, name, strings) for name in ("{*}oc", "{*}nc"))
        deleted = Visibility.DELETED
        yield Trace(rule=_RULE, part=Part.BODY, place=at, who=who, text=before or after)
        yield Segment(text=before, part=Part.BODY, place=at, visibility=deleted)
        yield unseen(after, place=at, part=Part.BODY)
        change.clear()
    yield from loose_finds(root, place=place)


def _said(change: etree._Element, name: str, strings: Strings) -> str:
    return "\n".join(filter(None, (_cell(cell, strings) for cell in change.iterchildren(name))))


def _cell(cell: etree._Element, strings: Strings) -> str:
    value = cell.findtext("{*}v") or ""
    shown = strings.at(value) if cell.get("t") == "s" else stored(plain(value))
    inline = [rich_text(node) for node in cell.iterchildren("{*}is")]
    beside = [
        plain(node.text)
        for node in cell
        if local(node) not in {"v", "is"} and node.text and node.text.strip()
    ]
    texts = (shown, *(rich.text for rich in inline), *beside)
    return " ".join(filter(None, texts))


def authors_of(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the relation of each log of a shared workbook, and who made its changes."""
    for header in root.iter("{*}header"):
        relation = next((str(v) for k, v in header.items() if str(k).endswith("}id")), "")
        yield relation, plain(header.get("userName", ""))


def user_finds(root: etree._Element, *, place: Place) -> Finds:
    """Hand on the people who had the workbook open."""
    people = (
        taken(node, name)
        for node in root.iter("{*}userInfo", "{*}header")
        for name in ("name", "userName")
    )
    for who in dict.fromkeys(filter(None, people)):
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=who)
        yield unseen(who, place=place, part=Part.PROPERTIES)
    yield from loose_finds(root, place=place)
