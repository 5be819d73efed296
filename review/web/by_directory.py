"""Coming in by the password that somebody has in the directory of the office."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from review.domain.directory_refusals import DirectoryFails
from review.domain.errors import SignInFailed
from review.services.directory import Directory
from review.services.directory_accounts import Asked, asked_of, proof_of
from review.web.access import At
from review.web.refusals import NotHere, notice_of
from review.web.sessions import come_in, sign_in_again


def sign_in_post(visit: At, request: Request) -> Response:
    """Let in whom the directory vouches for, if his account here says that it may.

    Of everybody else, and of nobody, the same is asked in vain: no guess made here reaches the
    directory for an account that is locked or not meant.
    """
    directory: Directory | None = request.app.state.directory
    if directory is None:
        raise NotHere
    login, password = visit.form.text("login"), visit.form.secret("password")
    asked: Asked = visit.office.ask(asked_of, login)
    try:
        matches = directory.proves(asked.login, password)
        return come_in(visit, proof_of(asked, matches=matches))
    except (SignInFailed, DirectoryFails) as refusal:
        return sign_in_again(visit, login, notice_of(refusal))
