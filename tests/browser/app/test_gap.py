"""A page stands open while the connection is cut, or the server ends and begins again: no change is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, free_port, running_app, settled
from tests.browser.layer.bar import argument, cells, set_argument


@pytest.fixture(name="page")
def patient(chromium: Browser) -> Iterator[Page]:
    """A page of its own that waits long: its server begins while it stands open."""
    page = chromium.new_page(locale="en-US")
    page.set_default_timeout(40_000)
    yield page
    page.close()


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def changed(page: Page, label: str, value: str) -> None:
    box = page.locator(f"input[aria-label='{label}']")
    expect(box).to_be_enabled(timeout=40_000)
    box.fill(value)
    box.press("Enter")


def test_the_first_change_after_a_server_was_killed_stays(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path, port) as root:
        page.goto(f"{root}/sizes?h=40")
        settled(page)
        changed(page, "H, height", "50")
        page.wait_for_url("**h=50*")
    with running_app(tmp_path, port):
        changed(page, "W, width", "33")
        page.wait_for_url("**w=33*")
        assert address(page) == {"h": ["50"], "w": ["33"]}
        expect(page.locator("input[aria-label='W, width']")).to_have_value("33")


def test_the_first_change_after_the_connection_was_cut_stays(open_app: OpenPage) -> None:
    page = open_app("/sizes?h=40")
    page.context.set_offline(True)
    page.wait_for_timeout(3000)
    page.context.set_offline(False)
    changed(page, "W, width", "33")
    page.wait_for_url("**w=33*")
    assert address(page) == {"h": ["40"], "w": ["33"]}


def test_a_stage_catches_up_by_itself_after_a_server_was_killed(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path, port) as root:
        page.goto(f"{root}/windows?k=2&s=1")
        settled(page)
        expect(cells(page)).to_have_count(16, timeout=40_000)
    set_argument(page, "padding", 1)
    expect(page.locator(".pv-page")).to_have_class(re.compile("is-refused"))
    with running_app(tmp_path, port):
        expect(cells(page)).to_have_count(36, timeout=60_000)
        expect(page.locator(".pv-page")).not_to_have_class(re.compile("is-refused"))
        assert address(page) == {"s": ["1"], "p": ["1"]}
        page.get_by_text("How often each input is read").click()
        settled(page)
        expect(argument(page, "padding")).to_have_value("1")
