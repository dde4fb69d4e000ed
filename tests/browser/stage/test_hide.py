"""Hiding and predicting on the stage, in Chromium: by mouse, keys and touch."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

OUTPUT = ["2", "3", "5", "1"]  # of the 5×5 under kernel_size=3, ceil_mode
LINK = "/windows?k=3&ceil=true"


def texts(page: Page, grid: str = "output") -> list[str]:
    return page.locator(f"[data-grid={grid}] .pv-cells .pv-cell").evaluate_all(
        "cells => cells.map((cell) => cell.firstChild.data)"
    )


def everything(page: Page) -> str:
    """All that the page's main part says, as text, attributes and to a screen reader."""
    html = page.evaluate(
        """() => {
          const all = [];
          const walk = (root) => {
            all.push(root.innerHTML ?? '');
            for (const node of root.querySelectorAll('*')) if (node.shadowRoot) walk(node.shadowRoot);
          };
          walk(document.querySelector('[data-testid=stMain]'));
          return all.join(' ');
        }"""
    )
    return html + page.locator("[data-testid=stMain]").aria_snapshot()


def test_h_hides_the_output_and_nothing_gives_it_away(open_app: OpenPage) -> None:
    page = open_app("/windows?x=17+2+0;3+23+1;5+2+31&k=2&s=1&panel=table")
    expect(page.locator("[data-grid=output] .pv-cell").first).to_have_text("23")
    page.keyboard.press("h")
    settled(page)
    assert texts(page) == ["?"] * 4
    assert texts(page, "indices") == ["?"] * 4
    expect(page).to_have_url(re.compile("hide=true"))
    page.locator("[data-grid=output] .pv-cell").nth(3).hover()
    shown = everything(page)
    for given_away in ("max(17", "= 23", "= 31", "is its maximum"):
        assert not re.search(re.escape(given_away), shown), given_away
    assert page.locator(".pv-box.is-winner, .pv-box.is-taker").count() == 0
    page.keyboard.press("h")
    settled(page)
    assert texts(page) == ["23", "23", "23", "31"]
    expect(page).not_to_have_url(re.compile("hide"))


def test_a_link_hides_and_a_click_or_enter_uncovers_one_cell(open_app: OpenPage) -> None:
    page = open_app(LINK + "&hide=true")
    cells = page.locator("[data-grid=output] .pv-cell")
    cells.nth(1).click()
    assert texts(page) == ["?", "3", "?", "?"]
    expect(page.locator(".pv-strip").first).to_contain_text("= 3")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pv-strip").first).to_have_text("row 1, column 1 is covered")
    page.keyboard.press("Enter")
    assert texts(page) == ["?", "3", "?", "1"]


