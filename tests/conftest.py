"""What all tests have in common: they are quick, and what the core refuses can be said in Chinese."""

import gettext
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from poolviz.errors import PoolvizError

if os.environ.get("PYTEST_XDIST_WORKER"):
    # Workers share the cores: one that takes them all only makes the others wait.
    torch.set_num_threads(1)

CORE = ("poolviz.pooling.", "poolviz.networks.", "poolviz.findings.", "poolviz.questions.")
CHINESE = Path(__file__).parents[1] / "assets" / "locale" / "zh" / "poolviz.mo"


@pytest.fixture(autouse=True, scope="session")
def _errors_are_translated() -> Iterator[None]:
    """Fail where the core raises a sentence that the translators have not seen."""
    with CHINESE.open("rb") as file:
        known = gettext.GNUTranslations(file)
    make = PoolvizError.__init__

    def checked(error: PoolvizError, template: str, **values: Any) -> None:
        raised_by = sys._getframe(1).f_globals.get("__name__", "")
        if raised_by.startswith(CORE):
            assert known.gettext(template) != template, f"{raised_by} says {template!r}, not translated"
        make(error, template, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PoolvizError, "__init__", checked)
        yield
