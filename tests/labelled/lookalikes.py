"""Innocent numbers that look like those of people: made so that no check or date bears them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from stdnum import ean, isbn, luhn
from stdnum.cn import ric, uscc

from tests.labelled.numbers import (
    PHONE_PREFIXES,
    REGIONS,
    Maker,
    birthday,
    digits,
    mobile,
    resident_id,
)

ORGANISATION = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NO_PROVINCE = ("000000", "190101", "290103", "470104", "570302", "780101", "990103", "160201")


def is_day(text: str) -> bool:
    """Tell whether eight digits are a day on which somebody living could be born."""
    try:
        return date(1900, 1, 1) <= date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False


def is_resident_id(text: str) -> bool:
    """Tell whether any eighteen signs in a row hold together as a resident's number."""
    windows = (text[at : at + 18].upper() for at in range(len(text) - 17))
    return any(
        body[:17].isdigit() and ric.calc_check_digit(body) == body[17] and is_day(body[6:14])
        for body in windows
    )


def is_card(text: str) -> bool:
    """Tell whether a bank might have issued this number."""
    return 16 <= len(text) <= 19 and text.isdigit() and luhn.is_valid(text)


def _unlike(*tests: Callable[[str], bool]) -> Callable[[Maker], Maker]:
    def wrapped(make: Maker) -> Maker:
        def drawn(rng: Random) -> str:
            while True:
                number = make(rng)
                bare = "".join(sign for sign in number if sign.isascii() and sign.isalnum())
                if not any(test(bare) for test in tests):
                    return number

        return drawn

    return wrapped


innocent = _unlike(is_resident_id, is_card)
"""Draws again until neither a resident nor a card could have the number."""


def _uscc(rng: Random, alphabet: str) -> str:
    head = rng.choice(("91", "12", "51", "92", "11")) + rng.choice(REGIONS)
    body = head + "".join(rng.choices(alphabet, k=9))
    return body + uscc.calc_check_digit(body)


def _uscc_digits(rng: Random) -> str:
    while not (drawn := _uscc(rng, "0123456789")).isdigit():
        pass
    return drawn


def _project_code(rng: Random) -> str:
    year, month = rng.randint(19, 25), rng.randint(1, 12)
    return f"{year}{month:02d}-310113-04-0{rng.randint(1, 5)}-{digits(rng, 6)}"


def _day(rng: Random) -> date:
    return birthday(rng, first=2019, last=2025)


def _date_run(rng: Random) -> str:
    first, second = f"{_day(rng):%Y%m%d}", f"{_day(rng):%Y%m%d}"
    clock = f"{rng.randint(8, 17):02d}{rng.randint(0, 59):02d}{rng.randint(0, 59):02d}"
    return rng.choice((first + second, f"{first}{clock}{digits(rng, 4)}", first + second + "01"))


def _check_digit_off(rng: Random) -> str:
    right = resident_id(rng)
    body, step = right[:-1], rng.choice((1, -1))
    value = 10 if right.endswith("X") else int(right[-1])
    return body + "0123456789X"[(value + step) % 11]


def _impossible_date(rng: Random) -> str:
    month = rng.choice(("1332", "0230", "0001", "1100", "0431", "1531", "9912"))
    body = f"{rng.choice(REGIONS)}{rng.randint(1950, 2010)}{month}{digits(rng, 3)}"
    return body + ric.calc_check_digit(body + "0")


def _impossible_region(rng: Random) -> str:
    body = f"{rng.choice(NO_PROVINCE)}{birthday(rng):%Y%m%d}{digits(rng, 3)}"
    return body + ric.calc_check_digit(body + "0")


def _masked_id(rng: Random) -> str:
    number = resident_id(rng)
    shown = rng.choice(((4, 4), (6, 4), (3, 4), (6, 2), (2, 3), (10, 0), (1, 1)))
    hidden = rng.choice(("*", "*", "＊", "X" if shown[1] else "*")) * (18 - sum(shown))
    return number[: shown[0]] + hidden + (number[-shown[1] :] if shown[1] else "")


def _registration_15(rng: Random) -> str:
    """Return fifteen digits with no day in the place where a person's number has one."""
    return f"{rng.choice(REGIONS)}{digits(rng, 2)}{rng.randint(13, 99)}{digits(rng, 5)}"


def _serial_15(rng: Random) -> str:
    maker, model = rng.choice(("86", "35", "01")), rng.randint(3200, 9999)
    return f"{maker}{digits(rng, 4)}{model}00{digits(rng, 3)}"


def _isbn(rng: Random) -> str:
    body = "9787" + digits(rng, 8)
    number = body + ean.calc_check_digit(body)
    return rng.choice((number, isbn.format(number)))


