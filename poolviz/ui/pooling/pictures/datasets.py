"""CIFAR-10 and MNIST on the page: a picture by class and number, or the download that brings it here."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.pictures.datasets import CLASS
from poolviz.sources.datasets.downloads.download import DOWNLOADS, Download, Progress
from poolviz.sources.datasets.folder import data_folder
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import compact
from poolviz.ui.shared.frame.viewer import at_the_server, connected, owner, speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.runtime.runs import part_of_page

ROOM = {"cifar": 360, "mnist": 70}  # MB of the disk while it is unpacked
EVERY = 0.5  # seconds between two looks at a running download


def published_boxes(key: str) -> None:
    """Draw the set, the class and the number of a picture of `key` in PUBLISHED."""
    compact("set", _("Set"), 150)
    compact(CLASS[key], _("Class"), 140)
    compact("no", _("Number within the class"), 150, icon=":material/tag:")


def offer_download(key: str, missing: str) -> None:
    """Say what is `missing` and offer the download of `key`, or show how far it is, whoever started it."""
    download = DOWNLOADS[key]
    now, origin = download.progress(), download.origin
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="data_download"):
        if now.state == "running":
            part_of_page(partial(_running, download), EVERY)()
            return
        st.markdown(missing)
        values = {"title": origin.published.title, "size": round(origin.size / 1e6)}
        room = _(
            "It is downloaded once for everybody who uses this server. Meanwhile it needs about "
            "{room} MB of disk space."
        )
        st.button(
            _("Download {title}, {size} MB").format(**values),
            key="download",
            on_click=download.start,
            args=(data_folder(), owner().session),
            icon=":material/download:",
            help=room.format(room=ROOM[key]),
        )
    if now.state == "failed" and now.message is not None:
        st.error(_("The download failed: {reason}").format(reason=sentence(now.message)))


def _running(download: Download) -> None:
    speak_chosen()
    now = download.progress()
    if now.state != "running":
        st.rerun()
    share, text = _how_far(now, download.origin.published.title)
    st.progress(share, text=text)
    if now.by == owner().session or at_the_server() or not connected(now.by):
        st.button(_("Cancel"), key="cancel_download", on_click=download.cancel, icon=":material/close:")
    else:
        st.caption(_("Somebody else began it and can cancel it."))


def _how_far(now: Progress, title: str) -> tuple[float, str]:
    done, total = (f"{count / 1e6:.0f}" for count in (now.bytes_done, now.bytes_total))
    if not now.bytes_done:
        return 0.0, _("Requesting {title} …").format(title=title)
    if not now.bytes_total:
        return 0.0, _("{title}: {done} MB are here").format(title=title, done=done)
    if now.bytes_done >= now.bytes_total:
        return 1.0, _("{title} is here; it is unpacked and checked …").format(title=title)
    text = _("{title}: {done} of {total} MB are here").format(title=title, done=done, total=total)
    return now.bytes_done / now.bytes_total, text
