"""live(): the stage of Windows in a notebook, with the layer's bar above it, answered by the kernel."""

import json
from dataclasses import fields as parts_of
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from poolviz.answers.pages import ANSWERED
from poolviz.answers.pooling import windows
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.layer_values import layer_values
from poolviz.answers.settings.numbers import PLANE_LAYERS
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.pooling.refusals.inputs import Numbers, as_tensor
from poolviz.sources.matrices.text import write_matrix
from poolviz.texts import N_
from poolviz.views.export.page import alone
from poolviz.views.stage.browser.bundle import stage_script, stage_style
from poolviz.views.stage.wire.page import Asking, LiveStage
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

if TYPE_CHECKING:
    from anywidget import AnyWidget

NEEDED = N_("`live` needs anywidget: pip install 'poolviz[notebook]'")
HEIGHT = 720  # px of the frame
# A frame of its own: its style is its own, and the address of the notebook stays as it is.
_PAGE = """<!doctype html><html><head><meta charset="utf-8"><style>{style}</style>
<style>:root {{ color-scheme: light dark; }} body {{ margin: 0; font-family: system-ui, sans-serif; }}</style>
</head>
<body><div id="stage"></div><script type="module">{script}
history.pushState = history.replaceState = () => {{}};
window.begin = (data, emit) => mountLive(mount, document.getElementById("stage"), data, emit);
</script></body></html>"""
_MODULE = """const page = {page};
export default {{ render({{ model, el }}) {{
  const frame = document.createElement("iframe");
  let stage = null;
  const hear = () => stage?.update(model.get("data"));
  frame.addEventListener("load", () => {{
    stage = frame.contentWindow.begin(model.get("data"), (name, value) => {{
      if (name !== "told") return;
      model.set("told", value);
      model.save_changes();
    }});
  }});
  model.on("change:data", hear);
  Object.assign(frame, {{ srcdoc: page, title: model.get("data").title }});
  Object.assign(frame.style, {{ width: "100%", height: "{height}px", border: "0" }});
  el.append(frame);
  return () => model.off("change:data", hear);
}} }};
"""


def live(layer: nn.Module | str, x: Numbers | None = None) -> "AnyWidget":
    """Return the stage of `layer` on a matrix for a notebook, whose arguments can be set while a kernel runs.

    `layer` is a 2-d pooling layer or its line of code. `x` is a tensor, an array or nested lists of shape
    (rows, columns), at most 16 × 16, with axes of 1 before or none. PoolvizError for any other, and without
    anywidget, the extra `notebook`.

    >>> live("nn.MaxPool2d(2)").data["lines"][1]
    'H, W: ⌊(5 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 2'
    """
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise PoolvizError(NEEDED) from None

    class LiveWidget(anywidget.AnyWidget):
        _esm = _module()
        data = traitlets.Dict().tag(sync=True)
        told = traitlets.Dict().tag(sync=True)

    values = begun(parse(layer) if isinstance(layer, str) else layer, x)
    state = {"values": values, "last": values}
    widget = LiveWidget(data=_sent(state, 0, ""))

    def hear(change: Any) -> None:
        values, remark = ANSWERED["windows"].told(change["new"], state["values"])
        state["values"] = {**state["values"], **values}
        widget.data = _sent(state, int(change["new"].get("number") or 0), remark)

    widget.observe(hear, names="told")
    return widget


def begun(layer: nn.Module, given: Numbers | None) -> Values:
    """Return the settings of Windows that say `layer` and the matrix `given`, its own without one."""
    values = {key: field.default for key, field in windows.fields().items()}
    if given is not None:
        x = as_tensor("x", given, torch.get_default_dtype())
        if x.dim() < 2 or any(size != 1 for size in x.shape[:-2]):
            raise PoolvizError(N_("`x` must have rows and columns, but got {got}"), got=str(tuple(x.shape)))
        values["x"] = write_matrix(x.reshape(x.shape[-2:]), "\n")
    values |= layer_values(layer, PLANE_LAYERS)
    windows.answer(values)  # whatever cannot be read is said before anything is shown
    return values


def _sent(state: dict[str, Values], told: int, remark: str) -> dict[str, Any]:
    """Return what the browser draws; where torch refuses, the stage of the last layer that worked."""
    values = state["values"]
    found = windows.answer(values)
    shown: Answer = found
    if found.refusal is None:
        state["last"] = values
    else:
        shown = windows.answer(state["last"])
    stage = alone(shown.stage)
    bar = ANSWERED["windows"].bar(values, found, remark)
    asking = Asking(path="", always=(), order=tuple(windows.fields()), told=told, taller=1)
    own = {part.name: getattr(stage, part.name) for part in parts_of(Stage)}
    return to_wire(LiveStage(**own, lines=shown.lines, bar=bar, asking=asking))


def _module() -> str:
    page = _PAGE.format(style=stage_style(), script=stage_script())
    return _MODULE.format(page=json.dumps(page), height=HEIGHT)
