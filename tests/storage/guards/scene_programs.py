"""What a program left behind in the office of the scene."""

from __future__ import annotations

from dataclasses import replace

from review.bootstrap import Office
from review.commands import RequestKey, TakeStep
from review.domain.vocabulary import Scope
from review.services.answered import digest_of
from review.services.tokens import caller_of_bearer, issue_token


def programmed(office: Office, case: str, *, password: str) -> None:
    """Let a program of 李明 propose a mode, once under its key."""
    token = office.change(issue_token, "li", password, "act", 5)
    by_token = office.ask(caller_of_bearer, str(token), scope=Scope.ACT)
    propose = TakeStep(case=case, action="propose", inputs={"mode": "主动公开"})
    request = RequestKey(key="propose-1", sha256=digest_of(propose))
    office.do(propose, caller=replace(by_token, request=request))
