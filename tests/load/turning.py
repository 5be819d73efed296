"""Turning every page that lists papers, as somebody with a browser does."""

from __future__ import annotations

import re
from urllib.parse import quote

from review.services.boxes import Box
from review.web.app import create
from tests.builders import OfficeForTests
from tests.web.browser import Browser

LARGEST_PAGE = 60_000
WORDS = (
    "供暖",
    "通知",
    "供暖 西岭",
    "第77号",
    "2026-3000",
    "77",
    "宝财〔2024〕5",
    "天外来客",
    "暖",
)
CASE = re.compile(r'href="(/cases/[0-9-]+)"')
PAPER = re.compile(r'href="(/catalogue/[0-9a-f]{32})"')


def signed_in(office: OfficeForTests, login: str) -> Browser:
    browser = Browser(create(office.office))
    browser.post("/sign-in/demo", login=login)
    return browser


def pages_of(browser: Browser) -> dict[str, bytes]:
    """Turn every page that lists papers, and open one of each kind."""
    boxes = [f"/?box={box}" for box in Box]
    found = [f"/?box={box}&q={quote(words)}" for box in ("open", "done", "all") for words in WORDS]
    public = ["/catalogue", *(f"/catalogue?q={quote(words)}" for words in WORDS)]
    pages = {path: browser.get(path).content for path in (*boxes, *found, *public)}
    first = next(iter(CASE.findall(pages["/?box=all"].decode())))
    paper = next(iter(PAPER.findall(pages["/catalogue"].decode())))
    return pages | {path: browser.get(path).content for path in (first, paper)}
