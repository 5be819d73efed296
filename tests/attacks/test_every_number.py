"""Each attack on a file, S30 to S43 of the safety paper, by its number and with its tests."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from review.settings import Settings

TESTS = Path(__file__).parents[1]
EXTRACTION = "unit/screening/extraction"

ATTACKS = {
    "S30 names": (
        "web/test_forms.py::test_a_file_name_is_a_name_and_no_path",
        "web/test_cases.py::test_words_of_people_stay_words",
        "web/test_headers.py::test_a_file_is_named_without_breaking_the_header",
        "storage/test_originals.py::test_the_same_bytes_are_kept_once",
    ),
    "S31 archives": (
        (
            f"{EXTRACTION}/test_archive.py::"
            "test_a_hostile_package_is_unreadable_quickly_and_costs_nothing"
        ),
        f"{EXTRACTION}/test_archive.py::test_zips_in_zips_share_one_purse",
        f"{EXTRACTION}/test_archive.py::test_zips_in_zips_without_end_are_unreadable",
        f"{EXTRACTION}/test_zipped.py::test_what_is_not_read_says_why",
        f"{EXTRACTION}/test_tarred.py::test_what_is_not_read_says_why",
    ),
    "S32 bombs": (
        (
            f"{EXTRACTION}/test_archive.py::"
            "test_a_hostile_package_is_unreadable_quickly_and_costs_nothing"
        ),
        f"{EXTRACTION}/test_zipped.py::test_bombs_side_by_side_end_within_the_purse",
        f"{EXTRACTION}/test_pdf_hostile.py::test_it_is_refused_before_it_is_inflated",
    ),
    "S33 types and entities": (
        f"{EXTRACTION}/test_no_types.py::test_no_part_of_a_package_may_declare_types",
        f"{EXTRACTION}/test_no_types.py::test_a_drawing_in_xml_asks_nobody_either",
        (
            f"{EXTRACTION}/test_archive.py::"
            "test_no_part_declares_entities_and_nobody_is_asked_for_them"
        ),
        f"{EXTRACTION}/test_archive.py::test_a_style_sheet_named_in_a_part_is_not_fetched",
        (
            "unit/screening/test_spare.py::"
            "test_the_child_reaches_no_network_writes_no_file_and_says_nothing"
        ),
    ),
    "S34 what reaches out": (
        f"{EXTRACTION}/test_docx.py::test_what_reaches_out_of_the_file_is_listed",
        f"{EXTRACTION}/test_docx.py::test_a_field_that_fetches_is_listed_and_a_page_number_is_not",
        (
            f"{EXTRACTION}/test_word_fields.py::"
            "test_a_field_that_leads_out_of_the_file_is_an_external_link"
        ),
        "unit/screening/test_cases.py::test_what_lies_in_a_file_is_found_where_it_lies",
    ),
    "S35 hidden content": (
        "unit/screening/test_cases.py::test_what_lies_in_a_file_is_found_where_it_lies",
        f"{EXTRACTION}/test_docx.py::test_a_deleted_text_is_found_with_its_author",
        f"{EXTRACTION}/test_docx.py::test_text_that_does_not_show_is_found",
        f"{EXTRACTION}/test_xlsx_hidden.py::test_it_is_found_by_its_rule_at_its_place",
        (
            f"{EXTRACTION}/test_picture.py::"
            "test_the_place_of_a_photo_is_a_finding_that_does_not_publish_it"
        ),
        "journeys/test_changed_bytes.py",
        "journeys/test_severed_copy.py",
    ),
    "S36 marks in disguise": (
        "unit/screening/test_evasions.py::test_it_is_found_where_it_was_written",
        "unit/screening/test_attacks.py::test_a_mark_at_the_head_blocks_however_it_is_written",
        "unit/screening/test_attacks.py::test_a_level_alone_blocks_in_every_part",
        f"{EXTRACTION}/test_docx.py::test_a_mark_split_over_runs_is_one_mark",
        f"{EXTRACTION}/test_docx.py::test_a_mark_only_in_the_margin_is_found",
        f"{EXTRACTION}/test_picture.py::test_a_picture_that_nobody_can_recognise_here_blocks",
    ),
    "S37 locked files": (
        f"{EXTRACTION}/test_sniffing.py::test_what_is_not_read_is_unreadable_whatever_its_name",
        f"{EXTRACTION}/test_pdf.py::test_an_encrypted_file_is_unreadable",
        "journeys/test_read_by_people.py",
    ),
    "S38 macros and old files": (
        f"{EXTRACTION}/test_vba_project.py::test_the_text_of_a_module_is_hidden_text",
        f"{EXTRACTION}/test_docx.py::test_what_no_rule_can_read_is_a_finding",
        f"{EXTRACTION}/test_office_files.py::test_an_object_is_told_with_the_program_that_made_it",
        f"{EXTRACTION}/test_compound.py::test_a_plain_old_file_is_not_blocked",
    ),
    "S39 floods": (
        "web/test_intake.py::test_a_body_larger_than_allowed_is_refused_before_it_is_read",
        "web/test_forms.py::test_a_body_that_says_nothing_of_its_size_is_counted",
        "web/test_forms.py::test_what_is_no_form_of_ours_is_refused",
    ),
    "S40 floods of pixels": (
        f"{EXTRACTION}/test_picture.py::test_what_is_too_large_or_broken_is_unreadable",
    ),
    "S41 ranges": ("web/test_cases.py::test_a_file_is_handed_out_as_a_download",),
    "S42 virus scanners": (
        "attacks/test_every_number.py::test_no_scanner_of_viruses_is_asked_so_none_is_trusted",
    ),
    "S43 sniffing browsers": (
        "web/test_cases.py::test_a_file_is_handed_out_as_a_download",
        "web/test_headers.py::test_every_answer_forbids_what_is_not_ours",
    ),
}
"""By number and word: the tests, or the whole file of a story."""


@pytest.mark.parametrize("named", sorted({named for tests in ATTACKS.values() for named in tests}))
def test_each_is_a_test_that_there_is(named):
    """A test that was renamed takes its number along."""
    path, _, name = named.partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    tests = {it.name for it in tree.body if isinstance(it, ast.FunctionDef)}

    assert name in tests if name else any(it.startswith("test_") for it in tests)


def test_no_number_is_left_out():
    assert [number.partition(" ")[0] for number in ATTACKS] == [f"S{n}" for n in range(30, 44)]


def test_no_scanner_of_viruses_is_asked_so_none_is_trusted():
    """S42: there is no hook for one. Whoever adds it says here what happens when it is down."""
    assert not [
        one.name for one in fields(Settings) if "virus" in one.name or "scanner" in one.name
    ]
