"""Papers as programs see them: what became of one, in whatever cases."""

from __future__ import annotations

from starlette.responses import Response

from review.services.case_json import paper_json
from review.services.paper_pictures import paper_view
from review.web.api.access import By
from review.web.api.problems import told
from review.web.api.questions import only


def shown(asked: By, document: str) -> Response:
    """Tell where a paper stands before the public, and its cases."""
    only(asked.question, ())
    return told(paper_json(asked.office.ask(paper_view, document, caller=asked.caller)))
