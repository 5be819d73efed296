"""The same values in files of the office: in a header, a cell, a remark, a sheet nobody sees."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.labelled.deck import Deck
from tests.labelled.fill import fill, kinds_of
from tests.labelled.labels import EXPECTED, LabelledFile, Placed
from tests.labelled.pieces import cells_of, is_table, pieces, skeletons
from tests.labelled.scene import Scene

DEFAULT_COUNT = 40

OF_A_MARGIN = (
    "{mark_with_years}", "{mark_spaced}", "{mark_star_variant}", "{mark_long_term}",
    "{mark_without_term}", "{cipher_telegram_head}", "{work_secret_mark}", "{internal_paper_mark}",
    "{keep_safe_mark}", "{party_number}", "{quoted_mark:“秘密★1年”}标注方法培训材料",
    "{cryptography_law:商用密码应用安全性评估}手册", "{internal_control:内部控制}制度汇编",
)  # fmt: skip
OF_A_REMARK = (
    "请核对{person}的身份证号{resident_id_18}", "这笔打到{person}银行卡{bank_card_labelled}",
    "电话{mobile_spaced}，联系不上", "{mark_in_words}", "护照号改为{passport_labelled}",
    "代码应为{uscc_digits}", "合同编号{contract_number}", "已脱敏：{masked_id}",
)  # fmt: skip
OF_A_NAME = (
    "{mark_with_years} 工作方案", "情况说明{mark_behind_title}", "{internal_paper_mark}汇编",
    "{person}{resident_id_18}", "商用{password_word:密码}应用方案", "{date_8}会议材料",
)  # fmt: skip
IN_A_WORKBOOK = (
    "cell", "first cell", "number", "hidden sheet", "hidden column", "comment", "page header",
)  # fmt: skip
UNTOLD = re.compile(rb'(<dcterms:(?:created|modified)[^>]*>)[^<]*|( w:date=")[^"]*')


class Labels:
    """Draws templates and notes where each labelled value went."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.scene = rng, Scene(rng)
        self.planted: list[Placed] = []
        self.look_alikes: list[Placed] = []

    def text(self, template: str, place: str) -> str:
        """Fill a template that goes to this place."""
        bits = list(fill(template, self.scene))
        for bit in bits:
            if bit.kind is not None:
                labels = self.planted if bit.kind in EXPECTED else self.look_alikes
                labels.append(Placed(kind=bit.kind, text=bit.text, place=place))
        return "".join(bit.text for bit in bits)

    def file(self, name: str, content: bytes) -> LabelledFile:
        """Return the file with all its labels."""
        return LabelledFile(
            name=name,
            content=_frozen(content),
            planted=tuple(self.planted),
            look_alikes=tuple(self.look_alikes),
        )


