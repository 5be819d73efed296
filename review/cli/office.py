# ruff: noqa: PLC0415, D415 - asking for help loads no framework; a refusal is a sentence, with 。
"""The way into the office: opened by this machine's settings, closed whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain.refusal import Conflict

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller


class DatabaseNewer(Conflict):
    """数据库是更新版本的程序建立的，本版本不能使用，没有改动它。

    请升级本机的程序，或用 XIANSHEN_DATA_DIR 另设数据目录。
    """


@contextmanager
def the_office() -> Iterator[Office]:
    """Open the office of these settings, and close it."""
    from review import logs
    from review.bootstrap import open_office
    from review.settings import read_settings
    from review.storage.schema import SchemaNewer

    settings = read_settings()
    logs.set_up(folder=settings.log_dir, form=settings.log_form)
    try:
        office = open_office(settings)
    except SchemaNewer:
        raise DatabaseNewer from None
    try:
        yield office
    finally:
        office.close()


def who(office: Office, login: str | None) -> Caller | None:
    """Return the person of `--by`, if one was named, by that person's own token (§11)."""
    return None if login is None else the_caller(office, login)


def the_caller(office: Office, login: str) -> Caller:
    """Return the person of `--by`: by that person's own token, or alone in a demo."""
    return office.caller(login, token=office.settings.token)


def has_database() -> bool:
    """Say whether an office has been set up here; asking makes none."""
    from review.settings import read_settings

    scheme, _, place = read_settings().database_url.partition(":///")
    return scheme != "sqlite" or Path(place).is_file()
