"""`poolviz`: the app, run by Streamlit in the place of this process."""

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from poolviz.sources.assets import APP


def open_app(options: argparse.Namespace) -> None:
    """Serve the app until it is stopped; ModuleNotFoundError without the packages of the app."""
    if find_spec("streamlit") is None:
        raise ModuleNotFoundError(name="streamlit")
    command, environment = server_command(options), os.environ | server_environment(options)
    if os.name == "posix":  # signals then reach the server itself
        os.execve(command[0], command, environment)
    subprocess.run(command, env=environment, check=False)


def server_command(options: argparse.Namespace) -> list[str]:
    """Return the command that serves the app; its other settings stand in .streamlit beside app.py.

    >>> server_command(argparse.Namespace(port=80, address=None, no_browser=True))[-4:]
    ['--server.headless', 'true', '--server.port', '80']
    """
    # -P: what lies in the folder of the terminal is not the app.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(APP / "app.py")]
    command += ["--server.headless", "true" if options.no_browser else "false"]
    chosen = {"--server.port": options.port, "--server.address": options.address}
    return command + [str(part) for name, value in chosen.items() if value for part in (name, value)]


def server_environment(options: argparse.Namespace) -> dict[str, str]:
    """Return what the server's environment says beside that of this process."""
    return {"POOLVIZ_DATA": str(Path(options.data).expanduser().absolute())} if options.data else {}
