"""The look of every page, beyond what .streamlit/config.toml can say."""

from html import escape

import streamlit as st

from poolviz.answers.settings.language import tag
from poolviz.server.assets import asset_path
from poolviz.texts import _
from poolviz.ui.shared.frame.places import places

_STYLE = """
.block-container { max-width: 1600px; padding: 1.25rem 2rem 3rem; }
[data-testid="stSidebarHeader"] { height: 1.5rem; margin-bottom: 0; padding: 0.3rem 1rem 0; }
[data-testid="stSidebarContent"] [data-testid="stVerticalBlock"] { gap: 0.45rem; }
[data-testid="stSidebarContent"] .st-key-asking { gap: 0; min-height: 2.95rem; }
.st-key-menu [data-testid="stVerticalBlock"] { gap: 0; }
.st-key-menu [data-testid="stHorizontalBlock"] { gap: 0.25rem; flex-wrap: nowrap; }
.st-key-menu [data-testid="stColumn"] { min-width: 0; flex: 1 1 0; }
.st-key-menu .stElementContainer:has(> .stPageLink) { margin-block: -2px; }
.st-key-menu [data-testid="stPageLink-NavLink"] { padding: 0 0.35rem; gap: 0.35rem; }
.st-key-menu [data-testid="stPageLink-NavLink"] p { line-height: 1.45rem; }
[data-testid="stSidebar"] hr { margin: 0.4rem 0; }
[data-testid="stHeader"] { height: 2rem; min-height: 2rem; background: transparent; pointer-events: none; }
[data-testid="stHeader"] button, [data-testid="stHeader"] a { pointer-events: auto; }
[data-testid="stSkillsNudge"] { display: none; }
.pv-group { font-weight: 600; font-size: 0.72rem; letter-spacing: 0.06em; text-transform: uppercase;
  opacity: 0.75; line-height: 1.3; padding: 0.25rem 0.35rem 0; }
.pv-theme { display: flex; width: max-content; border-radius: 0.4rem; overflow: hidden;
  border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.pv-theme button { padding: 0.2rem 0.7rem; border: 0; background: none; color: inherit; font: inherit;
  font-size: 0.875rem; cursor: pointer; }
.pv-theme button + button { border-left: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.pv-theme button[aria-pressed="true"] { color: light-dark(#005f96, #56b4e9);
  background: color-mix(in srgb, currentColor 12%, transparent); box-shadow: inset 0 0 0 1px;
  border-radius: 0.4rem; }
.pv-theme button:focus-visible { outline: 2px solid; outline-offset: -2px; }
@media (pointer: coarse) {
  .pv-theme button { min-height: 44px; }
  .st-key-menu [data-testid="stPageLink-NavLink"] { min-height: 44px; }
}
.pv-brand { font-weight: 700; font-size: 1.35rem; letter-spacing: -0.02em; }
h1 { padding: 0 !important; }
.pv-part { font-size: 1.15rem !important; padding: 0.75rem 0 0 !important; }
[data-testid="stMarkdownContainer"] table { display: block; max-width: 100%; overflow-x: auto; }
[data-testid="stMarkdownContainer"] :is(th, td:first-child) { word-break: keep-all; }
[data-testid="stMarkdownContainer"] td code { white-space: nowrap; }
[data-testid="stPageLink-NavLink"]:focus-visible {
  outline: 2px solid light-dark(#005f96, #56b4e9); outline-offset: -2px; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: 0.85 !important; }
[data-testid="stCaptionContainer"] p { color: inherit; opacity: 1; }
code .token { color: color-mix(in srgb, currentColor 50%, var(--pv-token, currentColor)) !important; }
code :is(.keyword, .builtin, .function, .class-name) { --pv-token: #1c83e1; }
code :is(.number, .boolean) { --pv-token: #12a48a; }
code .string { --pv-token: #2f9e44; }
code :is(.operator, .decorator) { --pv-token: #e0670c; }
[data-testid="stButtonGroup"] > [role="radiogroup"] { flex-wrap: wrap; overflow: visible; }
[data-testid="stColumn"]:has(.katex-display) { container-type: inline-size; }
[data-testid="stColumn"] .katex-display { overflow: visible; }
[data-testid="stColumn"] .katex-display > .katex { font-size: min(1.21em, 5.5cqi); }
[class*="st-key-lesson_row"] { flex-wrap: nowrap; max-width: 48rem; }
.st-key-terms { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); }
.st-key-terms > * { align-self: stretch; }
.st-key-terms > * > [class*="st-key-found"] { height: auto; }
.st-key-code textarea { font: 0.8rem/1.5 monospace; white-space: pre; overflow-x: auto; }
:is([data-testid="stButton"], [data-testid="stPageLink"]) em {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[data-testid="stButton"] kbd { color: inherit !important; opacity: 1 !important; }
[data-testid^="stBaseButton-primary"]:enabled p { color: light-dark(#ffffff, #11181f); }
.st-key-lesson { min-height: 1.875rem; }
.st-key-lesson button { min-height: 1.75rem; padding-block: 0; }
.st-key-shift_table :is(th, td):not(:first-child) { min-width: 6.9rem; padding-inline: 0.35rem; }
.pv-shape { font: 600 1.5rem/1.4 monospace; margin: 0; }
.pv-card { height: 7.5rem; display: flex; align-items: center; justify-content: center; }
.pv-thumb { max-width: 100%; max-height: 7.5rem; width: 15rem; border-radius: 0.3rem; }
@media (max-width: 640px) {
  .block-container { padding: 2.25rem 0.75rem 2rem; }
  [role="radiogroup"] > [aria-checked="false"] {
    border-color: color-mix(in srgb, currentColor 20%, transparent); }
  [role="radiogroup"] > [aria-checked="true"] { position: relative; z-index: 1; }
  .st-key-lesson { min-height: 6.25rem; } /* of two lines and a button, so that none of it moves the bar */
  .pv-shape { font-size: min(1.5rem, 4.9vw); }
  .st-key-shift_table :is(th, td):not(:first-child) { min-width: 0; }
  .stHorizontalBlock:has(> * h1) > .stElementContainer:has([data-testid="stSelectbox"]) { min-width: 11rem; }
  [data-testid="stMarkdownContainer"] table { font-size: 0.8125rem; }
  [data-testid="stMarkdownContainer"] :is(th, td) { padding: 0.35rem 0.4rem; }
  [data-testid="stMarkdownContainer"] td:first-child { word-break: normal; }
  [data-testid="stMarkdownContainer"] td code {
    white-space: normal; padding-inline: 0; overflow-wrap: anywhere; }
  [data-testid="stMarkdownContainer"] table:has(th:nth-child(5)) :is(th, td) {
    padding-inline: 0.15rem; font-size: 0.75rem; overflow-wrap: anywhere; }
}
@media print {
  .stSidebar, [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stButton"],
  [data-testid="stPopover"], [data-testid="stDownloadButton"], [data-testid="stButtonGroup"],
  [data-testid="stTooltipIcon"], [class*="st-key-terms_"], .block-container [data-testid="stPageLink"],
  .block-container :is([data-testid="stSelectbox"], [data-testid="stCheckbox"], [data-testid="stSlider"]),
  .block-container [data-testid="stExpander"]:has(details:not([open])) { display: none !important; }
  .stApp, .stAppViewContainer, .stMain, .stMain > * {
    position: static !important; height: auto !important; overflow: visible !important; }
  .block-container { padding: 0; max-width: none; }
}
"""

