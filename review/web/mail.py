"""Being told by mail: each chooses for himself where and how often."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.commands import ChooseMail
from review.domain.mailing import CLOSES, OPENS
from review.domain.refusal import Refused
from review.domain.vocabulary import MailRhythm
from review.services.mailing import asked_for
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import FormMalformed, Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """Where and how often; and whether this installation has a mail server at all."""

    chrome: Chrome
    rhythms: tuple[MailRhythm, ...]
    rhythm: MailRhythm
    address: str
    opens: str
    closes: str
    is_possible: bool
    notice: Notice | None = None


def show(visit: At) -> Response:
    """Show what one has chosen."""
    rhythm, address = visit.office.ask(asked_for, caller=visit.caller)
    return _page(visit, rhythm, address, notice=None)


def choose(visit: At) -> Response:
    """Choose anew; what was typed stays on the page when it will not do."""
    address, word = visit.form.text("address"), visit.form.text("rhythm")
    rhythm = next((one for one in MailRhythm if one.value == word), None)
    if rhythm is None:
        raise FormMalformed
    try:
        visit.office.do(ChooseMail(rhythm=rhythm, address=address), caller=visit.caller)
    except Refused as refusal:
        return _page(visit, rhythm, address, notice=notice_of(refusal))
    return see("/mail")


def _page(visit: Visit, rhythm: MailRhythm, address: str, *, notice: Notice | None) -> Response:
    page = MailPage(
        chrome=chrome_of(visit),
        rhythms=tuple(MailRhythm),
        rhythm=rhythm,
        address=address,
        opens=f"{OPENS:%H:%M}",
        closes=f"{CLOSES:%H:%M}",
        is_possible=visit.office.settings.mail_server is not None and not visit.office.is_demo,
        notice=notice,
    )
    return render("pages/mail.html", page, status=notice.status if notice else 200)
