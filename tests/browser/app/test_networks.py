"""The Networks page in the browser: what a cell of a late map sees, by mouse and by keys; a repair."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

WRONG = "nn.Conv2d(3,16,3)%0Ann.MaxPool2d(2)%0Ann.Flatten()%0Ann.Linear(400,10)&ih=32&iw=32"


def strip(page: Page) -> str:
    return " ".join(page.locator(".pv-strip .pv-line").all_inner_texts())


def point(page: Page, grid: str, row: float, col: float, size: int) -> None:
    box = page.locator(f'[data-grid="{grid}"] .pv-touch').bounding_box()
    assert box is not None
    page.mouse.move(
        box["x"] + (col + 0.5) * box["width"] / size, box["y"] + (row + 0.5) * box["height"] / size
    )


def test_a_cell_of_the_last_pooling_lights_what_it_sees_of_the_input(open_app: OpenPage) -> None:
    page = open_app("/networks")
    point(page, "step_4", 0, 1, size=4)
    said = page.locator(".pv-strip")
    expect(said).to_contain_text(
        "row 0, column 1 of pooling (2) sees rows 0–15 and columns 4–19 of the input: 16 × 16"
    )
    expect(said).to_contain_text("jump 4")
    assert page.locator('[data-grid="input"] .pv-box.is-window').count() == 1
    assert page.locator('[data-grid="step_1"] .pv-box.is-window').count() == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_said_of_a_cell_of_ones_own_network_is_seen_whole(open_app: OpenPage, lang: str) -> None:
    page = open_app(f"/networks?show=own&lang={lang}")
    point(page, "step_4", 1, 1, size=4)
    assert "4–19" in strip(page)
    told = page.locator(".pv-strip").evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert told[0] <= told[1]


def test_the_arrow_keys_walk_the_late_map(open_app: OpenPage) -> None:
    page = open_app("/networks?net=vgg16")
    point(page, "step_30", 0, 0, size=7)
    page.mouse.down()
    page.mouse.up()
    before = strip(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert "row 1, column 1 of features.30" in strip(page) != before


def test_a_wrong_linear_is_mended_by_a_button_and_the_address_says_so(open_app: OpenPage) -> None:
    page = open_app(f"/networks?show=own&code={WRONG}")
    page.get_by_text("cannot be multiplied (1x3600 and 400x10)").wait_for()
    page.get_by_role("button", name="in_features = 3600").click()
    page.wait_for_url("**Linear%283600%2C**")
    settled(page)
    assert page.get_by_role("button", name="in_features").count() == 0
    page.go_back()
    settled(page)
    page.get_by_role("button", name="input 12 × 12").click()
    page.wait_for_url("**ih=12**")


def test_a_number_of_dropout_is_changed_on_the_stage(open_app: OpenPage) -> None:
    page = open_app("/networks?show=steps&act=dropout")
    page.locator('[data-grid="input"] [data-i="8"]').dblclick()
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    page.wait_for_url("**dv=1+2+3%0A4+5+6%0A7+8+50**")
    settled(page)
    assert page.locator('[data-grid="output"] [data-i="8"]').inner_text().startswith("100")
    page.locator('[data-grid="after"] [data-i="0"]').hover()
    assert "dropped: 1 becomes 0" in strip(page)
    assert page.locator(".pv-cell.is-lit").count() == 3


def test_text_of_a_user_stays_text(open_app: OpenPage) -> None:
    evil = "%3Cimg+src%3Dx+onerror%3D%22window.broken%3D1%22%3E"
    page = open_app(f"/networks?show=own&code={evil}")
    assert page.evaluate("window.broken") is None
    assert page.locator("[data-testid=stMain] img").count() == 0
