"""What the people of the story fill in: the proposal that comes with a sample, as a form has it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from review.demo.paper import Paper, Proposal
from review.demo.story import Scene
from review.domain.vocabulary import DisclosureMode, Ending, Key

_END = MappingProxyType(
    {
        Ending.OPENS_ON: Key.OPENS_ON,
        Ending.REASSESS_ON: Key.REASSESS_ON,
        Ending.ON_EVENT: Key.ON_EVENT,
    }
)
PROPOSE = "propose"
REASON = frozenset({"send_back", "stop", "propose_outcome", "take_down", "withdraw"})
"""Steps that ask for a reason rather than an opinion."""


def inputs_of(paper: Paper | None, scene: Scene) -> Mapping[str, str]:
    """Return what the form of this step would hold."""
    given = dict(scene.inputs)
    if scene.does in REASON:
        given[Key.REASON] = scene.says
    if scene.does == PROPOSE:
        mode = paper.proposal.mode if paper else DisclosureMode.PROACTIVE
        given[Key.MODE] = mode.value
    if paper is not None and scene.does in {PROPOSE, "decide_on_request", "decide_withheld"}:
        given |= _grounds(paper.proposal)
    return {str(key): value for key, value in given.items()}


def _grounds(proposal: Proposal) -> dict[str, str]:
    """Return the grounds for not publishing; a paper to be published needs none."""
    if proposal.mode is DisclosureMode.PROACTIVE or proposal.ending is None:
        return {}
    end = proposal.ends_on.isoformat() if proposal.ends_on else proposal.ends_when
    told = {_END[proposal.ending].value: end}
    if proposal.mode is DisclosureMode.ON_REQUEST and proposal.on_request_reason is not None:
        return told | {
            Key.ON_REQUEST_REASON.value: proposal.on_request_reason.value,
            Key.OWN_WORDS.value: proposal.reason,
        }
    deliberative = proposal.deliberative
    return told | {
        Key.EXEMPTION.value: proposal.exemption.value if proposal.exemption else "",
        Key.DELIBERATIVE_KIND.value: deliberative.value if deliberative else "",
        Key.ARTICLE.value: proposal.article,
        Key.REASONS.value: proposal.reason,
    }
