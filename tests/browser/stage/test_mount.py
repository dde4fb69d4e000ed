"""The stage as its modules and as the one script of the app: both show and do the same."""

import pytest
from playwright.sync_api import Page

from tests.browser import stage_harness
from tests.browser.stage_harness import (
    X5,
    Open,
    cell,
    focused,
    max_payload,
    picture_payload,
    strip,
    update,
    with_role,
)

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage


def drawn(page: Page) -> str:
    html = page.evaluate("harness.host.querySelector('.pv-stage').outerHTML")
    hint = page.locator(".pv-keys").get_attribute("id")
    return html.replace(hint, "hint")


@pytest.mark.parametrize(
    "payload", [max_payload(X5, 3, 1, 1), picture_payload(16)], ids=["matrix", "picture"]
)
def test_bundle_shows_what_the_modules_show(show_stage: Open, payload: dict[str, object]) -> None:
    assert drawn(show_stage(payload, bundled=True)) == drawn(show_stage(payload))


def test_bundle_follows_pointer_keys_and_edits(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, ceil=True), bundled=True)
    cell(page, "output", 1).hover()
    assert strip(page).startswith("max(3, 1, 3, 1, 0, 0) = 3")
    cell(page, "input", 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    assert page.evaluate("harness.events") == [["edit", {"grid": "input", "row": 0, "col": 1, "text": "7"}]]
    assert page.evaluate("typeof harness.component") == "function"


def test_grids_whose_shape_stays_keep_their_elements(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1, 1))
    page.evaluate("window.kept = [...harness.host.querySelectorAll('.pv-figure')]")
    cell(page, "input", 7).focus()
    update(page, max_payload(X5, 3, 2, 1))
    now = "[...harness.host.querySelectorAll('.pv-figure')].map((one, i) => one === window.kept[i])"
    assert page.evaluate(now) == [True, False, False]
    assert focused(page) == ("input", 7)
    assert strip(page).startswith("row 1, column 2")
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Input", "Output", "Indices"]
    update(page, max_payload(X5, 3, 2, 1) | {"grids": max_payload(X5, 3, 2, 1)["grids"][1:]})
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Output", "Indices"]
    update(page, max_payload(X5, 3, 2, 1))
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Input", "Output", "Indices"]
    cell(page, "output", 0).hover()
    assert len(with_role(page, "input", "tap")) == 4
