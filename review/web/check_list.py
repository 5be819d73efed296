"""The check list on the page: each item by itself, beside what speaks for its answer."""

from __future__ import annotations

import json
from dataclasses import dataclass

from review.domain.checklist import Item
from review.domain.phrases import NOTE_JOINS
from review.services.views import CaseView, FindingView
from review.web.forms import Form

OPENED, SOURCE = "opened", "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item, why it cannot apply if it cannot, and what is known about it."""

    item: Item
    why_not: str
    findings: tuple[FindingView, ...]
    """Of the kinds that the item is about."""
    is_screened: bool
    """The machine looked for such things."""
    is_about_opening: bool
    is_about_source: bool
    answer: str
    note: str
    """As they were filled in, where the form comes back."""


def questions(view: CaseView, items: tuple[Item, ...], form: Form) -> tuple[Question, ...]:
    """Return the items as they stand for the files of this case."""
    return tuple(_question(item, view, form) for item in items)


def said_in(form: Form, items: tuple[Item, ...]) -> str:
    """Return what was answered, item by item, as the service reads it; empty where nothing was."""
    said = {
        item.id: NOTE_JOINS.join((form.text(f"answer-{item.id}"), form.text(f"note-{item.id}")))
        for item in items
        if form.has(f"answer-{item.id}")
    }
    return json.dumps(said, ensure_ascii=False) if said else ""


def _question(item: Item, view: CaseView, form: Form) -> Question:
    rules = tuple(name for name in item.evidence if name not in (OPENED, SOURCE))
    found = tuple(one for one in view.findings if _is_about(one.rule, rules))
    return Question(
        item=item,
        why_not=item.why_not(view.sort),
        findings=found,
        is_screened=bool(rules),
        is_about_opening=OPENED in item.evidence,
        is_about_source=SOURCE in item.evidence,
        answer=form.text(f"answer-{item.id}"),
        note=form.text(f"note-{item.id}"),
    )


def _is_about(rule: str, names: tuple[str, ...]) -> bool:
    return any(rule == name or (name.endswith(".") and rule.startswith(name)) for name in names)
