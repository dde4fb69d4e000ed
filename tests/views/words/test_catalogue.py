"""The tables of the Layers page."""

import pytest
from torch import nn

from poolviz.findings.catalogue.layers import layers
from poolviz.pooling.code.signatures import hidden_parameters
from poolviz.pooling.layers import LAYERS, SIGNATURES
from poolviz.views.words.catalogue import default_text, dtype_line, order_table, parameter_table, repr_table


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
    rows = table.split("<tr>")[2:]
    assert len(rows) == 14
    (marked,) = [row for row in rows if "<strong>" in row]
    assert "<code>F.max_pool2d</code>" in marked
    assert "<td><strong>ceil_mode</strong></td><td><strong>return_indices</strong></td>" in marked
    assert {row.count("<td>") for row in rows} == {7}


def test_the_repr_table_names_what_is_hidden() -> None:
    table = repr_table(layers())
    assert table.count("<tr>") == 21
    assert "<td><code>FractionalMaxPool2d()</code></td><td><code>kernel_size</code>" in table
    for cls in layers():
        assert all(f"<code>{name}</code>" in table for name in hidden_parameters(cls))


def test_dtypes_in_one_line() -> None:
    assert dtype_line({"float32": "float32"}, {}) == "float32"
    both = dtype_line({"float32": "float32"}, {"float32": "float32", "int8": "int8"})
    assert both == "float32; with return_indices=True also int8"
