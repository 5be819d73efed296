"""Addresses that are told when a case moves: made and ended by who keeps the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.program_refusals import NoSuchWebhook, TooManyWebhooks, WebhookUnfit
from review.domain.vocabulary import Role
from review.services.accounts import must_hold
from review.services.cases import number_of, procedure_of
from review.services.entries import enter
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import committed
from review.storage.rows import CaseRow, WebhookDeliveryRow, WebhookRow
from review.webhook_commands import AddWebhook, EndWebhook, RetryWebhooks

MOST = 10
"""Living addresses of one agency: each step writes a message for each."""
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWebhook:
    """An address that was made; its secret is shown this once."""

    id: str
    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookView:
    """An address, and how its messages fare."""

    id: str
    url: str
    created_at: datetime
    ended_at: datetime | None
    waiting: int
    dead: int
    told_at: datetime | None
    """When it last took a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """One message that was not taken yet."""

    id: str
    url: str
    case: str
    stage: str
    stage_label: str
    asked_at: datetime
    attempts: int
    failure: str | None
    is_dead: bool


def add_webhook(work: Work, command: AddWebhook, *, caller: Caller) -> NewWebhook:
    """Let an address be told of every case of the agency that moves from now on."""
    must_hold(work, caller, *KEEPERS)
    telling = work.means.telling
    if telling is None or not telling.may_be(command.url):
        raise WebhookUnfit
    living = select(func.count()).where(
        col(WebhookRow.agency_id) == caller.agency_id, col(WebhookRow.ended_at).is_(None)
    )
    if work.session.scalars(living).one() >= MOST:
        raise TooManyWebhooks(most=MOST)
    row = WebhookRow(
        id=new_id(),
        agency_id=caller.agency_id,
        url=command.url,
        created_by=caller.person_id,
        created_at=work.now,
    )
    _enter(work, row, "webhook:created", rev=1, caller=caller)
    work.session.add(row)
    work.session.flush()
    return NewWebhook(id=row.id, url=row.url, secret=telling.secret_of(row.id))


def end_webhook(work: Work, command: EndWebhook, *, caller: Caller) -> None:
    """Tell an address no more; what still waits for it is not sent."""
    must_hold(work, caller, *KEEPERS)
    mine = select(WebhookRow).where(
        col(WebhookRow.id) == command.webhook,
        col(WebhookRow.agency_id) == caller.agency_id,
        col(WebhookRow.ended_at).is_(None),
    )
    row = work.session.scalars(mine.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchWebhook
    _enter(work, row, "webhook:ended", rev=row.rev + 1, caller=caller)
    row.rev, row.ended_at = row.rev + 1, work.now
    work.session.flush()


def retry_webhooks(work: Work, command: RetryWebhooks, *, caller: Caller) -> int:
    """Let messages that were given up live again, one or all; return how many."""
    must_hold(work, caller, *KEEPERS)
    dead = (
        select(WebhookDeliveryRow)
        .join(WebhookRow, col(WebhookRow.id) == col(WebhookDeliveryRow.webhook_id))
        .where(
            col(WebhookDeliveryRow.agency_id) == caller.agency_id,
            col(WebhookDeliveryRow.is_dead),
            col(WebhookRow.ended_at).is_(None),
        )
    )
    if command.delivery is not None:
        dead = dead.where(col(WebhookDeliveryRow.id) == command.delivery)
    ordered = dead.order_by(col(WebhookDeliveryRow.asked_at), col(WebhookDeliveryRow.id))
    rows = list(work.session.scalars(ordered.with_for_update(of=WebhookDeliveryRow)))
    for row in rows:
        attempts = row.attempts + 1
        enter(
            work,
            "webhook:retried",
            agency_id=row.agency_id,
            subject=(f"webhook_delivery:{row.id}", attempts),
            body={"webhook": row.webhook_id, "case": row.case_id, "stage": row.stage},
            caller=caller,
        )
        row.attempts, row.is_dead, row.next_try_at = attempts, False, work.now
    work.session.flush()
    return len(rows)


def webhook_views(work: Work, *, caller: Caller | None) -> tuple[WebhookView, ...]:
    """List the addresses of the agency, those that were ended last."""
    query = select(WebhookRow).order_by(col(WebhookRow.ended_at), col(WebhookRow.created_at))
    if caller is not None:
        must_hold(work, caller, *KEEPERS)
        query = query.where(col(WebhookRow.agency_id) == caller.agency_id)
    return tuple(_view(work, row) for row in work.session.scalars(query.limit(LISTED)))


def undelivered(work: Work, *, caller: Caller | None) -> tuple[DeliveryView, ...]:
    """List the messages that were not taken yet, what was given up first."""
    query = (
        select(WebhookDeliveryRow, CaseRow, col(WebhookRow.url))
        .join(CaseRow, col(CaseRow.id) == col(WebhookDeliveryRow.case_id))
        .join(WebhookRow, col(WebhookRow.id) == col(WebhookDeliveryRow.webhook_id))
        .where(col(WebhookDeliveryRow.done_at).is_(None), col(WebhookRow.ended_at).is_(None))
        .order_by(col(WebhookDeliveryRow.is_dead).desc(), col(WebhookDeliveryRow.asked_at))
    )
    if caller is not None:
        must_hold(work, caller, *KEEPERS)
        query = query.where(col(WebhookDeliveryRow.agency_id) == caller.agency_id)
    return tuple(
        DeliveryView(
            id=row.id,
            url=url,
            case=number_of(case),
            stage=row.stage,
            stage_label=procedure_of(work, case.procedure_digest).stages[row.stage].label,
            asked_at=row.asked_at,
            attempts=row.attempts,
            failure=row.failure,
            is_dead=row.is_dead,
        )
        for row, case, url in work.session.execute(query.limit(LISTED))
    )


WEBHOOKS: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {AddWebhook: add_webhook, EndWebhook: end_webhook, RetryWebhooks: retry_webhooks}
)
"""One service for each command."""


def _view(work: Work, row: WebhookRow) -> WebhookView:
    mine = col(WebhookDeliveryRow.webhook_id) == row.id
    is_open = col(WebhookDeliveryRow.done_at).is_(None)
    counts = dict(
        work.session.execute(
            select(col(WebhookDeliveryRow.is_dead), func.count())
            .where(mine, is_open)
            .group_by(col(WebhookDeliveryRow.is_dead))
        ).all()
    )
    told = select(func.max(col(WebhookDeliveryRow.done_at))).where(mine)
    return WebhookView(
        id=row.id,
        url=row.url,
        created_at=row.created_at,
        ended_at=row.ended_at,
        waiting=counts.get(False, 0),
        dead=counts.get(True, 0),
        told_at=work.session.scalars(told).one(),
    )


def _enter(work: Work, row: WebhookRow, event: str, *, rev: int, caller: Caller) -> None:
    """Enter which server it is; the rest of an address may hold a token, and is kept as a hash."""
    parts = urlsplit(row.url)
    enter(
        work,
        event,
        agency_id=row.agency_id,
        subject=(f"webhook:{row.id}", rev),
        body={"server": f"{parts.scheme}://{parts.netloc}", "url": committed(row.id, row.url)},
        caller=caller,
    )
