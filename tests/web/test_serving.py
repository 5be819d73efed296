"""Serving: at home unless protected, said plainly, and stopped in order."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from review.web.serving import DemoStaysHome, NotInTheClear, PortTaken, listening, refuse_exposure

SCRIPT = """
import sys
from pathlib import Path
from review.bootstrap import open_office
from review.settings import Settings
from review.web.serving import serve
folder = Path(sys.argv[1])
url = f"sqlite:///{(folder / 'office.db').as_posix()}"
office = open_office(Settings(data_dir=folder, database_url=url))
try:
    serve(office, host="127.0.0.1", port=0, with_clock=True)
except KeyboardInterrupt:
    office.close()
print("closed", flush=True)
"""


@contextmanager
def started(folder):
    """Start the server as a process of its own; it never outlives the test."""
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def fetched(port, path):
    """Fetch a page, by no proxy that this machine may name."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", path)
        return asked.getresponse().read().decode("utf-8")
    finally:
        asked.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "localhost", "::1", "[::1]"])
def test_at_home_anything_may_be_served(host):
    refuse_exposure(host, is_demo=True, is_protected=False)


EVERYWHERE = ".".join("0000")


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "10.0.0.5", "office.example", ""])
def test_to_others_a_demo_is_never_served(host):
    with pytest.raises(DemoStaysHome) as refusal:
        refuse_exposure(host, is_demo=True, is_protected=True)

    assert "演示库只能在本机服务" in refusal.value.message


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "10.0.0.5", "office.example"])
def test_to_others_nothing_goes_in_the_clear(host):
    with pytest.raises(NotInTheClear) as refusal:
        refuse_exposure(host, is_demo=False, is_protected=False)

    assert f"在“{host}”上服务须有证书" in refusal.value.message
    refuse_exposure(host, is_demo=False, is_protected=True)


def test_a_port_that_is_taken_is_said_so():
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        first.listen()

        with pytest.raises(PortTaken) as refusal:
            listening("127.0.0.1", port)

    assert f"端口{port}已被占用" in refusal.value.message


def test_it_says_where_it_is_answers_and_stops_when_told(empty_pattern, tmp_path):
    """One process: the greeting with the founding code, the pages, the bell, and an end."""
    with started(tmp_path) as process:
        said = ""
        while "Ctrl+C" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1])
        health, page = fetched(port, "/healthz"), fetched(port, "/start")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)

    assert health == "ok"
    assert re.search(r"启动码：[0-9a-f]{10}\b", said)
    assert "建立机关" in page
    assert "closed" in rest
    assert process.returncode == 0
