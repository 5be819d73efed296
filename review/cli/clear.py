"""`xianshen clear`: refused bytes that 保密 confirmed offline may be handed in once."""

from __future__ import annotations

import re
from datetime import date

from review.cli.kinds import Day
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import WrongUseError, argument, by, command, option
from review.commands import Clear, CosignClearance

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@command(
    "clear",
    help=(
        "登记保密机构线下确认不涉密或已解密的文件，经另一人复签后可重新提交一次。\n"
        "登记：--confirmed-by、--number、--date；复签：--cosign。"
    ),
)
@argument("sha256", metavar="SHA256", help="被拒收文件的 SHA-256")
@option("--confirmed-by", help="确认的机构或人员")
@option("--number", help="确认文件的文号")
@option("--date", "confirmed_on", type=Day(), help="确认的日期")
@option("--cosign", is_flag=True, help="复签已登记的确认")
@by
def clear(  # noqa: PLR0913 - one for each option
    *,
    sha256: str,
    confirmed_by: str | None,
    number: str | None,
    confirmed_on: date | None,
    cosign: bool,
    login: str,
) -> None:
    """Enter a clearance, or sign one as the second person."""
    if not _SHA256.fullmatch(sha256):
        raise WrongUseError(f"“{sha256}”不是 SHA-256，应为 64 个十六进制字符。")
    asked = (
        _cosignature(sha256, given=(confirmed_by, number, confirmed_on))
        if cosign
        else _clearance(sha256, confirmed_by, number, confirmed_on)
    )
    with the_office() as office:
        office.do(asked, caller=the_caller(office, login))
    say("已复签，该文件可重新提交一次。" if cosign else "已登记，尚须另一人复签。")


def _cosignature(sha256: str, *, given: tuple[object, ...]) -> CosignClearance:
    if any(value is not None for value in given):
        raise WrongUseError("复签时不再填确认人、文号和日期。")
    return CosignClearance(sha256=sha256)


def _clearance(
    sha256: str, confirmed_by: str | None, number: str | None, confirmed_on: date | None
) -> Clear:
    if confirmed_by is None or number is None or confirmed_on is None:
        raise WrongUseError("登记须有 --confirmed-by、--number 和 --date；复签用 --cosign。")
    return Clear(sha256=sha256, confirmed_by=confirmed_by, number=number, confirmed_on=confirmed_on)
