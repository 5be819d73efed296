"""The annotation: written as offices write it, found as typists type it."""

from __future__ import annotations

import pytest

from review.domain.annotation import agrees, annotation_in
from review.domain.vocabulary import DisclosureMode

PROACTIVE, ON_REQUEST, WITHHELD = (
    DisclosureMode.PROACTIVE,
    DisclosureMode.ON_REQUEST,
    DisclosureMode.WITHHELD,
)


@pytest.mark.parametrize(
    ("line", "mode"),
    [
        ("(此件公开发布)", PROACTIVE),
        ("宝山区财政局\n2026年3月2日\n    （此件不予公开）\n抄送：区审计局。", WITHHELD),
        ("（此件主动公开）", PROACTIVE),
        ("（公开方式：主动公开）", PROACTIVE),
        ("公开方式:依申请公开", ON_REQUEST),
        ("此件依申请公开", ON_REQUEST),
        ("（ 此 件 依 申 请 公 开 ）", ON_REQUEST),
        ("此件不予公开。", WITHHELD),
        ("（此件免予公开）", WITHHELD),
        ("信息公开选项：☑主动公开 □依申请公开 □不予公开", PROACTIVE),
        ("2026年3月2日（此件依申请公开）", ON_REQUEST),
    ],
)
def test_the_variants_of_real_papers_are_found(line, mode):
    """Round brackets, a line of its own, or a ticked box."""
    assert annotation_in(f"正文。\n{line}\n") is mode


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全面推进主动公开，规范依申请公开。",
        "各单位应当在文件末尾注明此件公开发布或者不予公开的字样。",
        "公开方式：门户网站",
        "□主动公开 □依申请公开 □不予公开",
    ],
)
def test_prose_about_publishing_is_no_annotation(text):
    """A work plan speaks of 主动公开 on every page."""
    assert annotation_in(text) is None


def test_of_two_annotations_the_stricter_counts():
    """不可夹带: a paper on request inside an open one is not carried along."""
    assert annotation_in("（此件公开发布）\n附件\n（此件依申请公开）") is ON_REQUEST


@pytest.mark.parametrize("mode", DisclosureMode)
@pytest.mark.parametrize("found", [*DisclosureMode, None])
def test_only_another_mode_disagrees(found, mode):
    """A paper without an annotation contradicts nothing."""
    assert agrees(found, mode=mode) is (found in (None, mode))
