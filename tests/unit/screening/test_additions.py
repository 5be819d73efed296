"""What an agency hands in as its own rules: which files, which texts, which label."""

from __future__ import annotations

import pytest

from review.domain.errors import RulesMalformed
from review.screening.additions import LARGEST, MOST_FILES, Additions, refuse_unfit_version


def test_the_same_files_are_the_same_additions_in_whatever_order():
    first = Additions.of((("b.txt", "乙词".encode()), ("a.toml", b"")))
    second = Additions.of((("a.toml", b""), ("b.txt", "\ufeff乙词".encode())))

    assert first == second
    assert first.digest == second.digest


def test_what_was_kept_is_taken_back_as_it_was():
    given = Additions.of((("词.CSV", "词\n甲词\n".encode()), ("a.toml", b"")))

    again = Additions.read(given.source)

    assert again == given
    assert [name for name, _ in again.lists] == ["词.CSV"]
    assert [name for name, _ in again.rule_files] == ["a.toml"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "一至二十个文件"),
        (tuple((f"{n}.txt", b"") for n in range(MOST_FILES + 1)), "一至二十个文件"),
        ((("a.xlsx", b""),), "只收规则文件"),
        ((("a.txt", b""), ("a.txt", b"")), "同名"),
        ((("a.txt", b" " * (LARGEST + 1)),), "20 MB"),
        ((("a.txt", "甲词\n".encode() + "乙词".encode("gbk")),), "第 2 行"),
    ],
    ids=["none", "too many", "kind", "twice", "too large", "not UTF-8"],
)
def test_files_that_cannot_be_used_are_refused(files, said):
    with pytest.raises(RulesMalformed) as refusal:
        Additions.of(files)

    assert said in refusal.value.message


@pytest.mark.parametrize("version", ["", "a b", "2026@1", "-1", "甲" * 41, "a\n"])
def test_a_label_that_could_pass_for_more_is_refused(version):
    with pytest.raises(RulesMalformed):
        refuse_unfit_version(version)


@pytest.mark.parametrize("version", ["2026-1", "云溪.第三版", "甲" * 40])
def test_a_plain_label_will_do(version):
    refuse_unfit_version(version)
