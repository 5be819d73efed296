"""Words that leave with the bytes of an intercepted paper (保密法第三十一条).

The chain holds hashes of words only, salted with the row's own id, so it stands without them. The
rows that hold the words were written once; of a paper that was intercepted these columns, and
nothing else of them, may be emptied.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # where the tables are declared

NO_WORDS = ""
NO_FIELDS = "{}"
NONE_SHOWN = "[]"
SCRUBBED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "file": {"name": NO_WORDS},
        "finding": {
            "excerpt": NO_WORDS,
            "place": NO_FIELDS,
            "samples": NONE_SHOWN,
            "fingerprint": NO_WORDS,  # of few words each could be tried
        },
        "disposal": {"reason": NO_WORDS},
        "reading": {"answers": NO_FIELDS},
        "act": {"opinion": NO_WORDS},
        "step": {"opinion": NO_WORDS, "inputs": NO_FIELDS},
        "side_act": {"words": NO_WORDS},
        "mode_statement": {"reasons": NO_WORDS, "ending_event": NO_WORDS},
        "reassessment_trigger": {"reference": NO_WORDS},
        "request_fact": {"correction": NO_WORDS},
    }
)
"""By table: the columns that hold words of people or of a paper, and what is left there."""
OF_DOCUMENT: Mapping[str, object] = MappingProxyType(
    {"number": None, "reasons": None, "ending_event": None}
)
"""What the paper's own row holds beside its title."""


def is_of_case(table: str) -> bool:
    """Say whether rows of a table name a case, and the paper only through it."""
    return "document_id" not in SQLModel.metadata.tables[table].columns


def only_words_go(table: str) -> str:
    """Return the condition, for a guard, that a change empties words of an intercepted paper."""
    columns = [column.name for column in SQLModel.metadata.tables[table].columns]
    words = SCRUBBED[table]
    kept = [column for column in columns if column not in words]
    new, old = (", ".join(f"{row}.{column}" for column in kept) for row in ("NEW", "OLD"))
    goes = [f"NEW.{column} = '{left}'" for column, left in words.items()]
    its = "document d WHERE d.id = OLD.document_id"
    if is_of_case(table):
        its = "document d JOIN review_case c ON c.document_id = d.id WHERE c.id = OLD.case_id"
    intercepted = f"EXISTS (SELECT 1 FROM {its} AND d.intercepted_at IS NOT NULL)"  # noqa: S608  # constants
    return " AND ".join((f"NOT (({new}) {{differs}} ({old}))", *goes, intercepted))
