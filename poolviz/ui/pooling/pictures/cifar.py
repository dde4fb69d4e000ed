"""CIFAR-10 on the page: a picture by class and number, or the download that brings it here."""

import streamlit as st

from poolviz.answers.pooling.pictures.cifar import ANY, LARGEST, PARTS
from poolviz.sources.datasets.cifar import classes, data_folder
from poolviz.sources.datasets.downloads import CIFAR10, Progress
from poolviz.texts import _
from poolviz.ui.shared.choices import drop_down
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import sentence

EVERY = 0.5  # seconds between two looks at a running download


def cifar_boxes() -> None:
    """Draw the set, the class and the number of a picture."""
    drop_down(_("Set"), PARTS, "set", 150)
    st.selectbox(
        _("Class"),
        [*classes(), ANY],
        format_func=lambda one: _("any class") if one == ANY else _(one),
        key="cls",
        label_visibility="collapsed",
        width=140,
    )
    st.number_input(
        _("Number in the class"),
        0,
        LARGEST,
        step=1,
        key="no",
        icon=":material/tag:",
        label_visibility="collapsed",
        width=150,
    )


def offer_download(missing: str) -> None:
    """Say what is `missing` and offer the download, or show how far it is, whoever started it."""
    now = CIFAR10.progress()
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="cifar_download"):
        if now.state == "running":
            st.fragment(_running, run_every=EVERY)()
            return
        st.markdown(missing)
        st.button(
            _("Download CIFAR-10, 170 MB"),
            key="download",
            on_click=_start,
            icon=":material/download:",
            help=_("Once for everybody who uses this server. It needs about 360 MB of its disk meanwhile."),
        )
    if now.state == "failed" and now.message is not None:
        st.error(_("The download failed: {reason}").format(reason=sentence(now.message)))


def _start() -> None:
    CIFAR10.start(data_folder())


def _running() -> None:
    speak_chosen()
    now = CIFAR10.progress()
    if now.state != "running":
        st.rerun()
    share, text = _how_far(now)
    st.progress(share, text=text)
    st.button(_("Cancel"), key="cancel_download", on_click=CIFAR10.cancel, icon=":material/close:")


def _how_far(now: Progress) -> tuple[float, str]:
    done, total = (f"{count / 1e6:.0f}" for count in (now.bytes_done, now.bytes_total))
    if not now.bytes_done:
        return 0.0, _("Asking for CIFAR-10 …")
    if not now.bytes_total:
        return 0.0, _("CIFAR-10: {done} MB are here").format(done=done)
    if now.bytes_done >= now.bytes_total:
        return 1.0, _("CIFAR-10 is here; it is unpacked and checked …")
    text = _("CIFAR-10: {done} of {total} MB are here").format(done=done, total=total)
    return now.bytes_done / now.bytes_total, text
