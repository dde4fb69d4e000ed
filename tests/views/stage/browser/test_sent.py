"""The stages on which the browser's modules are tested are those that Python sends."""

import json

from tests.views.stage.browser.sent import FILE, NAMES, sent


def test_the_file_holds_what_python_sends_now() -> None:
    """If this fails after a change that is meant, run tests/views/stage/browser/sent.py."""
    kept = json.loads(FILE.read_text("utf-8"))
    made = sent()
    assert set(made["stages"]) == set(NAMES)
    assert kept["texts"] == made["texts"]
    assert {name for name in NAMES if kept["stages"].get(name) != made["stages"][name]} == set()
