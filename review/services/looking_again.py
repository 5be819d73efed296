"""Which service answers which command about looking again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from review import commands as asked
from review import reassessment_commands as asked_again
from review.services import authorising, campaigns, requests_entered, triggers

SERVICES: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {
        asked.RecordTrigger: triggers.record_trigger,
        asked.DraftAuthorisation: authorising.draft_authorisation,
        asked.SignRules: authorising.sign_rules,
        asked.SignAuthorisation: authorising.sign_authorisation,
        asked.RevokeAuthorisation: authorising.revoke_authorisation,
        asked_again.EnterRequest: requests_entered.enter_request,
        asked_again.PlanCampaign: campaigns.plan_campaign,
        asked_again.CloseCampaign: campaigns.close_campaign,
    }
)
