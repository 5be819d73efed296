"""`procedure`: proofs with their shortest paths, and pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.bootstrap import open_office
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.settings import read_settings
from tests.architecture.source import TOP
from workflows.loading import shipped_procedures
from workflows.words import Flaw

UNAUTHORISED = Flaw.AUTOMATIC_WITHOUT_AUTHORISATION
MALFORMED = ("administrator_acts", "file_unlike_change")
FILES = sorted((TOP / "tests" / "assets" / "procedures").glob("*.toml"))
SABOTAGED = [path for path in FILES if path.stem not in MALFORMED]

TO_THE_CHECK = (
    "源头认定 —提出公开属性并送审（承办人）→ 科室审核 —科室审核通过（科室负责人）→ 保密审查"
    " —通过保密审查（办公室审查人）→ 审批"
)
TOLD = {
    "findings_left_open": f"疑点没有处置完毕也可公开：{TO_THE_CHECK}",
    "files_left_unread": f"未经机器检测、也未经两人阅看的文件也可公开：{TO_THE_CHECK}",
    "roles_not_apart": (
        "源头认定、保密审查、公开决定可由同一种角色办理："
        f"{TO_THE_CHECK} —同意主动公开（分管领导／承办人）→ 待发布"
    ),
    "administrator_acts": (
        "流程定义有误，通过保密审查：系统管理员、安全保密管理员、安全审计员不办理案件“系统管理员”"
    ),
    "file_unlike_change": (
        "流程定义有误，换文件：要求提交文件的步骤须写明改动内容（changes_content），"
        "改动内容的步骤须要求提交文件"
    ),
}


@pytest.mark.parametrize("name", shipped_procedures())
def test_a_shipped_procedure_is_proved(xianshen, name):
    said = xianshen("procedure", "prove", TOP / "workflows" / "procedures" / f"{name}.toml")

    assert said.code == 0
    assert said.out.startswith("证明通过")
    assert f"{len(shipped_procedures()[name].steps)} 个步骤" in said.out


@pytest.mark.parametrize("path", SABOTAGED, ids=[path.stem for path in SABOTAGED])
def test_a_sabotaged_procedure_is_refused_with_its_path(xianshen, path):
    said = xianshen("procedure", "prove", path, "--json")

    assert said.code == 1
    assert said.told["holds"] is False
    kind = UNAUTHORISED if path.stem.startswith("automatic_") else Flaw(path.stem)
    messages = {each["kind"]: each["message"] for each in said.told["violations"]}
    assert messages[kind.value].startswith(kind.label)


@pytest.mark.parametrize(("name", "said"), TOLD.items())
def test_what_makes_a_file_unsafe_is_told_in_chinese(xianshen, name, said):
    answer = xianshen("procedure", "prove", TOP / f"tests/assets/procedures/{name}.toml")

    assert answer.code == 1
    assert said in answer.err


def test_people_read_the_path_in_chinese(xianshen):
    said = xianshen("procedure", "prove", TOP / "tests/assets/procedures/dead_end.toml")

    assert "案件会停在无法了结的环节：源头认定 —" in said.err
    assert said.out == ""


def test_what_is_no_procedure_is_refused_with_the_place(xianshen, tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('name = "x"', encoding="utf-8")

    said = xianshen("procedure", "prove", path)

    assert said.code == 1
    assert "流程定义有误" in said.err


@pytest.mark.parametrize(
    ("form", "begins"), [("mermaid", "stateDiagram-v2"), ("svg", "<svg"), ("table", "| 环节")]
)
def test_a_procedure_is_drawn(xianshen, form, begins):
    assert xianshen("procedure", "draw", "takedown", "--format", form).out.startswith(begins)


def test_a_procedure_file_is_drawn_as_well(xianshen):
    path = Path(TOP / "workflows" / "procedures" / "takedown.toml")

    assert xianshen("procedure", "draw", path).out.startswith("| 环节")


@pytest.fixture
def administered(data_dir) -> None:
    """A demo office with its administrators and an auditor."""
    office = open_office(read_settings({"XIANSHEN_DATA_DIR": str(data_dir)}))
    keepers = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    office.found(
        FoundAgency(
            code="BS",
            name="某局",
            profile="small",
            sections=("办公室",),
            accounts=(
                NewAccount(login="guan", name="管立", password=None, roles=keepers),
                NewAccount(login="shen", name="沈审", password=None, roles=(Role.AUDITOR,)),
            ),
            is_demo=True,
        )
    )
    office.close()


def test_what_one_drafts_is_listed_until_another_confirms(xianshen, administered):
    path = TOP / "workflows" / "procedures" / "publication_two_level.toml"
    at_first = xianshen("procedure", "list").out

    drafted = xianshen("procedure", "activate", path, "--by", "guan")
    waiting = xianshen("procedure", "list").out
    alone = xianshen("procedure", "confirm", "publication_two_level", "--by", "guan")
    confirmed = xianshen("procedure", "confirm", "publication_two_level", "--by", "shen")
    told = xianshen("procedure", "list", "--json").told

    assert at_first.count("收文开放") == 1
    assert "待审计员或者分管领导" in drafted.out
    assert "待确认启用（管立 提出）" in waiting
    assert (alone.code, confirmed.code) == (1, 0)
    assert {each["name"] for each in told if each["takes_papers"]} == {
        "publication",
        "publication_two_level",
    }
    assert xianshen("procedure", "close", "publication_two_level", "--by", "guan").code == 0
    assert xianshen("procedure", "list").out.count("收文开放") == 1


def test_without_an_office_what_comes_with_the_product_is_listed(xianshen, data_dir):
    told = xianshen("procedure", "list", "--json").told

    assert {each["name"] for each in told} == set(shipped_procedures())
    assert not any(each["is_active"] for each in told)
    assert not data_dir.exists()
