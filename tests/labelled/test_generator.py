"""The labels are right: whoever measures by them measures the rules, and not these papers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO
from itertools import islice, pairwise
from random import Random

import pytest
from docx import Document
from openpyxl import load_workbook
from stdnum import luhn, numdb
from stdnum.cn import ric, uscc

from tests.labelled.files import files
from tests.labelled.fill import MAKERS, SLOT
from tests.labelled.generator import papers, tally
from tests.labelled.labels import BLOCKING, EXPECTED, MISTAKEN_FOR, LabelledFile, LabelledPaper
from tests.labelled.pieces import skeletons
from tests.labelled.scene import TEXTS, Scene

SEEDS = range(1, 6)
ENOUGH = 50
ENOUGH_OF_WHAT_BLOCKS = 300

LEVEL_AND_STAR = re.compile(r"[绝机秘]\s*密\s*[★☆*＊⭐]")
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?!\d)")
CUT_FROM = {"disability_certificate": slice(0, 18), "student_number_with_id": slice(1, 19)}
OF_A_RESIDENT = {kind for kind, known in EXPECTED.items() if known.family == "resident_id"}
CARDS = {kind for kind in EXPECTED if kind.startswith("bank_card")}


@cache
def written() -> tuple[LabelledPaper, ...]:
    return tuple(paper for seed in SEEDS for paper in papers(seed))


@cache
def made() -> tuple[LabelledFile, ...]:
    return tuple(files(1))


@cache
def strings(kind: str) -> set[str]:
    return {
        label.text
        for paper in written()
        for label in (*paper.planted, *paper.look_alikes)
        if label.kind == kind
    }


def bare(text: str) -> str:
    """Leave letters and digits, in their plain form."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


def is_region(code: str) -> bool:
    known = bool(numdb.get("cn/loc").info(code)[-1][1])
    return known or code in {"810000", "820000", "830000"}


def is_day(text: str) -> bool:
    try:
        return date(1900, 1, 1) <= date.fromisoformat(text) <= date(2026, 12, 31)
    except ValueError:
        return False


def is_resident(number: str) -> bool:
    """Tell whether a resident could have it: district, birthday and check digit."""
    return (
        bool(re.fullmatch(r"[1-9]\d{16}[\dX]", number))
        and is_region(number[:6])
        and is_day(number[6:14])
        and ric.calc_check_digit(number) == number[-1]
    )


def is_old_resident(number: str) -> bool:
    return (
        bool(re.fullmatch(r"[1-9]\d{14}", number))
        and is_region(number[:6])
        and is_day("19" + number[6:12])
    )


def hides_resident(text: str) -> bool:
    number = bare(text)
    return is_old_resident(number) or any(
        is_resident(number[at : at + 18]) for at in range(len(number) - 17)
    )


def test_the_same_seed_writes_the_same_papers():
    """A miss that was seen once can be looked at again."""
    assert list(papers(7, count=30)) == list(papers(7, count=30))
    assert list(papers(7, count=9)) == list(islice(papers(7, count=30), 9))
    assert list(papers(7, count=9)) != list(papers(8, count=9))


def test_every_label_says_where_it_stands():
    for paper in written():
        for label in (*paper.planted, *paper.look_alikes):
            assert paper.text[label.start : label.end] == label.text
            assert label.text.strip()


def test_no_two_labels_share_a_sign():
    """Nothing planted stands inside something innocent, nor the other way round."""
    for paper in written():
        spans = sorted((x.start, x.end) for x in (*paper.planted, *paper.look_alikes))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_every_kind_comes_often_enough():
    counted = tally(iter(written()))

    assert {kind for kind in (*EXPECTED, *MISTAKEN_FOR) if counted[kind] < ENOUGH} == set()
    assert set(counted) == {*EXPECTED, *MISTAKEN_FOR}


def test_what_blocks_comes_often_enough():
    counted = tally(iter(written()))
    planted, innocent = Counter[str](), Counter[str]()
    for kind, number in counted.items():
        if kind in MISTAKEN_FOR:
            innocent[MISTAKEN_FOR[kind]] += number
        elif EXPECTED[kind].severity == "block":
            planted[EXPECTED[kind].family] += number

    blocking = {"state_secret", "cipher_telegram", "resident_id", "bank", "travel_document"}
    assert blocking == BLOCKING
    assert all(planted[family] >= ENOUGH_OF_WHAT_BLOCKS for family in BLOCKING)
    assert all(innocent[family] >= ENOUGH_OF_WHAT_BLOCKS for family in BLOCKING)


def test_only_state_secrets_and_cipher_telegrams_are_refused():
    refused = {known.family for known in EXPECTED.values() if known.is_refused}

    assert refused == {"state_secret", "cipher_telegram"}
    assert all(known.severity == "block" for known in EXPECTED.values() if known.is_refused)


def test_papers_are_of_many_kinds_and_some_are_clean():
    kinds = {paper.name.rsplit("-", 1)[0] for paper in written()}
    clean = sum(not paper.planted for paper in written())

    assert len(kinds) == len(skeletons()) > 40
    assert len({paper.text for paper in written()}) > 0.99 * len(written())
    assert 0.3 < clean / len(written()) < 0.6


