"""What people are told beyond labels: sentences of the trail, consequences of a step."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

SYSTEM = "系统"
SECTION = "科室"
AGENCY = "机关"
ALL = "全部"
PRODUCT = "先审"
SENTENCE = "{by}：{label}，转入“{stage}”"
SENTENCES = MappingProxyType(
    {
        "open": "立案",
        "recount": "重算期限",
        "substitute": "{by}（代 {principal}）",
    }
)
BESIDE = MappingProxyType(
    {
        "copy": "{by}：抄送{to}",
        "read": "{by}：阅知{of}的抄送",
        "remind": "{by}：催办",
        "reassign": "{by}：转办{to}",
        "taken": "{by}：收回转办",
        "add_signature": "{by}：请{to}加签",
        "concur": "{by}：请{to}会签，须有 {needed} 人同意",
        "delegate": "{by}：委派{to}办理并报告",
        "answer": "{by}：答复{of}的{asked}：{answer}",
        "take_back": "{by}：收回{of}的{asked}",
    }
)
"""What was done beside the procedure, in a sentence of the trail, by its verb."""
BESIDE_EFFECTS = MappingProxyType(
    {
        "copy": "只供阅知，收到的人不因此能办理；看不到本件的人不能抄送。阅知以后记录时间",
        "reassign": (
            "本环节从此由这一位办理，其他人办不了；期限照旧，已有的意见不变。"
            "只能转给有这一环节的角色、没有在本件其他环节办理过的人；您可以再转给自己，即收回"
        ),
        "add_signature": (
            "请一位看过、同意以后本环节才能办出。答复的人算在本环节经手，"
            "不能再办理本件的其他环节；您可以收回"
        ),
        "concur": (
            "请几位会签，同意的人数够了本环节才能办出，不同意的写明理由、都有记录。"
            "答复的人算在本环节经手，不能再办理本件的其他环节；您可以收回"
        ),
        "delegate": (
            "请一位先办、向您报告，报告以后由您办出。他不因此能代您办这一步，"
            "并且算在本环节经手，不能再办理本件的其他环节；您可以收回"
        ),
        "remind": "提醒这一环节的办理人，一天一次；提醒里只有编号，没有标题和内容，期限不变",
    }
)
"""What comes of it, said where it is offered."""
HELD = MappingProxyType(
    {
        "reassign": "本环节已由{by}转办{to}，由{to}办理；{by}可以收回",
        "open": (
            "{by}的{verb}（流程以外第 {number} 项）还在等{waiting}答复"
            "，须有 {needed} 人答复同意或者报告，已有 {agreed} 人；{by}可以收回"
        ),
        "failed": (
            "{by}的{verb}（流程以外第 {number} 项）须有 {needed} 人同意，{against}不同意，"
            "已达不到；可以退回，或者由{by}收回后再办"
        ),
    }
)
"""For what a step waits, by the verb that is under way beside the procedure."""
UNABLE = MappingProxyType({"role": "没有{roles}的角色", "same": "已办理本件的{acts}"})
"""Why somebody cannot do what a stage asks."""
CONSEQUENCES = MappingProxyType(
    {
        "publish": "发布后即对公众可见；若再修改任何文件，须重新审查",
        "register": "在册后本件不公开，到期须重新评估",
        "withdraw_from_public": "立即从公开渠道撤下，须另一人在一个工作日内确认",
        "purge": "将销毁本件已存的全部文件，不可恢复",
        "convert": "转为主动公开并发布",
        "keep": "维持原属性，到下次评估日再评估",
    }
)
ASKS = MappingProxyType(
    {
        "section_review": "核实公开属性，签署科室意见",
        "check": "看完文件，处置疑点，签署意见",
        "endorsement": "签署意见，报主要领导决定",
        "decision": "决定是否公开、以何种方式公开",
        "confirmation": "核对各渠道都已撤下，确认",
    }
)
"""What an act asks of a person, where the label of its step would say only how it may end."""
GROUND = MappingProxyType(
    {
        "work_secret": "标有工作秘密",
        "subjects": "涉及{subjects}",
        "on_event": "“{event}”发生时评估，最迟 {day}",
    }
)
PLACES = MappingProxyType(
    {
        "file": "部件 {}",
        "page": "第{}页",
        "paragraph": "第{}段",
        "sheet": "工作表“{}”",
        "cell": "单元格 {}",
    }
)
"""How a place in a file is said; offsets are for programs."""
SIZES = MappingProxyType({1024 * 1024: "{}兆字节", 1024: "{}千字节"})
LISTED = "、"
AND_MORE = "{names}等 {count} 个"
NO_SUBJECTS = "都不涉及"


def said_size(octets: int) -> str:
    """Return a limit as people say it: 200兆字节."""
    unit = next((unit for unit in SIZES if octets >= unit), min(SIZES))
    return SIZES[unit].format(octets // unit)


def said_place(place: Mapping[str, str | int]) -> str:
    """Return a place as people say it: 第2页，第5段."""
    return "，".join(said.format(place[key]) for key, said in PLACES.items() if key in place)


SUGGESTED = MappingProxyType(
    {
        "ground": "符合情形：{ground}",
        "never": "不得自动转换：{bar}",
        "excluded": "本机关规定不自动转换：{text}",
        "for_people": "本件已撤下，或者已另有更新的版本，须由人判断",
        "no_ground": "可以转为主动公开的各种情形，条件都没有全部满足",
        "screening_clear": "按今日规则库检测有疑点，或者有文件读不了，系统不自动转换",
        "person_checked": "没有人工审查过这些字节的在案记录，系统不自动转换",
        "authorisation": "没有涵盖本件的有效常设授权，系统只提出建议，由人决定",
    }
)
"""Why the rules suggest what they suggest, by what was found."""
TOLD = MappingProxyType({"act": "{act}：{by}（{role}）：{opinion}", "sourced": "{act}：{opinion}"})
PROPOSED = "{by}（{role}）{kind}{mode}"
SUGGESTED_BY = "{by}（{role}）提出：{outcome}"
CLEARED = "凭{by}确认收文：{number}，{on}；登记 {entered_by}，复签 {co_signer}"
HINT = "一般为{usual}：{reason}（依据：{source}；规则 {rule}）"
HINT_OPEN = "另行核对"
ON_SCREEN = MappingProxyType(
    {
        "days were missed": "定时任务有几天没有运行，今天一并补办",
        "the clock went back": "机器的时钟倒退了，今天的定时任务没有运行，请校准时钟",
        "the clock is ahead": "机器的时钟比上次运行晚了一个多月，每日任务停着，请核对后确认",
        "the clock was moved": "机器的时钟被改动，每日任务停着，请校准或者确认以后重新启动",
        "the server tells another time": "机器的时钟与数据库服务器相差五分钟以上，每日任务停着",
        "a batch goes one by one": "成批评估没有写成，改为逐件办理",
        "a job failed": "一项定时任务出错，下次再试，详情在日志里",
        "not delivered": "没有送达渠道，稍后重试",
        "a channel does not show what is public": "渠道里的与已公开的不一致，已逐件处理或者待查",
        "guards are absent": "数据库里有关口缺失、被改或被停用",
        "the database does not answer": "数据库没有应答",
        "a command failed": "一个命令出了意外",
    }
)
"""What an administrator reads on the terminal; the log keeps the words that never change."""
NOTHING_TO_FILL_IN = "没有"
NOT_YET_PUBLIC = "尚未公开"
NOT_KEPT = "（涉密拦截，不留存）"
"""What stands where the words of an intercepted paper stood."""
NO_COPY = MappingProxyType(
    {
        "marked": (
            "疑似国家秘密标志（{detail}），不得制作副本。请停止在本机处理该文件，按保密规定离线处置。"
        ),
        "unreadable": "文件无法检测，不能区分处理：{detail}",
        "not_cut": "“{detail}”不能自动区分处理，请另存为 .docx、.xlsx 或者 .pdf 后再区分处理。",
        "not_removed": (
            "要删去的内容在副本中仍能取到（位置：{detail}），副本已作废。请在原文件中手工删改后重新检测。"
        ),
        "no_such_finding": "没有这样的疑点或者规则：{detail}",
    }
)
"""Why no clean copy was made, and what to do."""
CUT = "第{number}个文件删去 {cuts} 处，两种读法都取不到删去的内容"
LEFT_OUT = "，副本没有带上：{listed}"
CUT_BY_SYSTEM = "删减稿由系统制作：{files}"
CUT_AS_DISPOSED = "按疑点的处置区分处理"
"""What the record says of a copy with cuts: how much was cut, never what."""
CONVERTED_NOTE = "由{mode}转为主动公开"
FILE_FAULTS = MappingProxyType(
    {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.ENOTDIR: "路径中有一级不是文件夹",
        errno.EEXIST: "这里已经有同名的文件或链接",
        errno.EISDIR: "这是一个文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOSPC: "磁盘已满",
        errno.ENAMETOOLONG: "名称太长",
    }
)
FILE_FAULT = "读写出错，错误号 {number}"
FAILURES = MappingProxyType(
    {
        "DeliveryFailedError": "渠道没有收下，或者收下的与送出的不一致",
        "OvertakenError": "已被后来的撤下取代",
        "OriginalMissing": "原件不在库中",
        "OriginalAltered": "原件已被改动",
        "PermissionError": "没有权限写入渠道的文件夹",
        "FileNotFoundError": "渠道的文件夹不在了",
    }
)
FAILURE = "送达时出错，详情在日志里"
AUTHORISATION_HANDS = MappingProxyType({"drafted": "授权起草人", "rules_signed": "评估规则会签人"})
"""Who already had a hand in a standing authorisation, by what he did."""


def said_fault(fault: OSError) -> str:
    """Return why the system would not read or write, in the office's words."""
    return FILE_FAULTS.get(fault.errno or 0, FILE_FAULT.format(number=fault.errno))


