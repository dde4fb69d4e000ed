"""How far the work in the background is: event files that are written, ways that are timed."""

from collections.abc import Sequence

from poolviz.sources.datasets.batches import BATCH
from poolviz.sources.datasets.messages import Speed, Writing
from poolviz.texts import N_, _

WAYS = {
    "loop": N_("DataLoader and layer alone"),
    "stream": N_("this app's stream"),
    "events": N_("writing event files"),
}


def events_line(told: Writing, ended: bool) -> str:
    """Return how many batches are written, how fast, and how long the rest takes.

    >>> events_line(Writing("runs/1", batches=16, done=4, seconds=0.4), ended=False)
    '4 of 16 batches · 640 pictures a second · 1 s left'
    """
    done, batches, seconds = told.done, told.batches, told.seconds
    said = [_("{done} of {batches} batches").format(done=done, batches=batches)]
    if done and seconds:
        said.append(_("{rate} pictures a second").format(rate=f"{done * BATCH / seconds:,.0f}"))
        if not ended:
            said.append(_("{seconds} s left").format(seconds=f"{seconds / done * (batches - done):.0f}"))
    return " · ".join(said)


def speed_rows(messages: Sequence[Speed]) -> list[tuple[str, str, str, str]]:
    """Return a row for each way and device: both names, pictures a second, how that is to the loop's.

    >>> speed_rows([Speed("loop", "CPU", 2000)])
    [('DataLoader and layer alone', 'CPU', '2,000', '1.00 ×')]
    """
    loops = {said.device: said.rate for said in messages if said.way == "loop"}
    return [
        (
            _(WAYS[said.way]),
            said.device,
            f"{said.rate:,.0f}",
            f"{said.rate / loops[said.device]:.2f} ×",
        )
        for said in messages
    ]
