"""What an entry keeps of words: a hash salted with the row's own id, never the words (H11)."""

from __future__ import annotations

import hashlib

from review.storage.rows import DisposalRow, ReadingRow, SideActRow, StepRow


def said_in_step(row: StepRow) -> str:
    """Return the commitment to the opinion of a step and to what was filled in."""
    return committed(row.id, row.opinion, row.inputs)


def said_in_disposal(row: DisposalRow) -> str:
    """Return the commitment to how a finding was disposed of, why, and by which article."""
    return committed(row.id, row.kind.value, row.reason, row.article or "")


def said_in_reading(row: ReadingRow) -> str:
    """Return the commitment to the answers of a person who read for the machine."""
    return committed(row.id, row.answers)


def said_beside(row: SideActRow) -> str:
    """Return the commitment to what was said beside a procedure."""
    return committed(row.id, row.answer.value if row.answer else "", row.words)


def committed_test(tested_as: str, summary: str) -> dict[str, str]:
    """Return what an entry keeps of a test of rules: which they were, and a hash of its outcome."""
    return {"tested_as": tested_as, "outcome": committed(tested_as, summary)}


def committed(*words: str) -> str:
    """Return the hash of words, the first of which is the salt."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
