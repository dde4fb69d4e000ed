"""The look of every page, beyond what .streamlit/config.toml can say."""

import streamlit as st

_STYLE = """
<style>
.block-container { max-width: 1600px; padding: 1.25rem 2rem 3rem; }
[data-testid="stSidebarHeader"] { height: 1.5rem; margin-bottom: 0; padding: 0.3rem 1rem 0; }
[data-testid="stSidebarContent"] [data-testid="stVerticalBlock"] { gap: 0.45rem; }
.st-key-menu [data-testid="stVerticalBlock"] { gap: 0.1rem; }
.st-key-menu [data-testid="stHorizontalBlock"] { gap: 0.25rem; flex-wrap: nowrap; }
.st-key-menu [data-testid="stColumn"] { min-width: 0; flex: 1 1 0; }
.st-key-menu [data-testid="stPageLink-NavLink"] { padding: 0.15rem 0.35rem; gap: 0.35rem; }
[data-testid="stSidebar"] hr { margin: 0.4rem 0; }
[data-testid="stHeader"] { height: 2rem; min-height: 2rem; background: transparent; pointer-events: none; }
[data-testid="stHeader"] button, [data-testid="stHeader"] a { pointer-events: auto; }
.pv-brand { font-weight: 700; font-size: 1.35rem; letter-spacing: -0.02em; }
h1 { padding: 0 !important; }
[data-testid="stMarkdownContainer"] table { display: block; max-width: 100%%; overflow-x: auto; }
[data-testid="stMarkdownContainer"] :is(th, td:first-child) { word-break: keep-all; }
[data-testid="stMarkdownContainer"] td code { white-space: nowrap; }
[data-testid="stPageLink-NavLink"]:focus-visible { outline: 2px solid; outline-offset: -2px; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: 0.85 !important; }
[data-testid="stCaptionContainer"] p { color: inherit; opacity: 1; }
code .token { color: color-mix(in srgb, currentColor 50%%, var(--pv-token, currentColor)) !important; }
code :is(.keyword, .builtin, .function, .class-name) { --pv-token: #1c83e1; }
code :is(.number, .boolean) { --pv-token: #12a48a; }
code .string { --pv-token: #2f9e44; }
code :is(.operator, .decorator) { --pv-token: #e0670c; }
.st-key-code textarea { font: 0.8rem/1.5 monospace; white-space: pre; overflow-x: auto; }
[data-testid="stButton"] kbd { color: inherit !important; opacity: 1 !important; }
[data-testid="stBaseButton-primary"] p { color: light-dark(#ffffff, #11181f); }
.pv-shape { font: 600 1.5rem/1.4 monospace; margin: 0; }
.pv-card { height: 7.5rem; display: flex; align-items: center; justify-content: center; }
.pv-thumb { max-width: 100%%; max-height: 7.5rem; width: 15rem; border-radius: 0.3rem; }
@media (max-width: 640px) { .block-container { padding: 2.25rem 0.75rem 2rem; } }
%s
</style>
"""

_LARGE = "html { font-size: 20px; } [data-testid=stSidebar] { min-width: 22rem; }"


def apply(large: bool) -> None:
    """Give the page its look; `large` scales all type for a projector."""
    st.html(_STYLE % (_LARGE if large else ""))
