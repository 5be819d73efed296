"""Style sheets of web pages: which declarations meet an element, as far as they could hide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from review.screening.segments import NotRead, Reason

Declarations = Mapping[str, str]

_REMARK = re.compile(r"/\*(?s:.{0,100000}?)\*/")
_RULE = re.compile(r"([^{}]{0,4000})\{([^{}]*)\}")
_MEDIA = re.compile(r"@media\b([^{}]{0,400})\{", re.IGNORECASE)
_PARTED = re.compile(r";(?![^(]*\))")
_COMPOUND = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_SELF = re.compile(r"::?(?:first-line|selection|link|visited|root|any-link)\b")
_MOST_RULES: Final = 4000
_MOST_TRIES: Final = 4_000_000
_RELEVANT = (
    "display", "visibility", "opacity", "filter", "color", "background", "font", "position",
    "left", "top", "right", "bottom", "width", "height", "max-", "overflow", "clip", "transform",
    "text-indent", "margin", "content-visibility", "float", "direction", "unicode-bidi", "mso-",
    "white-space", "line-height", "-webkit-text", "zoom",
)  # fmt: skip
_ELSEWHERE = re.compile(r"\b(?:print|speech|handheld|aural|braille|tty|tv|projection)\b")


@dataclass(frozen=True, slots=True)
class Compound:
    """What one step of a selector asks of an element."""

    tag: str
    marks: frozenset[tuple[str, str]]

    def meets(self, element: etree._Element, traits: Traits) -> bool:
        """Whether the element is of the kind."""
        return self.tag in {"", "*", element.tag} and self.marks <= traits.of(element)


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector with its declarations; `steps` from the left, each below the one before."""

    steps: tuple[Compound, ...]
    direct: tuple[bool, ...]
    """For each step whether it must be the child of the one before."""
    says: Declarations
    weight: tuple[int, int, int]


@dataclass(slots=True)
class Traits:
    """The classes and the id of each element met so far, taken apart once."""

    _known: dict[etree._Element, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def of(self, element: etree._Element) -> frozenset[tuple[str, str]]:
        """Return them as pairs with the sign that selectors give them."""
        if element not in self._known:
            marks = [(".", name) for name in (element.get("class") or "").split()]
            own = element.get("id")
            self._known[element] = frozenset([*marks, ("#", own)] if own else marks)
        return self._known[element]


class Sheet:
    """All rules of a page that could hide something, by what their last step asks for."""

    def __init__(self, texts: list[str]) -> None:
        """Read the texts of the style elements."""
        self._traits = Traits()
        self._rules: dict[tuple[str, str], list[Rule]] = {}
        self._tries = 0
        self.unread: list[str] = []
        """Selectors that could not be followed, with what hides their elements."""
        count = 0
        for text in texts:
            for selector, body in _rules_in(_REMARK.sub("", text)):
                says = {
                    name: value
                    for name, value in declarations(body).items()
                    if name.startswith(_RELEVANT)
                }
                if says and count < _MOST_RULES:
                    count += 1
                    self._take(selector, says)

    def _take(self, selectors: str, says: Declarations) -> None:
        for selector in selectors.split(","):
            rule = _rule_of(selector, says)
            if rule is None:
                self.unread.append(f"{selector.strip()} {{{_written(says)}}}")
                continue
            last = rule.steps[-1]
            key = min(last.marks, default=("", last.tag))
            self._rules.setdefault(key, []).append(rule)

    def has_rules_for(self, element: etree._Element) -> bool:
        """Whether any rule could meet the element."""
        return bool(self._rules) and any(key in self._rules for key in self._keys(element))

    def _keys(self, element: etree._Element) -> tuple[tuple[str, str], ...]:
        return (("", "*"), ("", ""), ("", str(element.tag)), *self._traits.of(element))

    def says_of(self, element: etree._Element) -> dict[str, str]:
        """Return what the sheet and the element's own style declare of it.

        Raises:
            NotRead: the sheet asks for more comparisons than any page needs.
        """
        known = [rule for key in self._keys(element) for rule in self._rules.get(key, ())]
        self._tries += len(known)
        if self._tries > _MOST_TRIES:
            raise NotRead(Reason.TOO_LARGE)
        met = [rule for rule in known if self._meets(element, rule)]
        met.sort(key=lambda rule: rule.weight)
        said: dict[str, str] = {}
        forced: dict[str, str] = {}
        own = declarations(element.get("style") or "")
        for says in (*(rule.says for rule in met), own):
            for name, value in says.items():
                into = forced if value.endswith("!important") else said
                into[name] = value.removesuffix("!important").strip()
        return said | forced

    def _meets(self, element: etree._Element, rule: Rule) -> bool:
        if not rule.steps[-1].meets(element, self._traits):
            return False
        above = element.getparent()
        for step, direct in zip(rule.steps[-2::-1], rule.direct[:0:-1], strict=True):
            while above is not None and not step.meets(above, self._traits):
                above = None if direct else above.getparent()
            if above is None:
                return False
            above = above.getparent()
        return True


def declarations(body: str) -> dict[str, str]:
    """Part the body of a rule, or a style attribute, into names and values in small letters."""
    said: dict[str, str] = {}
    for piece in _PARTED.split(_REMARK.sub("", body)):
        name, colon, value = piece.partition(":")
        if colon:
            plain = " ".join(value.casefold().split()).replace("! important", "!important")
            said[name.strip().casefold()] = plain
    return said


def _rules_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and bodies; of media only what a screen or everything obeys."""
    at = 0
    for found in _MEDIA.finditer(text):
        if found.start() < at:
            continue
        yield from _plain_rules(text[at : found.start()])
        at = _end_of_block(text, found.end())
        if not _ELSEWHERE.search(found[1].casefold()):
            yield from _plain_rules(text[found.end() : at])
    yield from _plain_rules(text[at:])


def _plain_rules(text: str) -> Iterator[tuple[str, str]]:
    for found in _RULE.finditer(text):
        selector = found[1].replace("<!--", "").replace("-->", "").rpartition(";")[2]
        if not selector.strip().startswith("@"):
            yield selector, found[2]


def _end_of_block(text: str, start: int) -> int:
    depth = 1
    for found in re.finditer(r"[{}]", text[start:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return start + found.start()
    return len(text)


def _rule_of(selector: str, says: Declarations) -> Rule | None:
    """Read a selector of names, classes and ids; nothing where it asks for more than these."""
    words = re.sub(r"\s*>\s*", " >", _SELF.sub("", selector.strip())).split()
    steps: list[Compound] = []
    direct: list[bool] = []
    for word in words:
        found = _COMPOUND.fullmatch(word.removeprefix(">"))
        if found is None:
            return None
        marks = frozenset(_MARK.findall(found[2]))
        steps.append(Compound((found[1] or "").casefold(), marks))
        direct.append(word.startswith(">"))
    if not steps:
        return None
    every = [mark for step in steps for mark in step.marks]
    ids = sum(sign == "#" for sign, _ in every)
    tags = sum(step.tag not in {"", "*"} for step in steps)
    return Rule(tuple(steps), tuple(direct), says, (ids, len(every) - ids, tags))


def _written(says: Declarations) -> str:
    return ";".join(f"{name}:{value}" for name, value in says.items())
