"""What a child answers that laid a file out, as JSON: no object of its own comes across."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from review.domain.findings import Showing
from review.domain.legible import Block, BlockKind, Legible, Piece

Plain = Mapping[str, Any]


def packed(shown: tuple[Legible, ...]) -> bytes:
    """Write some parts of one file down."""
    plain = {
        "parts": shown[0].parts,
        "where": dict(shown[0].where),
        "is_whole": shown[0].is_whole,
        "shown": [
            [legible.part, [_packed(block) for block in legible.blocks]] for legible in shown
        ],
    }
    return json.dumps(plain, ensure_ascii=True).encode()


def _packed(block: Block) -> list[Any]:
    return [
        block.kind.value,
        block.part,
        block.showing.value,
        [[_row(piece) for piece in cell] for cell in block.cells],
        dict(block.place),
    ]


def _row(piece: Piece) -> list[Any]:
    return [piece.text, piece.findings, piece.begins, piece.ends]


def unpacked(answer: bytes) -> tuple[Legible, ...]:
    """Read some parts of one file; ValueError, LookupError or TypeError if it is none."""
    plain: Plain = json.loads(answer)
    where = {str(finding): int(number) for finding, number in plain["where"].items()}
    shown = tuple(
        Legible(
            blocks=tuple(_block(*row) for row in rows),
            part=int(part),
            parts=int(plain["parts"]),
            where=where,
            is_whole=plain["is_whole"] is True,
        )
        for part, rows in plain["shown"]
    )
    if not shown:
        raise ValueError
    return shown


def _block(kind: str, part: str, showing: str, cells: list[list[list[Any]]], place: Plain) -> Block:
    return Block(
        kind=BlockKind(kind),
        part=str(part),
        showing=Showing.of(showing),
        cells=tuple(tuple(_piece(*row) for row in cell) for cell in cells),
        place={str(key): _plain(value) for key, value in place.items()},
    )


def _piece(text: str, findings: list[str], begins: list[str], ends: list[str]) -> Piece:
    return Piece(
        text=str(text),
        findings=tuple(map(str, findings)),
        begins=tuple(map(str, begins)),
        ends=tuple(map(str, ends)),
    )


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
