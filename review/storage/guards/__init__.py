"""What the database itself refuses, whoever asks: one row a guard, one text for both databases.

A guard is a condition under which a change is refused. `{differs}` stands for the comparison that
counts NULLs, `{row_taken}` and `{row_moved}` for the hidden number of a row in SQLite. The rules
are H1 (nothing public without review), H2 (one matter, one review), H3 (four eyes), H6 (every
change has its entry; the trail is append-only) and H7 (no lost update).
"""

from __future__ import annotations

from review.storage.guards.acts import ACT_GUARDS
from review.storage.guards.agencies import AGENCY_GUARDS
from review.storage.guards.auditors import AUDITOR_GUARDS
from review.storage.guards.authorisations import AUTHORISATION_GUARDS
from review.storage.guards.cases import CASE_GUARDS
from review.storage.guards.chain import CHAIN_GUARDS
from review.storage.guards.clearances import CLEARANCE_GUARDS
from review.storage.guards.ddl import ddl
from review.storage.guards.definitions import DEFINITION_GUARDS
from review.storage.guards.findings import FINDING_GUARDS
from review.storage.guards.guard import Guard, Moment
from review.storage.guards.kept import KEPT_GUARDS
from review.storage.guards.pairs import PAIR_GUARDS
from review.storage.guards.papers import PAPER_GUARDS
from review.storage.guards.people import PEOPLE_GUARDS
from review.storage.guards.programs import PROGRAM_GUARDS
from review.storage.guards.rubrics import RUBRIC_GUARDS
from review.storage.guards.rulesets import RULESET_GUARDS
from review.storage.guards.sending import SENDING_GUARDS
from review.storage.guards.side_acts import SIDE_ACT_GUARDS
from review.storage.guards.steps import STEP_GUARDS

__all__ = ["GUARDS", "Guard", "Moment", "ddl"]

GUARDS: tuple[Guard, ...] = (
    *KEPT_GUARDS,
    *PAPER_GUARDS,
    *PAIR_GUARDS,
    *CASE_GUARDS,
    *STEP_GUARDS,
    *ACT_GUARDS,
    *FINDING_GUARDS,
    *SIDE_ACT_GUARDS,
    *CLEARANCE_GUARDS,
    *CHAIN_GUARDS,
    *SENDING_GUARDS,
    *AUTHORISATION_GUARDS,
    *PEOPLE_GUARDS,
    *AUDITOR_GUARDS,
    *PROGRAM_GUARDS,
    *DEFINITION_GUARDS,
    *RULESET_GUARDS,
    *AGENCY_GUARDS,
    *RUBRIC_GUARDS,
)
