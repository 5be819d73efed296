"""The pages of an office, really listening: what a browser asks goes through a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from review.bootstrap import Office
from review.web.app import create
from review.web.serving import listening

LOOPBACK = "127.0.0.1"


@contextmanager
def serving(office: Office) -> Iterator[str]:
    """Serve an office at a free port, beside the test, and yield where it is."""
    listener = listening(LOOPBACK, 0)
    config = uvicorn.Config(
        create(office),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="pages")
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
