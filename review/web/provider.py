"""Speaking with the sign-in of the town: where to send people, and whom it says they are.

Nothing but what its own discovery names is asked, nothing is followed, and an answer that is late,
long or strange is no answer. Without the library that reads signatures nobody comes in this way.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from importlib.util import find_spec
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, cast
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from loguru import logger

from review.domain.account_refusals import Crowded
from review.domain.provider_refusals import ProviderDenied, ProviderFails
from review.domain.sign_in_provider import SignInProvider, is_safe_address
from review.services.passwords import COME_BACK

if TYPE_CHECKING:
    from review.bootstrap import Office

PATIENCE = 5
"""Seconds."""
AT_ONCE = 8
"""So many may wait for it: when it hangs, the threads are for others."""
LONGEST_ANSWER = 256 * 1024
REMEMBERED = timedelta(minutes=10)
SIGNED_BY = ("RS256", "PS256", "ES256")
"""What a provider may sign with: nothing that a public key, or nobody, could have made."""
LEEWAY = 60
WHERE = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What one browser set out with, and must come back with."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    back: str


class Provider:
    """One provider, as it describes itself; what it says is remembered for a few minutes."""

    def __init__(self, known: SignInProvider, *, clock: Callable[[], datetime]) -> None:
        """Know where it is; nothing is asked before somebody comes."""
        self._known, self._clock = known, clock
        self._kept: dict[str, tuple[datetime, dict[str, Any]]] = {}
        self._lock = Lock()
        self._room = BoundedSemaphore(AT_ONCE)
        self._opener = _opener()

    def address(self, errand: Errand) -> str:
        """Return where a browser is sent to sign in (RFC 7636: with the hash of a secret).

        Raises:
            Crowded: too many are asking.
        """
        digest = hashlib.sha256(errand.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._known.client,
            "redirect_uri": errand.back,
            "scope": "openid profile",
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        with self._place():
            endpoint = self._described()["authorization_endpoint"]
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def login_of(self, code: str, errand: Errand) -> str:
        """Return the login that the provider signs for, against the code of a browser.

        Raises:
            Crowded: as above.
        """
        with self._place():
            token = self._token(code, errand).get("id_token")
            if not isinstance(token, str):
                raise ProviderDenied
            claims = self._claims(token)
        login = claims.get(self._known.claim)
        if claims.get("nonce") != errand.nonce or not isinstance(login, str) or not login:
            logger.warning("a provider's token was refused", why="nonce or claim")
            raise ProviderDenied
        return login

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise Crowded(seconds=COME_BACK)
        try:
            yield
        finally:
            self._room.release()

    def _token(self, code: str, errand: Errand) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": errand.back,
            "code_verifier": errand.verifier,
            "client_id": self._known.client,
        }
        headers = {"content-type": "application/x-www-form-urlencoded"}
        if self._known.secret is not None:
            pair = f"{quote(self._known.client, safe='')}:{quote(self._known.secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        body = urlencode(form).encode()
        return self._asked(self._described()["token_endpoint"], body=body, headers=headers)

    def _claims(self, token: str) -> Mapping[str, Any]:
        """Read a token that must be signed by a key of the provider, for us, and just now."""
        try:
            return self._read(token, self._remembered(self._described()["jwks_uri"]))
        except ValueError:  # a key that we do not know: it may be a new one
            keys = self._remembered(self._described()["jwks_uri"], anew=True)
        try:
            return self._read(token, keys)
        except ValueError:
            logger.warning("a provider's token was refused", why="signature or terms")
            raise ProviderDenied from None

    def _read(self, token: str, keys: dict[str, Any]) -> Mapping[str, Any]:
        from joserfc import jwt  # noqa: PLC0415 - only who has the extra comes this way
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        client = self._known.client
        terms = jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._known.issuer},
            aud={"essential": True, "value": client},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True},
        )
        try:
            key_set = KeySet.import_key_set(cast("Any", keys))  # it looks at what came
            claims = jwt.decode(token, key_set, algorithms=list(SIGNED_BY)).claims
            terms.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError):
            raise ValueError("token") from None
        several = isinstance(claims.get("aud"), list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != client:
            raise ValueError("azp")
        return claims

    def _described(self) -> dict[str, Any]:
        issuer = self._known.issuer
        told = self._remembered(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        addresses = [told.get(name) for name in WHERE]
        is_sound = all(isinstance(one, str) and is_safe_address(one) for one in addresses)
        if told.get("issuer") != issuer or not is_sound:
            logger.error("the description of the provider cannot be used")
            raise ProviderFails
        return told

    def _remembered(self, url: str, *, anew: bool = False) -> dict[str, Any]:
        with self._lock:
            at, kept = self._kept.get(url, (None, {}))
        if not anew and at is not None and self._clock() - at < REMEMBERED:
            return kept
        told = self._asked(url)
        with self._lock:
            self._kept[url] = (self._clock(), told)
        return told

    def _asked(
        self, url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Ask for one JSON object; a refusal of the provider's is one of ours."""
        request = Request(url, data=body, headers=dict(headers or {}))  # noqa: S310 - judged before
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                text = answer.read(LONGEST_ANSWER + 1)
            told = json.loads(text) if len(text) <= LONGEST_ANSWER else None
        except URLError as fault:
            status = getattr(fault, "code", None)
            logger.warning("the provider did not answer", status=status)
            raise (ProviderDenied if body and status else ProviderFails) from None
        except (OSError, HTTPException, ValueError, RecursionError):
            logger.warning("the provider's answer could not be read")
            raise ProviderFails from None
        if not isinstance(told, dict):
            raise ProviderFails
        return told


def is_offered(office: Office) -> bool:
    """Say whether people may come in by a provider: never in a demo, which has its own entrance."""
    return office.settings.provider is not None and not office.is_demo and _can_read_signatures()


def provider_of(office: Office) -> Provider | None:
    """Return the provider that an office was told of."""
    known = office.settings.provider
    if known is not None and not _can_read_signatures():
        logger.error("the extra for signing in by a provider is not installed")
    return Provider(known, clock=office.now) if known and is_offered(office) else None


def _can_read_signatures() -> bool:
    return find_spec("joserfc") is not None


class _NowhereElse(HTTPRedirectHandler):
    """Nothing is followed: whoever leads elsewhere has not answered."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in the library
        return None


def _opener() -> OpenerDirector:
    """Ask directly: no proxy of the environment, no way on."""
    return build_opener(ProxyHandler({}), _NowhereElse)
