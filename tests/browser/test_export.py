"""What is taken away: the page from disk without a network, the downloads of the running app."""

import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from poolviz.views.export.page import html_page
from poolviz.views.stage.wire.travel import to_wire
from tests.browser.conftest import OpenPage, settled
from tests.browser.judged import serious
from tests.views.export.stages import stages

pytestmark = pytest.mark.browser
STAGES = stages()
LARGE = ";".join(" ".join(str(row * col % 10) for col in range(16)) for row in range(16)).replace(" ", "+")
SPACING = re.compile(r"[\s:]+")


def from_disk(
    chromium: Browser, folder: Path, data: dict[str, Any], **context: Any
) -> tuple[Page, list[str]]:
    """Open the page of a stage from a file, without a network; gives what it asked for or complained of."""
    file = folder / "stage.html"
    file.write_text(html_page(data, "nn.MaxPool2d(3)"), encoding="utf-8")
    made = chromium.new_context(offline=True, viewport={"width": 1072, "height": 800}, **context)
    page, faults = made.new_page(), []
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else faults.append(request.url),
    )
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    page.locator(".pv-stage").wait_for()
    return page, faults


def said(page: Page) -> str:
    return SPACING.sub("", page.locator(".pv-strip").inner_text())


def test_the_page_works_from_disk_with_pointer_keys_and_play(chromium: Browser, tmp_path: Path) -> None:
    page, faults = from_disk(chromium, tmp_path, STAGES["max"])
    cells = page.locator('[data-grid="output"] [data-i]')
    cells.nth(4).hover()
    assert said(page).startswith("max(1,2,3,2,1,0,2,3,1)=3")
    cells.nth(4).click()
    page.keyboard.press("ArrowRight")
    assert page.locator(".pv-position").inner_text() == "6 / 9"
    page.get_by_role("button", name="First window").click()
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").click()
    page.mouse.move(5, 5)
    expect(page.locator(".pv-position")).to_have_text("9 / 9", timeout=30_000)
    page.locator('[data-grid="input"] [data-i="0"]').dblclick()
    page.keyboard.type("7")
    assert page.locator("input").count() == 0
    assert page.locator(".pv-button-take").is_hidden()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_serious_violation(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    page, _faults = from_disk(chromium, tmp_path, STAGES["max"], color_scheme=scheme)
    assert serious(page) == []


def take(page: Page, kind: str) -> bytes:
    """Press a button of the open dialog and return the file."""
    with page.expect_download() as coming:
        page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^(?:\\w+ )?{kind}")).click()
    assert coming.value.suggested_filename == f"poolviz-windows-MaxPool2d-3-ceil_mode-True.{kind.lower()}"
    return Path(coming.value.path()).read_bytes()


def test_the_app_gives_every_kind_of_file(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&ceil=true")
    page.get_by_role("grid", name=re.compile("^Output")).get_by_role("gridcell").nth(1).hover()
    page.get_by_role("button", name="Export").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="PNG").wait_for()
    with Image.open(io.BytesIO(take(page, "PNG"))) as picture:
        assert picture.width > 1000
    written = re.findall("<!-- (.*?) -->", take(page, "SVG").decode())
    assert said(page) in SPACING.sub("", "".join(written))
    assert take(page, "PDF").startswith(b"%PDF")
    with Image.open(io.BytesIO(take(page, "GIF"))) as gif:
        assert gif.n_frames == 4
    assert b"default-src 'none'" in take(page, "HTML")
    assert take(page, "CSV").startswith(b"grid,row,column,value")
    with np.load(io.BytesIO(take(page, "NPZ"))) as arrays:
        assert arrays["output"].tolist() == [[2, 3], [5, 1]]
    page.get_by_role("dialog").press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function(
        "() => document.activeElement.shadowRoot?.activeElement.matches('.pv-button-take')"
    )
    assert len(page.get_by_role("grid", name=re.compile("^Output")).get_by_role("gridcell").all()) == 4


def test_a_long_drawing_is_stopped_and_made_while_the_page_goes_on(open_app: OpenPage) -> None:
    page = open_app(f"/windows?x={LARGE}&k=1&s=1")
    page.locator(".pv-button-take").click()
    dialog = page.get_by_role("dialog")
    begin = dialog.get_by_role("button", name=re.compile("PDF.*about 2 s"))
    begin.click()
    dialog.get_by_role("button", name="Stop").click()
    expect(dialog.get_by_text("It was stopped before it was done.")).to_be_visible()
    begin.click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.press("Escape")
    page.get_by_text("Output size, step by step").click()
    page.wait_for_url("**panel=size**")
    page.locator(".pv-button-take").click()
    file = dialog.get_by_role("button", name=re.compile("PDF, for print and LaTeX$"))
    expect(file).to_be_visible(timeout=100_000)
    expect(dialog.get_by_role("button", name="Stop")).to_have_count(0)
    with page.expect_download() as coming:
        file.click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
    assert serious(page) == []


def test_a_figure_speaks_of_the_colour_that_is_looked_at(open_app: OpenPage) -> None:
    page = open_app("/pictures")
    page.get_by_role("button", name="green").click()
    page.locator(".pv-button-take").click()
    with page.expect_download() as coming:
        page.get_by_role("dialog").get_by_role("button", name=re.compile("SVG")).click()
    assert b"green: max(" in Path(coming.value.path()).read_bytes()


def test_the_dialog_speaks_the_pages_language_also_alone(open_app: OpenPage) -> None:
    page = open_app("/windows?lang=zh")
    page.locator(".pv-button-take").click()
    dialog = page.get_by_role("dialog")
    last = dialog.get_by_role("button", name="NPZ")
    last.wait_for()
    before = dialog.inner_text()
    dialog.locator("label").first.click()
    page.wait_for_timeout(300)
    last.wait_for()
    settled(page)
    assert dialog.inner_text() == before
    assert serious(page) == []


def test_a_plot_is_taken_away(open_app: OpenPage) -> None:
    page = open_app("/sizes")
    page.get_by_role("button", name="Export").first.click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as coming:
        dialog.get_by_role("button", name="SVG").click()
    assert coming.value.suggested_filename == "poolviz-sizes-ruler-H.svg"
    drawn = Path(coming.value.path()).read_text("utf-8")
    assert drawn.startswith("<svg")
    assert ">window</text>" in drawn
    with page.expect_download() as coming:
        dialog.get_by_role("button", name="PNG").click()
    with Image.open(coming.value.path()) as picture:
        assert picture.width == 1920
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert serious(page) == []


def test_the_data_of_a_page_are_those_of_its_stage(chromium: Browser, tmp_path: Path) -> None:
    page, _faults = from_disk(chromium, tmp_path, STAGES["mean"])
    text = page.locator("#data").text_content()
    assert json.loads(text or "")["links"] == json.loads(json.dumps(to_wire(STAGES["mean"])["links"]))
