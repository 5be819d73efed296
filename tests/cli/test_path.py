"""A paper's whole way, by the command line alone."""

from __future__ import annotations

import pytest

from tests.cli.conftest import NOTHING_FOUND, receive

OF_A_CASE = [
    *("case", "document", "version", "stage", "availability", "mode", "procedure", "offered"),
    *("refused", "findings", "deadline", "trail", "beside"),
]


@pytest.fixture
def at(xianshen, received):
    """Take steps of the received notice: `at("verify", "wang", mode="proactive")`."""
    case = received["case"]

    def take(action: str, login: str, **given: str):
        if action == "pass_check":
            for file in received["files"]:
                xianshen("case", "open", case, file["sha256"], "--by", login)
        if action == "pass_check":
            given |= {"checklist": NOTHING_FOUND}
        filled = [word for key, value in given.items() for word in ("--set", f"{key}={value}")]
        return xianshen("step", case, action, "--by", login, "--opinion", "同意", *filled, "--json")

    return take


@pytest.fixture
def finding(xianshen, received) -> str:
    """The one finding of the notice."""
    (found,) = xianshen("case", "show", received["case"], "--json").told["findings"]
    return str(found["id"])


@pytest.fixture
def lawful(xianshen, received, finding):
    """Zhou finds the number lawful."""

    def dispose():
        return xianshen(
            *("dispose", received["case"], finding, "--as", "lawful"),
            *("--reason", "对外公布的报名联系电话", "--by", "zhou"),
        )

    return dispose


@pytest.fixture
def approved(at, lawful) -> None:
    """The notice is approved and awaits publication."""
    at("propose", "li", mode="主动公开")
    at("verify", "wang")
    lawful()
    at("pass_check", "zhou")
    assert at("decide_in_full", "gu").told["stage"] == "awaiting_publication"


def test_what_is_received_is_told_in_the_keys_of_the_design(xianshen, demo_office, notice):
    said = xianshen(*receive(notice))

    assert said.code == 0
    assert list(said.told) == ["case", "document", "version", "stage", "files", "refused"]
    assert said.told["stage"] == "attribution"
    assert said.told["refused"] is None
    (file,) = said.told["files"]
    assert list(file) == ["path", "sha256", "sm3"]
    assert file["path"] == str(notice)


@pytest.mark.usefixtures("on_both")
def test_a_paper_goes_from_file_to_published_and_into_the_archive(  # noqa: PLR0917
    xianshen, at, lawful, received, data_dir, notice
):
    """Receive → 源头认定 → 科室审核 → 处置 → 保密审查 → 审批 → 发布 → 归档."""
    assert at("propose", "li", mode="主动公开").told["stage"] == "section_review"
    assert at("科室审核通过", "wang").told["stage"] == "check"
    assert lawful().code == 0
    assert at("pass_check", "zhou").told["stage"] == "approval"
    assert at("decide_in_full", "gu").told["stage"] == "awaiting_publication"
    assert at("publish", "chen").code == 0

    shown = xianshen("case", "show", received["case"], "--json").told
    assert list(shown) == OF_A_CASE
    assert (shown["availability"], shown["mode"]) == ("public", "proactive")
    assert [each["action"] for each in shown["trail"]][-3:] == [
        *("pass_check", "decide_in_full", "publish"),
    ]
    assert xianshen("publish", "verify").code == 0
    assert xianshen("publish", "status", "--json").told == []
    assert notice.read_bytes() in {
        path.read_bytes() for path in (data_dir / "published").rglob("*") if path.is_file()
    }
    assert at("archive", "zhou").told["stage"] == "archived"
    assert xianshen("ledger", "verify").code == 0


def test_a_step_that_may_not_be_taken_says_why(at):
    said = at("verify", "wang")

    assert said.code == 1
    assert "没有“科室审核通过”这一步" in said.err
    assert said.out == ""


def test_the_wrong_person_is_told_who_could(at):
    said = at("propose", "wang", mode="proactive")

    assert said.code == 1
    assert "应由承办人办理" in said.err


def test_a_case_that_moved_on_since_it_was_seen_is_stale(xianshen, at, received):
    """H7: of two scripts that saw the same case, the second is told so."""
    seen = xianshen("case", "show", received["case"], "--json").told["trail"][-1]["rev"]
    at("propose", "li", mode="proactive")

    said = xianshen("step", received["case"], "verify", "--by", "wang", "--rev", seen)

    assert said.code == 1
    assert "本件已被他人办理过" in said.err
    assert at("verify", "wang").code == 0


