"""Agencies and their sections: who they are, under which name, and since when no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.responses import Response

from review.domain.account_refusals import PasswordsDiffer
from review.domain.account_rules import AccountRules, Profile
from review.domain.refusal import Conflict, Unfit
from review.domain.vocabulary import Role
from review.services.account_rules import table
from review.services.accounts import actor_of
from review.services.agencies import AgencyLine, agencies
from review.services.sections import SectionLine, section_lines
from review.structure_commands import (
    AddAgency,
    AddSection,
    EndAgency,
    EndSection,
    RenameAgency,
    RenameSection,
)
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.founding import ACCOUNTS, accounts_of, lines_of
from review.web.refusals import Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit

AGENCIES, SECTIONS = "/agencies", "/sections"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesPage:
    """One's own agency, and all of them for who keeps the installation."""

    chrome: Chrome
    lines: tuple[AgencyLine, ...]
    may_arrange: bool
    rules: dict[Profile, AccountRules]
    notice: Notice | None
    tried: str
    said: Form

    @property
    def own(self) -> AgencyLine:
        """The agency of who looks."""
        return next(one for one in self.lines if one.is_own)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsPage:
    """The sections of one's agency, and how much lies there."""

    chrome: Chrome
    lines: tuple[SectionLine, ...]
    may_arrange: bool
    notice: Notice | None
    tried: str
    """In which form something was refused: as it was filled in, it stands there."""
    said: Form


def agencies_page(visit: At) -> Response:
    """Show one's agency, or all of them."""
    return _agencies(visit)


def add_agency(visit: At) -> Response:
    """Add an agency with its first accounts, by profile."""
    form = visit.form

    def add() -> None:
        for prefix, _ in ACCOUNTS:
            if form.secret(f"{prefix}_password") != form.secret(f"{prefix}_again"):
                raise PasswordsDiffer
        command = AddAgency(
            code=form.text("code"),
            name=form.text("name"),
            profile=form.text("profile"),
            sections=lines_of(form, "sections"),
            accounts=tuple(
                replace(one, password=one.password or None) for one in accounts_of(form)
            ),
        )
        visit.office.do(command, caller=visit.caller)

    return _tried(visit, "add", add, back=AGENCIES, shown=_agencies)


def rename_agency(visit: At) -> Response:
    """Give one's own agency another name."""
    form = visit.form
    command = RenameAgency(name=form.text("name"), expected_rev=form.count("rev"))
    return _asked(visit, "rename", command, back=AGENCIES, shown=_agencies)


def end_agency(visit: At) -> Response:
    """Let an agency take no more papers."""
    form = visit.form
    command = EndAgency(code=form.text("code"), expected_rev=form.count("rev"))
    return _asked(visit, "end", command, back=AGENCIES, shown=_agencies)


def sections_page(visit: At) -> Response:
    """Show the sections."""
    return _sections(visit)


def add_section(visit: At) -> Response:
    """Add a section."""
    command = AddSection(name=visit.form.text("name"))
    return _asked(visit, "add", command, back=SECTIONS, shown=_sections)


def rename_section(visit: At, section: str) -> Response:
    """Give a section another name."""
    form = visit.form
    command = RenameSection(section=section, name=form.text("name"), expected_rev=form.count("rev"))
    return _asked(visit, section, command, back=SECTIONS, shown=_sections)


def end_section(visit: At, section: str) -> Response:
    """Let a section take no more papers."""
    command = EndSection(section=section, expected_rev=visit.form.count("rev"))
    return _asked(visit, section, command, back=SECTIONS, shown=_sections)


Shown = Callable[..., Response]


def _asked(visit: Visit, tried: str, command: object, *, back: str, shown: Shown) -> Response:
    def ask() -> None:
        visit.office.do(command, caller=visit.caller)

    return _tried(visit, tried, ask, back=back, shown=shown)


def _tried(
    visit: Visit, tried: str, act: Callable[[], None], *, back: str, shown: Shown
) -> Response:
    """What will not do is said on the page, with everything as it was filled in."""
    try:
        act()
    except (Unfit, Conflict) as refusal:
        return shown(visit, tried=tried, notice=notice_of(refusal))
    return see(back)


def _agencies(visit: Visit, *, tried: str = "", notice: Notice | None = None) -> Response:
    page = AgenciesPage(
        chrome=chrome_of(visit),
        lines=visit.office.ask(agencies, caller=visit.caller),
        may_arrange=_arranges(visit),
        rules=dict(table().rules),
        notice=notice,
        tried=tried,
        said=visit.form if tried else Form(words={}),
    )
    return render("pages/agencies.html", page, status=notice.status if notice else 200)


def _sections(visit: Visit, *, tried: str = "", notice: Notice | None = None) -> Response:
    page = SectionsPage(
        chrome=chrome_of(visit),
        lines=visit.office.ask(section_lines, caller=visit.caller),
        may_arrange=_arranges(visit),
        notice=notice,
        tried=tried,
        said=visit.form if tried else Form(words={}),
    )
    return render("pages/sections.html", page, status=notice.status if notice else 200)


def _arranges(visit: Visit) -> bool:
    return Role.SYSTEM_ADMIN in visit.office.ask(actor_of, visit.caller).roles
