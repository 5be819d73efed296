"""What a program left behind in the office of the scene."""

from __future__ import annotations

from dataclasses import replace

from review.bootstrap import Office
from review.commands import ChooseMail, RequestKey, TakeStep
from review.domain.vocabulary import MailRhythm, Scope
from review.services.answered import digest_of
from review.services.mailing import claimed
from review.services.tokens import caller_of_bearer, issue
from review.webhook_commands import AddWebhook, EndWebhook


def programmed(office: Office, case: str, *, password: str) -> None:
    """Let a program of 李明 propose a mode, once under its key."""
    token = office.change(issue, office.prove("li", password), scope="act", days=5)
    by_token = office.ask(caller_of_bearer, str(token), scope=Scope.ACT)
    propose = TakeStep(case=case, action="propose", inputs={"mode": "主动公开"})
    request = RequestKey(key="propose-1", sha256=digest_of(propose))
    office.do(propose, caller=replace(by_token, request=request))


def noticed(office: Office, login: str) -> None:
    """Let somebody for whom cases wait be told of them by mail."""
    caller = office.caller(login)
    wanted = ChooseMail(rhythm=MailRhythm.DIGEST, address=f"{login}@example.gov.cn")
    office.do(wanted, caller=caller)
    assert office.change(claimed, caller.person_id) is not None


def addressed(office: Office) -> dict[str, str]:
    """Let two addresses be told, and one of them no more; return their names."""
    keeper = office.caller("guan")
    live, ended = (
        office.do(AddWebhook(url=f"https://oa{number}.example.com/"), caller=keeper)
        for number in (1, 2)
    )
    office.do(EndWebhook(webhook=ended.id), caller=keeper)
    return {"live.webhook": live.id, "ended.webhook": ended.id}
