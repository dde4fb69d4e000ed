"""The server: Streamlit as an application, and poolviz's own routes beside it.

`streamlit run app.py` and `uvicorn app:app` both serve it.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from poolviz.answers.pages import PAGES
from poolviz.server.guard.early import Early, with_script
from poolviz.server.guard.garbage import freeze
from poolviz.server.guard.headers import Headers
from poolviz.server.guard.leftovers import Leftovers
from poolviz.server.guard.messages import Messages
from poolviz.server.guard.nested import Nested
from poolviz.server.guard.reopened import Reopened
from poolviz.server.guard.turns import Turns
from poolviz.server.guard.uploads import Uploads
from poolviz.server.routes import routes
from poolviz.ui.shared.frame.style import first_style
from poolviz.ui.shared.runtime.files import free_uploads, held_uploads, keep_files
from poolviz.ui.shared.runtime.runs import hear_whole
from poolviz.ui.shared.runtime.serving import first_page, prompt
from poolviz.ui.shared.runtime.wire import asked, begun, drawn, ended, first_runs, readable
from poolviz.views.page.script import first_script

below = st.get_option("server.baseUrlPath")
page = with_script(first_page(), first_script(), first_style())
guards = [
    Middleware(Headers, page=page),
    Middleware(Nested, pages=PAGES, below=below),
    Middleware(Early, plain=first_page(), page=page),
    Middleware(Uploads, held=held_uploads, free=free_uploads),
    Middleware(Messages, readable=readable),
    Middleware(Reopened, runs=first_runs, ended=ended),
    Middleware(Turns, asked=asked, begun=begun, ended=ended),
    Middleware(Leftovers, asked=asked, begun=begun, drawn=drawn),
]
hear_whole()
keep_files()
freeze()  # a class may be all that is ever asked of this server: no page of Streamlit then does so
app = st.App(Path(__file__).parent / "home.py", routes=routes(below), middleware=guards, lifespan=prompt)
