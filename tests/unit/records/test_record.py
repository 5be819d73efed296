from __future__ import annotations

import dataclasses
import json

import rfc8785

from review.records.record import approval_json, approval_record
from tests.unit.records.cases import CLOSED, OPEN


def test_the_record_is_canonical_json():
    """An inspector who canonicalises it again gets the same bytes, hence the same hash."""
    assert approval_json(CLOSED) == rfc8785.dumps(json.loads(approval_json(CLOSED)))


def test_equal_facts_give_equal_records_and_other_facts_other_ones():
    moved = dataclasses.replace(CLOSED, ledger_head="1288 " + "7d" * 32)

    assert approval_json(dataclasses.replace(CLOSED)) == approval_json(CLOSED)
    assert approval_json(moved) != approval_json(CLOSED)


def test_the_record_states_every_fact_of_the_case():
    record = approval_record(CLOSED)

    assert set(record) == {f.name for f in dataclasses.fields(CLOSED)} | {"form", "schema"}
    assert record["kind"] == {"code": "notice", "label": "通知"}
    assert record["opinions"][6]["principal"] == "顾平"
    assert record["files"][0]["sm3"] == "5a" * 32


def test_instants_are_written_as_the_office_reads_them():
    assert approval_record(OPEN)["drawn_at"] == "2026-11-23T10:15:00+08:00"
    assert approval_record(OPEN)["filled_on"] == "2026-11-16"


def test_a_broken_character_does_not_cost_the_record():
    broken = dataclasses.replace(OPEN, title="通知\ud800")

    assert json.loads(approval_json(broken))["title"] == "通知?"
