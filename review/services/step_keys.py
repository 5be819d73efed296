"""What may be filled in with a step: nothing else is taken, so that nothing is lost unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.domain.errors import KeyGivenTwice, KeyUnknown
from review.domain.vocabulary import Act, Effect, Key, Need
from review.messages import NOTHING_TO_FILL_IN
from workflows.model import Step

VERIFYING = (Act.SECTION_REVIEW, Act.CHECK)
SAYS_MODE = frozenset({Need.MODE, Need.EXEMPTION, Need.ON_REQUEST_REASON})
STATES = (Act.ATTRIBUTION, *VERIFYING, Act.DECISION)
ENDS = (Key.REASSESS_ON, Key.OPENS_ON, Key.ON_EVENT, Key.LATEST)
OF_A_MODE = (
    *(Key.EXEMPTION, Key.DELIBERATIVE_KIND, Key.ARTICLE, Key.REASONS, Key.WORK_SECRET_MARK),
    *(Key.ON_REQUEST_REASON, Key.OWN_WORDS, *ENDS),
)
APART = (Key.OPINION, Key.FILE, Key.ENDS)
"""What is given beside the keys, or stands for several of them."""
LONGEST_KEY = 40


def optional(step: Step) -> tuple[Key, ...]:
    """Return what belongs to a step and is not asked for."""
    asked = (
        (Key.MODE, may_differ(step)),
        (Key.NEEDS_HEAD, Need.MODE in step.needs),
        (Key.DELIBERATIVE_KIND, Need.EXEMPTION in step.needs),
        (Key.WORK_SECRET_MARK, Need.EXEMPTION in step.needs),
        (Key.OWN_WORDS, Need.ON_REQUEST_REASON in step.needs),
        (Key.SUBJECTS, not SAYS_MODE.isdisjoint(step.needs)),
        (Key.NUMBER, Effect.INCLUDE in step.effects),
        (Key.SUSPECTED_LEAK, Effect.WITHDRAW_FROM_PUBLIC in step.effects),
        (Key.TITLE, step.changes_content),
    )
    return tuple(key for key, belongs in asked if belongs)


def may_differ(step: Step) -> bool:
    """The person verifies the mode, and may state another."""
    return step.act in VERIFYING and Need.MODE not in step.needs


def taken(step: Step, *, has_head: bool) -> tuple[Key, ...]:
    """Return every key that a step reads, in the order of the vocabulary."""
    keys = {Key.of(need.value) for need in step.needs} | set(optional(step))
    if Key.ENDS in keys:
        keys |= set(ENDS)
    if Key.MODE in keys:
        keys |= {*OF_A_MODE, Key.NEEDS_HEAD}
    if step.act in STATES:
        keys.add(Key.SUBJECTS)
    if not has_head:
        keys.discard(Key.NEEDS_HEAD)
    return tuple(key for key in Key if key in keys - set(APART))


def read(
    inputs: Mapping[str, str], step: Step, *, has_head: bool, has_files: bool
) -> dict[str, str]:
    """Return what was filled in, by identifier; refuse what this step does not read.

    What belongs to another way of deciding the domain refuses itself, and says by which.
    """
    keys = taken(step, has_head=has_head)
    others = OF_A_MODE if step.act is Act.DECISION else ()
    if has_files and not step.changes_content:
        raise KeyUnknown(given=Key.FILE.label, allowed=told(keys))
    said: dict[str, str] = {}
    for name, value in inputs.items():
        if not value.strip():
            continue
        key = _named(name, (*keys, *others))
        if key is None:
            raise KeyUnknown(given=name[:LONGEST_KEY], allowed=told(keys))
        if key.value in said:
            raise KeyGivenTwice(key=key)
        said[key.value] = value.strip()
    return said


def told(keys: Iterable[Key]) -> tuple[str, ...]:
    """Return keys as people may type them; nothing to fill in is said as well."""
    return tuple(f"{key.label}（{key.value}）" for key in keys) or (NOTHING_TO_FILL_IN,)


def _named(name: str, keys: Iterable[Key]) -> Key | None:
    """Find a key by its identifier, by its label, or by what the form calls it."""
    asked = {need.value: need.label for need in Need}
    return next((key for key in keys if name in (key.value, key.label, asked.get(key.value))), None)
