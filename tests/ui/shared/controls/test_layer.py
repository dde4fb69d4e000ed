"""Any layer put into the controls comes out of them again, drawn by Streamlit."""

import random

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz.answers.pooling import sizes
from poolviz.answers.pooling.pictures.sources import picture_fields
from poolviz.answers.pooling.signals import signal_fields
from poolviz.answers.pooling.unpooling import page as unpooling
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.ui.shared.controls.layer_state import holds, put_layer

NOTES = (
    "nn.MaxPool2d(2)",
    "nn.MaxPool2d(3, ceil_mode=True)",
    "nn.MaxPool2d(1, stride=2, padding=3, dilation=4)",
    "nn.MaxPool2d((3, 2), stride=(2, 1))",
    "nn.MaxPool2d((3, 2))",
    "nn.MaxPool2d(3, stride=(3, 1))",
    "nn.MaxPool2d(2, padding=(1, 0), return_indices=True)",
    "nn.MaxPool2d(3, dilation=(2, 1))",
    "nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)",
    "nn.AvgPool2d((3, 1), ceil_mode=True, divisor_override=0)",
    "nn.AvgPool2d(2, divisor_override=-999)",
    "nn.MaxPool2d(256, stride=255, padding=128, dilation=64)",
    "nn.MaxPool2d(0, padding=-1, dilation=0)",
)


def page() -> None:
    """The controls of a layer, put to the line that the session holds, and what they say."""
    import streamlit as st

    from poolviz.answers.settings.layer import layer_of
    from poolviz.answers.settings.numbers import layer_fields
    from poolviz.pooling.code.line import code, parse
    from poolviz.ui.shared.controls.layer_state import put_layer
    from poolviz.ui.shared.frame.address import held

    names = st.session_state["names"]
    for key, field in layer_fields(names).items():
        st.session_state.setdefault(key, field.default)
    put_layer(parse(st.session_state["line"]), names)
    st.code(code(layer_of(held(layer_fields(names)), names).layer))


def drawn(app: AppTest, line: str, names: tuple[str, ...] = PLANE_LAYERS) -> str:
    """The layer that the controls say after they were put to `line`."""
    app.session_state["names"] = names
    app.session_state["line"] = line
    app.run()
    assert not app.exception
    return app.code[0].value


@pytest.fixture(scope="module")
def controls() -> AppTest:
    return AppTest.from_function(page, default_timeout=30)


@pytest.mark.parametrize("line", NOTES)
@pytest.mark.parametrize(
    "before",
    [
        "nn.AvgPool2d((5, 4), stride=1, padding=2, divisor_override=3)",
        "nn.MaxPool2d((5, 4), stride=(1, 2), padding=2, return_indices=True)",
    ],
)
def test_the_controls_say_the_layer_that_was_put_into_them(controls: AppTest, before: str, line: str) -> None:
    assert drawn(controls, before) == before
    assert drawn(controls, line) == line


OTHERS = (
    "nn.LPPool2d(2, 3)",
    'nn.LPPool2d(float("inf"), (3, 2), stride=1, ceil_mode=True)',
    'nn.LPPool2d(-float("inf"), 2)',
    "nn.LPPool2d(0.5, 2)",
    "nn.AdaptiveMaxPool2d(3, return_indices=True)",
    "nn.AdaptiveMaxPool2d((None, 2))",
    "nn.AdaptiveAvgPool2d((4, None))",
    "nn.AdaptiveAvgPool2d(0)",
)
LINES = {
    1: (
        "nn.MaxPool1d(3, stride=1, padding=1)",
        "nn.LPPool1d(3, 2)",
        "nn.AdaptiveAvgPool1d(4)",
        "nn.AvgPool1d(2)",
    ),
    3: (
        "nn.MaxPool3d((1, 2, 3), stride=(2, 1, 1), dilation=(1, 1, 2))",
        "nn.AvgPool3d(2, divisor_override=3)",
        "nn.LPPool3d(2, (1, 2, 2))",
        "nn.AdaptiveMaxPool3d((1, None, 2))",
        "nn.AdaptiveAvgPool3d(1)",
    ),
}


@pytest.mark.parametrize("line", OTHERS)
def test_the_controls_hold_the_other_layers_of_a_plane(controls: AppTest, line: str) -> None:
    assert drawn(controls, line) == line


@pytest.mark.parametrize("dims", LINES)
def test_the_controls_hold_layers_of_one_and_of_three_axes(dims: int) -> None:
    names = tuple(
        name.replace("2d", f"{dims}d") for name in PLANE_LAYERS if hasattr(nn, name.replace("2d", f"{dims}d"))
    )
    app = AppTest.from_function(page, default_timeout=30)
    for line in LINES[dims]:
        assert drawn(app, line, names) == line


