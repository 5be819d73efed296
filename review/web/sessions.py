"""Signing in and out, passwords and tokens."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from review.commands import ChangePassword
from review.domain.account_refusals import Crowded
from review.domain.errors import SignInFailed
from review.domain.refusal import Refused
from review.domain.second_step_refusals import CodeWrong
from review.services.account_rules import rules_at_the_door, rules_in
from review.services.demo_cast import cast, demo_proof
from review.services.installation import is_demo
from review.services.sign_in import Proof, SignedIn, admit, sign_out
from review.services.tokens import issue
from review.web.access import At
from review.web.answers import see
from review.web.chrome import chrome_of
from review.web.directory import is_offered as has_directory
from review.web.origin import local_path
from review.web.pages import PasswordPage, SignInPage, TokenPage
from review.web.provider import is_offered
from review.web.refusals import NotHere, Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit, Visitor, cookie_name, has_agency

SECURE_SCHEME = "https"
DEFAULT_DAYS = 30


def sign_in_page(visit: At, request: Request) -> Response:
    """Show the sign-in form."""
    if not visit.office.ask(has_agency):
        return see("/start")
    done = request.query_params.get("done", "")
    page = SignInPage(
        chrome=chrome_of(visit),
        next=local_path(request.query_params.get("next", "/")),
        cast=visit.office.ask(cast),
        is_password_changed=done == "password",
        is_founded=done == "founded",
        is_late=done == "late",
        rules=visit.office.ask(rules_at_the_door),
        has_provider=is_offered(visit.office),
        has_directory=has_directory(visit.office),
    )
    return render("pages/sign_in.html", page)


def sign_in_post(visit: At) -> Response:
    """Sign a person in; every failure reads the same."""
    login = visit.form.text("login")
    try:
        proof = visit.office.prove(login, visit.form.secret("password"))
        return come_in(visit, proof)
    except SignInFailed as refusal:
        return sign_in_again(visit, login, notice_of(refusal))


def demo_sign_in(visit: At) -> Response:
    """Sign one of a demo's cast in by name alone."""
    if not visit.office.ask(is_demo):
        raise NotHere
    return come_in(visit, visit.office.ask(demo_proof, visit.form.text("login")))


def sign_out_post(visit: At) -> Response:
    """End the session at once, here and in the database."""
    visit.office.change(sign_out, _visitor(visit).cookie)
    answer = see("/sign-in")
    set_cookie(answer, "", visit=visit, max_age=0)
    return answer


def password_page(visit: At) -> Response:
    """Show the form to change one's password."""
    return _password(visit, notice=None)


def password_post(visit: At) -> Response:
    """Change one's own password; every session and token ends with it."""
    command = ChangePassword(old=visit.form.secret("old"), new=visit.form.secret("new"))
    try:
        _raise_failed(visit.office.do(command, caller=visit.caller))
    except Crowded:
        raise  # with when to come back
    except Refused as refusal:
        return _password(visit, notice=notice_of(refusal))
    return see("/sign-in?done=password")


def token_page(visit: At) -> Response:
    """Show the form to issue a token."""
    return _token(visit, notice=None, token="")


def token_post(visit: At) -> Response:
    """Issue a token to who knows the password, and show it this once."""
    form, login = visit.form, _visitor(visit).login
    days = form.text("days")
    try:
        proof = visit.office.prove(login, form.secret("password"))
        answer = visit.office.change(
            issue,
            proof,
            scope=form.text("scope"),
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,  # noqa: PLR2004
            code=form.text("code"),
        )
        _raise_failed(answer)
    except Crowded:
        raise  # as above
    except Refused as refusal:
        return _token(visit, notice=notice_of(refusal), token="")
    return _token(visit, notice=None, token=str(answer))


def come_in(visit: Visit, proof: Proof) -> Response:
    """Let in who proved it; a wrong guess is counted and committed before it is refused."""
    answer = visit.office.change(admit, proof)
    if not isinstance(answer, SignedIn):
        raise answer
    return enter(visit, answer)


def enter(visit: Visit, signed: SignedIn) -> Response:
    """Lead on who came in: to the code, to the first password, or to where he wanted to be."""
    going = see(onward_of(signed, local_path(visit.form.text("next"))))
    set_cookie(going, signed.cookie, visit=visit, max_age=None)
    return going


def onward_of(signed: SignedIn, wanted: str) -> str:
    """Return where somebody is led who came in, and wanted to be somewhere."""
    if signed.awaits_code:
        return f"/sign-in/code?next={quote(wanted, safe='/')}"
    return "/password" if signed.must_change_password else wanted


def set_cookie(answer: Response, value: str, *, visit: Visit, max_age: int | None) -> None:
    """Give the browser its cookie: for this host alone, and for no script."""
    answer.set_cookie(
        cookie_name(visit.scheme),
        value,
        max_age=max_age,
        path="/",
        secure=visit.scheme == SECURE_SCHEME,
        httponly=True,
        samesite="strict",
    )


def sign_in_again(visit: Visit, login: str, notice: Notice) -> Response:
    """Show the form once more, and why."""
    page = SignInPage(
        chrome=chrome_of(visit),
        next=local_path(visit.form.text("next")),
        login=login,
        notice=notice,
        cast=visit.office.ask(cast),
        rules=visit.office.ask(rules_at_the_door),
        has_provider=is_offered(visit.office),
        has_directory=has_directory(visit.office),
    )
    return render("pages/sign_in.html", page, status=notice.status)


def _password(visit: Visit, *, notice: Notice | None) -> Response:
    who = _visitor(visit)
    rules = visit.office.ask(rules_in, who.caller.agency_id)
    page = PasswordPage(
        chrome=chrome_of(visit),
        login=who.login,
        is_first=who.must_change_password and not who.is_password_worn,
        is_worn=who.is_password_worn,
        rules=rules,
        notice=notice,
    )
    return render("pages/password.html", page, status=notice.status if notice else 200)


def _token(visit: Visit, *, notice: Notice | None, token: str) -> Response:
    page = TokenPage(
        chrome=chrome_of(visit),
        login=_visitor(visit).login,
        notice=notice,
        token=token,
        days=DEFAULT_DAYS,
        has_second_step=_visitor(visit).has_second_step,
    )
    return render("pages/token.html", page, status=notice.status if notice else 200)


def _raise_failed(answer: object) -> None:
    if isinstance(answer, SignInFailed | CodeWrong):
        raise answer


def _visitor(visit: Visit) -> Visitor:
    if visit.visitor is None:
        raise LookupError("nobody is signed in")
    return visit.visitor
