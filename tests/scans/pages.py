"""Draw invented papers as an office prints them: letters, tables, and a value in some place."""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from review.shipped import shipped

DPI = 300
WIDE, HIGH = 2480, 3508
LEFT, TOP, RIGHT = 331, 437, 2173
INK, RED = (0, 0, 0), (200, 20, 30)
_FONT = "data/reference/fonts/NotoSerifSC-Regular.ttf"

_AGENCIES = ("宝山区财政局", "临江市统计局", "新桥镇人民政府", "云岭县水务局", "清河区民政局")
_TITLES = (
    "关于做好年度部门预算公开工作的通知",
    "关于开展安全生产检查的通知",
    "关于召开防汛工作会议的通知",
    "关于印发年度培训计划的通知",
    "关于报送统计年报有关事项的函",
)
SENTENCES = (
    "各科室应当按照要求做好相关工作，确保各项任务按时完成。",
    "请于月底前将有关情况书面报送办公室，逾期视为无意见。",
    "要加强组织领导，明确责任分工，细化工作措施，抓好督促检查。",
    "会议强调，要坚持问题导向，补齐短板，提高服务水平。",
    "预算安排应当突出重点，从严控制一般性支出，压减三公经费。",
    "有关单位要认真总结经验，完善制度，健全长效机制。",
    "本次检查采取自查与抽查相结合的方式进行，结果予以通报。",
    "道路改造工程计划投资三千二百万元，工期十八个月。",
    "参会人员请提前十分钟入场，并将手机置于静音状态。",
    "全年共受理群众来信一百二十六件，办结率达到百分之九十八。",
    "联系人：办公室，联系电话：63521234。",
    "第一批项目共15个，总投资2.86亿元，已开工12个。",
)
_HEADS = ("序号", "姓名", "单位", "事项", "金额（元）")
_NAMES = ("张建国", "李秀英", "王志强", "陈晓明", "刘桂兰", "赵文博", "周海燕", "吴国栋")
_MATTERS = ("办公用品", "设备维修", "会议场地", "印刷装订", "绿化养护", "保洁服务")


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set: size in points, weight, width, colour."""

    points: float = 16.0
    bold: int = 0
    condensed: float = 1.0
    ink: tuple[int, int, int] = INK
    spacing: float = 0.0
    """Between letters, in letters."""

    @property
    def pixels(self) -> int:
        return max(round(self.points * DPI / 72), 6)


PLAIN = Type()
_POINTS = tuple("，。、；：")


@functools.cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(shipped(_FONT).read_bytes()), pixels)


def typed(text: str, kind: Type = PLAIN) -> Image.Image:
    """Set a line of text as black on transparent, to be put where it belongs."""
    font = _font(kind.pixels)
    step = kind.spacing * kind.pixels
    width = sum(font.getlength(char) + step for char in text) + 2 * kind.bold + 8
    line = Image.new("L", (round(width), round(kind.pixels * 1.45)), 0)
    pen, at = ImageDraw.Draw(line), 4.0
    pieces = text if step else (text,)
    for piece in pieces:
        pen.text((at, 0), piece, fill=255, font=font, stroke_width=kind.bold)
        at += font.getlength(piece) + step
    if kind.condensed != 1.0:
        line = line.resize((round(line.width * kind.condensed), line.height))
    return line


class Paper:
    """A sheet of A4, and a pen."""

    def __init__(self, *, wide: int = WIDE, high: int = HIGH) -> None:
        self.sheet = Image.new("RGB", (wide, high), (255, 255, 255))
        self.pen = ImageDraw.Draw(self.sheet)
        self.said: list[str] = []
        """What was written, in the order of writing."""

    def put(self, text: str, x: float, y: float, kind: Type = PLAIN) -> int:
        """Write from this point on, and say how wide it came out."""
        mask = typed(text, kind)
        self.said.append(text)
        self.sheet.paste(kind.ink, (round(x), round(y)), mask)
        return mask.width

    def centre(self, text: str, y: float, kind: Type = PLAIN) -> None:
        mask = typed(text, kind)
        self.said.append(text)
        self.sheet.paste(kind.ink, ((self.sheet.width - mask.width) // 2, round(y)), mask)

    def upright(self, text: str, x: float, y: float, kind: Type = PLAIN) -> None:
        """Write downwards, each letter upright."""
        for number, char in enumerate(text):
            self.put(char, x, y + number * kind.pixels * 1.2, kind)

    def turned(self, text: str, x: float, y: float, kind: Type = PLAIN, *, by: int = 90) -> None:
        mask = typed(text, kind).rotate(by, expand=True)
        self.sheet.paste(kind.ink, (round(x), round(y)), mask)

    def over(self, layer: Image.Image, x: float, y: float) -> None:
        """Stamp a coloured picture on the paper: ink on ink gets darker."""
        box = (round(x), round(y), round(x) + layer.width, round(y) + layer.height)
        self.sheet.paste(ImageChops.multiply(self.sheet.crop(box), layer), box)


def wrapped(text: str, *, each: int) -> list[str]:
    """Cut a paragraph into lines of so many letters; none begins with a point."""
    lines: list[str] = []
    while text:
        length = each + (text[each : each + 1] in _POINTS and len(text) > each)
        lines.append(text[:length])
        text = text[length:]
    return lines


def letter(
    chance: Random,
    *,
    within: str = "",
    points: float = 16.0,
    lines: int = 20,
    top: int = TOP,
    bold: int = 0,
) -> Paper:
    """A notice of an agency; `within` is a sentence that stands somewhere in it."""
    paper = Paper()
    body = Type(points, bold=bold)
    paper.centre(chance.choice(_AGENCIES), top + 130, Type(26, bold=2))
    paper.centre(chance.choice(_TITLES), top + 330, Type(22, bold=1))
    sentences = [chance.choice(SENTENCES) for _ in range(60)]
    each = int((RIGHT - LEFT) / body.pixels)
    step = round(body.pixels * 1.8)
    most = min(lines, int((HIGH - 500 - (top + 560)) / step))
    rows = _paragraphs(sentences, each=each)[:most]
    if within:
        rows[chance.randrange(2, len(rows) - 2)] = within
    for number, row in enumerate(rows):
        paper.put(row, LEFT, top + 560 + number * step, body)
    foot = top + 560 + (most + 1) * step
    if foot < HIGH - 450:
        paper.put(chance.choice(_AGENCIES), 1400, foot, body)
        paper.put("2023年11月8日", 1450, foot + step, body)
    paper.centre("— 1 —", HIGH - 330, Type(14))
    return paper


def _paragraphs(sentences: list[str], *, each: int) -> list[str]:
    rows: list[str] = []
    while sentences:
        count = min(3, len(sentences))
        rows += wrapped("　　" + "".join(sentences[:count]), each=each)
        sentences = sentences[count:]
    return rows


def table(
    chance: Random, *, within: Mapping[str, str] = MappingProxyType({}), rows: int = 14,
    points: float = 11.0,
) -> Paper:  # fmt: skip
    """A ruled list; `within` gives a column of its own, filled in one row."""
    paper, kind = Paper(), Type(points)
    paper.centre("年度支出明细表", TOP - 60, Type(20, bold=1))
    heads = [*_HEADS, *within]
    widths = [150, 260, 330, 340, 300, *([640] * len(within))]
    scale = min((WIDE - 320) / sum(widths), 1.15)
    edges = [160.0]
    for width in widths:
        edges.append(edges[-1] + width * scale)
    high, top = round(kind.pixels * 2.1), TOP + 160
    chosen = chance.randrange(1, rows + 1)
    for row in range(rows + 1):
        y = top + row * high
        cells = heads if row == 0 else _cells(chance, number=row)
        if row == chosen:
            cells = [*cells, *within.values()]
        for edge, cell in zip(edges, cells, strict=False):
            paper.put(cell, edge + 14, y + kind.pixels * 0.3, kind)
    for row in range(rows + 2):
        paper.pen.line((edges[0], top + row * high, edges[-1], top + row * high), INK, 4)
    for edge in edges:
        paper.pen.line((edge, top, edge, top + (rows + 1) * high), INK, 4)
    return paper


def _cells(chance: Random, *, number: int) -> list[str]:
    amount = f"{chance.randrange(100, 99999)}.{chance.randrange(100):02d}"
    names = (_NAMES, _AGENCIES, _MATTERS)
    return [str(number), *(chance.choice(each) for each in names), amount]


def seal(chance: Random, *, size: int = 520) -> Image.Image:
    """A round red seal: ring, star, the agency's name on an arc."""
    large = Image.new("RGB", (size, size), (255, 255, 255))
    pen = ImageDraw.Draw(large)
    edge = size // 30
    pen.ellipse((6, 6, size - 6, size - 6), outline=RED, width=edge)
    name, middle, radius = chance.choice(_AGENCIES), size / 2, size * 0.37
    for number, char in enumerate(name):
        angle = 130 - number * 260 / (len(name) - 1)
        glyph = typed(char, Type(size / DPI * 72 * 0.13, bold=1)).rotate(angle, expand=True)
        _arc(large, glyph, middle=middle, radius=radius, angle=angle)
    star = typed("★", Type(size / DPI * 72 * 0.28))
    spot = (round(middle - star.width / 2), round(middle - star.height / 2))
    large.paste(RED, spot, star)
    return large


