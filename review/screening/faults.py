"""What can be wrong with a ruleset's files, in the words an office understands."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One sentence for each fault; it completes “规则文件不能使用：…”."""

    FOLDER_MISSING = "找不到规则文件夹"
    FILE_MISSING = "缺少这个文件"
    NOT_TOML = "不是有效的 TOML（第 {detail} 行）"
    NOT_UTF_8 = "不是 UTF-8 文本（第 {detail} 行），请另存为 UTF-8"
    NOT_CSV = "不是有效的 CSV（第 {detail} 行）"
    COLUMNS_UNFIT = "第 1 行的列名应为 {detail}，后两列可以不写"
    CELLS_TOO_MANY = "第 {detail} 行的列比列名多"
    LEVEL_UNKNOWN = "第 {detail} 行的级别应为阻断、须确认或者提示"
    FILE_KIND = "只收规则文件（.toml）和词表（.txt、.csv）"
    FILE_TWICE = "同名的文件有两个"
    FILE_TOO_LARGE = "超过 20 MB"
    FILES_TOO_MANY = "一次须有一至二十个文件"
    VERSION_UNFIT = (
        "版本号“{detail}”应以汉字、字母或数字开头，只用这些和点、横线、下划线，不超过四十个"
    )
    KEY_MISSING = "{detail} 缺少必填项"
    KEY_UNKNOWN = "有不认识的项 {detail}"
    VALUE_UNFIT = "{detail} 的值不合要求"
    NAME_MALFORMED = "规则名 {detail} 应为小写的“类别.名称”"
    NAME_NOT_OWN = "规则名 {detail} 应以 local. 开头，与随产品提供的规则分开"
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
    TOO_MANY_NOTES = "不同的说明超过 {detail} 种"
    TOO_MANY_TERMS = "词表 {detail} 超过二十万条"
    EXCERPT_UNFIT = "{detail} 的摘录格式只能用 who、head、length、text"

    def of(self, detail: str) -> str:
        """Return the sentence with what it is about."""
        return self.value.format(detail=detail)


def at_line(file: str, line: int) -> str:
    """Return how a line of a file is named."""
    return f"{file} 第 {line} 行"
