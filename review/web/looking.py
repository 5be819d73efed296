"""Looking into files while the intake form is filled in: fragments of the page, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.commands import LookInto
from review.domain.attribution import PaperMarks
from review.domain.errors import FilesMissing
from review.domain.vocabulary import DocumentKind, Severity, Source
from review.services.attribution_hints import hints_of
from review.services.looking_into import LookedInto
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.rendering import render

GRAVEST_FIRST = (Severity.BLOCK, Severity.CONFIRM, Severity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFragment:
    """What one file came to."""

    chrome: Chrome
    looked: LookedInto
    found: tuple[tuple[Severity, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HintsFragment:
    """What is usual for a paper like the one in the form."""

    chrome: Chrome
    hints: tuple[str, ...]


def look_post(visit: At) -> Response:
    """Answer what one file says of itself and what is found in it."""
    if not visit.form.files:
        raise FilesMissing
    command = LookInto(files=visit.form.files[:1])
    looked: LookedInto = visit.office.do(command, caller=visit.caller)
    found = tuple((each, looked.found[each]) for each in GRAVEST_FIRST if looked.found.get(each))
    page = LookedFragment(chrome=chrome_of(visit), looked=looked, found=found)
    return render("parts/looked.html", page)


def hints_post(visit: At) -> Response:
    """Answer what is usual for a paper of this kind, title, number and source."""
    marks = _marks(visit.form)
    page = HintsFragment(chrome=chrome_of(visit), hints=hints_of(marks) if marks else ())
    return render("parts/hints.html", page)


def _marks(form: Form) -> PaperMarks | None:
    """Without a kind nothing is usual; a word that is not on the lists was not chosen."""
    try:
        kind = DocumentKind.of(form.text("kind"))
        source = Source.of(form.text("source") or Source.OWN.value)
    except ValueError:
        return None
    return PaperMarks(
        kind=kind, title=form.text("title"), number=form.text("number"), source=source
    )
