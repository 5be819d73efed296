"""Changing one's own password: signed in by the old one, as on the page."""

from __future__ import annotations

from review.bootstrap import Office
from review.cli.second_step import wanted
from review.cli.secrets_asked import asked, chosen
from review.commands import ChangePassword
from review.domain.errors import SignInFailed
from review.services.second_step import pass_second_step
from review.services.sign_in import admit, caller_of_cookie


def change(office: Office, *, login: str) -> None:
    """Change it; the old one is proved first, and a wrong guess counts as a try."""
    old = asked("原口令")
    admitted = wanted(office.change(admit, office.prove(login, old)))
    if admitted.awaits_code:
        admitted = wanted(office.change(pass_second_step, admitted.cookie, asked("验证码")))
    signed = office.ask(caller_of_cookie, admitted.cookie)
    if signed is None:
        raise SignInFailed
    wanted(office.do(ChangePassword(old=old, new=chosen("新口令")), caller=signed.caller))
