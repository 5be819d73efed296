"""What can be wrong with a ruleset's files, in the words an office understands."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One sentence for each fault; it completes “规则文件不能使用：…”."""

    FOLDER_MISSING = "找不到规则文件夹"
    FILE_MISSING = "缺少这个文件"
    NOT_TOML = "不是有效的 TOML（第 {detail}）"
    KEY_MISSING = "{detail} 缺少必填项"
    KEY_UNKNOWN = "有不认识的项 {detail}"
    VALUE_UNFIT = "{detail} 的值不合要求"
    NAME_MALFORMED = "规则名 {detail} 应为小写的“类别.名称”"
    NAME_TWICE = "规则名 {detail} 重复"
    RULE_MISSING = "缺少程序要用的规则 {detail}"
    RULE_EMPTY = "规则 {detail} 没有写怎样识别"
    REASON_MISSING = "缺少不能检测的原因 {detail}"
    REGEX_MALFORMED = "{detail} 的正则表达式写错了"
    MATCHES_NOTHING = "{detail} 的正则表达式会匹配空文字"
    ANCHOR_NOT_FOLDED = "{detail} 的字串不是归一后的写法，永远匹配不到"
    PART_UNKNOWN = "用了没有列出的片段 %{detail}%"
    KIND_UNKNOWN = "{detail} 用了没有列出的标签类别"
    PAIR_UNFIT = "繁体对照 {detail} 应为一个简体字后接它的繁体或者异体"
    TERMS_UNREADABLE = "词表 {detail} 不存在或者不是 UTF-8 文本"
    TERM_TOO_SHORT = "词表 {detail} 行的词太短，归一后至少要有两个字"
    TOO_MANY_TERMS = "词表 {detail} 超过二十万条"
    EXCERPT_UNFIT = "{detail} 的摘录格式只能用 who、head、length、text"

    def of(self, detail: str) -> str:
        """Return the sentence with what it is about."""
        return self.value.format(detail=detail)
