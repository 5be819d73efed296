"""What happened in an office, year by year, in its own words."""

from __future__ import annotations

from collections import Counter

from tests.years.office import Years

LINES = (
    ("收到", ("document:received",)),
    ("拒收", ("paper:refused",)),
    ("公开", ("published",)),
    ("定为不予公开", ("publication:withheld",)),
    ("定为依申请公开", ("publication:on_request",)),
    ("评估", ("assessed",)),
    ("自动转换", ("converted by rule",)),
    ("经人转换", ("converted by people",)),
    ("维持", ("case:decide_kept",)),
    ("转依申请公开", ("reassessment:on_request",)),
    ("删减后公开", ("case:decide_in_part",)),
    ("上报", ("case:refer_up",)),
    ("进入观察期", ("case:hold",)),
    ("观察期内叫停", ("case:stop",)),
    ("退出观察期", ("case:lapse",)),
    ("撤下", ("taken down",)),
    ("撤回", ("case:withdraw",)),
    ("涉密拦截", ("intercepted",)),
    ("外部事件", ("reassessment:triggered", "reassessment:request_entered")),
)
"""What is told of a year, and by what name the chronicle counts it."""


def counts_of(years: Years) -> Counter[str]:
    """Add up what happened in all years, under the names by which it is told."""
    whole: Counter[str] = Counter()
    for counted in years.chronicle.by_year.values():
        for name, events in LINES:
            whole[name] += sum(counted[event] for event in events)
    whole["逾期"] = sum(years.late.values())
    whole["不是其职权而被拒"] = years.seen["refused"]
    whole["台账"] = years.chronicle.tip[0]
    return whole


def told(years: Years) -> str:
    """Tell every year in one line, and how its campaign ended."""
    lines = []
    for year, counted in sorted(years.chronicle.by_year.items()):
        said = "，".join(
            f"{name} {number}"
            for name, events in LINES
            if (number := sum(counted[event] for event in events))
        )
        lines.append(f"{year} 年：{said}")
        if year in years.closed:
            on, outcomes = years.closed[year]
            scope = sum(outcomes.values())
            parts = " + ".join(f"{word} {number}" for word, number in sorted(outcomes.items()))
            lines.append(
                f"  年度评估：应评 {scope} = {parts}；3 月 31 日未完 {years.late[year]} 件，"
                f"{on.month} 月 {on.day} 日办结"
            )
    return "\n".join(lines)
