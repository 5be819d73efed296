"""A child begun ahead is for one file as every child is, and as strictly kept."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from review.screening import spare
from review.screening.limits import LIMITS
from tests.unit.screening.children import at_work, network, told_by_child

_TWO_CHILDREN = """
import json
from tests.unit.screening.children import network, told_by_child

print(json.dumps([network(), told_by_child(), told_by_child()]))
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="各项上限只在 Linux 上设置")


@ON_LINUX
def test_the_child_reaches_no_network_writes_no_file_and_says_nothing(tmp_path, capfd):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port, target = server.getsockname()[1], tmp_path / "written"

        told = told_by_child(port=port, target=str(target))

    assert (told["connected"], told["wrote"]) == (False, False)
    assert not target.exists() or target.read_bytes() == b""
    assert "".join(capfd.readouterr()) == ""


@ON_LINUX
def test_children_share_a_network_that_is_not_ours():
    """The server that forks them has left ours, once for all."""
    first, second = (told_by_child()["network"] for _ in range(2))

    assert first == second != network()


@ON_LINUX
def test_whoever_is_not_allowed_to_leave_the_network_leaves_it_as_a_user_of_its_own():
    """As it is where the service does not run as root; its server is one of the same users then."""
    without_rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    command = [*(without_rights if os.geteuid() == 0 else ()), sys.executable, "-c", _TWO_CHILDREN]

    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    ours, *theirs = json.loads(said)

    first, second = (told["network"] for told in theirs)
    assert first == second != ours
    assert not any(told["looked"] for told in theirs)


@ON_LINUX
def test_its_own_limits_hold_before_it_reads_a_byte_of_its_file():
    """Also where it was begun before anybody knew for which file, and by whose limits."""
    told_by_child()
    assert spare.waiting()

    narrow = replace(LIMITS, address_space=1200 * 1024 * 1024, cpu_seconds=7, open_files=33)

    assert told_by_child(limits=narrow)["bounds"] == {
        "AS": narrow.address_space,
        "CPU": narrow.cpu_seconds,
        "FSIZE": 0,
        "NOFILE": narrow.open_files,
        "CORE": 0,
    }


@ON_LINUX
def test_it_holds_nothing_open_but_the_pipe():
    assert told_by_child()["open"] == len(("input", "output", "errors", "pipe"))


def test_a_child_that_has_answered_is_ended_at_once():
    """Whatever took it over while it read has nothing to stay for."""
    number = told_by_child(lingers=True)["process"]

    spare.bury()

    assert number not in {child.pid for child in multiprocessing.active_children()}
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_each_file_has_a_process_of_its_own_and_nothing_of_one_reaches_the_next():
    told = [told_by_child(content.encode()) for content in ("甲", "乙", "丙")]

    assert len({each["process"] for each in told}) == 3
    assert [each["remembered"] for each in told] == [[], [], []]
    assert at_work() == []


def test_a_child_that_died_waiting_is_given_no_file():
    told_by_child()
    waiting = spare.waiting()
    numbers = {child.process.pid for child in waiting}

    for child in waiting:
        child.process.kill()
        wait([child.process.sentinel], 5)

    assert told_by_child()["process"] not in numbers
    assert at_work() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="本系统没有 fork")
def test_a_parent_that_forks_shares_its_child_with_nobody():
    told_by_child()
    forked = os.fork()
    if not forked:
        os._exit(len(spare.waiting()))

    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    assert spare.waiting()


_ENDS_AT_ONCE = """
import os
from review.screening import screen, spare
from review.screening.rules import active_ruleset
screen(b"x", name="a.txt", ruleset=active_ruleset())
print(spare.waiting()[0].process.pid, flush=True)
input()
"""


@ON_LINUX
def test_the_one_that_waits_ends_with_its_parent_however_that_ends():
    with subprocess.Popen(
        [sys.executable, "-c", _ENDS_AT_ONCE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as parent:
        waits = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)

    assert wait([waits], 5) == [waits]
    os.close(waits)
