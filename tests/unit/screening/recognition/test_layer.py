"""A text layer may slip as recognition does; it may not leave out or add."""

from __future__ import annotations

import pytest

from review.screening.recognition.layer import disagreement

SEEN = [
    "关于做好年度部门预算公开工作的通知",
    "各科室应当按照要求做好相关工作，确保各项任务按时完成。",
    "联系人李某，身份证号码310104197103065444，请予核对。",
    "机密★10年",
]
LAYER = "\n".join(SEEN)


def told(layer, *, lines=SEEN):
    return disagreement(layer, lines=lines, sure=lines)


@pytest.mark.parametrize(
    "layer",
    [
        LAYER,
        LAYER.replace("\n", ""),
        "\n".join(reversed(SEEN)),
        LAYER.replace("科室", "料室").replace("任务", "任各"),
        LAYER.replace("，", ",").replace("。", " . ").replace("0", "０"),
        LAYER.replace("310104197103065444，", "3101041971\n03065444，"),
    ],
    ids=["the same", "no lines", "another order", "slips", "other points", "a broken number"],
)
def test_slips_and_breaks_agree(layer):
    assert told(layer) == ""


@pytest.mark.parametrize(
    ("layer", "piece"),
    [
        (LAYER.replace("机密★10年", ""), "+机密★10年"),
        (LAYER.replace("确保各项任务按时完成", ""), "+确保各项任务按时完成"),
        (LAYER.replace("310104197103065444", ""), "+310104197103065444"),
        (LAYER.replace("310104197103065444", "310104197103065445"), "+310104197103065444"),
        (LAYER + "\n此件不予公开，阅后收回", "-此件不予公开阅后收回"),
        (LAYER + "\n13800138000", "-13800138000"),
        (LAYER + "\n内部", "-内部"),
    ],
    ids=["a mark", "half a sentence", "a number", "a digit", "a sentence", "a mobile", "a word"],
)
def test_what_one_side_leaves_out_is_told(layer, piece):
    assert told(layer) == piece


def test_what_was_read_badly_is_no_accusation():
    """A line that recognition garbled is missing from no layer."""
    garbled = [*SEEN, "口日目田由甲申电甩"]

    assert disagreement(LAYER, lines=garbled, sure=SEEN) == ""
    assert disagreement(LAYER, lines=garbled, sure=garbled) == "+口日目田由甲申电甩"
