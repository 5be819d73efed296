"""What tests ask of children: which are at work, and what one meets that tries to get out."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import socket
import sys
import threading
from multiprocessing.process import BaseProcess
from pathlib import Path

from review.screening import spare
from review.screening.apart import Task, answered
from review.screening.limits import LIMITS
from review.screening.rules import active_ruleset
from review.screening.seeing import untold

REMEMBERED: list[str] = []


def at_work() -> list[BaseProcess]:
    """The children that were begun and are no more than waiting for a file."""
    spare.bury()
    waiting = [child.process for child in spare.waiting()]
    return [each for each in multiprocessing.active_children() if each not in waiting]


def told_by_child(content: bytes = b"", *, limits=LIMITS, told=untold, is_look=False, **given):
    """What a child tells of itself that has `serve` for its work."""
    task = Task(
        serve=f"{serve.__module__}:{serve.__name__}",
        ruleset=active_ruleset(),
        limits=limits,
        given=given,
        is_look=is_look,
    )
    return json.loads(answered(task, content, name="a.txt", told=told))


def serve(pipe, _ruleset, _limits, *, port=0, target="", lingers=False, tells=False) -> None:
    """Try what no child may, and tell what came of it; bounds are asked before a byte is read."""
    bounds = {name: soft_bound(name) for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE")}
    pipe.recv_bytes()
    content = pipe.recv_bytes().decode()
    if tells:
        pipe.send_bytes(b"[1, 1]")
    before = list(REMEMBERED)
    REMEMBERED.append(content)
    told = {
        "process": os.getpid(),
        "bounds": bounds,
        "remembered": before,
        "open": len(list(Path("/proc/self/fd").iterdir())) - 1 if sys.platform == "linux" else 0,
        "connected": connected(port),
        "network": network(),
        "looked": looked_into(os.getppid()),
        "wrote": wrote(target),
    }
    print("said", flush=True)  # noqa: T201 - nobody may hear it
    pipe.send_bytes(json.dumps(told).encode())
    if lingers:
        threading.Event().wait(60)


def soft_bound(name: str) -> int:
    import resource  # noqa: PLC0415 - exists on Unix only

    return resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0]


def network() -> str:
    """Which network this process is in, where the kernel tells."""
    with contextlib.suppress(OSError):
        return str(Path("/proc/self/ns/net").readlink())
    return ""


def looked_into(process: int) -> bool:
    """Whether the memory of a process can be opened, by which it can be changed."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/mem").open("r+b").close()
        return True
    return False


def connected(port: int) -> bool:
    """Whether a connection came about, by Python's own door or past it."""
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    with contextlib.suppress(OSError):
        door = socket.SocketType()  # the class in C below the one that is refused
        door.settimeout(2)
        door.connect(("127.0.0.1", port))
        return True
    return False


def wrote(target: str) -> bool:
    with contextlib.suppress(OSError):
        Path(target).write_bytes(b"x")
        return True
    return False
