"""The recogniser of this machine, loaded once."""

from __future__ import annotations

import pytest

from review.screening.recognition import can_recognise, recogniser_of


@pytest.fixture(scope="session")
def recogniser(unavailable):
    if not can_recognise():
        unavailable("没有文字识别：用 pip install '.[ocr]' 安装")
    return recogniser_of()
