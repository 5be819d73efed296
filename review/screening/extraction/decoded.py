"""What a text says when its markup is read: entities, escapes, tags, the marks of Markdown.

The view is as long as the text, so that every place in it is a place in the text: what does not
show is replaced by signs of no width, and what was decoded stands where its code began.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote_to_bytes

from review.domain.findings import Part
from review.screening.extraction.base64_blocks import decoded_blocks, encoded_words
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, Segment, Visibility

_NOTHING = "\u200b"
_HEAD = 12
"""So many lines of a paper are its head, where a mark stands."""
_REMARK = re.compile(r"<!--(?s:.*?)-->")
_REMARK_ENDS = "-->"
_TAG = re.compile(r"</?[A-Za-z!][\w:.-]{0,60}(?:[\s/][^<>]{0,2000})?>")
_APART = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|td|th|tr|table|h[1-6]|title|section|article)\b", re.IGNORECASE
)
_ENTITY = re.compile(
    rf"&{_NOTHING}*(?:#[0-9]{{1,8}}|#[xX][0-9A-Fa-f]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});?"
)
_CODE = (
    r"[\\%]u\{([0-9A-Fa-f]{1,8})\}|\\U([0-9A-Fa-f]{8})|[\\%][uU]([0-9A-Fa-f]{4})"
    r"|\\[xX]\{?([0-9A-Fa-f]{2})\}?|\\([0-9A-Fa-f]{4,6})"
)
_ESCAPE = re.compile(_CODE)
_ESCAPES = re.compile(f"(?:{_CODE})+".replace("(", "(?:").replace("(?:?:", "(?:"))
_OCTETS = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}|(?:=[0-9A-Fa-f]{2}(?:=\r?\n)?){2,}")
_LINE_START = re.compile(r"(?m)^[ \t]*(?:#{1,6}(?=\s)|>+|[-+*](?=\s))[ \t]*")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)")
_MARKS = re.compile(
    r"(?<=[^\d\s*_~`])[*_~`]+|(?<!\S)[*_~`]+(?=[^\s*_~`])|(?<=\d)[*_~`]{1,3}(?![*_~`])"
    r"|\\(?=[!-/:-@\[-`{-~\u2e80-\uffff])"
)
"""What masks a number is no markup: four and more behind a digit, or any between two spaces."""
_RUN = re.compile(r"[\u2e80-\ufaff\uff10-\uff5a★☆0-9]+")


def with_decoded(extract: Extract, *, limits: Limits) -> Extract:
    """Add to a text what it says when its markup is read, and what lies in it as Base64.

    Raises:
        NotRead: more lies in it than in any text.
    """
    views, said = list[Segment](), list[Segment]()
    files = list[Embedded]()
    for segment in extract.segments:
        if segment.visibility is Visibility.META:
            continue
        views += [replace(segment, text=view) for view in (shown_view(segment.text),) if view]
        for found in (*decoded_blocks(segment.text, limits=limits), *encoded_words(segment.text)):
            if isinstance(found, str):
                said.append(_said(found))
            else:
                files.append(Embedded(name=f"{len(files) + 1}", content=found))
    if not (views or said or files):
        return extract
    segments = (*views, *extract.segments, *said)
    return replace(extract, segments=segments, embedded=(*extract.embedded, *files))


def _said(text: str) -> Segment:
    return Segment(text=text, part=Part.OTHER, visibility=Visibility.HIDDEN)


def shown_view(text: str) -> str:
    """Return the text as it shows once it is read as markup; empty when that is no different.

    Lines that are the same in both are blank, except in a head of which anything is different.
    """
    view = _unremarked(text)
    for signs, pattern, into in _STEPS:
        if any(sign in view for sign in signs):
            view = pattern.sub(_in_place(into), view)
    if view == text:
        return ""
    return _changes(text, view)


def _unremarked(text: str) -> str:
    """Take out remarks; behind the last end of one no beginning is looked for in vain."""
    end = text.rfind(_REMARK_ENDS) + len(_REMARK_ENDS)
    if end < len(_REMARK_ENDS) or "<!--" not in text:
        return text
    return _REMARK.sub(_in_place(_nothing), text[:end]) + text[end:]


def plainly(text: str) -> str:
    """Return the text as it shows once it is read as markup, as long as that is."""
    return (shown_view(text) or text).replace(_NOTHING, "")


def _in_place(into: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Keep the length, and every end of line, of what is replaced."""

    def replaced(found: re.Match[str]) -> str:
        given = found[0]
        said = into(found)[: len(given)]
        rest = given[len(said) :]
        if "\n" not in rest:
            return said + _NOTHING * len(rest)
        return said + "".join(char if char in "\r\n" else _NOTHING for char in rest)

    return replaced


def _nothing(_: re.Match[str]) -> str:
    return ""


def _of_tag(found: re.Match[str]) -> str:
    return "\t" if _APART.match(found[0]) else ""


def _of_entity(found: re.Match[str]) -> str:
    code = found[0].replace(_NOTHING, "")
    plain = html.unescape(code)
    return found[0] if plain == code else plain


def _of_escapes(found: re.Match[str]) -> str:
    """Two halves of a character beyond the first plane are one; two-digit codes are bytes."""
    codes = ["".join(filter(None, groups)) for groups in _ESCAPE.findall(found[0])]
    if codes and all(len(code) == 2 for code in codes):  # noqa: PLR2004 - \xE6\x9C\xBA
        return _of_bytes(bytes.fromhex("".join(codes)), given=found[0])
    units = b"".join(_unit(int(code, 16)) for code in codes)
    return units.decode("utf-16-le", "replace") or found[0]


def _unit(code: int) -> bytes:
    """Return a code point in UTF-16, half a pair as it is."""
    return chr(min(code, 0x10FFFF)).encode("utf-16-le", "surrogatepass")


def _of_octets(found: re.Match[str]) -> str:
    plain = re.sub(r"=\r?\n", "", found[0]).replace("=", "%")
    return _of_bytes(unquote_to_bytes(plain), given=found[0])


def _of_bytes(raw: bytes, *, given: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return given


def _of_link(found: re.Match[str]) -> str:
    return found[1]


_STEPS = (
    ("<", _TAG, _of_tag),
    ("\\%", _ESCAPES, _of_escapes),
    ("%=", _OCTETS, _of_octets),
    ("&", _ENTITY, _of_entity),
    ("&", _ENTITY, _of_entity),
    ("<", _TAG, _of_tag),
    ("[", _LINK, _of_link),
    ("#>-+*", _LINE_START, _nothing),
    ("*_~`\\", _MARKS, _nothing),
)
"""With a sign that must be there; entities and tags twice, for some are escaped once too often."""


def _changes(text: str, view: str) -> str:
    given, shown = text.split("\n"), view.split("\n")
    says = [number for number, line in enumerate(given) if line.strip()][:_HEAD]
    in_head = any(given[number] != shown[number] for number in says)
    kept = set(says) if in_head else set()
    lines = [
        line if number in kept or _tells(given[number], line) else " " * len(line)
        for number, line in enumerate(shown)
    ]
    return "\n".join(lines) if any(line.strip() for line in lines) else ""


def _tells(given: str, shown: str) -> bool:
    """Whether a line says something else than before: a sign was decoded, or a word was parted."""
    if given == shown:
        return False
    return _words(given) != _words(shown)


def _words(line: str) -> list[str]:
    """Return the runs of Chinese and of digits; what has no width parts none."""
    return _RUN.findall(line.replace(_NOTHING, ""))
