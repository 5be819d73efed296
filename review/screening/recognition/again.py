"""Lines that were read badly are read again: standing on their heads, and cut a little wider."""

from __future__ import annotations

from collections.abc import Sequence

from review.screening.recognition.doubts import is_doubtful
from review.screening.recognition.lines import Line, lines_in
from review.screening.recognition.models import Models, Pixels
from review.screening.recognition.reading import Char

_TRIES = 12
"""So many lines get a second chance; a page with more is bad all over."""
_BETTER = 0.1
_WIDER = 0.08


def read_again(lines: Sequence[Line], pixels: Pixels, *, models: Models) -> tuple[Line, ...]:
    """Read doubtful lines once more; two ways of reading that agree are surer than one."""
    bad = [line for line in lines if is_doubtful(line)][:_TRIES]
    over = lines_in(pixels, [line.box.turned_over for line in bad], models=models)
    wider = lines_in(pixels, [line.box.grown(_WIDER) for line in bad], models=models)
    best = {
        id(line): _best(line, over=turned, wider=cut)
        for line, turned, cut in zip(bad, over, wider, strict=True)
    }
    return tuple(best.get(id(line), line) for line in lines)


def _best(line: Line, *, over: Line, wider: Line) -> Line:
    if over.score > line.score + _BETTER:
        return Line(line.box, over.chars)
    if wider.text != line.text:
        return line
    pairs = zip(line.chars, wider.chars, strict=True)
    return Line(line.box, tuple(_surer(*pair) for pair in pairs))


def _surer(one: Char, other: Char) -> Char:
    return max(one, other, key=lambda char: char.score)
