"""The sign-in of a town: a real OpenID provider on the loopback, with a will of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "xianshen", "pair of words"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("one", "two"))
FALSE = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class Town:
    """Who signs in there, what it puts into a token, and how it signs."""

    issuer: str = ""
    user: str = "li"
    now: int = 0
    says: dict[str, Any] = field(default_factory=dict)
    """Claims that it says otherwise than it should."""
    leaves_out: tuple[str, ...] = ()
    key: Any = field(default_factory=lambda: KEY)
    signs_with: Any = None
    alg: str = "RS256"
    is_down: bool = False
    hangs: Event | None = None
    """Until this is set it says nothing."""
    describes: dict[str, Any] = field(default_factory=dict)
    granted: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def grant(self, asked: dict[str, str]) -> str:
        """Sign somebody in, and return where the browser goes with the code."""
        code = secrets.token_urlsafe(16)
        self.granted[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Give a token for a code, once, to who set out with it."""
        asked = self.granted.pop(form.get("code", ""), None)
        pair = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        if asked is None or authorization != f"Basic {pair}":
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "7f3a",
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            "preferred_username": self.user,
            **self.says,
        }
        kept = {name: value for name, value in claims.items() if name not in self.leaves_out}
        return {"access_token": "-", "token_type": "Bearer", "id_token": self._signed(kept)}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.alg == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(_plain(json.dumps(one).encode()) for one in parts) + "."
        if self.alg == "HS256":  # the public key taken for a shared secret
            head = {"alg": "HS256", "kid": "one"}
            said = ".".join(_plain(json.dumps(one).encode()) for one in (head, claims))
            shared = self.key.as_pem(private=False)
            return f"{said}.{_plain(hmac.digest(shared, said.encode(), 'sha256'))}"
        header = {"alg": self.alg, "kid": self.key.kid}
        return jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.alg])

    def described(self) -> dict[str, Any]:
        """Return what it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.describes,
        }


def _plain(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


class _Listening(ThreadingHTTPServer):
    """The provider's machine."""

    def __init__(self, told: Town) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.told = told


class _Door(BaseHTTPRequestHandler):
    server: _Listening

    def do_GET(self) -> None:
        told, parts = self.server.told, urlsplit(self.path)
        path, asked = parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}
        told.asked.append(path)
        if told.hangs is not None:
            told.hangs.wait(60)
        if path in {"/elsewhere", "/authorize"}:
            self.send_response(302)
            leads = told.grant(asked) if asked else f"{told.issuer}/keys"
            self.send_header("location", leads)
            self.end_headers()
            return
        answers = {
            "/.well-known/openid-configuration": told.described(),
            "/keys": {"keys": [told.key.as_dict(private=False)]},
        }
        self._answer(503 if told.is_down else 200 if path in answers else 404, answers.get(path))

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        given = self.server.told.token(form, self.headers.get("authorization", ""))
        self._answer(200 if given else 400, given)

    def _answer(self, status: int, body: dict[str, Any] | None) -> None:
        text = json.dumps(body or {"error": "invalid_grant"}).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def town(name: str = "127.0.0.1") -> Iterator[Town]:
    """Let the provider listen, under a name of its own for browsers that tell sites apart."""
    told = Town()
    server = _Listening(told)
    told.issuer = f"http://{name}:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
