"""The recogniser of this machine, loaded once; without one these tests say why they do not run."""

from __future__ import annotations

import pytest

from review.screening.recognition import can_recognise, recogniser_of

LACKING = "没有文字识别：执行 make ocr，或者 pip install '.[ocr]'"


class Lacking(pytest.Module):
    """A module of tests that cannot even be imported here."""

    def collect(self):
        return [pytest.Function.from_parent(self, name=self.path.stem, callobj=lacking)]


def lacking(unavailable):
    unavailable(LACKING)


def pytest_pycollect_makemodule(module_path, parent):
    return None if can_recognise() else Lacking.from_parent(parent, path=module_path)


@pytest.fixture(scope="session")
def recogniser():
    return recogniser_of()
