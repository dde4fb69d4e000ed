"""What is drawn, written and said of trainings; and programs that give the same accuracy."""

import contextlib
import io
from dataclasses import replace
from functools import cache

import pytest
import torch

from poolviz.networks.training.messages import Outline, Request
from poolviz.networks.training.networks import KINDS, stages, unweighted
from poolviz.networks.training.verdicts import Summary, summaries, trainings
from poolviz.sources.datasets import cifar, mnist
from poolviz.sources.datasets.examples import DATA_SETS, FACES, work
from poolviz.views.figures.training import CURVES, HEIGHT, KIND_NAMES, style, training_curves
from poolviz.views.words.programs.training import training_script
from poolviz.views.words.training import epoch_rows, findings, judged_guess, limits, result_rows, stage_rows
from tests.sources.datasets import mnist_like
from tests.sources.datasets.cifar_like import make_folder

REQUEST = Request("faces", tuple(KINDS), seeds=2, epochs=3, rate=0.02)


@cache
def messages():
    return list(work(REQUEST))


def kind(name, *accuracies, moved=None, seconds=1.0):
    return Summary(name, accuracies, moved or accuracies, seconds)


def outline(*kinds, train=100, test=100):
    return Outline(train, test, 2, dict.fromkeys(kinds, 10), {})


# ------------------------------------------------------------------ figures


def test_a_line_a_kind_and_a_band_where_several_seeds_are_done():
    figure = training_curves(trainings(messages()), "test", 3, 0.5)
    named = [trace for trace in figure.data if trace.showlegend]
    assert [trace.name for trace in named] == list(KIND_NAMES.values())
    assert sum(trace.fill == "toself" for trace in figure.data) == 4
    assert all(list(trace.x) == [0, 1, 2, 3] for trace in named)
    means = [one.epoch.test for one in messages()[1:] if one.kind == "max" and one.epoch.number == 3]
    assert named[0].y[-1] == pytest.approx(sum(means) / 2, abs=1e-4)


def test_a_seed_on_its_way_is_a_thin_line_beside_those_that_are_done():
    part = messages()[: 1 + 4 * 4 + 4]  # all of seed 0, epoch 0 of seed 1
    figure = training_curves(trainings(part), "train", 3)
    of_max = [trace for trace in figure.data if trace.legendgroup == "max"]
    assert [(len(trace.x), trace.line.width) for trace in of_max] == [(1, 1), (4, 2.5)]
    assert not any(trace.fill for trace in figure.data)


def test_no_two_kinds_look_alike_even_without_colour():
    for dark in (False, True):
        looks = [style(name, dark) for name in KINDS]
        for field in ("colour", "dash", "symbol"):
            assert len({getattr(look, field) for look in looks}) == 4


@pytest.mark.parametrize("what", CURVES)
def test_the_axes_keep_their_place_while_epochs_come(what):
    figures = [training_curves(trainings(messages()[:end]), what, 3, 0.5) for end in (0, 5, 9)]
    assert {figure.layout.xaxis.range for figure in figures} == {(0, 3)}
    assert len({figure.layout.yaxis.range for figure in figures}) == 1
    assert {figure.layout.height for figure in figures} == {HEIGHT}


def test_the_legend_stands_before_the_first_epoch():
    figure = training_curves({name: [] for name in KINDS}, "test", 3)
    assert [(trace.name, list(trace.x)) for trace in figure.data] == [
        (name, [None]) for name in KIND_NAMES.values()
    ]


def test_guessing_is_marked():
    shapes = [training_curves({}, what, 5, 0.1).layout.shapes for what in ("test", "loss")]
    assert [shape.y0 for shape in shapes[0]] == [0.1]
    assert shapes[1] == ()


# ------------------------------------------------------------------ rows


def test_rows_before_during_and_after():
    assert set(result_rows(["max"], None, [])[0].values()) == {"max pooling", "–"}
    row = result_rows(["max"], messages()[0], [])[0]
    assert (row["parameters"], row["test accuracy"]) == ("2,818", "–")
    done = [kind("max", 0.95, 0.97, moved=(0.9, 0.8), seconds=0.0214)]
    assert list(result_rows(["max"], messages()[0], done)[0].values()) == [
        "max pooling", "96.0 %", "95 – 97 %", "85.0 %", "2,818", "241,256", "21",
    ]  # fmt: skip


def test_a_row_an_epoch():
    rows = epoch_rows(trainings(messages()))
    assert len(rows) == 4 * 2 * 4
    assert list(rows[0]) == [
        "network", "seed", "epoch", "loss", "training accuracy", "test accuracy", "seconds",
    ]  # fmt: skip


def test_a_row_a_layer():
    rows = stage_rows(stages(unweighted("strided", (1, 25, 25), 2), (1, 25, 25)))
    assert rows[0] == {
        "layer": "nn.Conv2d(1, 8, kernel_size=3, stride=2, padding=1)",
        "output of one picture": "(8, 13, 13)",
        "parameters": "80",
        "multiply-adds": "12,168",
    }


# ------------------------------------------------------------------ words


def test_what_seeds_do_not_tell_apart_is_said():
    said = findings([kind("max", 0.95, 0.97, 0.96), kind("none", 0.96, 0.95, 0.96)], outline("max", "none"))
    assert said[0] == "Best on average: **max pooling**, 96.0 % of the test pictures."
    assert said[1].startswith(
        "no pooling: 0.3 points lower, behind in 1 of 3 seeds: **these seeds cannot tell"
    )


