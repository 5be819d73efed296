"""Refusals: a sentence with its fields, advice, and one of four branches."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from types import ModuleType

import pytest

from review import domain
from review.domain import errors, refusal
from review.domain.errors import (
    Conflict,
    DateOutOfRange,
    Forbidden,
    GroundsMissing,
    Refused,
    StaleCase,
    Unfit,
    Unknown,
    WordUnknown,
)
from review.domain.vocabulary import Key
from tests.architecture.source import TOP, modules

BRANCHES = (Unfit, Conflict, Unknown, Forbidden)
OF_THE_DOMAIN = tuple(
    import_module(module.name) for module in iter_modules(domain.__path__, f"{domain.__name__}.")
)
AT_THE_EDGE = tuple(
    import_module(".".join(path.with_suffix("").parts))
    for path in modules("review/web", "review/cli")
    if re.search(
        r"^class \w+\((Refused|Unfit|Conflict|Unknown|Forbidden)\):",
        (TOP / path).read_text("utf-8"),
        re.MULTILINE,
    )
)


def named(kind: type[Refused]) -> str:
    """Return what a refusal is called, and where it is written."""
    return f"{kind.__module__.removeprefix('review.')}.{kind.__name__}"


def _refusals(found: Iterable[ModuleType]) -> list[type[Refused]]:
    """Return every refusal that is written in one of these modules, but for the branches."""
    return [
        kind
        for module in found
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Refused)
        if kind.__module__ == module.__name__ and kind not in (Refused, *BRANCHES)
    ]


OFFERED = _refusals(OF_THE_DOMAIN)
LEAVES = OFFERED + _refusals(AT_THE_EDGE)


def test_every_module_of_refusals_is_gone_through():
    """What is written in a new one is asked the same from the first day."""
    found = {kind.__module__.rpartition(".")[2] for kind in OFFERED}
    called = {path.stem for path in modules("review/domain") if path.stem.endswith("_refusals")}

    assert called | {"errors", "unfit"} <= found
    assert {getattr(errors, name) for name in errors.__all__} - {Refused, *BRANCHES} <= set(OFFERED)


def test_the_tree_draws_the_branches():
    """The picture is of all that lies directly under a refusal, and of nothing else."""
    drawn = re.findall(r"^[├└]── (\w+)", inspect.getdoc(refusal) or "", re.MULTILINE)

    assert drawn == [branch.__name__ for branch in BRANCHES]
    assert {kind.__bases__ for kind in BRANCHES} == {(Refused,)}


@pytest.mark.parametrize("kind", OFFERED, ids=named)
def test_every_refusal_of_the_domain_is_of_one_branch(kind):
    """The web maps four branches; none may be missing from them."""
    assert sum(issubclass(kind, branch) for branch in BRANCHES) == 1


@pytest.mark.parametrize("kind", LEAVES, ids=named)
def test_a_sentence_names_only_fields_it_has(kind):
    """A sentence with an unknown field would fail in front of the person it refuses."""
    sentence = inspect.getdoc(kind)
    named = {name.split(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}

    assert named <= {field.name for field in fields(kind)}
    assert sentence.partition("\n\n")[0].endswith("。")


@pytest.mark.parametrize("kind", LEAVES, ids=named)
def test_a_field_that_holds_a_documents_text_has_no_place(kind):
    """What a refusal may carry are names, days, numbers and words of the office."""
    assert not {field.name for field in fields(kind)} & {"text", "content", "title", "excerpt"}


def test_a_refusal_says_what_is_missing_and_what_to_do():
    """Fields, not strings."""
    refused = GroundsMissing(key=Key.EXEMPTION)

    assert str(refused) == refused.message == "缺少“不予公开理由”。"
    assert refused.advice.startswith("请补填")
    assert refused.key is Key.EXEMPTION


def test_a_list_is_set_out_as_an_office_writes_one():
    """Allowed values are separated by 、."""
    assert "甲、乙" in WordUnknown(key=Key.MODE, allowed=("甲", "乙")).advice


def test_the_advice_of_several_lines_is_one_sentence():
    """The source is wrapped; what a person reads is not."""
    refused = DateOutOfRange(key=Key.LATEST, earliest=date(2026, 1, 2), latest=date(2027, 1, 1))

    assert refused.message == "“最迟评估日”须在2026-01-02至2027-01-01之间。"
    assert "\n" not in refused.advice


def test_a_refusal_is_caught_by_its_branch():
    """A page shows a conflict without knowing which."""
    with pytest.raises(Conflict) as refused:
        raise StaleCase(expected=3, found=4)

    assert (refused.value.expected, refused.value.found) == (3, 4)


def test_a_refusals_picture_shows_no_field():
    """A traceback prints the picture; it must not print what people typed."""
    assert repr(StaleCase(expected=3, found=4)) == "StaleCase()"
