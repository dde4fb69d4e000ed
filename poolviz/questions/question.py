"""A question, and the verdict on an answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from poolviz.questions.kinds import KINDS
from poolviz.questions.topic import Listed, Spoken, Task, Topic
from poolviz.texts import N_, _, sentences, speaking

WRONG = N_("Not quite. The answer is {answer}.")
NONE = N_("none")  # no cell at all
UNKNOWN = N_("Not quite. Try again, or show the answer.")


@dataclass(frozen=True, eq=False)
class Verdict:
    """Whether an answer is `right`; if not, the `mistake` behind it by its name, None where it is "
    "unknown."""

    right: bool
    mistake: str | None
    templates: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)

    def betrays(self, language: str = "en") -> str:
        """Return what a wrong answer betrays, in "en" or "zh", without the right one; empty if right."""
        if self.right:
            return ""
        with speaking(language):
            said = self.templates[0] if self.mistake else UNKNOWN
            return _(said).format(**_spoken(self.values))

    def why(self, language: str = "en") -> str:
        """Return the sentence that says why, in "en" or "zh"."""
        with speaking(language):
            values = _spoken(self.values)
            return sentences(*(_(template).format(**values) for template in self.templates))


@dataclass(frozen=True, eq=False)
class Question:
    """A question drawn from a topic: `layer` and `x` where it is about a layer at work, else None.

    `answer` is torch's; `mistakes` are what misconceptions give in its place, by their names, all different.
    """

    topic: str
    seed: int
    level: int
    kind: str
    drawn: Task
    about: Topic

    @property
    def layer(self) -> nn.Module | None:
        """The layer that is asked about."""
        return self.drawn.layer

    @property
    def x(self) -> Tensor | None:
        """The input of the layer."""
        return self.drawn.x

    @property
    def answer(self) -> Any:
        """The right answer, by torch."""
        return self.drawn.answer

    @property
    def mistakes(self) -> dict[str, Any]:
        """The answer that each misconception gives."""
        return dict(self.drawn.mistakes)

    @property
    def choices(self) -> tuple[str, ...]:
        """The offered answers of a choice, in English; else none."""
        return self.offered("en")

    def offered(self, language: str) -> tuple[str, ...]:
        """Return the offered answers of a choice in "en" or "zh"."""
        with speaking(language):
            return tuple(_(choice).format(**_spoken(self.drawn.values)) for choice in self.drawn.choices)

    def text(self, language: str = "en") -> str:
        """Return the question in "en" or "zh"; PoolvizError for another language."""
        with speaking(language):
            return _(self.about.text).format(**_spoken(self.drawn.values))

    def because(self, language: str = "en") -> str:
        """Return the right answer and why it is right, in "en" or "zh"."""
        with speaking(language):
            return _(self.about.right).format(**_spoken({**self.drawn.values, "answer": self._written()}))

    def betrayed(self, language: str = "en") -> dict[str, str]:
        """Return what each of the mistakes is, by their names, in "en" or "zh"."""
        with speaking(language):
            values = _spoken({**self.drawn.values, "answer": self._written()})
            return {name: _(self.about.mistakes[name]).format(**values) for name in self.drawn.mistakes}

    def grade(self, answer: Any) -> Verdict:
        """Return the verdict on `answer`, a value or what somebody typed.

        An answer that cannot be read is no wrong answer: PoolvizError says what it must be.
        """
        kind = KINDS[self.kind]
        given = kind.read(answer, self.answer)
        values = {**self.drawn.values, "answer": self._written()}
        if self.drawn.judge(given) if self.drawn.judge else kind.same(given, self.answer):
            return Verdict(True, None, (self.about.right,), values)
        named = (name for name, wrong in self.drawn.mistakes.items() if kind.same(given, wrong))
        mistake = next(named, None)
        said = self.about.mistakes[mistake] if mistake else WRONG
        return Verdict(False, mistake, (said, self.about.right), values)

    def _written(self) -> str | Spoken:
        if self.kind == "choice":
            return Spoken(self.drawn.choices[self.answer])
        return KINDS[self.kind].write(self.answer) or Spoken(NONE)


def _spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the parts of sentences and the lists among them in the current language."""
    return {name: _said(value, values) for name, value in values.items()}


def _said(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, Spoken):
        return _(value.template).format(**values)
    return _(", ").join(value.parts) if isinstance(value, Listed) else value
