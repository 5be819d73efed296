"""Old drawings of a workbook (VML): comments' boxes, form controls, pictures in the margins."""

from __future__ import annotations

import html
import re

from review.domain.findings import Part
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import Finds, is_telling, joined, unseen
from review.screening.segments import Segment, Trace

_BOX = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.DOTALL | re.IGNORECASE)
_MACRO = re.compile(r"<x:FmlaMacro>(.*?)</x:FmlaMacro>", re.DOTALL | re.IGNORECASE)
_ALT = re.compile(r"\b(?:alt|o:title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div)\b[^>]*>", re.IGNORECASE)


def vml_finds(content: bytes, *, sheet: Sheet, file: str) -> Finds:
    """Hand on all text between the tags and in them: these parts are often no sound XML."""
    text, place = content.decode("utf-8", "replace"), {**sheet.place, "file": file}
    boxes = [_plain(box) for box in _BOX.findall(text)]
    for box in filter(None, boxes):
        yield Segment(text=box, part=Part.TEXT_BOX, place=place, visibility=sheet.visibility)
    for macro in _MACRO.findall(text):
        said = html.unescape(macro)
        yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=said)
    rest = _BOX.sub("", text)
    described = [html.unescape(one or other) for one, other in _ALT.findall(rest)]
    for said in filter(str.strip, dict.fromkeys(described)):
        yield Trace(rule="hidden.alt_text", part=Part.PICTURE, place=place, text=said)
    values = [html.unescape(one or other) for one, other in _ATTRIBUTE.findall(text)]
    lines = (_plain(rest), *filter(is_telling, dict.fromkeys(values)), *described)
    yield unseen(joined(dict.fromkeys(lines)), place=place)


def _plain(markup: str) -> str:
    spaced = _BREAK.sub("\n", markup)
    lines = html.unescape(_TAG.sub("", spaced)).split("\n")
    return joined(" ".join(line.split()) for line in lines)
