"""How an adaptive axis shares its cells out: every window as a bar under a ruler, with its arithmetic."""

import html
import itertools

from poolviz.pooling.windows import Adaptive
from poolviz.texts import _, ngettext

SHOWN = 16  # rows at once
CELLS = 50  # up to so many positions each has its line


def share_table(axis: Adaptive, name: str, first: int = 0) -> str:
    """Return HTML with the windows of `axis` from output `first` on, at most SHOWN: bounds, sizes, bars.

    The ruler has the positions that these windows read. What the window before reads too is hatched.
    `name` is the letter of the axis.
    """
    shown = range(max(0, min(first, axis.outputs - SHOWN)), axis.outputs)[:SHOWN]
    heads = (_("output"), _("starts at"), _("stops before"), _("cells"))
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    ruled = range(axis.taps(shown[0]).start, axis.taps(shown[-1]).stop)
    rows = "".join(_row(axis, output, ruled) for output in shown)
    ruler = f'<th scope="col">{_ruler(ruled, name)}</th>'
    return f'{_STYLE}<table class="pv-shares"><tr>{head}{ruler}</tr>{rows}</table>'


def arithmetic(axis: Adaptive, output: int) -> tuple[str, str]:
    """Return how torch finds where the window of `output` starts and stops.

    >>> arithmetic(Adaptive(length=5, outputs=3), 1)
    ('⌊1·5/3⌋ = 1', '⌈2·5/3⌉ = 4')
    """
    taps = axis.taps(output)
    return (
        f"⌊{output}·{axis.length}/{axis.outputs}⌋ = {taps.start}",
        f"⌈{output + 1}·{axis.length}/{axis.outputs}⌉ = {taps.stop}",
    )


def share_line(axis: Adaptive, name: str) -> str:
    """Return in words how the windows of `axis` differ and overlap.

    >>> share_line(Adaptive(length=5, outputs=3), "H")
    '**H**: 5 cells for 3 outputs · windows of 2 or 3 · 2 cells in two windows'
    """
    sizes = sorted({len(axis.taps(output)) for output in range(axis.outputs)})
    values = {"axis": f"**{name}**", "length": axis.length, "outputs": axis.outputs}
    text = _("{axis}: {length} cells for {outputs} outputs · windows of {sizes}")
    said = text.format(sizes=_(" or ").join(map(str, sizes)), **values)
    if axis.outputs > axis.length:
        more = _("more outputs than cells: cells are repeated")
    elif shared := _shared(axis):
        more = ngettext("{n} cell in two windows", "{n} cells in two windows", shared).format(n=shared)
    else:
        more = _("no cell in two windows")
    return f"{said} · {more}"


def _shared(axis: Adaptive) -> int:
    windows = [axis.taps(output) for output in range(axis.outputs)]
    return sum(max(0, one.stop - after.start) for one, after in itertools.pairwise(windows))


def _row(axis: Adaptive, output: int, ruled: range) -> str:
    start, stop = arithmetic(axis, output)
    taps = axis.taps(output)
    before = axis.taps(output - 1).stop if output else 0
    bar = _bar(taps, ruled, "pv-part")
    bar += _bar(range(max(taps.start, ruled.start), min(before, taps.stop)), ruled, "pv-part-again")
    cells = (f'<th scope="row">{output}</th>', _cell(start), _cell(stop), _cell(str(len(taps))))
    grid = f"background-size:{100 / len(ruled):.4f}% 100%" if len(ruled) <= CELLS else ""
    lined = "pv-bar pv-lined" if grid else "pv-bar"
    return f'<tr>{"".join(cells)}<td><div class="{lined}" style="{grid}">{bar}</div></td></tr>'


def _cell(text: str) -> str:
    return f"<td>{text}</td>"


def _bar(run: range, ruled: range, kind: str) -> str:
    if not run:
        return ""
    left, width = 100 * (run.start - ruled.start) / len(ruled), 100 * len(run) / len(ruled)
    return f'<div class="{kind}" style="left:{left:.3f}%;width:{width:.3f}%"></div>'


def _ruler(ruled: range, name: str) -> str:
    by = next(by for by in (1, 2, 5, 10, 20, 50, 100) if len(ruled) / by <= 6 or by == 100)
    ticks = "".join(
        f'<span style="left:{100 * (at - ruled.start) / len(ruled):.3f}%">{at}</span>'
        for at in ruled
        if at % by == 0
    )
    title = _("position along {axis}").format(axis=name)
    return f'<div class="pv-scale" role="img" aria-label="{html.escape(title)}">{ticks}</div>'


_STYLE = """<style>
.pv-shares { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.pv-shares th, .pv-shares td { padding: 0.1rem 0.5rem 0.1rem 0; text-align: left; font-weight: 400;
  white-space: nowrap; border: 0; }
.pv-shares th[scope=col] { font-size: 0.8rem; opacity: 0.85; vertical-align: bottom; }
.pv-shares tr:hover td, .pv-shares tr:hover th[scope=row] { background: rgb(128 128 128 / 14%); }
.pv-shares td:last-child, .pv-shares th:last-child { width: 100%; min-width: 7rem; padding-right: 0; }
.pv-scale { position: relative; height: 1.2rem; }
.pv-scale span { position: absolute; font-size: clamp(0.75rem, 4rem - 52px, 0.875rem); }
.pv-bar { position: relative; height: 1.15rem; background-color: rgb(128 128 128 / 16%); }
.pv-lined { background-image: linear-gradient(to right, rgb(128 128 128 / 40%) 1px, transparent 1px); }
.pv-part, .pv-part-again { position: absolute; top: 0.12rem; bottom: 0.12rem; }
.pv-part { background: #0072B2; border-radius: 2px; }
.pv-part-again { background: repeating-linear-gradient(45deg, #E69F00 0 4px, #1b2733 4px 7px); }
@media (max-width: 640px) { .pv-shares { font-size: 0.75rem; }
  .pv-shares th, .pv-shares td { padding-right: 0.3rem; } }
</style>"""
