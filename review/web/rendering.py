"""Templates: strict, escaped, and given one frozen model each; they show and do not think."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from review.domain.text import shown
from review.services.help_terms import help_on
from review.services.work import SHANGHAI
from review.shipped import shipped
from review.web import assets
from review.web.chrome import Chrome
from review.web.paper_pane import address, word_for

_WHOLE = Markup('<span class="when">{}</span>')


class Page(Protocol):
    """What every page model has: the frame around it."""

    @property
    def chrome(self) -> Chrome:
        """The frame: banner, places, who is here."""


@cache
def environment() -> Environment:
    """Return the one environment; every text is escaped, every unknown name a fault."""
    env = Environment(
        loader=FileSystemLoader(shipped("templates/parts").parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(day=day, moment=moment, size=size, shown=shown)
    env.globals.update(help_on=help_on)
    env.globals.update(asset=assets.address, case_at=address, word_for=word_for)
    return env


def render(template: str, page: Page, *, status: int = 200) -> HTMLResponse:
    """Return a page."""
    text = environment().get_template(template).render(page=page)
    return HTMLResponse(text, status_code=status)


def spoken(template: str, values: Mapping[str, object]) -> str:
    """Return a text for the console."""
    return environment().get_template(template).render(values)


def day(value: date | None) -> str:
    """Show a day as the office writes one in tables; no line breaks within it."""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return "–" if value is None else _WHOLE.format(value.isoformat())


def moment(value: datetime | None) -> str:
    """Show an instant on the office's clock; no line breaks within it."""
    if value is None:
        return "–"
    return _WHOLE.format(value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))


def size(count: int) -> str:
    """Show how large a file is."""
    return f"{count / 1024:,.1f} KiB" if count >= 1024 else f"{count} B"  # noqa: PLR2004
