"""The forms of numbers: which digits, in which grouping, are a person's and of which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from review.screening.check_digits import (
    is_credit_code,
    is_day,
    is_old_resident_id,
    is_resident_id,
    is_rounded_resident_id,
    passes_luhn,
)
from review.screening.fold import Folded
from review.screening.personal import Window, is_inside
from review.screening.ways import NumberForm

_MOBILE = re.compile(r"(?:86|0086|0)?(1[3-9][0-9]{9})")
_MOBILE_SHAPES = frozenset({(3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (5, 6), (3, 3, 5), (3, 5, 3)})
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_LANDLINE = re.compile(r"[2-8][0-9]{6,7}")
_CARD_LENGTHS, _ACCOUNT_LENGTHS = range(16, 20), range(8, 31)
_FOURS, _BANK = 4, 6
_DISABILITY = re.compile(r"[1-7][1-4]")
"""Kind and degree, behind the resident ID of 18 digits."""
_ID_GROUPS, _DAY = 6, 8


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number of one form; `start` and `end` count in the given text."""

    form: NumberForm
    digits: str
    start: int
    end: int
    is_odd: bool = False
    """Odd signs stand between its digits."""
    is_wrapped: bool = False
    """It is broken over the end of a line."""


def lengths_of(forms: Collection[NumberForm]) -> frozenset[int]:
    """Return how many digits these forms have."""
    return frozenset(length for form in forms for length in _LENGTHS[form])


def readings(
    window: Window, folded: Folded, *, forms: Collection[NumberForm]
) -> Iterator[PersonalNumber]:
    """Yield what of these forms the digits of a window could be, the surest first."""
    for form in _BY_LENGTH.get(len(window.digits), ()):
        if form not in forms:
            continue
        found = _FORMS[form](window)
        if found is not None and (form in _CHECKED or not is_inside(window, folded)):
            is_odd = (window.is_odd or window.is_parted) and not window.is_spelled
            yield PersonalNumber(form, found, window.start, window.end, is_odd, window.is_wrapped)


def _credit_code(window: Window) -> str | None:
    whole = len(window.groups) == 1 and is_credit_code(window.digits)
    return window.digits if whole else None


def _resident_id_18(window: Window) -> str | None:
    if not is_resident_id(window.digits):
        return None
    usual = len(window.shape) <= _ID_GROUPS or set(window.shape) <= {1, 2}
    return window.digits if usual else None


def _resident_id_15(window: Window) -> str | None:
    return window.digits if is_old_resident_id(window.digits) and _is_together(window) else None


def _resident_id_rounded(window: Window) -> str | None:
    whole = len(window.groups) == 1 and is_rounded_resident_id(window.digits)
    return window.digits if whole else None


def _disability_card(window: Window) -> str | None:
    head, tail = window.digits[:18], window.digits[18:]
    fits = is_resident_id(head) and _DISABILITY.fullmatch(tail) and window.is_soft
    return window.digits if fits else None


def _mobile(window: Window) -> str | None:
    found, shape = _dialled(window)
    if found is None:
        return None
    return found if len(shape) == 1 or shape in _MOBILE_SHAPES or window.is_spelled else None


def _mobile_scattered(window: Window) -> str | None:
    return _dialled(window)[0]


def _dialled(window: Window) -> tuple[str | None, tuple[int, ...]]:
    """Return a mobile number without what is dialled before it, and how that is grouped."""
    found = _MOBILE.fullmatch(window.digits)
    if found is None:
        return None, ()
    shape, parted = window.shape, window.is_parted or not window.is_soft
    if parted and not window.is_spelled:
        return None, shape
    prefix = len(window.digits) - len(found[1])
    if prefix == 1 and window.is_odd:
        return None, shape  # 0.13812345678
    if prefix and not window.is_spelled:
        shape = shape[1:] if shape[0] <= prefix else (shape[0] - prefix, *shape[1:])
    return found[1], shape


def _landline(window: Window) -> str | None:
    area = _AREA.match(window.digits)
    local = window.digits[len(area[0]) :] if area else window.digits
    if not _LANDLINE.fullmatch(local):
        return None
    shape, usual = window.shape, window.is_soft and not window.is_odd
    short = any(size < 3 for size in shape[:-1])  # noqa: PLR2004
    apart = not area or len(window.groups) == 1 or shape[0] == len(area[0])
    return window.digits if usual and apart and not short else None


def _bank_card(window: Window) -> str | None:
    digits = window.digits
    if digits[0] == "0" or not digits.isdecimal() or not passes_luhn(digits):
        return None
    plain = len(set(digits)) > 2  # noqa: PLR2004 - not a row of one digit
    code = is_credit_code("".join(group.said for group in window.groups))
    return digits if plain and not code and _is_together(window) else None


def _account(window: Window) -> str | None:
    """Eight to thirty digits in one piece, in fours, or parted by dashes as banks print them."""
    digits = window.digits
    is_date = len(digits) == _DAY and is_day(digits)
    if is_date or not digits.isdecimal() or _SERVICE.fullmatch(digits):
        return None
    return digits if _is_together(window) or window.signs == {"-"} else None


_FORMS: Mapping[NumberForm, Callable[[Window], str | None]] = {
    NumberForm.CREDIT_CODE: _credit_code,
    NumberForm.RESIDENT_ID_18: _resident_id_18,
    NumberForm.DISABILITY_CARD: _disability_card,
    NumberForm.RESIDENT_ID_ROUNDED: _resident_id_rounded,
    NumberForm.BANK_CARD: _bank_card,
    NumberForm.RESIDENT_ID_15: _resident_id_15,
    NumberForm.MOBILE: _mobile,
    NumberForm.MOBILE_SCATTERED: _mobile_scattered,
    NumberForm.LANDLINE: _landline,
    NumberForm.ACCOUNT: _account,
}
"""In the order in which they are tried."""
_CHECKED = frozenset({NumberForm.RESIDENT_ID_18, NumberForm.DISABILITY_CARD})
"""So unlikely by chance that no surroundings speak against them."""
_LENGTHS: Mapping[NumberForm, range] = {
    NumberForm.CREDIT_CODE: range(18, 19),
    NumberForm.RESIDENT_ID_18: range(18, 19),
    NumberForm.DISABILITY_CARD: range(20, 21),
    NumberForm.RESIDENT_ID_ROUNDED: range(18, 19),
    NumberForm.BANK_CARD: _CARD_LENGTHS,
    NumberForm.RESIDENT_ID_15: range(15, 16),
    NumberForm.MOBILE: range(11, 16),
    NumberForm.MOBILE_SCATTERED: range(11, 16),
    NumberForm.LANDLINE: range(7, 13),
    NumberForm.ACCOUNT: _ACCOUNT_LENGTHS,
}
_BY_LENGTH: Mapping[int, tuple[NumberForm, ...]] = {
    length: tuple(form for form in _FORMS if length in _LENGTHS[form]) for length in range(7, 31)
}


def _is_together(window: Window) -> bool:
    """Whether one number is written like this: whole, in fours, 6 and the rest, digit by digit."""
    *front, last = window.shape
    even = all(size == _FOURS for size in front) and last <= _FOURS
    return (
        window.is_soft
        and not window.is_parted
        and (not front or even or front == [_BANK] or set(front) == {1})
    )
