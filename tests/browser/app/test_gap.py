"""A page stands open while the connection is cut, or the server ends and begins again: no change is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

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


@pytest.mark.parametrize(
    ("clicked", "seen", "said"),
    [
        ("每个输入被读取几次", "每个格子被多少个窗口读到", {"k": ["3"], "lang": ["zh"], "panel": ["worth"]}),
        ("重置", "nn.MaxPool2d(2)", {"lang": ["zh"]}),
    ],
)
def test_the_first_click_after_a_server_was_killed_counts(
    page: Page, tmp_path: Path, clicked: str, seen: str, said: dict[str, list[str]]
) -> None:
    port = free_port()
    with running_app(tmp_path, port) as root:
        page.goto(f"{root}/windows?k=3&lang=zh")
        settled(page)
        expect(cells(page).first).to_be_visible(timeout=40_000)
    with running_app(tmp_path, port):
        page.get_by_text(clicked, exact=True).click(timeout=60_000)
        expect(page.get_by_text(seen).first).to_be_visible(timeout=60_000)
        assert address(page) == said


def test_a_page_opened_after_a_server_was_killed_is_as_its_link_says(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path, port) as root:
        page.goto(f"{root}/windows?k=3&panel=worth")
        settled(page)
        expect(cells(page).first).to_be_visible(timeout=40_000)
    with running_app(tmp_path, port):
        page.get_by_role("link", name="Signals").click(timeout=60_000)
        expect(page.get_by_role("heading", name="Signals")).to_be_visible(timeout=60_000)
        settled(page)
        expect(page.get_by_role("radio", name="Code")).to_be_checked()


def test_a_file_is_asked_for_again_after_a_server_was_killed(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path, port) as root:
        page.goto(f"{root}/signals?src=upload")
        settled(page)
        page.get_by_test_id("stPopover").get_by_role("button", name="File").click()
        sent = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"1\n2\n3\n"}
        page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(sent)
        expect(page.get_by_text("3 of 3 samples")).to_be_visible()
        page.keyboard.press("Escape")
    with running_app(tmp_path, port):
        page.get_by_text("How often each sample is read").click()
        said = page.get_by_test_id("stAlert").filter(has_text="choose it again")
        expect(said).to_be_visible(timeout=60_000)
        assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_page_that_lost_a_message_does_not_stay_white(page: Page, app: str) -> None:
    broken: list[str] = []
    losing = [False]

    def listen(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: None if losing[0] and is_first(message) else socket.send(message))

    def fall(error: Error) -> None:
        broken.append(error.message)
        losing[0] = False

    page.route_web_socket(re.compile("_stcore/stream"), listen)
    page.on("pageerror", fall)
    page.goto(f"{app}/windows?k=3")
    settled(page)
    losing[0] = True
    page.get_by_role("link", name="Signals").click()
    page.wait_for_event("load")  # again, by itself
    settled(page)
    assert "delta path" in broken[0]
    assert page.url == f"{app}/signals?k=3"
    expect(page.locator("[data-grid]").first).to_be_visible()


def is_first(message: str | bytes) -> bool:
    """Whether a message of the server places one of the first two elements of a page."""
    sent = ForwardMsg.FromString(message) if isinstance(message, bytes) else ForwardMsg()
    return sent.HasField("delta") and [0, 0] <= list(sent.metadata.delta_path[:2]) < [0, 2]


def test_no_part_of_a_page_is_taken_for_one_of_another(page: Page, app: str) -> None:
    """Streamlit runs what is asked for by its id, and may lose what it has not sent of the page that came."""
    parts: dict[str, set[str]] = {}

    def note(message: str | bytes) -> None:
        sent = ForwardMsg.FromString(message) if isinstance(message, bytes) else ForwardMsg()
        if sent.delta.fragment_id:
            parts.setdefault(sent.metadata.active_script_hash, set()).add(sent.delta.fragment_id)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    page.goto(f"{app}/windows")
    settled(page)
    for name in ("Signals", "Volumes", "Unpooling"):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{name.lower()}*")
        settled(page)
    assert len(parts) == 4
    assert len(set.union(*parts.values())) == sum(map(len, parts.values()))
