"""Accounts and roles: one person gives, another confirms, and nobody keeps his own."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.account_commands import ResetSecondStep, VouchedFor
from review.commands import (
    AddPerson,
    ConfirmRole,
    Deactivate,
    EndRole,
    GrantRole,
    NewAccount,
    ResetPassword,
)
from review.domain.account_refusals import PasswordsDiffer
from review.domain.account_rules import AccountRules
from review.domain.errors import NotYours
from review.domain.vocabulary import Role
from review.services.account_rules import rules_in
from review.services.keeping import KeepingView, keeping_view, keeps_or_confirms
from review.services.visibility import SEE_SECTION
from review.structure_commands import MovePerson
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.directory import is_offered as has_directory
from review.web.forms import Form
from review.web.provider import is_offered as has_provider
from review.web.refusals import FormMalformed, SectionMissing
from review.web.rendering import render
from review.web.visits import Visit

HERE = "/people"
ROLES = tuple(role for role in Role if role is not Role.SYSTEM)
"""Those that can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The accounts of the agency, and the forms that this person may send."""

    chrome: Chrome
    view: KeepingView
    me: str
    roles: tuple[Role, ...]
    rules: AccountRules
    has_others: bool
    """Whether there is anybody, a provider or a directory, who could vouch for people."""
    section_roles: frozenset[Role]
    """Those that see the papers of their section: they wait when the section changes."""


def listed(visit: At) -> Response:
    """Show the accounts to who keeps them, and what waits to who confirms."""
    if not visit.office.ask(keeps_or_confirms, caller=visit.caller):
        raise NotYours
    page = PeoplePage(
        chrome=chrome_of(visit),
        view=visit.office.ask(keeping_view, caller=visit.caller),
        me=visit.visitor.login if visit.visitor else "",
        roles=ROLES,
        rules=visit.office.ask(rules_in, visit.caller.agency_id),
        has_others=has_provider(visit.office) or has_directory(visit.office),
        section_roles=SEE_SECTION,
    )
    return render("pages/people.html", page)


def add(visit: At) -> Response:
    """Make an account."""
    form = visit.form
    account = NewAccount(
        login=form.text("login"),
        name=form.text("name"),
        password=_typed_twice(form),
        roles=tuple(_role_of(word) for word in form.several("role")),
        section=form.text("section") or None,
    )
    return _done(visit, AddPerson(account=account))


def grant(visit: At) -> Response:
    """Give a role, which waits for another's confirmation."""
    return _done(visit, GrantRole(login=visit.form.text("login"), role=_role(visit)))


def confirm(visit: At) -> Response:
    """Confirm a role that somebody else gave."""
    return _done(visit, ConfirmRole(login=visit.form.text("login"), role=_role(visit)))


def end(visit: At) -> Response:
    """Take a role away."""
    return _done(visit, EndRole(login=visit.form.text("login"), role=_role(visit)))


def reset(visit: At) -> Response:
    """Give a person a new first password."""
    command = ResetPassword(login=visit.form.text("login"), password=_typed_twice(visit.form))
    return _done(visit, command)


def reset_step(visit: At) -> Response:
    """Take the second step from who lost the telephone."""
    return _done(visit, ResetSecondStep(login=visit.form.text("login")))


def move(visit: At) -> Response:
    """Put a person into another section, or into none where that was asked in so many words."""
    form = visit.form
    section = None if form.text("nowhere") == "yes" else form.text("section")
    if section == "":
        raise SectionMissing
    return _done(visit, MovePerson(login=form.text("login"), section=section))


def vouch(visit: At) -> Response:
    """Let provider and directory vouch for somebody, or no longer."""
    form = visit.form
    is_on = form.text("vouched_for") == "yes"
    return _done(visit, VouchedFor(login=form.text("login"), vouched_for=is_on))


def close(visit: At) -> Response:
    """Close an account."""
    return _done(visit, Deactivate(login=visit.form.text("login")))


def _done(visit: Visit, command: object) -> Response:
    visit.office.do(command, caller=visit.caller)
    return see(HERE)


def _role(visit: Visit) -> Role:
    return _role_of(visit.form.text("role"))


def _role_of(word: str) -> Role:
    """What our own page does not offer was not sent by it."""
    for role in ROLES:
        if role.value == word:
            return role
    raise FormMalformed


def _typed_twice(form: Form) -> str:
    """A slip in a word that nobody sees would lock its owner out."""
    password = form.secret("password")
    if password != form.secret("again"):
        raise PasswordsDiffer
    return password
