"""Flattened vectors as strips of equal width, and the weights behind them as bars."""

import html
from collections.abc import Sequence

from poolviz.findings.pyramid import Pyramid
from poolviz.networks.heads import Head
from poolviz.texts import _
from poolviz.views.figures.repetition import address

SIDE = 46  # px of the longer side of a small picture


def vector_strips(pyramids: Sequence[tuple[str, Pyramid]]) -> str:
    """Return HTML with a line for each of `pyramids` (name, pyramid): the picture and its vector.

    Each number of a vector is a shade of grey, from 0 to 255. The levels are the same of all; they are
    named once, below.
    """
    _title, last = pyramids[-1]
    parts = "".join(map(_part, last.levels, last.parts))
    strips = "".join(_strip(title, made) for title, made in pyramids)
    return f'{_STYLE}<div class="pv-vectors">{strips}<div class="pv-parts">{parts}</div></div>'


def _strip(title: str, made: Pyramid) -> str:
    picture = made.explanations[0].input[0]
    vector = made.vector[0]
    rows, cols = picture.shape[-2:]
    said = _("{title}: {rows} × {cols} gives {n} numbers").format(
        title=title, rows=rows, cols=cols, n=vector.numel()
    )
    high, wide = (SIDE * side / max(rows, cols) for side in (rows, cols))
    return (
        f'<div class="pv-vector"><div class="pv-small"><img alt="" src="{address(picture)}" '
        f'style="height:{max(high, 3):.0f}px;width:{max(wide, 3):.0f}px"></div>'
        f"<div><b>{html.escape(said)}</b>"
        f'<img class="pv-numbers" alt="{html.escape(said)}" src="{address(vector[None, None])}"></div></div>'
    )


def _part(level: int, part: int) -> str:
    text = html.escape(_("{level} × {level}: {n}").format(level=level, n=part))
    return f'<span style="flex:{part}" title="{text}">{text}</span>'


def head_bars(heads: Sequence[tuple[str, Head]]) -> str:
    """Return HTML with each of `heads` (name, head) as a line: features, parameters, a bar to one scale."""
    most = max(head.parameters for _name, head in heads)
    return f'{_STYLE}<div class="pv-heads">{"".join(_head(name, head, most) for name, head in heads)}</div>'


def _head(name: str, head: Head, most: int) -> str:
    said = _("{features} × {classes} + {classes} = {n} parameters").format(
        features=f"{head.features:,}", classes=f"{head.classes:,}", n=f"<b>{head.parameters:,}</b>"
    )
    bar = f'<div class="pv-head-bar" style="width:max({100 * head.parameters / most:.4f}%, 3px)"></div>'
    return (
        f"<div><code>{html.escape(name)}, <b>{html.escape(head.code)}</b></code></div>"
        f'<p class="pv-head-sum">{said}</p>'
        f'<div class="pv-head-ground">{bar}</div>'
    )


_STYLE = """<style>
.pv-vector { display: flex; gap: 0.9rem; align-items: center; margin: 0 0 0.3rem; }
.pv-vector > .pv-small { flex: 0 0 46px; text-align: center; }
.pv-small img { border-radius: 2px; outline: 1px solid rgb(128 128 128 / 45%); }
.pv-vector > div { flex: 1; min-width: 0; font-size: 0.9rem; }
.pv-numbers { display: block; width: 100%; height: 20px; image-rendering: pixelated;
  outline: 1px solid rgb(128 128 128 / 60%); margin: 0.15rem 0; }
.pv-parts { display: flex; font-size: 0.75rem; margin-left: calc(46px + 0.9rem); }
.pv-parts span { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; min-width: 0;
  border-left: 2px solid #E69F00; padding-left: 0.2rem; }
.pv-heads code { font-size: 0.9rem; }
.pv-head-sum { font-size: 1.15rem; margin: 0.1rem 0; overflow-wrap: anywhere; }
.pv-head-ground { background: rgb(128 128 128 / 16%); height: 1rem; margin: 0 0 0.6rem; border-radius: 3px; }
.pv-heads > :last-child { margin: 0; }
.pv-head-bar { background: #0072B2; height: 100%; border-radius: 3px; }
</style>"""
