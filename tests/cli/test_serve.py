"""Serving: on this machine, until told to stop."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack, closing

import pytest

from review.bootstrap import open_office
from review.demo.cast import found_demo
from review.settings import read_settings
from tests.architecture.source import TOP


@pytest.fixture
def taken():
    """A port that somebody else has."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def first_page(port: int, served: subprocess.Popen[str]) -> str:
    """The public page, asked for until somebody answers or nobody is left to."""
    while served.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                return str(page.read().decode())
        except urllib.error.URLError as refused:
            if not isinstance(refused.reason, ConnectionRefusedError):
                raise
    return ""


@pytest.fixture
def started(data_dir):
    """A process that is gone when the test is over, whatever became of it."""
    with ExitStack() as stack:

        def start(*args: object) -> subprocess.Popen[str]:
            called = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "review.cli", *map(str, args)],
                    cwd=TOP,
                    env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP)},
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(called.kill)
            return called

        yield start


@pytest.fixture
def shown_demo(data_dir):
    """A demo of which a walk has come to its end, where `xianshen demo` looks for it."""
    folder = data_dir / "demo"
    office = open_office(read_settings({"XIANSHEN_DATA_DIR": str(folder)}))
    found_demo(office)
    office.close()
    (folder / "demo.txt").touch()
    return folder


def test_pages_are_served_until_ctrl_c(started, demo_office):
    """Being told to stop is how serving ends well."""
    port = free_port()
    served = started("serve", "--port", port, "--no-clock")
    greeting = served.stdout.readline()
    while f":{port}" not in greeting and served.poll() is None:
        greeting += served.stdout.readline()
    shown = first_page(port, served)

    served.send_signal(signal.SIGINT)
    out, err = served.communicate(timeout=60)

    assert "先审" in shown
    assert served.returncode == 0, err
    assert "已停止。" in out


def test_a_demo_that_is_shown_is_not_made_anew_and_stops_when_told(started, shown_demo, xianshen):
    """Whoever is looking at it keeps it; Ctrl+C ends it well."""
    port = free_port()
    served = started("demo", "--keep", "--port", port)
    while f":{port}" not in (said := served.stdout.readline()) and said:
        pass
    shown = first_page(port, served)

    said = xianshen("demo", "--no-serve")
    served.send_signal(signal.SIGINT)
    out, err = served.communicate(timeout=60)

    assert "先审" in shown
    assert said.code == 1
    assert "正开着页面" in said.err
    assert (served.returncode, err) == (0, "")
    assert "已停止。" in out


def test_a_port_that_is_taken_is_said(xianshen, demo_office, taken):
    said = xianshen("serve", "--port", taken)

    assert said.code == 1
    assert f"端口{taken}已被占用" in said.err


def test_a_demo_is_served_to_nobody_else(xianshen, demo_office):
    said = xianshen("serve", "--host", "0.0.0.0")  # noqa: S104 - that is what is refused

    assert said.code == 1
    assert "演示库只能在本机服务" in said.err


def test_a_certificate_needs_its_key(xianshen, notice):
    said = xianshen("serve", "--certificate", notice)

    assert said.code == 2
    assert "须一起给出" in said.err


def test_a_folder_that_is_no_demo_is_left_alone(xianshen, data_dir):
    """Only what the demo made is ever emptied."""
    own = data_dir / "demo" / "我的文件.txt"
    own.parent.mkdir(parents=True)
    own.write_text("不要动", encoding="utf-8")

    said = xianshen("demo", "--no-serve")

    assert said.code == 1
    assert own.read_text(encoding="utf-8") == "不要动"
