"""Check digits, dates and regions: what makes digits a number that somebody was given."""

from __future__ import annotations

import re
from datetime import date

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
_YEARS = (1900, 2040)
"""Nobody who was born later is in a paper that is screened by these rules."""
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice, and the digits of that added
_CREDIT_SIGNS = "0123456789abcdefghjklmnpqrtuwxy"  # GB 32100: without i, o, s, v and z
_EXPONENT = re.compile(r"([0-9])\.?([0-9]*)e\+?(1[0-9])")
_HONG_KONG = re.compile(r"([a-z]{1,2})([0-9]{6})\(?([0-9a])\)?")
_TAIWAN_LETTERS = "abcdefghjklmnpqrstuvxywzio"  # in the order of their values, from 10 on


def is_resident_id(digits: str) -> bool:
    """Whether it is a resident ID of 18 digits (GB 11643), a small x at its end."""
    if len(digits) != len(_WEIGHTS) + 1 or not _is_somewhere(digits):
        return False
    if not digits[:-1].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[-1] and is_born_somewhere(digits)


def is_born_somewhere(digits: str) -> bool:
    """Whether 14 digits or more begin with a region and a birthday."""
    return _is_somewhere(digits) and is_day(digits[6:14])


def _is_somewhere(digits: str) -> bool:
    return digits[:2] in _PROVINCES or (digits[:1] == _FOREIGN and digits[1:3] in _PROVINCES)


def is_old_resident_id(digits: str) -> bool:
    """Whether it is a resident ID of 15 digits, as they were until 1999; it has no check digit."""
    whole = len(digits) == 15 and digits.isdecimal()  # noqa: PLR2004 - the form before 1999
    return whole and digits[:2] in _PROVINCES and is_day(f"19{digits[6:12]}")


def is_day(digits: str) -> bool:
    """Whether eight digits are a day, 20230627."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _YEARS[0] <= day.year <= _YEARS[1]


def is_rounded_resident_id(digits: str) -> bool:
    """Whether a spreadsheet made this of a resident ID: 15 digits or more are left, or 1.1e+17.

    As a binary number of that size is a multiple of 16, the last three may be off by eight.
    """
    found = _EXPONENT.fullmatch(digits)
    if found is None:
        whole = len(digits) == 18 and digits.isdecimal()  # noqa: PLR2004
        return whole and not 8 < int(digits) % 1000 < 992 and is_born_somewhere(digits)  # noqa: PLR2004
    whole_digits = (found[1] + found[2]).ljust(int(found[3]) + 1, "0")
    exact = len(found[2]) >= 13 and len(whole_digits) == 18  # noqa: PLR2004
    return exact and is_born_somewhere(whole_digits)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is right by Luhn's formula, as on bank cards."""
    doubled = digits[-2::-2].translate(_DOUBLED)
    return sum(map(int, digits[::-2] + doubled)) % 10 == 0


def is_credit_code(code: str) -> bool:
    """Whether it is a unified social credit code (GB 32100), in small letters."""
    if len(code) != 18 or not set(code) <= set(_CREDIT_SIGNS):  # noqa: PLR2004 - the length GB 32100 gives
        return False
    values = [_CREDIT_SIGNS.index(sign) for sign in code]
    total = sum(value * pow(3, power, 31) for power, value in enumerate(values[:-1]))
    return (31 - total % 31) % 31 == values[-1]


def is_hong_kong_id(code: str) -> bool:
    """Whether it is a Hong Kong identity card number, a123456(7)."""
    found = _HONG_KONG.fullmatch(code)
    if found is None:
        return False
    letters, digits = found[1], found[2] + found[3]
    values = [36, *(ord(letter) - 87 for letter in letters)][-2:]
    values += [10 if digit == "a" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0
    )


def is_taiwan_id(code: str) -> bool:
    """Whether it is an identity card number of Taiwan, a123456789."""
    if not re.fullmatch("[a-z][0-9]{9}", code):
        return False
    tens, ones = divmod(_TAIWAN_LETTERS.index(code[0]) + 10, 10)
    weighted = zip(
        (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), (tens, ones, *map(int, code[1:])), strict=True
    )
    return sum(weight * value for weight, value in weighted) % 10 == 0


def is_in_china(pair: str) -> bool:
    """Whether two decimal numbers are a longitude and a latitude of China, in either order."""
    values = sorted(map(float, re.findall(r"[0-9]{1,3}\.[0-9]+", pair)))
    return len(values) == 2 and 3 <= values[0] <= 54 and 73 <= values[1] <= 136  # noqa: PLR2004
