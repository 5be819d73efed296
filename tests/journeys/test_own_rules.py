"""An agency's own words: drafted, tested, signed by two others, and from then on looked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from review.commands import ActivateRuleset, DraftRuleset, HandedFile, SignRuleset
from review.domain.case_refusals import RulesChanged, RulesChangedAgain
from review.domain.errors import (
    AlreadyDone,
    NoSuchRuleset,
    NotYours,
    RulesMalformed,
    SameHands,
)
from review.domain.findings import FileReport
from review.domain.ruleset_refusals import (
    RulesetEnded,
    RulesetSigned,
    RulesetUnsigned,
    RulesetUntested,
)
from review.domain.vocabulary import Act, Role, Severity
from review.screening.rules import active_ruleset
from review.screening.ruleset import Ruleset
from review.services.agency_rules import ruleset_of
from review.services.doctor import examine
from review.storage.rows import (
    ActRow,
    FindingRow,
    RulesetDraftRow,
    VersionRow,
)
from tests.journeys.neighbours import beside
from tests.journeys.story import NOTICE, PLAIN, Story
from workflows.errors import StepRefused

pytestmark = pytest.mark.journey

WORD = "白鹭工程"
LIST = f"词,级别,说明\n{WORD},阻断,未公布的项目代号\n"
LOCAL = "云溪区财政局关于岸线整治的通知\n各单位应当配合白鹭工程的勘查。\n"


def words(content: str = LIST, *, name: str = "词表.csv") -> HandedFile:
    return HandedFile(name=name, content=content.encode())


def drafted(story: Story, version: str = "2026-1", **of: object) -> str:
    """周岚 drafts the list of words and looks at what it would change."""
    story.do("zhou", DraftRuleset(version=version, sources=(words(**of),)))
    story.office.try_ruleset(version, caller=story.caller("zhou"))
    return version


def activated(story: Story, version: str = "2026-1", **of: object) -> str:
    """孙强 and 顾平 sign it; return the identity of the rules from now on."""
    drafted(story, version, **of)
    story.do("sun", SignRuleset(version=version))
    story.do("gu", SignRuleset(version=version))
    identity: str = story.do("zhou", ActivateRuleset(version=version))
    return identity


def rules(story: Story, *, of: str = "li") -> str:
    return story.office.ask(ruleset_of, story.caller(of).agency_id).identity


def test_a_word_of_the_agencys_own_blocks_a_paper_that_is_here_already(story_on_both: Story):
    story = story_on_both
    paper, other = story.hand_in(LOCAL), story.hand_in(PLAIN)
    story.to_check(paper.case)
    story.to_check(other.case)

    identity = activated(story)
    with pytest.raises(StepRefused):
        story.step("zhou", paper.case, "pass_check", "未发现不宜公开的内容")
    story.step("zhou", other.case, "pass_check", "未发现不宜公开的内容")

    (found,) = story.rows(FindingRow, document_id=paper.document)
    assert (found.rule.partition("_block")[0], found.severity) == ("local.terms", Severity.BLOCK)
    assert "未公布的项目代号" in found.message
    assert story.case(paper.case).stage == "check"
    (check,) = story.rows(ActRow, act=Act.CHECK)
    assert check.ruleset == identity == rules(story)
    assert identity.startswith(f"{active_ruleset().version}+2026-1@")
    told = [entry for entry in story.entries() if entry.event == "version:screened"]
    assert told
    assert all(identity in entry.body for entry in told)
    assert story.flaws() == ()
    assert [each for each in story.office.ask(examine) if not each.is_note] == []
    assert WORD not in "".join(entry.body for entry in story.entries())


def test_what_comes_in_afterwards_is_screened_by_the_new_rules(story: Story):
    identity = activated(story)

    paper = story.hand_in(LOCAL)

    assert story.row(VersionRow, document_id=paper.document).ruleset == identity
    assert story.finding(paper.case).severity == "block"


def test_what_was_approved_before_is_not_published_by_it(story: Story):
    paper = story.hand_in(LOCAL)
    story.approved(paper.case)

    activated(story)

    with pytest.raises(RulesChanged):
        story.step("chen", paper.case, "publish")


def test_whoever_is_overtaken_by_newer_rules_repeats_the_check(story_on_both: Story):
    """They take effect while the bytes are screened under the ones before."""
    story = story_on_both
    paper = story.hand_in(PLAIN)
    story.to_check(paper.case)
    first = activated(story)
    drafted(story, "2026-2", content=f"{WORD}二期\n", name="词.txt")
    for who in ("sun", "gu"):
        story.do(who, SignRuleset(version="2026-2"))
    means = story.office.means
    screened: list[str] = []

    def screen(content: bytes, name: str, ruleset: Ruleset) -> FileReport:
        screened.append(ruleset.identity)
        if len(screened) == 1:
            story.do("zhou", ActivateRuleset(version="2026-2"))
        return means.screen(content, name, ruleset)

    story.office.means = replace(means, screen=screen)
    with pytest.raises(RulesChangedAgain) as refusal:
        story.step("zhou", paper.case, "pass_check", "未发现不宜公开的内容")
    assert story.case(paper.case).stage == "check"
    assert story.rows(ActRow, act=Act.CHECK) == []
    assert "请再办一次" in refusal.value.advice
    story.step("zhou", paper.case, "pass_check", "未发现不宜公开的内容")

    (check,) = story.rows(ActRow, act=Act.CHECK)
    assert screened == [first, check.ruleset]
    assert check.ruleset == rules(story) != first
    assert story.flaws() == ()
    assert [each for each in story.office.ask(examine) if not each.is_note] == []


def test_a_test_shows_what_would_change_and_keeps_no_word_of_a_paper(story: Story):
    paper = story.hand_in(LOCAL)
    story.hand_in(NOTICE)
    story.do("zhou", DraftRuleset(version="2026-1", sources=(words(),)))
    sample = HandedFile(name="样本.txt", content=f"{WORD}一期、{WORD}二期".encode())

    trial = story.office.try_ruleset("2026-1", iter((sample,)), caller=story.caller("zhou"))

    (change,) = trial.changes.values()
    assert (change.was, change.now) == (None, Severity.BLOCK)
    assert change.papers == {paper.document, "样本.txt"}
    assert trial.files == 3
    (kept,) = story.rows(RulesetDraftRow)
    summary = json.loads(kept.summary)
    assert [each["files"] for each in summary["verdicts"] if each["now"] == "block"] == [2]
    assert summary["changes"][0]["findings"] == change.count == 3
    assert WORD not in kept.summary
    assert kept.tested_as == trial.drafted
    assert rules(story) == active_ruleset().identity


def test_a_test_shows_what_would_go_and_what_would_be_less_grave(story: Story):
    story.hand_in(LOCAL)
    activated(story)
    list_ = f"词,级别\n{WORD},提示\n"
    story.do("zhou", DraftRuleset(version="2026-2", sources=(words(list_),)))

    trial = story.office.try_ruleset("2026-2", caller=story.caller("zhou"))

    assert {(one.was, one.now) for one in trial.changes.values()} == {
        (Severity.BLOCK, None),
        (None, Severity.INFO),
    }


def test_nobody_signs_what_he_drafted_and_nobody_twice(story: Story):
    story.also("sun", Role.OFFICE_REVIEWER)
    story.also("gu", Role.CONFIDENTIALITY_OFFICER)
    story.do("sun", DraftRuleset(version="2026-1", sources=(words(),)))
    story.office.try_ruleset("2026-1", caller=story.caller("sun"))

    with pytest.raises(SameHands):
        story.do("sun", SignRuleset(version="2026-1"))
    story.do("gu", SignRuleset(version="2026-1"))
    with pytest.raises(SameHands):
        story.do("gu", SignRuleset(version="2026-1"))
    with pytest.raises(RulesetUnsigned):
        story.do("sun", ActivateRuleset(version="2026-1"))
    story.do("qian", SignRuleset(version="2026-1"))
    with pytest.raises(AlreadyDone):
        story.do("he", SignRuleset(version="2026-1"))

    (row,) = story.rows(RulesetDraftRow)
    assert (row.signed_by, row.approved_by) == (story.person("gu"), story.person("qian"))


def test_what_was_not_tested_is_not_signed_and_what_was_signed_not_tested_again(story: Story):
    story.do("zhou", DraftRuleset(version="2026-1", sources=(words(),)))
    with pytest.raises(RulesetUntested):
        story.do("sun", SignRuleset(version="2026-1"))
    story.office.try_ruleset("2026-1", caller=story.caller("zhou"))
    story.do("sun", SignRuleset(version="2026-1"))

    with pytest.raises(RulesetSigned):
        story.office.try_ruleset("2026-1", caller=story.caller("zhou"))


@pytest.mark.parametrize("who", ["li", "wang", "chen", "guan", "bao"])
def test_nobody_else_drafts_or_signs(story: Story, who: str):
    drafted(story)

    with pytest.raises(NotYours):
        story.do(who, DraftRuleset(version="2026-2", sources=(words(),)))
    with pytest.raises(NotYours):
        story.do(who, SignRuleset(version="2026-1"))
    with pytest.raises(NotYours):
        story.office.try_ruleset("2026-1", caller=story.caller(who))


def test_a_later_version_ends_the_one_before(story: Story):
    activated(story)

    later = activated(story, "2026-2", content=f"{WORD}二期\n", name="词.txt")

    assert rules(story) == later
    with pytest.raises(RulesetEnded):
        story.do("zhou", ActivateRuleset(version="2026-1"))
    with pytest.raises(AlreadyDone):
        story.do("zhou", ActivateRuleset(version="2026-2"))
    assert story.events()[-2:] == ["ruleset:ended", "ruleset:activated"]


def test_what_cannot_be_used_is_refused_and_leaves_nothing(story: Story):
    with pytest.raises(RulesMalformed) as refusal:
        story.do("zhou", DraftRuleset(version="2026-1", sources=(words(f"{LIST}鲸,确认,\n"),)))

    assert "词表.csv 3" in refusal.value.message
    assert story.rows(RulesetDraftRow) == []


def test_a_second_agency_is_not_affected(story_on_both: Story):
    story = beside(story_on_both)
    activated(story)

    theirs = story.hand_in(LOCAL, by="tian", section="办公室")

    with pytest.raises(NoSuchRuleset):
        story.do("shi", ActivateRuleset(version="2026-1"))
    assert rules(story, of="tian") == active_ruleset().identity
    assert story.row(VersionRow, document_id=theirs.document).ruleset == rules(story, of="tian")
    assert story.rows(FindingRow) == []
    assert story.flaws() == ()
