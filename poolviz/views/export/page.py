"""The stage as one HTML file that works from disk, offline: hover, keys and play, nothing to edit."""

import base64
import hashlib
import html
import json
from dataclasses import replace
from functools import cache

from poolviz.texts import _
from poolviz.views.stage.browser.bundle import stage_script, stage_style
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
<style>{own}</style>
</head>
<body>
<main><h1>{title}</h1><div id="stage"></div></main>
<footer>{said}</footer>
<script id="data" type="application/json">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""
_OWN = """:root { color-scheme: light dark; }
body { margin: 0; padding: 16px; background: #fff; color: #25272f;
font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 19px; font-weight: 600; margin: 0 0 12px; overflow-wrap: anywhere; }
footer { margin-top: 18px; font-size: 13px; opacity: 0.8; }
@media (prefers-color-scheme: dark) { body { background: #12151c; color: #f2f3f6; } }
"""
_START = """
mount(document.getElementById("stage"), JSON.parse(document.getElementById("data").textContent), () => {});
"""
# What a browser would take for the end of the script's element, or for the end of a line.
_ESCAPES: dict[str, str | int | None] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def html_page(stage: Stage, title: str = "", lang: str = "en") -> str:
    """Return the stage `data` as one page that needs no network; `title` is what stands above it.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> "<title>nn.MaxPool2d(2)</title>" in html_page(input_stage(torch.eye(2)), "nn.MaxPool2d(2)")
    True
    """
    from torch import __version__

    said = _("Made with poolviz; torch {version} computed the numbers. This page works without a network.")
    return _PAGE.format(
        lang=html.escape(lang, quote=True),
        policy=_policy(),
        title=html.escape(title or stage.title),
        style=stage_style(),
        own=_OWN,
        said=html.escape(said.format(version=__version__.partition("+")[0])),
        data=embedded(to_wire(alone(stage))),
        script=_script(),
    )


def alone(stage: Stage) -> Stage:
    """Return a stage as it stands alone: nothing is edited, since nobody would compute it."""
    return replace(stage, options=replace(stage.options, editable=False, take=False, autoplay=False))


def embedded(data: object) -> str:
    """Return `data` as JSON that a script's element can hold.

    >>> embedded({"title": "</script>"})
    '{"title": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False)
    return text.translate(str.maketrans(_ESCAPES))


@cache
def _script() -> str:
    script = stage_script() + _START
    if "</" in script or "<!--" in script:
        raise ValueError("the stage's script would end its own element")
    return script


@cache
def _policy() -> str:
    """Return the policy that lets this one script run, and nothing be fetched."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:"
