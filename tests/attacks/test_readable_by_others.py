"""Nobody else on the machine reads what an office keeps; only what it published is for others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from review.bootstrap import open_office
from review.private import private_folder
from review.settings import read_settings
from tests.builders import OfficeForTests

pytestmark = pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 有这样的权限")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def _as_usual():
    """The machine lets others read unless a program says otherwise."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_everything_but_what_was_published_is_the_owners_alone(tmp_path):
    folder = tmp_path / "srv" / "xianshen"
    office = OfficeForTests(folder).found()
    office.published("供暖通知\n")

    open_to_others = {
        path.relative_to(folder).parts[0]
        for path in (folder, *folder.rglob("*"))
        if path != folder and mode_of(path) & 0o077 and mode_of(path.parent) & 0o077
    }
    loose = {
        path.relative_to(folder).parts[0]
        for path in folder.rglob("*")
        if path.is_file() and mode_of(path) & 0o077
    }
    office.close()

    assert mode_of(folder) == 0o700
    assert mode_of(folder / "originals") == 0o700
    assert loose == {"published"}
    assert open_to_others <= {"published"}
    assert {"office.db", "office.db-wal", "office.db-shm"} & loose == set()


def test_the_shell_makes_the_folder_the_owners_alone(shell, data_dir):
    """The log is the first to come there."""
    assert shell("db", "upgrade").code == 0

    assert mode_of(data_dir) == mode_of(data_dir / "logs") == 0o700
    assert mode_of(data_dir / "xianshen.db") == 0o600


def test_a_database_that_others_could_read_is_taken_from_them(data_dir):
    settings = read_settings({"XIANSHEN_DATA_DIR": str(data_dir)})
    open_office(settings).close()
    (data_dir / "xianshen.db").chmod(0o644)

    opened = open_office(settings)

    assert mode_of(data_dir / "xianshen.db") == 0o600
    opened.close()


def test_a_folder_that_somebody_opened_on_purpose_stays_as_it_is(tmp_path):
    """A web server that reads what is published must get through."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o711)

    private_folder(folder)

    assert mode_of(folder) == 0o711
