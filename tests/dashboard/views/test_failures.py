"""Something goes wrong on the page: the visitor reads what, the log has the rest, it goes on."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.server.shared_geoparser import shared_gazetteer
from dashboard.views import notices
from geo.errors import GazetteerMissing
from geo.settings import Settings
from tests.dashboard.test_page import status


def page_that_fails() -> None:
    import streamlit as st

    from dashboard.language import visitor_language
    from dashboard.views import notices
    from geo.errors import AtlasError

    visitor_language.choose("en")

    @notices.shown_to_visitor
    def page() -> None:
        if st.session_state.get("fails") == "unforeseen":
            raise ZeroDivisionError("a word of an article")
        if st.session_state.get("fails") == "known":
            raise AtlasError("the disk is full")
        st.title("as ever")

    page()


def failures_in(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == notices.__name__]


@pytest.mark.failing
def test_what_nobody_foresaw_has_a_number_and_the_page_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = AppTest.from_function(page_that_fails, default_timeout=60)
    page.session_state["fails"] = "unforeseen"
    with caplog.at_level(logging.ERROR):
        page.run()
    assert not page.exception
    assert page.error[0].value == texts.FAILED_UNEXPECTEDLY
    assert "a word of an article" not in page.text[0].value
    [record] = failures_in(caplog)
    [number] = re.findall(r"\b[0-9a-f]{8}\b", record.getMessage())
    assert number in page.text[0].value
    assert record.exc_info and record.exc_info[0] is ZeroDivisionError
    page.session_state["fails"] = ""
    page.run()
    assert page.title[0].value == "as ever" and not page.error


def test_what_has_words_for_people_is_shown_in_them(caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_function(page_that_fails, default_timeout=60)
    page.session_state["fails"] = "known"
    page.run()
    assert (page.error[0].value, page.text[0].value) == (texts.CANNOT_READ, "the disk is full")
    assert not failures_in(caplog)


@pytest.mark.parametrize("number", ["9" * 20, "18446744073709551616", "٣", "-1", "0x10", "1e9"])
def test_an_address_may_name_a_place_that_no_number_has(
    page: AppTest, gazetteer: object, number: str
) -> None:
    page.query_params["place"] = f"geonames:{number}"
    page.query_params["near"] = f"geonames:{number}"
    page.run()
    assert not page.exception and not page.error
    assert status(page)


def test_a_gazetteer_that_turns_out_to_be_damaged_is_opened_anew(
    environ: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch, gazetteer: object
) -> None:
    settings = Settings.load()
    opened = shared_gazetteer(settings.gazetteer, settings.places)

    @notices.shown_to_visitor
    def page() -> None:
        raise GazetteerMissing("it is damaged")

    monkeypatch.setattr(notices, "show_error", lambda error: None)
    assert shared_gazetteer(settings.gazetteer, settings.places) is opened
    page()
    assert shared_gazetteer(settings.gazetteer, settings.places) is not opened
