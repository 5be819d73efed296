"""Whether what recognition runs on can be loaded: tried apart, so that nothing of it stays here."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from review.screening.recognition.installed import LIBRARIES

PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "libGL.so.1": "libgl1",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libSM.so.6": "libsm6",
        "libXext.so.6": "libxext6",
        "libXrender.so.1": "libxrender1",
        "libgomp.so.1": "libgomp1",
        "libstdc++.so.6": "libstdc++6",
    }
)
"""Shared libraries that a bare Debian or Ubuntu may lack, and what brings them."""
_SHARED: Final = re.compile(r"lib[\w+-]+(?:\.\d+)*\.so(?:\.\d+)*")
_LONGEST: Final = 120
"""Seconds; on a busy machine loading may take long."""
_TRY: Final = """
import importlib, sys
for name in sys.argv[1:]:
    print(name, flush=True)
    try:
        importlib.import_module(name)
    except ImportError as fault:
        sys.exit(str(fault))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unloadable:
    """What is installed and cannot be loaded, and for want of what, as far as it says."""

    module: str
    library: str = ""

    @property
    def package(self) -> str:
        """Which package of the system brings it; empty where nobody knows."""
        return PACKAGES.get(self.library, "")


def unloadable() -> Unloadable | None:
    """Return the first that cannot be loaded; None where all can."""
    asked = [sys.executable, "-P", "-c", _TRY, *LIBRARIES]
    try:
        tried = subprocess.run(  # noqa: S603 - our own interpreter, our own words
            asked, capture_output=True, text=True, errors="replace", timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return Unloadable(module=LIBRARIES[0])
    if tried.returncode == 0:
        return None
    named = _SHARED.search(tried.stderr)
    reached = tried.stdout.split() or [LIBRARIES[0]]
    return Unloadable(module=reached[-1], library=named[0] if named else "")
