"""The invariants as questions to the rows: each names what breaks it (SAFETY B1, DESIGN §2).

A question returns the subjects that break its invariant; none is the good answer. The text is one
for both databases. `{scope}` stands for the papers asked about: all of them, or one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import TextClause, text

from review.services.complaints import Complaint, complaint
from review.services.found_later import PUBLIC_UNCHECKED, UNCHECKED_THEN
from review.services.unopened import CHECKED_UNOPENED
from review.services.untold import UNTOLD
from review.services.work import Work
from review.storage.entered import CHANGING, NAMED, ONCE, ONCE_OF_PAPERS

ALL = "1 = 1"
ONE = "d.id = :document"
BATCH = 1000

SEPARATED = (
    "('attribution', 'section_review', 'check', 'endorsement', 'decision',"
    " 'takedown', 'confirmation')"
)
JUDGING = "('section_review', 'check', 'endorsement', 'decision')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """One question: what it finds breaks the invariant of this name in this way."""

    name: str
    fault: str
    question: str

    @property
    def is_about_papers(self) -> bool:
        """The question can be put to one paper alone."""
        return "{scope}" in self.question

    @property
    def walks_the_chain(self) -> bool:
        """Answering takes as long as the ledger is."""
        return self.fault == "gone"


def _standing(act: str) -> str:
    return f"""EXISTS (SELECT 1 FROM act s WHERE s.case_id = x.case_id AND s.act = '{act}'
        AND s.voided_at IS NULL AND s.version_id = x.version_id AND s.manifest = x.manifest)"""  # noqa: S608  # constants


def _acts(condition: str) -> str:
    return f"""SELECT 'review_case:' || x.case_id FROM document d
        JOIN act x ON x.document_id = d.id JOIN version v ON v.id = x.version_id
        JOIN review_case c ON c.id = x.case_id
        WHERE {{scope}} AND ({condition})"""  # noqa: S608  # constants


def _counted(table: str, alias: str, *, source: str) -> str:
    """A row was changed as often as the ledger says, and no entry is missing in between."""
    entries = f"""FROM ledger_entry e WHERE e.agency_id = {alias}.agency_id
        AND e.subject = '{table}:' || {alias}.id"""
    return f"""SELECT '{table}:' || {alias}.id FROM {source}
        AND ((SELECT count(*) {entries}) <> {alias}.rev
             OR (SELECT max(e.subject_rev) {entries}) <> {alias}.rev)"""  # noqa: S608  # constants


def _entered(name: str, *, source: str) -> str:
    """A row that never changes has its one entry."""
    return f"""SELECT '{name}:' || r.id FROM {source} AND NOT EXISTS (
        SELECT 1 FROM ledger_entry e WHERE e.agency_id = r.agency_id
        AND e.subject = '{name}:' || r.id AND e.subject_rev = 1)"""  # noqa: S608  # constants


def _of_paper(table: str) -> str:
    return f"document d JOIN {table} r ON r.document_id = d.id WHERE {{scope}}"


def _still_there(table: str) -> str:
    """What an entry tells of is still there."""
    return f"""SELECT e.subject FROM ledger_entry e WHERE e.subject_rev = 1
        AND e.subject LIKE '{table}:%'
        AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = substr(e.subject, {len(table) + 2}))"""  # noqa: S608  # constants


CASES = "document d JOIN review_case c ON c.document_id = d.id WHERE {scope}"
INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        name="I1",
        fault="public_without_review",
        question=f"""SELECT 'document:' || d.id FROM document d
            WHERE {{scope}} AND d.availability = 'public' AND NOT EXISTS (
                SELECT 1 FROM act x JOIN review_case c ON c.id = x.case_id
                JOIN version v ON v.id = x.version_id AND v.manifest = x.manifest
                WHERE x.document_id = d.id AND v.document_id = d.id
                AND v.id = d.public_version_id AND d.published_at IS NOT NULL
                AND x.act = 'decision' AND x.mode = 'proactive' AND x.voided_at IS NULL
                AND c.closed_at IS NOT NULL
                AND {_standing("attribution")} AND {_standing("check")})""",  # noqa: S608  # constants
    ),
    Invariant(
        name="I1",
        fault="public_by_another_mode",
        question="""SELECT 'document:' || d.id FROM document d WHERE {scope}
            AND d.availability = 'public' AND (d.mode IS NULL OR d.mode <> 'proactive')""",
    ),
    Invariant(
        name="I1",
        fault="public_but_destroyed",
        question="""SELECT 'document:' || d.id FROM document d
            JOIN file f ON f.version_id = d.public_version_id
            JOIN purge p ON p.document_id = d.id AND p.sha256 = f.sha256
            WHERE {scope} AND d.availability = 'public'""",
    ),
    Invariant(
        name="I2",
        fault="same_hands",
        question=_acts(
            f"""x.voided_at IS NULL AND x.act IN {SEPARATED} AND EXISTS (
                SELECT 1 FROM act o WHERE o.case_id = x.case_id AND o.voided_at IS NULL
                AND o.act < x.act AND o.act IN {SEPARATED}
                AND (o.person_id IN (x.person_id, x.principal_id)
                     OR o.principal_id IN (x.person_id, x.principal_id)))"""  # noqa: S608  # constants
        ),
    ),
    Invariant(
        name="I2",
        fault="judged_own",
        question=_acts(
            f"""x.voided_at IS NULL AND x.act IN {JUDGING} AND EXISTS (
                SELECT 1 FROM version w WHERE w.document_id = d.id AND w.number <= v.number
                AND w.created_by IN (x.person_id, x.principal_id))"""  # noqa: S608  # constants
        ),
    ),
    Invariant(
        name="I2",
        fault="decided_what_was_cosigned",
        question=_acts(
            """x.voided_at IS NULL AND x.act = 'decision' AND (
                EXISTS (SELECT 1 FROM finding f JOIN disposal p ON p.finding_id = f.id
                    LEFT JOIN cosignature s ON s.disposal_id = p.id
                    WHERE f.version_id = x.version_id
                    AND (p.person_id IN (x.person_id, x.principal_id)
                         OR s.person_id IN (x.person_id, x.principal_id)))
                OR EXISTS (SELECT 1 FROM file u JOIN reading r ON r.file_id = u.id
                    WHERE u.version_id = x.version_id
                    AND r.person_id IN (x.person_id, x.principal_id)))"""
        ),
    ),
    Invariant(
        name="I2",
        fault="cosigned_own",
        question="""SELECT 'cosignature:' || s.id FROM document d
            JOIN cosignature s ON s.document_id = d.id JOIN disposal p ON p.id = s.disposal_id
            WHERE {scope} AND (s.person_id = p.person_id OR s.person_id = d.drafter_id)""",
    ),
    Invariant(
        name="I3",
        fault="act_on_other_things",
        question=_acts(
            """x.document_id <> c.document_id OR v.document_id <> d.id OR x.manifest <> v.manifest
               OR x.procedure_digest <> c.procedure_digest OR x.ruleset = ''
               OR x.agency_id <> c.agency_id OR d.agency_id <> c.agency_id
               OR (x.voided_at IS NULL AND x.version_id <> c.version_id)"""
        ),
    ),
    Invariant(
        name="I9",
        fault="act_unlike_step",
        question=_acts(
            """NOT EXISTS (SELECT 1 FROM step s WHERE s.case_id = x.case_id AND s.rev = x.rev
                AND s.at = x.at AND ((x.source IS NOT NULL AND s.person_id IS NULL)
                OR (x.source IS NULL AND s.person_id = x.person_id AND s.role = x.role
                    AND (s.principal_id = x.principal_id
                         OR (s.principal_id IS NULL AND x.principal_id IS NULL)))))"""
        ),
    ),
    Invariant(name="I9", fault="checked_unopened", question=_acts(CHECKED_UNOPENED)),
    Invariant(
        name="I4", fault="changed_unseen", question=_counted("review_case", "c", source=CASES)
    ),
    Invariant(
        name="I4",
        fault="changed_unseen",
        question="""SELECT 'document:' || d.id FROM document d WHERE {scope}
            AND ((SELECT count(*) FROM ledger_entry e WHERE e.document_id = d.id) <> d.rev
                 OR (SELECT max(e.document_rev) FROM ledger_entry e
                     WHERE e.document_id = d.id) <> d.rev)""",
    ),
    *(
        Invariant(
            name="I4",
            fault="changed_unseen",
            question=_counted(table, "r", source=f"{table} r WHERE 1 = 1"),
        )
        for table in CHANGING
    ),
    *(
        Invariant(
            name="I4",
            fault="entered_nowhere",
            question=_entered(table, source=_of_paper(table)),
        )
        for table in ONCE_OF_PAPERS
    ),
    *(
        Invariant(
            name="I4",
            fault="entered_nowhere",
            question=_entered(table, source=f"{table} r WHERE 1 = 1"),
        )
        for table in ONCE
    ),
    *(
        Invariant(name="I4", fault="entered_nowhere", question=question)
        for question in UNTOLD.values()
    ),
    *(Invariant(name="I4", fault="gone", question=_still_there(table)) for table in NAMED),
    Invariant(
        name="I5",
        fault="step_missing",
        question="""SELECT 'review_case:' || c.id FROM document d
            JOIN review_case c ON c.document_id = d.id
            JOIN ledger_entry e ON e.subject = 'review_case:' || c.id
            WHERE {scope} AND e.event NOT IN ('case:deadline_recounted', 'case:screened_anew')
            AND NOT EXISTS (
                SELECT 1 FROM step s WHERE s.case_id = c.id AND s.rev = e.subject_rev)""",
    ),
    Invariant(
        name="I6",
        fault="sent_twice",
        question="""SELECT 'review_case:' || o.case_id FROM document d
            JOIN outbox o ON o.document_id = d.id WHERE {scope}
            GROUP BY o.case_id, o.channel, o.action HAVING count(*) > 1""",
    ),
    Invariant(
        name="I6",
        fault="sent_by_nobody",
        question="""SELECT 'outbox:' || o.id FROM document d
            JOIN outbox o ON o.document_id = d.id
            JOIN version v ON v.id = o.version_id
            WHERE {scope} AND (v.document_id <> d.id OR v.manifest <> o.manifest
                OR NOT EXISTS (SELECT 1 FROM ledger_entry e
                    WHERE e.subject = 'review_case:' || o.case_id AND e.at = o.asked_at))""",
    ),
    Invariant(
        name="I7",
        fault="authorisation_by_too_few",
        question="""SELECT 'authorisation:' || a.id FROM authorisation a
            WHERE a.signed_by IS NOT NULL AND (a.rules_signed_by IS NULL OR a.signed_at IS NULL
                OR a.signed_by IN (a.drafted_by, a.rules_signed_by)
                OR a.rules_signed_by = a.drafted_by)""",
    ),
    Invariant(
        name="I7",
        fault="over_the_cap",
        question="""SELECT 'authorisation:' || a.id FROM authorisation a
            WHERE (SELECT count(*) FROM review_case c WHERE c.authorisation_id = a.id) > a.cap""",
    ),
    Invariant(
        name="I8",
        fault="not_taken_back",
        question="""SELECT 'document:' || d.id FROM document d JOIN outbox o ON o.document_id = d.id
            WHERE {scope} AND d.availability <> 'public' AND o.action = 'publish'
            AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.document_id = d.id
                AND w.channel = o.channel AND w.action = 'withdraw'
                AND w.asked_at >= o.asked_at)""",
    ),
    Invariant(
        name="I10",
        fault="not_destroyed_yet",
        question="SELECT 'purge:' || p.id FROM purge p WHERE p.done_at IS NULL",
    ),
    Invariant(
        name="I12",
        fault="public_unchecked",
        question=PUBLIC_UNCHECKED,
    ),
    Invariant(
        name="I12",
        fault="decided_unchecked",
        question=_acts(
            "x.voided_at IS NULL AND x.act = 'decision' AND x.mode = 'proactive' AND "
            + UNCHECKED_THEN
        ),
    ),
    Invariant(
        name="H2",
        fault="two_open_cases",
        question="""SELECT 'document:' || d.id FROM document d
            JOIN review_case c ON c.document_id = d.id AND c.closed_at IS NULL
            WHERE {scope} GROUP BY d.id, c.procedure = 'takedown' HAVING count(*) > 1""",
    ),
    Invariant(
        name="H10",
        fault="no_end",
        question="""SELECT 'document:' || d.id FROM document d
            WHERE {scope} AND d.mode <> 'proactive' AND (d.reassess_on IS NULL
                OR (d.mode = 'withheld'
                    AND (d.exemption IS NULL OR d.article IS NULL OR d.reasons IS NULL))
                OR (d.mode = 'on_request'
                    AND (d.on_request_reason IS NULL OR d.exemption IS NOT NULL)))""",
    ),
)


def broken(work: Work, *, document: str | None = None) -> Iterator[Complaint]:
    """Put every question to the rows: of all papers, or of one alone."""
    if document is None:
        yield from _answered(work, _is_any, scope=ALL)
    else:
        yield from _answered(work, _is_about_papers, scope=ONE, document=document)


def broken_beside(work: Work) -> Iterator[Complaint]:
    """Put the questions that are about no paper, but for those that walk the whole chain."""
    yield from _answered(work, _is_beside, scope=ALL)


def _is_any(_: Invariant) -> bool:
    return True


def _is_about_papers(invariant: Invariant) -> bool:
    return invariant.is_about_papers


def _is_beside(invariant: Invariant) -> bool:
    return not invariant.is_about_papers and not invariant.walks_the_chain


def _answered(
    work: Work, chosen: Callable[[Invariant], bool], *, scope: str, **said: str
) -> Iterator[Complaint]:
    asked = _asked(chosen, scope)
    answers = work.session.execute(asked, said, execution_options={"yield_per": BATCH})
    for place, subject in answers:
        yield complaint(INVARIANTS[place].name, subject, INVARIANTS[place].fault)


@cache
def _asked(chosen: Callable[[Invariant], bool], scope: str) -> TextClause:
    """All questions as one statement: a paper is asked about after every step of a campaign."""
    return text(
        " UNION ALL ".join(
            f"SELECT {place} AS place, q{place}.* FROM"  # noqa: S608  # constants
            f" ({invariant.question.replace('{scope}', scope)}) AS q{place}"
            for place, invariant in enumerate(INVARIANTS)
            if chosen(invariant)
        )
    )
