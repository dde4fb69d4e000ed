"""What a page is: its place in the menu, its card, and what it shows for an address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from poolviz.answers.settings.answer import Answer, Display
from poolviz.answers.settings.bar import Barred, bar_texts, barred
from poolviz.answers.settings.fields import Fields, Problem, Values, read
from poolviz.answers.settings.layer_values import saying
from poolviz.answers.settings.refusal import refused, said_of, with_refusals
from poolviz.errors import PoolvizError
from poolviz.texts import _, error_text
from poolviz.views.stage.wire.bar import Bar, Call, Refused


class Answers(Protocol):
    """A module that answers an address: its settings, and what is shown for them."""

    def fields(self) -> Fields:
        """Return the settings of the page."""

    def answer(self, values: Values, device: torch.device = ...) -> Display:
        """Return what the page shows for the `values` of its settings."""


@dataclass(frozen=True)
class Answered:
    """A page as a function of its address: its `fields`, its `answer`, and what its bar sets, if it has one.

    `example` tells which example its values are: its title, untranslated, or "".
    """

    fields: Callable[[], Fields]
    answer: Callable[[Values, torch.device], Display]
    barred: Barred | None = None
    example: Callable[[Values], str] = lambda _values: ""

    def bar(self, values: Values, found: Display, said: str = "") -> Bar | None:
        """Return the layer's bar for `values`, with the refusal of `found`; None where there is no layer."""
        if self.barred is None:
            return None
        refused = None if found.refusal is None else self.refused(values, found)
        bar = self.barred.bar(values, refused, said or ("" if refused else found.remark))
        return bar if bar is None or not bar.calls else with_refusals(bar, found.refusals)

    def told(self, told: Mapping[str, Any], values: Values) -> tuple[dict[str, Any], str]:
        """Return the settings that the bar has told, and a remark on that: see `told_by`."""
        return told_by(self.barred, told, values)

    def lockable(self, values: Values) -> dict[str, str]:
        """Return what a link can lock of the bar for `values`, by key, those of several calls by letters."""
        bar = None if self.barred is None else self.barred.bar(values, None, "")
        if bar is None:
            return {}
        named = {key: name for call in bar.calls for key, name in _named(call).items()}
        added = {bar.adds: _lettered(bar.adds)} if bar.adds else {}
        return {**named, **added, **_named(bar)}

    def refused(self, values: Values, found: Display) -> Refused:
        """Return why torch refused what `found` would show, and layers that repair it where it is of one."""
        if not isinstance(found, Answer):
            assert found.refusal is not None
            return said_of(found.refusal)
        own = {key: values[key] for key in self.fields()}
        if self.barred is None:
            return refused(found.run, own, self.fields(), saying(()))
        return refused(found.run, own, self.fields(), self.barred.say, self.barred.written)


def _named(call: Call) -> dict[str, str]:
    """Return the names of what is set in a call, by key, and of its line, where it is one of several."""
    chosen = {one.main: one.labels[0] for one in (call.module, call.name) if one is not None}
    names = chosen | {one.main: one.name for one in call.arguments}
    if not call.of:
        return names
    letter = call.of.upper()
    return {call.of: _lettered(call.of)} | {key: f"{letter} · {name}" for key, name in names.items()}


def _lettered(key: str) -> str:
    return _("Layer {letter}").format(letter=key.upper())


def told_by(barred: Barred | None, told: Mapping[str, Any], values: Values) -> tuple[dict[str, Any], str]:
    """Return the settings that the bar has told, as texts or as a line of code, and a remark on that.

    What cannot be read, a text or a line, is left out and said why; `values` are the present.
    """
    if barred is None:
        return {}, ""
    known = barred.fields()
    if isinstance(line := told.get("line"), str):
        try:
            said, remark = barred.with_line(line, values)
        except PoolvizError as error:
            return {}, error_text(error)
        return {key: value for key, value in said.items() if key in known}, remark
    texts = {key: text for key, text in dict(told.get("values") or {}).items() if isinstance(text, str)}
    said, problems = read({key: known[key] for key in texts if key in known}, texts)
    for problem in problems:
        del said[problem.key]
    return said, " ".join(_unread(barred, values, problem) for problem in problems)


def _unread(barred: Barred, values: Values, problem: Problem) -> str:
    """Say what an argument of the bar must be, by its own name."""
    bar = barred.bar(values, None, "")
    for call in () if bar is None else (bar, *bar.calls):
        for one in call.arguments:
            if problem.part in one.keys:
                return call.texts.unread.format(name=one.name, rule=problem.said)
    return bar_texts().unread.format(name=problem.key, rule=problem.said)


@dataclass(frozen=True)
class Page:
    """A page of the app. Texts are untranslated; `group` is the heading of the menu that it stands under.

    Its card says what it answers (`text`), shows a `drawing`, SVG or an address that holds a picture, and
    opens it with the settings `preset`; `brief` is its name where there is little room. `layers` are those
    that it can be set to, `usual` what a link must say of settings that begin otherwise than on other pages,
    `matrix` the setting that holds its small matrix as text, if it has one.
    `answers` is the module that answers its address, `example` what it says of an example.
    `bar` is what its bar sets, where that is not one of `layers`.
    """

    key: str
    title: str
    icon: str
    group: str
    text: str = ""
    drawing: Callable[[], str] | None = None
    brief: str = ""
    layers: Sequence[str] = ()
    preset: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    matrix: str = ""
    answers: Answers | None = None
    example: Callable[[Values], Any] = lambda _values: None
    bar: Barred | None = None

    @property
    def path(self) -> str:
        """The file that Streamlit runs for it."""
        return "home.py" if self.key == "home" else f"pages/{self.key}.py"

    @property
    def answered(self) -> Answered | None:
        """The page as a function of its address; None where an address alone does not answer it."""
        if self.answers is None:
            return None
        has_bar = self.bar is not None or "layer" in self.answers.fields()
        sets = self.barred if has_bar else None
        return Answered(self.answers.fields, self.answers.answer, sets, self._title)

    @property
    def barred(self) -> Barred | None:
        """What its bar sets: one of its `layers`, if nothing else."""
        return self.bar or (barred(self.layers) if self.layers else None)

    def _title(self, values: Values) -> str:
        found = self.example(values)
        return "" if found is None else found.title
