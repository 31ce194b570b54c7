"""What a visitor reads where something went wrong, and what the log keeps of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from secrets import token_hex
from typing import ParamSpec

import streamlit as st

from dashboard.language import texts
from dashboard.server.gazetteer import forget_gazetteer
from dashboard.server.geoparser import forget_geoparsers
from dashboard.views import notices
from geo import logs
from geo.errors import DatelineError, GazetteerMissing

log = logging.getLogger(__name__)

P = ParamSpec("P")


def shown_to_visitor(page: Callable[P, None]) -> Callable[P, None]:
    """The page, or part of it, that says so where it cannot go on: the next run tries again.

    What nobody foresaw has a number, by which whoever runs the server finds its traceback.
    """

    @wraps(page)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            page(*args, **kwargs)
        except GazetteerMissing as error:
            # What is open is of no use any more; the next who needs it builds it anew.
            forget_gazetteer()
            forget_geoparsers()
            notices.error(error)
        except DatelineError as error:
            notices.error(error)
        except Exception:  # shown to the visitor, and logged whole
            _unforeseen()

    return shown


def _unforeseen() -> None:
    request = token_hex(4)
    log.exception("request %s failed", request, extra=logs.fields(request=request))
    with st.container(key="failure"):
        st.error(texts.FAILED_UNEXPECTEDLY)
        st.text(texts.REQUEST.format(request=request))
        st.button(texts.TRY_AGAIN, key="again-failure")
