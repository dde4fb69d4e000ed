"""Bars whose call is no layer of torch: the framework's on Other frameworks, that of Compare's shift lab."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import (
    argument,
    cells,
    expect_address,
    expect_cells,
    paste_line,
    set_argument,
    told,
)

pytestmark = pytest.mark.browser

LOW = {"width": 1366, "height": 440}  # no panel is on the screen
PHONE = {"width": 360, "height": 780}
OUTCOME = ".pv-outcome"


def opened(open_app: OpenPage, path: str, grid: str, **context: object) -> Page:
    page = open_app(path, **context)
    cells(page, grid).first.wait_for()
    settled(page)
    return page


def frameworks(open_app: OpenPage, query: str = "", **context: object) -> Page:
    return opened(open_app, f"/frameworks{query}", "made_output", **context)


def test_every_control_of_the_frameworks_call_answers_without_streamlit(open_app: OpenPage) -> None:
    page = frameworks(open_app, "?fk=5", viewport=LOW)  # no example, which Streamlit would be told of
    sent = told(page)
    set_argument(page, "ksize", 2)
    expect_cells(page, ["2", "4", "6"], "made_output")
    expect(page.locator(OUTCOME)).to_contain_text("A different size. TensorFlow: SAME gives 1 × 3")
    set_argument(page, "strides", 1)
    expect_cells(page, ["2", "3", "4", "5", "6", "6"], "made_output")
    set_argument(page, "padding", "VALID")
    expect_cells(page, ["2", "3", "4", "5", "6"], "made_output")
    expect(page.locator(OUTCOME)).to_contain_text("The same values here from TensorFlow: VALID")
    set_argument(page, "Pooling", "mean")
    expect_cells(page, ["1.5", "2.5", "3.5", "4.5", "5.5"], "made_output")
    set_argument(page, "Framework", "onnx")
    expect(argument(page, "kernel_shape")).to_have_value("2")
    expect(page.locator(OUTCOME)).to_contain_text("ONNX: VALID")
    set_argument(page, "auto_pad", "SAME_LOWER")
    expect_address(page, "fw=onnx&pad=SAME_LOWER&op=mean&fk=2&fs=1")
    argument(page, "torch's count_include_pad").uncheck()
    expect_address(page, "fw=onnx&pad=SAME_LOWER&op=mean&fk=2&fs=1&cip=false")
    assert sent == []


def test_a_padding_that_the_framework_does_not_have_becomes_its_own_at_once(open_app: OpenPage) -> None:
    page = frameworks(open_app, "?fw=onnx&pad=SAME_LOWER", viewport=LOW)
    set_argument(page, "Framework", "keras")
    expect_address(page, "fw=keras")
    expect(argument(page, "padding").locator("option:checked")).to_have_text('"same"')
    expect(page.locator(OUTCOME)).to_contain_text("Keras: same")


def test_steps_of_back_reset_and_a_reload_of_the_frameworks_call(open_app: OpenPage) -> None:
    page = frameworks(open_app, viewport=LOW)
    set_argument(page, "Framework", "keras")
    expect_address(page, "fw=keras")
    page.wait_for_timeout(700)
    argument(page, "pool_size").press("ArrowUp")
    expect_address(page, "fw=keras&fk=4")
    expect_cells(page, ["3", "5", "6"], "made_output")
    page.go_back()
    expect(argument(page, "pool_size")).to_have_value("3")
    page.go_back()
    expect(argument(page, "ksize")).to_have_value("3")
    page.go_forward()
    expect(page.locator(OUTCOME)).to_contain_text("Keras: same")
    page.reload()
    cells(page, "made_output").first.wait_for()
    expect(argument(page, "pool_size")).to_have_value("3")
    page.get_by_role("button", name="Reset").click()
    expect(argument(page, "ksize")).to_have_value("3")
    expect_address(page, "")


def test_a_pasted_line_of_a_framework_sets_its_call_and_says_what_it_cannot(open_app: OpenPage) -> None:
    page = frameworks(open_app, viewport=LOW, permissions=["clipboard-read", "clipboard-write"])
    paste_line(page, 'keras.layers.MaxPooling1D(pool_size=2, padding="same")')
    expect_address(page, "fw=keras&fk=2")
    page.get_by_role("button", name="Copy this line").click()
    expect(page.locator(".pv-button-copy").first).to_have_attribute("aria-label", "The line is copied.")
    line = 'keras.layers.MaxPooling1D(pool_size=2, strides=2, padding="same")'
    assert page.evaluate("navigator.clipboard.readText()") == line
    paste_line(page, "tf.nn.max_pool1d(x, 2, 2, [[0, 1]])")
    expect(page.locator(".pv-bar-note")).to_contain_text("`padding` must be one of SAME, VALID")
    expect_address(page, "fw=keras&fk=2")


def test_what_is_refused_is_said_in_the_bar_and_one_button_mends_it(open_app: OpenPage) -> None:
    page = frameworks(open_app, "?pad=VALID", viewport=LOW)
    set_argument(page, "ksize", 7)
    expect(page.locator(".pv-bar-note")).to_contain_text("Output size is too small")
    expect_cells(page, ["3", "5"], "made_output")
    page.get_by_role("button", name="tf.nn.max_pool1d(x, ksize=6, strides=2").click()
    expect_cells(page, ["6"], "made_output")
    expect_address(page, "pad=VALID&fk=6")


def test_a_hidden_output_says_nothing_around_it(open_app: OpenPage) -> None:
    page = frameworks(open_app, viewport=LOW)
    cells(page, "made_input").first.focus()
    page.keyboard.press("h")
    expect(page.locator(OUTCOME)).to_have_text("")
    set_argument(page, "ksize", 2)
    expect_address(page, "hide=true&fk=2")
    page.wait_for_timeout(400)
    expect(page.locator(OUTCOME)).to_have_text("")
    expect(cells(page, "made_output").first).not_to_have_text("2")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_frameworks_call_on_a_phone(open_app: OpenPage, lang: str) -> None:
    page = frameworks(open_app, f"?lang={lang}&fw=onnx&op=mean", viewport=PHONE)
    sent = told(page)
    set_argument(page, "kernel_shape", 2)
    expect_cells(page, ["1.5", "3.5", "5.5"], "made_output")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert sent == []


def shifts(open_app: OpenPage, query: str = "", **context: object) -> Page:
    return opened(open_app, f"/compare?show=shift{query}", "output", **context)


def test_every_control_of_the_shift_lab_answers_without_streamlit(open_app: OpenPage) -> None:
    page = shifts(open_app, viewport=LOW)
    sent = told(page)
    argument(page, "moved by").press("ArrowUp")
    expect_cells(page, ["1≠", "0≠", "1≠", "0≠"], "moved_output")
    expect(page.locator(OUTCOME)).to_contain_text("changed outputs: 4 of 4 (100 %)")
    expect(page.locator(OUTCOME)).to_contain_text("the output just moved along")
    set_argument(page, "moved by", 4)
    expect(page.locator(OUTCOME)).to_contain_text("changed outputs: 0 of 4")
    set_argument(page, "What enters at the edge", "zero")
    expect_cells(page, ["0", "0", "0", "0", "0", "0", "1", "1"], "moved_input")
    set_argument(page, "kernel_size", 3)
    expect_cells(page, ["1", "1"])
    set_argument(page, "stride", 1)
    expect(cells(page)).to_have_count(6)
    set_argument(page, "Layer", "conv")
    set_argument(page, "weight", "−1 0 1")
    expect_cells(page, ["1", "1", "−1", "−1", "1", "1"])
    address = "show=shift&win=3&hop=1&by=4&ends=zero&rival=conv&weights=-1+0+1"
    expect_address(page, address)
    set_argument(page, "weight", "−1 0 x")
    page.wait_for_timeout(300)
    expect_address(page, address)
    assert sent == []


def test_back_reset_and_a_pasted_line_in_the_shift_lab(open_app: OpenPage) -> None:
    page = shifts(open_app, viewport=LOW)
    set_argument(page, "moved by", 2)
    expect_address(page, "show=shift&by=2")
    page.wait_for_timeout(700)
    paste_line(page, "nn.AvgPool1d(4)")
    expect_address(page, "show=shift&win=4&by=2&rival=mean")
    expect_cells(page, ["0.5", "0.5"])
    page.go_back()
    expect_cells(page, ["0", "1", "0", "1"])
    page.go_back()
    expect(argument(page, "moved by")).to_have_value("1")
    page.go_forward()
    expect_cells(page, ["1≠", "0≠", "1≠", "0≠"], "moved_output")
    page.get_by_role("button", name="Reset").click()
    expect_address(page, "")


def test_tables_and_program_follow_the_shift_lab_after_a_pause(open_app: OpenPage) -> None:
    page = shifts(open_app, viewport={"width": 1366, "height": 1300})
    set_argument(page, "moved by", 3)
    expect(page.locator(".st-key-panels")).to_contain_text("torch.roll(x, 3, dims=-1)")
    set_argument(page, "kernel_size", 1)
    expect(page.locator(".st-key-panels")).to_contain_text("the output survives no shift")


def test_a_hidden_shift_says_nothing_around_it(open_app: OpenPage) -> None:
    page = shifts(open_app, "&hide=1", viewport=LOW)
    set_argument(page, "moved by", 2)
    expect_cells(page, ["1", "1", "0", "0", "1", "1", "0", "0"], "moved_input")
    expect(page.locator(OUTCOME)).to_have_text("")


@pytest.mark.parametrize(("lang", "name"), [("en", "moved by"), ("zh", "移动")])
def test_the_shift_lab_on_a_phone(open_app: OpenPage, lang: str, name: str) -> None:
    page = shifts(open_app, f"&lang={lang}&rival=conv", viewport=PHONE)
    sent = told(page)
    set_argument(page, name, 2)
    expect_cells(page, ["1", "1", "0", "0", "1", "1", "0", "0"], "moved_input")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert sent == []
