"""A PoolvizError as a sentence of Markdown, in the current language, safe to show."""

import re

from poolviz.errors import PoolvizError
from poolviz.texts import error_text

# A parameter in back-ticks, where Markdown has no escapes; or a sign that means something to Markdown.
_SPECIAL = re.compile(r"(`\w+`)|[\\*_{}\[\]()<>#+!|~$:&]")


def sentence(error: PoolvizError) -> str:
    """Return what the error says, in the current language, safe to show as Markdown.

    >>> sentence(PoolvizError("`k` must be at most {limit}, but got {got}", limit=9, got="<b>"))
    '`k` must be at most 9, but got \\\\<b\\\\>'
    """
    return plain(error_text(error))


def plain(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; back-ticks around parameters stay.

    >>> plain("a * b <i> `kernel_size`")
    'a \\\\* b \\\\<i\\\\> `kernel_size`'
    """
    return _SPECIAL.sub(lambda found: found[1] or "\\" + found[0], text)