COMPLAINTS = MappingProxyType(
    {
        "sought_otherwise": "检索用的词与现在的标题、文号不一致",
        "public_without_review": "已公开，但这些字节没有完成的审查（认定、审查、决定）",
        "public_by_another_mode": "已公开，但审定的公开属性不是主动公开",
        "public_but_destroyed": "已公开，但其文件已按涉密拦截销毁",
        "public_unchecked": "已公开，但还有疑点未处置，或文件未经检测也未经两人阅看",
        "doubted": "公开以后，阅看过文件或处置过疑点的人又提出疑问；请核实，确有问题的先撤下",
        "checked_unopened": "通过审查的人没有打开过每个文件",
        "decided_unchecked": "决定公开时还有疑点未处置，或文件未经检测也未经两人阅看",
        "same_hands": "应由不同的人办理的两件事由同一人办理",
        "judged_own": "有人审查或决定了自己起草、修改的文件",
        "decided_what_was_cosigned": "复签疑点或代机器阅看的人又作了决定",
        "cosigned_own": "处置疑点的人或承办人自己复签",
        "act_on_other_things": "审查、决定所指的文件、版本、流程与案件不一致",
        "manifest_differs": "版本的文件清单与审查时的不一致",
        "changed_unseen": "改动的次数与台账的记录不一致",
        "entered_nowhere": "台账中没有这一项的记录",
        "gone": "台账中有记录，但这一项已不在库中",
        "ruleset_unlike_entries": "本机关规则库的起草、测试、签署、启用与台账的记录不一致",
        "ruleset_text_altered": "本机关规则库的内容已被改动，与起草时的摘要不符",
        "checked_unseen": "审查通过时所依的规则库没有检测过这些文件；请重新审查",
        "chain_broken": "台账链在此处断开",
        "step_missing": "办理经过缺少台账中已有的步骤",
        "step_unlike_entry": "办理步骤与台账的记录不一致",
        "stage_unknown": "案件所处环节或步骤不在其所依的流程中",
        "stage_unlike_trail": "案件所处环节与办理经过不一致",
        "role_unlike_row": "办理步骤所记的角色不是流程中可以办理该步骤的角色",
        "act_unlike_step": "审查、决定所记的人员、角色、时间与办理步骤不一致",
        "sent_twice": "同一决定在同一渠道有两条发布或撤下",
        "sent_by_nobody": "发件箱中的这一条没有对应的决定",
        "not_sent": "已决定发布或撤下，但发件箱中没有",
        "authorisation_by_too_few": "常设授权的起草、规则会签、签署不是三个不同的人",
        "over_the_cap": "按常设授权转换的件数超过上限",
        "converted_without_case": "自动转换的案件没有有效的常设授权",
        "converted_without_sources": "自动转换的三项依据不全，或与在案记录不符",
        "converted_against_rules": "自动转换时评估条件并未全部满足",
        "converted_too_early": "观察期未满即自动转换",
        "not_taken_back": "已不公开，但没有通知渠道撤下",
        "still_in_channel": "渠道中还有不应公开的内容",
        "altered_in_channel": "渠道中的文件与审定的不一致",
        "missing_in_channel": "已公开，但渠道中没有",
        "original_missing": "文件的字节不在库中；请从备份恢复 originals/ 中的这个文件",
        "original_altered": "文件的字节已被改动；请查明来由，从备份恢复 originals/ 中的这个文件",
        "original_not_destroyed": "应已销毁的字节仍在库中",
        "original_of_nobody": "库中有不属于任何文件的字节（中断的收文留下的，可以清理）",
        "clock_went_back": "时间早于前一条记录，机器的时钟曾经倒退",
        "not_destroyed_yet": "应销毁的字节尚未销毁",
        "two_open_cases": "同一文件有两件未了结的案件",
        "no_end": "不公开而没有写全理由和终止条件",
        "schema_not_current": (
            "数据库的结构不是本版本的；请停止服务、备份，由属主运行 xianshen db upgrade"
        ),
        "word_unknown": "有一栏的值不在词表里，被人直接改过；改正之前这一项办理不了",
        "owner_serves": (
            "连接数据库的账号是表的属主，能关掉库里的关口（触发器）；"
            "请另设运行账号（XIANSHEN_RUNTIME_ROLE），平时用它连接"
        ),
        "bell_silent": (
            "定时任务没有运行过，或者已有一小时以上没有运行：每日的评估和对账、发送、销毁都停着；"
            "请启动 xianshen serve（不带 --no-clock）或 xianshen clock，漏掉的会补办一次"
        ),
        "set_aside": (
            "定期评估时出错搁置，还没有评估；用 xianshen reassess status 查看，"
            "排除原因后用 xianshen reassess retry 重办"
        ),
        "clock_in_doubt": (
            "机器的时钟与定时任务上次运行的时间对不上，每日任务停着；请核对时间，"
            "正确的由系统管理员或者信息公开专员确认，漏掉的会补办一次："
            "xianshen clock --confirm --by 本人"
        ),
        "no_recognition": "没有文字识别，扫描件和图片一律无法检测，须由两人阅看；"
        "要识别，在先审的目录里执行 make ocr，或者用 pip install 'xianshen[ocr]' 安装",
        "recognition_lacks_package": (
            "文字识别已安装，但系统缺少 {module} 要用的库 {library}，识别不了，"
            "扫描件和图片一律须由两人阅看；Debian、Ubuntu 上请系统管理员执行"
            " apt-get install {package}，再运行 xianshen doctor 核对"
        ),
        "recognition_lacks_library": (
            "文字识别已安装，但系统缺少 {module} 要用的库 {library}，识别不了，"
            "扫描件和图片一律须由两人阅看；请系统管理员查明哪个系统软件包提供这个库，"
            "装上后再运行 xianshen doctor 核对"
        ),
        "directory_fails": (
            "按设置问不了单位目录，谁也不能从它登录，用本系统口令的不受影响：请核对 XIANSHEN_LDAP_"
            " 开头各项（地址、CA 证书、查询账号和口令、起点或名称写法），"
            "以及目录服务器是否可达、证书是否到期、是否只在加密的连接上受理"
        ),
        "directory_lacks_library": (
            "设置了单位目录，但没有装连接它的部分，页面不能启动；Debian、Ubuntu 上请先执行"
            " apt-get install gcc python3-dev libldap-dev libsasl2-dev，"
            "再执行 pip install 'xianshen[ldap]'"
        ),
        "recognition_unloadable": (
            "文字识别已安装，但 {module} 加载不了，识别不了，扫描件和图片一律须由两人阅看；"
            "请用 pip install --force-reinstall 'xianshen[ocr]' 重装，再运行 xianshen doctor 核对"
        ),
    }
)
"""What the examination of live data says, by the name of the fault."""
AUTHORISED = "依常设授权 {reference} 转换；符合情形：{ground}"
APART = "；"
DERIVED = "系统推算"
"""Who says so, of what follows from dates, requests and rules."""
STOP = "。"
CONDITION = "{text}（{fact}）"
SOURCES = MappingProxyType(
    {
        "attribution": "依据：评估规则 {reference}，情形“{ground}”：{conditions}",
        "check": (
            "依据：{by}（{role}）{on} 在案件 {reference} 对同一文件（清单 {manifest}…）完成的"
            "保密审查；另按规则库 {ruleset} 重新检测，未见疑点"
        ),
        "decision": "依据：常设授权 {reference}，{by}（{role}）{on} 签署",
    }
)
"""What stands behind the acts of an automatic case, by act (DESIGN §6)."""
API_FAULT = "系统出了故障，没有办理；请把编号 {incident} 告诉系统管理员"
SOURCE_LOST = "依据：{reference}（库中已找不到，请系统管理员运行 xianshen doctor）"
PRESSES = MappingProxyType(
    {"overdue": "已逾期", "soon": "即将到期", "later": "期限内", "never": "不计期限"}
)
"""How the day of an open case presses."""
NO_OPEN_FINDING = "没有未处置的疑点，见退回意见"
"""Why a paper went back of which the machine had nothing to say."""
STATISTICS_HEADS = MappingProxyType(
    {
        "decided": ("审定的公开属性", "件数"),
        "share": ("主动公开率",),
        "months": ("月份", "发布件数"),
        "pending": ("在办案件", "件数"),
        "stages": ("环节", "次数", "中位（工作日）", "最长（工作日）"),
        "returned_from": ("退回的环节", "次数"),
        "returned_because": ("退回时最重的疑点", "次数"),
        "rules": ("规则", "疑点", "误报", "可公开或不影响", "删减", "未处置"),
    }
)
"""What stands over the tables of a year, on the page and in the file alike."""
MAIL = MappingProxyType(
    {
        "subject": "先审：有 {waiting} 件待您办理",
        "text": (
            "{agency}\n\n"
            "{campaign}{work}{asked}"
            "内容请登录系统查看；本邮件只写编号，不写标题和内容。请不要在邮件中回复审查意见。\n"
            "不再需要提醒的，可在“邮件提醒”中停用。\n"
        ),
        "work": (
            "待您办理的有 {waiting} 件，其中即将到期 {soon} 件，已逾期 {overdue} 件。\n\n"
            "{lines}\n\n"
        ),
        "asked_subject": "先审：有 {asked} 件请您答复",
        "asked": "别人请您加签、会签或者办理、还没有答复的有 {asked} 件：{numbers}。\n\n",
        "asked_more": "等",
        "campaign_subject": "先审：{year}年度评估提醒",
        "campaign_near": "{year}年度评估：最迟{what}的日子快到了（{day}），还没有办结。\n\n",
        "campaign_past": "{year}年度评估：最迟{what}的日子已过（{day}），还没有办结，请督办。\n\n",
        "flag": "立案",
        "assess": "评估完",
        "hold": "进入观察期",
        "publish": "公开",
        "line": "{number}　{stage}　{day}",
        "no_day": "不计期限",
        "overdue": " 到期，已逾期",
        "due": " 到期",
        "reminded": "，已催办 {times} 次",
        "more": "\n另有 {more} 件。",
    }
)
"""What a notice by mail says: numbers, stages and days, never a word of a paper."""
