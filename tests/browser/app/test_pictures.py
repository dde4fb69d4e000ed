"""Batches in the running app: keys, play, one picture in both grids; the way to Pictures, its sources."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from poolviz.sources.datasets import cifar
from tests.browser.conftest import OpenPage, settled
from tests.sources.datasets.cifar_like import make_folder

pytestmark = pytest.mark.browser

PHOTOS = "/batches?data=photos"


def opened(open_app: OpenPage, path: str = PHOTOS, **context: object) -> Page:
    """Open the page and wait for its pictures."""
    page = open_app(path, **context)
    page.locator(".pg-cell").first.wait_for()
    return page


def line(page: Page) -> Locator:
    return page.locator(".pg-line")


def step_said(page: Page, step: int) -> None:
    expect(
        page.get_by_text(re.compile(f"^Step {step}: batch {step + 1} of 16|Step {step}: "))
    ).to_be_visible()


def pixel(page: Page, grid: int, x: float, y: float) -> list[int]:
    """The colour in the middle of a picture, counted from the top left of a grid."""
    return (
        page.locator(".pg-plane canvas")
        .nth(grid)
        .evaluate(
            "(c, [x, y]) => [...c.getContext('2d').getImageData(x * c.width, y * c.height, 1, 1).data]",
            [x, y],
        )
    )


def place(page: Page) -> dict[str, float]:
    box = page.locator("[data-testid=stMain] [data-testid=stBidiComponentIsolated]").first.bounding_box()
    assert box is not None
    return {side: round(length) for side, length in box.items()}


def test_keys_walk_through_the_batches_and_nothing_moves(open_app: OpenPage) -> None:
    page = opened(open_app)
    before, colour = place(page), pixel(page, 0, 0.51, 0.51)
    page.keyboard.press("PageDown")
    page.wait_for_url("**batch=1**")
    settled(page)
    step_said(page, 1)
    assert (place(page), pixel(page, 0, 0.51, 0.51) != colour) == (before, True)
    page.keyboard.press("PageUp")
    page.wait_for_function("() => !location.search.includes('batch')")
    settled(page)
    assert pixel(page, 0, 0.51, 0.51) == colour


def test_the_last_batch_leaves_the_rest_of_its_grid_empty(open_app: OpenPage) -> None:
    page = opened(open_app, f"{PHOTOS}&batch=15")
    assert page.locator(".pg-cells").first.locator("button").count() == 15
    assert pixel(page, 1, 0.06, 0.06)[3] == 255
    assert pixel(page, 1, 0.51, 0.51)[3] == 0
    expect(page.get_by_text("The last batch has 15")).to_be_visible()


def test_batches_play_pause_and_keep_their_place(open_app: OpenPage) -> None:
    page = opened(open_app)
    before = place(page)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_text(re.compile(r"Step ([2-9]|1\d): "))).to_be_visible(timeout=30_000)
    assert place(page) == before
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=30_000)
    page.wait_for_url("**batch=**")
    settled(page)
    at = page.url
    page.wait_for_timeout(1600)
    assert page.url == at
    assert int(at.rpartition("batch=")[2]) >= 2


def test_the_same_picture_is_marked_in_both_grids_by_pointer_and_by_keys(open_app: OpenPage) -> None:
    page = opened(open_app, f"{PHOTOS}&batch=1")
    expect(line(page)).to_have_text(re.compile("^Point at a picture"))
    page.locator(".pg-cell").nth(3).hover()
    expect(line(page)).to_have_text("picture 67: Astronaut. (3, 32, 32) → (3, 11, 11)")
    assert page.locator(".pg-cell.is-here").evaluate_all("all => all.map((b) => b.dataset.i)") == ["3", "3"]
    page.locator(".pg-cells").nth(1).locator("button").nth(3).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(line(page)).to_have_text(re.compile("^picture 76: "))
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(line(page)).to_have_text(re.compile("^picture 127: "))
    expect(page.locator(".pg-live")).to_have_text(re.compile("^picture 127: "))
    assert page.locator('.pg-cell[tabindex="0"]').count() == 2


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_picked_picture_opens_on_pictures_under_this_layer(open_app: OpenPage, way: str) -> None:
    page = opened(open_app, f"{PHOTOS}&batch=2&layer=AvgPool2d&k=2&ceil=false")
    cell = page.locator(".pg-cell").nth(9)
    if way == "click":
        cell.click()
    else:
        cell.focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/pictures**")
    settled(page)
    assert {"layer=AvgPool2d", "photo=coffee", "size=256", "tile=9"} <= set(
        page.url.partition("?")[2].split("&")
    )
    expect(page.locator(".pv-caption").first).to_have_text("32 × 32")
    expect(page.get_by_text("(1, 3, 32, 32) → (1, 3, 16, 16)")).to_be_visible()


def test_at_true_scale_the_outputs_are_as_small_as_they_are(open_app: OpenPage) -> None:
    page = opened(open_app, f"{PHOTOS}&scale=true&k=4&ceil=false")
    widths = [box["width"] for plane in page.locator(".pg-plane").all() if (box := plane.bounding_box())]
    assert widths[1] / widths[0] == pytest.approx(8 / 32, abs=0.01)


def test_on_a_phone_the_grids_stand_one_under_the_other(open_app: OpenPage) -> None:
    page = opened(open_app, PHOTOS, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    first, second = (plane.bounding_box() for plane in page.locator(".pg-plane").all())
    assert first
    assert second
    assert second["y"] > first["y"] + first["height"]
    assert first["width"] > 330


def test_event_files_can_be_stopped(open_app: OpenPage) -> None:
    page = opened(open_app)
    page.get_by_role("button", name="Write event files").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What was done until then is kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Write event files")).to_be_enabled()


@pytest.fixture
def made_up_cifar(app_folder: Path) -> Iterator[None]:
    """Lay a small data set in CIFAR-10's layout into the app's data folder, and take it away again."""
    folder = app_folder / "data" / cifar.BASE
    folder.parent.mkdir(exist_ok=True)
    make_folder(folder)
    yield
    shutil.rmtree(folder)


@pytest.mark.usefixtures("made_up_cifar")
@pytest.mark.parametrize(("lang", "photograph"), [("en", "Photograph"), ("zh", "照片")])
def test_the_cursor_keeps_its_place_from_a_photograph_to_cifar_and_back(
    open_app: OpenPage, lang: str, photograph: str
) -> None:
    page = open_app(f"/pictures?lang={lang}")
    position, source = page.locator(".pv-position"), page.locator(".st-key-src")
    expect(position).to_have_text(f"{16 * 32 + 16 + 1} / 1024")  # the middle
    page.locator('[data-grid="max"] .pv-touch').focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(position).to_have_text(f"{16 * 32 + 24 + 1} / 1024")
    source.get_by_text("CIFAR-10").click()
    expect(position).to_have_text(f"{8 * 16 + 12 + 1} / 256")
    source.get_by_text(photograph, exact=True).click()
    expect(position).to_have_text(f"{17 * 32 + 25 + 1} / 1024")
    kernel = page.get_by_role("spinbutton", name="kernel_size")
    for k, place in ((3, "11 16 21"), (4, "8 12 16")):
        kernel.press("ArrowUp")
        row, col, side = map(int, place.split())
        expect(position).to_have_text(f"{row * side + col + 1} / {side * side}")
        expect(kernel).to_have_value(str(k))
