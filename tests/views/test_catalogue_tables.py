"""The tables of the Layers page."""

import pytest
from torch import nn

from poolviz.catalogue import layers
from poolviz.layers import LAYERS, SIGNATURES
from poolviz.signatures import hidden_parameters
from poolviz.views.catalogue import default_text, dtype_line, order_table, parameter_table, repr_table


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_each_parameter_has_a_row_with_torchs_default(cls: type[nn.Module]) -> None:
    rows = parameter_table(cls, dict.fromkeys(SIGNATURES[cls], "M")).splitlines()[2:]
    assert len(rows) == len(SIGNATURES[cls])
    for row, (name, known) in zip(rows, SIGNATURES[cls].items(), strict=True):
        shown = "–" if known.default is known.empty else f"`{known.default}`"
        assert row == f"| `{name}` | {shown} | M |"
        assert default_text(cls, name) == shown


def test_the_order_table_marks_what_changes_places() -> None:
    table = order_table(layers(None, 2))
    rows = {line.split("|")[1].strip(): line for line in table.splitlines()[2:]}
    assert len(rows) == 14
    assert "**ceil\\_mode** | **return\\_indices**" in rows["`F.max_pool2d`"]
    assert sum("**" in row for row in rows.values()) == 1
    assert {line.count("|") for line in table.splitlines()} == {8}


def test_the_repr_table_names_what_is_hidden() -> None:
    table = repr_table(layers())
    assert table.count("\n") == 21
    assert "| `FractionalMaxPool2d()` | `kernel_size`" in table
    for cls in layers():
        assert all(f"`{name}`" in table for name in hidden_parameters(cls))


def test_dtypes_in_one_line() -> None:
    assert dtype_line({"float32": "float32"}, {}) == "float32"
    both = dtype_line({"float32": "float32"}, {"float32": "float32", "int8": "int8"})
    assert both == "float32; with return_indices=True also int8"
