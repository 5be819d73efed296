from __future__ import annotations

from review.records.form_view import form_view, wording
from review.records.record import approval_record
from tests.unit.records.cases import CLOSED
from workflows.words import Role

SILENT = {Role.PUBLISHER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, Role.SYSTEM}


def test_every_role_that_gives_opinions_has_exactly_one_seat():
    seated = [role for seat in wording()["seats"] for role in seat["roles"]]

    assert sorted(seated) == sorted(set(Role) - SILENT)


def test_office_reviewer_and_confidentiality_officer_share_the_office_s_seat():
    office = form_view(approval_record(CLOSED))["seats"]["office"]

    assert [it["name"] for it in office] == ["周岚", "孙强"]


def test_the_grounds_of_withholding_are_named_in_order():
    first, second = form_view(approval_record(CLOSED))["statements"]

    assert [ground["label"] for ground in first["grounds"]] == ["过程性信息", "过程稿"]
    assert second["grounds"] == []
