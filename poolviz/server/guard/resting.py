"""Connections that rest between two requests: the server closes them last, and has room for them.

A server that closes one while a request is on its way loses the request: its client
says "server disconnected", a proxy 502.
"""

import contextlib
import inspect

import uvicorn

REST = 75  # seconds; nginx and the balancers of the clouds close theirs after 60
USUAL = inspect.signature(uvicorn.Config).parameters["timeout_keep_alive"].default
FILES = 10_240  # as many as macOS allows; each connection is an open file


def rest_longer(server: uvicorn.Server) -> None:
    """Let a server keep what rests for REST seconds, unless it was started with a time of its own.

    >>> server = uvicorn.Server(uvicorn.Config("app:app"))
    >>> rest_longer(server)
    >>> server.config.timeout_keep_alive
    75
    """
    if server.config.timeout_keep_alive == USUAL:
        server.config.timeout_keep_alive = REST


def allow_files(wanted: int = FILES) -> None:
    """Let this process open `wanted` files, or as many as it may ask for; it keeps what it has beyond."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows knows no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
