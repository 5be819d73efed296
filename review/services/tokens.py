"""Tokens for the command line: a person's own, with a scope and an end, kept as a hash only."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, RevokeToken
from review.domain.account_refusals import NoSuchToken, PasswordChangeDue, TokenTermsUnfit
from review.domain.errors import (
    NoSuchPerson,
    SignInFailed,
    TokenInvalid,
    TokenMissing,
    TokenOfAnother,
    TokenScope,
)
from review.domain.second_step_refusals import CodeWrong, SecondStepDue
from review.domain.vocabulary import Scope
from review.services.account_rules import must_change_password
from review.services.accounts import in_good_standing, second_step_demanded
from review.services.entries import enter
from review.services.person_entries import locked
from review.services.second_step import accepted
from review.services.sign_in import Proof, fingerprint, recognised
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PersonRow, TokenRow

PREFIX = "xs_"
LONGEST = 90


def issue(
    work: Work, proof: Proof, *, scope: str, days: int, code: str = ""
) -> str | SignInFailed | CodeWrong:
    """Issue a token to who proved to know the password, and a code where there is a second step.

    It is shown once and never kept; a refusal is returned so that the wrong guess is counted.
    """
    if scope not in set(Scope) or not 1 <= days <= LONGEST:
        raise TokenTermsUnfit(longest=LONGEST)
    person = recognised(work, proof)
    if person is None:
        return SignInFailed()
    _refuse_unfinished(work, person)
    if not accepted(work, person, code):
        return CodeWrong()
    token = PREFIX + secrets.token_urlsafe(32)
    row = TokenRow(
        id=new_id(),
        agency_id=person.agency_id,
        person_id=person.id,
        token_hash=fingerprint(token),
        scope=Scope.of(scope),
        issued_at=work.now,
        expires_at=work.now + timedelta(days=days),
    )
    enter(
        work,
        "person:token_issued",
        agency_id=row.agency_id,
        subject=(f"access_token:{row.id}", 1),
        body={"of": row.person_id, "scope": scope, "days": days},
        caller=None,
    )
    work.session.add(row)
    work.session.flush()
    return token


def caller_of_token(
    work: Work,
    login: str,
    token: str | None,
    os_account: str | None,
    *,
    scope: str = Scope.ACT,
) -> Caller:
    """Return the person who acts by his own token; nobody else's opens anything."""
    if not token:
        raise TokenMissing(person=login)
    row, person = _live(work, token)
    if person.login != login:  # who has no token of ours learns of nobody whether he is here
        raise TokenOfAnother(person=login) if _is_known(work, login) else NoSuchPerson(person=login)
    return _caller(work, (row, person), scope=Scope.of(scope), os_account=os_account)


def caller_of_bearer(work: Work, token: str, *, scope: Scope) -> Caller:
    """Return for whom a program acts: the token alone says it."""
    return _caller(work, _live(work, token), scope=scope, os_account=None)


def _live(work: Work, token: str) -> tuple[TokenRow, PersonRow]:
    """Return a token that is good today, with its owner."""
    found = work.session.execute(
        select(TokenRow, PersonRow)
        .join(PersonRow, col(PersonRow.id) == col(TokenRow.person_id))
        .where(
            col(TokenRow.token_hash) == fingerprint(token),
            col(TokenRow.revoked_at).is_(None),
            col(TokenRow.expires_at) > work.now,
            col(PersonRow.active),
        )
    ).one_or_none()
    if found is None:
        raise TokenInvalid
    return found[0], found[1]


def _caller(
    work: Work, found: tuple[TokenRow, PersonRow], *, scope: Scope, os_account: str | None
) -> Caller:
    row, person = found
    reach = list(Scope)
    if reach.index(row.scope) < reach.index(scope):
        raise TokenScope(scope=scope.label)
    _refuse_unfinished(work, person)
    return Caller(
        person_id=person.id,
        agency_id=person.agency_id,
        token_id=row.id,
        os_account=os_account,
    )


def _refuse_unfinished(work: Work, person: PersonRow) -> None:
    """Refuse who must first have a password, or a second step, of his own."""
    if must_change_password(work, person):
        raise PasswordChangeDue
    if person.second_since is None and second_step_demanded(work, person.agency_id):
        raise SecondStepDue


def _is_known(work: Work, login: str) -> bool:
    known = select(col(PersonRow.id)).where(col(PersonRow.login) == login, col(PersonRow.active))
    return work.session.execute(known).first() is not None


def revoke_token(work: Work, command: RevokeToken, *, caller: Caller) -> None:
    """End one of one's own tokens, or all of them."""
    person = locked(work, in_good_standing(work, caller).id)
    ended = end_tokens(work, person.id, token_id=command.token_id, caller=caller)
    if command.token_id is not None and not ended:
        raise NoSuchToken


def end_tokens(
    work: Work, person_id: str, *, caller: Caller | None, token_id: str | None = None
) -> list[str]:
    """End a person's live tokens at once, or one of them, each with its entry; return which."""
    query = select(TokenRow).where(
        col(TokenRow.person_id) == person_id, col(TokenRow.revoked_at).is_(None)
    )
    if token_id is not None:
        query = query.where(col(TokenRow.id) == token_id)
    live = list(work.session.scalars(query.order_by(col(TokenRow.id))))
    for row in live:
        _revoke(work, row, caller=caller)
    return [row.id for row in live]


def _revoke(work: Work, row: TokenRow, *, caller: Caller | None) -> None:
    enter(
        work,
        "person:token_revoked",
        agency_id=row.agency_id,
        subject=(f"access_token:{row.id}", row.rev + 1),
        body={"of": row.person_id},
        caller=caller,
    )
    row.rev, row.revoked_at = row.rev + 1, work.now
    work.session.flush()
