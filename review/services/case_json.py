"""Cases and papers as JSON for scripts and programs: the keys and values of §11."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from review.domain.errors import FileRefused
from review.services.paper_pictures import PaperView
from review.services.side_shapes import SideActView
from review.services.views import (
    CaseLine,
    CaseView,
    DeadlineView,
    DisposalView,
    FileView,
    FindingView,
    Received,
    TrailView,
)


def case_json(view: CaseView) -> dict[str, Any]:
    """Return what `case show --json` prints, in the order of §11."""
    return {
        "case": view.number,
        "document": view.document_id,
        "version": view.version,
        "stage": view.stage,
        "availability": view.availability,
        "mode": view.mode,
        "procedure": view.procedure,
        "offered": [
            {"action": each.action, "label": each.label, "needs": [need.key for need in each.needs]}
            for each in view.offered
        ],
        "refused": [{"action": each.action, "reason": each.reason} for each in view.refused],
        "findings": [_finding(each) for each in view.findings],
        "deadline": None if view.deadline is None else _deadline(view.deadline),
        "trail": [_trail(each) for each in view.trail],
        "beside": [_beside(each) for each in view.beside.acts],
    }


def line_json(line: CaseLine) -> dict[str, Any]:
    """Return one entry of what `case list --json` prints."""
    return {
        "case": line.number,
        "title": line.title,
        "number": line.document_number,
        "stage": line.stage,
        "procedure": line.procedure,
        "section": line.section,
        "drafter": line.drafter,
        "due_on": line.stage_due_on,
        "remaining": line.remaining,
        "is_overdue": line.is_overdue,
        "block": line.blocks,
        "confirm": line.confirms,
        "unread": line.unread,
        "hold_until": line.hold_until,
    }


def file_json(file: FileView) -> dict[str, Any]:
    """Return one file of a case."""
    return {
        "file": file.id,
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "sm3": file.sm3,
        "unreadable": file.unreadable,
        "is_unread": file.is_unread,
        "read_by": list(file.read_by),
    }


def paper_json(paper: PaperView) -> dict[str, Any]:
    """Return what became of one paper."""
    return {
        "document": paper.id,
        "title": paper.title,
        "number": paper.number,
        "kind": paper.kind,
        "genre": paper.genre,
        "section": paper.section,
        "source": paper.source,
        "dated": paper.dated,
        "mode": paper.mode,
        "availability": paper.availability,
        "received_at": paper.received_at,
        "published_at": paper.published_at,
        "reassess_on": paper.reassess_on,
        "cases": list(paper.cases),
    }


def received_json(received: Received, names: Sequence[str]) -> dict[str, Any]:
    """Return what `receive --json` prints; a file goes by the name it was given under."""
    if len(names) != len(received.files):
        names = [name for name, _, _ in received.files]
    return {
        "case": received.case,
        "document": received.document,
        "version": received.version,
        "stage": received.stage,
        "files": [
            {"path": path, "sha256": sha256, "sm3": sm3}
            for path, (_, sha256, sm3) in zip(names, received.files, strict=True)
        ],
        "refused": _refused(received),
    }


def _refused(received: Received) -> dict[str, str | None] | None:
    if received.refused_rule is None:
        return None
    return {"rule": received.refused_rule, "advice": advice_on(received.refused_rule, received)}


def advice_on(rule: str, received: Received) -> str:
    """Say what to do offline, whether or not the service had more to say."""
    return received.advice or FileRefused(rule=rule).advice


def _finding(each: FindingView) -> dict[str, Any]:
    return {
        "id": each.id,
        "rule": each.rule,
        "severity": each.severity,
        "file": each.file,
        "part": each.part,
        "place": each.place,
        "excerpt": each.excerpt,
        "message": each.message,
        "basis": each.basis,
        "is_open": each.is_open,
        "disposal": None if each.disposal is None else _disposal(each.disposal),
        **_group(each),
    }


def _group(each: FindingView) -> dict[str, Any]:
    """A group of like findings says how many and shows some, as `check --json` does."""
    if each.count == 1:
        return {}
    samples = [{"place": dict(one.place), "excerpt": one.excerpt} for one in each.samples]
    return {"count": each.count, "samples": samples}


def _disposal(each: DisposalView) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.kind,
        "reason": each.reason,
        "article": each.article,
        "by": each.by,
        "at": each.at,
        "cosigned_by": each.cosigned_by,
        "cosigned_at": each.cosigned_at,
        **({} if each.carried_from is None else {"carried_from": each.carried_from}),
    }


def _deadline(each: DeadlineView) -> dict[str, Any]:
    return {
        "due_on": each.due_on,
        "remaining": each.remaining,
        "is_overdue": each.is_overdue,
        "is_provisional": each.is_provisional,
        "provisional_years": list(each.provisional_years),
    }


def _trail(each: TrailView) -> dict[str, Any]:
    return {
        "rev": each.rev,
        "at": each.at,
        "by": each.by,
        "role": each.role.value,
        "action": each.action,
        "label": each.label,
        "from": each.from_stage,
        "from_label": each.from_label,
        "to": each.to_stage,
        "to_label": each.to_label,
        "opinion": each.opinion,
    }


def _beside(each: SideActView) -> dict[str, Any]:
    return {
        "number": each.number,
        "verb": each.verb.value,
        "label": each.verb.label,
        "by": each.by,
        "to": [
            {"name": one.name, "answered_at": one.answered_at, "answer": one.answer}
            for one in each.to
        ],
        "of": each.of,
        "words": each.words,
        "standing": each.standing,
        "at": each.at,
    }
