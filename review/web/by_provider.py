"""Coming in by the sign-in of the town: out with a sealed errand, and back with a code."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from review.domain.provider_refusals import ProviderDenied, ProviderFails
from review.services.sign_in import Proof, SignedIn, admit
from review.services.vouched_for import is_vouched_for
from review.services.work import Work
from review.storage.rows import PersonRow
from review.storage.sealed import Seal
from review.web.access import At
from review.web.chrome import Chrome, chrome_of
from review.web.origin import local_path
from review.web.provider import Errand, Provider
from review.web.refusals import NotHere
from review.web.rendering import render
from review.web.sessions import SECURE_SCHEME, onward_of, set_cookie
from review.web.visits import Visit

BACK = "/sign-in/provider/back"
WITHIN = timedelta(minutes=10)
_OF = "sign-in provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredPage:
    """A page of ours between the provider and the office: the cookie is for our own pages only."""

    chrome: Chrome
    onward: str


def go(visit: At, request: Request) -> Response:
    """Send a browser to the provider, with what it must bring back sealed in a cookie."""
    provider, seal = _provider(request), _seal(visit)
    errand = Errand(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back=f"{request.url.scheme}://{request.url.netloc}{BACK}",
    )
    going = RedirectResponse(provider.address(errand), status_code=303)
    told = {
        **asdict(errand),
        "next": local_path(request.query_params.get("next", "/")),
        "until": (visit.office.now() + WITHIN).timestamp(),
    }
    _errand_cookie(going, seal.close(json.dumps(told).encode(), of=_OF), visit=visit)
    return going


def back(visit: At, request: Request) -> Response:
    """Let in whom the provider signs for, if his account here says that others may vouch for it.

    Everybody else, and nobody, hears the same.
    """
    provider = _provider(request)
    errand, next_ = _errand(visit, request)
    code = request.query_params.get("code", "")
    state = request.query_params.get("state", "")
    if not code or not hmac.compare_digest(state.encode(), errand.state.encode()):
        raise ProviderDenied
    proof = visit.office.ask(_proof_of, provider.login_of(code, errand))
    signed = visit.office.change(admit, proof) if proof else None
    if not isinstance(signed, SignedIn):
        raise ProviderDenied
    page = EnteredPage(chrome=chrome_of(visit), onward=onward_of(signed, next_))
    answer = render("pages/entered.html", page)
    set_cookie(answer, signed.cookie, visit=visit, max_age=None)
    _errand_cookie(answer, "", visit=visit)
    return answer


def _proof_of(work: Work, login: str) -> Proof | None:
    """Return what the signature proves: of a stranger, or whom it may not vouch for, nothing."""
    query = select(PersonRow).where(col(PersonRow.login) == login, col(PersonRow.active))
    person = work.session.scalars(query).one_or_none()
    if person is None or not is_vouched_for(work, person):
        return None
    return Proof(person_id=person.id, kept=person.password_hash, matches=True, by="provider")


def _errand(visit: Visit, request: Request) -> tuple[Errand, str]:
    sealed = request.cookies.get(_errand_name(visit), "")
    opened = _seal(visit).open(sealed, of=_OF) if sealed else None
    if opened is None:
        raise ProviderDenied
    told = json.loads(opened)
    if visit.office.now().timestamp() >= told.pop("until"):
        raise ProviderDenied
    next_ = str(told.pop("next"))
    return Errand(**told), next_


def _errand_cookie(answer: Response, value: str, *, visit: Visit) -> None:
    """It must come back from elsewhere: of this browser, on a plain visit, and for minutes."""
    answer.set_cookie(
        _errand_name(visit),
        value,
        max_age=int(WITHIN.total_seconds()) if value else 0,
        path="/",
        secure=visit.scheme == SECURE_SCHEME,
        httponly=True,
        samesite="lax",
    )


def _errand_name(visit: Visit) -> str:
    return f"{'__Host-' if visit.scheme == SECURE_SCHEME else ''}xianshen-errand"


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise NotHere
    return provider


def _seal(visit: Visit) -> Seal:
    seal = visit.office.means.seal
    if seal is None:
        raise ProviderFails
    return seal
