"""Marks at the head of papers: of state secrets, telegrams, Party organs and file rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.labelled.numbers import FULL_WIDTH, Maker

LEVELS = ("秘密", "秘密", "秘密", "机密", "机密", "绝密")
LONGEST = {"秘密": 10, "机密": 20, "绝密": 30}
SPACES = (" ", "  ", "\u3000", "\u2002")
OTHER_STARS = "☆*＊⭐"
EVENTS = (
    "会议开始前", "启用前", "启封前", "公布前", "正式发布前", "开标前", "考试结束前", "任务完成后",
    "方案实施前", "签约前",
)  # fmt: skip


def _level(rng: Random) -> str:
    return rng.choice(LEVELS)


def with_years(rng: Random) -> str:
    """Draw a mark as the standard has it."""
    level = _level(rng)
    return f"{level}★{rng.randint(1, LONGEST[level])}年"


def _with_months(rng: Random) -> str:
    return f"{_level(rng)}★{rng.choice((1, 3, 6, 9, 18))}{rng.choice(('个月', '个月', '月'))}"


def _with_date(rng: Random) -> str:
    year, month, day = rng.randint(2024, 2033), rng.randint(1, 12), rng.randint(1, 28)
    style = rng.choice(("{}年{}月{}日", "{}年{}月{}日前", "至{}年{}月{}日", "{}年{}月{}日解密"))
    return f"{_level(rng)}★{style.format(year, month, day)}"


def _spaced(rng: Random) -> str:
    level, space = _level(rng), rng.choice(SPACES)
    tail = rng.choice(("", f"{rng.randint(1, LONGEST[level])}年", "长期"))
    inner = rng.choice(("", space))
    return f"{level[0]}{space}{level[1]}{inner}★{inner}{tail}".rstrip()


def _other_star(rng: Random) -> str:
    level = _level(rng)
    tail = rng.choice((f"{rng.randint(1, LONGEST[level])}年", "6个月", "长期"))
    return f"{level}{rng.choice(OTHER_STARS)}{tail}"


def _in_words(rng: Random) -> str:
    level = _level(rng)
    years = rng.randint(1, LONGEST[level])
    return rng.choice(
        (
            f"本件为{level}级文件，保密期限{years}年",
            f"此件系{level}件，阅后请退区机要室",
            f"本方案密级定为{level}，保密期限{years}年",
            f"以上材料属{level}级国家秘密，请勿复制、摘抄",
            f"本报告涉及国家秘密，密级为{level}",
        )
    )


def _in_form_field(rng: Random) -> str:
    level = _level(rng)
    years = rng.randint(1, LONGEST[level])
    return rng.choice(
        (
            f"密级：{level}",
            f"密　级：{level}",
            f"密级:{level}★{years}年",
            f"密级和保密期限：{level} {years}年",
            f"文件密级：{level}级",
            f"密级\t{level}",
            f"涉密等级：☑{level}",
            f"密级：{level}　　保密期限：{years}年",
        )
    )


def _declassified(rng: Random) -> str:
    mark = with_years(rng)
    when = f"{rng.randint(2018, 2024)}年{rng.randint(1, 12)}月"
    return rng.choice((f"{mark}（已解密）", f"{mark} {when}解密", f"{mark}（{when}解密，可公开）"))


def _cited(rng: Random) -> str:
    mark = rng.choice((with_years(rng), _level(rng)))
    year, number = rng.randint(2019, 2025), rng.randint(1, 60)
    return rng.choice(
        (
            f"《关于应急物资储备布局的通知》（云办密〔{year}〕{number}号，{mark}）",
            f"《{year}年度专项经费安排方案》（{mark}）",
            f"上级机密文件（云密发〔{year}〕{number}号）",
            f"《重点目标防护规划（{year}—{year + 5}年）》（{_level(rng)}级）",
        )
    )


def _cipher_number(rng: Random) -> str:
    code = rng.choice(("云密电", "云府密电", "江密传", "云应急密电", "市机密电"))
    return f"{code}〔{rng.randint(2019, 2025)}〕{rng.randint(1, 90)}号"


def _one_of(*choices: str) -> Maker:
    return lambda rng: rng.choice(choices)


def _filled(choices: Sequence[str], **fields: Callable[[Random], object]) -> Maker:
    def make(rng: Random) -> str:
        return rng.choice(choices).format(**{name: draw(rng) for name, draw in fields.items()})

    return make


_YEAR = {"year": lambda rng: rng.randint(2019, 2025), "number": lambda rng: rng.randint(1, 120)}

MAKERS: dict[str, Maker] = {
    "mark_with_years": with_years,
    "mark_with_months": _with_months,
    "mark_with_date": _with_date,
    "mark_with_event": lambda rng: f"{_level(rng)}★{rng.choice(EVENTS)}",
    "mark_long_term": lambda rng: f"{rng.choice(('绝密', '机密'))}★长期",
    "mark_without_term": lambda rng: f"{_level(rng)}★",
    "mark_spaced": _spaced,
    "mark_star_variant": _other_star,
    "mark_full_width": lambda rng: with_years(rng).translate(FULL_WIDTH),
    "mark_bare": _level,
    "mark_in_form_field": _in_form_field,
    "mark_on_attachment": with_years,
    "mark_behind_title": lambda rng: rng.choice(("（{}）", "【{}】", "〔{}〕", "({})")).format(
        rng.choice((_level(rng), with_years(rng)))
    ),
    "mark_in_words": _in_words,
    "declassified_mark": _declassified,
    "cited_secret_paper": _cited,
    "cipher_telegram_head": _one_of("密码电报", "密码传真", "密码电报（特急）", "密传电报"),
    "cipher_telegram_spaced": _one_of("密 码 电 报", "密　码　电　报", "密  码  电  报"),
    "cipher_telegram_number": _cipher_number,
    "cipher_telegram_in_words": _one_of(
        "本件系密码电报，不得翻印", "此件为密码电报，阅后退回机要室", "密码电报，严禁转为明电传输",
        "本电报为密码电报，不得在互联网传输", "密电明复须经签发人批准，本件为密电",
    ),
    "open_telegram_head": _one_of(
        "传真电报", "传 真 电 报", "内部明电", "明传电报", "等级：特急·明电", "平急·明电",
    ),
    "work_secret_mark": _one_of(
        "工作秘密", "工 作 秘 密", "工作秘密 3年", "【工作秘密】", "本件属工作秘密",
    ),
    "internal_paper_mark": _one_of(
        "内部文件", "内部资料", "内部事项", "内部文件（资料）", "【内部资料】", "内 部 文 件",
    ),
    "internal_use_mark": _one_of(
        "内部使用", "仅供内部参考", "内部参考", "仅限内部传阅", "供领导参阅，请勿外传", "内部掌握",
    ),
    "no_spread_mark": _one_of(
        "严禁外传", "不得公开", "不得上网", "请勿外传", "未经批准不得翻印、转载", "不得对外提供",
    ),
    "keep_safe_mark": _one_of("注意保存", "注意保管", "注意保密", "内部资料 注意保存", "阅后收回"),
    "party_number": _filled(
        ("云财党〔{year}〕{number}号", "云财党组〔{year}〕{number}号", "云委〔{year}〕{number}号",
         "云委办〔{year}〕{number}号", "江委发〔{year}〕{number}号", "云教党委[{year}]{number}号"),
        **_YEAR,
    ),
    "party_issuer": _one_of(
        "中共云溪区财政局党组文件", "中共云溪区委办公室文件", "中共云溪区教育局委员会文件",
        "中国共产党云溪区委员会文件", "中共云溪区柳浦镇委员会",
    ),
    "copy_number": lambda rng: rng.choice(("{:06d}", "{:06d}", "份号：{:06d}", "№{:06d}")).format(
        rng.randint(1, 300)
    ),
    "urgency_mark": _one_of("特急", "加急", "特 急", "紧急", "急件", "特　急"),
    "signatory_line": lambda rng: "签发人：" + rng.choice(("沈建国", "顾平", "何远", "陆  明")),
    "draft_mark": _one_of(
        "（征求意见稿）", "（送审稿）", "（讨论稿）", "（内部征求意见稿）", "（初稿）",
    ),
    "not_public_note": _one_of(
        "（此件不予公开）", "（此件依申请公开）", "（公开方式：不予公开）", "（此件不公开）",
        "（信息公开属性：依申请公开）", "(此件免予公开)",
    ),
}  # fmt: skip
