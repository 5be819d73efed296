"""A browser without JavaScript: it keeps cookies, says where a form comes from, and reads pages."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from fastapi import FastAPI
from starlette.testclient import TestClient

from review.bootstrap import wall_clock
from review.domain.checklist import items_of
from review.services.work import SHANGHAI
from review.shipped import shipped

A_WEEK = timedelta(days=7)
HERE = "http://127.0.0.1:8000"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')

_OPENING = re.compile(r'action="(/cases/[^"]+/opening)"')
PASSES = "pass_check"
_ITEM = re.compile(r'name="answer-(\w)"')
_REV = re.compile(r'data-rev="(\d+)"')


class Browser:
    """One person's browser."""

    def __init__(self, app: FastAPI, *, base: str = HERE) -> None:
        self.client = TestClient(
            app, base_url=base, follow_redirects=False, raise_server_exceptions=True
        )
        self.base = base
        self.csrf = ""

    def get(self, path, **options):
        answer = self.client.get(path, **options)
        found = dict(_HIDDEN.findall(answer.text)) if "html" in kind_of(answer) else {}
        self.csrf = html.unescape(found.get("csrf", self.csrf))
        return answer

    def post(self, path, *, files=None, headers=None, **words):
        """Send a form as the page would: with the session's mark and its own origin."""
        if not self.csrf and self.client.cookies:
            self.get("/password")
        words = {"csrf": self.csrf, **words}
        sent = {"origin": self.base, **(headers or {})}
        answer = self.client.post(path, data=words, files=files, headers=sent)
        if "set-cookie" in answer.headers:
            self.csrf = ""  # another session, another mark
        return answer

    def hands_in(self, content, *, name="notice.txt", beside=(), **words):
        """Hand in a paper with all that the form asks; others beside it have the same name."""
        asked = {
            "title": "关于报送2026年预算的通知",
            "kind": "notice",
            "section": "预算科",
            "source": "own",
            "dated": (wall_clock().astimezone(SHANGHAI).date() - A_WEEK).isoformat(),
        }
        files = [("files", (name, one, "application/octet-stream")) for one in (content, *beside)]
        return self.post("/hand-in", files=files, **(asked | words))

    def takes(self, number, action, *, rev=None, files=None, **words):
        """Take a step as the case's page offers it."""
        if action == PASSES:
            self.opens_all(number)
            words = nothing_found(self.get(f"/cases/{number}")) | words
        shown = rev or _REV.findall(self.get(f"/cases/{number}").text)[0]
        return self.post(f"/cases/{number}/steps", files=files, action=action, rev=shown, **words)

    def revision(self, number):
        """Return the revision that the page of a case shows."""
        return _REV.findall(self.get(f"/cases/{number}").text)[0]

    def opens_all(self, number):
        """Open every file that the page asks to be opened."""
        page = self.get(f"/cases/{number}").text
        for place in dict.fromkeys(_OPENING.findall(page)):
            answer = self.post(place)
            assert answer.status_code == 303, answer.text


def nothing_found(page):
    """Fill in the check list of a page as one does who found nothing, each item by itself."""
    items = items_of(shipped("data/reference/checklist.toml").read_text("utf-8"))
    asked = set(_ITEM.findall(page.text))
    return {f"answer-{one.id}": one.clear.value for one in items if one.id in asked}


def disposal_of(page, number):
    """Return where the first finding of a page is disposed of."""
    found = re.search(r'id="finding-([\w.-]+)"', page.text)[1]
    return f"/cases/{number}/findings/{found}/disposal"


def kind_of(answer) -> str:
    return answer.headers.get("content-type", "")


def text_of(answer) -> str:
    """Return what a person reads: no tags, one space between words."""
    whole = re.sub(r'<span class="when">([^<]*)</span>', r"\1", answer.text)
    plain = re.sub(r"<[^>]+>", " ", whole)
    return " ".join(html.unescape(plain).split())
