"""The link that carries everything, made for others, and the way back to the start."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import Fields, Values, one_of, written
from poolviz.answers.settings.numbers import DIVISOR, FLAGS, NUMBERS
from poolviz.errors import PoolvizError
from poolviz.server.place import place
from poolviz.texts import N_, _
from poolviz.ui.shared.component import component
from poolviz.ui.shared.frame.address import held, put
from poolviz.ui.shared.frame.memory import PAGE, memory
from poolviz.ui.shared.frame.pages import HIDING, PAGES, STAGED
from poolviz.ui.shared.frame.viewer import language_field, speak_chosen
from poolviz.ui.shared.frame.viewer import locked as is_locked
from poolviz.ui.shared.widgets import widget
from poolviz.views.share.link import ALONE, HIDE, NO_MENU, locked, pinned, shared_link
from poolviz.views.share.panel import panel

LOCKS = {"none": N_("Nothing"), "layer": N_("The whole layer"), "some": N_("Chosen arguments")}
MATRIX, PIN = "x", "pin"


def link_and_reset(fields: Fields) -> None:
    """Draw the link to the page as it is, and the button that resets the page's `fields`."""
    if st.button(_("Link"), icon=":material/link:"):
        st.dialog(_("Share this page"), width="medium", icon=":material/link:")(share)(fields)
    reset = _("Reset")
    st.button(reset, on_click=_reset, args=(fields,), icon=":material/restart_alt:", disabled=is_locked())


def share(fields: Fields) -> None:
    """Draw the link to the page as it is, and what those who open it may see and set."""
    speak_chosen()  # a run of the dialog alone has no page that chose the language
    found = place(st.context.url or "")
    if found.said:
        st.info(_(found.said))
    if found.address is None:
        return
    known = {**_shared(), **fields}
    settings = {**written(held(known), known), **_choices(fields)}
    page = urlsplit(st.context.url or "").path.rpartition("/")[2]
    title = _(PAGES[st.session_state[PAGE]].title)
    link = shared_link(f"{found.address}/{page}", settings)
    data = panel(link, title, memory().extra.get(PIN, ""))
    component("share", isolated=False)(data=data, key="share", on_pin_change=_keep_pin)


def _keep_pin() -> None:
    """Keep which cell is pinned, as the browser says it: no run of a page sees that part of its address."""
    memory().extra[PIN] = pinned(st.session_state["share"].get("pin"))


def _choices(fields: Fields) -> dict[str, str]:
    """Draw what a link can say beside the page's settings, and return it."""
    with st.container(horizontal=True):
        page = st.session_state[PAGE]
        hidden = page in HIDING and st.toggle(_("Hide the answer"), key="share_hide")
        alone = page in STAGED and st.toggle(_("The stage alone"), key="share_alone")
        no_menu = st.toggle(_("Without the menu"), key="share_menu")
    said = {**(HIDE if hidden else {}), **(ALONE if alone else {}), **(NO_MENU if no_menu else {})}
    names = lockable(fields, page, held(fields))
    return said | (_locks(names) if names else {})


def _locks(names: dict[str, str]) -> dict[str, str]:
    """Draw what others see and cannot set, at first nothing, and return what the link says of it."""
    st.markdown(_("Locked for others"))
    st.caption(
        _(
            "Whoever opens the link sees what is locked and cannot set it. It helps with teaching. It is not "
            "security: anyone can edit the address."
        )
    )
    arguments = [key for key in names if key != MATRIX]
    with st.container(horizontal=True, vertical_alignment="center"):
        look: dict[str, Any] = {"label_visibility": "collapsed", "disabled": not arguments}
        mode = widget(one_of(LOCKS), "share_lock", _("Locked for others"), "row", **look)
        matrix = MATRIX in names and st.toggle(_("The matrix"), key="share_matrix")
    chosen = _wholes(arguments) if mode == "layer" else _chosen(arguments, names) if mode == "some" else []
    whole = chosen == _wholes(arguments) and matrix == (MATRIX in names)
    return locked(None if whole else [*chosen, *([MATRIX] if matrix else [])])


def _wholes(arguments: list[str]) -> list[str]:
    """Return the keys that lock all `arguments`: a line of code with all that is part of it."""
    return list(dict.fromkeys(key.split(".")[0] for key in arguments))


def _chosen(arguments: list[str], names: dict[str, str]) -> list[str]:
    return st.multiselect(
        _("Chosen arguments"),
        arguments,
        format_func=names.__getitem__,
        key="share_locked",
        placeholder=_("Choose the arguments to lock"),
        label_visibility="collapsed",
    )


def lockable(fields: Fields, page: str, values: Values) -> dict[str, str]:
    """Return what of a page's settings can be locked, by key: the layer, its arguments, the matrix."""
    every = _all_layers() if "layer" in fields else _of_bar(page, values)
    matrix = {MATRIX: _("Matrix")} if values.get("sec", "global") == "global" else {}  # others have a picture
    # A part of a line of code stands in no address.
    return {key: name for key, name in (every | matrix).items() if key.split(".")[0] in fields}


def _all_layers() -> dict[str, str]:
    """Return the arguments of every layer that the page's bar can show."""
    numbers = {number.key: number.name for number in (*NUMBERS, DIVISOR)}
    flags = {key: name for name, (key, _default) in FLAGS.items()}
    return {"layer": _("Layer"), "norm": "norm_type", **numbers, **flags}


def _of_bar(page: str, values: Values) -> dict[str, str]:
    """Return the arguments of a bar of the page's own, none where its matrix cannot be read."""
    try:
        return ANSWERED[page].lockable(values) if page in ANSWERED else {}
    except PoolvizError:
        return {}


def _shared() -> Fields:
    """Return what of the viewer's settings goes to others: the language, which theirs may not ask for."""
    return {"lang": replace(language_field(), default=None)}


def _reset(fields: Fields) -> None:
    put({key: field.default for key, field in fields.items()})
    st.session_state.update(preset=None, paste="")
