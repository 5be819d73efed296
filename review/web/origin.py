"""Whether a request comes from our own page: asked of every POST, before its body is read (S25)."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from review.web.refusals import ForeignForm

OWN_SITES = ("same-origin", "none")
DEFAULT_PORTS = {"http": 80, "https": 443}


def refuse_foreign(request: Request) -> None:
    """Refuse a POST that does not say that it comes from here.

    Our own pages send no referrer, and with it browsers send the origin of a form as “null”:
    then only the site that the browser itself vouches for counts.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    is_vouched = site in OWN_SITES
    if site is not None and not is_vouched:
        raise ForeignForm
    is_unsaid = origin in (None, "null")
    if not (is_vouched if is_unsaid else _is_own(origin or "", request=request)):
        raise ForeignForm


def local_path(given: str) -> str:
    """Return a place of this site to go on to; anything that could lead elsewhere is home (S27)."""
    is_local = given.startswith("/") and not given.startswith(("//", "/\\"))
    is_plain = given.isprintable() and "\\" not in given and len(given) <= 500  # noqa: PLR2004
    return given if is_local and is_plain and given.isascii() else "/"


def _is_own(origin: str, *, request: Request) -> bool:
    try:
        said = urlsplit(origin)
        port = said.port or DEFAULT_PORTS.get(said.scheme)
    except ValueError:
        return False
    here = request.url
    ours = here.port or DEFAULT_PORTS.get(here.scheme)
    return (said.scheme, said.hostname, port) == (here.scheme, here.hostname, ours)
