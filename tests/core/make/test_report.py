"""The report of `make mutate`, of four changes that were tried."""

from tests.core.make import report

TRIED = [
    report.Tried("poolviz.a", "noticed"),
    report.Tried("poolviz.a", "endless"),
    report.Tried("poolviz.b", "survived"),
    report.Tried("poolviz.b", "no test"),
]
SURVIVED = report.Change("poolviz.b.f", ("- return a + 1", "+ return a - 1"))
UNTESTED = report.Change("poolviz.b.g", ("- return 1", "+ return 2"), report.NO_TEST)
WRITTEN = """\
# Four.

4 changes tried: 1 make a test fail, 1 a test that does not end,
1 no test that runs them notices, 1 no test runs, 0 ended otherwise.
2 survive: 50.0%; with 95 % confidence at most 85.0% of all changes do.

module     tried  survive
poolviz.a      2        0
poolviz.b      2        2

# At first sight

SEED=3: 1 of 4 survived.

# Survive

poolviz.b.f
- return a + 1
+ return a - 1
= a is 0 there.

poolviz.b.g
- return 1
+ return 2
= No test runs it.

# Survived once: the test that notices it now, or why it changes nothing

poolviz.a.h
- return a
+ return None
= tests/core/test_a.py
"""


BEFORE = """\
# Two.

# At first sight

SEED=3: 1 of 4 survived.

# Survive

poolviz.a.h
- return a
+ return None
= tests/core/test_a.py

poolviz.b.f
- return a + 1
+ return a - 1
= a is 0 there.
"""


def test_what_no_test_runs_survives_and_reasons_are_kept() -> None:
    assert report.written("# Four.", TRIED, [SURVIVED, UNTESTED], BEFORE) == WRITTEN


def test_what_is_read_of_a_report_is_what_was_written() -> None:
    assert report.written("# Four.", TRIED, [SURVIVED, UNTESTED], WRITTEN) == WRITTEN
    names = [change.function for change in report.read(WRITTEN)]
    assert names == ["poolviz.b.f", "poolviz.b.g", "poolviz.a.h"]


def test_the_first_report_has_nothing_before_it() -> None:
    first = report.written("# Four.", TRIED, [UNTESTED], "")
    assert "# At first sight" not in first
    assert [change.reason for change in report.read(first)] == [report.NO_TEST]
