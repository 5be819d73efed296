"""Somebody who has no mouse: every key is counted."""

from __future__ import annotations

from playwright.sync_api import Page

from review.domain.checklist import items_of
from review.domain.vocabulary import Answer
from review.shipped import shipped

MOST_TABS = 80


class Keyboard:
    """A keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        """No key was pressed yet."""
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def types(self, words: str) -> None:
        """Write words, a key for each sign."""
        self.page.keyboard.insert_text(words)
        self.pressed += len(words)

    def walks_to(self, selector: str, *, by: str = "Tab") -> None:
        """Press a key until what is meant has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
            self.press(by)
        raise AssertionError(f"no key leads to {selector}")

    def presses_or_types(self, sign: str) -> None:
        """Press a key by its name, or write a sign that no key bears."""
        if sign.isascii():
            self.press(sign)
        else:
            self.types(sign)

    def leads_on(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.press(key)

    def enters(self) -> None:
        """Press Enter where that leads to another page."""
        with self.page.expect_navigation():
            self.press("Enter")


def answers_by_key(page: Page) -> list[str]:
    """Return the key for each item of the page's check list, as one answers who found nothing."""
    items = items_of(shipped("data/reference/checklist.toml").read_text("utf-8"))
    asked = (one for one in items if page.locator(f'[name="answer-{one.id}"]').count())
    return ["y" if one.clear is Answer.YES else "n" for one in asked]
