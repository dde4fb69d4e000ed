"""A question, and the verdict on an answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from poolviz.questions.kinds import KINDS
from poolviz.questions.topic import Spoken, Task, Topic
from poolviz.texts import N_, _, speaking

WRONG = N_("Not so. The answer is {answer}.")


@dataclass(frozen=True, eq=False)
class Verdict:
    """Whether an answer is `right`; if not, the `mistake` behind it by its name, None where it is "
    "unknown."""

    right: bool
    mistake: str | None
    templates: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)

    def why(self, language: str = "en") -> str:
        """Return the sentence that says why, in "en" or "zh"."""
        with speaking(language):
            return " ".join(_(template).format(**_spoken(self.values)) for template in self.templates)


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

    def _written(self) -> str:
        return self.choices[self.answer] if self.kind == "choice" else KINDS[self.kind].write(self.answer)


def _spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the parts of sentences among them in the current language."""
    return {
        name: _(value.template).format(**values) if isinstance(value, Spoken) else value
        for name, value in values.items()
    }
