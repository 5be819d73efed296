# ruff: noqa: PLC0415 - asking for help loads no framework
"""By which rules a command looks at files: the shipped ones, or those of somebody's agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.cli.office import the_caller, the_office
from review.cli.speech import option

if TYPE_CHECKING:
    from review.screening.ruleset import Ruleset

by_whose_rules = option(
    "--by",
    "login",
    metavar="用户",
    help="按此人所在机关现行的规则库检测，须在本机关的数据库旁；不写的，按随产品提供的规则",
)


def rules_for(login: str | None) -> Ruleset:
    """Return the rules to look by; who names an agency never gets less than that agency's."""
    from review.screening.rules import active_ruleset
    from review.services.accounts import in_good_standing
    from review.services.agency_rules import ruleset_of

    if login is None:
        return active_ruleset()
    with the_office() as office:
        caller = the_caller(office, login)
        office.ask(in_good_standing, caller)
        return office.ask(ruleset_of, caller.agency_id)
