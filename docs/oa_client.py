"""A client of 先审 for an office's own system: standard library alone, to be copied and changed.

XIANSHEN_URL (http://127.0.0.1:8000) and XIANSHEN_TOKEN (a person's own) say where and for whom.

    python oa_client.py status
    python oa_client.py hand-in 正文.docx 附件.xlsx --title … --kind notice --section … --source own
    python oa_client.py show 2026-0001
    python oa_client.py list --box open
    python oa_client.py step 2026-0001 propose --rev 1 --set mode=proactive --set subjects=none
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

TRIES = 5
LONGEST_WAIT = 30
OLDEST = 300
"""Seconds after which a signed message is no longer believed."""


class NotDoneError(Exception):
    """The office said no: `problem` has title, detail, status and code."""

    def __init__(self, problem: dict) -> None:
        """Keep what was said."""
        super().__init__(problem.get("title", ""))
        self.problem = problem


class Xianshen:
    """One person's way in: what this token may, no more."""

    def __init__(self, url: str, token: str) -> None:
        """Remember where and for whom."""
        self.root, self.token = url.rstrip("/") + "/api/v1", token

    def get(self, path: str, **question: str) -> dict:
        """Ask for something."""
        query = "?" + urllib.parse.urlencode(question) if question else ""
        return json.loads(self._sent("GET", path + query))

    def do(self, path: str, content: dict, *, key: str) -> dict:
        """Have something done, once under this key however often it is sent."""
        body = json.dumps(content).encode()
        headers = {"content-type": "application/json", "idempotency-key": key}
        return json.loads(self._sent("POST", path, body, headers))

    def hand_in(self, files: list[Path], words: dict[str, str], *, key: str) -> dict:
        """Hand a paper in: the first file is the 正文."""
        boundary = uuid.uuid4().hex
        body = _form(words, files, boundary=boundary)
        kind = f"multipart/form-data; boundary={boundary}"
        headers = {"content-type": kind, "idempotency-key": key}
        return json.loads(self._sent("POST", "/cases", body, headers))

    def _sent(
        self, method: str, path: str, body: bytes | None = None, headers: dict | None = None
    ) -> bytes:
        """Send, and again when the line breaks or the office is busy: the key makes that safe."""
        carried = {"authorization": f"Bearer {self.token}", **(headers or {})}
        request = urllib.request.Request(  # noqa: S310  # the address is this office's own setting
            self.root + path, data=body, headers=carried, method=method
        )
        for attempt in range(1, TRIES + 1):
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                    return answer.read()
            except urllib.error.HTTPError as refusal:
                wait = refusal.headers.get("retry-after")
                if wait is None or attempt == TRIES:
                    raise NotDoneError(_problem(refusal)) from None
                time.sleep(min(int(wait), LONGEST_WAIT))
            except urllib.error.URLError:
                if attempt == TRIES:
                    raise
                time.sleep(min(2**attempt, LONGEST_WAIT))
        raise AssertionError


def is_genuine(secret: str, headers: dict[str, str], body: bytes, *, now: float) -> bool:
    """Say whether a message was signed with the secret of this address, and lately.

    Look at nothing in it before; a message that came before, by its id, was told already.
    """
    said = {name.lower(): value for name, value in headers.items()}
    stamp = said.get("x-xianshen-timestamp", "")
    if not stamp.isdigit() or abs(now - int(stamp)) > OLDEST:
        return False
    expected = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={expected}", said.get("x-xianshen-signature", ""))


def _form(words: dict[str, str], files: list[Path], *, boundary: str) -> bytes:
    parts = [
        f'content-disposition: form-data; name="{name}"\r\n\r\n{word}\r\n'.encode()
        for name, word in words.items()
    ]
    for path in files:
        name = path.name.replace("\\", "_").replace('"', "_")
        head = f'content-disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + path.read_bytes() + b"\r\n")
    line = f"--{boundary}\r\n".encode()
    return b"".join(line + part for part in parts) + f"--{boundary}--\r\n".encode()


def _problem(refusal: urllib.error.HTTPError) -> dict:
    try:
        return json.loads(refusal.read())
    except ValueError:
        return {"title": str(refusal), "status": refusal.code}


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="先审接口的示例程序")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("status", help="令牌是谁的")
    listed = actions.add_parser("list", help="列出审查件")
    listed.add_argument("--box", default="mine")
    actions.add_parser("show", help="查看一件").add_argument("case")
    handed = actions.add_parser("hand-in", help="报送")
    handed.add_argument("files", nargs="+", type=Path)
    for name in ("title", "kind", "section", "source"):
        handed.add_argument(f"--{name}", required=True)
    step = actions.add_parser("step", help="办理一步")
    step.add_argument("case")
    step.add_argument("step")
    step.add_argument("--rev", type=int, required=True)
    step.add_argument("--opinion", default="")
    step.add_argument("--set", action="append", default=[], dest="given", metavar="项目=内容")
    for changing in (handed, step):
        changing.add_argument("--key", default=uuid.uuid4().hex, help="重试时用同一个")
    return parser


def answer(asked: argparse.Namespace, office: Xianshen) -> dict:
    """Do what the command line asks."""
    if asked.action == "status":
        return office.get("/status")
    if asked.action == "list":
        return office.get("/cases", box=asked.box)
    if asked.action == "show":
        return office.get(f"/cases/{urllib.parse.quote(asked.case, safe='')}")
    if asked.action == "hand-in":
        names = ("title", "kind", "section", "source")
        words = {name: getattr(asked, name) for name in names}
        return office.hand_in(asked.files, words, key=asked.key)
    inputs = dict(one.split("=", 1) for one in asked.given)
    content = {"action": asked.step, "rev": asked.rev, "opinion": asked.opinion, "inputs": inputs}
    path = f"/cases/{urllib.parse.quote(asked.case, safe='')}/steps"
    return office.do(path, content, key=asked.key)


def main() -> int:
    """Run from the command line: 0 done, 1 the office said no."""
    url = os.environ.get("XIANSHEN_URL", "http://127.0.0.1:8000")
    office = Xianshen(url, os.environ.get("XIANSHEN_TOKEN", ""))
    try:
        told = answer(_arguments().parse_args(), office)
    except NotDoneError as refusal:
        print(json.dumps(refusal.problem, ensure_ascii=False, indent=2), file=sys.stderr)
        return 1
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
