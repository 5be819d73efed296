"""The office behind its pages: real database, real screening, a browser for each of the cast."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event

from review.bootstrap import Office, open_office
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.settings import Settings
from review.storage.database import Database
from review.storage.schema import upgrade
from review.web.app import create
from tests.compiled import share
from tests.postgres import Databases
from tests.web.browser import Browser, text_of

CAST = (
    ("li", "李明", "预算科", (Role.DRAFTER,)),
    ("wang", "王芳", "预算科", (Role.SECTION_HEAD,)),
    ("zhou", "周岚", "办公室", (Role.OFFICE_REVIEWER,)),
    ("sun", "孙强", "办公室", (Role.CONFIDENTIALITY_OFFICER,)),
    ("gu", "顾平", "办公室", (Role.APPROVING_OFFICIAL,)),
    ("he", "何远", "办公室", (Role.HEAD_OF_AGENCY,)),
    ("chen", "陈静", "办公室", (Role.PUBLISHER,)),
    ("zheng", "郑雪", "办公室", (Role.INFORMATION_OFFICER,)),
    ("shen", "沈审", "办公室", (Role.AUDITOR,)),
    ("guan", "管立", "办公室", (Role.SYSTEM_ADMIN,)),
    ("feng", "冯源", "国库科", (Role.DRAFTER,)),
)
DEMO = FoundAgency(
    code="宝财",
    name="宝山市财政局",
    profile="small",
    sections=("预算科", "国库科", "办公室"),
    accounts=tuple(
        NewAccount(login=login, name=name, password=None, roles=roles, section=section)
        for login, name, section, roles in CAST
    ),
    is_demo=True,
)
FIRST_PASSWORD = "First-word-1"
ORDINARY = FoundAgency(
    code="宝财",
    name="宝山市财政局",
    profile="small",
    sections=("办公室",),
    accounts=(
        NewAccount(
            login="guan",
            name="管立",
            password=FIRST_PASSWORD,
            roles=(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        ),
        NewAccount(login="shen", name="沈审", password="First-word-2", roles=(Role.AUDITOR,)),
    ),
)

CLEAN = "关于报送2026年预算的通知\n\n各科室：请于本月底前报送预算。\n".encode()


def settings_in(folder: Path) -> Settings:
    """Return settings that keep everything in one folder."""
    url = f"sqlite:///{(folder / 'office.db').as_posix()}"
    return Settings(data_dir=folder, database_url=url)


@pytest.fixture(scope="session")
def empty_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without an office, to copy."""
    folder = tmp_path_factory.mktemp("empty")
    database = Database(settings_in(folder).database_url)
    upgrade(database)
    database.close()
    return folder


@pytest.fixture(scope="session")
def demo_pattern(empty_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded demo office, to copy."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(empty_pattern, folder)
    founded = open_office(settings_in(folder))
    founded.found(DEMO)
    founded.close()
    return folder


@pytest.fixture(scope="session")
def ordinary_pattern(empty_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ordinary office with its two administrators, to copy."""
    folder = tmp_path_factory.mktemp("ordinary") / "data"
    shutil.copytree(empty_pattern, folder)
    founded = open_office(settings_in(folder))
    founded.found(ORDINARY)
    founded.close()
    return folder


@pytest.fixture
def ordinary_office(ordinary_pattern: Path, tmp_path: Path) -> Iterator[Office]:
    """An ordinary office with its two administrators and nobody else."""
    folder = Path(shutil.copytree(ordinary_pattern, tmp_path / "data"))
    opened = open_office(settings_in(folder))
    share(opened.database)
    yield opened
    opened.close()


@pytest.fixture
def new_office(empty_pattern: Path, tmp_path: Path) -> Iterator[Office]:
    """An ordinary database in which nobody has founded an office yet."""
    folder = Path(shutil.copytree(empty_pattern, tmp_path / "data"))
    opened = open_office(settings_in(folder))
    share(opened.database)
    yield opened
    opened.close()


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    """A demo office with its cast, and no paper in it; a module may ask for both databases."""
    return sqlite_office


@pytest.fixture
def sqlite_office(demo_pattern: Path, tmp_path: Path) -> Iterator[Office]:
    """The same, its rows in a file."""
    folder = Path(shutil.copytree(demo_pattern, tmp_path / "data"))
    opened = open_office(settings_in(folder))
    share(opened.database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_on_a_server(
    postgres_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A founded demo office on PostgreSQL, to copy."""
    url = postgres_databases.fresh()
    founded = open_office(Settings(data_dir=tmp_path_factory.mktemp("demo"), database_url=url))
    founded.found(DEMO)
    founded.close()
    return url


@pytest.fixture
def postgres_office(
    demo_on_a_server: str, postgres_databases: Databases, tmp_path: Path
) -> Iterator[Office]:
    """The same, its rows on a server."""
    url = postgres_databases.copy_of(demo_on_a_server)
    opened = open_office(Settings(data_dir=tmp_path / "data", database_url=url))
    share(opened.database)
    yield opened
    opened.close()
    postgres_databases.drop(url)


@pytest.fixture(
    params=[
        pytest.param("sqlite_office", id="sqlite"),
        pytest.param("postgres_office", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def office_on_both(request: pytest.FixtureRequest) -> Office:
    """The same on either database."""
    opened: Office = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def app(office: Office) -> FastAPI:
    """The pages of the office."""
    return create(office)


@pytest.fixture
def stranger(app: FastAPI) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app)


@pytest.fixture
def as_(app: FastAPI) -> Callable[[str], Browser]:
    """Open a browser in which one of the cast has signed in."""

    def signed_in(login: str) -> Browser:
        browser = Browser(app)
        answer = browser.post("/sign-in/demo", login=login)
        assert answer.status_code == 303, answer.text
        return browser

    return signed_in


@pytest.fixture
def paper(as_):
    """Hand in a paper as 李明 and return its number."""

    def hand_in(content=CLEAN, **words):
        answer = as_("li").hands_in(content, **words)
        assert answer.status_code == 303, text_of(answer)
        return answer.headers["location"].rpartition("/")[2]

    return hand_in


@pytest.fixture
def brought(as_, paper):
    """Bring a clean paper along its way, up to a step."""
    way = (
        ("li", "propose", {"mode": "proactive", "subjects": "none"}),
        ("wang", "verify", {"opinion": "同意公开"}),
        ("zhou", "pass_check", {"opinion": "未见不宜公开的内容"}),
        ("gu", "decide_in_full", {"opinion": "同意"}),
        ("chen", "publish", {}),
    )

    def bring(until, content=CLEAN):
        number = paper(content)
        for login, action, words in way:
            answer = as_(login).takes(number, action, **words)
            assert answer.status_code == 303, text_of(answer)
            if action == until:
                break
        return number

    return bring


@pytest.fixture
def heard(office: Office) -> Iterator[list[str]]:
    """Every statement that the database is asked, in order."""
    asked: list[str] = []

    def listen(*told: Any) -> None:
        asked.append(re.sub(r"\s+", " ", told[2]))

    engines = (office.database.reader, office.database.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", listen)
