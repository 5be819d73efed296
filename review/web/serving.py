# ruff: noqa: D415 - the docstrings of refusals are sentences that people read; they end with 。
"""Serving the pages: on this machine alone, or behind a certificate or a trusted proxy."""

from __future__ import annotations

import gc
import socket
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from review.domain.refusal import Forbidden, Unfit
from review.scheduler import serve_bell
from review.web.app import create
from review.web.headers import SafeHeaders
from review.web.names import LOOPBACK_NAMES
from review.web.peers import Peers, TrustedPeers, is_anywhere, is_loopback, peers_in
from review.web.rendering import spoken
from review.web.visits import has_agency

if TYPE_CHECKING:
    from review.bootstrap import Office

BACKLOG = 128
LONGEST_GRACE = 10
"""Seconds that running requests are given when the server is asked to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The certificate and key by which other machines may come."""

    certificate: Path
    key: Path


class DemoStaysHome(Forbidden):
    """演示库只能在本机服务，不能对其他机器开放。

    请用 --host 127.0.0.1；要让其他机器使用，请建立正式的库。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NotInTheClear(Forbidden):
    """在“{host}”上服务须有证书，或者由指明的可信代理转发：口令和公文不能明文传输。

    请用 --host 127.0.0.1 在本机服务，或者配置证书后再对其他机器开放。
    """

    host: str


@dataclass(eq=False, repr=False, kw_only=True)
class NameMissing(Unfit):
    """在所有地址（{host}）上服务，须先写明本系统对外的名称。

    请用 XIANSHEN_PUBLIC_NAME 写浏览器地址栏里的主机名或 IP，多个用逗号分开；
    或者用 --host 指定一个地址。
    """

    host: str


class CertificateUnfit(Unfit):
    """证书或者私钥用不了，没有启动。

    请核对 --certificate 是 PEM 格式的证书（链），--key 是与它配对、没有加密的私钥，并且可以读取。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class PortTaken(Unfit):
    """端口{port}已被占用。

    请用 --port 指定另一个端口，或者先停止占用它的程序。
    """

    port: int


def serve(  # noqa: PLR0913 - what the command line and the settings say
    office: Office,
    *,
    host: str,
    port: int,
    with_clock: bool,
    tls: Tls | None = None,
    proxy: str | None = None,
) -> None:
    """Serve the pages until told to stop; the bell rings along unless it has its own process.

    Raises:
        KeyboardInterrupt: it was stopped from the console, and everything was finished in order.
    """
    refuse_exposure(host, is_demo=office.is_demo, is_protected=tls is not None or proxy is not None)
    peers = None if proxy is None else peers_in(proxy)
    names = names_of(host, is_demo=office.is_demo, said=office.settings.public_names)
    app = create(office, names=names)
    with listening(host, port) as listener:
        server = uvicorn.Server(_loaded(_config(app, office=office, tls=tls, peers=peers)))
        click.echo(_greeting(app, office, listener, with_clock=with_clock, tls=tls))
        with _bell(office, with_clock=with_clock):
            _settle()
            server.run(sockets=[listener])


def refuse_exposure(host: str, *, is_demo: bool, is_protected: bool) -> None:
    """Refuse to let other machines in without protection, and into a demo at all."""
    if is_loopback(host):
        return
    if is_demo:
        raise DemoStaysHome
    if not is_protected:
        raise NotInTheClear(host=host)


def names_of(host: str, *, is_demo: bool, said: tuple[str, ...]) -> frozenset[str]:
    """Return under which names the pages may be asked for.

    Raises:
        NameMissing: every address is served, and nobody said what this office is called.
    """
    if is_demo:
        return LOOPBACK_NAMES | {host}  # which is one of this machine alone
    if is_anywhere(host) and not said:
        raise NameMissing(host=host)
    return LOOPBACK_NAMES | {*said} | (set() if is_anywhere(host) else {host})


def _config(
    app: FastAPI, *, office: Office, tls: Tls | None, peers: Peers | None
) -> uvicorn.Config:
    return uvicorn.Config(
        app if peers is None else _behind(app, office=office, peers=peers),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who is no proxy must be seen before the headers are believed
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
        timeout_graceful_shutdown=LONGEST_GRACE,
    )


def _loaded(config: uvicorn.Config) -> uvicorn.Config:
    """Read certificate and key before anything is promised."""
    try:
        config.load()
    except OSError:  # what OpenSSL says of a file is one of these
        raise CertificateUnfit from None
    return config


def _behind(app: FastAPI, *, office: Office, peers: Peers) -> ASGIApp:
    """Return the pages as a trusted proxy brings them, with what it says of who asked."""
    believed = ProxyHeadersMiddleware(app, trusted_hosts=[str(peer) for peer in peers])  # type: ignore[arg-type]  # the same callable by another name
    return SafeHeaders(TrustedPeers(believed, peers=peers, is_demo=office.is_demo))  # type: ignore[arg-type]  # as above


def listening(host: str, port: int) -> socket.socket:
    """Take the port, so that it is known to be ours before anything is promised."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
        listener.listen(BACKLOG)  # who reads the greeting and comes at once is let in
    except OSError:
        listener.close()
        raise PortTaken(port=port) from None
    return listener


def _greeting(
    app: FastAPI, office: Office, listener: socket.socket, *, with_clock: bool, tls: Tls | None
) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    is_new = not office.ask(has_agency)
    values = {
        "address": f"{'https' if tls else 'http'}://{shown}:{port}/",
        "folder": office.settings.data_dir,
        "is_demo": office.is_demo,
        "with_clock": with_clock,
        "founding_code": app.state.founding_code.code if is_new else "",
    }
    return spoken("parts/serving.txt", values)


def _settle() -> None:
    """What is there now stays for good: it need not be gone through while somebody waits."""
    gc.collect()
    gc.freeze()


def _bell(office: Office, *, with_clock: bool) -> AbstractContextManager[object]:
    return serve_bell(office) if with_clock else nullcontext()
