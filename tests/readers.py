"""Whoever passes a check has looked first: what the cast does before it says that it did."""

from __future__ import annotations

from dataclasses import replace

from review.bootstrap import Office
from review.commands import Caller, OpenFile, TakeStep
from review.domain.refusal import Refused
from review.domain.vocabulary import Key
from review.services.case_pictures import visible_case
from review.services.opening import asks_to_open
from review.services.papers import files_of
from review.services.work import Work

PASSES = "pass_check"


def readied(office: Office, command: object, *, caller: Caller) -> object:
    """Let who is about to pass a check open every file, if he may, and answer the check list."""
    if not isinstance(command, TakeStep) or command.action != PASSES:
        return command
    open_all(office, command.case, caller=caller)
    return replace(command, inputs={Key.CHECKLIST.value: nothing_found(office), **command.inputs})


def nothing_found(office: Office) -> str:
    """Return the check list as one fills it who found nothing."""
    return "\n".join(f"{item.id}={item.clear.label}" for item in office.means.checklist)


def open_all(office: Office, case: str, *, caller: Caller) -> None:
    """Open every file that somebody is asked to open and has not opened; nothing for others."""
    try:
        for file in office.ask(_unopened, case, caller=caller):
            office.do(OpenFile(case=case, file=file), caller=caller)
    except Refused:
        return  # who may not even see it, or whose bytes are gone, is refused by the step itself


def _unopened(work: Work, reference: str, *, caller: Caller) -> tuple[str, ...]:
    opened = asks_to_open(work, reference, caller=caller)
    if opened is None:
        return ()
    case = visible_case(work, reference, caller=caller)
    return tuple(file.id for file in files_of(work, case.version_id) if file.id not in opened)
