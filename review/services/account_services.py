"""The services about accounts: one for each command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from review import commands as asked
from review.account_commands import ResetSecondStep, VouchedFor
from review.services import (
    mailing,
    people,
    role_grants,
    saved_views,
    second_step_set_up,
    substitution,
    tokens,
    vouching,
)
from review.structure_commands import MovePerson
from review.view_commands import DropView, KeepView

ACCOUNTS: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {
        asked.AddPerson: people.add_person,
        asked.ResetPassword: people.reset_password,
        ResetSecondStep: second_step_set_up.reset_second_step,
        VouchedFor: vouching.vouch,
        asked.ChangePassword: people.change_password,
        asked.Deactivate: people.deactivate,
        MovePerson: people.move_person,
        asked.GrantRole: role_grants.grant_role,
        asked.ConfirmRole: role_grants.confirm_role,
        asked.EndRole: role_grants.end_role,
        asked.Substitute: substitution.substitute,
        asked.ChooseMail: mailing.choose_mail,
        asked.RevokeToken: tokens.revoke_token,
        KeepView: saved_views.keep_view,
        DropView: saved_views.drop_view,
    }
)
