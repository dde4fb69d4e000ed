"""The running build: a short name that changes with every line of code and every translation."""

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

import torch

from poolviz.sources.assets import ASSETS

PACKAGE = Path(__file__).parents[1]
LOCALE = ASSETS / "locale"
KINDS = {".py", ".js", ".css", ".mo"}
LENGTH = 12


@cache
def build() -> str:
    """Return the name of the running build: 12 hexadecimal digits of what its files and torch say."""
    said = hashlib.sha256(torch.__version__.encode())
    for path in sorted((*PACKAGE.rglob("*"), *LOCALE.rglob("*"))):
        if path.suffix in KINDS:
            said.update(path.name.encode() + path.read_bytes())
    return said.hexdigest()[:LENGTH]


def version() -> str:
    """Return the version of poolviz: the installed package's, or that of this checkout."""
    try:
        return metadata.version("poolviz")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def digest(content: bytes) -> str:
    """Return a name for `content` that no other content has, for an address or an ETag.

    >>> digest(b"max pooling")
    'aa2d64f725f9'
    """
    return hashlib.sha256(content).hexdigest()[:LENGTH]
