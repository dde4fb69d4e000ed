"""A random walk over every page: any widget, any value, any address, and never an exception.

POOLVIZ_WALK=n walks n steps, POOLVIZ_SEED another way.
"""

import json
import os
import random
import string
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.findings.adaptive.heads import NETWORKS
from poolviz.answers.findings.compare.examples import EXAMPLES
from poolviz.answers.findings.compare.lines import KEYS as KEYS_OF_LAYERS
from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES
from poolviz.answers.findings.frameworks.setting import NAMES
from poolviz.answers.learning.practise import ABOUT
from poolviz.answers.networks.networks.choices import BY_KEY
from poolviz.answers.networks.networks.examples import WRITTEN
from poolviz.answers.pooling.examples import VOLUMES, WINDOWS
from poolviz.answers.pooling.pictures.datasets import PARTS
from poolviz.answers.pooling.pictures.picture import CHANNELS
from poolviz.answers.pooling.unpooling.cases import CASES
from poolviz.answers.settings.language import translations
from poolviz.networks.training.networks import KINDS
from poolviz.questions import TOPICS
from poolviz.sources.datasets.examples import DATA_SETS
from poolviz.sources.datasets.mnist import MNIST
from poolviz.sources.pictures.photos import PHOTO_TITLES, SIZES
from poolviz.sources.signals.signals import LENGTHS, MADE
from poolviz.texts import speak
from poolviz.ui.pooling.pictures.datasets import DOWNLOADS
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.stage import answer, live

STEPS = int(os.environ.get("POOLVIZ_WALK", "1000"))
SEED = int(os.environ.get("POOLVIZ_SEED", "2026"))
COMPARED = [example for examples in EXAMPLES.values() for example in examples]
# No test goes to the network, and long work in other processes has its own tests.
NEVER_PRESSED = ("download", "start_training", "start_events_run", "start_speed_run")

MATRICES = (
    "1 2;3 4",
    "7",
    "1 2\n3",
    "",
    "nan inf;-inf 0",
    "[[1, 2], [3, 4]]",
    "a",
    "1 1e999",
    "0 " * 300,
    "9" * 20_001,
)
LINES = (
    "nn.MaxPool2d(3, 2, 1)",
    "nn.AvgPool2d((2, 3), ceil_mode=True)",
    "nn.MaxPool2d(1, 2, 3, 4)",
    "nn.MaxPool2d(())",
)
LINES += (
    "nn.MaxPool2d(None)",
    "nn.AvgPool2d(2, divisor_override='a')",
    "nn.AdaptiveAvgPool2d(-1)",
    "nn.MaxPool3d(2)",
)
LINES += (
    "nn.MaxPool2d('a')",
    "nn.MaxPool2d(2, stride=(1, None))",
    "x" * 500,
    "(" * 499,
    "nn.MaxPool2d(2)\x00",
    "",
    "  ",
)
TEXTS = (
    "<img src=x onerror=alert(1)>",
    "**b** `c` $x$",
    "\x00",
    "true",
    "false",
    "0",
    "-1",
    "3",
    "1e9",
    "9" * 50,
    "zh",
    "en",
)
TEXTS += (*MATRICES, *LINES)
KEYS = [
    "layer",
    "apart",
    "k",
    "kw",
    "s",
    "sw",
    "p",
    "pw",
    "d",
    "dw",
    "ceil",
    "indices",
    "count_pad",
    "divisor",
    "x",
    "panel",
    "lang",
    "large",
    "cpu",
    "n",
    "c",
    "h",
    "w",
    "to_h",
    "to_w",
    "tool",
]
KEYS += [
    "chain",
    "src",
    "photo",
    "size",
    "cls",
    "digit",
    "no",
    "channel",
    "show",
    "out",
    "oh",
    "ow",
    "g",
    "junk",
    "preset",
    "embed",
    "link_as_sent",
]
KEYS += ["sec", "ch", "cw", "ah", "aw", "of", "ai", "first", "bh", "bw", "levels", "kind", "on", "at"]
KEYS += ["data", "max", "none", "seeds", "epochs", "rate", "curve"]
KEYS += ["set", "tile", "batch", "scale"]
KEYS += ["net", "side", "map", "code", "ih", "iw", "act", "v", "dv", "inplace", "training", "drop"]
KEYS += ["fc", "fh", "fw", "classes", "h2", "w2"]
KEYS += [
    "a",
    "b",
    "m",
    "pair",
    "mode",
    "of",
    "how",
    "seed",
    "signal",
    "win",
    "hop",
    "by",
    "ends",
    "rival",
    "weights",
]
VALUES = (
    "MaxPool2d",
    "AvgPool2d",
    "worth",
    "code",
    "table",
    "curve",
    "inverse",
    "chain",
    "cat",
    "cifar",
    "upload",
    "gradient",
)
VALUES += ("side", "pairs", "shift", "relu", "made", "blur", "zero", "move", "permute", "nn.LPPool2d(2, 2)")
VALUES += ("fixed", "pyramid", "global", "head", "sliding", "1, 2", "mean", "B")
VALUES += ("photos", "test", "any", "12", "tensorboard", "speed")
VALUES += ("memory", "repeat", *map(str, range(-2, 9)), "16", "100", "256", "257", "100000", *TEXTS)


