"""GET /join: the page of a class, for students, the projector and the teacher's second screen.

It is a plain page: three hundred students need no session of Streamlit each.
"""

import html
import json

from starlette.requests import Request
from starlette.responses import Response

from poolviz.answers.settings.language import LANGUAGES, tag, translations
from poolviz.server.assets import asset_path
from poolviz.server.classroom import classroom
from poolviz.server.place import place
from poolviz.texts import _, speak
from poolviz.views.share.link import qr_code

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title} · poolviz</title>
<link rel="icon" href="data:,">
<script src="{look}"></script>
<link rel="stylesheet" href="{style}">
</head>
<body class="pv-class-page">
<main id="pv-class-page"></main>
<noscript>{noscript}</noscript>
<script type="application/json" id="pv-class-data">{data}</script>
<script type="module" src="{script}"></script>
</body>
</html>
"""
LONGEST = 500  # characters of a link to a class
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; frame-ancestors 'self'"
)


async def join(request: Request) -> Response:
    """Answer with the page of a class, in the language asked for or else the browser's."""
    language = _language(request)
    speak(translations(language))
    data = classroom(language, place(str(request.url)))
    page = PAGE.format(
        lang=tag(language),
        title=html.escape(_("Class")),
        style=asset_path("class.css"),
        look=asset_path("look.js"),
        script=asset_path("class.js"),
        noscript=html.escape(_("This page needs JavaScript.")),
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY, "Vary": "Accept-Language"}
    return Response(page, headers=headers, media_type="text/html")


async def qr(request: Request) -> Response:
    """GET /api/qr?link=…: the QR code of a link as the address of a picture."""
    link = request.query_params.get("link", "")
    if not link.startswith(("http://", "https://")) or len(link) > LONGEST:
        return Response("no link", 400, media_type="text/plain")
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(qr_code(link), headers=headers, media_type="text/plain")


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"
