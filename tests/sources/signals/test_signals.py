"""Signals: made by a rule, a photograph's row, read from what people type."""

import math

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.pictures.photos import photo
from poolviz.sources.signals.signals import (
    LENGTHS,
    LIMIT,
    MADE,
    made,
    parse_signal,
    photo_row,
    with_sample,
    write_signal,
)

INF, NAN = math.inf, math.nan


def test_examples_are_what_their_names_say():
    assert made("spike", 8).tolist() == [0, 0, 0, 0, 8, 0, 0, 0]
    assert made("step", 6).tolist() == [0, 0, 0, 4, 4, 4]
    assert made("alternating", 8).tolist() == [0, 0, 1, 1, 0, 0, 1, 1]
    torch.testing.assert_close(made("sine", 8), torch.tensor([0.0, 5, 0, -5, 0, 5, 0, -5]))


@pytest.mark.parametrize("one", MADE, ids=lambda one: one.key)
@pytest.mark.parametrize("n", LENGTHS)
def test_the_code_of_an_example_makes_the_example(one, n):
    names = {"torch": torch}
    exec(one.code.format(n=n, half=n // 2, seed=5), names)
    assert torch.equal(names["x"], made(one.key, n, 5))


def test_noise_is_the_same_for_the_same_seed_alone():
    assert torch.equal(made("noise", 32, 1), made("noise", 32, 1))
    assert not torch.equal(made("noise", 32, 1), made("noise", 32, 2))


@pytest.mark.parametrize("n", [0, -1, 513])
def test_an_example_of_another_length_is_refused(n):
    with pytest.raises(PoolvizError, match="`n` must be a whole number from 1 to 512"):
        made("sine", n)


def test_an_unknown_example_is_refused():
    with pytest.raises(PoolvizError, match="`signal` must be one of spike, step"):
        made("<b>", 8)


def test_a_row_of_a_photograph_is_its_brightness():
    assert torch.equal(photo_row("camera", 64, 10), photo("camera", 64)[0, 10].float())
    colour = photo_row("cat", 32, 5)
    assert torch.equal(colour, photo("cat", 32)[:, 5].float().mean(0).round())
    with pytest.raises(PoolvizError, match="`row` must be a whole number from 0 to 31"):
        photo_row("cat", 32, 32)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 2 3", [1, 2, 3]),
        ("1;3\n4\t5", [1, 3, 4, 5]),
        ("1.5,2;3\n4\t5", [1.5, 2, 3, 4, 5]),
        ("[[1, 2], [3, 4]]", [1, 2, 3, 4]),
        ("x = torch.tensor([1., 2.5], dtype=torch.float32)", [1, 2.5]),
        ("array([1., inf, -inf])", [1, INF, -INF]),
        ("１，２；−３", [1, 2, -3]),
        ("5", [5]),
        ("1e3 .5 +2", [1000, 0.5, 2]),
    ],
)
def test_numbers_are_read_however_they_are_written(text, values):
    assert parse_signal(text).tolist() == values


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        (" [] ,; ", "is empty"),
        ("1 2 x 4", "number 3 is 'x'"),
        ("<img src=x>", "number 1 is '<img'"),
        ("1 1e99", "must fit into float32, but number 2 is 1e99"),
        ("1 " * 513, "at most 512 numbers, but got 513"),
        ("1 " * 20_000, "at most 20000 characters"),
        ("1__2", "number 1 is"),
        ("0x10", "number 1 is '0x10'"),
        ("__import__('os')", "number 1 is"),
    ],
)
def test_what_is_no_signal_is_refused_in_a_sentence(text, problem):
    with pytest.raises(PoolvizError, match="`signal` must") as caught:
        parse_signal(text)
    assert problem in str(caught.value)


def test_512_numbers_are_read_and_the_17th_wrong_one_is_named():
    assert parse_signal("1 " * LIMIT).shape == (LIMIT,)
    with pytest.raises(PoolvizError, match="number 17 is 'y'"):
        parse_signal("1 " * 16 + "y")


def test_what_is_written_is_read_back_exactly():
    x = torch.cat([torch.randn(500), torch.tensor([NAN, INF, -INF, 1e-40, 3.4e38])])
    torch.testing.assert_close(parse_signal(write_signal(x)), x, rtol=0, atol=0, equal_nan=True)


def test_one_sample_can_be_changed():
    x = torch.zeros(3)
    assert with_sample(x, 2, "−1.5").tolist() == [0, 0, -1.5]
    assert x.tolist() == [0, 0, 0]
    for position, text in ((3, "1"), (-1, "1"), (0, "one"), (0, "1 2"), (0, "1e99")):
        with pytest.raises(PoolvizError):
            with_sample(x, position, text)
