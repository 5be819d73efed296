"""Run the child for one file and take its answer, its death or its silence for what they are."""

from __future__ import annotations

from dataclasses import replace

from review.screening.answer import unpacked
from review.screening.apart import NoAnswer, Task, answered
from review.screening.examination import Examination, Manner, failed
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.seeing import Told, untold
from review.screening.segments import Reason, Unread

_KILLED = tuple(Unread(reason=reason) for reason in (Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED))
SERVE = "review.screening.child:serve"
NO_ANSWER = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""Not the answer we asked for: the child was taken over, or is broken."""


def examine_apart(
    content: bytes,
    *,
    name: str,
    ruleset: Ruleset,
    limits: Limits,
    told: Told | None = None,
) -> Examination:
    """Examine a file in a process of its own; whatever happens there, the answer is an answer.

    With `told` the child reads pictures too, which takes it longer to begin, and `told` hears the
    number of each and how many there are. A file that killed its child is looked over roughly by
    another, for it may be marked.
    """
    manner = Manner.PLAIN if told is None else Manner.SEEING
    examination = _examined(content, name=name, ruleset=ruleset, limits=limits, how=(manner, told))
    if not examination.was_begun or examination.unread not in _KILLED:
        return examination
    how = (Manner.ROUGH, None)
    rough = _examined(content, name=name, ruleset=ruleset, limits=limits, how=how)
    return replace(examination, judgement=rough.judgement)


def _examined(
    content: bytes,
    *,
    name: str,
    ruleset: Ruleset,
    limits: Limits,
    how: tuple[Manner, Told | None],
) -> Examination:
    manner, told = how
    task = Task(serve=SERVE, ruleset=ruleset, limits=limits, given={"manner": manner})
    try:
        said = answered(task, content, name=name, told=told or untold)
        return unpacked(said, ruleset=ruleset)
    except NoAnswer as silence:
        return replace(failed(silence.reason), was_begun=silence.was_begun)
    except NO_ANSWER:
        return failed(Reason.CRASHED)
