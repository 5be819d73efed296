"""A procedure for people to read: a Mermaid diagram, a table, and the page that holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.loading import shipped_procedures
from workflows.model import Procedure, Stage, Step
from workflows.words import Heading, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step from one stage, as it is told to people."""

    stage: str
    action: str
    who: str
    conditions: tuple[str, ...]
    leads_to: tuple[str, ...]


def mermaid(procedure: Procedure) -> str:
    """Draw every row as an arrow."""
    lines = ["stateDiagram-v2", f"    [*] --> {_node(procedure.start)}"]
    # A prefix, because a stage may bear a name that Mermaid keeps for itself, such as "end".
    lines += [
        f'    state "{_plain(stage.label)}" as {_node(stage.name)}'
        for stage in procedure.stages.values()
    ]
    lines += [
        f"    {_node(origin)} --> {_node(step.target)}: {_plain(f'{step.label}（{who(step)}）')}"
        for step in procedure.steps
        for origin in step.origins
    ]
    return "\n".join([*lines, ""])


def table(procedure: Procedure) -> str:
    """Tell every row: stage · action · who · what must hold · leads to."""
    columns = (
        Heading.STAGE,
        Heading.ACTION,
        Heading.WHO,
        Heading.CONDITIONS,
        Heading.LEADS_TO,
    )
    rows = (
        (
            row.stage,
            row.action,
            row.who,
            "<br>".join(row.conditions) or Heading.NOTHING.label,
            "<br>".join(row.leads_to),
        )
        for row in rows_of(procedure)
    )
    return _markdown(columns, rows)


def rows_of(procedure: Procedure) -> Iterator[Row]:
    """Tell every row of a procedure in words, stage by stage."""
    for stage in procedure.stages.values():
        for step in procedure.steps_from(stage.name):
            yield Row(
                stage=stage.label,
                action=step.label,
                who=who(step),
                conditions=tuple(_conditions(step)),
                leads_to=tuple(_leads_to(step, procedure)),
            )


def stage_table(procedure: Procedure) -> str:
    """Tell every stage with its limit and what it means for the clock."""
    columns = (Heading.STAGE, Heading.LIMIT, Heading.CLOCK)
    return _markdown(columns, (_stage_row(stage) for stage in procedure.stages.values()))


def procedures_page() -> str:
    """Write one chapter for each shipped procedure: docs/procedures.md."""
    parts = [f"# {Heading.PAGE.label}", Heading.INTRODUCTION.label]
    for procedure in shipped_procedures().values():
        parts += [
            f"## {procedure.label}（`{procedure.name}`）",
            f"```mermaid\n{mermaid(procedure)}```",
            stage_table(procedure),
            table(procedure),
        ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def who(step: Step) -> str:
    """Name the roles of a row."""
    return "／".join(role.label for role in step.by)


def _stage_row(stage: Stage) -> tuple[str, str, str]:
    limit = Heading.NOTHING.label if stage.limit is None else str(stage.limit)
    clock = Heading.SETTLED.label if stage.settled else stage.clock.label
    return stage.label, limit, clock


def _conditions(step: Step) -> Iterator[str]:
    yield from (
        *_listed(Heading.NOT_BY, step.different_from),
        *_listed(Heading.STANDS_ON, step.stands_on),
        *_listed(Heading.BARRED_IF, step.requires),
        *_listed(Heading.FILL_IN, step.needs),
        *_listed(Heading.AUTHORITY, () if step.automatic is None else (step.automatic,)),
        *(
            f"{act.label}{Heading.SOURCE.label}：{source.label}"
            for act, source in step.sources.items()
        ),
    )


def _leads_to(step: Step, procedure: Procedure) -> Iterator[str]:
    yield from (
        procedure.stages[step.target].label,
        *_listed(Heading.EFFECT, step.effects),
        *_listed(Heading.VOIDS, step.voids),
    )


def _listed(heading: Heading, terms: Iterable[Term]) -> Iterator[str]:
    labels = "、".join(term.label for term in terms)
    if labels:
        yield f"{heading.label}：{labels}"


def _markdown(columns: Iterable[Term], rows: Iterable[tuple[str, ...]]) -> str:
    heads = [column.label for column in columns]
    lines = [_row(heads), "|" + " --- |" * len(heads), *(_row(row) for row in rows)]
    return "\n".join([*lines, ""])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _node(stage: str) -> str:
    return f"at_{stage}"


def _plain(text: str) -> str:
    """Keep a label from ending Mermaid's own syntax."""
    return text.replace('"', "”").replace(":", "：").replace(";", "；").replace("\n", " ")
