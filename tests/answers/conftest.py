"""What all tests of answers share."""

from collections.abc import Iterator

import pytest

from poolviz.answers.settings.language import translations
from poolviz.texts import speak


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Texts are in English, whatever language a test before this one has chosen."""
    speak(translations("en"))
    yield
    speak(translations("en"))
