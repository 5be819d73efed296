"""Personal numbers: which digits, grouped how, are a resident ID, a mobile or a bank card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from review.screening.fold import Folded
from review.screening.ruleset import NumberForm

RUN = re.compile(r"[0-9](?:-?[0-9]){10,}x?")
"""Eleven digits or more, with nothing but dashes (and what folding drops) between them."""

# GB/T 2260: provinces; 71, 81, 82 and 83 for the residence permits of Taiwan, Hong Kong, Macau.
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47),
            *range(50, 55), *range(61, 66), 71, 81, 82, 83,
        ),
    )
)  # fmt: skip
_FOREIGN = "9"  # a permanent residence card begins with 9 and the province
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECKS = "10x98765432"
_MOBILE = re.compile(r"(?:86|0086|0)?(1[3-9][0-9]{9})")
_LONGEST = 19
_YEARS = (1900, 2099)


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together, and what separates them from those before."""

    digits: str
    start: int
    end: int
    soft: bool
    """A space or a dash stands before it; otherwise the end of a line or a tab."""


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number of one form; `start` and `end` count in the given text."""

    form: NumberForm
    digits: str
    start: int
    end: int


def personal_numbers(folded: Folded) -> Iterator[PersonalNumber]:
    """Find every personal number of a text, each digit counted for one of them only."""
    for run in RUN.finditer(folded.joined):
        groups = _groups(folded, *folded.span(*run.span()))
        taken = 0
        for window in _windows(groups):
            if window[0].start >= taken:
                number = _number(window, folded)
                if number is not None:
                    taken = number.end
                    yield number


def _groups(folded: Folded, start: int, end: int) -> list[Group]:
    groups: list[Group] = []
    digits, begin, last, soft = "", start, start, False
    for position, shown, between in _characters(folded, start, end):
        if between is None:
            if not digits:
                begin = position
            digits, last = digits + shown, position + 1
            continue
        if digits:
            groups.append(Group(digits, begin, last, soft))
            digits, soft = "", True
        soft = soft and between
    return [*groups, Group(digits, begin, last, soft)] if digits else groups


def _characters(folded: Folded, start: int, end: int) -> Iterator[tuple[int, str, bool | None]]:
    """Yield each character with None for a digit, else whether it separates softly."""
    for number in folded.given_lines(start, end):
        begin, line = folded.begins[number], folded.line(number)
        if begin > start:
            yield begin, "", False
        for position in range(max(start - begin, 0), min(end - begin, len(line))):
            char = line[position]
            shown = folded.table[ord(char)]
            if shown.isalnum():
                yield begin + position, shown, None
            elif shown or char.isspace():
                yield begin + position, "", char != "\t"


def _windows(groups: list[Group]) -> Iterator[list[Group]]:
    """Yield neighbouring groups that could be one number, the longest first at each place."""
    for first in range(len(groups)):
        length, longest = 0, first
        while longest < len(groups) and length + len(groups[longest].digits) <= _LONGEST + 2:
            length += len(groups[longest].digits)
            longest += 1
        for last in range(longest, first, -1):
            yield groups[first:last]


def _number(window: list[Group], folded: Folded) -> PersonalNumber | None:
    digits = "".join(group.digits for group in window)
    for form, fits in _FORMS.items():
        found = fits(digits, window)
        if found is None or (form is not NumberForm.RESIDENT_ID_18 and _inside(window, folded)):
            continue
        return PersonalNumber(form, found, window[0].start, window[-1].end)
    return None


def _inside(window: list[Group], folded: Folded) -> bool:
    """Whether the digits are part of an amount or a code: 12345678901.50, a1381234567f."""
    before = _given(folded, window[0].start, -2)
    after = _given(folded, window[-1].end, 2)
    fraction = re.search(r"[0-9]\.$", before) or re.match(r"\.[0-9]", after)
    code = re.search(r"[A-Za-z_=]$", before) and re.match(r"[A-Za-z_]", after)
    return bool(fraction or code)


def _given(folded: Folded, position: int, count: int) -> str:
    line = folded.given_lines(position, position)[0]
    at, given = position - folded.begins[line], folded.line(line)
    return given[max(at + count, 0) : at] if count < 0 else given[at : at + count]


def _resident_id_18(digits: str, window: list[Group]) -> str | None:
    breaks = sum(not group.soft for group in window[1:])
    if len(digits) != len(_WEIGHTS) + 1 or breaks > 1 or not digits[:-1].isdecimal():
        return None
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    fits = _CHECKS[total % 11] == digits[-1] and _is_region(digits) and _is_day(digits[6:14])
    return digits if fits else None


def _resident_id_15(digits: str, window: list[Group]) -> str | None:
    fits = (
        len(digits) == 15  # noqa: PLR2004 - the form before 1999
        and _together(window)
        and digits.isdecimal()
        and digits[:2] in _PROVINCES
        and _is_day(f"19{digits[6:12]}")
    )
    return digits if fits else None


def _mobile(digits: str, window: list[Group]) -> str | None:
    found = _MOBILE.fullmatch(digits)
    shapes = {(3, 4, 4), (3, 8), (7, 4), (1,) * len(digits), (len(digits),)}
    if found is None or not _soft(window) or _shape(window) not in shapes:
        return None
    return found[1]


def _bank_card(digits: str, window: list[Group]) -> str | None:
    if not (16 <= len(digits) <= _LONGEST and digits.isdecimal() and _together(window)):  # noqa: PLR2004
        return None
    plain = digits[0] != "0" and len(set(digits)) > 2  # noqa: PLR2004 - not a row of one digit
    return digits if plain and _luhn(digits) and not _is_credit_code(digits) else None


_FORMS: Mapping[NumberForm, Callable[[str, list[Group]], str | None]] = {
    NumberForm.RESIDENT_ID_18: _resident_id_18,
    NumberForm.BANK_CARD: _bank_card,
    NumberForm.RESIDENT_ID_15: _resident_id_15,
    NumberForm.MOBILE: _mobile,
}


def _shape(window: list[Group]) -> tuple[int, ...]:
    return tuple(len(group.digits) for group in window)


def _soft(window: list[Group]) -> bool:
    return all(group.soft for group in window[1:])


def _together(window: list[Group]) -> bool:
    """Whether one number is written like this: whole, in fours, 6 and the rest, digit by digit."""
    *front, last = _shape(window)
    even = all(size == 4 for size in front) and last <= 4  # noqa: PLR2004 - as on the card
    led = front == [6]
    return _soft(window) and (not front or even or led or set(front) == {1})


def _is_region(digits: str) -> bool:
    return digits[:2] in _PROVINCES or (digits[0] == _FOREIGN and digits[1:3] in _PROVINCES)


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _YEARS[0] <= day.year <= _YEARS[1]


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _is_credit_code(digits: str) -> bool:
    """Whether it is a unified social credit code (GB 32100), which is public by itself."""
    if len(digits) != 18:  # noqa: PLR2004 - the length GB 32100 gives
        return False
    weights = (pow(3, power, 31) for power in range(17))
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return (31 - total % 31) % 31 == int(digits[-1])
