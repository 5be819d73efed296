"""The terms of an agency are found where they stand in the given text, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.screening.fold import fold, fold_table
from review.screening.rules import active_ruleset
from review.screening.shelf import Shelf
from review.screening.terms import find_spelled, find_terms, terms_of

TABLE = fold_table(active_ruleset().variants)


def terms(*lexicons):
    return terms_of([[word.translate(TABLE) for word in words] for words in lexicons])


def stretches(founds, text):
    """For each lexicon what was found, in the order of the text."""
    met = [
        (found.lexicon, start, text[start:end])
        for found in founds
        for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    ]
    return [(lexicon, said) for lexicon, _, said in sorted(met, key=lambda one: one[1])]


def found(text, *lexicons):
    return stretches(find_terms(terms(*lexicons), fold(text, table=TABLE)), text)


def spelled(text, *lexicons):
    return stretches(find_spelled(terms(*lexicons), fold(text, table=TABLE)), text)


@pytest.mark.parametrize(
    "written",
    [
        "蓝鲸工程", "藍鯨工程", "蓝 鲸 工 程", "蓝\u200b鲸工\ufeff程", "蓝鲸\n工程",
        "蓝鲸\r\n工程", "蓝\t鲸工程", "蓝\u3000鲸工程", "蓝鲸⼯程", "蓝\ufe0f鲸工程",
    ],
    ids=[
        "plain", "traditional", "spaced", "zero width", "over a line", "over a line of Windows",
        "tab", "wide space", "radical", "variation selector",
    ],
)  # fmt: skip
def test_a_term_is_found_exactly_where_it_was_written(written):
    assert found(f"关于{written}的事", ["蓝鲸工程"]) == [(0, written)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("参加ABC项目", "ABC"),
        ("ＡＢＣ项目", "ＡＢＣ"),
        ("the abc plan", "abc"),
        ("用АВС代号", "АВС"),
        ("(abc)", "abc"),
    ],
    ids=["beside Chinese", "full width", "a word", "Cyrillic", "in brackets"],
)
def test_a_latin_term_is_found_as_a_word_of_its_own(text, said):
    assert found(text, ["abc"]) == [(0, said)]


@pytest.mark.parametrize("text", ["abcd", "xabc", "abc1", "１abc"])
def test_a_latin_term_inside_a_longer_word_is_none(text):
    assert found(text, ["abc"]) == []


def test_a_latin_term_is_found_where_a_space_alone_parts_it_from_the_next():
    assert found("x abc d", ["abc"]) == [(0, "abc")]


def test_one_thing_is_found_once_in_each_lexicon():
    """Of a term in a longer one only the longer counts, but each lexicon has its own."""
    assert found("财政局长", ["财政", "财政局", "局长"], ["财政"]) == [
        (0, "财政局"), (1, "财政"), (0, "局长"),
    ]  # fmt: skip


@given(
    words=st.lists(st.text(alphabet="甲乙丙丁", min_size=2, max_size=4), min_size=1, unique=True),
    text=st.text(alphabet="甲乙丙丁 \n\u200b，", max_size=50),
)
def test_what_is_found_is_what_a_patient_reader_finds(words, text):
    """Every place of every term, but for those within another."""
    folded = fold(text, table=TABLE)
    places = {
        (start, start + len(word))
        for word in words
        for start in range(len(folded.joined))
        if folded.joined.startswith(word, start)
    }
    outer = {
        one for one in places
        if not any(
            other != one and other[0] <= one[0] and one[1] <= other[1] for other in places
        )
    }  # fmt: skip

    met = find_terms(terms(words), folded)

    assert sorted((one, end) for each in met for one, end in zip(each.starts, each.ends)) == sorted(  # noqa: B905
        folded.span(*one) for one in outer
    )


WRITTEN = {
    "机": "机機", "密": "密宻", "财": "财財", "龙": "龙龍⻰", "工": "工⼯", "车": "车車⻋",
    "a": "aAａＡаА", "3": "3３③³𝟑", "号": "号號", "长": "长長⻓",
}  # fmt: skip
"""For each character ways of writing it: traditional, full width, radicals, look-alikes."""
BETWEEN = ["", "", "", " ", "\u3000", "\t", "\u200b", "\ufeff", "\u00ad", "\n", "\r\n", "\u2060 "]
SIGNS = ["·", "-", "*", "_"]
words_drawn = st.lists(st.sampled_from(sorted(WRITTEN)), min_size=2, max_size=8)


@st.composite
def disguised(draw, between):
    """A term, and the same written otherwise."""
    plain = draw(words_drawn.filter(lambda signs: not {*"a3"} & {signs[0], signs[-1]}))
    pieces = [draw(st.sampled_from(WRITTEN[sign])) for sign in plain]
    gaps = [draw(st.sampled_from(between)) for _ in pieces[1:]]
    return "".join(plain), "".join(a + b for a, b in zip(pieces, [*gaps, ""], strict=True))


@given(
    one=disguised(BETWEEN),
    before=st.text("公文\n 　", max_size=6),
    after=st.text("公文\n ", max_size=6),
)
def test_however_a_term_is_written_its_place_is_exactly_what_was_written(one, before, after):
    term, written = one
    text = f"{before}{written}{after}"
    folded = fold(text, table=TABLE)

    places = [
        (start, end)
        for each in find_terms(terms([term]), folded)
        for start, end in zip(each.starts.tolist(), each.ends.tolist(), strict=True)
    ]

    assert (len(before), len(before) + len(written)) in places


@given(one=disguised(SIGNS))
def test_signs_between_all_the_letters_of_a_term_are_part_of_its_place(one):
    term, written = one
    text = f"公文{written}公文"

    assert found(text, [term]) == []
    assert spelled(text, [term]) == [(0, written)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("关于蓝·鲸·工·程的事", "蓝·鲸·工·程"),
        ("蓝-鲸工程", "蓝-鲸工程"),
        ("蓝*鲸工__程", "蓝*鲸工__程"),
        ("蓝，鲸，工，程", "蓝，鲸，工，程"),
        ("蓝 | 鲸\n工程", "蓝 | 鲸\n工程"),
    ],
    ids=["dots", "one dash", "stars", "spelled out with commas", "over a line"],
)
def test_signs_between_the_letters_do_not_hide_a_term(text, said):
    assert found(text, ["蓝鲸工程"]) == []
    assert spelled(text, ["蓝鲸工程"]) == [(0, said)]


@pytest.mark.parametrize(
    "text",
    [
        "他爱蓝，鲸工程很大",
        "见到蓝。鲸工程",
        "“蓝鲸”工程",
        "蓝（鲸）工程",
        "蓝鲸、工程",
        "省、市、县",
    ],
)
def test_two_clauses_are_not_one_term(text):
    assert spelled(text, ["蓝鲸工程", "省县"]) == []


def test_a_term_as_it_stands_is_not_found_a_second_time():
    assert spelled("蓝鲸工程·一期", ["蓝鲸工程"]) == []


def test_a_term_is_found_wherever_a_long_text_is_cut():
    """The text is looked through in pieces of a million characters."""
    text = "公" * 1_048_574 + "蓝鲸工程" + "公" * 1_048_573 + "蓝鲸工程"

    assert found(text, ["蓝鲸工程"]) == [(0, "蓝鲸工程")] * 2


def test_the_automaton_is_taken_from_the_shelf_where_it_was_built_before(tmp_path):
    shelf = Shelf(tmp_path)
    built = terms_of([["蓝鲸工程"]], shelf=shelf)
    kept = shelf.get(built.digest)
    other = terms_of([["红鲸工程"]])

    shelf.put(built.digest, other.content)

    assert kept == built.content
    assert terms_of([["蓝鲸工程"]], shelf=shelf).content == other.content != built.content
