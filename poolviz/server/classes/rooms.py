"""What is done in a class, each as one operation on the database of the classes."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from poolviz.server.classes.grading import Graded
from poolviz.server.classes.guard.secrets import drawn_code, drawn_secret, kept, same, student_number
from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.storage.tables import KEPT

MOST_CLASSES = 50
MOST_STUDENTS = 500
MOST_ROUNDS = 200

Database = sqlite3.Connection


@dataclass(frozen=True)
class Caller:
    """Who calls in a class: its teacher, or the student with this number; neither with a wrong secret."""

    code: str
    teacher: bool = False
    student: int | None = None


@dataclass(frozen=True)
class Round:
    """One round: its `number` among all rounds of the class, and its question."""

    number: int
    topic: str
    seed: int
    level: int


def opened(db: Database) -> tuple[str, str]:
    """Open a class and return its code and its teacher's secret; RefusedError where too many are open."""
    count = db.execute("SELECT count(*) FROM class WHERE made > ?", [_oldest()]).fetchone()[0]
    if count >= MOST_CLASSES:
        raise RefusedError("classes", most=MOST_CLASSES)
    code, secret = drawn_code(), drawn_secret()
    db.execute("INSERT INTO class (code, secret, made) VALUES (?, ?, ?)", [code, kept(secret), time.time()])
    return code, secret


def caller(code: str, secret: str) -> Callable[[Database], Caller | None]:
    """Find who calls with `secret` in the class with `code`; None where there is no such class."""

    def find(db: Database) -> Caller | None:
        row = db.execute("SELECT secret FROM class WHERE code = ? AND made > ?", [code, _oldest()]).fetchone()
        if row is None:
            return None
        if same(secret, row[0]):
            return Caller(code, teacher=True)
        number = student_number(secret)
        key = db.execute(
            "SELECT secret FROM student WHERE code = ? AND number = ?", [code, number]
        ).fetchone()
        return Caller(code, student=number if key and same(secret, key[0]) else None)

    return find


def caller_and_round(code: str, secret: str) -> Callable[[Database], tuple[Caller | None, Round | None]]:
    """Find who calls with `secret`, and the round that is open: one wait for what an answer needs."""

    def find(db: Database) -> tuple[Caller | None, Round | None]:
        return caller(code, secret)(db), round_now(code)(db)

    return find


def joined(code: str, name: str) -> Callable[[Database], str]:
    """Let a student in and return the student's secret; RefusedError where the class is full."""

    def join(db: Database) -> str:
        changed(db, code)
        count = db.execute("SELECT count(*) FROM student WHERE code = ?", [code]).fetchone()[0]
        if count >= MOST_STUDENTS:
            raise RefusedError("students", most=MOST_STUDENTS)
        secret = drawn_secret(count + 1)
        db.execute("INSERT INTO student VALUES (?, ?, ?, ?)", [code, count + 1, kept(secret), name])
        return secret

    return join


def named(code: str, student: int, name: str) -> Callable[[Database], None]:
    """Give a student who is in the class already another name."""

    def rename(db: Database) -> None:
        db.execute("UPDATE student SET name = ? WHERE code = ? AND number = ?", [name, code, student])

    return rename


def shown(code: str, address: str) -> Callable[[Database], None]:
    """Put an address before the class; a question that has been revealed is put away."""

    def show(db: Database) -> None:
        changed(db, code)
        db.execute(
            "UPDATE class SET address = ?, asked = asked AND NOT revealed, revealed = 0 WHERE code = ?",
            [address, code],
        )

    return show


def asked(code: str, topic: str, seed: int, level: int) -> Callable[[Database], None]:
    """Ask the class a question, open for answers; the round before it is closed."""

    def begin(db: Database) -> None:
        question = db.execute("SELECT max(question) FROM round WHERE code = ?", [code]).fetchone()[0] or 0
        _begin(db, code, (question + 1, 1, topic, seed, level))

    return begin


