"""The kinds of pages: what is planted, where on the page, and by which rule it must be met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType

from PIL import Image

from tests.scans import values
from tests.scans.pages import (
    HIGH,
    LEFT,
    RED,
    SENTENCES,
    TOP,
    WIDE,
    Paper,
    Type,
    boxed,
    letter,
    photograph,
    seal,
    table,
    wrapped,
)

MARK, INTERNAL, WORK = "marking.classification", "marking.internal", "marking.work_secret"
ID, MOBILE, CARD = "person.resident_id", "person.mobile", "person.bank_card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A drawn page; without rules nothing is planted on it."""

    paper: Paper
    value: str = ""
    rules: frozenset[str] = frozenset()
    is_pale: bool = False
    """Planted in an ink that a scan in black and white loses: nobody could find it there."""


def _marked(paper: Paper, value: str) -> Page:
    rules = frozenset({WORK if "工作" in value else INTERNAL if "内部" in value else MARK})
    return Page(paper=paper, value=value, rules=rules)


def _numbered(paper: Paper, value: str, rule: str) -> Page:
    return Page(paper=paper, value=value, rules=frozenset({rule}))


def corner(chance: Random) -> Page:
    """As the standard has it: at the upper left of the type area."""
    paper, value = letter(chance), chance.choice(values.STARRED)
    if chance.random() < 0.5:
        paper.put("000012", LEFT, TOP - 90, Type(16))
    kind = Type(16, bold=2, spacing=chance.choice((0.0, 0.0, 0.25)))
    paper.put(value, LEFT, TOP, kind)
    return _marked(paper, value)


def upper_right(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.STARRED)
    paper.put(value, 1650, chance.randrange(150, 420), Type(16, bold=chance.choice((0, 2))))
    return _marked(paper, value)


def lone(chance: Random) -> Page:
    """The level alone, in the head of the page."""
    paper, value = letter(chance), chance.choice(values.LONE)
    x = chance.choice((LEFT, 1800, 2050))
    paper.put(value, x, chance.randrange(150, TOP), Type(16, bold=2))
    return _marked(paper, value)


