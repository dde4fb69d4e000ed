"""Large tables of plain numbers: read all at once, as cell by cell, and soon."""

import random
from collections.abc import Callable

import pytest
import torch

from poolviz.sources.signals import columns
from poolviz.sources.signals.columns import read_csv
from tests.sources.speed import processor_seconds


def german(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def apart(value: float, thousands: str = ".", point: str = ",") -> str:
    return f"{value * 100:,.2f}".replace(",", "_").replace(".", point).replace("_", thousands)


WAYS: dict[str, tuple[str, Callable[[float], str]]] = {
    "German": (";", german),
    "German, thousands": (";", apart),
    "English": (",", lambda value: f"{value:.3f}"),
    "English, spaces": (", ", lambda value: f"{value:.3f}"),
    "tabs, powers": ("\t", lambda value: f"{value:.3e}"),
    "spaces": (" ", lambda value: f"{value:.3f}"),
    "French": (";", lambda value: apart(value, "\u202f")),
    "Swiss": (";", lambda value: apart(value, "'", ".")),
    "empty cells": (";", lambda value: "" if value > 900 else german(value)),
    "nan": (",", lambda value: "nan" if value > 900 else f"{value:.3f}"),
    "only thousandths": (";", lambda value: f"{1 + abs(value) % 900:.3f}".replace(".", ",")),
}


def table(way: str, rows: int, head: str = "", end: str = "\n", wide: int = 8) -> bytes:
    separator, written = WAYS[way]
    draw = random.Random(7)
    lines = [
        separator.join(written(draw.uniform(-1000, 1000)) for _cell in range(wide)) for _row in range(rows)
    ]
    return (head + end.join(lines) + end).encode()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_large_table_is_what_its_cells_are(way: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table(way, 4000, end=end)
    at_once = read_csv(data)
    monkeypatch.setattr(columns, "_LARGE", len(data) + 1)
    by_cells = read_csv(data)
    assert [len(track) for track in at_once.tracks] == [4000] * 8
    for mine, other in zip(at_once.tracks, by_cells.tracks, strict=True):
        assert torch.equal(mine.nan_to_num(1e30), other.nan_to_num(1e30))
    assert (at_once.names, at_once.notes) == (by_cells.names, by_cells.notes)
    assert (at_once.rule, at_once.instead) == (by_cells.rule, by_cells.instead)
    assert at_once.layout == by_cells.layout


def test_a_head_names_the_columns() -> None:
    head = "time;" + ";".join("bcdefgh") + "\n"
    assert read_csv(table("German", 4000, head)).names[:2] == ("time", "b")


@pytest.mark.parametrize(
    ("odd", "left"),
    [("1-2;" + ";".join("3" * 7), "1"), ("x;" + ";".join("3" * 7), "1"), ("1e39;" + ";".join("3" * 7), "1"),
     ("1,2,3;" + ";".join("3" * 7), "1")],
)  # fmt: skip
def test_a_cell_that_is_no_number_is_looked_at(odd: str, left: str) -> None:
    found = read_csv(table("German", 4000) + odd.encode())
    assert left not in found.names
    assert len(found.tracks) == 7


@pytest.mark.parametrize("way", WAYS)
def test_the_largest_table_is_read_soon(way: str) -> None:
    data = table(way, 65_000)
    assert len(read_csv(data).tracks[0]) == 65_000
    assert processor_seconds(lambda: read_csv(data), times=3) < 0.3


def test_a_table_that_must_be_looked_at_is_cut_and_says_so() -> None:
    data = b"\n".join(b'"1,234.5","2"' for _row in range(65_000))
    found = read_csv(data)
    assert found.tracks[0].tolist() == [1234.5] * 32_768
    assert "only the first {limit} rows were read" in [template for template, _values in found.notes]
    assert processor_seconds(lambda: read_csv(data), times=3) < 0.3


def test_spaces_between_thousands_do_not_hide_what_stands_between_cells() -> None:
    found = read_csv("-5\u202f763,75;-3\u202f287,76\n1\u202f234,50;2\u202f345,25\n".encode())
    assert [[round(one, 2) for one in track.tolist()] for track in found.tracks] == [
        [-5763.75, 1234.5],
        [-3287.76, 2345.25],
    ]
