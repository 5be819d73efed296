# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen case open`: read one file of a case, and have it entered that one did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import A_PATH, WrongUseError, argument, by, command, option
from review.domain.findings import Showing
from review.domain.legible import BlockKind, Legible, Piece
from review.messages import said_fault

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller
    from review.services.paper_shown import Sheet


@command(
    "open",
    help=(
        "打开一件里的一个文件阅看，并记为已打开；审查人打开过每个文件，才能通过审查。\n"
        "文字显示在终端，疑点处用【编号】标出；用 -o 另存原件。"
    ),
)
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@argument("file", metavar="文件", help="文件在本件中的名称或 SHA-256")
@option("-o", "--output", type=A_PATH, metavar="路径", help="原件存到哪里；已有的不覆盖")
@by
def open_case_file(*, reference: str, file: str, output: Path | None, login: str) -> None:
    """Enter the opening, then show the text or hand out the bytes."""
    from contextlib import suppress

    from review.commands import OpenFile
    from review.domain.errors import AlreadyDone

    with the_office() as office:
        caller = the_caller(office, login)
        with suppress(AlreadyDone):
            office.do(OpenFile(case=reference, file=file), caller=caller)
        paper, numbers = _found(office, caller, reference=reference, file=file)
    if output is not None:
        _save(paper, output)
        return
    for line in _told(paper, numbers):
        say(line)


def _found(
    office: Office, caller: Caller, *, reference: str, file: str
) -> tuple[Sheet, dict[str, int]]:
    from review.services.case_pictures import case_view
    from review.services.paper_shown import sheet

    view = office.ask(case_view, reference, caller=caller)
    chosen = next(one for one in view.files if file in (one.name, one.id, one.sha256))
    numbers = {
        one.id.partition("-")[2][:16]: one.number
        for one in view.findings
        if one.file_id == chosen.id
    }
    return office.ask(sheet, reference, chosen.id, caller=caller), numbers


def _save(paper: Sheet, output: Path) -> None:
    try:
        with output.open("xb") as file:
            file.write(paper.content)
    except FileExistsError:
        raise WrongUseError(f"“{output}”已经存在，请用 -o 另指定地方。") from None
    except OSError as fault:
        raise WrongUseError(f"“{output}”写不了（{said_fault(fault)}）。") from None
    say(f"已存为 {output}")


def _told(paper: Sheet, numbers: dict[str, int]) -> Iterator[str]:
    from review.services.paper_shown import laid_out

    part = 1
    while True:
        shown = laid_out(paper, part=part)
        yield from _lines(shown, numbers)
        if part >= shown.parts:
            break
        part += 1
    if not shown.is_whole:
        yield "本文件不能全部显示为文字，请用 -o 另存原件阅看。"


def _lines(shown: Legible, numbers: dict[str, int]) -> Iterator[str]:
    for block in shown.blocks:
        if block.kind is BlockKind.DIVIDER:
            yield "── " + " ".join(str(value) for value in block.place.values())
            continue
        word = "" if block.showing is Showing.VISIBLE else f"〔{block.showing.label}〕"
        cells = ("".join(_said(piece, numbers) for piece in cell) for cell in block.cells)
        yield word + " | ".join(cells)


def _said(piece: Piece, numbers: dict[str, int]) -> str:
    marks = "".join(f"【{numbers[one]}】" for one in piece.ends if one in numbers)
    return piece.text + marks
