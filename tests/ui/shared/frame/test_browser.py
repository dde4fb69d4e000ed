"""What a browser that was open before this server began holds of its page."""

import pytest

from poolviz.answers.pooling import windows
from poolviz.ui.shared.frame import browser


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ({"panel": "How often each input is read"}, {"panel": "worth"}),
        ({"panel": "每个输入被读取几次"}, {"panel": "worth"}),
        ({"panel": "worth"}, {"panel": "worth"}),
        ({"panel": "of another page"}, {}),
        ({"other": "Code"}, {}),
    ],
)
def test_a_choice_is_told_by_its_title_in_any_language(
    monkeypatch: pytest.MonkeyPatch, held: dict[str, str], found: dict[str, str]
) -> None:
    monkeypatch.setattr(browser, "sent_values", lambda: held)
    assert browser.brought(windows.fields()) == found
