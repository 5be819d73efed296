"""What the manual of operations shows can be done as it stands there."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from review.cli.root import root
from review.domain.account_rules import Profile
from review.services.account_rules import table
from review.shipped import shipped
from workflows.holidays import read_notice, read_toml
from workflows.notice_lines import Column

TOP = Path(__file__).parents[2]
MANUAL = (TOP / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`xianshen ([a-z][a-z -]*)", MANUAL)))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", MANUAL, flags=re.DOTALL)


def test_the_profiles_are_those_of_the_table():
    """What an office reads before it chooses is what will hold."""
    small, strict = (table().lines(profile) for profile in Profile)

    for (ruled, in_small), (_, in_strict) in zip(small, strict, strict=True):
        assert f"| {ruled} | {in_small} | {in_strict} |" in MANUAL


def test_the_head_of_a_holiday_file_is_the_one_that_is_read():
    (example,) = blocks("csv")

    assert example.splitlines()[0] == ",".join(column.label for column in Column)
    assert f"`{','.join(column.value for column in Column)}`" in MANUAL


def test_the_holiday_file_of_the_manual_can_be_imported():
    (example,) = blocks("csv")
    kept = read_toml(shipped("data/reference/holidays/2026.toml").read_text("utf-8"))

    read = read_notice(example, name="2026.csv")

    assert (read.year, read.days, read.source) == (kept.year, kept.days, kept.source)


@pytest.mark.parametrize("said", COMMANDS)
def test_every_command_of_the_manual_exists(said):
    command: click.Command = root
    context = click.Context(root)
    for word in said.split():
        if not isinstance(command, click.Group):
            return  # what follows are its arguments
        found = command.get_command(context, word)
        assert found is not None, said
        command = found


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    parsed.read_string(shipped("data/reference/service/xianshen.service").read_text("utf-8"))
    return parsed


def test_the_unit_starts_the_pages_and_the_bell_as_a_user_of_their_own():
    service = unit()["Service"]
    program, *words = shlex.split(service["ExecStart"])

    assert program == "/opt/xianshen/bin/xianshen"
    assert words == ["serve"]  # the bell rings along
    assert service["User"] not in {"", "root"}
    assert service["Environment"] == f"XIANSHEN_DATA_DIR={service['ReadWritePaths']}"
    assert service["KillSignal"] == "SIGINT"  # being told so is how serving ends well
    assert unit()["Install"]["WantedBy"] == "multi-user.target"
    for word in ("useradd", "systemctl enable --now xianshen", service["ReadWritePaths"]):
        assert word in MANUAL


def test_systemd_has_nothing_to_say_against_the_unit(tmp_path):
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        return  # parsed above; where systemd is, it judges too
    text = shipped("data/reference/service/xianshen.service").read_text("utf-8")
    file = tmp_path / "xianshen.service"
    file.write_text(text.replace("/opt/xianshen/bin/xianshen", "/bin/true"), encoding="utf-8")

    said = subprocess.run([analyse, "verify", file], capture_output=True, text=True, check=False)

    assert "Unknown" not in said.stderr


def test_the_proxies_bring_the_name_and_the_way_that_was_asked():
    (nginx,) = blocks("nginx")

    assert nginx.count("{") == nginx.count("}")
    for said in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto https"):
        assert f"proxy_set_header {said};" in nginx
    assert "client_max_body_size 210m" in nginx
    assert len(blocks("caddy")) == 1


def test_a_machine_without_venv_is_told_what_to_install(tmp_path):
    """Debian ships Python without it; nobody is left with a traceback of ensurepip."""
    python = tmp_path / "python3"
    python.write_text(
        '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exit 0;; esac\n', encoding="utf-8"
    )
    python.chmod(0o755)
    copied = tmp_path / "checkout" / "requirements"
    shutil.copytree(TOP / "requirements", copied)

    said = subprocess.run(
        ["/bin/sh", copied / "install.sh", "run"],
        env={"PYTHON": str(python), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 1
    assert "apt-get install python3-venv" in said.stderr
    assert "Traceback" not in said.stderr