# Within `:root`, so that it counts more than what stands there.
_LARGE = """& { font-size: clamp(20px, 1.2vw, 24px); }
@media (min-width: 1600px) {
  .stMain .stHorizontalBlock > .stElementContainer:has([data-testid=stSelectbox]) { min-width: 13rem; }
}
.stMain :is(code, th) { font-size: 0.9rem !important; }
[data-testid=stSidebar][data-collapsed=false] { min-width: min(max(19rem, 350px), 100vw); }
@media (max-height: 850px) and (min-width: 641px) { /* a low screen: what is seen of a stage has the room */
  & { font-size: 17px; }
  .block-container { padding: 0.6rem 1.25rem 2rem; }
  .block-container > [data-testid=stVerticalBlock] { gap: 0.4rem; }
  h1 { font-size: 1.6rem !important; }
}
@media (max-height: 850px) and (min-width: 1200px) {
  .st-key-picture_controls:not(:has([data-testid=stFileUploader], .st-key-tile)) { flex-wrap: nowrap; }
  .st-key-picture_controls > [class*=st-key-] { flex-shrink: 1 !important; min-width: 100px; }
}
"""

# While a large page opens, its menu is as wide from the first moment as it will be.
_LARGE_MENU = """
[data-testid=stSidebar] { transition: none !important; }
@media (min-width: 769px) {
  .stAppViewContainer:not(:has(.stSidebar)) { padding-left: var(--pv-menu, max(19rem, 350px)); }
}
"""

