"""Set-up finds a browser, brings one where it may, and says plainly where it may not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from review.shipped import checkout

LENT = ("sh", "mktemp", "rm", "tail")
BRINGS = '#!/bin/sh\n[ "$1" = update ] && exit 0\ncp "$0" "$(dirname "$0")/chromium"\n'
FAILS = '#!/bin/sh\necho "E: Unable to locate package" >&2\nexit 100\n'


@pytest.fixture
def machine(tmp_path):
    """A machine that has these programs and no others."""
    for name in (*LENT, "cp", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))

    def with_(**programs: str) -> subprocess.CompletedProcess[str]:
        for name, text in programs.items():
            place = tmp_path / name.replace("_", "-")
            place.write_text(text)
            place.chmod(0o755)
        top = checkout()
        assert top is not None
        script = top / "requirements" / "browser.sh"
        return subprocess.run(
            [shutil.which("sh"), script], env={"PATH": str(tmp_path)},
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip

    return with_


def says(number: int) -> str:
    return f"#!/bin/sh\necho {number}\n"


def test_where_there_is_one_nothing_is_said(machine):
    found = machine(chromium=says(0))

    assert found.stdout == found.stderr == ""


def test_where_it_may_one_is_brought(machine, tmp_path):
    brought = machine(id=says(0), apt_get=BRINGS)

    assert Path(tmp_path / "chromium").is_file()
    assert "正在安装浏览器（chromium）" in brought.stdout
    assert brought.stderr == ""


def test_who_may_not_is_told_what_is_missing(machine):
    told = machine(id=says(1000), apt_get=BRINGS)

    assert "这台机器没有 Chromium，浏览器测试（tests/browser）将跳过。" in told.stderr
    assert "apt-get install chromium" in told.stderr


def test_where_it_fails_the_reason_is_shown(machine):
    told = machine(id=says(0), apt_get=FAILS)

    assert "E: Unable to locate package" in told.stderr
    assert "Chromium 没有装上" in told.stderr
