"""What the 定期评估汇总表 of a campaign says: its scope, what became of it, what is late."""

from __future__ import annotations

from typing import Any

from review.commands import Caller
from review.messages import LISTED
from review.records.sheet import Sheet
from review.services.campaign_rows import the_campaign
from review.services.campaign_shapes import CampaignView
from review.services.campaign_views import campaign_view
from review.services.sheet_wording import put_together, table_of, wording
from review.services.work import SHANGHAI, Work


def summary_sheet(work: Work, year: int, *, caller: Caller) -> Sheet:
    """Return the form of the campaign of a year; what is late, of what this person may see."""
    row = the_campaign(work, caller.agency_id, year)
    view = campaign_view(work, row, caller=caller)
    words = wording()["summary"]
    tables = (
        table_of(words["sections"], _sections(view), widest=0),
        table_of(words["late"], _late(view), widest=2),
    )
    said = _summary_values(view, words)
    return put_together(work, words, str(year), said, tables, agency_id=row.agency_id)


def _summary_values(view: CampaignView, words: dict[str, Any]) -> dict[str, str]:
    closing = view.closing
    outcomes = closing.outcomes if closing else view.totals
    told = (
        f"{closing.at.astimezone(SHANGHAI).date()}　{closing.by}　{closing.summary}"
        if closing
        else ""
    )
    return {
        "period": f"{view.first_day} — {view.last_day}",
        "responsible": view.responsible,
        "in_scope": str(closing.in_scope if closing else view.in_scope),
        "outcomes": "，".join(f"{word.label} {number}" for word, number in outcomes),
        "balance": words["balanced" if view.is_balanced else "unbalanced"],
        "closing": told,
    }


def _sections(view: CampaignView) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            line.name,
            LISTED.join(line.heads),
            *(
                str(number)
                for number in (
                    line.bar.whole,
                    line.bar.done,
                    line.bar.in_window,
                    line.bar.waiting,
                    line.bar.needs_person,
                    line.late,
                )
            ),
        )
        for line in view.sections
    )


def _late(view: CampaignView) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (line.case, line.section, line.title, line.due_on.isoformat() if line.due_on else "")
        for line in view.late
    )