class Desk:
    """Makes one file after the other, each with one value in a place of its own."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = Random(seed)  # noqa: S311 (files that can be made again, no secret)
        fit = [
            piece
            for name in ("planted", "innocent")
            for piece in pieces(name)
            if "\t" not in piece and "resident_id_18_wrapped" not in kinds_of(piece)
        ]
        self.tables = Deck([piece for piece in fit if is_table(piece)], rng)
        self.paragraphs = Deck([piece for piece in fit if not is_table(piece)], rng)
        self.margins, self.remarks = Deck(OF_A_MARGIN, rng), Deck(OF_A_REMARK, rng)
        self.names = Deck(OF_A_NAME, rng)
        self._skeletons = Deck(skeletons(), rng)
        self.heads = Deck(pieces("heads"), rng)
        self._places = {"docx": Deck(tuple(_DOCX), rng), "xlsx": Deck(IN_A_WORKBOOK, rng)}

    def make(self, number: int) -> LabelledFile:
        """Make the next file."""
        labels = Labels(self.rng)
        make, suffix = (_document, "docx") if number % 2 else (_workbook, "xlsx")
        content = make(self, labels)
        stem = "材料"
        if self.rng.random() < 0.2:
            stem = labels.text(self.names.draw(), "name")
        return labels.file(f"{stem}-{number}.{suffix}", content)

    def lines(self, labels: Labels) -> Iterator[str]:
        """Return the lines of a paper in which nothing was put."""
        for line in self._skeletons.draw().lines:
            if line != "@here":
                yield labels.text(line.strip("|"), "body")

    def place(self, suffix: str) -> str:
        """Return where the next value of such a file goes."""
        return self._places[suffix].draw()


def _document(desk: Desk, labels: Labels) -> bytes:
    document, place = Document(), desk.place("docx")
    for line in desk.lines(labels):
        document.add_paragraph(line)
    _DOCX[place](desk, labels, document)
    return _saved(document.save)


def _into_body(desk: Desk, labels: Labels, document) -> None:
    for line in desk.paragraphs.draw().splitlines():
        document.add_paragraph(labels.text(line, "body"))


def _into_runs(desk: Desk, labels: Labels, document) -> None:
    """Break the words into runs, as editing does: no run holds the whole value."""
    for line in desk.paragraphs.draw().splitlines():
        text, paragraph = labels.text(line, "body"), document.add_paragraph()
        for at in range(0, len(text), 5):
            paragraph.add_run(text[at : at + 5]).bold = bool(at % 2)


def _into_header(desk: Desk, labels: Labels, document) -> None:
    document.sections[0].header.paragraphs[0].text = labels.text(desk.margins.draw(), "header")


def _into_footer(desk: Desk, labels: Labels, document) -> None:
    document.sections[0].footer.paragraphs[0].text = labels.text(desk.margins.draw(), "footer")


def _into_table(desk: Desk, labels: Labels, document) -> None:
    rows = list(cells_of(desk.tables.draw(), labels.scene))
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            table.cell(down, across).text = labels.text(cell, f"table {down + 1},{across + 1}")


def _into_comment(desk: Desk, labels: Labels, document) -> None:
    runs = document.add_paragraph("以上情况属实。").runs
    document.add_comment(runs, text=labels.text(desk.remarks.draw(), "comment"), author="核稿")


def _into_title(desk: Desk, labels: Labels, document) -> None:
    document.core_properties.title = labels.text(desk.margins.draw(), "title")


def _into_head(desk: Desk, labels: Labels, document) -> None:
    first = document.paragraphs[0]
    for line in desk.heads.draw().split("\n"):
        first.insert_paragraph_before(labels.text(line, "body"))


_DOCX: dict[str, Callable[..., None]] = {
    "head": _into_head,
    "body": _into_body,
    "runs": _into_runs,
    "header": _into_header,
    "footer": _into_footer,
    "table": _into_table,
    "comment": _into_comment,
    "title": _into_title,
}


def _workbook(desk: Desk, labels: Labels) -> bytes:
    book, place = Workbook(), desk.place("xlsx")
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "汇总"
    first = desk.margins.draw() if place == "first cell" else "{agency}{year}年度汇总表"
    sheet["A1"] = labels.text(first, "汇总!A1")
    if place == "hidden sheet":
        sheet = book.create_sheet("Sheet2")
        sheet.sheet_state = labels.rng.choice(("hidden", "veryHidden"))
    _fill_sheet(desk, labels, sheet, are_numbers=place == "number")
    if place == "hidden column":
        sheet.column_dimensions["C"].hidden = True
    if place == "comment":
        remark = labels.text(desk.remarks.draw(), f"{sheet.title}!B2 comment")
        sheet["B2"].comment = Comment(remark, "核稿")
    if place == "page header":
        sheet.oddHeader.left.text = labels.text(desk.margins.draw(), f"{sheet.title} page header")
    return _saved(book.save)


def _fill_sheet(desk: Desk, labels: Labels, sheet: Worksheet, *, are_numbers: bool) -> None:
    for down, row in enumerate(cells_of(desk.tables.draw(), labels.scene), start=3):
        for across, cell in enumerate(row, start=1):
            at = sheet.cell(down, across)
            text = labels.text(cell, f"{sheet.title}!{at.coordinate}")
            is_number = are_numbers and text.isdecimal() and text.isascii() and text[0] != "0"
            at.value = int(text) if is_number and len(text) <= 15 else text


def _saved(save: Callable[[BytesIO], None]) -> bytes:
    buffer = BytesIO()
    save(buffer)
    return buffer.getvalue()


def _frozen(content: bytes) -> bytes:
    """Pack again without the time of packing: the same seed makes the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = (
                UNTOLD.sub(_at_new_year, old.read(name))
                if name.endswith(".xml")
                else old.read(name)
            )
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _at_new_year(match: re.Match[bytes]) -> bytes:
    return (match[1] or match[2]) + b"2024-01-01T00:00:00Z"


def files(seed: int, *, count: int = DEFAULT_COUNT) -> Iterator[LabelledFile]:
    """Make so many files; the same seed makes the same ones."""
    desk = Desk(seed)
    return (desk.make(number) for number in range(1, count + 1))
