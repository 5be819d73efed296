# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about an agency's own rules."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Conflict


@dataclass(eq=False, repr=False, kw_only=True)
class RulesetUntested(Conflict):
    """规则库“{ruleset}”还没有按现在随产品提供的规则测试过。

    请先用 xianshen ruleset test 测试，看清会多出、少去哪些疑点；已经签过的，另起一个版本。
    """

    ruleset: str


@dataclass(eq=False, repr=False, kw_only=True)
class RulesetUnsigned(Conflict):
    """规则库“{ruleset}”还没有两人签署，不能启用。

    须由保密审查员和分管领导各签一次，两人都不是起草人。
    """

    ruleset: str


@dataclass(eq=False, repr=False, kw_only=True)
class RulesetSigned(Conflict):
    """规则库“{ruleset}”已经有人签署，不能再测试。

    需要改动或者重测的，请另起一个版本。
    """

    ruleset: str


@dataclass(eq=False, repr=False, kw_only=True)
class RulesetEnded(Conflict):
    """规则库“{ruleset}”已被后来的版本取代。

    需要恢复的，请用原来的文件另起一个版本。
    """

    ruleset: str


@dataclass(eq=False, repr=False, kw_only=True)
class RulesetMoved(Conflict):
    """规则库“{ruleset}”在您打开页面之后有人办理过，没有办理。

    请看过现在的测试结果和签署情况，再决定是否办理。
    """

    ruleset: str
