"""The public page of what is withheld: how much, why, for how long, and nothing of any paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from review.services.withheld_statistics import (
    GROUNDS,
    WithheldTable,
    withheld_statistics,
)
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldPage:
    """A table for each agency."""

    chrome: Chrome
    tables: tuple[WithheldTable, ...]
    grounds: Mapping[str, str]


def withheld(visit: At) -> Response:
    """Show the tables."""
    page = WithheldPage(
        chrome=chrome_of(visit),
        tables=visit.office.ask(withheld_statistics),
        grounds={ground.value: ground.label for ground in GROUNDS},
    )
    return render("public/withheld.html", page)
