"""What is installed has everything it needs, and nothing of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.installing import installed, needed_by
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


def locked() -> dict[str, str]:
    """Return name and version of everything that `make run` installs with this Python."""
    text = (TOP / "requirements" / "run.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9][^\\\n]*==[^\\\n]*)", text, flags=re.MULTILINE)
    wanted = [one for one in map(Requirement, pins) if not one.marker or one.marker.evaluate()]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in wanted}


def test_what_the_wheel_needs_is_what_is_locked(built):
    """Whoever installs the wheel gets no library that nobody locked, in no other version."""
    needed = {name: one.version for name, one in needed_by(built).items()}

    assert "sqlmodel" in needed
    assert needed == {name: version for name, version in locked().items() if name in needed}


@pytest.fixture(scope="module")
def binaries(built, tmp_path_factory):
    """The commands of an environment that holds the wheel and what it needs, nothing else."""
    return installed(built, tmp_path_factory.mktemp("installed") / "environment")


EVERY_MODULE = """
import importlib, pkgutil, review, workflows
RECOGNITION, DIRECTORY = "screening.recognition.", "services.directory_line"
EXTRA = {  # who recognises scans, or lets people in by a directory, installs them on top
    RECOGNITION: ("cv2", "onnxruntime", "rapidocr"),
    DIRECTORY: ("ldap",),
}
for package in (review, workflows):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if "migrations.env" not in found.name and not found.name.endswith("__main__"):
            try:
                importlib.import_module(found.name)
            except ModuleNotFoundError as missing:
                extra = [names for part, names in EXTRA.items() if part in found.name]
                if not any(missing.name in names for names in extra):
                    raise
"""


def run(binaries, home, *words):
    """Run something there, where nothing of ours lies about."""
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [binaries / words[0], *words[1:]],
        cwd=home,
        env={"HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_every_module_can_be_imported_where_only_the_wheel_is_installed(binaries, tmp_path):
    """The pages, the bell and the records too: a library that is not required is not there."""
    said = run(binaries, tmp_path / "home", "python", "-c", EVERY_MODULE)

    assert said.returncode == 0, said.stderr
    assert run(binaries, tmp_path / "home", "python", "-c", "import pytest").returncode == 1


@pytest.mark.slow
def test_what_is_installed_walks_the_demo_outside_the_checkout(binaries, tmp_path):
    """An office has the command of the wheel, its libraries, and nothing of ours beside it."""
    home = tmp_path / "home"

    said = run(binaries, home, "xianshen", "demo", "--no-serve")

    assert said.returncode == 0, said.stderr
    demo = home / ".local" / "share" / "xianshen" / "demo"
    assert (demo / "xianshen.db").is_file()
    assert list((demo / "published").iterdir())
    assert len(list((demo / "records").glob("*.pdf"))) == 2
