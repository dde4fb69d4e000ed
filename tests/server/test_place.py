"""Where others reach the server: never by localhost."""

import socket
from collections.abc import Iterator

import pytest

from poolviz.server import place as places
from poolviz.server.place import ALONE, NO_NETWORK, Place, listens, place


@pytest.fixture(autouse=True)
def no_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CONTAINER", "")
    monkeypatch.delenv(places.OWN, raising=False)


@pytest.fixture
def server() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found.getsockname()[1]


@pytest.mark.parametrize(
    ("called", "address"),
    [
        ("https://pool.example.org/windows?k=3", "https://pool.example.org"),
        ("http://192.168.1.5:8501/", "http://192.168.1.5:8501"),
        (
            "https://hub.example.org/user/ann/proxy/8501/windows",
            "https://hub.example.org/user/ann/proxy/8501",
        ),
        ("http://[fe80::1]:8501/windows", "http://[fe80::1]:8501"),
    ],
)
def test_the_address_that_was_called_is_the_one_for_others(called: str, address: str) -> None:
    assert place(called) == Place(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "app.localhost"])
def test_localhost_becomes_the_networks_address_at_which_the_server_listens(
    host: str, server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "network_addresses", lambda: iter(["203.0.113.9", "192.168.1.5"]))
    monkeypatch.setattr(places, "listens", lambda host, port: (host, port) == ("192.168.1.5", server))
    assert place(f"http://{host}:{server}/pool/windows?k=3").address == f"http://192.168.1.5:{server}/pool"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "network_addresses", lambda: iter(["192.168.1.5"]))
    monkeypatch.setattr(places, "listens", lambda _host, _port: False)
    assert place("http://localhost:8501/") == Place(None, ALONE)
    monkeypatch.setattr(places, "network_addresses", lambda: iter([]))
    assert place("http://localhost:8501/") == Place(None, NO_NETWORK)


def test_who_runs_the_server_can_say_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.OWN, "https://pool.example.org/")
    assert place("http://localhost:8501/windows") == Place("https://pool.example.org")


def test_only_a_port_at_which_somebody_listens_is_given(server: int) -> None:
    assert listens("127.0.0.1", server)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert not listens("127.0.0.1", unused.getsockname()[1])


def test_no_address_of_a_network_is_this_computers_own() -> None:
    assert not [one for one in places.network_addresses() if places.here(one)]
