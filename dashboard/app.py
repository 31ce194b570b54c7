"""The server: ``streamlit run dashboard/app.py``. What stands around the page (``page.py``)."""

from __future__ import annotations

from pathlib import Path

from streamlit.starlette import App

from dashboard.asgi import app_options

app = App(Path(__file__).with_name("page.py"), **app_options())
