"""Numbers of people and their money, as clerks write them; all are drawn, none was met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from stdnum import luhn
from stdnum.cn import ric

Maker = Callable[[Random], str]

REGIONS = (
    "110105", "120103", "130102", "140105", "150102", "210202", "220102", "230103", "310101",
    "310104", "310107", "310110", "310113", "310114", "310115", "310120", "320102", "320583",
    "320612", "330106", "330483", "331082", "340104", "341221", "350203", "360102", "360734",
    "370202", "410105", "411024", "420106", "420982", "430102", "440106", "450103", "460105",
    "500112", "510107", "520103", "530102", "540102", "610113", "620102", "630102", "640104",
    "650102", "310103", "310221", "310223", "310226", "320524", "330103", "512301",
)  # fmt: skip
"""Districts; the last seven no longer exist, but people born there keep their numbers."""

CARD_PREFIXES = ("622202", "622848", "621700", "621661", "622262", "621483", "623185", "625965")
PHONE_PREFIXES = (
    "130", "131", "133", "135", "136", "137", "138", "139", "147", "150", "151", "155", "158",
    "159", "166", "170", "176", "177", "180", "182", "186", "187", "189", "191", "198", "199",
)  # fmt: skip

FULL_WIDTH = str.maketrans("0123456789X+-", "０１２３４５６７８９Ｘ＋－")


def digits(rng: Random, count: int) -> str:
    """Draw this many digits."""
    return "".join(rng.choices("0123456789", k=count))


def birthday(rng: Random, *, first: int = 1936, last: int = 2019) -> date:
    """Draw a day of these years."""
    start = date(first, 1, 1)
    return start + timedelta(days=rng.randrange((date(last, 12, 31) - start).days))


def with_check_digit(body: str) -> str:
    """Complete the first seventeen digits of a resident's number."""
    return body + ric.calc_check_digit(body + "0")


def resident_id(rng: Random) -> str:
    """Draw a valid number of 18 digits."""
    return with_check_digit(f"{rng.choice(REGIONS)}{birthday(rng):%Y%m%d}{digits(rng, 3)}")


def resident_id_ending_in_x(rng: Random) -> str:
    """Draw one whose check digit is X."""
    while not (drawn := resident_id(rng)).endswith("X"):
        pass
    return drawn


def resident_id_15(rng: Random) -> str:
    """Draw a number of the first generation: two digits of the year and no check digit."""
    return f"{rng.choice(REGIONS)}{birthday(rng, first=1920, last=1985):%y%m%d}{digits(rng, 3)}"


