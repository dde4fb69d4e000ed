"""What the messages between a browser and Streamlit say."""

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def readable(message: bytes) -> bool:
    """Tell whether a browser's message is one that Streamlit knows; of another it logs a traceback.

    >>> readable(b"?")
    False
    """
    try:
        return BackMsg.FromString(message).WhichOneof("type") is not None
    except DecodeError:
        return False


def first_runs(scope: Scope, message: bytes) -> list[bytes]:
    """Return what a connection asks for by its first message that asks for a run; nothing of all others.

    Where the page was open before its session began, that is a run of the whole page as its address says,
    and then the one that is asked for, of the whole page, too.
    """
    asked = BackMsg.FromString(message)
    if asked.WhichOneof("type") != "rerun_script":
        return []
    if _goes_on(scope) or not asked.rerun_script.widget_states.widgets:
        return [message]
    asked.rerun_script.ClearField("fragment_id")
    as_clicked = asked.SerializeToString()
    asked.rerun_script.ClearField("widget_states")
    return [asked.SerializeToString(), as_clicked]


def _goes_on(scope: Scope) -> bool:
    """Tell whether a connection goes on with the session that its browser names, third in this header."""
    named = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(named) > 2 and runtime.exists() and runtime.get_instance().is_active_session(named[2].strip())


def asked(message: bytes) -> str | None:
    """Return what a browser's message asks to be run: a part, "" for the whole page, None for nothing."""
    said = BackMsg.FromString(message)
    return said.rerun_script.fragment_id if said.WhichOneof("type") == "rerun_script" else None


def begun(message: bytes) -> str | None:
    """Return of what a message to a browser says that a run begins, as `asked` does."""
    said = ForwardMsg.FromString(message)
    parts = said.metadata.run.fragment_ids
    return " ".join(parts) if said.WhichOneof("type") == "new_session" else None


def ended(message: bytes) -> bool:
    """Tell whether a message to a browser is the last of a run, and no other run follows by itself."""
    said = ForwardMsg.FromString(message)
    early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return said.WhichOneof("type") == "script_finished" and said.script_finished != early


def drawn(message: bytes) -> bool:
    """Tell whether a message to a browser is part of a run: its beginning, what it draws, its end.

    >>> drawn(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString())
    True
    """
    parts = ("new_session", "delta", "ref_hash", "script_finished")
    return ForwardMsg.FromString(message).WhichOneof("type") in parts
