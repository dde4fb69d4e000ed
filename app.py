"""The server: Streamlit as an application, and poolviz's own routes beside it.

`streamlit run app.py` and `uvicorn app:app` both serve it.
"""

from pathlib import Path

import streamlit as st

from poolviz.server.routes import routes

below = st.get_option("server.baseUrlPath")
app = st.App(Path(__file__).parent / "home.py", routes=routes(below))
