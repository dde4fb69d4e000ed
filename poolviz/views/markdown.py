"""Text from outside as Markdown that shows it as it is."""

import re

# A parameter in back-ticks, where Markdown has no escapes; or a sign that means something to Markdown.
_SPECIAL = re.compile(r"(`\w+`)|[\\`*_{}\[\]()<>#+!|~$:&]")
# What begins a list, a heading or a rule, at the start of a line.
_START = re.compile(r"^[ \t]*(?=[-=]+[ \t]*$|-[ \t]|\d+[.)](?:[ \t]|$))", re.MULTILINE)
# Markdown makes links of bare addresses, whatever is escaped in them: what they begin with is broken by a
# sign that nobody sees.
_ADDRESS = re.compile(r"(?<=http)(?=\\?:)|(?<=https)(?=\\?:)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_UNSEEN = "\u2060"


def plain(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, without a link; back-ticks around parameters stay.

    >>> plain("a * b <i> `kernel_size`")
    'a \\\\* b \\\\<i\\\\> `kernel_size`'
    >>> plain("www.a.b")
    'www\\u2060.a.b'
    """
    sent = text.encode(errors="replace").decode()  # half a character cannot be sent to a browser
    escaped = _SPECIAL.sub(lambda found: found[1] or "\\" + found[0], sent)
    apart = _START.sub(lambda found: found[0] + _UNSEEN, escaped)
    return _ADDRESS.sub(_UNSEEN, apart)
