"""An end of the chain that is cut off is missed by whatever it told of, on both databases (H6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import SQLModel

from review.commands import (
    ActivateProcedure,
    AddPerson,
    ConfirmRole,
    GrantRole,
    ImportHolidays,
    NewAccount,
    Substitute,
)
from review.domain.vocabulary import Role, RubricKind, Scope
from review.reassessment_commands import PlanCampaign
from review.services.demo_cast import demo_proof
from review.services.sending import TRIES
from review.services.tokens import issue
from review.shipped import shipped
from review.storage.entered import NAMED
from review.storage.verification import COUNTED
from review.structure_commands import AddRubric, AddSection, RenameAgency, RenameSection
from review.webhook_commands import AddWebhook
from tests.builders import OfficeForTests
from tests.storage.tampered import cut_off, end_of, flaws, unguard
from workflows.loading import shipped_procedures

NOTICE = "data/reference/holidays/2026.toml"
NEWCOMER = NewAccount(login="xin", name="新来", password="First-word-1-x", section="预算科")


@pytest.fixture
def office(database_url: str, tmp_path) -> Iterator[OfficeForTests]:
    """An office that was founded, and whose guards are gone."""
    opened = OfficeForTests(tmp_path, url=database_url).found()
    unguard(opened)
    yield opened
    opened.close()


def _arranged(office: OfficeForTests) -> None:
    """Arrange everything an office arranges that has no paper."""
    section = RenameSection(section="办公室", name="综合办公室")
    for command, who in (
        (RenameAgency(name="云溪区财政和国资局"), "guan"),
        (ActivateProcedure(text=shorter()), "guan"),
        (AddSection(name="国库科"), "guan"),
        (AddPerson(account=NEWCOMER), "guan"),
        (AddWebhook(url="https://oa.example.com/"), "guan"),
        (AddRubric(kind=RubricKind.TAG, name="供暖"), "guan"),
        (ImportHolidays(text=shipped(NOTICE).read_text("utf-8"), name="2026.toml"), "zheng"),
        (PlanCampaign(year=2027, responsible="zheng"), "zheng"),
        (
            Substitute(
                substitute="bai",
                role=Role.APPROVING_OFFICIAL,
                first_day=date(2026, 2, 2),
                last_day=date(2026, 2, 6),
            ),
            "gu",
        ),
        (section, "guan"),
    ):
        office.do(command, by=who)
    office.office.change(issue, office.office.ask(demo_proof, "li"), scope=Scope.ACT, days=1)


def shorter() -> str:
    """The chain of two levels, by the name of the office's usual one."""
    source = shipped_procedures()["publication_two_level"].source
    return source.replace('"publication_two_level"', '"publication"', 1)


ARRANGED = (
    "agency", "section", "person", "activation", "webhook", "rubric", "calendar", "campaign",
    "substitution", "access_token",
)  # fmt: skip


def test_a_confirmation_of_a_role_that_is_cut_off_is_missed(office: OfficeForTests):
    """Else who was made an approving official would have been made it by nobody."""
    office.do(GrantRole(login="li", role=Role.SECTION_HEAD), by="guan")
    before = end_of(office)
    office.do(ConfirmRole(login="li", role=Role.SECTION_HEAD), by="shen")
    assert flaws(office) == set()

    cut_off(office, after=before)

    assert flaws(office) == {("rows", "role_grant")}


def test_whatever_an_office_arranged_is_missed(office: OfficeForTests):
    before = end_of(office)
    _arranged(office)
    assert flaws(office) == set()

    cut_off(office, after=before)

    assert flaws(office) >= {("rows", kind) for kind in ARRANGED}
    assert {one.subject.partition(":")[0] for one in office.complaints()} >= set(ARRANGED)


def test_a_section_that_was_added_alone_is_missed(office: OfficeForTests):
    """Those an agency was founded with have no entry of their own, and are named by its first."""
    before = end_of(office)
    office.do(AddSection(name="国库科"), by="guan")

    cut_off(office, after=before)

    assert flaws(office) == {("rows", "section")}


def test_a_message_that_was_given_up_is_missed(office: OfficeForTests):
    received = office.approved()
    (office.folder / "published").write_text("out of order")
    office.step(received.case, "publish", by="chen")
    before = end_of(office)
    for _ in range(TRIES):
        office.office.send()
        office.clock.later(hours=2)
    assert flaws(office) == set()

    cut_off(office, after=before)

    assert flaws(office) == {("rows", "outbox")}


TOLD_OTHERWISE = {
    "act": "with the opinion of its step",
    "addressee": "with the act beside a procedure that is addressed to it",
    "answered_request": "by the number of an entry",
    "definition": "by its own hash, which cases and activations name",
    "document": "by the entries of its cases, and its own",
    "file": "by the manifest of its version",
    "finding": "by what a ruleset makes of a file",
    "former_name": "by the revision of what was renamed",
    "heartbeat": "by nothing: it says that a bell rang",
    "job_slot": "by nothing: it says who rings",
    "ledger_entry": "it is the chain",
    "ledger_head": "it is the chain",
    "mail_notice": "by nothing: it asks nobody to decide",
    "meta": "by nothing: it is written before there is a chain",
    "mode_statement": "with the inputs of its step",
    "paper_rubric": "by the entries of its document",
    "ruleset_source": "by its own hash, which drafts name",
    "screening": "by nothing: it is made again",
    "step": "by the entry of its case, word for word",
    "title_pair": "by nothing: it is made of the title",
    "version": "by the entries of its document",
}
"""What no entry names, and by what it is held nevertheless."""


def test_every_table_is_held_against_the_ledger_or_it_is_said_why_not():
    counted = {one.table for one in COUNTED}

    assert counted.isdisjoint(TOLD_OTHERWISE)
    assert counted | TOLD_OTHERWISE.keys() == SQLModel.metadata.tables.keys()
    assert set(NAMED) - {"document"} <= counted