class Walk:
    """One session of the app and what was done in it lately."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self.app = AppTest.from_file("../../home.py", default_timeout=120)
        self.done: deque[str] = deque(maxlen=12)
        self.app.run()

    def step(self) -> None:
        self.listen()
        going = 6 if self.app.number_input else 40  # home has little to do
        act = self.choose.choices((self.use, self.press, self.go, self.follow), weights=(70, 14, going, 10))[
            0
        ]
        act()
        self.app.run()
        assert not self.app.exception, "\n".join([f"seed {SEED}, last steps:", *self.done])

    def listen(self) -> None:
        """Let AppTest write the options of lists in the page's language, as it must before every run."""
        speak(translations(self.app.session_state["lang"]))

    def use(self) -> None:
        kinds = (
            *["number_input"] * 4,
            *["toggle"] * 2,
            "selectbox",
            "text_area",
            "text_input",
            "button_group",
        )
        widgets = [widget for kind in kinds for widget in getattr(self.app, kind)]
        widget = self.choose.choice(widgets)
        if widget.disabled:
            return
        value = getattr(self, f"value_of_{widget.type}")(widget)
        self.done.append(f"{widget.type} {widget.key} = {value!r:.80}")
        widget.set_value(value)

    def value_of_number_input(self, widget: Any) -> int | None:
        low, high = int(widget.min), int(widget.max)
        near = range(low, min(high, low + 9) + 1)
        return self.choose.choice(
            [low, high, *[self.choose.choice(near)] * 4, self.choose.randint(low, high), *self.empty(widget)]
        )

    def empty(self, widget: Any) -> list[None]:
        return [None] if widget.key in ("s", "sw", "divisor", "oh", "ow", "tile") else []

    def value_of_toggle(self, widget: Any) -> bool:
        return not widget.value

    def value_of_selectbox(self, widget: Any) -> object:
        def offered(option: object) -> bool:
            with suppress(AttributeError, LookupError, TypeError, ValueError):
                return str(widget.format_func(option)) in widget.options
            return False

        known = (
            *WINDOWS,
            *CASES,
            *COMPARED,
            *VOLUMES,
            *[one.key for one in MADE],
            *LENGTHS,
            *range(64),
            *KEYS_OF_LAYERS,
            *NETWORKS,
            *BY_KEY,
            *WRITTEN,
            *DATA_SETS,
            *KINDS,
            *FRAMEWORK_CASES,
            *NAMES,
            *PHOTO_TITLES,
            *CHANNELS,
            *PARTS,
            *MNIST.classes,
            *SIZES,
            *ABOUT,
            *TOPICS,
        )
        options = list(filter(offered, (*known, *widget.options)))
        assert options, f"the walk knows no value of {widget.key}: {widget.options}"
        return self.choose.choice(options)

    def value_of_text_area(self, widget: Any) -> str:
        lines = "\n".join(self.choose.choices(LINES, k=self.choose.randint(1, 4)))
        return self.choose.choice([*MATRICES, *TEXTS, *[self.numbers()] * 8, *[lines] * 6])[
            : widget.proto.max_chars or None
        ]

    def value_of_text_input(self, widget: Any) -> str:
        return self.choose.choice([*LINES, *TEXTS, self.noise()])[: widget.proto.max_chars or None]

    def value_of_button_group(self, widget: Any) -> str:
        return self.choose.choice(widget.options)

    def numbers(self) -> str:
        rows, cols = self.choose.randint(1, 16), self.choose.randint(1, 16)
        return "\n".join(" ".join(str(self.choose.randint(-9, 9)) for _ in range(cols)) for _ in range(rows))

    def noise(self) -> str:
        return "".join(
            self.choose.choices(string.printable + "−∞，（）你好\u202e\x00", k=self.choose.randint(0, 40))
        )

    def press(self) -> None:
        buttons = [
            button for button in self.app.button if button.key not in NEVER_PRESSED and not button.disabled
        ]
        if buttons:
            button = self.choose.choice(buttons)
            self.done.append(f"press {button.label!r}")
            button.click()

    def go(self) -> None:
        page = self.choose.choice([entry.path for entry in PAGES.values()])
        self.done.append(f"go to {page}")
        self.app.switch_page(page)

    def follow(self) -> None:
        keys = self.choose.sample(KEYS, k=self.choose.randint(0, 8))
        link: dict[str, Any] = {key: self.choose.choice(VALUES) for key in keys}
        if keys and self.choose.random() < 0.2:
            link[keys[0]] = self.choose.choices(VALUES, k=3)
        self.done.append(f"follow {link!s:.300}")
        self.app.query_params.clear()
        self.app.query_params.update(link)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No network, no data folder, and English afterwards."""

    def no_network(_folder: Path) -> None:
        raise AssertionError("the walk started a download")

    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    for download in DOWNLOADS.values():
        monkeypatch.setattr(download, "start", no_network)
    yield
    speak(translations("en"))


@pytest.mark.timeout(120 + STEPS)
def test_a_random_walk_over_every_page_has_no_exception() -> None:
    print(f"POOLVIZ_SEED={SEED} POOLVIZ_WALK={STEPS}")
    walk = Walk(SEED)
    for _ in range(STEPS):
        walk.step()


COMPARE_LINKS = [("compare", {"show": show}) for show in ("side", "pairs", "shift", "relu")]
EDITS = ("row", "col", "text", "grid")
PIECES = (
    0,
    1,
    2,
    15,
    -1,
    99,
    None,
    "1",
    "-2.5",
    "nan",
    "−∞",
    "<b>",
    "",
    [],
    {},
    1.5,
    float("inf"),
    "9" * 400,
    True,
)
PIECES += ("input", "output", "grad_output", "indices")


@pytest.mark.timeout(120 + STEPS)
def test_whatever_the_stage_sends_has_no_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    def with_field(data: Any, key: str, on_edit: Callable[[Any], None] | None = None, **more: Any) -> None:
        def sent() -> None:
            with suppress(json.JSONDecodeError):
                edit = json.loads(st.session_state["sent"])
                if on_edit is not None and isinstance(edit, dict):  # as show_stage asks
                    on_edit(edit)

        st.text_input("sent", key="sent", on_change=sent)

    for module in (answer, live):
        monkeypatch.setattr(module, "show_stage", with_field)
    walk = Walk(SEED)
    good = {"grid": "input", "row": 0, "col": 0, "text": "5"}
    for page, link in (
        ("windows", {}),
        ("unpooling", {}),
        ("unpooling", {"show": "gradient"}),
        *COMPARE_LINKS,
    ):
        walk.app.query_params.clear()
        walk.app.query_params.update(link)
        walk.listen()
        walk.app.switch_page(PAGES[page].path).run()
        for number in range(STEPS // 20):
            pieces = {
                key: walk.choose.choice(PIECES)
                for key in walk.choose.sample(EDITS, k=walk.choose.randint(0, 3))
            }
            sent = good | pieces | {"number": number}
            walk.listen()
            walk.app.text_input(key="sent").set_value(json.dumps(sent)).run()
            assert not walk.app.exception, sent
            if number % 5 == 4:
                walk.step()
            if not walk.app.text_input or "sent" not in [field.key for field in walk.app.text_input]:
                walk.listen()
                walk.app.switch_page(PAGES[page].path).run()
