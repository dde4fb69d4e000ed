"""The Other frameworks page: its settings, and two poolings side by side on the stage."""

from dataclasses import dataclass
from functools import partial

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.answers.settings.fields import Field, flag, one_of, whole, words
from poolviz.errors import PoolvizError
from poolviz.findings.frameworks.padding import framework_pool, nearest
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation, explain
from poolviz.texts import N_, _
from poolviz.ui.findings.frameworks.examples import SETTINGS
from poolviz.ui.findings.frameworks.panels import LAST_IMAGE, MOST_CHANNELS, PANELS, framework_panels
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.comparisons.frameworks import comparison_stage, difference_marks
from poolviz.views.stage.pooling import Data, input_stage
from poolviz.views.words.framework_padding import padding_line

NAMES = {"tensorflow": "TensorFlow", "keras": "Keras", "onnx": "ONNX"}
PADDINGS = {
    "tensorflow": ("SAME", "VALID"),
    "keras": ("SAME", "VALID"),
    "onnx": ("SAME_UPPER", "SAME_LOWER", "VALID"),
}
KINDS = {"max": N_("Max"), "mean": N_("Average")}
LARGEST = 16
START = "1 2 3 4 5 6"


@dataclass(frozen=True)
class Setting:
    """What the controls say: a framework of NAMES, one of its paddings, and a pooling of `kind`."""

    framework: str
    padding: str
    kind: str
    kernel_size: int
    stride: int
    count_include_pad: bool

    def sizes(self, rows: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return kernel_size and stride along both axes of a plane; a plane of one row is a signal."""
        first = (1, 1) if rows == 1 else (self.kernel_size, self.stride)
        return (first[0], self.kernel_size), (first[1], self.stride)

    def twin(self, rows: int) -> nn.Module:
        """Return the torch layer that people take for it, 1-d for a signal."""
        kernel, stride = (size[1:] if rows == 1 else size for size in self.sizes(rows))
        return nearest(self.kind, kernel, stride, self.padding, self.count_include_pad)


def framework_fields() -> dict[str, Field]:
    """Return the settings of the page, and what its panels are given."""
    paddings = ("SAME", "SAME_UPPER", "SAME_LOWER", "VALID")
    return {
        "fw": one_of(tuple(NAMES)),
        "pad": one_of(paddings),
        "op": one_of(tuple(KINDS)),
        "fk": whole(SETTINGS["fk"], 1, LARGEST),
        "fs": whole(SETTINGS["fs"], 1, LARGEST),
        "cip": flag(True),
        "x": words(START),
        "panel": one_of(tuple(PANELS)),
        "cs": whole(3, 1, MOST_CHANNELS),
        "cn": whole(0, 0, LAST_IMAGE),
        "cc": whole(1, 0, MOST_CHANNELS - 1),
        "batch": flag(),
    }


def framework_controls() -> Setting:
    """Draw the controls and return what they say."""
    framework = st.selectbox(_("Framework"), list(NAMES), format_func=NAMES.__getitem__, key="fw")
    paddings = PADDINGS[framework]
    if st.session_state["pad"] not in paddings:
        st.session_state["pad"] = "SAME_UPPER" if framework == "onnx" else "SAME"
    label = "auto_pad" if framework == "onnx" else "padding"
    st.selectbox(label, paddings, key="pad")
    st.segmented_control(
        _("Pooling"), list(KINDS), format_func=lambda kind: _(KINDS[kind]), key="op", required=True
    )
    left, right = st.columns(2)
    kernel_size = left.number_input("kernel_size", 1, LARGEST, step=1, key="fk")
    stride = right.number_input("stride", 1, LARGEST, step=1, key="fs")
    kind = st.session_state["op"] or "max"
    counted = bool(st.session_state["cip"])
    if kind == "mean":
        counted = st.toggle(
            "count_include_pad", key="cip", help=_("Of torch's layer. The others never count padding.")
        )
    else:
        st.session_state["cip"] = counted  # Streamlit forgets a widget that a run does not draw
    return Setting(framework, st.session_state["pad"] or paddings[0], kind, kernel_size, stride, counted)


def compared(setting: Setting, matrix: Tensor) -> None:
    """Show the stage of both poolings of `matrix` (rows, columns), what differs, and the chosen panel."""
    x = matrix[None, None]
    kernel, stride = setting.sizes(matrix.shape[0])
    layer = setting.twin(matrix.shape[0])
    try:
        made = framework_pool(setting.kind, x, kernel, stride, setting.padding)
        half = nearest(setting.kind, kernel, stride, setting.padding, setting.count_include_pad)
        other = explain(half, x)
    except PoolvizError as error:
        _refused(error, matrix)
        return
    name = NAMES[setting.framework]
    st.markdown(_verdict(made, other, layer, f"{name}: {_spelled(setting)}"))
    drawn = comparison_stage(made, other, (name, "torch"))
    _show(drawn, matrix)
    st.caption("  \n".join(_sizes(setting, matrix)))
    framework_panels(setting.framework, setting.padding, made)


def _refused(error: PoolvizError, matrix: Tensor) -> None:
    """Say why there is no output: VALID needs a whole window."""
    st.error(sentence(error))
    _show(input_stage(matrix), matrix)


def _show(drawn: Data, matrix: Tensor) -> None:
    # A signal is one row; a plane gets the room that it needs with all that is around it.
    drawn["options"] |= {"editable": True, "height": 130 if matrix.shape[0] == 1 else 300}
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="x", start=START))


def _spelled(setting: Setting) -> str:
    return setting.padding.lower() if setting.framework == "keras" else setting.padding


def _verdict(made: Explanation, other: Explanation, layer: nn.Module, name: str) -> str:
    values = {"layer": f"`{code(layer)}`", "name": name}
    sizes = [" × ".join(str(n) for n in one.output.shape[2:]) for one in (made, other)]
    if sizes[0] != sizes[1]:
        return _("≠ **Another size.** {name} gives {made}, {layer} gives {other}.").format(
            made=sizes[0], other=sizes[1], **values
        )
    marks = difference_marks(made, other)
    if any(marks):
        return _("≠ **{n} of {all} values differ** between {name} and torch's {layer}.").format(
            n=sum(map(bool, marks)), all=len(marks), **values
        )
    return _("✓ **The same values** here from {name} and torch's {layer}.").format(**values)


def _sizes(setting: Setting, matrix: Tensor) -> list[str]:
    given = (setting.kernel_size, setting.stride, setting.padding)
    axes = [("W", matrix.shape[1])] if matrix.shape[0] == 1 else list(zip("HW", matrix.shape, strict=True))
    lines = [padding_line(axis, length, *given) for axis, length in axes]
    version = torch.__version__.partition("+")[0]
    return [*lines, _("Both computed by torch {version} on CPU.").format(version=version)]
