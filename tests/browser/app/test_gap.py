"""A page stands open while the connection is cut, or the server ends and begins again: no change is lost."""

import re
from collections.abc import Callable, Iterator
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


def typed(page: Page) -> None:
    changed(page, "H, height", "50")
    page.wait_for_url("**h=50*")


def sent(page: Page) -> None:
    page.get_by_test_id("stPopover").get_by_role("button", name="File").click()
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "x.csv", "mimeType": "text/csv", "buffer": b"1\n2\n3\n"}
    )
    expect(page.get_by_text("3 of 3 samples")).to_be_visible()
    page.keyboard.press("Escape")


def seen(page: Page) -> None:
    expect(cells(page).first).to_be_visible(timeout=40_000)


# The pages that stand open while their server ends and begins again, and what is done on each before.
OPEN: dict[str, tuple[str, Callable[[Page], None]]] = {
    "number": ("/sizes?h=40", typed),
    "stage": ("/windows?k=2&s=1", seen),
    "panel": ("/windows?k=3&lang=zh", seen),
    "reset": ("/windows?k=3&lang=zh", seen),
    "menu": ("/windows?k=3&panel=worth", seen),
    "file": ("/signals?src=upload", sent),
}


@pytest.fixture(name="reopened", scope="module")
def pages_whose_server_began_again(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Page]]:
    folder, port = tmp_path_factory.mktemp("gap"), free_port()
    context = chromium.new_context(locale="en-US")
    context.set_default_timeout(40_000)
    pages = {name: context.new_page() for name in OPEN}
    with running_app(folder, port) as root:
        for name, (path, done) in OPEN.items():
            pages[name].goto(root + path)
            settled(pages[name])
            done(pages[name])
    set_argument(pages["stage"], "stride", 3)  # one step away it would have been asked ahead
    expect(pages["stage"].locator(".pv-page")).to_have_class(re.compile("is-refused"))
    with running_app(folder, port):
        yield pages
        assert "Traceback" not in (folder / "log").read_text()
    context.close()


def test_the_first_change_after_a_server_was_killed_stays(reopened: dict[str, Page]) -> None:
    page = reopened["number"]
    changed(page, "W, width", "33")
    page.wait_for_url("**w=33*")
    assert address(page) == {"h": ["50"], "w": ["33"]}
    expect(page.locator("input[aria-label='W, width']")).to_have_value("33")


def test_a_stage_catches_up_by_itself_after_a_server_was_killed(reopened: dict[str, Page]) -> None:
    page = reopened["stage"]
    expect(cells(page)).to_have_count(4, timeout=60_000)
    expect(page.locator(".pv-page")).not_to_have_class(re.compile("is-refused"))
    assert address(page) == {"s": ["3"]}
    page.get_by_text("How often each input is read").click()
    settled(page)
    expect(argument(page, "stride")).to_have_value("3")


@pytest.mark.parametrize(
    ("name", "clicked", "shown", "said"),
    [
        (
            "panel",
            "每个输入被读取几次",
            "每个格子被多少个窗口读到",
            {"k": ["3"], "lang": ["zh"], "panel": ["worth"]},
        ),
        ("reset", "重置", "nn.MaxPool2d(2)", {"lang": ["zh"]}),
    ],
)
def test_the_first_click_after_a_server_was_killed_counts(
    reopened: dict[str, Page], name: str, clicked: str, shown: str, said: dict[str, list[str]]
) -> None:
    page = reopened[name]
    page.get_by_text(clicked, exact=True).click(timeout=60_000)
    expect(page.get_by_text(shown).first).to_be_visible(timeout=60_000)
    assert address(page) == said


def test_a_page_opened_after_a_server_was_killed_is_as_its_link_says(reopened: dict[str, Page]) -> None:
    page = reopened["menu"]
    page.get_by_role("link", name="Signals").click(timeout=60_000)
    expect(page.get_by_role("heading", name="Signals")).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.get_by_role("radio", name="Code")).to_be_checked()


def test_a_file_is_asked_for_again_after_a_server_was_killed(reopened: dict[str, Page]) -> None:
    page = reopened["file"]
    page.get_by_text("How often each sample is read").click()
    said = page.get_by_test_id("stAlert").filter(has_text="choose it again")
    expect(said).to_be_visible(timeout=60_000)


def test_the_first_change_after_the_connection_was_cut_stays(open_app: OpenPage) -> None:
    page = open_app("/sizes?h=40")
    page.context.set_offline(True)
    page.wait_for_timeout(3000)
    page.context.set_offline(False)
    changed(page, "W, width", "33")
    page.wait_for_url("**w=33*")
    assert address(page) == {"h": ["40"], "w": ["33"]}


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
