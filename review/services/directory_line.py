"""A line to a directory, in the terms of the library `ldap`: only who has the extra imports this.

The terms are said here and not left to the machine's own file: certificates are demanded, nothing
is followed, nothing waits for ever.
"""

from __future__ import annotations

import os
import secrets
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

import ldap
from ldap.dn import escape_dn_chars
from ldap.filter import escape_filter_chars
from loguru import logger

from review.domain.directory_refusals import DirectoryFails
from review.domain.sign_in_directory import LOGIN, SignInDirectory

PATIENCE = 5
"""Seconds, for each thing that is asked."""
LONGEST = 3 * PATIENCE
"""Seconds, after which a line is cut whatever it waits for."""
NO_ATTRIBUTES = ("1.1",)
TLS_1_2 = 0x303
NO = (ldap.INVALID_CREDENTIALS, ldap.NO_SUCH_OBJECT, ldap.INAPPROPRIATE_AUTH)
"""What says that a name and a password do not match; nothing else speaks of a password.

Of a closed account the first is said, too; a directory that is unwilling instead has failed.
"""


def asked(known: SignInDirectory, login: str, password: str) -> bool:
    """Say whether the directory accepts a password for the entry of a login.

    Where there is no such entry, another that is not there is asked: it takes as long.

    Raises:
        DirectoryFails: it cannot be asked; the library's own words, which name people, end here.
    """
    try:
        with _line(known) as line:
            found = _entry(known, line, login)
            accepted = _accepts(line, found or f"cn={secrets.token_hex(8)},{known.base}", password)
    except (ldap.LDAPError, ValueError, OSError) as fault:
        logger.warning("the directory cannot be asked", fault=type(fault).__name__)
        raise DirectoryFails from None
    return accepted and found is not None


@contextmanager
def _line(known: SignInDirectory) -> Iterator[Any]:
    if known.is_tls_from_the_start:
        _shake_hands(known)
        with _on_terms(known, ldap.initialize(known.url)) as line:
            yield line
        return
    with _wire(known) as wire, _cut_in_the_end(wire):
        own = os.dup(wire.fileno())  # the library closes what it was given
        with _on_terms(known, ldap.initialize(known.url, fileno=own)) as line:
            yield line


@contextmanager
def _on_terms(known: SignInDirectory, line: Any) -> Iterator[Any]:  # noqa: ANN401 - untyped
    try:
        for name, value in _terms(known):
            line.set_option(name, value)
        if known.starts_tls:
            line.start_tls_s()
        yield line
    finally:
        line.unbind_ext_s()


def _shake_hands(known: SignInDirectory) -> None:
    """Find out whether it speaks TLS at all: on that the library would wait without an end."""
    context = ssl.create_default_context(cafile=known.authority)
    with _wire(known) as wire, context.wrap_socket(wire, server_hostname=known.host):
        pass


@contextmanager
def _wire(known: SignInDirectory) -> Iterator[socket.socket]:
    with socket.create_connection((known.host, known.port), timeout=PATIENCE) as wire:
        yield wire


@contextmanager
def _cut_in_the_end(wire: socket.socket) -> Iterator[None]:
    def cut() -> None:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)

    wire.settimeout(None)  # the library waits by its own terms
    cutting = Timer(LONGEST, cut)
    cutting.daemon = True
    cutting.start()
    try:
        yield
    finally:
        cutting.cancel()


def _terms(known: SignInDirectory) -> Iterator[tuple[int, object]]:
    yield ldap.OPT_PROTOCOL_VERSION, ldap.VERSION3
    yield ldap.OPT_REFERRALS, ldap.OPT_OFF
    yield ldap.OPT_DEREF, ldap.DEREF_NEVER
    yield ldap.OPT_NETWORK_TIMEOUT, PATIENCE
    yield ldap.OPT_TIMEOUT, PATIENCE
    yield ldap.OPT_X_KEEPALIVE_IDLE, PATIENCE  # a machine that is gone holds up nobody
    yield ldap.OPT_X_KEEPALIVE_PROBES, 3
    yield ldap.OPT_X_KEEPALIVE_INTERVAL, PATIENCE
    if known.authority is not None:
        yield ldap.OPT_X_TLS_CACERTFILE, str(known.authority)
        yield ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND
        yield ldap.OPT_X_TLS_PROTOCOL_MIN, TLS_1_2
        yield ldap.OPT_X_TLS_NEWCTX, 0  # the last: it takes up what was said before


def _entry(known: SignInDirectory, line: Any, login: str) -> str | None:  # noqa: ANN401 - untyped
    """Return the name of the one entry of a login (RFC 4514, 4515); two are none."""
    if known.template is not None:
        return known.template.replace(LOGIN, str(escape_dn_chars(login)))
    if known.account is not None:
        line.simple_bind_s(known.account, known.secret)
    wanted = f"({known.attribute}={escape_filter_chars(login)})"
    terms = {"timeout": PATIENCE, "sizelimit": 2}
    try:
        told = line.search_ext_s(
            known.base, ldap.SCOPE_SUBTREE, wanted, list(NO_ATTRIBUTES), **terms
        )
    except ldap.SIZELIMIT_EXCEEDED:
        return None
    names = [str(name) for name, _ in told if name]  # a reference to elsewhere has none
    return names[0] if len(names) == 1 else None


def _accepts(line: Any, name: str, password: str) -> bool:  # noqa: ANN401 - untyped
    """Say whether a name and a password are accepted; what is neither a yes nor a no is raised."""
    try:
        line.simple_bind_s(name, password)
    except NO:
        return False
    return True
