# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about standing authorisations."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Conflict


@dataclass(eq=False, repr=False, kw_only=True)
class AuthorisationRevoked(Conflict):
    """常设授权“{reference}”已经撤销，不能再签。

    需要继续办理的，请另行起草一份。
    """

    reference: str


@dataclass(eq=False, repr=False, kw_only=True)
class RulesUnsigned(Conflict):
    """常设授权“{reference}”的规则还没有会签。

    请先由另一人会签规则，再由分管领导或者主要领导签署。
    """

    reference: str
