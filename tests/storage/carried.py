"""What the tests of sending do and ask: a stroke of the bell, what lies there, what was entered."""

from __future__ import annotations

import json
from datetime import timedelta

from review.hashing import both
from review.services.sending import send_due
from review.storage.ledger import entries, verify
from tests.storage.published import LETTER, MORNING

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def send(town, *, at=MORNING, **words):
    return send_due(town.database, means=town.means, now=at, **words)


def told(town, paper, *, card="manifest.json"):
    return json.loads((town.folder / paper.document / card).read_text(encoding="utf-8"))


def events(town):
    with town.database.read() as session:
        found = [(entry.event, entry.body) for entry in entries(session, town.agency)]
        assert verify(session) == ()
    return [(event, body) for event, body in found if not event.startswith(("test:", "case:"))]


def alter_original(town, content=LETTER):
    """Flip one bit of the stored bytes, name and size unchanged (S04)."""
    sha256 = both(content)[0]
    path = town.means.originals.folder / sha256[:2] / sha256
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    return path