def _arc(
    sheet: Image.Image, glyph: Image.Image, *, middle: float, radius: float, angle: float
) -> None:
    x = middle - radius * math.sin(math.radians(angle))
    y = middle - radius * math.cos(math.radians(angle))
    sheet.paste(RED, (round(x - glyph.width / 2), round(y - glyph.height / 2)), glyph)


def boxed(text: str, kind: Type) -> Image.Image:
    """A rectangular red stamp with a text in it."""
    mask = typed(text, kind)
    stamp = Image.new("RGB", (mask.width + 60, mask.height + 40), (255, 255, 255))
    ImageDraw.Draw(stamp).rectangle((4, 4, stamp.width - 5, stamp.height - 5), outline=RED, width=8)
    stamp.paste(RED, (30, 16), mask)
    return stamp


def photograph(chance: Random, *, wide: int, high: int) -> Image.Image:
    """Something like a landscape: sky, hills, leaves, a sun."""
    noise = np.random.default_rng(chance.randrange(2**32))
    rough = noise.integers(0, 256, (9, 14, 3), dtype=np.uint8)
    soft = Image.fromarray(rough).resize((wide, high), Image.Resampling.BICUBIC)
    leaves = Image.fromarray(noise.integers(0, 90, (high // 6, wide // 6), dtype=np.uint8))
    texture = leaves.resize((wide, high), Image.Resampling.BICUBIC).convert("RGB")
    scene = ImageChops.subtract(soft, texture)
    ImageDraw.Draw(scene).ellipse((wide // 8, high // 8, wide // 4, wide // 4), (250, 220, 90))
    return scene
