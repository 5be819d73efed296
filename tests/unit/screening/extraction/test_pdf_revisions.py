"""What a PDF was before it was saved again, told apart from what only looks like that."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.pdf_revisions import earlier_ends
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.hostile_pdf import paged, stream
from tests.unit.screening.papers import BODY, pdf, revised

OLD = "机密★10年"


def told(content):
    extract = read_pdf(content, limits=LIMITS)
    return [one.rule for one in extract.traces], "\n".join(one.text for one in extract.segments)


def linearised(content):
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(buffer, linearize=True)
    return buffer.getvalue()


def test_a_file_for_slow_networks_has_no_earlier_state():
    content = linearised(pdf(BODY, BODY))

    assert content.count(b"%%EOF") == 2
    assert told(content)[0] == []


def test_a_file_for_slow_networks_that_was_saved_again_has_one():
    rules, text = told(revised(linearised(pdf(f"{OLD}\n{BODY}")), text=BODY))

    assert rules == ["hidden.superseded_revision"]
    assert OLD in text


def test_a_file_that_only_says_it_is_for_slow_networks_is_not_believed():
    first = pdf(f"{OLD}\n{BODY}").replace(b"\n", b"\n%/Linearized 1 /L 900\n", 1)

    rules, text = told(revised(first, text=BODY))

    assert "hidden.superseded_revision" in rules
    assert OLD in text


def test_the_end_of_a_file_that_is_attached_is_no_end_of_this_one():
    inner = pdf(BODY)

    def attach(made):
        name = made.make_stream(inner)
        file = Dictionary(Type=Name.Filespec, F=String("a.pdf"), EF=Dictionary(F=name))
        made.Root.AF = Array([made.make_indirect(file)])

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(BODY, change=attach))) as made:
        made.save(
            buffer,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )

    assert buffer.getvalue().count(b"%%EOF") == 2
    assert earlier_ends(buffer.getvalue(), limits=LIMITS) == []


def test_an_object_that_is_written_twice_in_one_state_is_an_earlier_one():
    page = paged(drawing=b"BT /F 20 Tf 60 700 Td (shown) Tj ET")
    hidden = b"4 0 obj\n" + stream(b"BT /F 20 Tf 60 700 Td (hidden) Tj ET") + b"\nendobj\n"
    content = page.replace(b"4 0 obj", hidden + b"4 0 obj", 1)

    (end,) = earlier_ends(content, limits=LIMITS)

    assert content[end:].startswith(b"4 0 obj")


def test_more_states_than_a_paper_ever_has_are_not_read():
    content = pdf(BODY)
    for _ in range(LIMITS.revisions + 1):
        content = revised(content, text=BODY)

    with pytest.raises(NotRead) as refused:
        read_pdf(content, limits=LIMITS)

    assert refused.value.reason is Reason.TOO_LARGE
