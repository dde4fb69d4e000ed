"""What makes the tests quick: nothing here changes what they see."""

import functools
import os

import pytest
import torch
from streamlit.components.v2 import manifest_scanner

if os.environ.get("PYTEST_XDIST_WORKER"):
    # Workers share the cores: one that takes them all only makes the others wait.
    torch.set_num_threads(1)


@pytest.fixture(scope="session", autouse=True)
def one_look_at_the_installed_packages() -> None:
    """AppTest starts a runtime for each app, and each would read the metadata of every package there is."""
    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
