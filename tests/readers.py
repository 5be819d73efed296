"""Whoever passes a check has looked first: what the cast does before it says that it did."""

from __future__ import annotations

from dataclasses import replace

from review.bootstrap import Office
from review.commands import Caller, OpenFile, TakeStep
from review.domain.refusal import Refused
from review.domain.vocabulary import Key
from review.services.opening import asks_to_open
from review.services.queries import case_view

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
        opened = office.ask(asks_to_open, case, caller=caller)
        view = office.ask(case_view, case, caller=caller)
        for file in view.files:
            if opened is not None and file.id not in opened:
                office.do(OpenFile(case=case, file=file.id), caller=caller)
    except Refused:
        return  # who may not even see it, or whose bytes are gone, is refused by the step itself
