"""A term is explained where it first appears: under the pointer, on focus, to a screen reader."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.judged import serious

pytestmark = pytest.mark.browser


def test_the_legend_explains_its_terms_under_the_pointer_and_on_focus(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&p=1")
    term, tip = page.locator(".pv-term", has_text="padding").first, page.locator(".pv-tip:visible")
    said = "Cells added around the input: −∞ for a max, 0 for an average."
    expect(term).to_have_accessible_description(said)
    expect(tip).to_have_count(0)
    term.hover()
    expect(tip).to_have_text(said)
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.mouse.move(5, 5)
    expect(tip).to_have_count(0)
    term.focus()
    expect(tip).to_have_text(said)
    assert serious(page) == []
    term.press("Escape")
    expect(tip).to_have_count(0)


def test_each_term_is_marked_once_on_a_page_and_new_data_mark_anew(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&p=1&ceil=true&panel=worth")
    page.locator(".pv-stage").nth(1).wait_for()
    words = [word.lower().removesuffix("s") for word in page.locator(".pv-term").all_inner_texts()]
    assert sorted(words) == sorted(set(words))
    assert {"window", "padding", "ceil_mode"} <= set(words)


def test_the_title_of_a_grid_explains_its_term(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3")
    page.locator(".pv-title .pv-term", has_text="Indices").hover()
    expect(page.locator(".pv-tip:visible")).to_contain_text("Where a maximum was")


def test_chinese_terms_are_explained_in_chinese(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&p=1&lang=zh")
    page.locator(".pv-term", has_text="填充").first.hover()
    expect(page.locator(".pv-tip:visible")).to_have_text(re.compile("[\u4e00-\u9fff].*−∞"))


def test_the_sentences_of_a_panel_explain_theirs(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&panel=worth")
    page.get_by_test_id("stMarkdownContainer").filter(has_text="How many windows read each cell").wait_for()
    page.get_by_test_id("stTooltipIcon").last.hover()
    expect(page.get_by_test_id("stTooltipContent")).to_contain_text(
        "The cells of the input from which one output"
    )


def test_the_names_of_panels_explain_their_terms(open_app: OpenPage) -> None:
    page = open_app("/volumes")
    page.get_by_test_id("stCaptionContainer").filter(has_text="Terms").get_by_test_id("stTooltipIcon").hover()
    expect(page.get_by_test_id("stTooltipContent")).to_contain_text("Where a maximum was")
