"""live(): the bar in a notebook, answered by Python; the notebook's own part is a model of a few lines."""

from typing import Any

import pytest
import torch
from playwright.sync_api import Browser, Page, expect

pytest.importorskip("anywidget")

from poolviz.answers.notebook import live
from poolviz.errors import PoolvizError

X = torch.tensor([[1.0, 2, 0, 3], [0, 1, 2, 3], [1, 2, 1, 0], [5, 2, 3, 1]])
NOTEBOOK = """async ([source, data]) => {
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const heard = [];
  const held = { data };
  const model = {
    get: (name) => held[name],
    set: (name, value) => { held[name] = value; },
    save_changes: async () => {
      held.data = await window.kernel(held.told);
      heard.forEach((hear) => hear());
    },
    on: (_name, hear) => heard.push(hear),
    off: () => {},
  };
  module.default.render({ model, el: document.body });
}"""


def shown(page: Page, widget: Any) -> Any:
    """Show the widget in a page as a notebook does, and return the frame of its stage."""

    def kernel(told: dict[str, Any]) -> dict[str, Any]:
        widget.told = told
        return widget.data

    page.expose_function("kernel", kernel)
    page.evaluate(NOTEBOOK, [widget._esm, widget.data])
    return page.frame_locator("iframe")


def test_an_argument_is_set_and_the_kernel_answers(chromium: Browser) -> None:
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    stage = shown(page, live("nn.MaxPool2d(2)", X))
    cells = stage.locator("[data-grid='output'] .pv-cells .pv-cell")
    expect(cells).to_have_text(["2", "3", "5", "3"])
    stage.locator('input[aria-label="kernel_size"]').fill("3")
    expect(cells).to_have_text(["2"])
    stage.locator('input[aria-label="padding"]').fill("2")
    expect(stage.locator(".pv-layer")).to_contain_text("pad should be at most half")
    stage.locator('input[aria-label="padding"]').fill("1")
    expect(cells).to_have_text(["2", "3", "5", "3"])
    assert errors == []
    assert page.url == "about:blank"
    page.close()


def test_what_the_kernel_makes_of_a_line() -> None:
    widget = live("nn.MaxPool2d(2)", X[None, None])
    widget.told = {"number": 1, "line": "nn.AvgPool2d(4)"}
    assert widget.data["grids"][1]["texts"] == ["1.688"]
    widget.told = {"number": 2, "line": "import os"}
    assert widget.data["grids"][1]["texts"] == ["1.688"]
    assert widget.data["bar"]["said"]
    assert widget.data["asking"]["told"] == 2


@pytest.mark.parametrize("x", [torch.zeros(3), torch.zeros(2, 3, 3), torch.zeros(17, 17)])
def test_what_it_cannot_show_is_said(x: torch.Tensor) -> None:
    with pytest.raises(PoolvizError):
        live("nn.MaxPool2d(2)", x)