def again(code: str) -> Callable[[Database], None]:
    """Open another round of the last question; RefusedError while one is open or before the first."""

    def begin(db: Database) -> None:
        changed(db, code)
        last = db.execute(
            "SELECT question, round + 1, topic, seed, level FROM round"
            " WHERE code = ? ORDER BY number DESC LIMIT 1",
            [code],
        ).fetchone()
        if last is None:
            raise RefusedError("no question")
        if db.execute("SELECT open FROM class WHERE code = ?", [code]).fetchone()[0]:
            raise RefusedError("still open")
        _begin(db, code, last)

    return begin


def closed(code: str, reveal: bool) -> Callable[[Database], None]:
    """Take no more answers, and show the class how it answered if `reveal`; twice is as good as once."""

    def close(db: Database) -> None:
        changed(db, code)
        done = db.execute(
            "UPDATE class SET open = 0, revealed = revealed OR ? WHERE code = ? AND asked", [reveal, code]
        )
        if not done.rowcount:
            raise RefusedError("no question")

    return close


def on_wall(code: str, answers: bool) -> Callable[[Database], None]:
    """Let the projector show how the open question is answered, or hide it; RefusedError without one."""

    def turn(db: Database) -> None:
        changed(db, code)
        if not db.execute("SELECT asked FROM class WHERE code = ?", [code]).fetchone()[0]:
            raise RefusedError("no question")
        _hide(db, code)
        if answers:
            db.execute("INSERT INTO wall VALUES (?)", [code])

    return turn


def round_now(code: str) -> Callable[[Database], Round | None]:
    """Find the round that is open, None if none is."""

    def find(db: Database) -> Round | None:
        row = db.execute(
            "SELECT number, topic, seed, level FROM class JOIN round USING (code, number)"
            " WHERE code = ? AND open AND made > ?",
            [code, _oldest()],
        ).fetchone()
        return Round(*row) if row else None

    return find


def round_asked(code: str) -> Callable[[Database], tuple[Round, bool] | None]:
    """Find the round that was asked last and whether it is revealed, None if no question stands."""

    def find(db: Database) -> tuple[Round, bool] | None:
        row = db.execute(
            "SELECT number, topic, seed, level, revealed FROM class JOIN round USING (code, number)"
            " WHERE code = ? AND asked AND made > ?",
            [code, _oldest()],
        ).fetchone()
        return (Round(*row[:4]), bool(row[4])) if row else None

    return find


def answered(code: str, student: int, number: int, answer: Graded) -> Callable[[Database], None]:
    """Keep a student's answer to the round `number`, in place of an earlier one; RefusedError if closed."""

    def keep(db: Database) -> None:
        changed(db, code)
        if not db.execute(
            "SELECT 1 FROM class WHERE code = ? AND open AND number = ?", [code, number]
        ).fetchone():
            raise RefusedError("closed")
        values = [code, number, student, answer.given, answer.label, answer.right, answer.mistake]
        db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    return keep


def ended(code: str) -> Callable[[Database], None]:
    """End a class: nothing of it is kept."""

    def end(db: Database) -> None:
        db.execute("DELETE FROM class WHERE code = ?", [code])

    return end


def changed(db: Database, code: str) -> None:
    """Count a change of a class; RefusedError where it is over."""
    done = db.execute("UPDATE class SET version = version + 1 WHERE code = ? AND made > ?", [code, _oldest()])
    if not done.rowcount:
        raise RefusedError("no class")


def _begin(db: Database, code: str, question: tuple[int, int, str, int, int]) -> None:
    changed(db, code)
    number = 1 + db.execute("SELECT count(*) FROM round WHERE code = ?", [code]).fetchone()[0]
    if number > MOST_ROUNDS:
        raise RefusedError("rounds", most=MOST_ROUNDS)
    _hide(db, code)
    db.execute("INSERT INTO round VALUES (?, ?, ?, ?, ?, ?, ?)", [code, number, *question])
    db.execute(
        "UPDATE class SET number = ?, asked = 1, open = 1, revealed = 0 WHERE code = ?", [number, code]
    )


def _hide(db: Database, code: str) -> None:
    db.execute("DELETE FROM wall WHERE code = ?", [code])


def _oldest() -> float:
    return time.time() - KEPT
