"""A set of questions to print: variants A and B, each with its key on a sheet of its own."""

import html

from poolviz.answers.learning.sets.html import question_html, text_html
from poolviz.answers.learning.sets.question_set import VARIANTS, QuestionSet, written
from poolviz.texts import _, speaking

_STYLE = """
body { font: 11pt/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #111; }
body { max-width: 18cm; margin: 1cm auto; }
h1 { font-size: 15pt; margin: 0 0 0.3em; }
section { break-after: page; }
section:last-child { break-after: auto; }
li { margin: 0 0 1.2em; break-inside: avoid; }
p { margin: 0 0 0.4em; }
caption { text-align: left; font-size: 9pt; }
.name { margin: 0 0 1em; }
.line { border-bottom: 1px solid #555; height: 1.8em; max-width: 9cm; }
code { font-size: 95%; }
"""


def worksheet(asked: QuestionSet) -> str:
    """Return the worksheet as one page of HTML that prints as sheets; it loads nothing."""
    with speaking(asked.language):
        sheets = [_sheet(asked, variant) for variant in VARIANTS] + [
            _key(asked, variant) for variant in VARIANTS
        ]
        title = html.escape(_("Pooling: questions"))
    return (
        f'<!doctype html><html lang="{asked.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(sheets)}</body></html>"
    )


def _sheet(asked: QuestionSet, variant: str) -> str:
    items = "".join(
        f"<li>{question_html(one, asked.language)}{_choices(one.offered(asked.language))}"
        '<div class="line"></div></li>'
        for one in asked.questions(variant)
    )
    heading = html.escape(_("Pooling, sheet {variant}").format(variant=variant))
    name = html.escape(_("Name:"))
    return f'<section class="sheet"><h1>{heading}</h1><p class="name">{name}</p><ol>{items}</ol></section>'


def _choices(offered: tuple[str, ...]) -> str:
    items = "".join(f"<li style='margin:0'>☐ {text_html(text)}</li>" for text in offered)
    return f'<ul style="list-style:none;padding-left:0.5em">{items}</ul>' if items else ""


def _key(asked: QuestionSet, variant: str) -> str:
    items = "".join(
        f'<li><strong class="answer">{text_html(written(one, one.answer, asked.language))}</strong>'
        f"<br>{text_html(one.because(asked.language))}</li>"
        for one in asked.questions(variant)
    )
    heading = html.escape(_("Key to sheet {variant}").format(variant=variant))
    return f'<section class="key"><h1>{heading}</h1><ol>{items}</ol></section>'
