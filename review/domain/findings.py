"""What screening finds in a file: one finding for one thing, at one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.domain.stated import NOTHING, Stated
from review.domain.vocabulary import DisclosureMode, Severity, Verdict
from workflows.words import Term

SCOPE_RULES = ("party.number", "party.issuer")
"""What these rules suspect decides whether a paper is reviewed at all: no one person's word."""


def needs_cosigner(rule: str, *, severity: Severity) -> bool:
    """Say whether disposing of such a finding takes a second person's signature (DESIGN §7)."""
    return severity is Severity.BLOCK or (rule in SCOPE_RULES and severity is Severity.CONFIRM)


class Part(Term):
    """Where in a file something stands; `Finding.part` is one of these values."""

    TITLE = "title", "标题"
    NUMBER = "number", "发文字号"
    FILE_NAME = "file_name", "文件名"
    PROPERTIES = "properties", "文档属性"
    BODY = "body", "正文"
    HEADER = "header", "页眉"
    FOOTER = "footer", "页脚"
    FOOTNOTE = "footnote", "脚注"
    ENDNOTE = "endnote", "尾注"
    COMMENT = "comment", "批注"
    TEXT_BOX = "text_box", "文本框"
    NOTES = "notes", "备注"
    CHART = "chart", "图表"
    PICTURE = "picture", "图片"
    FORM = "form", "表单"
    MACRO = "macro", "宏"
    ANNOTATION = "annotation", "注释"
    ATTACHMENT = "attachment", "嵌入文件"
    REVISION = "revision", "较早的修订版本"
    LINK = "link", "外部链接"
    OTHER = "other", "其他部件"


class Showing(Term):
    """Whether a reader of the printed paper would see it; the label says of what cannot be seen."""

    VISIBLE = "visible", "可见"
    DELETED = "deleted", "已删除的修订"
    COMMENT = "comment", "批注"
    HIDDEN = "hidden", "隐藏内容"
    META = "meta", "随文件的信息"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One of the like findings of a group."""

    place: Mapping[str, str | int]
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One suspected thing, or many alike; `id` is stable for the same bytes and ruleset."""

    id: str
    rule: str
    severity: Severity
    part: str
    place: Mapping[str, str | int]
    excerpt: str
    """Masked."""
    message: str
    basis: str
    count: int = 1
    """How many alike there are; from some twenty on they are one finding."""
    samples: tuple[Sample, ...] = ()
    fingerprint: str = field(default="", repr=False)
    """The same for the same finding at the same text in another version of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What screening says of one file; `unreadable` is a reason in Chinese and always blocks."""

    name: str
    sha256: str
    sm3: str
    media_type: str
    size: int
    ruleset: str
    """The identity of the rules: version and digest, for a version alone could be edited."""
    findings: tuple[Finding, ...]
    unreadable: str | None
    refused: str | None
    """The rule by which the file must not be stored at all (probable state secret), if any."""
    elapsed_ms: int
    was_begun: bool = True
    """False: screening could not even begin; such a file is not taken in (fail closed)."""
    annotation: DisclosureMode | None = None
    """The mode that the paper's own 附注 states, if it states one."""
    stated: Stated = NOTHING
    """What else the paper says of itself, for a person to confirm."""

    @property
    def verdict(self) -> Verdict:
        """Unreadable is never clear (fail closed)."""
        if self.unreadable is not None:
            return Verdict.BLOCK
        severities = {finding.severity for finding in self.findings}
        if Severity.BLOCK in severities:
            return Verdict.BLOCK
        return Verdict.CONFIRM if Severity.CONFIRM in severities else Verdict.CLEAR