def running_head(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice((*values.LONE, *values.STARRED))
    paper.put(value, chance.choice((LEFT, 1150, 1950)), 170, Type(10.5))
    paper.pen.line((LEFT, 240, 2173, 240), (0, 0, 0), 3)
    return _marked(paper, value)


def foot(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice((*values.LONE, *values.STARRED))
    paper.put(value, chance.choice((LEFT, 1150, 1950)), HIGH - 240, Type(10.5))
    return _marked(paper, value)


def internal(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.INTERNAL)
    paper.put(value, chance.choice((LEFT, 1500)), chance.randrange(160, TOP), Type(14, bold=1))
    return _marked(paper, value)


def downwards(chance: Random) -> Page:
    """Written downwards at the edge, letter under letter."""
    paper, value = letter(chance), chance.choice((*values.STARRED, "内部资料"))
    x = chance.choice((120, WIDE - 200))
    paper.upright(value, x, chance.randrange(500, 1800), Type(chance.choice((12, 16, 20)), bold=1))
    return _marked(paper, value)


def turned(chance: Random) -> Page:
    """Printed sideways along the edge."""
    paper, value = letter(chance), chance.choice((*values.STARRED, "内部资料"))
    spot = (chance.choice((110, WIDE - 220)), chance.randrange(500, 1800))
    paper.turned(value, *spot, Type(16, bold=1), by=chance.choice((90, 270)))
    return _marked(paper, value)


def grey(chance: Random) -> Page:
    """A mark in a grey that a tired copier gives."""
    paper, value = letter(chance), chance.choice(values.STARRED)
    tone = chance.randrange(130, 215)
    spot = (chance.choice((LEFT, 1600)), chance.randrange(160, TOP))
    paper.put(value, *spot, Type(16, bold=1, ink=(tone, tone, tone)))
    return replace(_marked(paper, value), is_pale=True)


def faint(chance: Random) -> Page:
    """A mark that the eye just sees."""
    paper, value = letter(chance), chance.choice(values.STARRED)
    tone = chance.randrange(215, 240)
    spot = (chance.choice((LEFT, 1600)), chance.randrange(160, TOP))
    paper.put(value, *spot, Type(16, bold=1, ink=(tone, tone, tone)))
    return replace(_marked(paper, value), is_pale=True)


def watermark(chance: Random) -> Page:
    """Large, pale and slanted behind the text."""
    paper, value = letter(chance), chance.choice(("机密★10年", "内部资料"))
    tone = chance.randrange(170, 225)
    layer = Paper(wide=2000, high=2000)
    layer.put(value, 200, 800, Type(80, ink=(tone, tone, tone)))
    turned_layer = layer.sheet.rotate(
        40, fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC
    )
    paper.over(turned_layer, 240, 700)
    return replace(_marked(paper, value), is_pale=True)


def tiny(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.STARRED)
    spot = (chance.randrange(LEFT, 1900), chance.choice((150, 200, HIGH - 200)))
    paper.put(value, *spot, Type(chance.choice((4.5, 5, 6, 7))))
    return _marked(paper, value)


def white_on_black(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.STARRED)
    x, y = chance.choice((LEFT, 1600)), chance.randrange(160, TOP - 60)
    paper.pen.rectangle((x - 20, y - 15, x + 440, y + 105), (0, 0, 0))
    paper.put(value, x, y, Type(16, bold=1, ink=(255, 255, 255)))
    return _marked(paper, value)


def red_stamp(chance: Random) -> Page:
    """A rectangular stamp with a mark in it, put on slightly askew."""
    paper = letter(chance)
    value = chance.choice((*values.LONE, *values.STARRED, "内部资料", "工作秘密"))
    stamp = boxed(value, Type(chance.choice((20, 26)), bold=2)).rotate(
        chance.uniform(-6, 6),
        expand=True,
        fillcolor=(255, 255, 255),
        resample=Image.Resampling.BICUBIC,
    )
    paper.over(stamp, chance.choice((LEFT, 1550)), chance.randrange(120, TOP - 150))
    return _marked(paper, value)


def red_mark(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.STARRED)
    paper.put(value, chance.choice((LEFT, 1650)), chance.randrange(160, TOP), Type(16, ink=RED))
    return _marked(paper, value)


def under_seal(chance: Random) -> Page:
    """A mark that a round seal lies over."""
    paper, value = letter(chance), chance.choice(values.STARRED)
    x, y = chance.choice((LEFT, 1500)), chance.randrange(250, TOP)
    paper.put(value, x, y, Type(16, bold=1))
    reach = (chance.randrange(-260, 140), chance.randrange(-400, -80))
    paper.over(seal(chance), max(x + reach[0], 0), max(y + reach[1], 0))
    return _marked(paper, value)


def number_under_seal(chance: Random) -> Page:
    value = values.resident_id(chance)
    paper = letter(chance, lines=8)
    y = HIGH - 900
    paper.put(f"经办人身份证号码：{value}", LEFT, y, Type(16))
    paper.over(seal(chance), LEFT + chance.randrange(300, 1100), y - chance.randrange(120, 420))
    return _numbered(paper, value, ID)


def number_in_text(chance: Random) -> Page:
    value, points = values.resident_id(chance), chance.choice((10.5, 12.0, 14.0, 16.0))
    said = f"联系人{chance.choice(('张某', '李某'))}，身份证号码{value}，请予核对。"
    return _numbered(letter(chance, within=said, points=points), value, ID)


def number_in_table(chance: Random) -> Page:
    value = values.resident_id(chance)
    paper = table(chance, within={"身份证号码": value}, points=chance.choice((9.0, 10.5, 12.0)))
    return _numbered(paper, value, ID)


def mobile_in_text(chance: Random) -> Page:
    value = values.mobile(chance)
    said = f"具体事宜请与李某联系，手机{value}。"
    return _numbered(letter(chance, within=said, points=chance.choice((12.0, 16.0))), value, MOBILE)


def mobile_in_table(chance: Random) -> Page:
    value = values.mobile(chance)
    return _numbered(table(chance, within={"联系电话": value}), value, MOBILE)


def card_in_table(chance: Random) -> Page:
    value = values.bank_card(chance)
    return _numbered(table(chance, within={"银行卡号": value}), value, CARD)


def mark_in_table(chance: Random) -> Page:
    value = chance.choice(values.STARRED)
    return _marked(table(chance, within={"备注": value}), value)


def small_number(chance: Random) -> Page:
    """A number in the print of a footnote."""
    value = values.resident_id(chance)
    paper = letter(chance, lines=14)
    paper.put(f"注：{value}", LEFT, HIGH - 520, Type(chance.choice((5.5, 6.5, 7.5))))
    return _numbered(paper, value, ID)


def cover(chance: Random) -> Page:
    """A cover sheet: letters as large as a hand."""
    paper, value = Paper(), chance.choice(("机密★10年", "绝密★30年", "内部资料"))
    paper.centre(value, chance.randrange(500, 1200), Type(chance.choice((60, 90, 110)), bold=6))
    paper.centre("二〇二三年十一月", 2600, Type(20))
    return _marked(paper, value)


def in_boxes(chance: Random) -> Page:
    """A form: each digit in a box of its own."""
    value, paper = values.resident_id(chance), letter(chance, lines=8)
    y, wide = HIGH - 800, 88
    paper.put("身份证号", LEFT, y, Type(14))
    for number, digit in enumerate(value):
        x = LEFT + 300 + number * wide
        paper.pen.rectangle((x, y - 10, x + wide, y + 90), outline=(0, 0, 0), width=3)
        paper.put(digit, x + 24, y, Type(14))
    return _numbered(paper, value, ID)


def two_columns(chance: Random) -> Page:
    """Set in two columns, the number broken at the end of a line."""
    value, paper, kind = values.resident_id(chance), Paper(), Type(12)
    right = "".join(SENTENCES[number % 10] for number in range(16))
    at = 17 * chance.randrange(3, 16) + chance.randrange(2, 14)
    rows = wrapped(right[:at] + value + right[at:], each=17)
    paper.centre("工作简报", 300, Type(22, bold=1))
    for number, row in enumerate(rows[:24]):
        paper.put(row, 260, 560 + 95 * number, kind)
        paper.put(right[17 * number : 17 * number + 17], 1300, 560 + 95 * number, kind)
    return _numbered(paper, value, ID)


def on_photo(chance: Random) -> Page:
    """Written across a photograph."""
    paper, value = letter(chance, lines=8), chance.choice(values.STARRED)
    ink = chance.choice(((255, 255, 255), (0, 0, 0), (255, 230, 0)))
    photo = photograph(chance, wide=1400, high=900)
    paper.sheet.paste(photo, (500, 2000))
    paper.put(
        value,
        500 + chance.randrange(50, 700),
        2000 + chance.randrange(50, 700),
        Type(18, bold=1, ink=ink),
    )
    return _marked(paper, value)


def upside_down(chance: Random) -> Page:
    paper, value = letter(chance), chance.choice(values.STARRED)
    paper.turned(value, chance.choice((LEFT, 1600)), 200, Type(16, bold=1), by=180)
    return _marked(paper, value)


def with_photo(chance: Random) -> Page:
    """A photograph without any writing on it."""
    paper = letter(chance, lines=8)
    paper.sheet.paste(photograph(chance, wide=1400, high=900), (500, 2000))
    return Page(paper=paper)


def punched(chance: Random) -> Page:
    """Holes for a binder, and the dark edge of an open lid."""
    paper = letter(chance)
    for y in (1300, 2200):
        paper.pen.ellipse((90, y, 160, y + 70), (30, 30, 30))
    paper.pen.rectangle((0, 0, chance.randrange(5, 30), HIGH), (20, 20, 20))
    return Page(paper=paper)


def plain_letter(chance: Random) -> Page:
    return Page(paper=letter(chance, bold=chance.choice((0, 0, 1))))


def plain_table(chance: Random) -> Page:
    return Page(paper=table(chance))


def plain_sealed(chance: Random) -> Page:
    """As most papers are: the seal on date and signature."""
    paper = letter(chance, lines=14)
    paper.over(seal(chance), 1400, TOP + 560 + 14 * 120 - 100)
    return Page(paper=paper)


def red_headed(chance: Random) -> Page:
    """The red head of an agency's paper, number, red line, nothing planted."""
    paper = letter(chance, top=TOP + 260, lines=14)
    paper.centre("临江市统计局文件", 420, Type(36, bold=2, ink=RED))
    paper.centre("临统发〔2023〕15号", 640, Type(16))
    paper.pen.line((LEFT, 740, 2173, 740), RED, 8)
    return Page(paper=paper)


Kind = Callable[[Random], Page]
PLANTED: Mapping[str, Kind] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            corner, upper_right, lone, running_head, foot, internal, downwards, turned, grey, faint,
            watermark, tiny, white_on_black, red_stamp, red_mark, mark_in_table, number_in_text,
            number_in_table, mobile_in_text, mobile_in_table, card_in_table, small_number, cover,
            in_boxes, two_columns, on_photo, upside_down,
        )
    }
)  # fmt: skip
SEALED: Mapping[str, Kind] = MappingProxyType(
    {kind.__name__: kind for kind in (under_seal, number_under_seal)}
)
CLEAN: Mapping[str, Kind] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (plain_letter, plain_table, plain_sealed, red_headed, with_photo, punched)
    }
)
