"""The fonts of the browser: the shipped one alone, so that pages look alike on every machine."""

from __future__ import annotations

from pathlib import Path

from review.shipped import shipped

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def font_config(folder: Path) -> Path:
    """Write a configuration in which no font of this machine is known."""
    fonts = shipped("data/reference/fonts/OFL.txt").parent
    path = folder / "fonts.conf"
    path.write_text(_CONFIG.format(fonts=fonts, cache=folder / "cache"), "utf-8")
    return path
