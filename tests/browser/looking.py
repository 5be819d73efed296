"""Looking at a page as people do: at a desk and on a phone, in the light and in the dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1920, "height": 1080}
SIZES = {"desk": DESK, "phone": PHONE}

_LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")
_OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
_AXE = Axe()
_CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def assert_right(page: Page) -> None:
    """Everything fits at every width, closed and opened; axe finds nothing in either light."""
    wrong: dict[str, Any] = {}
    for state in ("closed", "opened"):
        if state == "opened":
            page.evaluate(_OPEN_ALL)
        for name, size in SIZES.items():
            page.set_viewport_size(size)
            if found := page.evaluate(_LOOKING):
                wrong[f"{name}, {state}"] = found
    page.set_viewport_size(DESK)
    wrong |= {f"axe: {rule}": nodes for rule, nodes in _violations(page).items()}
    page.emulate_media(color_scheme="dark")
    dark = _violations(page, options=_CONTRAST)
    page.emulate_media(color_scheme="light")
    wrong |= {f"axe in the dark: {rule}": nodes for rule, nodes in dark.items()}
    assert wrong == {}, wrong


def picture(page: Page, folder: Path, name: str) -> None:
    """Keep the whole page as it looks at every width, and as it prints."""
    folder.mkdir(parents=True, exist_ok=True)
    for size_name, size in {**SIZES, "wide": WIDE}.items():
        page.set_viewport_size(size)
        page.screenshot(path=folder / f"{name}-{size_name}.png", full_page=True)
    page.set_viewport_size(DESK)
    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)


def _violations(page: Page, options: dict[str, Any] | None = None) -> dict[str, list[str]]:
    asked = options or {"resultTypes": ["violations"]}
    found = _AXE.run(page, options=asked).response["violations"]
    return {one["id"]: [node["html"][:160] for node in one["nodes"]] for one in found}
