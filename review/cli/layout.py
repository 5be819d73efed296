"""Text for a terminal: Chinese signs are two columns wide, and no text may steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_WIDE = {"W", "F"}
_CLOSING, _OPENING = {"Pe", "Pf", "Po"}, {"Ps", "Pi"}
_GAP = "  "


def plain(text: str) -> str:
    """Show control signs, ANSI, bidi marks and line ends as escapes (S49)."""
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(_columns(sign) for sign in text)


def wrapped(text: str, *, width: int, indent: str = "") -> str:
    """Break a text into lines of at most `width` columns; the lines it has already are kept."""
    lines = (line for given in text.splitlines() for line in _broken(given, width - len(indent)))
    return "\n".join(f"{indent}{line}".rstrip() for line in lines)


def listed(rows: Sequence[tuple[str, str]], *, width: int, indent: str = "  ") -> str:
    """Set terms beside their explanations; a term that is too wide stands above its own."""
    widest = max(width // 3, 12)
    column = min(max((width_of(term) for term, _ in rows), default=0), widest)
    return "\n".join(
        line for term, said in rows for line in _entry(term, said, column, width, indent)
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Set rows under their heads, in columns."""
    cells = [list(heads), *([plain(cell) for cell in row] for row in rows)]
    widths = [max(width_of(row[place]) for row in cells) for place in range(len(heads))]
    return "\n".join(_row(row, widths) for row in cells)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _entry(term: str, said: str, column: int, width: int, indent: str) -> Iterator[str]:
    left = len(indent) + column + len(_GAP)
    lines = wrapped(said, width=max(width - left, 20)).splitlines() or [""]
    if width_of(term) > column:
        yield f"{indent}{term}"
    else:
        first = lines.pop(0)
        yield f"{indent}{_padded(term, column)}{_GAP}{first}".rstrip()
    yield from (f"{' ' * left}{line}" for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _broken(line: str, width: int) -> Iterator[str]:
    """Break between Chinese signs or at spaces, never inside a word of letters."""
    begun = ""
    for piece in _pieces(line):
        if begun and width_of(begun + piece.rstrip()) > width:
            yield begun.rstrip()
            begun = ""
        begun += piece.lstrip() if not begun else piece
    yield begun.rstrip()


def _pieces(line: str) -> Iterator[str]:
    """Cut a line where it may be broken: after a space, and before a sign that may begin a line."""
    piece = ""
    for sign in line:
        if piece and _may_part(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _may_part(before: str, after: str) -> bool:
    """No line begins with a closing mark or ends with an opening one."""
    if before == " ":
        return True
    is_marked = unicodedata.category(after) in _CLOSING or unicodedata.category(before) in _OPENING
    return max(_columns(before), _columns(after)) > 1 and not is_marked


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
