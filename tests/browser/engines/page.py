"""The app in any browser that speaks WebDriver: what is pointed at, typed and dragged, and what is seen."""

import json
import time
from typing import Any, Protocol

# All that matches, inside of Streamlit's components, too.
FOUND = """((selector) => {
  const search = (root) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? search(one.shadowRoot) : []))];
  return search(document); })"""
ARROW_UP, ARROW_RIGHT, ARROW_DOWN, CONTROL = "\ue013", "\ue014", "\ue015", "\ue009"
Point = tuple[int, int]


class Engine(Protocol):
    """What Firefox and WebKit have in common here."""

    def go(self, address: str) -> None: ...
    def resize(self, width: int, height: int) -> None: ...
    def evaluate(self, expression: str) -> Any: ...
    def act(self, actions: list[dict[str, Any]]) -> None: ...
    def screenshot(self) -> bytes: ...


def found(selector: str, rest: str) -> str:
    """An expression over the list `found` of all elements that match."""
    return f"(found => {rest})({FOUND}({json.dumps(selector)}))"


def texts(engine: Engine, selector: str) -> list[str]:
    return engine.evaluate(found(selector, "found.map((one) => one.textContent)"))


def until(engine: Engine, expression: str, wanted: Any, seconds: float = 30) -> None:
    """Wait until an expression has just this value."""
    end = time.monotonic() + seconds
    while (seen := engine.evaluate(expression)) != wanted:
        if time.monotonic() > end:
            raise AssertionError(f"{expression}\nis {seen}\nand never was {wanted}")
        time.sleep(0.05)


def until_texts(engine: Engine, selector: str, wanted: list[str]) -> None:
    until(engine, found(selector, "found.map((one) => one.textContent)"), wanted)


def box(engine: Engine, selector: str, n: int = 0) -> list[float]:
    """Left, top, width and height of the nth element that matches, in pixels of the page's view."""
    sides = "(({x, y, width, height}) => [x, y, width, height])"
    return engine.evaluate(found(selector, f"{sides}(found[{n}].getBoundingClientRect())"))


def centre(engine: Engine, selector: str, n: int = 0) -> Point:
    left, top, width, height = box(engine, selector, n)
    return round(left + width / 2), round(top + height / 2)


def mouse(engine: Engine, *steps: Point | str) -> None:
    """Move the mouse along points; "down" and "up" press its button and let go."""
    engine.act([{"type": "pointer", "id": "mouse", "actions": [_step(step) for step in steps]}])


def _step(step: Point | str) -> dict[str, Any]:
    if isinstance(step, str):
        return {"type": f"pointer{step.capitalize()}", "button": 0}
    return {"type": "pointerMove", "x": step[0], "y": step[1], "duration": 20}


def click(engine: Engine, selector: str, n: int = 0) -> None:
    mouse(engine, centre(engine, selector, n), "down", "up")


def press(engine: Engine, *keys: str) -> None:
    """Press keys one after the other; a text of several is a chord."""
    steps = [step for chord in keys for step in (_keys("keyDown", chord) + _keys("keyUp", chord[::-1]))]
    engine.act([{"type": "key", "id": "keyboard", "actions": steps}])


def _keys(kind: str, keys: str) -> list[dict[str, Any]]:
    return [{"type": kind, "value": key} for key in keys]
