"""Preset: one example as plain data."""

from dataclasses import dataclass

from poolviz.sources.matrices.asks import ASKS

FIVE = "1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1"
SIX = "4 1 3 0 2 6;2 6 0 1 7 3;8 0 5 2 4 0;3 6 1 5 0 9;0 2 4 3 1 7;7 1 0 6 2 5"


@dataclass(frozen=True)
class Preset:
    """One example: `matrix` as parse_matrix reads it, `layer` as poolviz.parse reads it.

    `key` is for links; `title` and `lesson` are texts still to be translated.
    """

    key: str
    title: str
    lesson: str
    matrix: str
    layer: str

    @property
    def asks(self) -> str:
        """What the example asks, untranslated; empty where it has no question of its own."""
        return ASKS.get(self.key, "")
