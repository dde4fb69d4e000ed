"""The browser's half of a component as files of the server: Streamlit sends a few lines that load them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from poolviz.server.assets import asset_path

# The style is there before anything is drawn; the addresses begin at the page, wherever the app is served.
# A browser remembers that a module has failed: each try asks for it by another address.
# What is drawn and has a width says so: the room that was kept for it is let go.
LOADER = """
const WAITS = [250, 1000, 3000]; // ms after a try that has failed
const at = (path, tries) => new URL(tries ? `${{path}}?${{tries}}` : path, document.baseURI);
async function found(load, tries = 0) {{
  try {{
    return await load(tries);
  }} catch (failed) {{
    if (tries === WAITS.length) throw failed;
    await new Promise((go) => setTimeout(go, WAITS[tries]));
    return found(load, tries + 1);
  }}
}}
async function text(path) {{
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${{answer.status}}: ${{path}}`);
  return answer.text();
}}
const [module, style] = await Promise.all([
  found((tries) => import(at("{script}", tries))),
  found((tries) => text(at("{style}", tries))),
]);
export default function component(given) {{
  const root = given.parentElement;
  if (!root.querySelector(":scope > style[data-poolviz]")) {{
    const sheet = document.createElement("style");
    sheet.dataset.poolviz = "";
    sheet.textContent = style;
    root.prepend(sheet);
  }}
  const shown = module.default(given);
  const host = root.host ?? root;
  if ("drawn" in host.dataset) return shown;
  const seen = new ResizeObserver(() => {{
    if (!host.clientWidth) return;
    seen.disconnect();
    host.dataset.drawn = "";
  }});
  seen.observe(host);
  return shown;
}}
"""


@cache
def component(name: str, *, isolated: bool = True) -> Callable[..., Any]:
    """Return the component whose script and style are the assets `name`.js and `name`.css.

    One in a dialog must not be `isolated`: Tab passes by what a shadow hides there.
    """
    loader = LOADER.format(script=asset_path(f"{name}.js"), style=asset_path(f"{name}.css"))
    return st.components.v2.component(f"poolviz_{name}", js=loader, isolate_styles=isolated)
