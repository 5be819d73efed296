"""What a step asks for, as fields of a form; what is chosen decides which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from review.domain.vocabulary import (
    ARTICLES,
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    Ending,
    Exemption,
    Key,
    OnRequestReason,
    ReassessmentOutcome,
    StatementKind,
    Subject,
    Term,
)
from review.services.views import OfferView
from review.web.forms import Form


class Shape(StrEnum):
    """How a field is drawn."""

    LINE = "line"
    LONG = "long"
    DAY = "day"
    TICK = "tick"
    TICKS = "ticks"
    CHOICE = "choice"
    FILES = "files"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose; its own fields count only when it is chosen."""

    value: str
    label: str
    hint: str = ""
    fields: tuple[Field, ...] = ()
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: its key, what it is called, and what stands in it already.

    `name` is the key as the form sends it: what stands under two choices has two names.
    """

    key: str
    name: str
    label: str
    shape: Shape
    is_required: bool = True
    options: tuple[Option, ...] = ()
    value: str = ""


FORBIDDEN_CHOICE = "state_secret"
"""Choosing it starts the interception; the template says so beside it."""


def fields_of(offer: OfferView) -> tuple[Field, ...]:
    """Return the fields of one step, in the order of its row, and what may be said besides."""
    keys = [need.key for need in offer.needs]
    asked = tuple(_FIELDS[Key.of(key)] for key in keys)
    says_mode = not {Key.MODE, Key.EXEMPTION, Key.ON_REQUEST_REASON}.isdisjoint(keys)
    verified = (_VERIFIED,) if offer.may_differ else ()
    besides = {need.key for need in offer.optional} - set(keys)
    number = (_CORRECTED,) if Key.NUMBER in besides else ()
    return (*_with_company(asked), *verified, *number, *((_SUBJECTS,) if says_mode else ()))


def inputs_of(fields: Iterable[Field], form: Form) -> dict[str, str]:
    """Return what was filled in, of what counts: nothing of an option that was not chosen."""
    return {key: said for key, said in _said(fields, form) if said}


def filled(fields: Iterable[Field], form: Form) -> tuple[Field, ...]:
    """Return the fields with what was filled in, so that nobody has to write it again."""
    return tuple(_filled(field, form) for field in fields)


def prefilled(fields: Iterable[Field], said: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields with what was stated before, by key: to be confirmed, not written again."""
    return tuple(_prefilled(field, said) for field in fields)


def _prefilled(field: Field, said: Mapping[str, str]) -> Field:
    stated = said.get(field.key, "")
    chosen = set(stated.split(",")) if field.shape is Shape.TICKS else {stated}
    options = tuple(
        replace(
            option,
            fields=prefilled(option.fields, said),
            is_chosen=option.value in chosen if stated else option.is_chosen,
        )
        for option in field.options
    )
    return replace(field, value=stated or field.value, options=options)


def _said(fields: Iterable[Field], form: Form) -> Iterator[tuple[str, str]]:
    for field in fields:
        match field.shape:
            case Shape.FILES | Shape.CHECKLIST:
                continue
            case Shape.TICKS:
                yield field.key, ",".join(form.several(field.name))
            case Shape.CHOICE:
                yield from _chosen(field, form)
            case _:
                yield field.key, form.text(field.name)


def _chosen(field: Field, form: Form) -> Iterator[tuple[str, str]]:
    """The way of ending is said by the date it asks for; the choice itself says nothing more."""
    for option in field.options:
        if option.value == form.text(field.name):
            if field.key != Key.ENDS:
                yield field.key, option.value
            yield from _said(option.fields, form)


def _filled(field: Field, form: Form) -> Field:
    options = tuple(
        replace(
            option,
            fields=filled(option.fields, form),
            is_chosen=option.value in form.several(field.name),
        )
        for option in field.options
    )
    return replace(field, value=form.text(field.name), options=options)


