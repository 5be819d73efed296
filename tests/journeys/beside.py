"""What people of a story do beside the procedure, and what a page then says."""

from __future__ import annotations

from review.domain.vocabulary import SideVerb
from review.services.boxes import Box, Sieve
from review.services.inbox import inbox_view
from review.services.side_shapes import SideActView
from review.services.side_views import addressees_of
from review.side_commands import ActBeside
from tests.journeys.story import Story


def beside(story: Story, who: str, case: str, verb: SideVerb, *to: str, **said) -> SideActView:
    """Let one of the cast do something beside the procedure; return it as it is shown."""
    number = story.do(who, ActBeside(case=case, verb=verb, to=to, **said))
    return next(one for one in story.case(case).beside.acts if one.number == number)


def refusal_of(story: Story, case: str, who: str, verb: SideVerb) -> str:
    """Return why the page does not offer it; empty where it does."""
    view = story.case(case, seen_by=who).beside
    said = {one.verb: one.reason for one in view.refused}
    assert (verb in said) != (verb in {one.verb for one in view.offered})
    return said.get(verb, "")


def open_to(story: Story, case: str, who: str, verb: SideVerb) -> dict[str, str]:
    """Return to whom the form of a verb may be addressed: what each is called, by his login."""
    offered = story.case(case, seen_by=who).beside.offered
    assert verb in {one.verb for one in offered}
    return dict(story.office.ask(addressees_of, case, verb, caller=story.caller(who)))


def lying(story: Story, who: str, box: Box) -> dict[str, object]:
    """Return the lines of one's box by the number of their cases."""
    view = story.office.ask(inbox_view, caller=story.caller(who), box=box, sieve=Sieve())
    assert view.counts[box] == len(view.lines)
    return {line.number: line for line in view.lines}
