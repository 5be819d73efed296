"""What leaves the house: the channels with what waits for them, and the addresses that are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from review.commands import RetryDelivery
from review.domain.errors import NotYours
from review.domain.vocabulary import Channel
from review.messages import FAILURE, FAILURES
from review.services.accounts import actor_of
from review.services.outbox_lines import MessageLine, outbox_lines
from review.services.sending import RETRIERS
from review.services.webhooks import (
    DeliveryView,
    NewWebhook,
    WebhookView,
    undelivered,
    webhook_views,
)
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.rendering import render
from review.web.visits import Visit
from review.webhook_commands import AddWebhook, EndWebhook, RetryWebhooks

CHANNELS, WEBHOOKS = "/channels", "/webhooks"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsPage:
    """The channels there are, and what waits for them or was given up."""

    chrome: Chrome
    channels: tuple[Channel, ...]
    lines: tuple[MessageLine, ...]
    labels: Mapping[str, str]
    failures: Mapping[str, str]
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhooksPage:
    """The addresses that are told, and the messages they have not taken."""

    chrome: Chrome
    views: tuple[WebhookView, ...]
    waiting: tuple[DeliveryView, ...]
    made: NewWebhook | None
    """The one that was made just now: its secret is shown this once."""


def channels(visit: At) -> Response:
    """Show what waits to go out, to who may send it again."""
    actor = visit.office.ask(actor_of, visit.caller)
    if actor.roles.isdisjoint(RETRIERS):
        raise NotYours
    page = ChannelsPage(
        chrome=chrome_of(visit),
        channels=tuple(one for one in Channel if one.value in visit.office.means.channels),
        lines=visit.office.ask(outbox_lines, caller=visit.caller),
        labels={one.value: one.label for one in Channel},
        failures=FAILURES,
        failure=FAILURE,
    )
    return render("pages/channels.html", page)


def retry_deliveries(visit: At) -> Response:
    """Let what was given up be sent again, one or all."""
    key = visit.form.text("key") or None
    visit.office.do(RetryDelivery(key=key), caller=visit.caller)
    return see(CHANNELS)


def webhooks(visit: At) -> Response:
    """Show the addresses that are told."""
    return _webhooks(visit, made=None)


def add_webhook(visit: At) -> Response:
    """Let an address be told; its secret is on this answer and nowhere else."""
    made = visit.office.do(AddWebhook(url=visit.form.text("url")), caller=visit.caller)
    return _webhooks(visit, made=made)


def end_webhook(visit: At, webhook: str) -> Response:
    """Tell an address no more."""
    visit.office.do(EndWebhook(webhook=webhook), caller=visit.caller)
    return see(WEBHOOKS)


def retry_webhooks(visit: At) -> Response:
    """Let messages that were given up be sent again."""
    delivery = visit.form.text("delivery") or None
    visit.office.do(RetryWebhooks(delivery=delivery), caller=visit.caller)
    return see(WEBHOOKS)


def _webhooks(visit: Visit, *, made: NewWebhook | None) -> Response:
    page = WebhooksPage(
        chrome=chrome_of(visit),
        views=visit.office.ask(webhook_views, caller=visit.caller),
        waiting=visit.office.ask(undelivered, caller=visit.caller),
        made=made,
    )
    return render("pages/webhooks.html", page)
