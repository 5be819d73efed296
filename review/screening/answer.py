"""What the child answers, as JSON: a parser that was taken over must not hand objects across."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from review.domain.findings import Finding, Sample
from review.domain.stated import Stated
from review.domain.vocabulary import DisclosureMode, DocumentKind, Severity
from review.screening.examination import Examination
from review.screening.judging import Judgement
from review.screening.ruleset import Ruleset
from review.screening.segments import Reason, Unread

Plain = Mapping[str, Any]
LONGEST_SAID = 300


def packed(examination: Examination) -> bytes:
    """Write an examination down."""
    judgement, stated = examination.judgement, examination.annotation
    plain = {
        "media_type": examination.media_type,
        "refused": judgement.refused,
        "annotation": None if stated is None else stated.value,
        "stated": _said(examination.stated),
        "scans": examination.scans,
        "unread": [
            [each.reason.value, list(each.pages), each.file] for each in examination.unreads
        ],
        "findings": [_plain(finding) for finding in judgement.findings],
    }
    return json.dumps(plain, ensure_ascii=True).encode()


def _plain(finding: Finding) -> Plain:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "part": finding.part,
        "place": dict(finding.place),
        "excerpt": finding.excerpt,
        "count": finding.count,
        "samples": [[dict(sample.place), sample.excerpt] for sample in finding.samples],
        "fingerprint": finding.fingerprint,
    }


def unpacked(answer: bytes, *, ruleset: Ruleset) -> Examination:
    """Read an examination; ValueError, LookupError or TypeError if it is none."""
    plain: Plain = json.loads(answer)
    refused, stated = plain["refused"], plain["annotation"]
    return Examination(
        media_type=str(plain["media_type"]),
        judgement=Judgement(
            findings=tuple(_finding(row, ruleset=ruleset) for row in plain["findings"]),
            refused=None if refused is None else ruleset.rule(refused).id,
        ),
        unreads=tuple(
            Unread(reason=Reason(reason), pages=tuple(map(int, pages)), file=str(file))
            for reason, pages, file in plain["unread"]
        ),
        annotation=None if stated is None else DisclosureMode.of(stated),
        stated=_stated(plain["stated"]),
        scans=int(plain["scans"]),
    )


def _said(stated: Stated) -> Plain:
    return {
        "title": stated.title,
        "number": stated.number,
        "kind": stated.kind.value if stated.kind else None,
        "dated": stated.dated.isoformat() if stated.dated else None,
        "addressees": stated.addressees,
    }


def _stated(row: Plain) -> Stated:
    """A parser that was taken over says what it likes: words of a form's length, no more."""
    kind, dated = row["kind"], row["dated"]
    return Stated(
        title=str(row["title"])[:LONGEST_SAID],
        number=str(row["number"])[:LONGEST_SAID],
        kind=None if kind is None else DocumentKind.of(kind),
        dated=None if dated is None else date.fromisoformat(dated),
        addressees=str(row["addressees"])[:LONGEST_SAID],
    )


def _finding(row: Plain, *, ruleset: Ruleset) -> Finding:
    """Message and basis come from the ruleset, not from the child."""
    rule = ruleset.rule(row["rule"])
    return Finding(
        id=str(row["id"]),
        rule=rule.id,
        severity=Severity.of(row["severity"]),
        part=str(row["part"]),
        place=_place(row["place"]),
        excerpt=str(row["excerpt"]),
        message=rule.message,
        basis=rule.basis,
        count=int(row["count"]),
        samples=tuple(
            Sample(place=_place(place), excerpt=str(excerpt)) for place, excerpt in row["samples"]
        ),
        fingerprint=str(row["fingerprint"]),
    )


def _place(plain: Plain) -> Mapping[str, str | int]:
    return {
        str(key): value if isinstance(value, int) else str(value) for key, value in plain.items()
    }
