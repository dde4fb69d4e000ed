"""The plan of a lesson: pages and questions that the teacher puts before the class one after the other."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.rooms import changed

MOST_STEPS = 100

Step = Mapping[str, Any]  # as it can be put before the class


@dataclass(frozen=True)
class Plan:
    """The steps of a class, and how many of them have been before it."""

    steps: tuple[Step, ...] = ()
    step: int = 0


def plan_of(db: sqlite3.Connection, code: str) -> Plan:
    """Return the plan of the class with `code`, an empty one where nothing is planned."""
    row = db.execute("SELECT steps, step FROM plan WHERE code = ?", [code]).fetchone()
    return Plan(tuple(json.loads(row[0])), row[1]) if row else Plan()


def added(code: str, step: Step) -> Callable[[sqlite3.Connection], None]:
    """Add a step at the end; RefusedError where the plan is as long as it may be."""

    def add(plan: Plan) -> Plan:
        if len(plan.steps) >= MOST_STEPS:
            raise RefusedError("steps", most=MOST_STEPS)
        return Plan((*plan.steps, step), plan.step)

    return _replanned(code, add)


def removed(code: str, place: int) -> Callable[[sqlite3.Connection], None]:
    """Remove the step at a place, counted from 1; where there is none nothing changes."""

    def remove(plan: Plan) -> Plan:
        if not 1 <= place <= len(plan.steps):
            return plan
        return Plan((*plan.steps[: place - 1], *plan.steps[place:]), plan.step - (place <= plan.step))

    return _replanned(code, remove)


def stood(code: str, place: int) -> Callable[[sqlite3.Connection], None]:
    """Say that the class is at the step with a place, counted from 1; beyond the last it is there."""
    return _replanned(code, lambda plan: Plan(plan.steps, min(place, len(plan.steps))))


def _replanned(code: str, change: Callable[[Plan], Plan]) -> Callable[[sqlite3.Connection], None]:
    def replan(db: sqlite3.Connection) -> None:
        changed(db, code)
        plan = change(plan_of(db, code))
        steps = json.dumps(plan.steps, ensure_ascii=False)
        db.execute("INSERT OR REPLACE INTO plan VALUES (?, ?, ?)", [code, steps, plan.step])

    return replan
