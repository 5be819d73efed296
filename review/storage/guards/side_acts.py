"""What is done beside a procedure: of its own case, among its own people, answered by who is asked.

An act and those it is addressed to are written together: there are as many as it says, and nobody
joins them afterwards.
"""

from __future__ import annotations

from review.storage.guards.acts import SEPARATED
from review.storage.guards.guard import Guard, entered

SIDE_ACT_GUARDS: tuple[Guard, ...] = (
    entered("side_act"),
    Guard(
        name="side_act_is_of_its_case",
        table="side_act",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM review_case c, person p
            WHERE c.id = NEW.case_id AND c.agency_id = NEW.agency_id
            AND c.document_id = NEW.document_id
            AND p.id = NEW.person_id AND p.agency_id = NEW.agency_id)""",
        message="side_act: it is about a case of its agency, by one of its people",
    ),
    Guard(
        name="side_act_answers_what_was_addressed_to_him",
        table="side_act",
        moment="insert",
        condition="""NEW.of_id IS NOT NULL AND NEW.verb <> 'take_back'
            AND NOT EXISTS (SELECT 1 FROM addressee a
            WHERE a.side_act_id = NEW.of_id AND a.case_id = NEW.case_id
            AND a.person_id = NEW.person_id)""",
        message="side_act: who answers was addressed, in this very case",
    ),
    Guard(
        name="act_waits_for_who_was_asked",
        table="act",
        moment="insert",
        condition="""EXISTS (SELECT 1 FROM side_act a WHERE a.case_id = NEW.case_id
            AND a.since_rev = (SELECT max(s.rev) FROM step s
                WHERE s.case_id = NEW.case_id AND s.rev < NEW.rev)
            AND NOT EXISTS (SELECT 1 FROM side_act t
                WHERE t.of_id = a.id AND t.verb = 'take_back')
            AND (SELECT count(*) FROM side_act w
                WHERE w.of_id = a.id AND w.answer IN ('agrees', 'reports')) < a.needed)""",
        message="act: too few of those who were asked agreed yet",
    ),
    Guard(
        name="who_answered_does_no_other_act",
        table="act",
        moment="insert",
        condition=f"""NEW.act IN {SEPARATED} AND EXISTS (
            SELECT 1 FROM side_act w JOIN act o ON o.case_id = w.case_id
            WHERE w.case_id = NEW.case_id AND w.verb = 'answer'
            AND w.person_id IN (NEW.person_id, NEW.principal_id)
            AND o.voided_at IS NULL AND o.act IN {SEPARATED} AND o.rev > w.since_rev
            AND NOT EXISTS (SELECT 1 FROM step s WHERE s.case_id = w.case_id
                AND s.rev > w.since_rev AND s.rev < o.rev))""",  # noqa: S608  # constants
        message="act: who answered before an act does no other (four eyes)",
    ),
    Guard(
        name="addressee_is_of_its_act",
        table="addressee",
        moment="insert",
        condition="""NOT EXISTS (SELECT 1 FROM side_act s, person p
            WHERE s.id = NEW.side_act_id AND s.agency_id = NEW.agency_id
            AND s.case_id = NEW.case_id AND s.verb = NEW.verb AND s.at = NEW.at
            AND p.id = NEW.person_id AND p.agency_id = NEW.agency_id
            AND (SELECT count(*) FROM addressee o WHERE o.side_act_id = s.id) < s.people)""",
        message="addressee: an act is addressed once, to people of its agency",
    ),
)
