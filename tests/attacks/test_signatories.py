"""One person at a shell cannot be three signatories, nor hurry the calendar (DESIGN §11)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from review.bootstrap import open_office, wall_clock
from review.domain.vocabulary import Role
from review.services import definitions
from review.services.tokens import issue
from review.services.work import SHANGHAI, Work
from review.settings import read_settings
from review.storage.rows import LedgerEntryRow, OutboxRow
from tests.properties.inputs import NOTHING_FOUND
from tests.storage.staff import OWN, Staff

PAPER = "关于开展植树活动的通知\n\n各科室：请按时报名。\n（此件主动公开）\n"
SIGNED = {"case:propose", "case:verify", "case:pass_check"}
SIGNATORIES = {
    "li": Role.DRAFTER,
    "wang": Role.SECTION_HEAD,
    "zhou": Role.OFFICE_REVIEWER,
    "gu": Role.APPROVING_OFFICIAL,
}


@pytest.fixture
def office(data_dir):
    opened = open_office(read_settings({"XIANSHEN_DATA_DIR": str(data_dir)}))
    yield opened
    opened.close()


@pytest.fixture
def tokens(office) -> dict[str, str]:
    """An ordinary office whose signatories each fetched a token of their own."""
    staff = Staff(office.database)
    staff.now = wall_clock()
    staff.small()
    for login, role in SIGNATORIES.items():
        staff.serves(login, role)
    with office.database.write() as session:
        definitions.adopt_shipped(
            Work(session=session, now=staff.now, means=office.means), staff.caller("guan").agency_id
        )
    issued = {}
    for login in SIGNATORIES:
        proof = staff.proof(login, OWN + login)
        with staff.work() as work:
            token = issue(work, proof, scope="act", days=1)
        issued[login] = str(token)
    return issued


@pytest.fixture
def received(shell, tokens, tmp_path) -> str:
    """The number of a case that li handed in by her own token."""
    paper = tmp_path / "notice.txt"
    paper.write_text(PAPER, encoding="utf-8")
    said = shell(
        *("receive", paper, "--title", "关于开展植树活动的通知", "--kind", "通知", "--json"),
        *("--section", "办公室", "--source", "own", "--by", "li"),
        token=tokens["li"],
    )
    assert said.code == 0, said.err
    return str(json.loads(said.out)["case"])


def told(office) -> list[tuple[str, dict[str, Any]]]:
    """Return what the ledger tells: event and body, in order."""
    with office.database.read() as session:
        rows = session.scalars(select(LedgerEntryRow).order_by(col(LedgerEntryRow.seq)))
        return [(row.event, json.loads(row.body)["body"]) for row in rows]


def entries(office) -> int:
    return len(told(office))


@pytest.mark.parametrize(
    ("login", "action"), [("li", "propose"), ("wang", "verify"), ("gu", "decide_in_full")]
)
def test_a_name_alone_signs_nothing_in_an_ordinary_office(shell, office, received, login, action):
    """The shell says where a token is to be had, and nothing is entered."""
    before = entries(office)

    said = shell("step", received, action, "--by", login, "--opinion", "同意")

    assert said.code == 1
    assert "xianshen user token" in said.err
    assert "XIANSHEN_TOKEN" in said.err
    assert entries(office) == before


def test_one_persons_token_does_not_sign_for_another(shell, office, received, tokens):
    """With li's token in the environment nobody becomes zhou, wang or gu."""
    shell("step", received, "propose", "--by", "li", "--set", "mode=主动公开", token=tokens["li"])
    before = entries(office)

    said = [
        shell("step", received, action, "--by", login, "--opinion", "同意", token=tokens["li"])
        for login, action in (("wang", "verify"), ("zhou", "pass_check"), ("gu", "decide_in_full"))
    ]

    assert [each.code for each in said] == [1, 1, 1]
    assert all("令牌不是用户" in each.err for each in said)
    assert entries(office) == before


def test_each_signs_with_the_own_token_and_the_ledger_names_it(shell, office, received, tokens):
    """The same steps go through when three people take them."""
    steps = (("propose", "li"), ("verify", "wang"), ("pass_check", "zhou"))
    for action, login in steps:
        if action == "pass_check":
            opened = ("case", "open", received, "notice.txt", "--by", login)
            assert shell(*opened, token=tokens[login]).code == 0
        mode = ("--set", "mode=主动公开") if action == "propose" else ("--opinion", "同意")
        if action == "pass_check":
            mode += ("--set", f"checklist={NOTHING_FOUND}")
        said = shell("step", received, action, "--by", login, *mode, token=tokens[login])
        assert said.code == 0, said.err

    signed = [body for event, body in told(office) if event in SIGNED]
    assert len({body["token"] for body in signed}) == 3
    assert len({body["person"] for body in signed}) == 3
    assert all(body["account"] for body in signed)


def test_the_mark_of_a_demo_cannot_be_added_later(office, tokens, shell, received):
    """Neither over nor beside what was set at creation: else a name alone would do."""
    for statement in (
        "UPDATE meta SET value = 'yes' WHERE key = 'demo'",
        "DELETE FROM meta WHERE key = 'demo'",
        "INSERT INTO meta (key, value) VALUES ('demo', 'yes')",
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('demo', 'yes')",
    ):
        with pytest.raises(DBAPIError), office.database.write() as session:
            session.execute(text(statement))

    assert shell("step", received, "propose", "--by", "li").code == 1


def test_a_demo_takes_a_name_alone(shell, office):
    """Where nothing counts, a newcomer may play the whole cast."""
    Staff(office.database).found(
        is_demo=True, li=(Role.DRAFTER,), guan=(Role.SYSTEM_ADMIN,), shen=(Role.AUDITOR,)
    )

    said = shell("user", "list", "--by", "guan")

    assert said.code == 0, said.err


def test_a_day_to_come_publishes_nothing(shell, office, received, tokens):
    """The calendar is not to be hurried by an option."""
    tomorrow = wall_clock().astimezone(SHANGHAI).date() + timedelta(days=1)
    before = entries(office)

    said = shell("reassess", "run", "--on", tomorrow, "--by", "zhou", token=tokens["zhou"])

    assert said.code == 2
    assert entries(office) == before
    with office.database.read() as session:
        assert list(session.scalars(select(OutboxRow))) == []
