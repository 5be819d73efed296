"""What is printed on a paper, line by line, the same for Word and for PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from review.demo.paper import Paper, wording

_EDIT = re.compile(r"\{([-+])(.*?)\1\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph: standing, inserted or deleted by an editor."""

    text: str
    edit: str = ""
    """Empty, "+" or "-"."""


def pieces(text: str) -> Iterator[Piece]:
    """Yield the words of a paragraph with the marks of editing taken apart."""
    place = 0
    for found in _EDIT.finditer(text):
        if found.start() > place:
            yield Piece(text[place : found.start()])
        yield Piece(found[2], found[1])
        place = found.end()
    if place < len(text):
        yield Piece(text[place:])


def final(text: str) -> str:
    """Return the paragraph as it reads when all editing is accepted."""
    return "".join(piece.text for piece in pieces(text) if piece.edit != "-")


def heading_of(text: str) -> tuple[int, str]:
    """Return the order of a heading, 0 for an ordinary paragraph, and its words."""
    marks, _, words = text.partition(" ")
    return (len(marks), words) if marks in ("#", "##") else (0, text)


def run_in(text: str) -> tuple[str, str]:
    """Return a heading of the second order and what follows it in the same paragraph."""
    heading, stop, rest = text.partition(wording()["stop"])
    return heading + stop, rest


def written_date(day: date) -> str:
    """Return the date as official papers write it: no leading zeros (GB/T 9704)."""
    text: str = wording()["date"].format(year=day.year, month=day.month, day=day.day)
    return text


def attachment_lines(paper: Paper) -> list[tuple[str, str]]:
    """Return label and name of each line of the 附件说明; a single one has no number."""
    label = wording()["attachment"]
    if len(paper.attachments) == 1:
        return [(label, paper.attachments[0])]
    return [
        (label if place == 1 else "", f"{place}.{name}")
        for place, name in enumerate(paper.attachments, start=1)
    ]


def width(text: str) -> float:
    """Return how many full-width characters the text takes."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
