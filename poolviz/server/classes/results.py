"""results.csv: a header, then a row for each student."""

import csv
import io
import re
import sqlite3
from collections.abc import Callable

NUMBER = re.compile(r"[+-]?[0-9][0-9./]*")


def results(code: str) -> Callable[[sqlite3.Connection], str]:
    """Write what each student answered: number, name, then each question's answers by round, as given."""

    def write(db: sqlite3.Connection) -> str:
        rounds = db.execute(
            "SELECT number, question, topic, seed, level, round FROM round WHERE code = ? ORDER BY number",
            [code],
        ).fetchall()
        students = db.execute(
            "SELECT number, name FROM student WHERE code = ? ORDER BY number", [code]
        ).fetchall()
        given = {
            (student, number): text
            for student, number, text in db.execute(
                "SELECT student, number, given FROM answer WHERE code = ?", [code]
            )
        }
        file = io.StringIO()
        writer = csv.writer(file)
        asked = [
            f"{number} {rest[0]} seed {rest[1]} level {rest[2]} round {rest[3]}"
            for _, number, *rest in rounds
        ]
        writer.writerow(["number", "name", *asked])
        for student, name in students:
            writer.writerow(
                [student, *map(as_text, [name, *(given.get((student, one[0]), "") for one in rounds)])]
            )
        return file.getvalue()

    return write


def as_text(cell: str) -> str:
    """Return `cell` such that no spreadsheet takes it for a formula; numbers stay as they are.

    >>> as_text("=1+1"), as_text("-3"), as_text("3 × 3")
    ("'=1+1", '-3', '3 × 3')
    """
    formula = cell.lstrip()[:1] in ("=", "+", "-", "@") and not NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell
