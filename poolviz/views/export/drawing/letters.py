"""Fonts for figures: what a machine can write, and what is written where it lacks the signs."""

import contextvars
import gettext
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from os.path import exists

from poolviz.texts import speak
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.texts import Texts

# Of what systems ship, in the order in which Chinese reads best.
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
LATIN = "DejaVu Sans"  # which matplotlib brings along


@dataclass(frozen=True)
class Letters:
    """Font families, the first that has a sign writes it, and every sign that they have."""

    families: tuple[str, ...]
    signs: frozenset[int]

    def can_write(self, text: str) -> bool:
        """Tell whether these fonts have every sign of `text`."""
        return all(ord(sign) in self.signs for sign in text)

    def written(self, text: str, otherwise: str = "") -> str:
        """Return `text` if these fonts can write it, else `otherwise`; never a sign that would be a box.

        >>> letters().written("max(1, 2) = 2", "x")
        'max(1, 2) = 2'
        >>> Letters((), frozenset(map(ord, "ab"))).written("abc", "")
        'ab?'
        """
        if self.can_write(text):
            return text
        kept = otherwise or text
        return "".join(sign if ord(sign) in self.signs else "?" for sign in kept)


@cache
def letters(chinese: Sequence[str] = CHINESE) -> Letters:
    """Return what this machine can write: Latin letters and signs, and Chinese where a font has it."""
    from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

    # matplotlib's list may be older than what is installed.
    known = {entry.name for entry in fontManager.ttflist if entry.name in chinese and exists(entry.fname)}
    families = (LATIN, *[name for name in chinese if name in known][:1])
    signs = {ord("\n")}
    for family in families:
        signs |= set(get_font(findfont(FontProperties(family=family))).get_charmap())
    return Letters(families, frozenset(signs))


def readable(stage: Stage) -> Stage:
    """Return a stage with sentences that this machine can write: in English if it must be."""
    if set(map(ord, "".join(astuple(stage.texts)))) <= letters().signs:
        return stage
    return replace(stage, texts=contextvars.copy_context().run(_english, stage))


def _english(stage: Stage) -> Texts:
    """Return every sentence of a stage in English."""
    from poolviz.views.stage.texts import field_texts, position_texts, signal_field_texts, stage_texts

    speak(gettext.NullTranslations())
    grids = stage.grids
    texts = stage_texts(deep=any(grid.depth is not None for grid in grids))
    if any(grid.plot for grid in grids):
        texts = position_texts(texts)
    if stage.options.fields:
        said = signal_field_texts if all(grid.rows == 1 for grid in grids) else field_texts
        texts = said(texts)
    return texts
