"""Each attack on requests, sessions and words, by its number, with its tests."""

from __future__ import annotations

import ast

import pytest

from tests.attacks.test_every_number import TESTS

ATTACKS = {
    "S01": ("web/test_cases.py::test_publishing_by_force_is_refused",),
    "S02": (
        "journeys/test_reassign.py::test_what_was_done_before_bars_from_being_given_it",
        "web/api/test_api_acting.py::test_four_eyes_hold_for_programs",
    ),
    "S03": (
        (
            "journeys/test_changed_bytes.py::"
            "test_a_changed_file_of_the_same_name_needs_the_whole_review_again"
        ),
        "journeys/test_changed_bytes.py::test_nothing_is_decided_on_an_opinion_that_became_void",
    ),
    "S04": (
        "journeys/test_changed_bytes.py::test_a_bit_flipped_on_the_disk_after_approval_is_noticed",
        "attacks/test_altered_in_public.py",
    ),
    "S05": (
        "journeys/test_changed_bytes.py::test_after_a_revocation_the_old_check_decides_nothing",
        "storage/test_guards.py::test_alone_it_refuses_its_attacks_and_nothing_lawful",
    ),
    "S06": (
        (
            "web/api/test_api_acting.py::"
            "test_what_is_repeated_under_its_key_is_answered_alike_and_done_once"
        ),
        "web/test_cases.py::test_a_form_drawn_before_somebody_else_acted_is_refused",
        "journeys/test_at_once.py",
    ),
    "S07": (
        "web/test_same_queries.py::test_another_sections_case_is_asked_for_as_none",
        "web/test_another_agency.py::test_at_every_door_ours_is_answered_as_what_there_is_not",
        (
            "web/test_another_agency.py::"
            "test_no_door_takes_longer_over_ours_than_over_what_there_is_not"
        ),
        "journeys/test_two_agencies.py",
    ),
    "S08": (
        "web/test_cases.py::test_what_no_form_asks_for_is_not_stored",
        "web/api/test_api_acting.py::test_what_nobody_asked_for_is_refused",
    ),
    "S09": ("storage/test_sign_in.py::test_a_role_taken_away_is_gone_while_the_session_lives",),
    "S10": (
        "storage/test_sign_in.py::test_a_closed_account_ends_its_open_session",
        "storage/test_tokens.py::test_a_closed_account_ends_its_tokens",
        "web/sign_in/test_provider.py::test_a_closed_account_stays_out",
    ),
    "S11": ("web/test_batch.py::test_each_case_has_its_own_form_and_no_act_is_for_several",),
    "S12": (
        "web/test_doors.py::test_other_methods_do_nothing",
        "web/api/test_api_doors.py::test_other_methods_do_nothing",
    ),
    "S13": (
        "storage/test_guards.py::test_all_together_refuse_the_attacks_and_nothing_lawful",
        "storage/test_runtime_role.py",
    ),
    "S14": ("attacks/test_edited_rules.py",),
    "S15": ("web/test_doors.py::test_there_is_no_route_but_those_of_the_table",),
    "S16": ("web/test_cases.py::test_a_withdrawn_paper_is_gone_for_the_public",),
    "S17": (
        "web/test_public.py::test_a_search_tells_nothing_of_what_is_not_public",
        "journeys/test_desks.py::test_another_agency_finds_and_counts_nothing_of_ours",
    ),
    "S18": (
        "web/test_mail.py::test_a_digest_tells_numbers_stages_and_days_and_no_word_of_a_paper",
    ),
    "S19": ("journeys/test_register.py::test_a_section_takes_along_only_its_own",),
    "S20": ("web/test_cases.py::test_words_of_people_stay_words",),
    "S21": ("web/test_active_content.py::test_nothing_of_a_paper_is_run_or_led_to",),
    "S22": (
        "web/test_active_content.py::test_nothing_of_a_paper_is_run_or_led_to",
        ("unit/screening/extraction/test_sniffing.py::test_a_name_does_not_decide_what_a_file_is"),
    ),
    "S23": (
        "unit/screening/extraction/test_pdf.py::test_what_would_run_blocks",
        "web/test_cases.py::test_a_file_is_handed_out_as_a_download",
    ),
    "S24": ("web/test_active_content.py::test_nothing_of_a_paper_is_run_or_led_to",),
    "S25": (
        "web/test_doors.py::test_a_form_from_elsewhere_is_refused",
        "web/test_doors.py::test_a_form_without_the_sessions_mark_is_refused",
        ("web/sign_in/test_second_step.py::test_a_code_without_the_mark_of_its_session_is_refused"),
    ),
    "S26": ("web/test_headers.py::test_every_answer_forbids_what_is_not_ours",),
    "S27": ("web/test_sessions.py::test_the_way_after_signing_in_leads_nowhere_else",),
    "S28": (
        ("web/test_sessions.py::test_signing_in_gives_a_new_session_whatever_cookie_came_along"),
        "web/test_sessions.py::test_over_tls_the_cookie_is_bound_to_this_host",
        "web/sign_in/test_second_step.py::test_the_code_opens_a_session_of_its_own",
    ),
    "S29": (
        (
            "storage/test_sign_in.py::"
            "test_a_stranger_and_a_wrong_password_get_one_answer_for_one_work"
        ),
        (
            "storage/test_sign_in.py::"
            "test_each_further_wrong_password_doubles_the_lock_up_to_half_an_hour"
        ),
        "web/sign_in/test_second_step.py::test_no_code_is_good_twice",
        "web/sign_in/test_second_step.py::test_of_many_who_come_with_one_code_one_comes_in",
    ),
    "S44": (
        "web/test_public.py::test_a_search_is_words_and_nothing_else",
        "web/api/test_api_cases.py::test_signs_of_a_query_language_are_letters",
    ),
    "S45": (
        "unit/domain/test_searching.py::test_however_long_a_query_is_it_is_read_at_once",
        "unit/screening/test_growth.py",
    ),
    "S46": ("web/test_cases.py::test_words_of_people_stay_words",),
    "S47": ("unit/demo/test_papers.py::test_words_of_a_paper_are_never_read_as_markup",),
    "S48": ("unit/records/test_spreadsheet.py::test_nothing_becomes_a_formula",),
    "S49": (
        "unit/test_logs.py::test_nobody_writes_a_second_line_or_paints_the_terminal",
        "unit/test_logs.py::test_braces_are_only_signs",
    ),
    "S50": ("web/test_mail.py::test_an_address_is_no_way_to_write_another_header",),
    "S51": ("web/test_headers.py::test_a_file_is_named_without_breaking_the_header",),
    "S52": (
        "unit/publishing/test_telling.py",
        "web/sign_in/test_provider.py::test_nothing_is_followed",
    ),
    "S53": (
        (
            "architecture/test_unsafe_reading.py::"
            "test_objects_are_revived_only_by_the_child_and_of_its_parent"
        ),
        "architecture/test_unsafe_reading.py::test_no_text_is_run",
    ),
    "S54": (
        "web/api/test_api_bodies.py::test_json_that_readers_would_read_differently_is_refused",
    ),
    "S61": (
        "web/test_gates.py::test_who_goes_round_the_proxy_is_refused",
        "web/test_sessions.py::test_a_name_in_a_header_is_nobody",
    ),
    "S62": ("web/test_doors.py::test_nothing_else_is_served",),
    "S63": (
        "unit/test_logs.py::test_the_value_of_an_exception_is_never_written",
        "web/test_faults.py::test_a_fault_is_logged_without_a_word_of_the_paper",
        "web/sign_in/test_second_step.py::test_what_it_is_made_of_lies_nowhere_in_the_clear",
    ),
    "S65": (
        "storage/test_accounts.py::test_an_administrator_alone_makes_no_reviewer",
        "storage/test_resets.py",
        "web/sign_in/test_second_step_demanded.py::test_at_the_third_level_a_reset_takes_two",
    ),
}
"""By number: the tests, or the whole file of a story."""
NUMBERS = (*range(1, 30), *range(44, 55), 61, 62, 63, 65)


@pytest.mark.parametrize("named", sorted({named for tests in ATTACKS.values() for named in tests}))
def test_each_is_a_test_that_there_is(named):
    """A test that was renamed takes its number along."""
    path, _, name = named.partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    tests = {it.name for it in tree.body if isinstance(it, ast.FunctionDef)}

    assert name in tests if name else any(it.startswith("test_") for it in tests)


def test_no_number_is_left_out():
    assert list(ATTACKS) == [f"S{number:02d}" for number in NUMBERS]
