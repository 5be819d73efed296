"""`check --by` and `redact --by`: what the agency itself looks for is looked for there too."""

from __future__ import annotations

import pytest

from review.screening.rules import active_ruleset
from tests.cli.conftest import Calls

WORD = "白鹭工程"
SHIPPED = active_ruleset().version


@pytest.fixture
def local(tmp_path):
    """A file that only the agency finds something in."""
    path = tmp_path / "通知.txt"
    path.write_text(f"各单位配合{WORD}的勘查。\n", encoding="utf-8")
    return path


@pytest.fixture
def own_rules(xianshen: Calls, demo_office, tmp_path):
    """The agency's list of one word, active."""
    words = tmp_path / "词表.csv"
    words.write_text(f"词,级别\n{WORD},阻断\n", encoding="utf-8")
    for said in (
        ("draft", words, "--version", "2026-1", "--by", "zhou"),
        ("test", "2026-1", "--by", "zhou"),
        ("sign", "2026-1", "--by", "sun"),
        ("sign", "2026-1", "--by", "gu"),
        ("activate", "2026-1", "--by", "zhou"),
    ):
        assert xianshen("ruleset", *said).code == 0


@pytest.mark.usefixtures("own_rules")
def test_a_file_is_looked_at_by_the_rules_of_ones_own_agency(xianshen: Calls, local):
    shipped = xianshen("check", local, "--json")
    own = xianshen("check", local, "--by", "li", "--json")
    read = xianshen("check", local, "--by", "li")

    assert (shipped.code, shipped.told["ruleset"]) == (0, SHIPPED)
    assert (own.code, own.told["ruleset"]) == (1, f"{SHIPPED}+2026-1")
    assert [one["rule"] for one in own.told["files"][0]["findings"]] == ["local.terms_block"]
    assert f"规则库：{SHIPPED}+2026-1@" in read.out


@pytest.mark.usefixtures("own_rules")
def test_a_copy_is_made_without_what_ones_own_agency_looks_for(xianshen: Calls, local, tmp_path):
    asked = ("redact", local, "--findings", "local.terms_block", "--json")

    shipped = xianshen(*asked, "-o", tmp_path / "甲.txt")
    own = xianshen(*asked, "--by", "li", "-o", tmp_path / "乙.txt")

    assert (shipped.code, shipped.told["ruleset"]) == (2, SHIPPED)
    assert (own.code, own.told["ruleset"]) == (0, f"{SHIPPED}+2026-1")
    assert (own.told["copy"]["cuts"], own.told["left"]["ruleset"]) == (1, f"{SHIPPED}+2026-1")
    assert WORD not in (tmp_path / "乙.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "甲.txt").exists()


@pytest.mark.usefixtures("demo_office")
def test_an_agency_that_added_nothing_looks_by_the_shipped_rules(xianshen: Calls, local):
    assert xianshen("check", local, "--by", "li", "--json").told["ruleset"] == SHIPPED


def test_whose_agency_is_named_is_never_given_less(xianshen: Calls, local, data_dir):
    """Without an office, or for somebody unknown to it, nothing is looked at by other rules."""
    nowhere = xianshen("check", local, "--by", "li", "--json")

    assert (nowhere.code, nowhere.out) == (2, "")
    assert "这里没有先审的数据库" in nowhere.err
    assert not data_dir.exists()


@pytest.mark.usefixtures("demo_office")
def test_somebody_unknown_has_no_agency(xianshen: Calls, local, tmp_path):
    checked = xianshen("check", local, "--by", "nobody", "--json")
    copied = xianshen("redact", local, "--all-personal", "--by", "nobody", "-o", tmp_path / "x.txt")

    assert (checked.code, checked.out, copied.code) == (1, "", 1)
    assert not (tmp_path / "x.txt").exists()
