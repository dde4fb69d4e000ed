"""The room of what has yet to come, kept from the first page on: nothing moves when it is drawn.

All of it is let go once the thing itself is there, so no empty band stays where that is lower.
"""

from collections.abc import Mapping

# How high each component is, in px, with what its page shows first: on a screen, on a phone, in a frame.
_WIDE_ROOMS = {
    "stage": 580,
    "frameworks .st-key-stage": 349,
    "side_stage": 597,
    "made_stage": 600,
    "shift_stage": 600,
    "relu_stage": 600,
    "networks_stage": 442,
    "practise_stage": 329,
    "home_stage": 418,
    "gallery": 454,
    "bar": 107,
    "class": 265,
}
_PHONE_ROOMS = {"practise_stage": 405, "class": 429, "bar": 312}
_FRAMED_ROOMS = {"practise_stage": 257, "gallery": 334, "bar": 144}

_ROW = ".stHorizontalBlock"
_WAITING = '> .stElementContainer > [data-testid="stSkeleton"]'

# A component that is drawn, or what is said where it cannot be.
_COME = ":has([data-drawn], .stAlertContainer)"

# While a page opens a row is shown when all that stands in it is there, since each moves the others, and what
# is below it then, since nobody knows how many lines the row will have.
_OPENING = f"""
&[data-opening] .stMain {{
  {_ROW}:has({_WAITING}, > * > {_ROW} {_WAITING}) > :not(:has(h1)),
  [data-testid="stLayoutWrapper"]:has({_ROW} {_WAITING}) ~ * {{ display: none; }}
}}
"""

# What Streamlit keeps for whatever it is is as high as a field.
_MAIN = """
[class*="st-key-found_"] [data-testid="stSkeleton"] { height: 1.25rem; }
.stMain .stHtml:empty { min-height: 2.05rem; }
.stColumn .stHtml:empty { min-height: 7.5rem; }
"""

# The menu, from its first child, the app's name, to the last: what Streamlit keeps is as high as a field.
_MENU = """
.stSidebar [data-testid="stSkeleton"] { height: 4.25rem; }
.st-key-ask_field [data-testid="stSkeleton"] { height: 2.5rem; }
.stSidebar .stElementContainer:first-child [data-testid="stSkeleton"] { height: 2.16rem; }
.stSidebar .stElementContainer:first-child { min-height: 2.16rem; }
.st-key-asking .stElementContainer:first-child { min-height: 0; }
.st-key-asking .stElementContainer:first-child [data-testid="stSkeleton"] { height: 0; }
.st-key-menu [data-testid="stSkeleton"] { height: 1.46rem; }
.st-key-menu .stElementContainer:first-child { min-height: 0; }
@media (pointer: coarse) { .st-key-menu [data-testid="stSkeleton"] { height: 44px; } }
.st-key-menu .stElementContainer:first-child [data-testid="stSkeleton"] { height: 1.19rem; }
.st-key-foot .stElementContainer:first-child { min-height: 2rem; }
.st-key-foot .stElementContainer:first-child [data-testid="stSkeleton"] { height: 2rem; }
.st-key-lang + * [data-testid="stSkeleton"] { height: 1.94rem; }
.st-key-lang + * { min-height: 1.94rem; }
.st-key-large [data-testid="stSkeleton"] { height: 1.5rem; }
"""


def places() -> str:
    """Return the style that keeps the room of what is drawn by scripts that have yet to come."""
    wide = f"@media (min-width: 641px) {{{_WIDE}{_rooms(_WIDE_ROOMS)}}}"
    phone = f"@media (max-width: 640px) {{{_PHONE}{_rooms(_PHONE_ROOMS)}}}"
    framed = f"&[data-framed] {{{_rooms(_FRAMED_ROOMS)}}}"
    return f"{_OPENING}{_MAIN}{_MENU}{wide}{phone}{framed}{_BESIDE}"


def _room(key: str, height: int) -> str:
    return f".st-key-{key}:not({_COME}) {{ min-height: {height}px; }}\n"


def _rooms(heights: Mapping[str, int]) -> str:
    return "".join(_room(key, height) for key, height in heights.items())


_WIDE = """
[class*="st-key-practise_answer"] { min-height: 4.25rem; }
.st-key-level { min-width: 14.125rem; }
.stMain .st-key-data { min-width: 24rem; }
"""

# What is below a stage is below the screen of a phone.
_PHONE = f"""
:where([class*="st-key-"][class*="stage"], .st-key-gallery):not({_COME}) {{ min-height: 100vh; }}
"""

_BESIDE = """
@media (min-width: 769px) {
  .stAppViewContainer:not(:has([data-testid="stSidebar"])) { padding-left: var(--pv-menu, 300px); }
}
"""