def test_a_clear_difference_comes_with_its_chance():
    said = findings([kind("max", 0.7, 0.71, 0.69), kind("none", 0.96, 0.95, 0.96)], outline("max", "none"))
    assert said[0].startswith("Best on average: **no pooling**")
    assert "behind in all 3 seeds" in said[1]
    assert "in 25.0 % of such experiments" in said[1]


def test_ranges_that_meet_are_not_told_apart():
    said = findings([kind("max", 0.97, 0.99), kind("none", 0.96, 0.97)], outline("max", "none"))
    assert (
        "behind in all 2 seeds, but the two ranges overlap: **these seeds cannot tell them apart**" in said[1]
    )


def test_one_seed_says_nothing_of_chance():
    said = findings([kind("max", 0.9), kind("none", 0.5)], outline("max", "none"))
    assert (
        said[1]
        == "no pooling: 40.0 points lower. With a single seed, nobody can know whether that is chance."
    )


def test_moved_pictures_and_costs():
    found = [kind("max", 0.9, moved=(0.85,), seconds=0.2), kind("none", 0.9, moved=(0.6,), seconds=0.5)]
    known = replace(outline("max", "none"), parameters={"max": 100, "none": 750})
    assert findings(found, known)[2:] == [
        "When the test pictures move by 3 pixels, max pooling loses least (5.0 points) and no pooling most "
        "(30.0 points).",
        "No pooling took 2.5 times as long as max pooling and had 7.5 times as many parameters.",
    ]


def test_one_kind_alone_is_compared_with_nothing():
    assert len(findings([kind("max", 0.9, 0.8)], outline("max"))) == 1


def test_limits_are_counted():
    said = limits([kind("max", 0.95, 0.95, 0.95)], outline("max", test=60), faces=True)
    assert said[0].startswith(
        "60 test pictures: one picture is 1.667 points. Getting 95.0 % of them right means 86 % to 98 %"
    )
    assert "Seeds: 3." in said[1]
    assert "one would still be ahead in every seed in 25.0 % of such experiments" in said[1]
    assert "100 training pictures" in said[2]
    assert len(limits([kind("max", 0.9)], outline("max"), faces=False)) == 3


@pytest.mark.parametrize(
    ("guess", "found", "said"),
    [
        ("max", [kind("max", 0.9, 0.9), kind("none", 0.8, 0.8)], "max pooling, and you were right."),
        ("none", [kind("max", 0.9, 0.9), kind("none", 0.8, 0.8)], "ahead of it in every seed"),
        ("max", [kind("max", 0.9, 0.8), kind("none", 0.8, 0.9)], "cannot tell it from the others"),
        ("none", [kind("max", 0.9, 0.8), kind("none", 0.7, 0.9)], "cannot tell it from the others"),
        ("same", [kind("max", 0.9, 0.8), kind("none", 0.8, 0.9)], "and that is what happened"),
        ("same", [kind("max", 0.9, 0.9), kind("none", 0.8, 0.8)], "max pooling was ahead of no pooling"),
        ("strided", [kind("max", 0.9, 0.9), kind("none", 0.8, 0.8)], "did not take part"),
    ],
)  # fmt: skip
def test_the_guess_is_judged_by_what_the_seeds_tell(guess, found, said):
    assert said in judged_guess(guess, found)


# ------------------------------------------------------------------ programs


def printed(program):
    """What a program prints, run here; torch keeps its threads."""
    threads, out = torch.get_num_threads(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), torch.random.fork_rng(devices=[]):
            exec(compile(program, "program", "exec"), {"__name__": "program"})
    finally:
        torch.set_num_threads(threads)
    return float(out.getvalue())


def last(kind_name, seed, told):
    return [one.epoch.test for one in told[1:] if one.kind == kind_name and one.seed == seed][-1]


@pytest.mark.parametrize("name", KINDS)
def test_the_program_gives_the_accuracy_of_the_page(name):
    for seed in (0, 1):
        program = training_script("faces", FACES, name, 3, 0.02, seed)
        assert printed(program) == pytest.approx(last(name, seed, messages()))


@pytest.mark.parametrize(
    ("data", "name", "of"), [("cifar", "CIFAR10", cifar.CIFAR10), ("mnist", "MNIST", mnist.MNIST)]
)
def test_the_program_for_published_data_too(data, name, of, tmp_path, monkeypatch):
    import torchvision.datasets

    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    make_folder(tmp_path / cifar.BASE)
    mnist_like.make_folder(tmp_path)
    sets = {train: of.dataset(tmp_path, train) for train in (True, False)}
    # torchvision's own class checks sums that only the published files have.
    monkeypatch.setattr(torchvision.datasets, name, lambda *given, **_more: sets[given[1]])
    told = list(work(replace(REQUEST, data=data, kinds=("max",), epochs=2)))
    program = training_script(data, DATA_SETS[data].sizes, "max", 2, 0.02, 1)
    assert printed(program) == pytest.approx(last("max", 1, told))


def test_summaries_of_a_whole_run():
    found = summaries(trainings(messages()))
    assert [(one.kind, len(one.accuracies)) for one in found] == [(name, 2) for name in KINDS]
