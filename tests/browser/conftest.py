"""A real browser for each worker, and the office that it looks at, really listening."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from review.shipped import checkout
from review.storage.database import Database
from review.storage.schema import upgrade
from tests.browser.fonts import font_config
from tests.browser.people import People, people
from tests.browser.serving import serving
from tests.builders import MORNING, OfficeForTests, copied, sqlite_in
from tests.clock import Clock

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--lang=zh-CN",
)
ROOT = 0


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/browser --pictures` keeps what the pages look like in artefacts/."""
    parser.addoption("--pictures", action="store_true", help="keep pictures in artefacts/pictures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


class _Loop:
    """The loop that the driver of the browser keeps running, out of sight of other tests."""

    running: asyncio.AbstractEventLoop | None = None


@contextmanager
def _in_sight() -> Iterator[None]:
    """Let the driver find its loop: elsewhere it would be in the way of who starts his own."""
    asyncio._set_running_loop(_Loop.running)  # noqa: SLF001  # what asyncio offers for just this
    try:
        yield
    finally:
        _Loop.running = asyncio._get_running_loop()  # noqa: SLF001
        asyncio._set_running_loop(None)  # noqa: SLF001


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Browsers move only while a test of theirs runs."""
    if not item.path.is_relative_to(HERE):
        return (yield)
    with _in_sight():
        return (yield)


@pytest.fixture(scope="session")
def browser(
    unavailable: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One Chromium for each worker, which knows the shipped font and nothing of this machine."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        unavailable("没有浏览器：请安装 Chromium（Debian 上：apt-get install chromium）")
    home = tmp_path_factory.mktemp("browser")
    known = {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANGUAGE": "zh_CN",
        "FONTCONFIG_FILE": str(font_config(home)),
    }
    is_root = hasattr(os, "getuid") and os.getuid() == ROOT
    flags = [*FLAGS, *(["--no-sandbox"] if is_root else [])]
    with ExitStack() as stack:
        driver = stack.enter_context(sync_playwright())
        opened = driver.chromium.launch(executable_path=program, args=flags, env=known)
        yield opened
        with _in_sight():
            opened.close()
            stack.close()


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures are kept, when somebody wants to look at them."""
    top = checkout()
    if not request.config.getoption("--pictures", default=False) or top is None:
        return None
    return top / "artefacts" / "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """An office, its people at their browsers, and where its pages are."""

    office: OfficeForTests
    base: str
    people: People


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded office of the cast, to copy."""
    folder = tmp_path_factory.mktemp("founded")
    database = Database(sqlite_in(folder))
    upgrade(database)
    database.close()
    OfficeForTests(folder).found().close()
    return folder


@pytest.fixture(scope="session")
def opened(
    founded: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., object]:
    """Open an office and its pages for as long as a test or a module wants it."""

    @contextmanager
    def opening(*, scripted: bool = True) -> Iterator[Premises]:
        folder = tmp_path_factory.mktemp("office")
        office = OfficeForTests(folder, url=copied(founded, folder), clock=Clock(MORNING))
        with (
            serving(office.office) as base,
            people(browser, office.office, base, scripted=scripted) as present,
        ):
            yield Premises(office=office, base=base, people=present)
        office.close()

    return opening


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where the windows of the journeys are kept, to be looked at after a run."""
    top = checkout()
    return (top or Path.cwd()) / "artefacts" / "journeys"
