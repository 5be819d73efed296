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