def _with_company(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Put beside a need what belongs to it but is not always asked for."""
    out: list[Field] = []
    for field in fields:
        out.append(field)
        out.extend(_COMPANY.get(Key.of(field.key), ()))
    return tuple(out)


def _options(words: type[Term]) -> tuple[Option, ...]:
    return tuple(Option(value=word.value, label=word.label) for word in words)


def _field(key: Key, shape: Shape, **words: object) -> Field:
    return replace(Field(key=key.value, name=key.value, label=key.label, shape=shape), **words)  # type: ignore[arg-type]


def _under(option: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(
        replace(
            field,
            name=f"{option}-{field.name}",
            options=tuple(replace(one, fields=_under(option, one.fields)) for one in field.options),
        )
        for field in fields
    )


_ENDS = _field(
    Key.ENDS,
    Shape.CHOICE,
    options=(
        Option(
            value=Ending.REASSESS_ON.value,
            label=Ending.REASSESS_ON.label,
            fields=(_field(Key.REASSESS_ON, Shape.DAY),),
        ),
        Option(
            value=Ending.OPENS_ON.value,
            label=Ending.OPENS_ON.label,
            fields=(_field(Key.OPENS_ON, Shape.DAY),),
        ),
        Option(
            value=Ending.ON_EVENT.value,
            label=Ending.ON_EVENT.label,
            fields=(_field(Key.ON_EVENT, Shape.LINE), _field(Key.LATEST, Shape.DAY)),
        ),
    ),
)
_KIND = _field(Key.DELIBERATIVE_KIND, Shape.CHOICE, options=_options(DeliberativeKind))
_EXEMPTION = _field(
    Key.EXEMPTION,
    Shape.CHOICE,
    options=(
        *(
            Option(
                value=word.value,
                label=word.label,
                hint=ARTICLES[word],
                fields=(_KIND,) if word is Exemption.DELIBERATIVE else (),
            )
            for word in Exemption
        ),
        Option(value=FORBIDDEN_CHOICE, label=""),
    ),
)
_ARTICLE = _field(Key.ARTICLE, Shape.LINE)
_REASONS = _field(Key.REASONS, Shape.LONG)
_WORK_SECRET = _field(Key.WORK_SECRET_MARK, Shape.TICK, is_required=False)
_ON_REQUEST_REASON = _field(
    Key.ON_REQUEST_REASON,
    Shape.CHOICE,
    options=tuple(
        Option(
            value=word.value,
            label=word.label,
            fields=((_field(Key.OWN_WORDS, Shape.LONG),) if word is OnRequestReason.OTHER else ()),
        )
        for word in OnRequestReason
    ),
)
_MODE = _field(
    Key.MODE,
    Shape.CHOICE,
    options=(
        Option(value=DisclosureMode.PROACTIVE.value, label=DisclosureMode.PROACTIVE.label),
        Option(
            value=DisclosureMode.ON_REQUEST.value,
            label=DisclosureMode.ON_REQUEST.label,
            fields=_under(DisclosureMode.ON_REQUEST, (_ON_REQUEST_REASON, _ENDS)),
        ),
        Option(
            value=DisclosureMode.WITHHELD.value,
            label=DisclosureMode.WITHHELD.label,
            fields=_under(
                DisclosureMode.WITHHELD, (_EXEMPTION, _ARTICLE, _REASONS, _WORK_SECRET, _ENDS)
            ),
        ),
    ),
)
_VERIFIED = replace(
    _MODE,
    label=StatementKind.VERIFIED.label + Key.MODE.label,
    is_required=False,
    options=(Option(value="", label="", is_chosen=True), *_MODE.options),
)
"""Who says nothing else agrees with what was proposed."""
_CORRECTED = _field(Key.NUMBER, Shape.LINE, is_required=False)
_SUBJECTS = _field(
    Key.SUBJECTS,
    Shape.TICKS,
    is_required=False,
    options=(Option(value="none", label=""), *_options(Subject)),
)

_FIELDS: Mapping[Key, Field] = MappingProxyType(
    {
        Key.OPINION: _field(Key.OPINION, Shape.LONG),
        Key.CHECKLIST: _field(Key.CHECKLIST, Shape.CHECKLIST),
        Key.REASON: _field(Key.REASON, Shape.LONG),
        Key.MODE: _MODE,
        Key.FILE: _field(Key.FILE, Shape.FILES),
        Key.ADDRESSEE: _field(Key.ADDRESSEE, Shape.LINE),
        Key.ANSWER: _field(
            Key.ANSWER,
            Shape.LINE,
            options=tuple(
                Option(value=word.label, label=word.label) for word in ConsultationAnswer
            ),
        ),
        Key.NUMBER: _field(Key.NUMBER, Shape.LINE),
        Key.REPORTED_TO: _field(Key.REPORTED_TO, Shape.LINE),
        Key.OUTCOME: _field(Key.OUTCOME, Shape.CHOICE, options=_options(ReassessmentOutcome)),
        Key.NEXT_DATE: _field(Key.NEXT_DATE, Shape.DAY),
        Key.EXEMPTION: _EXEMPTION,
        Key.ARTICLE: _ARTICLE,
        Key.REASONS: _REASONS,
        Key.ON_REQUEST_REASON: _ON_REQUEST_REASON,
        Key.ENDS: _ENDS,
    }
)
_COMPANY: Mapping[Key, tuple[Field, ...]] = MappingProxyType(
    {
        Key.FILE: (_field(Key.TITLE, Shape.LINE, is_required=False),),
        Key.REASONS: (_WORK_SECRET,),
        Key.MODE: (_field(Key.NEEDS_HEAD, Shape.TICK, is_required=False),),
    }
)
