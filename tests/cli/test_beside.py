"""`xianshen beside`: what is done about a case beside its procedure, by name or by label."""

from __future__ import annotations


def test_a_copy_is_sent_found_and_read(xianshen, received):
    case = received["case"]

    sent = xianshen("beside", case, "抄送", "--to", "gu", "--to", "zhou", "--by", "li", "--json")
    found = xianshen("case", "list", "--box", "copied", "--by", "gu", "--json").told
    read = xianshen("beside", case, "read", "--of", "1", "--by", "gu")
    shown = xianshen("case", "show", case)
    told = xianshen("case", "show", case, "--json").told

    assert sent.told == {"case": case, "verb": "copy", "number": 1}
    assert [one["case"] for one in found] == [case]
    assert (read.code, read.out) == (0, "已阅知，记为本件流程以外的第 2 项。\n")
    assert "李明：抄送" in shown.out
    assert "顾平：阅知李明的抄送" in shown.out
    assert [(one["verb"], one["of"]) for one in told["beside"]] == [("copy", None), ("read", 1)]


def test_what_may_not_be_done_says_why(xianshen, received):
    case = received["case"]

    waits = xianshen("beside", case, "remind", "--by", "li")
    nobody = xianshen("beside", case, "copy", "--to", "nobody", "--by", "li")
    unknown = xianshen("beside", case, "publish", "--by", "li")

    assert (waits.code, nobody.code, unknown.code) == (1, 1, 2)
    assert "本件正等您办理" in waits.err
    assert "可填：抄送（copy）、阅知（read）、催办（remind）、转办（reassign）" in unknown.err


def test_somebody_is_asked_and_answers(xianshen, received):
    case = received["case"]
    for action, who, said in (
        ("propose", "li", ("--set", "mode=主动公开")),
        ("verify", "wang", ("--opinion", "属实")),
    ):
        assert xianshen("step", case, action, "--by", who, *said).code == 0

    asked = xianshen(
        *("beside", case, "会签", "--to", "sun", "--to", "zheng", "--needed", "1"),
        *("--reason", "请会签", "--by", "zhou"),
    )
    waiting = xianshen("case", "list", "--box", "asked", "--by", "zheng", "--json").told
    held = xianshen("step", case, "send_back", "--set", "reason=重报", "--by", "zhou")
    answered = xianshen(
        *("beside", case, "答复", "--of", "1", "--answer", "同意", "--by", "zheng"),
    )
    told = xianshen("case", "show", case, "--json").told["beside"]

    assert (asked.code, answered.code, held.code) == (0, 0, 1)
    assert [one["case"] for one in waiting] == [case]
    assert "还在等" in held.err
    assert (told[0]["standing"], told[0]["of"]) == ("met", None)
    assert {one["name"]: one["answer"] for one in told[0]["to"]} == {"孙强": None, "郑雪": "agrees"}
