"""What people write into the form of a step: mostly what it asks for, sometimes not."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.properties.reference import Rule

NOTHING_FOUND = "\n".join(
    f"{item}={'是' if item in 'JKMNOP' else '否'}" for item in "ABCDEFGHIJKLMNOP"
)
OPINIONS = frozenset(
    (
        "verify", "pass_check", "decide_in_full", "decide_in_part", "decide_on_request",
        "decide_withheld", "head_decides_in_full", "head_decides_in_part",
        "head_decides_on_request", "head_decides_withheld", "give_legal_opinion",
        "give_disclosure_opinion", "submit_to_head", "confirm", "decide_kept", "decide_convert",
        "confirm_exclusion", "confirm_inclusion",
    )
)  # fmt: skip
REASONS = frozenset(
    (
        "send_back", "withdraw", "revoke", "intercept", "consult", "refer_up", "decide_in_part",
        "head_decides_in_part", "sever", "stop", "propose_outcome", "take_down",
        "suggest_exclusion", "suggest_inclusion",
    )
)  # fmt: skip
ADDRESSEES = frozenset(("consult", "refer_up"))
ANSWERS = frozenset(("record_answer", "record_ruling"))
NUMBERS = frozenset(("record_ruling", "report_breach"))


def inputs_for(
    action: str, rule: Rule | None, *, chance: random.Random, today: date
) -> tuple[dict[str, str], str]:
    """Return what is written, and whether it will do: good, bad, or the word 国家秘密."""
    drawn = chance.random()
    if drawn < 0.04:
        return {"不是栏目": "无", "opinion": "同意"}, "bad"
    if action == "propose":
        return (
            ({"mode": "国家秘密"}, "secret") if drawn < 0.05 else (_proposal(chance, today), "good")
        )
    said = _asked(action, rule, chance=chance, today=today)
    if said and drawn < 0.08:
        return {}, "bad"
    if action == "verify" and chance.random() < 0.05:
        said["needs_head"] = "是"
    return said, "good"


_PLAIN: tuple[tuple[frozenset[str], str, str], ...] = (
    (OPINIONS, "opinion", "经办意见：同意"),
    (frozenset(("pass_check",)), "checklist", NOTHING_FOUND),
    (REASONS, "reason", "附表第三栏有不宜公开的内容"),
    (ADDRESSEES, "addressee", "云溪区政务公开办公室"),
    (ANSWERS, "answer", "同意"),
    (NUMBERS, "number", "云保〔2026〕3号"),
    (frozenset(("report_breach",)), "reported_to", "云溪区国家保密局"),
)


def _asked(action: str, rule: Rule | None, *, chance: random.Random, today: date) -> dict[str, str]:
    later = (today + timedelta(days=chance.randint(15, 60))).isoformat()
    said = {key: words for actions, key, words in _PLAIN if action in actions}
    if action == "propose_outcome":
        said["outcome"] = chance.choice(("kept", "proactive", "on_request"))
    if rule is not None and rule.effect == "keep":
        said["next_date"] = later
    if action.endswith(("decide_on_request", "decides_on_request")):
        said |= {"on_request_reason": "particular_persons", "reassess_on": later}
    if action.endswith(("decide_withheld", "decides_withheld")):
        said |= _withheld(chance) | {"reassess_on": later}
    return said


def _proposal(chance: random.Random, today: date) -> dict[str, str]:
    later = (today + timedelta(days=chance.randint(15, 60))).isoformat()
    mode = chance.choices(("proactive", "on_request", "withheld"), (65, 25, 10))[0]
    said = {"mode": mode, "subjects": "无"}
    if mode == "on_request":
        said |= {"on_request_reason": "particular_persons", "reassess_on": later}
    if mode == "withheld":
        said |= _withheld(chance) | {"reassess_on": later}
    if chance.random() < 0.05:
        said["needs_head"] = "是"
    return said


def _withheld(chance: random.Random) -> dict[str, str]:
    exemption, article = chance.choice(
        (("internal_affairs", "第十六条第一款"), ("trade_secret", "第十五条"))
    )
    return {
        "exemption": exemption,
        "article": article,
        "reasons": "附表载有云溪区三家企业的报价明细",
    }
