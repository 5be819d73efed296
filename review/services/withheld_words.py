"""Why a paper is not public and until when, in the words of the office."""

from __future__ import annotations

from review.domain.vocabulary import Ending
from review.messages import APART, GROUND
from review.services.record_people import said_subjects
from review.storage.rows import DocumentRow, StatementRow

Said = DocumentRow | StatementRow
"""Grounds and end stand on the paper as they hold, and in a statement as somebody said them."""


def grounds_in_words(said: Said) -> str:
    """Return why a paper is not public, in one line: the ground, its article, the own words."""
    subjects = said_subjects(said.subjects)
    words = (
        said.exemption.label if said.exemption else None,
        said.deliberative_kind.label if said.deliberative_kind else None,
        said.on_request_reason.label if said.on_request_reason else None,
        said.article,
        said.reasons,
        GROUND["work_secret"] if said.has_work_secret_mark else None,
        GROUND["subjects"].format(subjects=subjects) if said.subjects else None,
    )
    return APART.join(word for word in words if word)


def ends_in_words(said: Said) -> str:
    """Return how its withholding ends; of a paper nobody said it of, when it is looked at again."""
    end = said.reassess_on if isinstance(said, DocumentRow) else said.ends_on
    day = end.isoformat() if end else ""
    if said.ending is None or not day:
        return day
    if said.ending is Ending.ON_EVENT:
        return GROUND["on_event"].format(event=said.ending_event, day=day)
    return f"{said.ending.label}：{day}"
