"""Reading workbooks whole, against reading their cells alone with openpyxl."""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import xlsxwriter

from review.screening.extraction.xlsx import read_xlsx
from review.screening.limits import LIMITS
from review.screening.segments import NotRead
from tests.bench.measure import Ratio, compared, swept_as_in_a_child, tell

ROWS = 15_000
AT_MOST = 0.4
_SURNAMES, _NAMES = "赵钱孙李周吴郑王", "一二三四五六七八"


def measured(real_files: Path | None) -> Iterator[Ratio]:
    """Compare over a large invented list, and over the real workbooks with it."""
    large = _list_of_people()
    yield _compared(f"{ROWS:,} rows of 10 cells", [large])
    yield _compared(f"{ROWS:,} rows, texts in their cells", [_list_of_people(constant_memory=True)])
    if real_files is None:
        tell("skipped: no real files; XIANSHEN_REAL_FILES names the folder that holds them")
        return
    paths = sorted((real_files / "corpus/office").glob("*.xlsx"))
    books = [content for content in (path.read_bytes() for path in paths) if _both_read(content)]
    yield _compared(f"{len(books)} real workbooks", books)
    yield _compared(f"{len(books)} real workbooks and the list", [*books, large])


def _compared(name: str, books: list[bytes]) -> Ratio:
    with swept_as_in_a_child():
        return compared(
            name,
            lambda: sum(len(read_xlsx(book, limits=LIMITS).segments) for book in books),
            to=("openpyxl, read only, values alone", lambda: sum(map(_cells_of, books))),
            at_most=AT_MOST,
        )


def _cells_of(content: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return sum(
            len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)
        )


def _both_read(content: bytes) -> bool:
    """Whether both get to the end of a workbook: some of the real ones are broken on purpose."""
    try:
        _cells_of(content)
        read_xlsx(content, limits=LIMITS)
    except NotRead:
        return False
    except Exception:  # noqa: BLE001 - whatever the other one throws
        return False
    return True


def _list_of_people(**options: bool) -> bytes:
    """A list as offices keep them: names, numbers, amounts, days."""
    dice, buffer = random.Random(1), io.BytesIO()  # noqa: S311 - invented people
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    sheet, day = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy-mm-dd"})
    for row in range(ROWS):
        name = dice.choice(_SURNAMES) + dice.choice(_NAMES) + dice.choice(_NAMES)
        texts = (name, f"{dice.randrange(10**17):018d}", f"甲路{row}号", "乙类", f"{row:06d}")
        numbers = (row, 13_800_000_000 + row, dice.random() * 10_000, 45_000 + row % 300, row % 7)
        for column, text in enumerate(texts):
            sheet.write_string(row, 2 * column, text)
        for column, number in enumerate(numbers):
            sheet.write_number(row, 2 * column + 1, number, day if column == 3 else None)
    book.close()
    return buffer.getvalue()
