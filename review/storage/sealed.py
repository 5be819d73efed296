"""Secrets that must be read again: sealed by a key that lies beside the database, not in it."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from review.private import private_key

KEY_FILE = "second-step.key"
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """AES-256-GCM under the key of this installation; every node has to have the same."""

    folder: Path

    def close(self, secret: bytes, *, of: str) -> str:
        """Return a secret as it may lie in a row: good for this owner only."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._key()).encrypt(nonce, secret, of.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, *, of: str) -> bytes | None:
        """Return the secret; None where it is another's, was altered, or the key is another."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return AESGCM(self._key()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], of.encode())
        except (InvalidTag, ValueError, binascii.Error):
            return None

    def _key(self) -> bytes:
        return private_key(self.folder / KEY_FILE)
