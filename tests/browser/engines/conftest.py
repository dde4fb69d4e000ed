"""Firefox and WebKit, each started once."""

import os
from collections.abc import Iterator

import pytest

from tests.browser.engines.firefox import firefox
from tests.browser.engines.page import Engine
from tests.browser.engines.webkit import webkit
from tests.browser.find_browser import DEBIAN, WebKitPaths, others


@pytest.fixture(scope="module", params=DEBIAN)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    found = others()[request.param]
    if found is None:
        reason = os.environ.get("POOLVIZ_NO_ENGINES", "")  # said where none can be had
        missing = f"no {request.param}: run `make browser`, or install {' '.join(DEBIAN[request.param])}"
        needed = os.environ.get("POOLVIZ_NEED_BROWSER") and not reason
        (pytest.fail if needed else pytest.skip)(f"{missing}. {reason}".rstrip(". "))
    if isinstance(found, WebKitPaths):
        running = webkit(found)
    else:
        running = firefox(found, tmp_path_factory.mktemp("firefox"))
    with running as started:
        started.resize(1366, 768)
        yield started
