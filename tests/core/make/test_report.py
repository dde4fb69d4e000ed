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

# Survive

poolviz.b.f
- return a + 1
+ return a - 1
= a is 0 there.

poolviz.b.g
- return 1
+ return 2
= No test runs it.

# Survived once, and a test notices them now

poolviz.a.h
- return a
+ return None
= tests/core/test_a.py
"""


def test_what_no_test_runs_survives_and_reasons_are_kept() -> None:
    known = [
        report.Change("poolviz.a.h", ("- return a", "+ return None"), "tests/core/test_a.py"),
        report.Change("poolviz.b.f", SURVIVED.lines, "a is 0 there."),
    ]
    assert report.written("# Four.", TRIED, [SURVIVED, UNTESTED], known) == WRITTEN


def test_what_is_read_of_a_report_is_what_was_written() -> None:
    found = report.read(WRITTEN)
    assert report.written("# Four.", TRIED, [SURVIVED, UNTESTED], found) == WRITTEN
    assert [change.function for change in found] == ["poolviz.b.f", "poolviz.b.g", "poolviz.a.h"]
