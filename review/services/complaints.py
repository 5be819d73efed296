"""What a doctor says of an office: which invariant, of what, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from review.messages import COMPLAINTS


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Complaint:
    """One thing that is not as it must be; a note is worth knowing and breaks no invariant."""

    invariant: str
    subject: str
    message: str
    is_note: bool = False


def complaint(invariant: str, subject: str, fault: str) -> Complaint:
    """Say that an invariant is broken, by the name of the fault."""
    return Complaint(invariant=invariant, subject=subject, message=COMPLAINTS[fault])


def note(invariant: str, subject: str, fault: str, **named: str) -> Complaint:
    """Say what an administrator should know."""
    message = COMPLAINTS[fault].format(**named)
    return Complaint(invariant=invariant, subject=subject, message=message, is_note=True)
