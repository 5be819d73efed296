"""A case as JSON for scripts (§11) and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from review.cli.printing import say

if TYPE_CHECKING:
    from review.services.views import (
        CaseLine,
        CaseView,
        DeadlineView,
        DisposalView,
        FindingView,
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
        "hold_until": line.hold_until,
    }


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
    }


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
        "action": each.action,
        "label": each.label,
        "from": each.from_stage,
        "to": each.to_stage,
        "opinion": each.opinion,
    }


def tell_case(view: CaseView) -> None:
    """Tell a case on a page of the terminal."""
    number = f"（{view.document_number}）" if view.document_number else ""
    say(f"{view.number} {view.title}{number}")
    mode = view.mode_label or "未定"
    say(f"{view.stage_label}；{view.availability_label}；公开属性：{mode}；第 {view.version} 稿")
    say(f"{view.procedure_label}；{view.section}；拟稿人 {view.drafter}；公文 {view.document_id}")
    if view.deadline is not None:
        _tell_deadline(view.deadline)
    for told in (_steps, _files, _findings, _history):
        told(view)


def _tell_deadline(deadline: DeadlineView) -> None:
    if deadline.due_on is None:
        say("期限：暂停计时")
        return
    uncertain = "（暂定）" if deadline.is_provisional else ""
    late = "，已逾期" if deadline.is_overdue else f"，剩余 {deadline.remaining} 个工作日"
    say(f"期限：{deadline.due_on}{uncertain}{late}")


def _steps(view: CaseView) -> None:
    _head("可办", present=bool(view.offered))
    for step in view.offered:
        needs = "、".join(f"{need.key}（{need.label}）" for need in step.needs)
        say(f"  {step.action} {step.label}" + (f"，须填：{needs}" if needs else ""))
    _head("不可办", present=bool(view.refused))
    for refused in view.refused:
        say(f"  {refused.action} {refused.label}：{refused.reason}")


def _files(view: CaseView) -> None:
    _head("文件", present=bool(view.files))
    for file in view.files:
        obstacle = f"，无法检测：{file.unreadable}" if file.unreadable else ""
        readers = f"，已由 {'、'.join(file.read_by)} 阅看" if file.read_by else ""
        say(f"  {file.position} {file.name} {file.sha256[:12]}{obstacle}{readers}")


def _findings(view: CaseView) -> None:
    _head("疑点", present=bool(view.findings))
    for each in view.findings:
        state = "待处置" if each.is_open else "已处置" if each.disposal else ""
        say(f"  {each.id} [{each.severity_label}] {each.rule} {each.excerpt} {state}".rstrip())
        say(f"      {each.message} 依据：{each.basis}")


def _history(view: CaseView) -> None:
    _head("经过", present=bool(view.trail))
    for each in view.trail:
        say(f"  {each.sentence}")


def _head(text: str, *, present: bool) -> None:
    if present:
        click.echo(f"\n{text}：")
