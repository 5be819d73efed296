"""《政府信息公开保密审查审批表》: one record, drawn as Word file and as archival PDF."""

from __future__ import annotations

import io
import json
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from review.records.facts import ApprovalFacts
from review.records.form_view import form_view
from review.records.glyphs import legible, printable
from review.records.record import approval_json, approval_record
from review.records.typesetting import typeset
from review.records.word import dated
from review.records.zipping import with_fixed_times
from review.shipped import shipped

__all__ = ["approval_docx", "approval_json", "approval_pdf"]

WORD_TEMPLATE = "templates/records/approval_form.docx"
PDF_TEMPLATE = "templates/records/approval_form.typ"


def approval_pdf(facts: ApprovalFacts) -> bytes:
    """Return the form as PDF/A-3b with `record.json` attached; equal facts, equal bytes."""
    record = approval_json(facts).decode()
    shown = json.dumps(printable(approval_record(facts)), ensure_ascii=False)
    return typeset(
        shipped(PDF_TEMPLATE), inputs={"record": record, "shown": shown}, at=facts.drawn_at
    )


def approval_docx(facts: ApprovalFacts) -> bytes:
    """Return the form as a Word file, from a template that the office can edit in Word."""
    document = DocxTemplate(shipped(WORD_TEMPLATE))
    view = form_view(legible(approval_record(facts)))
    document.render(view, _sandbox(), autoescape=True)
    dated(document.docx, at=facts.drawn_at)
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())


def _sandbox() -> ImmutableSandboxedEnvironment:
    """Return the environment of a template that anybody may have edited: it can show, not act."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    filters: dict[str, Any] = {"day": _day, "moment": _moment}
    environment.filters.update(filters)
    return environment


def _day(iso: str | None) -> str:
    return (iso or "")[:10]


def _moment(iso: str | None) -> str:
    return (iso or "")[:16].replace("T", " ")