@pytest.mark.usefixtures("on_both")
def test_an_open_finding_holds_the_check(at):
    at("propose", "li", mode="proactive")
    at("verify", "wang")

    said = at("pass_check", "zhou")

    assert said.code == 1
    assert "还有疑点未处置或未复签" in said.err


def test_a_word_of_no_list_is_refused_by_the_service(at):
    said = at("propose", "li", mode="公开吧")

    assert said.code == 1
    assert "“公开属性”不是可选的值" in said.err
    assert "可填：" in said.err


@pytest.mark.parametrize(
    ("action", "by", "given"),
    [
        ("propose", "li", {"mode": "主动公开", "title": "另一个标题"}),
        ("propose", "li", {"mode": "主动公开", "文号": "云财〔2026〕1号"}),
        ("propose", "li", {"mode": "主动公开", "file": __file__}),
        ("propose", "li", {"mode": "主动公开", "ends": "随便"}),
        ("send_back", "wang", {"reason": "请改", "reasons": "请改"}),
    ],
)
def test_what_a_step_does_not_read_is_refused_with_what_it_does(at, action, by, given):
    """What was silently left out would stand in no record, and its author would not know."""
    if action != "propose":
        assert at("propose", "li", mode="主动公开").code == 0

    said = at(action, by, **given)

    assert said.code == 1
    assert "这一步没有“" in said.err
    assert ("公开属性（mode）" in said.err) is (action == "propose")
    assert ("“reasons”" not in said.err) or "可填：理由（reason）。" in said.err
    assert "标题（title）" not in said.err


def test_an_item_is_filled_in_by_its_chinese_name(at, received, tmp_path, xianshen):
    assert at("propose", "li", 公开属性="主动公开").code == 0
    assert at("send_back", "wang", 理由="标题不全").code == 0
    revised = tmp_path / "通知.txt"
    revised.write_text("关于开展春季义务植树活动的通知", encoding="utf-8")

    said = at("revise", "li", 文件=revised, 标题="关于春季义务植树的通知")
    assert said.code == 0, said.err
    shown = xianshen("case", "show", received["case"])
    assert "关于春季义务植树的通知" in shown.out


def test_an_item_filled_in_twice_is_refused(at, received):
    for said in (
        at("propose", "li", mode="主动公开", 公开属性="不予公开"),
        at("verify", "wang", opinion="同意", 意见="不同意"),
    ):
        assert said.code in {1, 2}  # typed twice, or written in two places
        assert "填了两次" in said.err


def test_a_new_version_is_handed_in_with_a_step(xianshen, at, received, tmp_path):
    """Each --set file=PATH is a file of the new version."""
    revised, table = tmp_path / "new" / "通知.txt", tmp_path / "附表.txt"
    revised.parent.mkdir()
    revised.write_text("关于开展春季义务植树活动的通知", encoding="utf-8")
    table.write_text("报名表", encoding="utf-8")

    said = xianshen(
        *("step", received["case"], "revise", "--by", "li", "--set", f"file={revised}"),
        *("--set", f"file={table}", "--json"),
    )

    assert said.told["stage"] == "returned"
    shown = xianshen("case", "show", received["case"], "--json").told
    assert (shown["version"], shown["findings"]) == (2, [])


def test_a_byte_flipped_after_approval_is_noticed(at, approved, data_dir, received):
    """审定的结论只对审定时的文件有效."""
    sha256 = received["files"][0]["sha256"]
    (original,) = (path for path in (data_dir / "originals").rglob(sha256) if path.stat().st_size)
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-1] + b"?")

    said = at("publish", "chen")

    assert said.code == 1
    assert "文件与审定的内容不一致" in said.err


def test_a_probable_secret_is_refused_and_nothing_of_it_is_printed_or_kept(
    xianshen, demo_office, data_dir, tmp_path
):
    path = tmp_path / "文件.txt"
    path.write_text("机密★10年\n\n关于某某事项的紧急报告正文句子\n", encoding="utf-8")

    said = xianshen(*receive(path))

    assert said.code == 1
    assert said.told["case"] is None
    assert list(said.told["refused"]) == ["rule", "advice"]
    assert "紧急报告正文句子" not in said.out + said.err
    kept = [path for path in data_dir.rglob("*") if path.is_file()]
    assert not [path for path in kept if "紧急报告正文句子".encode() in path.read_bytes()]