def _grouped(text: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return separator.join([*parts, text[at:]] if text[at:] else parts)


def _spaced_id(rng: Random) -> str:
    drawn = resident_id(rng)
    sizes = rng.choice(((6, 8, 4), (3, 3, 4, 4, 4), (4, 4, 4, 4, 2), (1,) * 18, (6, 4, 4, 4)))
    return _grouped(drawn, sizes, rng.choice((" ", " ", "\u3000", "\u00a0")))


def _dashed_id(rng: Random) -> str:
    sizes = rng.choice(((6, 8, 4), (6, 4, 4, 4), (3, 3, 8, 4)))
    return _grouped(resident_id(rng), sizes, rng.choice("--－—"))


def _wrapped_id(rng: Random) -> str:
    drawn, at = resident_id(rng), rng.randint(4, 15)
    return drawn[:at] + rng.choice(("\n", "\n", "\n  ", "\r\n")) + drawn[at:]


def _hmt_permit(rng: Random) -> str:
    region = rng.choice(("810000", "820000", "830000"))
    return with_check_digit(f"{region}{birthday(rng):%Y%m%d}{digits(rng, 3)}")


def bank_card(rng: Random) -> str:
    """Draw a UnionPay card, of 16 digits or 19, with a valid check digit."""
    body = rng.choice(CARD_PREFIXES)
    body += digits(rng, (9 if body == "625965" else 12))
    return body + luhn.calc_check_digit(body)


def bank_account(rng: Random) -> str:
    """Draw an account as it stands in a passbook: its check digit is the bank's own affair."""
    return rng.choice(("1001", "0338", "1114", "3100", "4402", "9558")) + digits(
        rng, rng.choice((11, 13, 14, 15))
    )


def _grouped_account(rng: Random) -> str:
    style = rng.choice((((4, 4, 4, 4, 4), " "), ((2, 6, 9), "-"), ((5, 4, 4, 4), "-")))
    return _grouped(bank_account(rng), *style)


def _passport(rng: Random) -> str:
    style = rng.randrange(5)
    if style < 2:
        return "E" + digits(rng, 8)
    if style < 4:
        return "E" + rng.choice("ABCDEFGHJK") + digits(rng, 7)
    return rng.choice(("G" + digits(rng, 8), rng.choice(("PE", "SE", "DE")) + digits(rng, 7)))


def _foreign_passport(rng: Random) -> str:
    letter = rng.choice("ACKLMNPRX")
    return rng.choice((letter + digits(rng, 7), digits(rng, 9), letter + digits(rng, 7) + letter))


def _foreign_resident_card(rng: Random) -> str:
    if rng.random() < 0.5:
        day = f"{birthday(rng, first=1950, last=1999):%y%m%d}"
        country = rng.choice(("USA", "JPN", "DEU", "KOR", "GBR"))
        return f"{country}3100{day}{digits(rng, 2)}"
    born = f"{birthday(rng, first=1950, last=1999):%Y%m%d}"
    return with_check_digit(f"931{rng.choice(('840', '392', '276'))}{born}{digits(rng, 3)}")


def _officer_certificate(rng: Random) -> str:
    return f"{rng.choice('军武')}字第{digits(rng, rng.choice((6, 7, 8)))}号"


def mobile(rng: Random) -> str:
    """Draw a mobile number of eleven digits."""
    return rng.choice(PHONE_PREFIXES) + digits(rng, 8)


def _spaced_mobile(rng: Random) -> str:
    return _grouped(mobile(rng), rng.choice(((3, 4, 4), (3, 8), (3, 3, 5))), " ")


def _mobile_with_country(rng: Random) -> str:
    style = rng.choice(("+86{}", "+86 {}", "86-{}", "（+86）{}", "0086{}", "+86-{}"))
    number = mobile(rng)
    return style.format(rng.choice((number, _grouped(number, (3, 4, 4), " "))))


MAKERS: dict[str, Maker] = {
    "resident_id_18": resident_id,
    "resident_id_18_unlabelled": resident_id,
    "resident_id_18_glued": resident_id,
    "resident_id_18_spaced": _spaced_id,
    "resident_id_18_dashed": _dashed_id,
    "resident_id_18_full_width": lambda rng: resident_id(rng).translate(FULL_WIDTH),
    "resident_id_18_wrapped": _wrapped_id,
    "resident_id_18_lower_x": lambda rng: resident_id_ending_in_x(rng).lower(),
    "resident_id_15": resident_id_15,
    "residence_permit_hmt": _hmt_permit,
    "disability_certificate": lambda rng: (
        f"{resident_id(rng)}{rng.randint(1, 7)}{rng.randint(1, 4)}"
    ),
    "student_number_with_id": lambda rng: f"G{resident_id(rng)}",
    "bank_card_labelled": bank_card,
    "bank_card_in_table": bank_card,
    "bank_card_unlabelled": bank_card,
    "bank_card_grouped": lambda rng: _grouped(bank_card(rng), (4, 4, 4, 4), rng.choice("  -")),
    "bank_account_labelled": bank_account,
    "bank_account_grouped": _grouped_account,
    "agency_account": bank_account,
    "passport_labelled": _passport,
    "foreign_passport_labelled": _foreign_passport,
    "hk_macau_permit_labelled": lambda rng: rng.choice("HM") + digits(rng, rng.choice((8, 8, 10))),
    "taiwan_permit_labelled": lambda rng: digits(rng, 8),
    "exit_permit_labelled": lambda rng: (
        rng.choice(("C0", "C9", "CA", "CB", "W1", "L2")) + digits(rng, 7)
    ),
    "foreign_resident_card": _foreign_resident_card,
    "officer_certificate": _officer_certificate,
    "mobile_plain": mobile,
    "mobile_glued": mobile,
    "mobile_spaced": _spaced_mobile,
    "mobile_dashed": lambda rng: _grouped(mobile(rng), (3, 4, 4), rng.choice("--－")),
    "mobile_country_code": _mobile_with_country,
    "mobile_full_width": lambda rng: mobile(rng).translate(FULL_WIDTH),
}
