"""The stylesheet and the few scripts of our own: read once, named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file the browser loads."""

    name: str
    media_type: str
    content: bytes
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by name; what is not here when the process starts is not served."""
    return {path.name: _asset(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


def address(name: str) -> str:
    """Return where a page finds an asset; a new content has a new address."""
    return f"/static/{name}?v={assets()[name].digest}"


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(
        name=path.name,
        media_type=MEDIA_TYPES[path.suffix],
        content=content,
        digest=hashlib.sha256(content).hexdigest()[:16],
    )
