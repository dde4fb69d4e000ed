"""The tables of the classes, and how long what is in them is kept."""

import sqlite3
import time

KEPT = 24 * 3600  # seconds
# `number` of a round counts all rounds of a class, `round` those of one question.
# A class is in `wall` while the projector shows how it answers, in `plan` where its lesson is planned:
# tables, which files of before get as well.
SCHEMA = """
CREATE TABLE IF NOT EXISTS class (
    code TEXT PRIMARY KEY, secret BLOB NOT NULL, made REAL NOT NULL, version INTEGER NOT NULL DEFAULT 1,
    address TEXT, number INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL DEFAULT 0, revealed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS student (
    code TEXT NOT NULL REFERENCES class ON DELETE CASCADE, number INTEGER NOT NULL,
    secret BLOB NOT NULL, name TEXT NOT NULL, PRIMARY KEY (code, number)
);
CREATE TABLE IF NOT EXISTS round (
    code TEXT NOT NULL REFERENCES class ON DELETE CASCADE, number INTEGER NOT NULL,
    question INTEGER NOT NULL, round INTEGER NOT NULL,
    topic TEXT NOT NULL, seed INTEGER NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (code, number)
);
CREATE TABLE IF NOT EXISTS answer (
    code TEXT NOT NULL REFERENCES class ON DELETE CASCADE, number INTEGER NOT NULL,
    student INTEGER NOT NULL, given TEXT NOT NULL, label TEXT NOT NULL,
    right INTEGER NOT NULL, mistake TEXT, PRIMARY KEY (code, number, student)
);
CREATE TABLE IF NOT EXISTS wall (code TEXT PRIMARY KEY REFERENCES class ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS plan (
    code TEXT PRIMARY KEY REFERENCES class ON DELETE CASCADE, steps TEXT NOT NULL, step INTEGER NOT NULL
);
"""


def sweep(db: sqlite3.Connection) -> int:
    """Delete the classes that are over with everything of them, and return how many they were."""
    return db.execute("DELETE FROM class WHERE made <= ?", [time.time() - KEPT]).rowcount
