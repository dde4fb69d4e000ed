"""Several servers behind nginx, as deploy/ sets them up, on free ports of this machine."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from servers import ROOT, Server, end, free_port, started, wait_for

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


@dataclass
class Balanced:
    """nginx as a `front`, the `servers` behind it, and what nginx has written of each request."""

    front: Server
    servers: list[Server]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def written(self, path: str, before: int, count: int) -> list[tuple[str, int, str, str]]:
        """The requests for `path` behind the first `before`, when as many as `count` are written down."""
        until = time.monotonic() + 5
        while time.monotonic() < until:
            found = [one for one in self.requests()[before:] if one[0] == path]
            if len(found) >= count:
                return found
            time.sleep(0.01)
        raise AssertionError(f"{path} was asked for fewer than {count} times: {found}")

    def requests(self) -> list[tuple[str, int, str, str]]:
        """The requests so far: path, status, the server that answered, what the cache did."""
        lines = (self.folder / "access").read_text().splitlines()
        found = [re.search(r'"\S+ (\S+) [^"]*" (\d+) \d+ \S+ (.+) (\S+)$', line) for line in lines]
        return [(one[1], int(one[2]), one[3], one[4]) for one in found if one]

    def restart(self, number: int) -> None:
        """End a server as a new version does, and start it at the same place."""
        old = self.servers[number]
        end(old.process)
        self.servers[number] = started("app.py", old.port, self.folder / f"log{number}-new", self.environment)
        wait_for(self.servers[number])


@contextlib.contextmanager
def balanced(count: int = 3, *listed: str, **environment: str) -> Iterator[Balanced]:
    """Run `count` servers behind nginx; `listed` are lines of servers.conf besides."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        variables = {"POOLVIZ_DATA": str(folder / "data")} | environment
        servers = []
        for number in range(count):
            server = started("app.py", free_port(), folder / f"log{number}", variables)
            servers.append(server)
        found = Balanced(_nginx(folder, servers, listed), servers, folder, variables)
        stack.callback(lambda: [end(one.process) for one in (found.front, *found.servers)])
        for server in servers:
            wait_for(server)
        wait_for(found.front)
        yield found


def _nginx(folder: Path, servers: list[Server], listed: tuple[str, ...]) -> Server:
    """Start nginx with the configuration of deploy/, its places and its port alone changed."""
    port = free_port()
    lines = [f"server 127.0.0.1:{one.port} max_fails=1 fail_timeout=1s;" for one in servers]
    (folder / "servers.conf").write_text("\n".join([*lines, *listed]))
    text = CONFIGURATION.read_text("utf-8")
    for old, new in {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/run/nginx.pid": str(folder / "pid"),
        "/var/log/nginx/error.log": str(folder / "errors"),
        "/var/log/nginx/access.log": str(folder / "access"),
        "/var/cache/poolviz": str(folder / "cache"),
    }.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(text)
    (folder / "errors").touch()
    own = " user root;" if os.name == "posix" and not os.getuid() else ""  # else it hands its work to nobody
    words = [str(NGINX), "-e", str(folder / "errors"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen([*words, "-g", f"daemon off;{own}"], stdout=sys.stderr, stderr=sys.stderr)
    time.sleep(0.2)
    return Server(port, process, folder / "errors")
