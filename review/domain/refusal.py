# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""What a refusal is: an answer with fields, never a fault.

Refused          a Chinese sentence (the docstring's first line) and advice (the rest)
├── Unfit        what was handed in will not do
├── Conflict     it was true when the page was drawn, and is no longer
├── Unknown      there is no such thing, or none this person may know of
└── Forbidden    it exists, and this person may not

Each refusal is of one branch, by which the web answers. Fields stand in the sentence by name; no
field ever holds a document's text.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields


@dataclass(eq=False, repr=False, kw_only=True)
class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an Error
    """不能办理。"""

    @property
    def message(self) -> str:
        """The sentence a person reads."""
        return self._sentences()[0]

    @property
    def advice(self) -> str:
        """What to do instead; empty when the sentence says it all."""
        return self._sentences()[1]

    def __str__(self) -> str:
        return self.message

    def _sentences(self) -> tuple[str, str]:
        said, _, advice = (inspect.getdoc(type(self)) or type(self).__name__).partition("\n\n")
        values = {field.name: _shown(getattr(self, field.name)) for field in fields(self)}
        return said.format_map(values), "".join(advice.split("\n")).format_map(values)


def _shown(value: object) -> object:
    """Set out a list as an office writes one; anything else shows itself."""
    return "、".join(str(item) for item in value) if isinstance(value, tuple) else value


class Unfit(Refused):
    """所填内容不合要求。"""


class Conflict(Refused):
    """情况已经变化。

    请刷新后再办。
    """


class Unknown(Refused):
    """查无此项。"""


class Forbidden(Refused):
    """您不能办理此事。"""
