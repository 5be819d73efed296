# ruff: noqa: PLC0415, D415 - asking for help loads no framework; a refusal is a sentence, with 。
"""The way into the office: opened by this machine's settings, closed whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.speech import WrongUseError
from review.domain.refusal import Conflict

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller
    from review.settings import Settings


class DatabaseNewer(Conflict):
    """数据库是更新版本的程序建立的，本版本不能使用，没有改动它。

    请升级本机的程序，或用 XIANSHEN_DATA_DIR 另设数据目录。
    """


class DatabaseDown(Conflict):
    """数据库没有应答，没有办理。

    请核对数据库服务是否在运行、XIANSHEN_DATABASE_URL 的地址和账号是否正确；
    用 SQLite 的，核对数据目录可以读写、磁盘没有满、没有别的程序占用。
    """


class DatabaseOlder(Conflict):
    """数据库还是旧版本的结构，没有改动它。

    请停止服务、备份，再由数据库的属主运行 xianshen db upgrade。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class Unguarded(Conflict):
    """数据库里有{count}道关口缺失、被改或被停用（{first}等），不能启动。

    请查明是谁、为何改动，用 xianshen doctor 和 xianshen ledger verify 核对，
    再由数据库的属主运行 xianshen db upgrade 补齐。
    """

    count: int
    first: str


@contextmanager
def the_office(*, may_create: bool = False, is_guarded: bool = True) -> Iterator[Office]:
    """Open the office of these settings, and close it; only a few commands may make one."""
    from review import logs
    from review.settings import read_settings

    settings = read_settings()
    if not may_create:
        _refuse_nowhere(settings)
    logs.set_up(folder=settings.log_dir, form=settings.log_form)
    with _answering():
        office = _opened(settings, may_create=may_create, is_guarded=is_guarded)
        try:
            yield office
        finally:
            office.close()


@contextmanager
def _answering() -> Iterator[None]:
    """A server that is down, or a file nobody may write, is told as what it is."""
    from loguru import logger
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as fault:
        logger.error("the database does not answer", fault=type(fault.orig).__name__)
        raise DatabaseDown from None


def _opened(settings: Settings, *, may_create: bool, is_guarded: bool) -> Office:
    from review.bootstrap import GuardsAbsent, open_office
    from review.storage.schema import SchemaMissing, SchemaNewer, SchemaOlder

    try:
        return open_office(settings, may_create=may_create, is_guarded=is_guarded)
    except SchemaNewer:
        raise DatabaseNewer from None
    except SchemaOlder:
        raise DatabaseOlder from None
    except SchemaMissing:
        raise _nowhere(settings) from None
    except GuardsAbsent as absent:
        raise Unguarded(count=len(absent.names), first=absent.names[0]) from None


def _refuse_nowhere(settings: Settings) -> None:
    """What only asks, or acts on what is there, makes nothing at a mistyped place."""
    file = _file_of(settings.database_url)
    if not settings.data_dir.is_dir() or (file is not None and not file.is_file()):
        raise _nowhere(settings)


def _nowhere(settings: Settings) -> WrongUseError:
    file = _file_of(settings.database_url)
    place = f"数据目录 {settings.data_dir}" if file is None else str(file)
    return WrongUseError(
        f"这里没有先审的数据库：{place}。请核对 XIANSHEN_DATA_DIR 和 XIANSHEN_DATABASE_URL；"
        "新装的，先运行 xianshen user init。"
    )


def _file_of(database_url: str) -> Path | None:
    scheme, _, place = database_url.partition(":///")
    return Path(place) if scheme == "sqlite" else None


def who(office: Office, login: str | None) -> Caller | None:
    """Return the person of `--by`, if one was named, by that person's own token (§11)."""
    return None if login is None else the_caller(office, login)


def the_caller(office: Office, login: str) -> Caller:
    """Return the person of `--by`: by that person's own token, or alone in a demo."""
    return office.caller(login, token=office.settings.token)


def has_database() -> bool:
    """Say whether an office has been set up here; asking makes none."""
    from review.settings import read_settings

    file = _file_of(read_settings().database_url)
    return file is None or file.is_file()
