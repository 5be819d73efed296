"""The limited process that parses one file: bytes in by a pipe, plain findings out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from review.domain.findings import Finding
from review.domain.vocabulary import DisclosureMode, Severity
from review.screening.confinement import confine
from review.screening.examination import Examination, examine
from review.screening.judging import Judgement
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.segments import Reason, Unread


def serve(pipe: Connection, ruleset: Ruleset, limits: Limits) -> None:
    """Examine what comes through the pipe and answer in JSON; no fault tells what it was about."""
    confine(limits)
    try:
        name = pipe.recv_bytes().decode("utf-8", "surrogatepass")
        content = pipe.recv_bytes()
        answer = packed(examine(content, name=name, ruleset=ruleset, limits=limits))
    except MemoryError:
        answer = packed(failed(Reason.MEMORY))
    except Exception:  # noqa: BLE001 - whatever a parser throws: the file is unreadable
        answer = packed(failed(Reason.CRASHED))
    pipe.send_bytes(answer)
    pipe.close()


def failed(reason: Reason) -> Examination:
    """Return what is said of a file whose examination came to nothing."""
    return Examination(
        media_type="application/octet-stream", judgement=Judgement(), unread=Unread(reason=reason)
    )


def packed(examination: Examination) -> bytes:
    """Write an examination as JSON: a parser that was taken over must not hand objects across."""
    unread = examination.unread
    plain = {
        "media_type": examination.media_type,
        "refused": examination.judgement.refused,
        "annotation": None if examination.annotation is None else examination.annotation.value,
        "unread": None if unread is None else [unread.reason.value, list(unread.pages)],
        "findings": [
            [f.id, f.rule, f.severity.value, f.part, dict(f.place), f.excerpt]
            for f in examination.judgement.findings
        ],
    }
    return json.dumps(plain, ensure_ascii=True).encode()


def unpacked(answer: bytes, *, ruleset: Ruleset) -> Examination:
    """Read an examination; ValueError, KeyError or TypeError if it is none."""
    plain: Mapping[str, Any] = json.loads(answer)
    unread, refused, stated = plain["unread"], plain["refused"], plain["annotation"]
    return Examination(
        media_type=str(plain["media_type"]),
        judgement=Judgement(
            findings=tuple(_finding(row, ruleset=ruleset) for row in plain["findings"]),
            refused=None if refused is None else ruleset.rule(refused).id,
        ),
        unread=unread and Unread(reason=Reason(unread[0]), pages=tuple(map(int, unread[1]))),
        annotation=None if stated is None else DisclosureMode.of(stated),
    )


def _finding(row: list[Any], *, ruleset: Ruleset) -> Finding:
    """Message and basis come from the ruleset, not from the child."""
    name, rule_id, severity, part, place, excerpt = row
    rule = ruleset.rule(rule_id)
    return Finding(
        id=str(name),
        rule=rule.id,
        severity=Severity.of(severity),
        part=str(part),
        place={str(key): value for key, value in place.items()},
        excerpt=str(excerpt),
        message=rule.message,
        basis=rule.basis,
    )
