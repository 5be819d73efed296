"""The check list: every item answered by itself, and no doubt taken for a yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.domain.checklist import answers_in, items_of
from review.domain.errors import ChecklistIncomplete, ChecklistMalformed, RulesMalformed
from review.domain.vocabulary import Answer

FILE = Path(__file__).parents[3] / "data" / "reference" / "checklist.toml"
TEXT = FILE.read_text(encoding="utf-8")
ITEMS = items_of(TEXT)
CLEAR = {item.id: item.clear.label for item in ITEMS}


def lines(**changes):
    """Fill in a list that clears, but for the changes."""
    return "\n".join(f"{name}={said}" for name, said in {**CLEAR, **changes}.items())


def test_the_list_has_the_sixteen_items():
    """DOMAIN §4.5, A to P, each with the law it comes from."""
    assert "".join(item.id for item in ITEMS) == "ABCDEFGHIJKLMNOP"
    assert all(item.basis for item in ITEMS)


WAYS = {
    "lines": lines(),
    "labels and spaces": "\n".join(f" {name} ＝ {said} ；看过" for name, said in CLEAR.items()),
    "identifiers": "\n".join(f"{item.id}: {item.clear.value}" for item in ITEMS),
    "toml": "# 清单\n[answers]\n" + "\n".join(f'{k} = "{v}"' for k, v in CLEAR.items()),
    "csv": "\n".join(f"{name},{said},看过" for name, said in CLEAR.items()),
    "json": json.dumps(CLEAR, ensure_ascii=False),
    "lower case": lines().lower(),
    "byte order mark": "\ufeff" + lines(),
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_a_filled_list_is_read_in_every_way_people_write_one(text):
    """A text file, TOML, CSV or JSON."""
    answers = answers_in(text, items=ITEMS)

    assert [one.item for one in answers.answered] == list(ITEMS)
    assert answers.is_clear


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
@pytest.mark.parametrize("answer", [*Answer])
def test_only_the_clearing_answer_clears(item, answer):
    """不能确定 and the other answer each stand in the way, and are named."""
    answers = answers_in(lines(**{item.id: f"{answer.label}；第3页"}), items=ITEMS)

    assert answers.is_clear is (answer is item.clear)
    assert [one.item for one in answers.answered if not one.is_clear] == (
        [] if answers.is_clear else [item]
    )


def test_the_note_is_kept():
    """What the person saw, and where."""
    answers = answers_in(lines(F="不能确定；第3页，有一列住址"), items=ITEMS)

    (doubt,) = (one for one in answers.answered if not one.is_clear)
    assert (doubt.answer, doubt.note) == (Answer.UNCERTAIN, "第3页，有一列住址")


def test_an_unanswered_item_is_named():
    """No item is answered by silence."""
    partial = "\n".join(line for line in lines().splitlines() if line[0] not in "CM")

    with pytest.raises(ChecklistIncomplete) as refusal:
        answers_in(partial, items=ITEMS)

    assert refusal.value.missing == ("C", "M")


@pytest.mark.parametrize("text", ["", "\n\n# 无\n", "{}"])
def test_an_empty_list_answers_nothing(text):
    """A blank form is no reading."""
    with pytest.raises(ChecklistIncomplete) as refusal:
        answers_in(text, items=ITEMS)

    assert len(refusal.value.missing) == len(ITEMS)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A=否\n全部=否", 2),
        ("A-P=否", 1),
        ("A=否\n\nA=否", 3),
        ("A=没有", 1),
        ("A", 1),
        ('{"A": "否", "B": {"是": 1}}', 2),
        ('{"A": "否"', 1),
        ("{" * 5000, 1),
        ("A=否；" + "长" * 70_000, 1),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_line_that_cannot_be_read_is_named(text, line):
    """One line answers one item once; nothing is guessed."""
    with pytest.raises(ChecklistMalformed) as refusal:
        answers_in(text, items=ITEMS)

    assert refusal.value.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id    = "B"', 'id    = "A"'),
        ('clear = "no"', 'clear = "uncertain"'),
        ('clear = "no"', ""),
        ("[[items]]", "[[rows]]"),
        ("[[items]]", "[[items"),
    ],
)
def test_a_malformed_list_of_items_is_refused(old, new):
    """An item that doubt clears, or a doubled one, is no list."""
    text = TEXT.replace(old, new) if "rows" in new else TEXT.replace(old, new, 1)

    assert text != TEXT
    with pytest.raises(RulesMalformed):
        items_of(text)
