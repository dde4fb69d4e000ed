"""The strip of pictures that a layer leaves which is applied to its own output again and again."""

import base64
import html
import io
from collections.abc import Sequence

from torch import Tensor

from poolviz.findings.repetition import Repeated
from poolviz.texts import _
from poolviz.views.stage.pictures import as_bytes

SHOWN = 9


def strip(title: str, chain: Repeated) -> str:
    """Return HTML with the pictures of `chain`, all as large as the first; the middle of many is left out."""
    steps = range(chain.steps + 1)
    left_out = len(steps) - SHOWN + 1 if len(steps) > SHOWN else 0
    figures = [_figure(chain, step) for step in (steps if not left_out else steps[: SHOWN - 4])]
    if left_out:
        gap = html.escape(_("… {n} more …").format(n=left_out))
        figures.append(f'<span class="pv-gap">{gap}</span>')
        figures += [_figure(chain, step) for step in steps[-3:]]
    return (
        f'{_STYLE}<div class="pv-strip-row"><b>{html.escape(title)}</b>'
        f'<div class="pv-strip-pictures">{"".join(figures)}</div></div>'
    )


def _figure(chain: Repeated, step: int) -> str:
    plane = chain.planes[step]
    rows, cols = plane.shape[-2:]
    said = _("step {step}: {rows} × {cols}").format(step=step, rows=rows, cols=cols)
    first = chain.planes[0].shape
    width = round(96 * min(1, first[-1] / first[-2]))
    height = round(96 * min(1, first[-2] / first[-1]))
    smooth = "" if rows * cols > 96 * 96 else "image-rendering: pixelated; "
    return (
        f'<figure><img alt="{html.escape(said)}" src="{address(plane[0])}" '
        f'style="{smooth}width: {max(width, 4)}px; height: {max(height, 4)}px">'
        f"<figcaption>{rows} × {cols}</figcaption></figure>"
    )


def address(values: Tensor) -> str:
    """Return `values` (3 or 1, H, W) from 0 to 255 as a picture in an address of data."""
    from PIL import Image

    image = Image.fromarray(as_bytes(values).permute(1, 2, 0).squeeze(-1).contiguous().numpy())
    kind = "JPEG" if values.shape[-2:].numel() > 96 * 96 else "PNG"
    file = io.BytesIO()
    image.save(file, kind, quality=88)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(file.getvalue()).decode('ascii')}"


def written(values: Sequence[float]) -> str:
    """Return the numbers of one pixel, a channel each.

    >>> written([255.0, 12.344])
    '(255, 12.34)'
    """
    texts = [f"{value:.2f}".rstrip("0").rstrip(".") for value in values]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


_STYLE = """<style>
.pv-strip-row { margin: 0 0 0.9rem; }
.pv-strip-pictures { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.35rem; }
.pv-strip-pictures figure { margin: 0; }
.pv-strip-pictures img { display: block; border-radius: 2px; outline: 1px solid rgb(128 128 128 / 45%); }
.pv-strip-pictures figcaption { font-size: 0.8rem; opacity: 0.8; text-align: center; }
.pv-gap { align-self: center; font-size: 0.85rem; opacity: 0.8; padding: 0 0.4rem; }
</style>"""
