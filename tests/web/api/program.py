"""The office's own system: it carries a token, speaks JSON and keeps no cookie."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from review.bootstrap import Office
from review.services.demo_cast import demo_proof
from review.services.tokens import issue
from tests.web.browser import HERE

ROOT = "/api/v1"
PAPER = {
    "title": "关于报送2026年预算的通知",
    "kind": "notice",
    "section": "预算科",
    "source": "own",
}
"""What every paper that is handed in says of itself."""


def token_of(office: Office, login: str, *, scope: str = "act", days: int = 30) -> str:
    """Issue a token to one of a demo's cast."""
    token = office.change(issue, office.ask(demo_proof, login), scope=scope, days=days)
    assert isinstance(token, str)
    return token


class Program:
    """A program that acts for one person."""

    def __init__(self, app: FastAPI, token: str) -> None:
        self.client = TestClient(app, base_url=HERE, follow_redirects=False)
        self.token = token

    def get(self, path, **options):
        return self.asks("GET", path, **options)

    def asks(self, method, path, *, headers=None, **options):
        carried = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return self.client.request(
            method, ROOT + path, headers={**carried, **(headers or {})}, **options
        )

    def does(self, path, *, key, headers=None, **options):
        """Ask for something to be done, once under this key."""
        keyed = {} if key is None else {"idempotency-key": key}
        return self.asks("POST", path, headers={**keyed, **(headers or {})}, **options)


def code(answer):
    """Return number and word of an answer; what was done has no word."""
    return answer.status_code, answer.json().get("code")
