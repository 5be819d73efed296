"""Invented values that must not leave the house: numbers of nobody, marks of no paper."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_REGIONS = ("110101", "310104", "350102", "440305", "510107", "610113", "220104", "330106")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARDS = ("622202", "621700", "622848", "621661", "623091")
_MOBILES = ("138", "139", "150", "177", "186", "199", "131")

STARRED = ("机密★10年", "秘密★5年", "绝密★30年", "秘密★长期", "机密★20年", "秘密★6个月")
LONE = ("机密", "秘密", "绝密")
INTERNAL = ("内部资料 注意保存", "内部文件", "仅供内部参考", "工作秘密", "内部资料 不得外传")
FIRST_DAY = date(1948, 1, 1)
DAYS = 20_000


def resident_id(chance: Random) -> str:
    """A number that passes every check and belongs to nobody on purpose."""
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    front = f"{chance.choice(_REGIONS)}{day:%Y%m%d}{chance.randrange(1, 1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(front, _WEIGHTS, strict=True))
    return front + _CHECKS[total % 11]


def mobile(chance: Random) -> str:
    """Eleven digits as a mobile has them."""
    return f"{chance.choice(_MOBILES)}{chance.randrange(10**8):08d}"


def bank_card(chance: Random) -> str:
    """Sixteen or nineteen digits that pass Luhn's check."""
    size = chance.choice((16, 19))
    front = chance.choice(_CARDS)
    front += "".join(str(chance.randrange(10)) for _ in range(size - 1 - len(front)))
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in front[::-2])
    total = sum(doubled) + sum(int(digit) for digit in front[-2::-2])
    return front + str(-total % 10)
