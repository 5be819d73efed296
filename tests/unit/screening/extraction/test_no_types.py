"""No part of any package may declare types, and none makes us ask another machine (S33)."""

from __future__ import annotations

import re
import socket

import pytest

from review.screening.segments import Reason
from tests.fuzz.originals import LINES, MAKERS
from tests.unit.screening.found import found
from tests.unit.screening.papers import packed, parts_of

PACKAGES = ("docx", "xlsx", "xlsm", "pptx", "odt", "ods", "ofd")
DECLARED = {
    "outside": '<!DOCTYPE a SYSTEM "{url}">',
    "entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "{url}">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "{url}"> %x;]>',
    "laughs": '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>',
}
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*")


@pytest.fixture
def door():
    """A port on this machine, at which nobody may knock."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)  # noqa: FBT003 - the name of the standard library
        yield listening


def declaring(part, said):
    """The part as it was, with a declaration before its root."""
    at = _ROOT.match(part).end()
    return part[:at] + said.encode() + part[at:]


@pytest.mark.parametrize("attack", DECLARED)
@pytest.mark.parametrize("ending", PACKAGES)
def test_no_part_of_a_package_may_declare_types(ending, attack, door):
    """Each part of the file in its turn, also those that say nothing."""
    said = DECLARED[attack].replace("{url}", f"http://127.0.0.1:{door.getsockname()[1]}/x")
    parts = parts_of(MAKERS[ending](LINES))
    markup = [name for name, part in parts.items() if part.lstrip().startswith(b"<")]

    read = {
        name: found(packed({**parts, name: declaring(parts[name], said)}), name=f"a.{ending}")
        for name in markup
    }

    assert markup
    assert {name: it.reasons[:1] for name, it in read.items()} == {
        name: [Reason.DOCTYPE] for name in markup
    }
    with pytest.raises(BlockingIOError):
        door.accept()


@pytest.mark.parametrize("attack", ["outside", "entity", "parameter", "laughs"])
def test_a_drawing_in_xml_asks_nobody_either(attack, door):
    said = DECLARED[attack].replace("{url}", f"http://127.0.0.1:{door.getsockname()[1]}/x")

    read = found(f"{said}<svg xmlns='http://www.w3.org/2000/svg'><text>公开</text></svg>")

    assert read.reasons
    with pytest.raises(BlockingIOError):
        door.accept()
