"""What leads to what in an Office package, and what leads out of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from review.screening.extraction.package import is_outside, relation_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One part leads to another, or out of the package."""

    id: str
    kind: str
    target: str
    """The part's name as it lies in the package; outside, the address."""
    is_outside: bool


class Relations:
    """The relations of all parts of one package."""

    def __init__(self, lists: Mapping[str, etree._Element], *, names: Iterable[str]) -> None:
        """Keep the lists of relations by their own names, and the names of all parts."""
        self._names = {name.casefold(): name for name in names}
        self._listed = {_source_of(name): tuple(self._of(name, lists[name])) for name in lists}

    def of(self, source: str) -> tuple[Relation, ...]:
        """Return what a part leads to, in the order of its list."""
        return self._listed.get(source, ())

    def kinds_of(self, name: str) -> frozenset[str]:
        """Return the kinds of the relations that lead to a part."""
        return self._kinds.get(name, frozenset())

    def reached_from(self, source: str) -> set[str]:
        """Return the parts that can be reached from one, itself left out."""
        reached: set[str] = set()
        waiting = [source]
        while waiting:
            for relation in self.of(waiting.pop()):
                if not relation.is_outside and relation.target not in reached:
                    reached.add(relation.target)
                    waiting.append(relation.target)
        return reached

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        kinds: dict[str, set[str]] = {}
        for relations in self._listed.values():
            for relation in relations:
                kinds.setdefault(relation.target, set()).add(relation.kind)
        return {name: frozenset(found) for name, found in kinds.items()}

    def _of(self, name: str, root: etree._Element) -> Iterator[Relation]:
        base = posixpath.dirname(_source_of(name))
        for relation in root.iter("{*}Relationship"):
            outside, given = is_outside(relation), str(relation.get("Target", ""))
            yield Relation(
                id=str(relation.get("Id", "")),
                kind=relation_kind(relation),
                target=given if outside else self._resolved(given, base=base),
                is_outside=outside,
            )

    def _resolved(self, target: str, *, base: str) -> str:
        path = posixpath.normpath(posixpath.join("/", base, unquote(target).partition("#")[0]))
        name = path.lstrip("/")
        return self._names.get(name.casefold(), name)


def _source_of(name: str) -> str:
    """Return the part whose relations a list holds: word/_rels/document.xml.rels."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))
