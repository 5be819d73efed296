"""The second step: owed at sign-in, set up on a page of one's own, shown as a picture once."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno
from starlette.requests import Request
from starlette.responses import Response

from review.domain.account_refusals import Crowded
from review.domain.errors import SignInFailed
from review.domain.refusal import Refused
from review.domain.second_step_refusals import CodeWrong
from review.services.second_step import pass_second_step
from review.services.second_step_set_up import (
    SecondStepView,
    begin,
    confirm,
    renew_codes,
    second_step_view,
    turn_off,
)
from review.services.sign_in import CODE_WITHIN, Proof
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.origin import local_path
from review.web.refusals import Notice, SignInFirst, notice_of
from review.web.rendering import render
from review.web.sessions import enter
from review.web.visits import Owing, Visit, Visitor

HERE = "/second-step"
_QUIET = 4
"""Modules of white around the picture: readers need it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """Asking for the code of the second step."""

    chrome: Chrome
    next: str
    csrf: str = field(repr=False)
    minutes: int
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A square of dark modules, as one path of an SVG."""

    size: int
    path: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepPage:
    """One's own second step: what it is, setting it up, and what there is to do afterwards."""

    chrome: Chrome
    view: SecondStepView
    login: str
    picture: Picture | None = None
    codes: tuple[str, ...] = field(default=(), repr=False)
    """The recovery codes, this once."""
    is_renewed: bool = False
    is_ended: bool = False
    notice: Notice | None = None


def code_page(visit: At, request: Request) -> Response:
    """Ask who proved the password for the code."""
    return _code(visit, next_=local_path(request.query_params.get("next", "/")), notice=None)


def code_post(visit: At) -> Response:
    """Let in who knows the code; a wrong one is counted like a wrong password."""
    signed = visit.office.change(pass_second_step, _owing(visit).cookie, visit.form.text("code"))
    if isinstance(signed, CodeWrong):
        return _code(visit, next_=local_path(visit.form.text("next")), notice=notice_of(signed))
    return enter(visit, signed)


def show(visit: At, request: Request) -> Response:
    """Show how one's own second step stands."""
    return _page(visit, is_ended=request.query_params.get("done", "") == "ended")


def begin_post(visit: At) -> Response:
    """Begin to set it up; the page then shows the secret, until it is confirmed."""
    try:
        _raise_failed(visit.office.change(begin, _proof(visit)))
    except Crowded:
        raise  # with when to come back
    except Refused as refusal:
        return _page(visit, notice=notice_of(refusal))
    return see(HERE)


def confirm_post(visit: At) -> Response:
    """Confirm it by a code, and show the recovery codes this once."""
    who = _visitor(visit)
    code = visit.form.text("code")
    codes = visit.office.change(confirm, code, caller=who.caller, cookie=who.cookie)
    if codes is None:
        return _page(visit, notice=notice_of(CodeWrong()))
    return _page(visit, codes=codes)


def renew_post(visit: At) -> Response:
    """Replace the recovery codes, and show the new ones this once."""
    try:
        codes = visit.office.change(renew_codes, _proof(visit), visit.form.text("code"))
        _raise_failed(codes)
    except Crowded:
        raise  # as above
    except Refused as refusal:
        return _page(visit, notice=notice_of(refusal))
    return _page(visit, codes=codes if isinstance(codes, tuple) else (), is_renewed=True)


def end_post(visit: At) -> Response:
    """Do without it from now on."""
    try:
        _raise_failed(visit.office.change(turn_off, _proof(visit), visit.form.text("code")))
    except Crowded:
        raise  # as above
    except Refused as refusal:
        return _page(visit, notice=notice_of(refusal))
    return see(f"{HERE}?done=ended")


def _code(visit: Visit, *, next_: str, notice: Notice | None) -> Response:
    page = CodePage(
        chrome=chrome_of(visit),
        next=next_,
        csrf=_owing(visit).csrf,
        minutes=int(CODE_WITHIN.total_seconds()) // 60,
        notice=notice,
    )
    return render("pages/code.html", page, status=notice.status if notice else 200)


def _page(
    visit: Visit,
    *,
    codes: tuple[str, ...] = (),
    is_renewed: bool = False,
    is_ended: bool = False,
    notice: Notice | None = None,
) -> Response:
    view = visit.office.ask(second_step_view, caller=visit.caller)
    page = SecondStepPage(
        chrome=chrome_of(visit),
        view=view,
        login=_visitor(visit).login,
        picture=_picture(view.uri) if view.uri else None,
        codes=codes,
        is_renewed=is_renewed,
        is_ended=is_ended,
        notice=notice,
    )
    return render("pages/second_step.html", page, status=notice.status if notice else 200)


def _picture(uri: str) -> Picture:
    """Draw an address as a QR code."""
    rows = segno.make(uri, error="m", micro=False).matrix
    dark = (
        f"M{across + _QUIET} {down + _QUIET}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, module in enumerate(row)
        if module
    )
    return Picture(size=len(rows) + 2 * _QUIET, path="".join(dark))


def _proof(visit: Visit) -> Proof:
    return visit.office.prove(_visitor(visit).login, visit.form.secret("password"))


def _raise_failed(answer: object) -> None:
    """The count of a wrong guess is committed by now."""
    if isinstance(answer, SignInFailed | CodeWrong):
        raise answer


def _owing(visit: Visit) -> Owing:
    if visit.owing is None:
        raise SignInFirst
    return visit.owing


def _visitor(visit: Visit) -> Visitor:
    if visit.visitor is None:
        raise LookupError("nobody is signed in")
    return visit.visitor
