"""An empty environment that holds a wheel and what the wheel says it needs, without any network.

The libraries are those installed here, looked up by name and range in the wheel's own metadata:
one that the metadata does not name, or names in a range that leaves out ours, is not there.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from zipfile import Path as ZipPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


def needed_by(wheel: Path) -> dict[str, Distribution]:
    """Return the distributions a wheel needs to run, and those that these need, by name."""
    (info,) = (one for one in ZipPath(wheel).iterdir() if one.name.endswith(".dist-info"))
    found: dict[str, Distribution] = {}
    waiting = list(_wanted(PathDistribution(info), extras={""}))
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset({"", *wanted.extras})
        there = found[name] = distribution(wanted.name)
        assert wanted.specifier.contains(there.version, prereleases=True), wanted
        if (name, extras) not in done:
            done.add((name, extras))
            waiting += _wanted(there, extras=extras)
    return found


def installed(wheel: Path, folder: Path) -> Path:
    """Make an environment with what the wheel needs, have pip install it; return its commands."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    site = _said(binaries, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    for one in needed_by(wheel).values():
        _link(one, Path(site))
    _said(binaries, *PIP, "install", "--no-index", "--no-deps", str(wheel))
    _said(binaries, *PIP, "check")
    return binaries


def _wanted(of: Distribution, *, extras: set[str] | frozenset[str]) -> Iterator[Requirement]:
    for text in of.requires or ():
        wanted = Requirement(text)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": one}) for one in extras):
            yield wanted


def _link(of: Distribution, site: Path) -> None:
    """Link a distribution's files one by one: two may share a folder, and only one be needed."""
    for file in of.files or ():
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        place = site / file
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.symlink_to(Path(str(file.locate())).resolve())


def _said(binaries: Path, *words: str) -> str:
    done = subprocess.run(
        [binaries / "python", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()
