"""Every route there is, and whom it lets in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from review.web import (
    batch,
    beside,
    campaign,
    cases,
    founding,
    guide,
    inbox,
    intake,
    items,
    looking,
    mail,
    own_sessions,
    pacing,
    people,
    procedures,
    public,
    reassessment,
    register,
    rulesets,
    saved_views,
    sessions,
    sheets,
    statistics,
    substitution,
    withheld,
)
from review.web.access import Access, Door

PUBLIC, FOUNDING, OWNER, SIGNED_IN = (
    Access.PUBLIC,
    Access.FOUNDING,
    Access.OWNER,
    Access.SIGNED_IN,
)


def _get(path: str, access: Access, endpoint: Callable[..., Any]) -> Door:
    return Door(method="GET", path=path, access=access, endpoint=endpoint)


def _post(path: str, access: Access, endpoint: Callable[..., Any]) -> Door:
    return Door(method="POST", path=path, access=access, endpoint=endpoint)


DOORS = (
    _get("/healthz", PUBLIC, public.healthz),
    _get("/static/{name}", PUBLIC, public.asset),
    _get("/catalogue", PUBLIC, public.catalogue_list),
    _get("/catalogue/withheld", PUBLIC, withheld.withheld),
    _get("/catalogue/{document_id}", PUBLIC, public.paper),
    _get("/catalogue/{document_id}/{position}", PUBLIC, public.paper_file),
    _get("/start", FOUNDING, founding.start_page),
    _post("/start", FOUNDING, founding.start_post),
    _get("/sign-in", PUBLIC, sessions.sign_in_page),
    _post("/sign-in", PUBLIC, sessions.sign_in_post),
    _post("/sign-in/demo", PUBLIC, sessions.demo_sign_in),
    _post("/sign-out", OWNER, sessions.sign_out_post),
    _get("/guide", SIGNED_IN, guide.own_guide),
    _get("/guide/{role}", SIGNED_IN, guide.guide_page),
    _get("/sessions", SIGNED_IN, own_sessions.sessions_page),
    _post("/sessions", SIGNED_IN, own_sessions.end_others_post),
    _get("/password", OWNER, sessions.password_page),
    _post("/password", OWNER, sessions.password_post),
    _get("/token", SIGNED_IN, sessions.token_page),
    _post("/token", SIGNED_IN, sessions.token_post),
    _get("/mail", SIGNED_IN, mail.show),
    _post("/mail", SIGNED_IN, mail.choose),
    _get("/substitution", SIGNED_IN, substitution.substitution_page),
    _post("/substitution", SIGNED_IN, substitution.substitution_post),
    _get("/", SIGNED_IN, inbox.inbox),
    _post("/views", SIGNED_IN, saved_views.keep),
    _post("/views/removal", SIGNED_IN, saved_views.drop),
    _get("/batch", SIGNED_IN, batch.show),
    _get("/pace", SIGNED_IN, pacing.show),
    _get("/hand-in", SIGNED_IN, intake.hand_in_page),
    _post("/hand-in", SIGNED_IN, intake.hand_in_post),
    _post("/hand-in/file", SIGNED_IN, looking.look_post),
    _post("/hand-in/hints", SIGNED_IN, looking.hints_post),
    _get("/reassessment", SIGNED_IN, reassessment.reassessment),
    _get("/statistics", SIGNED_IN, statistics.show),
    _get("/statistics.csv", SIGNED_IN, statistics.export),
    _get("/people", SIGNED_IN, people.listed),
    _post("/people", SIGNED_IN, people.add),
    _post("/people/grant", SIGNED_IN, people.grant),
    _post("/people/confirmation", SIGNED_IN, people.confirm),
    _post("/people/end", SIGNED_IN, people.end),
    _post("/people/password", SIGNED_IN, people.reset),
    _post("/people/closing", SIGNED_IN, people.close),
    _get("/procedures", SIGNED_IN, procedures.listed),
    _post("/procedures", SIGNED_IN, procedures.draft),
    _get("/procedures/{digest}", SIGNED_IN, procedures.show),
    _post("/procedures/{name}/confirmation", SIGNED_IN, procedures.confirm),
    _post("/procedures/{name}/closing", SIGNED_IN, procedures.close),
    _get("/reassessment/{year}/summary.{kind}", SIGNED_IN, sheets.summary_form),
    _get("/cases/{number}/assessment.{kind}", SIGNED_IN, sheets.item_form),
    _post("/reassessment/plan", SIGNED_IN, campaign.plan),
    _post("/reassessment/close", SIGNED_IN, campaign.close),
    _get("/register", SIGNED_IN, register.register),
    _get("/register.{kind}", SIGNED_IN, register.register_file),
    _get("/papers/{document_id}", SIGNED_IN, items.show),
    _post("/papers/{document_id}/events", SIGNED_IN, items.enter_event),
    _post("/papers/{document_id}/requests", SIGNED_IN, items.enter_request),
    _get("/rulesets", SIGNED_IN, rulesets.listed),
    _get("/rulesets/in-use", SIGNED_IN, rulesets.in_use),
    _get("/rulesets/drafts/{version}", SIGNED_IN, rulesets.show),
    _post("/rulesets/drafts/{version}/signature", SIGNED_IN, rulesets.sign),
    _post("/rulesets/drafts/{version}/activation", SIGNED_IN, rulesets.activate),
    _get("/cases/{number}", SIGNED_IN, cases.show),
    _post("/cases/{number}/steps", SIGNED_IN, cases.take_step),
    _post("/cases/{number}/beside", SIGNED_IN, beside.act),
    _post("/cases/{number}/severed", SIGNED_IN, cases.sever),
    _post("/cases/{number}/findings/{finding}/disposal", SIGNED_IN, cases.dispose),
    _post("/cases/{number}/findings/{finding}/cosignature", SIGNED_IN, cases.cosign),
    _post("/cases/{number}/files/{file}/opening", SIGNED_IN, cases.open_file),
    _post("/cases/{number}/files/{file}/reading", SIGNED_IN, cases.read_by_people),
    _post("/cases/{number}/takedown", SIGNED_IN, cases.take_down),
    _post("/cases/{number}/reopening", SIGNED_IN, cases.reopen),
    _get("/cases/{number}/record.{kind}", SIGNED_IN, cases.record),
    _get("/cases/{number}/files/{file_id}", SIGNED_IN, cases.file),
)
