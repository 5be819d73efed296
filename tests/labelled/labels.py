"""What a label is, and the two tables: what to expect of each kind, and what it is mistaken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "confirm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a screening owes to one kind of planted value."""

    family: str
    severity: Severity
    is_refused: bool = False
    """The file may not even be stored: 保密法 art. 31(3) keeps state secrets out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A value that must be found, and where it stands."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def expected(self) -> Expected:
        """Return what its kind is owed."""
        return EXPECTED[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """Something innocent, and where it stands."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def mistaken_for(self) -> str:
        """Return the family of planted values that it resembles."""
        return MISTAKEN_FOR[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPaper:
    """The text of an invented paper, and all that matters in it."""

    name: str
    """Which template it follows, and its number among the papers of the seed."""
    text: str
    planted: tuple[Planted, ...]
    look_alikes: tuple[LookAlike, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A planted or innocent value of a file: its string, and the part, sheet or cell it is in."""

    kind: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledFile:
    """An invented file in a format of the office."""

    name: str
    content: bytes
    planted: tuple[Placed, ...]
    look_alikes: tuple[Placed, ...]


_KINDS: dict[tuple[str, Severity, bool], str] = {
    ("state_secret", "block", True): """
        mark_with_years mark_with_months mark_with_date mark_with_event mark_long_term
        mark_without_term mark_spaced mark_star_variant mark_full_width mark_bare
        mark_in_form_field mark_on_attachment mark_behind_title mark_in_words""",
    ("state_secret", "confirm", False): "declassified_mark cited_secret_paper",
    ("cipher_telegram", "block", True): """
        cipher_telegram_head cipher_telegram_spaced cipher_telegram_number
        cipher_telegram_in_words""",
    ("cipher_telegram", "confirm", False): "open_telegram_head",
    ("work_secret", "confirm", False): """
        work_secret_mark internal_paper_mark internal_use_mark no_spread_mark keep_safe_mark""",
    ("resident_id", "block", False): """
        resident_id_18 resident_id_18_unlabelled resident_id_18_spaced resident_id_18_dashed
        resident_id_18_full_width resident_id_18_wrapped resident_id_18_lower_x
        resident_id_18_glued resident_id_15 residence_permit_hmt disability_certificate
        student_number_with_id""",
    ("bank", "block", False): """
        bank_card_labelled bank_card_grouped bank_card_in_table bank_account_labelled
        bank_account_grouped""",
    ("bank", "confirm", False): "bank_card_unlabelled agency_account",
    ("travel_document", "block", False): """
        passport_labelled foreign_passport_labelled hk_macau_permit_labelled
        taiwan_permit_labelled exit_permit_labelled foreign_resident_card officer_certificate""",
    ("mobile", "confirm", False): """
        mobile_plain mobile_spaced mobile_dashed mobile_country_code mobile_full_width
        mobile_glued""",
    ("address", "confirm", False): "home_in_lane home_in_estate home_in_village",
    ("plate", "confirm", False): "plate_plain plate_dotted plate_new_energy",
    ("person_fact", "confirm", False): """
        health_fact minimum_living_fact disability_fact minor_fact""",
    ("name_list", "confirm", False): "name_list_inline name_list_lines",
    ("party_paper", "confirm", False): "party_number party_issuer",
    ("paper_element", "confirm", False): """
        copy_number urgency_mark signatory_line draft_mark not_public_note""",
}

EXPECTED: dict[str, Expected] = {
    kind: Expected(family=family, severity=severity, is_refused=is_refused)
    for (family, severity, is_refused), kinds in _KINDS.items()
    for kind in kinds.split()
}

_INNOCENT = {
    "state_secret": """
        statute_mention secrecy_levels_listed secret_kinds_listed secrecy_term_prose
        other_secret_word technical_confidential quoted_mark star_rating star_bullet star_clause
        blank_level_field level_none confidentiality_duty""",
    "cipher_telegram": """
        cryptography_law password_word telegraph_history ming_dian_inside_word power_generation
        open_telegram_cited telegram_rule""",
    "work_secret": """
        internal_control internal_audit internal_body keep_safe_advice rule_on_internal_papers
        must_not_publish_prose licensed_internal_print""",
    "resident_id": """
        uscc_digits uscc_letters project_code order_number invoice_number date_run
        check_digit_off impossible_date impossible_region masked_id registration_15 serial_15
        land_unit isbn bar_code long_decimal""",
    "bank": """
        contract_number flow_number masked_card utility_account account_word card_word
        amount_long""",
    "travel_document": """
        drug_approval equipment_model certificate_number passport_word pass_word date_8
        masked_passport""",
    "mobile": """
        landline hotline masked_mobile amount_11 code_11 ip_address post_code coordinates""",
    "address": "agency_address road_works region_only_address building_works",
    "plate": "website_filing standard_number train_number",
    "person_fact": """
        health_policy minimum_living_policy disability_policy minor_policy official_on_topic""",
    "name_list": "company_list place_list officials_with_posts",
    "party_paper": "party_member_prose party_leadership_prose government_number",
    "paper_element": """
        public_consultation urgency_prose public_note signatory_prose serial_6""",
}

MISTAKEN_FOR: dict[str, str] = {
    kind: family for family, kinds in _INNOCENT.items() for kind in kinds.split()
}

BLOCKING = frozenset(kind.family for kind in EXPECTED.values() if kind.severity == "block")
