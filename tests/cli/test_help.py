"""Help is Chinese, complete, and costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

from review.cli.root import root
from tests.architecture.source import TOP

HEAVY = ("sqlmodel", "sqlalchemy", "fastapi", "typst", "loguru", "pydantic", "docx")
ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Show|Error|Missing|Try|default|required)\b")


def paths(group: click.Group = root, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [before]
    context = click.Context(group)
    for name in group.list_commands(context):
        member = group.get_command(context, name)
        here = (*before, name)
        found += paths(member, here) if isinstance(member, click.Group) else [here]
    return found


def test_help_loads_no_framework():
    """The whole tree is asked for help in one fresh process; nothing heavy is in it afterwards."""
    script = (
        "import sys\n"
        "from review.cli.answering import answer\n"
        f"for path in {paths()!r}:\n"
        "    assert answer([*path, '--help']) == 0, path\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )

    asked = subprocess.run(
        [sys.executable, "-c", script],
        cwd=TOP,
        capture_output=True,
        check=True,
        env={"PYTHONPATH": "."},
    )

    assert asked.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", paths(), ids="-".join)
def test_every_help_is_chinese(xianshen, path):
    """What click says by itself is said in Chinese."""
    said = xianshen(*path, "--help")

    assert said.code == 0
    assert said.out.startswith("用法：xianshen")
    assert not ENGLISH.search(said.out)
    assert "\n  --help " in said.out


@pytest.mark.parametrize("path", [path for path in paths() if path], ids="-".join)
def test_every_option_says_what_it_is_for(path):
    """No option and no argument goes unexplained."""
    command: click.Command = root
    for name in path:
        assert isinstance(command, click.Group)
        member = command.get_command(click.Context(command), name)
        assert member is not None
        command = member

    assert command.help
    assert [each.name for each in command.params if not getattr(each, "help", "")] == []


def test_the_commands_of_the_design_are_there():
    """Offices' scripts rely on these names."""
    names = {" ".join(path) for path in paths()}

    assert names >= {
        *("check", "receive", "case list", "case show", "step", "dispose", "cosign"),
        *("read-by-people", "clear", "ruleset list", "reassess preview", "reassess run"),
        *("reassess status", "authorise draft", "authorise sign-rules", "authorise sign"),
        *("authorise revoke", "authorise list", "record", "publish verify", "publish status"),
        *("publish retry", "ledger verify", "procedure list", "procedure prove"),
        *("procedure draw", "procedure activate", "calendar show", "calendar import"),
        *("calendar due", "db upgrade", "doctor", "user token", "demo", "serve", "clock"),
        *("take-down", "reopen", "trigger"),
    }


def test_no_command_at_all_shows_the_help(xianshen):
    said = xianshen()

    assert said.code == 2
    assert "命令：" in said.err
