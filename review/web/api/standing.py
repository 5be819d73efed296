"""Where the office stands, for a program that wants to know whether and for whom it is let in."""

from __future__ import annotations

from starlette.responses import Response

from review.services.status import heartbeat
from review.services.token_owners import owner_view
from review.web.api.access import By
from review.web.api.problems import told
from review.web.api.questions import only


def described(asked: By) -> Response:
    """Hand out the description of this interface; without a token nobody is told of it (S62)."""
    only(asked.question, ())
    from review.web.api.description import openapi  # noqa: PLC0415 - it describes this door too

    return told(openapi())


def status(asked: By) -> Response:
    """Tell for whom the token speaks, how far it reaches, and whether the bell rings."""
    only(asked.question, ())
    owner = asked.office.ask(owner_view, caller=asked.caller)
    bell = asked.office.ask(heartbeat)
    return told(
        {
            "agency": owner.agency,
            "login": owner.login,
            "name": owner.name,
            "roles": list(owner.roles),
            "scope": owner.scope,
            "expires_at": owner.expires_at,
            "is_demo": asked.office.is_demo,
            "bell": {"rang_at": bell.rang_at, "is_silent": bell.is_silent},
        }
    )
