"""Long work: what it says arrives, few work at once, and nothing ends in a hang."""

import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from poolviz.errors import PoolvizError
from poolviz.server.jobs import background
from poolviz.server.jobs.background import OF_ADDRESS, OF_SESSION, Line, Owner
from tests.server.jobs import works
from tests.server.jobs.works import Asked

ROOT = Path(__file__).parents[3]


def until(condition, seconds=60):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.02)


def ended(line, work, **request):
    run = line.submit(work, Asked(**request))
    until(lambda: run.ended)
    return run


def test_what_the_work_says_arrives_in_order():
    run = ended(Line(), works.count, to=3)
    assert (run.state, run.messages, run.error) == ("done", [works.Number(n) for n in (1, 2, 3)], None)


def test_messages_arrive_as_what_they_were():
    number, pair = ended(Line(), works.pair, to=7).messages
    assert number == works.Number(7)
    assert pair.numbers == (works.Number(1), works.Number(2))
    assert math.isnan(pair.shares["nan"])
    assert (pair.shares["half"], pair.last) == (0.5, None)


def test_a_refusal_keeps_its_template_and_values():
    run = ended(Line(), works.refuse, to=7)
    assert (run.state, run.messages) == ("failed", [works.Number(1)])
    assert (run.error.template, run.error.values) == ("`to` must be small, but got {got}", {"got": 7})


@pytest.mark.parametrize(
    ("work", "said"),
    [(works.crash, "exit status 9"), (works.warn_and_crash, "exit status 9"), (works.fall, "unforeseen")],
)
def test_work_that_dies_is_said_and_leaves_its_place(work, said):
    line = Line()
    run = ended(line, work)
    assert run.state == "failed"
    assert said in str(run.error)
    assert ended(line, works.count, to=1).state == "done"


def test_one_works_the_others_wait_and_see_how_many_go_before():
    line = Line(at_once=1)
    runs = [line.submit(works.count, Asked(to=2, seconds=0.2)) for _ in range(3)]
    assert [line.look(run) for run in runs] == [0, 1, 2]
    assert (line.working, line.waiting) == (1, 2)
    until(lambda: all(run.ended for run in runs))
    assert [run.state for run in runs] == ["done"] * 3


def test_a_run_is_stopped_while_it_works_and_while_it_waits():
    line = Line(at_once=1)
    first = line.submit(works.count, Asked(to=1000, seconds=0.05))
    second = line.submit(works.count, Asked(to=1))
    until(lambda: first.messages)
    line.stop(second)
    line.stop(first)
    until(lambda: line.working == 0)
    assert (first.state, second.state, second.messages) == ("stopped", "stopped", [])
    assert ended(line, works.count, to=1).state == "done"


def test_stopped_before_its_process_began():
    line = Line()
    run = line.submit(works.count, Asked(to=1000, seconds=0.05))
    line.stop(run)
    until(lambda: line.working == 0)
    assert run.state == "stopped"


def test_a_run_nobody_looks_at_leaves_the_line():
    line = Line(at_once=1, patience=0.5)
    left = line.submit(works.count, Asked(to=1000, seconds=0.05))
    watched = line.submit(works.count, Asked(to=1))
    until(lambda: line.look(watched) == 0 and watched.ended)
    assert (left.state, watched.state) == ("stopped", "done")


def test_a_run_nobody_looks_at_ends_though_nobody_else_comes():
    line = Line(patience=0.5)
    left = line.submit(works.count, Asked(to=1000, seconds=0.05))
    until(lambda: left.state == "stopped" and line.working == 0)


def test_a_run_that_waits_leaves_the_line_where_nobody_looks_at_it():
    line = Line(at_once=1, patience=0.5)
    watched = line.submit(works.count, Asked(to=1000, seconds=0.05))
    left = line.submit(works.count, Asked(to=1))
    until(lambda: line.look(watched) == 0 and left.ended)
    assert (watched.state, left.state, left.messages, line.waiting) == ("running", "stopped", [], 0)
    line.stop(watched)


def test_the_line_has_an_end():
    line = Line(at_once=1, longest=1)
    runs = [line.submit(works.count, Asked(to=1000, seconds=0.05)) for _ in range(2)]
    with pytest.raises(PoolvizError, match="at most 1 runs can wait"):
        line.submit(works.count, Asked(to=1))
    for run in runs:
        line.stop(run)
    until(lambda: line.working == 0)


@pytest.mark.skipif(sys.platform == "win32", reason="os.nice is POSIX's")
def test_work_is_polite():
    run = ended(Line(), works.politeness)
    assert run.messages[0].nice >= min(19, os.nice(0) + 15)
    assert run.messages[0].threads == 1


@pytest.mark.skipif(sys.platform == "win32", reason="looks for the process the POSIX way")
def test_work_ends_when_its_server_is_gone():
    program = (
        "import time; from poolviz.server.jobs.background import Line\n"
        "from tests.server.jobs.works import Asked, politeness\n"
        "run = Line().submit(politeness, Asked(seconds=600))\n"
        "while not run.messages: time.sleep(0.02)\n"
        "print(run.messages[0].process, flush=True); time.sleep(600)"
    )
    server = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with server:
        worker = int(server.stdout.readline())
        assert alive(worker)
        server.send_signal(signal.SIGKILL)
    until(lambda: not alive(worker))


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in (Path("/proc") / str(process) / "status").read_text().partition("State:")[2][:4]


# ------------------------------------------------------------------ whose runs they are


def test_a_session_has_a_share_and_so_has_an_address():
    line = Line(at_once=1)
    endless = Asked(to=1000, seconds=0.05)
    runs = [line.submit(works.count, endless, Owner("a", "1")) for _ in range(OF_SESSION)]
    with pytest.raises(PoolvizError, match="one session may have 2 runs here"):
        line.submit(works.count, endless, Owner("a", "1"))
    runs += [line.submit(works.count, endless, Owner(str(n), "1")) for n in range(OF_ADDRESS - OF_SESSION)]
    with pytest.raises(PoolvizError, match="one address 12"):
        line.submit(works.count, endless, Owner("new", "1"))
    runs.append(line.submit(works.count, endless, Owner("new", "2")))
    for run in runs:
        line.stop(run)
    until(lambda: line.working == 0)


def test_whoever_left_makes_way_within_seconds(monkeypatch):
    monkeypatch.setattr(background, "GRACE", 0.3)
    line = Line(at_once=1)
    left = [
        line.submit(works.count, Asked(to=1000, seconds=0.05), Owner(str(n), here=bool)) for n in range(3)
    ]
    mine = line.submit(works.count, Asked(to=1), Owner("mine"))
    until(lambda: mine.state == "done", seconds=20)
    assert {run.state for run in left} == {"stopped"}
