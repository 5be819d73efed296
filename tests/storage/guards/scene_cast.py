"""Who works in the office of the scene."""

from __future__ import annotations

from review.domain.vocabulary import Role

CAST = {
    "li": ("李明", Role.DRAFTER),
    "zhao": ("赵岩", Role.DRAFTER),
    "wang": ("王芳", Role.SECTION_HEAD),
    "zhou": ("周岚", Role.OFFICE_REVIEWER),
    "sun": ("孙强", Role.CONFIDENTIALITY_OFFICER),
    "gu": ("顾平", Role.APPROVING_OFFICIAL),
    "qian": ("钱卫", Role.APPROVING_OFFICIAL),
    "he": ("何远", Role.HEAD_OF_AGENCY),
    "chen": ("陈静", Role.PUBLISHER),
    "wu": ("吴律", Role.LEGAL_OFFICER),
    "zheng": ("郑雪", Role.INFORMATION_OFFICER),
    "shen": ("沈审", Role.AUDITOR),
    "guan": ("管立", Role.SECURITY_ADMIN),
    "xi": ("席正", Role.SYSTEM_ADMIN),
}