@pytest.mark.parametrize(
    "size", ["output_size=3", "output_size=(2, 4)", "output_ratio=0.5", "output_ratio=(0.5, 0.7)"]
)
def test_fractional_windows_are_drawn_by_a_seed(controls: AppTest, size: str) -> None:
    line = f"nn.FractionalMaxPool2d(2, {size})"
    controls.session_state["draw"] = 0
    first = drawn(controls, line)
    assert first.startswith(line[:-1] + ", _random_samples=torch.tensor(")
    controls.session_state["draw"] = 1
    assert drawn(controls, line) != first


def random_layer(choose: random.Random) -> nn.Module:
    """A layer with settings that the controls can hold, whether torch accepts them or not."""

    def number(lowest: int, highest: int) -> int | tuple[int, int]:
        one, other = choose.randint(lowest, highest), choose.randint(lowest, highest)
        return choose.choice([one, (one, other)])

    given = {"kernel_size": number(0, 256), "padding": number(-1, 128), "ceil_mode": choose.random() < 0.5}
    if choose.random() < 0.7:
        given["stride"] = number(0, 256)
    if choose.random() < 0.5:
        return nn.MaxPool2d(**given, dilation=number(0, 64), return_indices=choose.random() < 0.5)
    divisor = choose.choice([None, choose.randint(-999, 999)])
    return nn.AvgPool2d(**given, count_include_pad=choose.random() < 0.5, divisor_override=divisor)


def test_the_controls_say_any_layer_that_was_put_into_them(controls: AppTest) -> None:
    choose = random.Random(3)
    for _ in range(200):
        line = code(random_layer(choose))
        assert drawn(controls, line) == line


DIVISORS = "must be a whole number from -999 to 999 here"
REFUSED = {
    "nn.MaxPool2d(257)": "`kernel_size` must be a whole number from 0 to 256 here, but got 257",
    "nn.MaxPool2d((2, 2.0))": "`kernel_size` must be a whole number from 0 to 256 here, but got 2.0",
    "nn.MaxPool2d((1, 2, 3))": "`kernel_size` must be a whole number from 0 to 256 here, but got (1, 2, 3)",
    "nn.MaxPool2d(())": "`kernel_size` must be a whole number from 0 to 256 here, but got ()",
    "nn.MaxPool2d(2, stride=(1, None))": "`stride` must be a whole number from 0 to 256 here, but got None",
    "nn.MaxPool2d(2, padding=(1, 129))": "`padding` must be a whole number from -1 to 128 here, but got 129",
    "nn.MaxPool2d(2, dilation=None)": "`dilation` must be a whole number from 0 to 64 here, but got None",
    "nn.MaxPool2d(2, ceil_mode=1)": "`ceil_mode` must be True or False here, but got 1",
    "nn.AvgPool2d(2, divisor_override=1000)": f"`divisor_override` {DIVISORS}, but got 1000",
    "nn.AvgPool2d(2, divisor_override=True)": f"`divisor_override` {DIVISORS}, but got True",
    "nn.MaxPool1d(2)": (
        "this page shows MaxPool2d, AvgPool2d, but got MaxPool1d, which the page Signals shows"
    ),
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_layer_that_the_controls_cannot_hold_is_refused(line: str) -> None:
    with pytest.raises(PoolvizError) as refused:
        put_layer(parse(line))
    assert str(refused.value) == REFUSED[line]
    assert not holds(parse(line))


def test_a_page_can_show_one_layer_alone() -> None:
    with pytest.raises(PoolvizError, match="got AvgPool2d, which the page Windows shows"):
        put_layer(nn.AvgPool2d(2), ("MaxPool2d",))
    assert layer_fields(("MaxPool2d",))["layer"].default == "MaxPool2d"


def test_the_fields_at_their_defaults_are_the_layer_a_page_starts_with() -> None:
    held = {key: field.default for key, field in layer_fields().items()}
    assert (held["layer"], held["k"], held["s"], held["p"], held["d"]) == ("MaxPool2d", 2, None, 0, 1)
    assert torch.equal(nn.MaxPool2d(2)(torch.eye(4)[None]), torch.eye(2)[None])


def test_no_setting_of_a_page_has_the_key_of_a_layers_setting() -> None:
    of_sizes = {*sizes.SHAPE, *sizes.WANTED, "tool", "chain"}
    own = of_sizes | picture_fields().keys() | signal_fields().keys() | {"out", "oh", "ow", "show", "g"}
    layers = set().union(*(layer_fields((f"MaxPool{dims}d",)) for dims in (1, 2, 3)))
    assert own & layers == set()
    assert sizes.fields().keys() == of_sizes | layer_fields().keys()
    assert unpooling.fields().keys() == own & unpooling.fields().keys() | layer_fields().keys() | {"x"}
