"""A random walk over every page that an address answers: whatever is done in whatever order, it is answered.

tests/pages walks through Streamlit's widgets as well, tests/browser through a browser; here the same answers
are asked for without them. POOLVIZ_EVENTS=n lets n things happen, POOLVIZ_SEED others.
"""

import os
import warnings

import pytest

from tests.answers.walks.events import Session

EVENTS = int(os.environ.get("POOLVIZ_EVENTS", "10000"))
SEED = int(os.environ.get("POOLVIZ_SEED", "2026"))


@pytest.mark.timeout(120 + EVENTS // 20)
def test_whatever_is_done_is_answered() -> None:
    print(f"POOLVIZ_SEED={SEED} POOLVIZ_EVENTS={EVENTS}")
    session = Session(SEED)
    counted = dict.fromkeys((200, 400, 413, 422), 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _event in range(EVENTS):
            try:
                counted[session.step()] += 1
            except Exception as error:
                raise AssertionError("\n".join([f"seed {SEED}, last events:", *session.done])) from error
    assert all(counted.values()), counted  # the walk has seen every kind of answer
