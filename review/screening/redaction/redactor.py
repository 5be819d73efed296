"""Make a clean copy of one file: bytes and a choice of findings in, a copy or a refusal out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from review.screening.apart import NoAnswer, Task, answered
from review.screening.chamber import NO_ANSWER
from review.screening.limits import LIMITS, Limits
from review.screening.redaction.answer import unpacked, unreadable
from review.screening.redaction.choice import Choice
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.ruleset import Ruleset
from review.screening.segments import Reason, Unread

_SERVE: Final = "review.screening.redaction.child:serve"
_READINGS: Final = 4
"""A file is read to be screened and to be cut, and its copy at least twice to be proven."""


def redact(
    content: bytes, *, name: str, choice: Choice, ruleset: Ruleset, limits: Limits = LIMITS
) -> RedactedCopy:
    """Return a clean copy without the findings chosen, made in a limited process of its own.

    The copy is a file like any other: it must be screened and reviewed as itself.

    Raises:
        NoCopy: the file is marked as a state secret, or cannot be read, cut or proven clean.
    """
    widened = replace(
        limits,
        answer=limits.content,
        seconds=limits.seconds * _READINGS,
        cpu_seconds=limits.cpu_seconds * _READINGS,
    )
    task = Task(serve=_SERVE, ruleset=ruleset, limits=widened, given={"choice": choice})
    try:
        return unpacked(answered(task, content, name=name))
    except NoAnswer as silence:
        raise unreadable(Unread(reason=silence.reason), ruleset=ruleset) from silence
    except NO_ANSWER as fault:
        raise unreadable(Unread(reason=Reason.CRASHED), ruleset=ruleset) from fault
