"""Where others reach this server: an address that begins with localhost leads nobody here."""

import contextlib
import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from poolviz.texts import N_

OWN = "POOLVIZ_ADDRESS"  # where others reach the server, said by whoever runs it
WAIT = 0.3  # seconds for a connection within this machine
PORTS = {"http": 80, "https": 443}
ALONE = N_(
    "The server listens to this computer alone. Start it with `--server.address 0.0.0.0` "
    "(uvicorn: `--host 0.0.0.0`), then this link leads here from the network."
)
NO_NETWORK = N_("This computer is not in a network. Join one, or open a hotspot, then open this again.")
CONTAINER = N_(
    "The server runs in a container, where this may not be the address that leads here from outside. "
    "If it is not, open this page by the right one, or set `POOLVIZ_ADDRESS`."
)


@dataclass(frozen=True)
class Place:
    """Where others reach the app: an `address` without a page, and what is to be said of it, untranslated.

    None where nobody reaches it; what is said is what is missing then.
    """

    address: str | None
    said: str = ""


def place(called: str) -> Place:
    """Return where others reach the server that somebody `called` by the address of a page.

    >>> place("https://pool.example.org/class/windows?k=3").address
    'https://pool.example.org/class'
    """
    if own := os.environ.get(OWN):
        return Place(own.rstrip("/"))
    parts = urlsplit(called)
    folder = parts.path.rpartition("/")[0]
    if parts.hostname and not here(parts.hostname):
        return Place(urlunsplit((parts.scheme, parts.netloc, folder, "", "")))
    port = parts.port or PORTS.get(parts.scheme, 80)
    found = list(network_addresses())
    known = next((one for one in found if listens(one, port)), None)
    if known is None:
        return Place(None, ALONE if found else NO_NETWORK)
    said = CONTAINER if Path("/.dockerenv").exists() else ""
    return Place(urlunsplit((parts.scheme, f"{known}:{port}", folder, "", "")), said)


def here(host: str) -> bool:
    """Tell whether `host` is this computer to whoever says it.

    >>> here("localhost"), here("127.0.0.1"), here("192.168.1.5"), here("example.org")
    (True, True, False, False)
    """
    try:
        number = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return number.is_loopback or number.is_unspecified


def network_addresses() -> Iterator[str]:
    """Give the addresses of this computer in its networks, that of the way out first; nothing is sent."""
    found: list[str] = []
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        way_out.connect(("192.0.2.1", 9))  # for documentation alone: there is nobody
        found.append(way_out.getsockname()[0])
    with contextlib.suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    found += _of_interfaces()
    yield from (one for one in dict.fromkeys(found) if not here(one))


def listens(host: str, port: int) -> bool:
    """Tell whether a server listens at a port of this computer by this address of it."""
    try:
        socket.create_connection((host, port), WAIT).close()
    except OSError:
        return False
    return True


def _of_interfaces() -> list[str]:
    """Return the addresses of Linux's network interfaces: a hotspot has no way out and no name."""
    found: list[str] = []
    with (
        contextlib.suppress(ImportError, OSError),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking,
    ):
        from fcntl import ioctl

        for _number, name in socket.if_nameindex():
            with contextlib.suppress(OSError):
                asked = struct.pack("256s", name.encode()[:15])
                found.append(socket.inet_ntoa(ioctl(asking.fileno(), 0x8915, asked)[20:24]))  # SIOCGIFADDR
    return found