def test_people_are_told_what_to_do_with_a_refused_paper(xianshen, demo_office, tmp_path):
    path = tmp_path / "文件.txt"
    path.write_text("机密★10年\n\n正文\n", encoding="utf-8")

    said = xianshen(*receive(path)[:-1])

    assert said.code == 1
    assert "拒收（规则 marking.classification）" in said.err
    assert "线下" in said.err


def test_an_unreadable_file_is_received_and_its_case_is_blocked(xianshen, demo_office, tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF")

    said = xianshen(*receive(path))

    assert said.code == 0
    shown = xianshen("case", "show", said.told["case"])
    assert "无法检测" in shown.out


def test_the_record_of_a_case_is_drawn(xianshen, at, approved, tmp_path, received):
    at("publish", "chen")

    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")):
        path = tmp_path / f"表.{form}"
        said = xianshen("record", received["case"], "--format", form, "-o", path)
        assert said.code == 0, said.err
        assert path.read_bytes().startswith(begins)


def test_no_record_is_written_over_unasked(xianshen, received, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{received['case']}.json").write_text("mine", encoding="utf-8")

    said = xianshen("record", received["case"], "--format", "json")

    assert said.code == 2
    assert (tmp_path / f"{received['case']}.json").read_text(encoding="utf-8") == "mine"


def test_a_case_that_is_not_here_is_said_so(xianshen, demo_office):
    said = xianshen("case", "show", "2026-9999")

    assert said.code == 1
    assert "没有编号为“2026-9999”的审查件" in said.err


def test_a_run_of_a_day_to_come_is_wrong_use_and_a_preview_is_not(xianshen, received):
    run = xianshen("reassess", "run", "--on", "2199-03-01", "--by", "zheng")
    preview = xianshen("reassess", "preview", "--on", "2199-03-01", "--json")

    assert run.code == 2
    assert "还没有到" in run.err
    assert (preview.code, preview.told) == (0, [])
    assert xianshen("reassess", "status", "--json").told["runs"] == []


def test_a_run_is_told_and_stands_in_the_status(xianshen, received):
    run = xianshen("reassess", "run", "--by", "zheng", "--json")

    assert run.code == 0
    assert run.told[0]["set_aside"] == []
    assert len(xianshen("reassess", "status", "--json").told["runs"]) == 1


@pytest.mark.usefixtures("on_both")
def test_an_authorisation_is_drafted_signed_and_revoked_by_its_people(xianshen, demo_office):
    drafted = xianshen(
        *("authorise", "draft", "评估方案1", "--ground", "标准目录已列为主动公开", "--from"),
        *(
            "2026-01-01",
            "--until",
            "2026-12-31",
            "--cap",
            "10",
            "--hold-days",
            "5",
            "--by",
            "zheng",
        ),
    )
    too_early = xianshen("authorise", "sign", "评估方案1", "--by", "gu")
    rules = xianshen("authorise", "sign-rules", "评估方案1", "--by", "zhou")
    signed = xianshen("authorise", "sign", "评估方案1", "--by", "gu")

    assert [each.code for each in (drafted, too_early, rules, signed)] == [0, 1, 0, 0]
    (line,) = xianshen("authorise", "list", "--json").told
    assert (line["reference"], line["state"]) == ("评估方案1", "signed")
    assert xianshen("authorise", "revoke", "评估方案1", "--by", "gu").code == 0
    assert xianshen("authorise", "list", "--json").told[0]["state"] == "revoked"


@pytest.mark.usefixtures("on_both")
def test_a_public_paper_is_taken_down_and_comes_back_only_by_a_new_case(
    xianshen, at, approved, received
):
    at("publish", "chen")

    taken = xianshen(
        *("take-down", received["document"], "--reason", "附件有误", "--by", "gu", "--json"),
    )

    assert taken.code == 0, taken.err
    shown = xianshen("case", "show", received["case"], "--json").told
    assert shown["availability"] == "withdrawn"
    early = xianshen("reopen", received["document"], "--by", "li")
    assert early.code == 1
    assert "一事一审" in early.err
