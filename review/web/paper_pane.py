"""The paper in the middle of a case's page: its text with the findings where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from review.domain.findings import Part, Showing
from review.domain.legible import Block, BlockKind, Legible
from review.domain.page_picture import PagePicture
from review.services.paper_shown import drawn, has_pages, laid_out, sheet
from review.services.views import CaseView, FileView, FindingView
from review.web.visits import Visit

LABELS: Mapping[str, str] = {part.value: part.label for part in Part}
PAGES = "pages"
_LONGEST_NUMBER = 6
_SCREENED = 16
"""Characters of an id."""
_PLAIN = frozenset({Part.BODY.value, Part.OTHER.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that are drawn as one: paragraphs, a table, a line between pages."""

    kind: str
    """One of `lines`, `rows`, `divider`, `beside`."""
    blocks: tuple[Block, ...]
    is_marked: bool
    """A finding lies in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPane:
    """One part of one file as it is read, and where its findings are."""

    file: FileView
    shown: Legible
    groups: tuple[Group, ...]
    marks: Mapping[str, FindingView]
    """The findings of the file by the id that screening gives them."""
    where: Mapping[str, int]
    """For each finding that has a place in the text, by the id of the page: in which part."""
    hidden: int
    """How many blocks of this part no reader of the printed paper sees."""
    is_first: bool
    is_last: bool
    has_pages: bool
    """The file has pages that can be looked at."""
    picture: PagePicture | None
    """The page that was asked for, drawn; None where none was, or it cannot be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which paper is to be shown, and what of it."""

    file: str = ""
    part: int = 1
    finding: str = ""
    first: int = 1
    """The number of the finding with which the list begins."""
    way: str = ""
    """How the finding is to be disposed of: its form stands open with the usual reason."""
    beside: str = ""
    """What is to be done beside the procedure: its form stands open."""
    look: str = ""
    page: int = 1
    """Which page is to be looked at, where `look` asks for pages."""


def asked_in(query: QueryParams) -> Asked:
    """Read from an address what is to be shown; what is none counts as unsaid."""
    return Asked(
        file=query.get("file", ""),
        part=number_in(query.get("part", "")),
        finding=query.get("at", ""),
        first=number_in(query.get("from", "")),
        way=query.get("as", ""),
        beside=query.get("beside", ""),
        look=PAGES if query.get("look") == PAGES else "",
        page=number_in(query.get("page", "")),
    )


def address(number: str, **said: str | int) -> str:
    """Return where a case shows this of itself."""
    given = {name: value for name, value in said.items() if value not in ("", 1)}
    return f"/cases/{number}?{urlencode(given)}" if given else f"/cases/{number}"


def paper_pane(visit: Visit, view: CaseView, asked: Asked) -> PaperPane | None:
    """Lay out the file that was asked for; None where none was, or it is none of the version."""
    file = next((one for one in view.files if one.id == asked.file), None)
    if file is None:
        return None
    paper = visit.office.ask_at_length(sheet, view.number, file.id, caller=visit.caller)
    marks = {_screened(one.id): one for one in view.findings if one.file_id == file.id}
    shown = laid_out(paper, part=asked.part, finding=_screened(asked.finding))
    return PaperPane(
        file=file,
        shown=shown,
        groups=tuple(_groups(shown.blocks)),
        marks=marks,
        where={marks[one].id: part for one, part in shown.where.items() if one in marks},
        hidden=sum(block.showing is not Showing.VISIBLE for block in shown.blocks),
        is_first=shown.part == 1,
        is_last=shown.part == shown.parts,
        has_pages=has_pages(file.media_type),
        picture=drawn(paper, page=asked.page) if asked.look == PAGES else None,
    )


def word_for(block: Block) -> str:
    """Return the word for what cannot be seen, or for a part beside the text; none for the text."""
    part = "" if block.part in _PLAIN else LABELS.get(block.part, block.part)
    if block.showing is Showing.VISIBLE:
        return part
    hidden = block.showing.label
    if block.showing is Showing.META:
        return part or hidden
    return hidden if not part or part == hidden else f"{part}，{hidden}"


def _screened(code: str) -> str:
    """Return the id that screening gave a finding, without the number of its file before it."""
    return code.partition("-")[2][:_SCREENED]


def _groups(blocks: Iterable[Block]) -> Iterator[Group]:
    for kind, members in groupby(blocks, key=_kind):
        together = tuple(members)
        pieces = (piece for one in together for cell in one.cells for piece in cell)
        yield Group(kind=kind, blocks=together, is_marked=any(piece.findings for piece in pieces))


def _kind(block: Block) -> str:
    if block.showing is Showing.META:
        return "beside"
    return {BlockKind.LINE: "lines", BlockKind.ROW: "rows"}.get(block.kind, "divider")


def number_in(said: str) -> int:
    """Read a number from an address; what is none counts as the first."""
    is_number = said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER
    return max(int(said), 1) if is_number else 1
