"""Days and times of a spreadsheet, which are numbers, as their formats show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

_LAST_DAY = 2_958_465
_LEAP = 60
"""The 29 February 1900 that spreadsheets count and the calendar does not have."""
_FOUR_YEARS = 1462
_BEGIN = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
_DAY = 86_400
_UNITS = {"h": 3600, "m": 60, "s": 1}


def day_text(serial: float, codes: Sequence[str], *, since_1904: bool) -> str | None:
    """Return a day or time as its format shows it; None where the number is no day.

    Codes are pieces of the format (`yyyy`, `mm`, `[h]`); one that begins with a quotation mark
    is shown as it is. Names of months and days are shown as numbers or not at all.
    """
    if since_1904:
        serial += _FOUR_YEARS
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    seconds = int(serial * _DAY + 0.5)
    moment = _BEGIN + timedelta(days=serial < _LEAP, seconds=seconds)
    return "".join(
        str(seconds // _UNITS.get(code[1:2], 1))
        if code.startswith("[")
        else _shown(code, moment, codes, place)
        for place, code in enumerate(codes)
    ).strip()


def _shown(code: str, moment: datetime, codes: Sequence[str], place: int) -> str:
    if code.startswith('"'):
        return code[1:]
    letter = "n" if code[0] == "m" and _is_minute(codes, place) else code[0]
    show = _CODES.get(letter)
    return "" if show is None else show(moment, min(len(code), 4))


def _is_minute(codes: Sequence[str], place: int) -> bool:
    """An m after hours or before seconds is a minute."""
    before = [code for code in codes[:place] if not code.startswith('"')]
    after = [code for code in codes[place + 1 :] if not code.startswith('"')]
    return bool((before and "h" in before[-1]) or (after and "s" in after[0]))


_CODES: Mapping[str, Callable[[datetime, int], str]] = MappingProxyType(
    {
        "y": lambda moment, width: f"{moment.year:04d}"[0 if width > 2 else 2 :],  # noqa: PLR2004
        "e": lambda moment, _: f"{moment.year:04d}",
        "m": lambda moment, width: f"{moment.month:0{min(width, 2)}d}",
        "d": lambda moment, width: f"{moment.day:0{width}d}" if width < 3 else "",  # noqa: PLR2004
        "h": lambda moment, width: f"{moment.hour:0{min(width, 2)}d}",
        "n": lambda moment, width: f"{moment.minute:0{min(width, 2)}d}",
        "s": lambda moment, width: f"{moment.second:0{min(width, 2)}d}",
    }
)
