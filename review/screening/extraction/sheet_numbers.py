"""Numbers of a spreadsheet as people read them: whole, and days as days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, DecimalException

_SCIENTIFIC = re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d+")
_WHOLE = re.compile(r"(-?\d+)\.0+")
_LARGEST = 40
"""Of a larger power of ten no number that means something is written out."""


def stored(text: str) -> str:
    """Return a number as it is kept, without a power of ten: 1.1E+17 is 110000000000000000."""
    if found := _WHOLE.fullmatch(text):
        return found[1]
    if _SCIENTIFIC.fullmatch(text) is None:
        return text
    try:
        number = Decimal(text)
        whole = number.adjusted() <= _LARGEST and number == number.to_integral_value()
    except DecimalException:
        return text
    return f"{number:f}".partition(".")[0] if whole else text


def of_float(number: float) -> str:
    """Return a binary number as it is kept: the shortest digits that mean it, whole if it is."""
    return stored(repr(number))


def kept(text: str) -> str:
    """Return a number as `stored` does; most stand so, and then it costs little."""
    if text.isdigit() or not ("E" in text or "e" in text or text.endswith(".0")):
        return text
    return stored(text)


def all_kept(numbers: Sequence[str]) -> Sequence[str]:
    """Return each as `kept` does; of most, one look at all of them says that they stand so."""
    if "".join(numbers).isdigit():
        return numbers
    joined = "\n".join((*numbers, ""))
    if not ("E" in joined or "e" in joined or ".0\n" in joined):
        return numbers
    return list(map(kept, numbers))
