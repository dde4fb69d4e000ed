"""The Signals page in the running app: a sample edited on the stage, an upload, a bad file, every layer."""

import io
import wave

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import set_argument

pytestmark = pytest.mark.browser


def strip(page: Page) -> str:
    return page.locator(".pv-strip").first.inner_text()


def sound() -> FilePayload:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(range(256)) * 40)
    return {"name": "sound.wav", "mimeType": "audio/wav", "buffer": made.getvalue()}


def test_an_edited_sample_is_pooled_anew_and_can_be_undone(open_app: OpenPage) -> None:
    page = open_app("/signals?sig=spike&n=8")
    page.locator('[data-grid="input"] .pv-touch').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    page.wait_for_url("**src=numbers**")
    settled(page)
    assert "x=0+9+0+0+8+0+0+0" in page.url
    expect(page.locator(".pv-strip").first).to_contain_text(
        "position 1 = 9: read by 1 window; it is its maximum"
    )
    page.go_back()
    page.wait_for_function("() => !location.search.includes('numbers')")
    settled(page)
    expect(page.locator(".pv-strip").first).to_contain_text("position 1 = 0")


def test_a_sound_is_shown_and_a_bad_file_does_not_take_it_away(open_app: OpenPage) -> None:
    page = open_app("/signals?src=upload&k=4")
    page.get_by_test_id("stPopover").get_by_role("button", name="File").click()
    choose = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    choose.set_input_files(sound())
    expect(page.get_by_text("512 of 2,560 samples")).to_be_visible()
    assert strip(page).startswith("Max")
    choose.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"<b>no numbers</b>"})
    expect(page.get_by_test_id("stAlert")).to_contain_text("a column of numbers")
    expect(page.get_by_text("512 of 2,560 samples")).to_be_visible()


def test_every_layer_is_one_choice_away_and_the_stage_stays_where_it_is(open_app: OpenPage) -> None:
    page = open_app("/signals?src=numbers")
    before = page.locator("[data-testid=stMain] [data-testid=stBidiComponentIsolated]").first.bounding_box()
    for name in ("AvgPool1d", "LPPool1d", "AdaptiveMaxPool1d", "AdaptiveAvgPool1d"):
        set_argument(page, "Layer", name)
        page.wait_for_url(f"**layer={name}**")
        settled(page)
        after = page.locator(
            "[data-testid=stMain] [data-testid=stBidiComponentIsolated]"
        ).first.bounding_box()
        assert before
        assert after
        assert (after["x"], after["y"], after["width"]) == (before["x"], before["y"], before["width"])
        assert page.locator("[data-testid=stException]").count() == 0
