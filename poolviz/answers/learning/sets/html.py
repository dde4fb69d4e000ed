"""A question as HTML: its text, and its stage as tables. Every text is escaped."""

import html
import re

from poolviz.answers.learning.sets.question_set import drawn
from poolviz.questions import Question
from poolviz.views.stage.wire.grid import Grid

CELL = "border:1px solid #999;width:2.2em;height:2.2em;text-align:center;padding:0"


def text_html(text: str) -> str:
    """Return a sentence as HTML; what stands in back-ticks as code.

    >>> text_html("`k` < 2")
    '<code>k</code> &lt; 2'
    """
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text, quote=False))


def stage_html(question: Question, language: str) -> str:
    """Return the grids of the question's stage as tables; the cells that it asks for are empty."""
    grids = "".join(_grid(one) for one in drawn(question, language).grids)
    return f'<div style="display:flex;gap:2em;flex-wrap:wrap">{grids}</div>' if grids else ""


def question_html(question: Question, language: str) -> str:
    """Return the text of a question, and its stage below."""
    return f"<p>{text_html(question.text(language))}</p>{stage_html(question, language)}"


def _grid(grid: Grid) -> str:
    texts = [html.escape("" if text == "?" else text) for text in grid.texts or ()]
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="{CELL}">{text}</td>' for text in texts[row * grid.cols : (row + 1) * grid.cols]
        )
        + "</tr>"
        for row in range(grid.rows)
    )
    title = f"<caption>{html.escape(grid.title)}, {grid.rows} × {grid.cols}</caption>"
    return f'<table style="border-collapse:collapse">{title}<tbody>{rows}</tbody></table>'