def test_a_prediction_by_keys_is_checked_cell_by_cell_and_its_mistake_said(open_app: OpenPage) -> None:
    page = open_app(LINK + "&hide=true")
    page.locator("[data-grid=output] .pv-cell").first.focus()
    for value in ("2", "3", "5", "0.5"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict").first).to_contain_text("3 of 4 right.")
    cells = page.locator("[data-grid=output] .pv-cell")
    assert [cells.nth(i).get_attribute("data-mark") for i in range(4)] == ["right"] * 3 + ["wrong"]
    expect(cells.nth(3)).to_have_attribute("aria-label", "row 1, column 1: 0.5; wrong")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict").first).to_contain_text("All 4 right.")


def test_what_cannot_be_read_is_marked_and_its_cell_is_opened_again(open_app: OpenPage) -> None:
    page = open_app(LINK + "&hide=true")
    page.locator("[data-grid=output] .pv-cell").first.focus()
    for value in ("9", "abc", "5", "1"):
        page.keyboard.press("0")
        page.locator(".pv-input").fill(value)
        page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict").first).to_have_text(
        "! Row 0, column 1: “abc” cannot be read. Type a number such as 7, 2.5 or 5/2."
    )
    cells = page.locator("[data-grid=output] .pv-cell")
    assert [cells.nth(i).get_attribute("data-mark") for i in range(4)] == ["guess", "unclear"] + ["guess"] * 2
    expect(cells.nth(1).locator(".pv-input")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict").first).to_contain_text("3 of 4 right.")


def test_a_plot_is_predicted_by_keys_and_its_mistake_said(open_app: OpenPage) -> None:
    page = open_app("/signals?src=numbers&x=1+2+0+3+1+0&k=2&hide=true")
    page.locator("[data-grid=max] .pv-cells").focus()
    for value in ("2", "1.5", "1"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict").first).to_have_text(
        "✕ 2 of 3 right. 1.5 is the average of the window. A max keeps the largest number."
    )
    answers = page.locator("[data-grid=max] .pv-answer")
    assert answers.evaluate_all("all => all.map((one) => [one.textContent, one.dataset.mark])") == [
        ["2✓", "right"],
        ["1.5✕", "wrong"],
        ["1✓", "right"],
    ]
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pv-stage .pv-live")).to_have_text("position 1: 1.5; wrong")


def test_a_pixel_is_predicted_by_touch_in_the_channel_that_is_looked_at(open_app: OpenPage) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_app("/pictures?size=32&k=4&hide=true", **phone)
    page.locator(".pv-button-predict").tap()
    page.locator("[data-grid=max] .pv-cells").tap()
    taps = [float(one) for one in page.locator(".pv-lens-cell:visible").all_inner_texts()]
    page.locator(".pv-input").fill(str(int(max(taps))))
    page.locator(".pv-input").press("Enter")
    expect(page.locator(".pv-verdict").first).to_have_text("✓ 1 of 1 right.")
    expect(page.locator("[data-grid=max] .pv-answer")).to_have_attribute("data-mark", "right")
    page.locator(".pv-chip-1").tap()
    expect(page.locator("[data-grid=max] .pv-answer")).to_have_count(0)
    page.locator("[data-grid=max] .pv-cells").tap()
    page.locator(".pv-input").fill("0.5")
    page.locator(".pv-check").tap()
    expect(page.locator(".pv-verdict").first).to_have_text("✕ 1 of 2 right.")


def test_cells_are_chosen_by_touch_and_checked(open_app: OpenPage) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_app("/practise?topic=winner&seed=1", **phone)
    cells = page.locator("[data-grid=input] .pv-cells .pv-cell")
    cells.nth(7).tap()
    expect(cells.nth(7)).to_have_attribute("data-mark", "chosen")
    page.locator(".pv-check").tap()
    expect(page.locator(".pv-verdict")).to_contain_text("✕")
    cells.nth(7).tap()
    cells.nth(3).tap()
    page.locator(".pv-check").tap()
    expect(page.locator(".pv-verdict")).to_contain_text("✓")


def test_the_whole_output_is_answered_by_keys_on_the_practise_page(open_app: OpenPage) -> None:
    page = open_app("/practise?topic=max_of_windows&seed=1")
    page.locator("[data-grid=output] .pv-cell").first.focus()
    for value in ("7", "9", "8", "3"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    expect(page.locator(".pv-verdict")).to_contain_text("✓")
    settled(page)
    assert page.locator(".pv-record .is-right").count() == 1


# Each makes 3.75 of 1, 2, 4 and 8, which stands nowhere in what is given.
GIVEN_AWAY = (
    "/windows?layer=AvgPool2d&k=2&x=1+2;4+8",
    "/windows?layer=AvgPool2d&k=2&x=1+2;4+8&panel=table&lang=zh",
    "/signals?src=numbers&x=1+2+4+8&k=4&layer=AvgPool1d",
    "/volumes?layer=AvgPool3d&apart=true&kd=1&k=2&kw=2&x=1+2%0A4+8",
    "/unpooling?layer=AvgPool2d&k=2&x=1+2;4+8",
    "/adaptive?sec=global&x=1+2;4+8",
    "/compare?x=1+2;4+8&a=nn.AvgPool2d(2)&b=nn.MaxPool2d(2)&c=",
    "/frameworks?op=mean&x=1+2+4+8&fk=4&fs=4",
)


@pytest.mark.parametrize("path", GIVEN_AWAY)
def test_hidden_means_hidden_on_every_page(open_app: OpenPage, path: str) -> None:
    page = open_app(path)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("3.75")
    page = open_app(f"{path}&hide=true")
    expect(page.locator(".pv-cell[data-mark=covered], .pv-plot, .pv-picture").first).to_be_visible()
    page.locator(".pv-cells").last.hover()
    page.wait_for_timeout(300)
    assert "3.75" not in everything(page)


def test_h_hides_the_output_size_and_it_is_predicted(open_app: OpenPage) -> None:
    page = open_app("/sizes?h=7&w=9&k=3&s=2&tool=steps")
    expect(page.locator(".pv-shape")).to_contain_text("(1, 3, 3, 4)")
    page.locator("h1").click()
    page.keyboard.press("h")
    expect(page.locator(".pv-shape")).to_have_count(0)
    settled(page)
    expect(page).to_have_url(re.compile("hide=true"))
    assert "(1, 3, 3, 4)" not in everything(page)
    page.get_by_label("Your prediction").fill("4 x 3")
    page.get_by_label("Your prediction").press("Enter")
    expect(page.get_by_text("You put the width first.")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("h")
    expect(page.locator(".pv-shape")).to_contain_text("(1, 3, 3, 4)")


def test_a_link_offers_to_hide_only_where_something_can_be_hidden(open_app: OpenPage) -> None:
    for path, offered in (("/sizes", 1), ("/layers", 0), ("/training", 0)):
        page = open_app(path)
        page.get_by_role("button", name="Link", exact=True).click()
        expect(page.get_by_role("dialog").get_by_text("Without the menu")).to_be_visible()
        expect(page.get_by_role("dialog").get_by_text("Hide the answer")).to_have_count(offered)


def test_a_hidden_picture_says_no_pooled_number_and_offers_no_export(open_app: OpenPage) -> None:
    page = open_app("/pictures?size=32&k=4")
    expect(page.locator(".pv-button-take")).to_be_visible()
    results = [text for text in page.locator(".pv-lens .pv-value").all_inner_texts() if "." in text]
    assert results
    page = open_app("/pictures?size=32&k=4&hide=true")
    expect(page.locator(".pv-button-take")).to_be_hidden()
    page.locator("[data-grid=max] .pv-cells").hover()
    assert set(page.locator(".pv-lens .pv-value").all_inner_texts()) == {"?"}
    assert not [text for text in results if text in everything(page)]


def test_a_hidden_plot_does_not_say_its_largest_value_beside_it(open_app: OpenPage) -> None:
    path = "/signals?src=numbers&x=3+4&k=2&layer=LPPool1d&both=false"
    assert "5" in open_app(path).locator("[data-grid=norm] .pv-curve-levels").text_content()
    page = open_app(path + "&hide=true")
    assert "5" not in page.locator(".pv-curve-levels").all_text_contents()
    assert "5" not in "".join(page.locator(".pv-curve-levels").all_text_contents())


def test_what_the_server_answers_of_a_hidden_page_has_no_lines(open_app: OpenPage, app: str) -> None:
    page = open_app("/windows")
    said = page.request.get(f"{app}/api/answer/any/windows?k=3&ceil=true").json()
    hidden = page.request.get(f"{app}/api/answer/any/windows?k=3&ceil=true&hide=true").json()
    assert said["lines"]
    assert hidden["lines"] == []
