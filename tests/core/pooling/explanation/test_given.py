"""What explain() is given beside the input, what it says where that is missing, and what a notebook shows."""

from typing import Any

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, explain
from poolviz.pooling import explanation as module
from poolviz.pooling.windows import Sliding

INDICES = torch.tensor([[1, 3]])


@pytest.mark.parametrize(
    ("layer", "given", "said"),
    [
        (
            nn.MaxUnpool1d(2),
            (),
            "`indices` must be the tensor that max pooling gives with return_indices=True, but got NoneType",
        ),
        (
            nn.MaxUnpool1d(()),  # type: ignore[arg-type]
            (INDICES,),
            "`kernel_size` must have a number for each axis, but got ()",
        ),
        (
            nn.MaxPool1d(2),
            (INDICES,),
            "`indices` and `output_size` must be given to MaxUnpool alone, but the layer is MaxPool1d",
        ),
        (
            nn.AvgPool1d(2),
            (None, (2,)),
            "`indices` and `output_size` must be given to MaxUnpool alone, but the layer is AvgPool1d",
        ),
        (
            nn.MaxUnpool1d(2),
            ("1 3",),
            "`indices` must be a tensor, an array of numbers, or lists of equal length, but got str",
        ),
    ],
    ids=lambda given: repr(given)[:30],
)
def test_what_is_missing_or_too_much_is_named(layer: nn.Module, given: tuple[Any, ...], said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        explain(layer, torch.tensor([[3.0, 7.0]]), *given)
    assert str(caught.value) == said


@pytest.mark.parametrize("size", [(5,), [5], torch.tensor([5]), torch.Size([1, 1, 5])], ids=repr)
def test_a_size_to_unpool_to_is_a_list_a_tuple_or_a_tensor(size: Any) -> None:
    x, indices = torch.tensor([[[3.0, 7.0]]]), INDICES[None]
    found = explain(nn.MaxUnpool1d(2), x, indices, size)
    assert found.output.tolist() == [[[0, 3, 0, 7, 0]]]
    assert found.places is indices


def test_lists_are_of_torchs_default_dtype() -> None:
    assert explain(nn.AvgPool1d(2), [[1, 2]]).output.dtype == torch.float32
    assert explain(nn.MaxPool1d(2), [[1, 2]]).input.dtype == torch.float32


def test_an_empty_batch_has_windows_unless_they_are_drawn() -> None:
    made = explain(nn.MaxPool1d(2), torch.zeros(0, 1, 4))
    assert made.axes == (Sliding(4, 2, 2, 2),)
    assert explain(nn.MaxPool1d(2), torch.zeros(1, 4)).axes == made.axes


def test_a_notebook_shows_what_is_registered_and_else_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    made = explain(nn.MaxPool1d(2), [[1.0, 2.0]])
    monkeypatch.setattr(module, "IN_NOTEBOOKS", [])
    assert made._repr_html_() is None
    monkeypatch.setattr(module, "IN_NOTEBOOKS", [lambda shown: f"<p>{len(shown)}</p>", None])
    assert made._repr_html_() == "<p>1</p>"
