"""The forms of looking again as downloads: of one item, and of the campaign of a year."""

from __future__ import annotations

from starlette.responses import Response

from review.records.sheet import Sheet
from review.records.sheet_files import DRAWN
from review.services.assessment_sheets import item_sheet
from review.services.summary_sheets import summary_sheet
from review.web.access import At
from review.web.public import download
from review.web.refusals import NotHere

YEAR_DIGITS = 4


def item_form(visit: At, number: str, kind: str) -> Response:
    """Hand out the form of one case, to who may see it."""
    if kind not in DRAWN:
        raise NotHere
    sheet = visit.office.ask(item_sheet, number, caller=visit.caller)
    return _drawn(sheet, kind, name=f"assessment-{number}")


def summary_form(visit: At, year: str, kind: str) -> Response:
    """Hand out the form of a campaign."""
    if kind not in DRAWN or not (year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS):
        raise NotHere
    sheet = visit.office.ask(summary_sheet, int(year), caller=visit.caller)
    return _drawn(sheet, kind, name=f"reassessment-{year}")


def _drawn(sheet: Sheet, kind: str, *, name: str) -> Response:
    draw, media_type = DRAWN[kind]
    return download(f"{name}.{kind}", media_type, draw(sheet))
