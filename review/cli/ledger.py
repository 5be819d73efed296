# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen ledger`: whether the chain of entries stands."""

from __future__ import annotations

from review.cli.office import the_office
from review.cli.printing import patience, print_json, say, warn
from review.cli.speech import Group, as_json, command

ledger = Group("ledger", members={"verify": "ledger:verify"}, help="台账链。")
WHY = {
    "gap": "序号不连续，此前有记录被删除或插入",
    "broken": "与前一条不衔接，有记录被删除、插入或调换",
    "edited": "内容被改动",
    "columns": "各栏与正文不一致，被改动",
    "head": "链尾与记录不符，末尾的记录被删除或添加",
    "headless": "链尾的登记不见了，被删除",
    "empty": "一条记录也没有，整条链被删除",
    "rows": "所记的改动次数与台账不符：台账末尾被截去，或者这一项被绕过台账改动",
    "words": "所记的办理情况与台账的承诺不符，被改动",
}


@command("verify", help="核验台账链；被改动、删除、插入或调换的，指出第一条，退出码 1。")
@as_json
def verify(*, as_json: bool) -> int:
    """Verify every agency's chain and the rows it tells of, and name what is bad."""
    from review.storage.verification import verify_whole

    patience("正在核验……")
    with the_office(is_guarded=False) as office, office.database.read() as session:
        flaws = verify_whole(session)
    if as_json:
        told = [
            {
                "agency": each.agency_id,
                "seq": each.seq,
                "why": each.why,
                "subject": each.subject or None,
            }
            for each in flaws
        ]
        print_json({"holds": not flaws, "flaws": told})
        return 1 if flaws else 0
    for each in flaws:
        of = f"{each.subject}：" if each.subject else f"第 {each.seq} 条："
        warn(f"{of}{WHY.get(each.why, each.why)}（机关 {each.agency_id}）")
    if not flaws:
        say("台账链完整。")
    return 1 if flaws else 0
