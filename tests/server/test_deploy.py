"""The files of deploy/ say the same: which servers there are, where they listen, what the wheel needs."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from poolviz.server.guard.resting import REST
from poolviz.views.export.drawing.letters import CHINESE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def servers(place: str) -> list[str]:
    return re.findall(r"^server (\S+)", text(f"{place}/servers.conf"), re.MULTILINE)


def test_every_server_behind_nginx_is_one_that_runs() -> None:
    composed = re.findall(r"^  (app\d): \*app$", text("compose.yaml"), re.MULTILINE)
    assert servers("compose") == [f"{name}:8501" for name in composed]
    pods = text("kubernetes/poolviz.yaml")
    replicas = int(re.findall(r"name: app\nspec:\n  serviceName: app\n  replicas: (\d+)", pods)[0])
    names = [f"app-{number}.app.poolviz.svc.cluster.local:8501" for number in range(replicas)]
    assert servers("kubernetes") == names
    assert "namespace: poolviz" in text("kubernetes/kustomization.yaml")
    units = re.findall(r"poolviz@(\d+)", text("systemd/poolviz@.service"))
    assert servers("systemd") == [f"127.0.0.1:{port}" for port in units]


def test_servers_listen_where_nginx_asks() -> None:
    assert '"--port", "8501"' in text("Dockerfile")
    assert "containerPort: 8501" in text("kubernetes/poolviz.yaml")
    assert "--port %i" in text("systemd/poolviz@.service")


def test_an_image_holds_what_the_wheel_needs() -> None:
    allowed = {line[1:] for line in text("Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    forced = re.findall(
        r'^"([^"/]+)[^"]*" = "poolviz/app', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
    )
    assert set(forced) | {"pyproject.toml", "README.md", "LICENSE", "poolviz", "requirements.txt"} <= allowed


def test_a_visitor_cannot_say_another_address() -> None:
    """Servers in containers believe whoever reaches them, and nginx alone does."""
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text("nginx.conf")
    assert all("FORWARDED_ALLOW_IPS" in text(name) for name in ("compose.yaml", "kubernetes/poolviz.yaml"))


def test_nginx_takes_uploads_as_large_as_the_app_does() -> None:
    app = int(
        re.findall(r"maxUploadSize = (\d+)", (ROOT / ".streamlit" / "config.toml").read_text("utf-8"))[0]
    )
    assert int(re.findall(r"client_max_body_size (\d+)m", text("nginx.conf"))[0]) > app


def test_nginx_closes_a_resting_connection_before_a_server_does() -> None:
    assert re.findall(r"keepalive_timeout (\d+)s;", text("nginx.conf")) == ["60"]
    assert REST > 60


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_starts_as_a_unit_of_systemd_does(tmp_path: Path) -> None:
    """What a unit writes goes to a socket, the journal's, which no name such as /dev/stdout opens."""
    conf = re.sub(r"(?<= )/(?=run/|var/)", f"{tmp_path}/", text("nginx.conf"))
    for folder in ("run", "var/log/nginx", "var/cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "nginx.conf").write_text(conf)
    (tmp_path / "servers.conf").write_text(text("systemd/servers.conf"))
    journal, output = socket.socketpair()
    with journal, output:
        words = [str(NGINX), "-t", "-e", f"{tmp_path}/early", "-p", str(tmp_path), "-c", "nginx.conf"]
        done = subprocess.run(words, stdout=output, stderr=output, check=False)
        assert done.returncode == 0, journal.recv(4000).decode()


def test_nginx_says_where_it_runs_to_debians_unit() -> None:
    assert "pid /run/nginx.pid;" in text("nginx.conf")


@pytest.mark.parametrize("place", ["compose", "kubernetes"])
def test_a_server_that_comes_back_at_another_address_is_found_again(place: str) -> None:
    lines = text(f"{place}/servers.conf").splitlines()
    assert all(" resolve " in line for line in lines if line.startswith("server "))
    assert [line.split()[0] for line in lines[1:3]] == ["zone", "resolver"]


def test_the_units_of_one_machine_share_the_user_whose_their_folder_is() -> None:
    unit = text("systemd/poolviz@.service").splitlines()
    assert {"DynamicUser=yes", "User=poolviz", "StateDirectory=poolviz"} <= set(unit)


def test_every_pod_is_bounded_and_without_rights() -> None:
    pods = text("kubernetes/poolviz.yaml")
    images = pods.count(" image: ")
    assert images == 3
    for said in ("limits: { memory:", "runAsNonRoot: true", "drop: [ALL]", "readinessProbe:"):
        assert pods.count(said) == images, said
    assert ":latest" not in pods  # which no cluster rolls out a second time


def test_an_image_has_a_font_that_figures_take_for_chinese() -> None:
    assert "fonts-wqy-microhei" in text("Dockerfile")
    assert "WenQuanYi Micro Hei" in CHINESE