def _bar_code(rng: Random) -> str:
    body = rng.choice(("69", "69", "8")) + digits(rng, 11)
    return body[:12] + ean.calc_check_digit(body[:12])


def _long_decimal(rng: Random) -> str:
    return f"{rng.randint(0, 99)}.{digits(rng, rng.choice((11, 15, 17, 18)))}"


def _flow_number(rng: Random) -> str:
    number = rng.choice(("62", "20", "31", "10")) + digits(rng, rng.choice((14, 15, 17)))
    last = (int(luhn.calc_check_digit(number[:-1])) + rng.randint(1, 9)) % 10
    return number[:-1] + str(last)


def _amount_long(rng: Random) -> str:
    whole = rng.randint(10**9, 10**13)
    return rng.choice((f"{whole:,}.{digits(rng, 2)}元", f"{whole}.{digits(rng, 2)}元"))


def _masked_mobile(rng: Random) -> str:
    number = mobile(rng)
    return rng.choice((f"{number[:3]}****{number[7:]}", f"{number[:3]}XXXX{number[7:]}"))


def _landline(rng: Random) -> str:
    area, number = rng.choice(("021", "0512", "010")), rng.choice("3568") + digits(rng, 7)
    return rng.choice((f"{area}-{number}", f"（{area}）{number}", f"{area}{number}", number))


def _hotline(rng: Random) -> str:
    return rng.choice(
        ("12345", "12333", "12366", "12348", "95598", "96008", f"400-820-{digits(rng, 4)}",
         f"800{digits(rng, 7)}", f"400 {digits(rng, 3)} {digits(rng, 4)}")
    )  # fmt: skip


def _ip_address(rng: Random) -> str:
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


def _coordinates(rng: Random) -> str:
    east, north = f"121.{digits(rng, 6)}", f"31.{digits(rng, 6)}"
    return rng.choice((f"{east},{north}", f"东经{east}°，北纬{north}°"))


MAKERS: dict[str, Maker] = {
    "uscc_digits": innocent(_uscc_digits),
    "uscc_letters": innocent(lambda rng: _uscc(rng, ORGANISATION)),
    "project_code": innocent(_project_code),
    "order_number": innocent(lambda rng: digits(rng, rng.choice((16, 17, 18, 19, 20)))),
    "invoice_number": innocent(lambda rng: f"{rng.randint(23, 25)}31{digits(rng, 16)}"),
    "date_run": innocent(_date_run),
    "check_digit_off": innocent(_check_digit_off),
    "impossible_date": innocent(_impossible_date),
    "impossible_region": _unlike(is_card)(_impossible_region),
    "masked_id": _masked_id,
    "registration_15": _registration_15,
    "serial_15": _serial_15,
    "land_unit": innocent(
        lambda rng: f"310113{digits(rng, 6)}GB{digits(rng, 5)}F{digits(rng, 4)}0001"
    ),
    "isbn": _isbn,
    "bar_code": _bar_code,
    "long_decimal": innocent(_long_decimal),
    "contract_number": innocent(
        lambda rng: f"{rng.choice(('HT', 'YXCG', '', ''))}{_day(rng):%Y%m%d}{digits(rng, 8)}"
    ),
    "flow_number": innocent(_flow_number),
    "masked_card": lambda rng: f"6222{rng.choice(('****', ' **** **** '))}{digits(rng, 4)}",
    "utility_account": innocent(lambda rng: digits(rng, rng.choice((10, 12, 13)))),
    "amount_long": _amount_long,
    "drug_approval": lambda rng: f"国药准字{rng.choice('HZSB')}{digits(rng, 8)}",
    "equipment_model": lambda rng: f"{rng.choice(('E', 'G', 'C', 'H'))}{digits(rng, 8)}",
    "certificate_number": lambda rng: f"{rng.choice(('M', 'H', 'EA', 'W'))}{digits(rng, 8)}",
    "date_8": lambda rng: f"{_day(rng):%Y%m%d}",
    "masked_passport": lambda rng: f"E{digits(rng, 2)}****{digits(rng, 2)}",
    "landline": _landline,
    "hotline": _hotline,
    "masked_mobile": _masked_mobile,
    "amount_11": lambda rng: (
        f"{rng.choice(PHONE_PREFIXES)}{digits(rng, 8)}{rng.choice(('元', '.00元'))}"
    ),
    "code_11": lambda rng: rng.choice(("10", "11", "20", "70", "12")) + digits(rng, 9),
    "ip_address": _ip_address,
    "post_code": lambda rng: f"20{digits(rng, 4)}",
    "coordinates": innocent(_coordinates),
    "website_filing": lambda rng: f"沪ICP备{digits(rng, 8)}号-{rng.randint(1, 9)}",
    "serial_6": lambda rng: digits(rng, 6),
}
