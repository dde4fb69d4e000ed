"""What makes the tests of pages quick: nothing here changes what they see."""

import functools

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def one_look_at_the_installed_packages() -> None:
    """AppTest starts a runtime for each app, and each would read the metadata of every package there is."""
    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
