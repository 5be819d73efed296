"""Changing one's own password: signed in by the old one, as on the page."""

from __future__ import annotations

from review.bootstrap import Office
from review.commands import ChangePassword
from review.domain.errors import SignInFailed
from review.services.sign_in import admit, caller_of_cookie


def change(office: Office, *, login: str, old: str, new: str) -> None:
    """Change it; the old one is proved first, and a wrong guess counts as a try."""
    admitted = office.change(admit, office.prove(login, old))
    if isinstance(admitted, SignInFailed):
        raise admitted
    signed = office.ask(caller_of_cookie, admitted.cookie)
    if signed is None:
        raise SignInFailed
    refused = office.do(ChangePassword(old=old, new=new), caller=signed.caller)
    if isinstance(refused, SignInFailed):
        raise refused
