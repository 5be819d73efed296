"""What is installed has everything it needs, and nothing of this machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import PRODUCT, TOP, files


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def packed(built):
    with zipfile.ZipFile(built) as opened:
        return {PurePosixPath(name) for name in opened.namelist()}


def tracked(*folders: str) -> set[PurePosixPath]:
    return {
        PurePosixPath(path.as_posix())
        for path in files()
        if any(PurePosixPath(path.as_posix()).is_relative_to(folder) for folder in folders)
    }


def test_every_file_of_the_packages_is_in_the_wheel(packed):
    """The procedures are package data: an office without them could do nothing."""
    assert tracked(*PRODUCT) - packed == set()
    assert PurePosixPath("workflows/procedures/publication.toml") in packed


def test_templates_reference_and_samples_lie_where_shipped_looks(packed):
    """The same names as in a checkout, under one folder."""
    shipped = tracked("templates", "data/reference", "data/samples")

    assert shipped
    assert {PurePosixPath("review/_shipped") / path for path in shipped} - packed == set()


def test_nothing_else_is_in_the_wheel(packed):
    """Neither tests nor the data of the machine that built it."""
    tops = {path.parts[0] for path in packed if not path.parts[0].endswith(".dist-info")}

    assert tops == {"review", "workflows"}
    assert [path for path in packed if "local" in path.parts or path.suffix == ".pyc"] == []


@pytest.mark.slow
def test_what_is_installed_walks_the_demo_outside_the_checkout(built, tmp_path):
    """An office has the wheel and its libraries, and nothing of ours beside it."""
    installed, home = tmp_path / "installed", tmp_path / "home"
    home.mkdir()
    with zipfile.ZipFile(built) as opened:
        opened.extractall(installed)

    said = subprocess.run(
        [sys.executable, "-m", "review.cli", "demo", "--no-serve"],
        cwd=home,
        env={"HOME": str(home), "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr.decode()
    demo = home / ".local" / "share" / "xianshen" / "demo"
    assert (demo / "xianshen.db").is_file()
    assert list((demo / "published").iterdir())
    assert len(list((demo / "records").glob("*.pdf"))) == 2
