"""The description of the interface is of today, and the sample client is one that works."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from review.publishing.telling import Told, signature_of
from review.services.demo_cast import demo_proof
from review.services.tokens import issue
from review.web.api.description import SHAPES, api_page, name_of, openapi, openapi_page
from review.web.api.doors import API_DOORS
from review.web.api.wording import SUMMARIES
from review.web.app import create
from review.web.serving import listening
from tests.builders import OfficeForTests

DOCS = Path(__file__).parents[2] / "docs"
CLIENT = DOCS / "oa_client.py"


def test_the_pages_are_of_today():
    """After a change of the interface, `make docs` again."""
    assert (DOCS / "openapi.json").read_text(encoding="utf-8") == openapi_page()
    assert (DOCS / "api.md").read_text(encoding="utf-8") == api_page()


def test_every_route_for_programs_is_described():
    named = [name_of(door) for door in API_DOORS]

    assert set(SUMMARIES) == set(SHAPES) == set(named)
    assert len(named) == len(set(named))
    described = {
        (method.upper(), path) for path, one in openapi()["paths"].items() for method in one
    }
    assert described == {(door.method, door.path) for door in API_DOORS}
    ids = [one["operationId"] for path in openapi()["paths"].values() for one in path.values()]
    assert len(ids) == len(set(ids))


@contextmanager
def served(office: OfficeForTests) -> Iterator[str]:
    """Serve the pages of an office on a real port."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(create(office.office), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


class Client:
    """The sample client as somebody runs it."""

    def __init__(self, url: str, token: str) -> None:
        self.environment = {"XIANSHEN_URL": url, "XIANSHEN_TOKEN": token, "PYTHONUTF8": "1"}

    def runs(self, *words: str | Path) -> tuple[int, dict]:
        """Return how it left, and what it printed."""
        done = subprocess.run(
            [sys.executable, CLIENT, *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, json.loads(done.stdout or done.stderr)


def token_of(office: OfficeForTests, login: str, scope: str) -> str:
    proof = office.office.ask(demo_proof, login)
    return str(office.office.change(issue, proof, scope=scope, days=1))


@pytest.mark.slow
def test_the_sample_client_hands_in_asks_and_acts(tmp_path: Path):
    """Against a real server, with a real paper."""
    paper = tmp_path / "关于报送台账的通知.txt"
    paper.write_text("关于报送台账的通知\n\n各科室：\n请于月底前报送。\n", encoding="utf-8")
    words = ("--title", "关于报送台账的通知", "--kind", "notice", "--section", "预算科")
    handing = ("hand-in", paper, *words, "--source", "own", "--key", "oa-1")
    with closing(OfficeForTests(tmp_path / "data").found()) as office, served(office) as url:
        acting = Client(url, token_of(office, "li", "act"))
        looking = Client(url, token_of(office, "li", "read"))

        left, received = acting.runs(*handing)
        again = acting.runs(*handing)
        _, shown = looking.runs("show", received["case"])
        _, listed = looking.runs("list", "--box", "started")
        given = ("--set", "mode=proactive", "--set", "subjects=none")
        proposed = acting.runs("step", received["case"], "propose", "--rev", "1", *given)
        refused = looking.runs("step", received["case"], "propose", "--rev", "2", *given)

    assert (left, received["refused"], received["version"]) == (0, None, 1)
    assert again == (0, received)
    assert shown["stage"] == "attribution"
    assert [line["case"] for line in listed["cases"]] == [received["case"]]
    assert proposed == (0, {"case": received["case"], "stage": "section_review", "rev": 2})
    assert (refused[0], refused[1]["code"]) == (1, "token_scope")


def test_the_sample_client_believes_only_what_is_signed_lately():
    """What it shows of messages is what is sent."""
    client = {}
    exec(CLIENT.read_text(encoding="utf-8").partition("if __name__")[0], client)  # noqa: S102
    body, secret, at = b'{"case":"2026-0001"}', "s3cret", 1_770_000_000
    told = Told(id="d", secret=secret, body=body, at=at)
    headers = {
        "X-Xianshen-Timestamp": str(told.at),
        "X-Xianshen-Signature": f"sha256={signature_of(secret, at=at, body=body)}",
    }
    is_genuine = client["is_genuine"]

    assert is_genuine(secret, headers, body, now=at + 299)
    assert not is_genuine(secret, headers, body, now=at + 301)
    assert not is_genuine(secret, headers, body + b" ", now=at)
    assert not is_genuine("another", headers, body, now=at)
    assert not is_genuine(secret, {**headers, "X-Xianshen-Timestamp": str(at + 1)}, body, now=at)
    assert not is_genuine(secret, {}, body, now=at)
