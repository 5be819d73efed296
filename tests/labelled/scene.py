"""Invented people and places: one scene is what stays the same throughout one paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

TEXTS = Path(__file__).parent / "texts"
FIRST_DAY, DAYS = date(2019, 1, 4), 2500


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return the lists of words: each line names its list first."""
    lines = (TEXTS / "words.txt").read_text(encoding="utf-8").splitlines()
    return {name: tuple(listed) for name, *listed in map(str.split, lines)}


class Scene:
    """The agency, year and leader of one paper, and a source of everything that changes."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        which = rng.randrange(len(words()["agency"]))
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        self._row = 0
        self._fixed = {
            "agency": words()["agency"][which],
            "code": words()["code"][which],
            "year": str(day.year),
            "next_year": str(day.year + 1),
            "last_year": str(day.year - 1),
            "date": f"{day.year}年{day.month}月{day.day}日",
            "leader": self._person(),
        }
        self._drawn: dict[str, Callable[[], object]] = {
            "n": self._next_row,
            "person": self._person,
            "people": lambda: "、".join(self._person() for _ in range(rng.randint(5, 14))),
            "people_lines": self._people_lines,
            "half_name": lambda: self.word("surname") + self.word("somebody"),
            "other_agency": lambda: rng.choice(words()["agency"]),
            "class": lambda: f"{rng.choice('一二三四五')}年级（{rng.randint(1, 8)}）班",
            "no": lambda: rng.randint(1, 60),
            "house": lambda: rng.randint(2, 1288),
            "room": lambda: f"{rng.randint(1, 18)}0{rng.randint(1, 8)}",
            "month": lambda: rng.randint(1, 12),
            "d": lambda: rng.randint(1, 28),
            "age": lambda: rng.randint(18, 91),
            "child_year": lambda: day.year - rng.randint(5, 13),
            "money": self._money,
            "yuan": lambda: rng.randrange(200, 9800, 50),
            "percent": lambda: f"{rng.randint(10, 999) / 10:.1f}%",
            "count": lambda: rng.randint(12, 9600),
            "years": lambda: rng.randint(1, 10),
            "stars": self._stars,
            "plate_five": self._plate_five,
            "plate_six": lambda: f"{rng.choice('DFAB')}{rng.randint(10000, 99999)}",
        }

    def begin_rows(self) -> None:
        """Let the next table count from one."""
        self._row = 0

    def word(self, name: str) -> str:
        """Return the word for a slot: this paper's own, or a new one."""
        if name in self._fixed:
            return self._fixed[name]
        return str(self._drawn[name]() if name in self._drawn else self.rng.choice(words()[name]))

    def _next_row(self) -> int:
        self._row += 1
        return self._row

    def _person(self) -> str:
        return self.rng.choice(words()["surname"]) + self.rng.choice(words()["given"])

    def _people_lines(self) -> str:
        space = self.rng.choice(("　　", "  ", "\t"))
        rows = range(self.rng.randint(2, 4))
        return "\n".join(space.join(self._person() for _ in range(5)) for _ in rows)

    def _money(self) -> str:
        amount = self.rng.randint(100, 9_000_000) / 100
        return f"{amount:,.2f}" if self.rng.random() < 0.5 else f"{amount:.2f}"

    def _stars(self) -> str:
        full = self.rng.randint(1, 5)
        return "★" * full + "☆" * (5 - full)

    def _plate_five(self) -> str:
        letters = self.rng.choices("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", k=2)
        return "".join(letters) + str(self.rng.randint(100, 999))
