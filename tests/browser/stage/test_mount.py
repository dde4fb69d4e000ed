"""The stage as its modules and as the one script of the app: both show and do the same."""

import re
from typing import Any

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


def test_grids_keep_their_elements_whatever_their_size(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1, 1))
    page.evaluate("window.kept = [...harness.host.querySelectorAll('.pv-figure')]")
    cell(page, "input", 7).focus()
    update(page, max_payload(X5, 3, 2, 1))
    now = "[...harness.host.querySelectorAll('.pv-figure')].map((one, i) => one === window.kept[i])"
    assert page.evaluate(now) == [True, True, True]
    assert focused(page) == ("input", 7)
    assert strip(page).startswith("row 1, column 2")
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Input", "Output", "Indices"]
    update(page, max_payload(X5, 3, 2, 1) | {"grids": max_payload(X5, 3, 2, 1)["grids"][1:]})
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Output", "Indices"]
    update(page, max_payload(X5, 3, 2, 1))
    assert page.locator(".pv-figure .pv-title").all_inner_texts() == ["Input", "Output", "Indices"]
    cell(page, "output", 0).hover()
    assert len(with_role(page, "input", "tap")) == 4


@pytest.mark.parametrize(
    "payload",
    [max_payload(X5, 3, 1, 1, take=True, hideable=True), picture_payload(16)],
    ids=["matrix", "picture"],
)
def test_after_the_language_is_switched_a_stage_says_all_that_a_fresh_one_says(
    show_stage: Open, payload: dict[str, Any]
) -> None:
    other = payload | {"texts": {key: f"¡{text}!" for key, text in payload["texts"].items()}}
    page = show_stage(payload)
    update(page, other)
    fresh = show_stage(other)
    spoken = 'aria-live="polite">'  # what is read aloud comes a moment later, and of a fresh stage nothing
    assert drawn(page).partition(spoken)[0] == drawn(fresh).partition(spoken)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((3, 1, 1), (2, 1, 0)),
        ((2, 2, 0), (3, 1, 1)),
        ((3, 1, 0), (3, 1, 1)),
        ((5, 1, 2), (3, 2, 0)),
        ((5, 1, 0), (2, 1, 1)),
    ],
)
def test_new_data_of_another_size_is_drawn_as_on_a_new_stage(
    show_stage: Open, before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    wanted = max_payload(X5, *after)
    fresh = drawn(show_stage(wanted))
    page = show_stage(max_payload(X5, *before))
    cell(page, "output", 0).hover()
    update(page, wanted)
    page.mouse.move(0, 0)
    update(page, wanted)
    kept = re.compile(r'<div class="pv-box" [^>]*></div>')  # boxes that are drawn again when they are needed
    assert kept.sub("", drawn(page)) == kept.sub("", fresh)