@pytest.mark.parametrize("kind", sorted(OF_A_RESIDENT - {"resident_id_15"}))
def test_a_planted_resident_could_exist(kind):
    for text in strings(kind):
        assert is_resident(bare(text)[CUT_FROM.get(kind, slice(None))]), text


def test_a_planted_resident_of_the_first_generation_could_exist():
    assert all(is_old_resident(text) for text in strings("resident_id_15"))


@pytest.mark.parametrize("kind", sorted(CARDS))
def test_a_planted_card_has_its_check_digit(kind):
    assert all(luhn.is_valid(bare(text)) for text in strings(kind))
    assert {len(bare(text)) for text in strings(kind)} == {16, 19}


@pytest.mark.parametrize("kind", sorted(MISTAKEN_FOR))
def test_no_look_alike_holds_a_resident_or_a_card(kind):
    for text in strings(kind):
        number = bare(text)
        assert not hides_resident(text), text
        assert not (len(number) in range(16, 20) and luhn.is_valid(number)), text


def test_a_look_alike_fails_in_the_way_its_kind_says():
    for text in strings("check_digit_off"):
        right = ric.calc_check_digit(text)
        sequence = "0123456789X"
        distance = (sequence.index(text[-1]) - sequence.index(right)) % 11
        assert distance in {1, 10}
        assert is_region(text[:6])
        assert is_day(text[6:14])
    for text in strings("impossible_date"):
        assert ric.calc_check_digit(text) == text[-1]
        assert not is_day(text[6:14])
    for text in strings("impossible_region"):
        assert ric.calc_check_digit(text) == text[-1]
        assert not is_region(text[:6])
    assert all(map(uscc.is_valid, strings("uscc_digits") | strings("uscc_letters")))
    assert all(text.isdigit() for text in strings("uscc_digits"))


def test_what_is_not_labelled_holds_no_number_and_no_mark():
    """A template that names a phone in plain words would make a true finding a false alarm."""
    for paper in written():
        rest, at = [], 0
        for label in sorted((*paper.planted, *paper.look_alikes), key=lambda x: x.start):
            rest.append(paper.text[at : label.start])
            at = label.end
        plain = "□".join([*rest, paper.text[at:]])

        assert not LEVEL_AND_STAR.search(plain)
        assert not MOBILE.search(plain)
        assert not re.search(r"\d{15}", plain)


def test_every_slot_of_the_texts_is_known():
    """A slip of the pen in a template is found here, and not in a paper drawn once in a year."""
    scene = Scene(Random(1))  # noqa: S311 (a draw that can be repeated)
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for match in SLOT.finditer(text):
            name = match["name"]
            if match["words"] is not None:
                assert name in EXPECTED or name in MISTAKEN_FOR, name
            elif name not in MAKERS:
                assert scene.word(name)
        assert not re.search(r"[{}]", SLOT.sub("", text)), path.name


def test_every_maker_has_a_kind():
    assert set(MAKERS) <= {*EXPECTED, *MISTAKEN_FOR}
    assert not EXPECTED.keys() & MISTAKEN_FOR.keys()


def _text_of_document(file: LabelledFile) -> str:
    document = Document(BytesIO(file.content))
    section = document.sections[0]
    parts = [*document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    comments = [comment.text for comment in document.comments]
    return "\n".join(
        [*(part.text for part in (*parts, *cells)), *comments, document.core_properties.title]
    )


def _text_of_workbook(file: LabelledFile) -> str:
    parts = []
    for sheet in load_workbook(BytesIO(file.content)):
        parts.append(str(sheet.oddHeader.left.text))
        for row in sheet.iter_rows():
            for cell in row:
                parts += [str(cell.value), cell.comment.text if cell.comment else ""]
    return "\n".join(parts)


def test_the_same_seed_makes_the_same_files():
    assert list(files(3, count=6)) == list(files(3, count=6))


def test_a_file_holds_what_its_labels_say():
    for file in made():
        is_document = file.name.endswith(".docx")
        text = _text_of_document(file) if is_document else _text_of_workbook(file)
        for label in (*file.planted, *file.look_alikes):
            assert label.text in (file.name if label.place == "name" else text), file.name


def test_a_cell_holds_what_its_label_says():
    for file in made():
        if not file.name.endswith(".xlsx"):
            continue
        book = load_workbook(BytesIO(file.content))
        for label in (*file.planted, *file.look_alikes):
            if re.fullmatch(r"\w+![A-Z]+\d+", label.place):
                sheet, cell = label.place.split("!")
                assert label.text in str(book[sheet][cell].value)


def test_the_files_use_every_place():
    places = {label.place for file in made() for label in (*file.planted, *file.look_alikes)}

    for wanted in ("body", "header", "footer", "comment", "title", "name", "汇总!A1"):
        assert wanted in places
    assert any(place.startswith("table") for place in places)
    assert any(place.startswith("Sheet2!") for place in places)
    assert any(place.endswith("page header") for place in places)
