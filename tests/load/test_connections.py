"""What a browser gets whose connection is lost, or whose page is drawn again, beside others at work."""

import asyncio
from collections.abc import Iterator

import httpx2
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.load.test_sessions import ROOT, Server, apart, running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running("tests/load/pages/slow.py", PYTHONPATH=str(ROOT)) as started:
        yield started
        assert "Traceback" not in started.log.read_text()


class Browser:
    """A connection, and what it was sent last of each kind."""

    def __init__(self, server: Server, socket: websockets.ClientConnection) -> None:
        self.server, self.socket = server, socket
        self.session = self.file = ""

    async def run(self) -> None:
        await self.socket.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())

    async def read(self) -> tuple[str, ForwardMsg]:
        """Return the next message that is of a run, and its kind."""
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            kind = message.WhichOneof("type") or ""
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "delta":
                button = message.delta.new_element.download_button
                self.file = button.deferred_file_id or self.file
            if kind in ("new_session", "delta", "script_finished", "backend_operation_response"):
                return kind, message

    async def until(self, kind: str) -> ForwardMsg:
        """Read to the next message of a kind."""
        while (said := await self.read())[0] != kind:
            continue
        return said[1]

    async def take(self) -> int:
        """Press the button, and return the status of what the server then says where the file is."""
        request = {"request_id": "1", "session_id": self.session, "deferred_file": {"file_id": self.file}}
        await self.socket.send(BackMsg(backend_operation_request=request).SerializeToString())
        made = (await self.until("backend_operation_response")).backend_operation_response
        if made.error_msg:
            return 500
        await everybody_runs(self.server, 3)
        async with httpx2.AsyncClient(base_url=self.server.address) as http:
            return (await http.get(made.deferred_file.url)).status_code


async def connected(server: Server, session: str = "") -> Browser:
    names = ["streamlit", *(["token", session] if session else [])]
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    subprotocols = [websockets.Subprotocol(name) for name in names]
    return Browser(server, await websockets.connect(address, subprotocols=subprotocols))


async def everybody_runs(server: Server, times: int) -> None:
    """Let another session begin and end so many runs."""
    other = await connected(server)
    for _time in range(times):
        await other.run()
        await other.until("script_finished")
    await other.socket.close()


def test_a_run_whose_connection_was_lost_is_not_seen_on_the_next_one(server: Server) -> None:
    async def lose() -> list[str]:
        browser = await connected(server)
        await browser.run()
        await browser.until("delta")
        await browser.socket.close()
        again = await connected(server, browser.session)
        await everybody_runs(server, 1)  # the server sends what waits when anybody is sent something
        await again.run()
        kinds = [(await again.read())[0]]
        while kinds[-1] != "script_finished":
            kinds.append((await again.read())[0])
        assert again.session == browser.session
        await again.socket.close()
        return kinds

    for _time in range(5):
        kinds = apart(lose())
        assert kinds[0] == "new_session"
        assert kinds.count("delta") >= 12


def test_a_file_can_be_taken_while_its_page_is_drawn_again_and_others_are_at_work(server: Server) -> None:
    async def take() -> int:
        browser = await connected(server)
        await browser.run()
        await browser.until("script_finished")
        other = await connected(server)
        await other.run()
        await other.until("new_session")
        await asyncio.sleep(0.2)
        await browser.run()
        await browser.until("new_session")
        await other.until("script_finished")
        await asyncio.sleep(0.1)
        status = await browser.take()
        await browser.socket.close()
        await other.socket.close()
        return status

    assert apart(take()) == 200
