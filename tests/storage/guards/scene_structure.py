"""Sections renamed and ended, rubrics and tags, and papers under them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office
from review.domain.vocabulary import RubricKind
from review.storage.rows import PaperRubricRow
from review.structure_commands import (
    AddRubric,
    AddSection,
    EndRubric,
    EndSection,
    PlacePaper,
    RenameSection,
)


def arranged(office: Office, there: Mapping[str, str]) -> dict[str, str]:
    """Arrange the office; return the identities of what was arranged, by name."""
    keeper = office.caller("xi")
    document, another = there["new.document"], there["approved.document"]
    names = {}
    for name in ("live", "ended"):
        command = AddSection(name=f"{name}科")
        names[f"{name}.section"] = office.do(command, caller=keeper)
        rubric = AddRubric(kind=RubricKind.CATALOGUE, name=f"{name}栏")
        names[f"{name}.rubric"] = office.do(rubric, caller=keeper)
    tag = AddRubric(kind=RubricKind.TAG, name="供暖保障")
    names["live.tag"] = office.do(tag, caller=keeper)
    both = (names["live.rubric"], names["ended.rubric"])
    for paper, rubrics in ((document, both), (another, both), (another, both[:1])):
        command = PlacePaper(document=paper, rubrics=rubrics, tags=())
        office.do(command, caller=office.caller("li"))
    renamed = RenameSection(section=names["live.section"], name="综合科")
    office.do(renamed, caller=keeper)
    office.do(EndSection(section=names["ended.section"]), caller=keeper)
    ended = EndRubric(kind=RubricKind.CATALOGUE, rubric=names["ended.rubric"])
    office.do(ended, caller=keeper)
    with office.database.read() as session:
        placed = select(PaperRubricRow).where(col(PaperRubricRow.document_id) == another)
        for row in session.scalars(placed):
            names[f"{'ended' if row.ended_at else 'live'}.place"] = row.id
    return names