# A frame in another page has no menu.
_FRAMED = """
:is([data-testid=stSidebar], [data-testid=stExpandSidebarButton]) { display: none; }
.block-container { padding: 0.5rem 0.75rem 0 !important; }
"""

_STAGE = ':is([class*="st-key-"][class*="stage"], [data-testid=stBidiComponentIsolated])'

# The stage alone, from the first moment; the title stays for screen readers.
_ALONE = f"""
.block-container:has(.st-key-stage) [data-testid=stVerticalBlock] {{ gap: 0; }}
.block-container:has(.st-key-stage) .st-key-panels {{ display: none; }}
:is([data-testid=stMain]:has({_STAGE}), :root[data-opening] [data-testid=stMain]) {{
  :is([data-testid=stElementContainer], [data-testid=stLayoutWrapper]):not(:has({_STAGE}, h1), {_STAGE}) {{
    display: none;
  }}
  [data-testid=stElementContainer]:has(h1) {{
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }}
}}
"""


def theme_choice() -> None:
    """Draw the choice between light, dark and the system's own: the viewer's, kept in the browser alone."""
    titles = {"System": _("System"), "Light": _("Light"), "Dark": _("Dark")}
    buttons = "".join(
        f'<button type="button" value="{name}" aria-pressed="false">{escape(title)}</button>'
        for name, title in titles.items()
    )
    name = escape(_("Light or dark"), quote=True)
    st.html(
        f'<div class="pv-theme" role="group" aria-label="{name}">{buttons}</div>'
        f'<script src="{escape(asset_path("theme.js"), quote=True)}"></script>',
        unsafe_allow_javascript=True,
    )


def brand(language: str) -> None:
    """Draw the app's name, which tells the browser what language the whole page is in."""
    st.html(
        f'<div class="pv-brand" data-lang="{tag(language)}">poolviz</div>'
        f'<script src="{escape(asset_path("language.js"), quote=True)}"></script>',
        unsafe_allow_javascript=True,
    )


def apply(large: bool, framed: bool = False, alone: bool = False) -> None:
    """Give the page its look: `large` for a projector, `framed` in another page, `alone` its stages only."""
    more = ((f":root {{{_LARGE}}}", large), (_FRAMED, framed), (_ALONE, alone))
    st.html(f"<style>{_STYLE}{''.join(style for style, wanted in more if wanted)}</style>")


def first_style() -> str:
    """Return the look for the page that comes before Streamlit's script: nothing moves when the rest comes.

    Streamlit's own styles come later and would count more, but for `:root`.
    """
    large = f"&[data-large][data-opening] {{{_LARGE}{_LARGE_MENU}}}"
    return f":root {{{_STYLE}{places()}&[data-framed] {{{_FRAMED}}}{large}}}"
