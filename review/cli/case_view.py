"""A case as lines for people: what was said, what was found, what may be done and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from review.cli.case_needs import needs_of
from review.cli.printing import say
from review.domain.office_time import minute_in_office
from review.messages import said_place

if TYPE_CHECKING:
    from review.services.views import (
        ActView,
        CaseView,
        DeadlineView,
        DisposalView,
        FindingView,
        OfferView,
        StatementView,
    )


def tell_case(view: CaseView) -> None:
    """Tell a case on a page of the terminal."""
    number = f"（{view.document_number}）" if view.document_number else ""
    say(f"{view.number} {view.title}{number}")
    say(f"{view.stage_label}；{view.availability_label}；{_mode(view)}；第 {view.version} 稿")
    say(f"{view.procedure_label}；{view.section}；拟稿人 {view.drafter}；公文 {view.document_id}")
    if view.deadline is not None:
        _tell_deadline(view.deadline)
    for told in (_unread, _reassessed, _statements, _opinions, _findings, _steps, _files, _history):
        told(view)


def _mode(view: CaseView) -> str:
    """Say what was determined, else what was said last: nobody decides blind."""
    if view.mode_label:
        return f"公开属性：{view.mode_label}"
    standing = [one for one in view.statements if not one.is_void]
    if not standing:
        return "公开属性：还没有人提出"
    last = standing[-1]
    return f"公开属性：{last.kind.label}{last.mode.label}"


def _tell_deadline(deadline: DeadlineView) -> None:
    if deadline.due_on is None:
        say("公开期限：暂停计时")
        return
    uncertain = "（暂定）" if deadline.is_provisional else ""
    late = "，已逾期" if deadline.is_overdue else f"，剩余 {deadline.remaining} 个工作日"
    say(f"公开期限：{deadline.due_on}{uncertain}{late}")


def _unread(view: CaseView) -> None:
    """What nobody has read comes first: it may hold anything."""
    unread = [file for file in view.files if file.is_unread]
    if unread:
        say(f"■ {len(unread)} 个文件没有经过检测，里面有没有不宜公开的内容还不知道，须由两人阅看：")
    for file in unread:
        say(f"    {file.name}：{file.unreadable}")


def _reassessed(view: CaseView) -> None:
    suggestion, origin = view.suggestion, view.origin
    if suggestion is not None:
        _head(f"系统建议{suggestion.outcome}")
        for why in suggestion.why:
            say(f"  {why}")
    if origin is not None:
        _head(f"原决定{origin.mode}（案件 {origin.case}，{minute_in_office(origin.decided_on)}）")
        for line in (origin.grounds, origin.ends, *origin.people):
            if line:
                say(f"  {line}")


def _statements(view: CaseView) -> None:
    if view.statements:
        _head("公开属性的意见")
    for each in view.statements:
        _tell_statement(each)


def _tell_statement(each: StatementView) -> None:
    void = "，已作废" if each.is_void else ""
    role = f"（{each.role}）" if each.role else ""
    who = f"{each.by}{role} {minute_in_office(each.at)}，第 {each.version} 稿{void}"
    say(f"  {each.kind.label}{each.mode.label} {who}")
    for line in (each.grounds, each.ends):
        if line:
            say(f"      {line}")


def _opinions(view: CaseView) -> None:
    if view.acts:
        _head("意见")
    for each in view.acts:
        say(f"  {each.act.label} {_who(each)}{'，已作废' if each.is_void else ''}")
        if each.opinion:
            say(f"      {each.opinion}")


def _who(each: ActView) -> str:
    if each.is_sourced:
        return "系统，无人签署"
    deputised = f"代 {each.principal}，" if each.principal else ""
    return f"{each.by}（{deputised}{each.role}） {minute_in_office(each.at)}，第 {each.version} 稿"


def _steps(view: CaseView) -> None:
    if view.offered:
        _head("可办")
    for offer in sorted(view.offered, key=lambda each: each.action != view.main_action):
        _tell_offer(offer)
    if view.refused:
        _head("不可办")
    for refused in view.refused:
        say(f"  {refused.action} {refused.label}：{refused.reason}")


def _tell_offer(offer: OfferView) -> None:
    agrees = "（与已有的意见一致）" if offer.agrees and not offer.differs_from else ""
    say(f"  {offer.action} {offer.label}{agrees}")
    if offer.differs_from:
        say(f"      ▲ 与已有意见不同：{offer.differs_from}")
    if offer.consequence:
        say(f"      {offer.consequence}")
    for line in needs_of(offer):
        say(f"      {line}")


def _files(view: CaseView) -> None:
    if view.files:
        _head("文件")
    for file in view.files:
        obstacle = f"，无法检测：{file.unreadable}" if file.unreadable else ""
        readers = f"，已由 {'、'.join(file.read_by)} 阅看" if file.read_by else ""
        say(f"  {file.position + 1} {file.name} {file.sha256[:12]}{obstacle}{readers}")
        if file.clearance:
            say(f"      {file.clearance}")


def _findings(view: CaseView) -> None:
    if not view.findings:
        return
    left = sum(each.is_open for each in view.findings)
    _head(f"疑点 {len(view.findings)} 项，未处置 {left} 项")
    for each in view.findings:
        say(f"  {each.number} {each.id} [{each.severity_label}] {each.excerpt} {_state(each)}")
        place = said_place(each.place)
        say(f"      {each.file}{'，' if place else ''}{place}；{each.rule}")
        say(f"      {each.message} 依据：{each.basis}")
        _group(each)
        if each.disposal is not None:
            say(f"      {_disposed(each.disposal)}")


def _group(each: FindingView) -> None:
    """What is disposed of as one is shown in part."""
    if each.count > 1:
        say(f"      共 {each.count} 处，一并处置，例如：")
    for one in each.samples:
        say(f"        {said_place(one.place)}：{one.excerpt}")


def _state(each: FindingView) -> str:
    if not each.is_open:
        return "已处置" if each.disposal else "仅供参考"
    if each.disposal is None:
        return "待处置"
    return "待修改" if each.disposal.kind == "redact" else "待复签"


def _disposed(each: DisposalView) -> str:
    article = f"（{each.article}）" if each.article else ""
    cosigned = f"；{each.cosigned_by} 复签" if each.cosigned_by else ""
    said = f"第 {each.number} 次处置，{each.kind_label}：{each.reason}{article}"
    if each.carried_from is None:
        return f"{said} {each.by} {minute_in_office(each.at)}{cosigned}"
    who = f"{each.by}，{minute_in_office(each.at)}"
    return f"{said} 沿用第 {each.carried_from} 稿的处置（{who}）{cosigned}"


def _history(view: CaseView) -> None:
    if view.chronicle:
        _head("经过")
    for each in view.chronicle:
        say(f"  {minute_in_office(each.at)} {each.sentence}")
        if each.opinion:
            say(f"      {each.opinion}")


def _head(text: str) -> None:
    click.echo("")
    say(f"{text}：")
