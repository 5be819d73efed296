"""Papers set by two programs, in fonts of several kinds, out of which something is to be cut."""

from __future__ import annotations

import io
import random
from functools import cache

import typst
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from review.shipped import shipped

FONT = "data/reference/fonts/NotoSerifSC-Regular.ttf"
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", "青山明月清泉石上松竹莲"
_PHRASES = (
    "关于开展2026年度专项检查工作的通知", "请各科室于月底前报送材料", "联系人", "身份证号",
    "联系电话", "家庭住址", "宝山区友谊路12号301室", "Email: office@example.org", "共计（含税）",
    "3,450.00元", "其余按原规定执行。", "see Annex B (draft)", "审核意见：同意；", "二〇二六年三月",
)  # fmt: skip


def lines(chance: random.Random, *, count: int) -> list[str]:
    """Some lines as papers of an office have them, with people and numbers."""
    return [_line(chance) for _ in range(count)]


def _line(chance: random.Random) -> str:
    name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.randint(1, 2)))
    number = (
        "1" + "".join(chance.choices("3456789", k=1)) + "".join(chance.choices("0123456789", k=9))
    )
    parts = [chance.choice(_PHRASES), name, chance.choice(_PHRASES), number]
    chance.shuffle(parts)
    return chance.choice(["，", " ", "  ", ""]).join(parts)


def by_typst(texts: list[str]) -> bytes:
    """A paper set by typst: one font, brought along in part, each sign by its number."""
    body = "\n\n".join(f"#text({_quoted(text)})" for text in texts)
    table = (
        "#table(columns: 2, " + ", ".join(f"[#text({_quoted(text[:9])})]" for text in texts) + ")"
    )
    source = f'#set text(font: "Noto Serif SC", size: 11pt)\n#set page(fill: none)\n{body}\n{table}'
    made = typst.Compiler(source.encode(), font_paths=_fonts()).compile(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(shipped(FONT).parent)],
    )


def by_reportlab(texts: list[str], *, font: str) -> bytes:
    """A paper set by reportlab: in a font that every reader has, or in one brought along."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(_registered(font), 12)
    for number, text in enumerate(texts):
        canvas.drawString(60, 780 - 24 * (number % 30), text)
        if number % 30 == 29:
            canvas.showPage()
            canvas.setFont(font, 12)
    canvas.save()
    return buffer.getvalue()


@cache
def _registered(font: str) -> str:
    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    elif font == "Noto":
        pdfmetrics.registerFont(TTFont(font, str(shipped(FONT))))
    return font
