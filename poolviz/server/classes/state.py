"""Where a class is: what its people are told, and what only its teacher is."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from poolviz.server.classes.plan import plan_of
from poolviz.server.classes.storage.tables import KEPT

BARS = 20  # different answers of a round that are told one by one


@dataclass(frozen=True)
class Snapshot:
    """A class at one moment: the `version` of it, when it `ends`, and what each is told, as JSON."""

    version: int
    ends: float
    teacher: str
    student: str

    def told(self, teacher: bool) -> str:
        """Return what the teacher is told, or a student."""
        return self.teacher if teacher else self.student


def snapshot(code: str) -> Callable[[sqlite3.Connection], Snapshot | None]:
    """Read where the class with `code` is, None where it is over."""

    def read(db: sqlite3.Connection) -> Snapshot | None:
        row = db.execute(
            "SELECT version, made, address, number, asked, open, revealed FROM class WHERE code = ?", [code]
        ).fetchone()
        if row is None:
            return None
        version, made, address, number, asked, opened, revealed = row
        state = {
            "number": number,
            **({"show": {"address": address}} if address is not None else {}),
            **({"question": _question(db, code, number)} if asked else {}),
            "open": bool(opened),
            "revealed": bool(revealed),
            "students": _count(db, "SELECT count(*) FROM student WHERE code = ?", code),
            "answers": _count(db, "SELECT count(*) FROM answer WHERE code = ? AND number = ?", code, number),
        }
        bars = {"histogram": histogram(db, code, number)} if asked else {}
        wall = {"wall": bool(_count(db, "SELECT count(*) FROM wall WHERE code = ?", code))} if asked else {}
        plan = plan_of(db, code)
        planned = {"plan": plan.steps, "step": plan.step} if plan.steps else {}
        student = state | (bars if revealed else {})
        return Snapshot(version, made + KEPT, _json(state | wall | bars | planned), _json(student))

    return read


def histogram(db: sqlite3.Connection, code: str, number: int) -> list[dict[str, Any]]:
    """Return how each round of a question was answered: by answer, the most frequent first, and by mistake.

    A wrong answer with no known mistake counts under "". Answers beyond the first 20 are `others`.
    """
    rounds = db.execute(
        "SELECT number, round FROM round WHERE code = ?1 AND question ="
        " (SELECT question FROM round WHERE code = ?1 AND number = ?2) ORDER BY number",
        [code, number],
    ).fetchall()
    return [{"round": round_, **_answers(db, code, one)} for one, round_ in rounds]


def _answers(db: sqlite3.Connection, code: str, number: int) -> dict[str, Any]:
    rows = db.execute(
        "SELECT label, right, mistake, count(*) FROM answer WHERE code = ? AND number = ?"
        " GROUP BY label, right, mistake ORDER BY count(*) DESC, label",
        [code, number],
    ).fetchall()
    mistakes: Counter[str] = Counter()
    for _label, right, mistake, count in rows:
        if not right:
            mistakes[mistake or ""] += count
    return {
        "answers": [
            {"answer": label, "count": count, "right": bool(right), "mistake": mistake}
            for label, right, mistake, count in rows[:BARS]
        ],
        "others": sum(row[-1] for row in rows[BARS:]),
        "right": sum(row[-1] for row in rows if row[1]),
        "mistakes": dict(mistakes.most_common()),
    }


def _question(db: sqlite3.Connection, code: str, number: int) -> dict[str, Any]:
    row = db.execute(
        "SELECT topic, seed, level, round FROM round WHERE code = ? AND number = ?", [code, number]
    ).fetchone()
    return dict(zip(("topic", "seed", "level", "round"), row, strict=True))


def _count(db: sqlite3.Connection, query: str, *values: Any) -> int:
    return int(db.execute(query, values).fetchone()[0])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
