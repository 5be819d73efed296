"""Whoever passes a check has looked first: what the cast does before it says that it did."""

from __future__ import annotations

from review.bootstrap import Office
from review.commands import Caller, OpenFile, TakeStep
from review.domain.refusal import Refused
from review.services.opening import asks_to_open
from review.services.queries import case_view

PASSES = "pass_check"


def look_first(office: Office, command: object, *, caller: Caller) -> None:
    """Let who is about to pass a check open what he has not opened yet, if he may check it."""
    if isinstance(command, TakeStep) and command.action == PASSES:
        open_all(office, command.case, caller=caller)


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
