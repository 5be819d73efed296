"""What the server that forks the children holds ready: libraries, rules, compiled patterns."""

from __future__ import annotations

import codecs
import contextlib
import gc
import multiprocessing.spawn
from pkgutil import resolve_name

import PIL.Image

import review.screening.attending
import review.screening.child
import review.screening.picture_child
import review.screening.reading_child
import review.screening.redaction.child
from review.screening.fold import BREAK, fold
from review.screening.handing import shipped_digest
from review.screening.kept_memory import keep_memory
from review.screening.prepared import prepared
from review.screening.rules import active_ruleset
from review.screening.signs import bare

with contextlib.suppress(ImportError):
    import multiprocessing.popen_forkserver
    import resource  # noqa: F401 - both exist on Unix only; every child begins, and bounds itself

for _encoding in (
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp437", "cp1252"),
    *("gb2312", "gbk", "gb18030", "big5"),
):
    codecs.lookup(_encoding)
PIL.Image.preinit()
shipped_digest()
_READY = prepared(active_ruleset())

# Latin, punctuation, the common ideographs and the full-width forms; and the blocks in which the
# names of fonts are written that every theme of Word and of its like has.
_OF_FONTS = "\ub9d1\uc740\uace0\ub515"
_COMMON = "".join(
    chr(point)
    for first, last in (
        (0x20, 0x500),
        (0x2000, 0x2700),
        (0x3000, 0xA000),
        (0xFF00, 0xFFF0),
        *((ord(sign) & ~0xFF, ord(sign) | 0xFF) for sign in _OF_FONTS),
    )
    for point in range(first, last)
)
for _table in (_READY.table, _READY.spaced_table):
    bare(fold(_COMMON + BREAK, table=_table).joined, reach=1)

# A child would run the main script of its parent once more (for a console script that means the
# whole command line, ten times the cost of the fork); nothing here is looked up in it.
for _name in ("_fixup_main_from_name", "_fixup_main_from_path"):
    setattr(multiprocessing.spawn, _name, lambda _: None)

keep_memory()
# Found by its name as the children find it: `resolve_name` makes itself ready at its first use.
resolve_name(review.screening.attending.REHEARSE)()

# What lies here for good, no child need go through in search of what can be thrown away: that
# would copy every page of it.
gc.collect()
gc.freeze()
