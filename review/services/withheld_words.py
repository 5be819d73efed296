"""Why a paper is not public and until when, in the words of the office."""

from __future__ import annotations

from review.domain.vocabulary import Ending
from review.messages import APART, GROUND
from review.services.record_people import said_subjects
from review.storage.rows import DocumentRow


def grounds_in_words(document: DocumentRow) -> str:
    """Return why a paper is not public, in one line: the ground, its article, the own words."""
    subjects = said_subjects(document.subjects)
    words = (
        document.exemption.label if document.exemption else None,
        document.deliberative_kind.label if document.deliberative_kind else None,
        document.on_request_reason.label if document.on_request_reason else None,
        document.article,
        document.reasons,
        GROUND["work_secret"] if document.has_work_secret_mark else None,
        GROUND["subjects"].format(subjects=subjects) if document.subjects else None,
    )
    return APART.join(word for word in words if word)


def ends_in_words(document: DocumentRow) -> str:
    """Return how its withholding ends."""
    day = document.reassess_on.isoformat() if document.reassess_on else ""
    if document.ending is None or not day:
        return day
    if document.ending is Ending.ON_EVENT:
        return GROUND["on_event"].format(event=document.ending_event, day=day)
    return f"{document.ending.label}：{day}"
