"""Bringing articles on the page: the form, how far it is, and the ways back and forth."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.server.first_run import Step
from dashboard.state import upload_request
from dashboard.state.visitor_articles import UploadIngest, VisitorArticles
from dashboard.views.uploads import can_be_kept, headline, is_notable
from geo.pipeline.summary import Summary
from geo.settings import Bounds, Settings
from geo.sources import Reject
from tests.dashboard.conftest import APP
from tests.dashboard.test_page import status

LIMA = "Fog over the harbour\n\nMay 3, 2022\n\nShips waited off Lima, Peru, on Tuesday.\n"

pytestmark = pytest.mark.usefixtures("gazetteer")


class Brought:
    """A file as Streamlit hands it over."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.size, self._data = name, len(data), data

    def getvalue(self) -> bytes:
        return self._data


def pasted(page: AppTest, text: str) -> AppTest:
    """The page after a text was pasted and read."""
    page.text_area(key="uploads-pasted").set_value(text)
    form = [button for button in page.button if button.label == texts.UPLOADS_READ]
    form[1].click().run()
    return read_through(page)


def read_through(page: AppTest) -> AppTest:
    upload = page.session_state["visitor-articles"].upload
    if upload:
        assert upload.done.wait(120)
    for _ in range(3):
        page.run()
    return page


def test_the_articles_of_a_visitor_are_shown_left_come_back_to_and_deleted(page: AppTest) -> None:
    page.run()
    page.button(key="uploads-add").click().run()
    pasted(page, LIMA)
    assert not page.exception
    assert "1 of 1 article" in status(page)
    assert any(texts.UPLOADS_SHOWN in each.value for each in page.markdown)
    page.button(key="uploads-back").click().run()
    assert "5 of 5 articles" in status(page)
    page.button(key="uploads-forth").click().run()
    assert "1 of 1 article" in status(page)
    page.button(key="uploads-delete").click().run()
    assert "5 of 5 articles" in status(page)
    assert not [button for button in page.button if button.key == "uploads-forth"]


def test_they_can_be_kept_for_everyone(page: AppTest) -> None:
    page.run()
    page.button(key="uploads-add").click().run()
    pasted(page, LIMA)
    page.button(key="uploads-keep").click().run()
    read_through(page)
    assert "6 of 6 articles" in status(page)
    assert any(texts.UPLOADS_FOR_GOOD in each.value for each in page.markdown)
    page.button(key="uploads-close").click().run()
    assert not any(texts.UPLOADS_KEPT in each.value for each in page.markdown)


@pytest.mark.parametrize(
    ("name", "value"), [("DATELINE_READ_ONLY", "1"), ("DATELINE_UPLOADS", "own")]
)
def test_they_can_be_kept_where_the_server_allows_it(
    environ: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environ.setenv(name, value)
    assert can_be_kept(Settings.load()) is (value == "own")


def test_where_there_is_nothing_else_the_form_is_the_page(environ: pytest.MonkeyPatch) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert texts.UPLOADS in [each.value for each in page.subheader]
    pasted(page, LIMA)
    assert "1 of 1 article" in status(page)
    page.button(key="uploads-delete").click().run()
    page.run()
    assert texts.NOTHING_READ in [each.value for each in page.subheader]


def test_nothing_brought_says_so(environ: pytest.MonkeyPatch) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    for button, problem in ((0, texts.UPLOADS_NOTHING), (1, texts.UPLOADS_NOTHING)):
        [button for button in page.button if button.label == texts.UPLOADS_READ][button].click()
        page.run()
        assert page.error[0].value == problem
    page.text_input(key="uploads-address").set_value("not an address")
    [button for button in page.button if button.label == texts.UPLOADS_READ][2].click().run()
    assert page.error[0].value == texts.UPLOADS_NOT_AN_ADDRESS


def test_where_uploads_are_off_nobody_is_asked(environ: pytest.MonkeyPatch, page: AppTest) -> None:
    environ.setenv("DATELINE_UPLOADS", "off")
    page.run()
    assert not [button for button in page.button if button.key == "uploads-add"]


def test_a_read_only_server_takes_nothing_for_everyone(
    environ: pytest.MonkeyPatch, page: AppTest
) -> None:
    environ.setenv("DATELINE_UPLOADS", "shared")
    environ.setenv("DATELINE_READ_ONLY", "1")
    page.run()
    assert not page.exception
    assert "DATELINE_READ_ONLY" in page.text[0].value
    assert not [button for button in page.button if button.key == "uploads-add"]


def test_files_that_are_too_large_together_are_not_read() -> None:
    small = Bounds(upload_bytes=10)
    request = upload_request.of_files(
        [Brought("a.txt", b"x" * 6), Brought("b.txt", b"y" * 6)], small
    )
    assert request.problem == texts.uploads_too_large(12, 10)
    [document] = upload_request.of_files([Brought("a.txt", b"In Lima.")], small).documents
    assert document.name == "a.txt"


def test_an_address_is_asked_for_and_a_text_is_not() -> None:
    assert upload_request.of_address(" https://news.example/feed ").web
    assert not upload_request.of_text("In Lima.").web
    assert upload_request.of_address("").problem == texts.UPLOADS_NOTHING
    assert upload_request.of_text(" \n").problem == texts.UPLOADS_NOTHING


def test_what_is_over_is_shown_once() -> None:
    visitor = VisitorArticles("visitor")
    upload = visitor.upload = UploadIngest(Settings.load(), ())
    visitor.arrived(upload)
    assert visitor.has_arrived(upload)
    late = UploadIngest(Settings.load(), ())
    visitor.arrived(late)
    assert not visitor.has_arrived(late)


def test_a_visitor_who_left_their_articles_is_not_shown_them_again_by_a_late_look() -> None:
    visitor = VisitorArticles("visitor", has_articles=True, shown=True)
    visitor.show_all()
    assert (visitor.shown, visitor.upload) == (False, None)
    visitor.show_visitor_articles()
    assert visitor.shown
    visitor.delete()
    visitor.show_visitor_articles()
    assert not visitor.shown


def test_only_what_is_worth_it_is_said_at_length() -> None:
    upload = UploadIngest(Settings.load(), ())
    assert is_notable(upload)  # it went wrong before there was a summary
    visitor = VisitorArticles("visitor", upload=upload)
    assert headline(visitor) == f"**{texts.UPLOADS}**"
    visitor.dismiss()
    assert visitor.upload is None


def upload_status(upload: UploadIngest) -> AppTest:
    """The strip above the map, for a visitor who brought this."""
    visitor = VisitorArticles("visitor", upload=upload)
    upload.done.set()
    visitor.arrived(upload)
    page = AppTest.from_function(upload_status_page, default_timeout=60)
    page.session_state["visitor-articles"] = visitor
    page.run()
    assert not page.exception
    return page


def upload_status_page() -> None:
    from dashboard.views import uploads
    from geo.settings import Settings

    uploads.show_status(Settings.load())


def summary(read: int, *rejects: Reject) -> Summary:
    return Summary(read, read, 0, 0, 0, (), rejects)


def test_what_could_not_be_read_is_named_as_text() -> None:
    hostile = "<b>x</b> [x](https://evil.example).bin"
    page = upload_status(
        UploadIngest(Settings.load(), (), summary=summary(0, Reject(hostile, "noise")))
    )
    assert page.warning[0].value == f"{texts.UPLOADS_NONE} {texts.UPLOADS_NONE_DO}"
    assert page.text[0].value == f"{hostile}: noise"
    page.button(key="uploads-close").click().run()
    assert not page.warning
    assert not page.text


def test_a_reading_that_failed_says_why_or_that_nobody_knows() -> None:
    page = upload_status(UploadIngest(Settings.load(), (), problem="The disk is full: **now**"))
    assert (page.error[0].value, page.text[0].value) == (texts.FAILED, "The disk is full: **now**")
    page = upload_status(UploadIngest(Settings.load(), (), failed=True))
    assert page.text[0].value == texts.FAILED_UNEXPECTEDLY


def test_a_reading_that_was_cut_or_stopped_says_so() -> None:
    few = Settings.load({"DATELINE_UPLOAD_ARTICLES": "2"})
    cut = UploadIngest(few, (), summary=summary(2), cut=True)
    assert upload_status(cut).warning[0].value == texts.uploads_cut(2)
    stopped = UploadIngest(few, (), summary=summary(0))
    stopped.stopped.set()
    page = upload_status(stopped)
    assert [each.value for each in page.caption] == [texts.UPLOADS_STOPPED]
    assert not page.warning  # that none came in is what was asked for


def test_a_text_too_short_to_tell_its_language_is_read_in_what_the_visitor_says(
    page: AppTest,
) -> None:
    page.run()
    page.button(key="uploads-add").click().run()
    pasted(page, "In Lima\n\nMay 3, 2022\n\nIn Lima, 12:30.\n")
    assert texts.uploads_untold(1) in [each.value for each in page.info]
    assert "0 places" in status(page)
    page.button(key="uploads-read-as-en").click().run()
    read_through(page)
    assert not page.exception
    assert not page.info
    assert "1 place" in status(page)


def test_a_reading_under_way_can_be_stopped() -> None:
    upload = UploadIngest(Settings.load(), ())
    upload.step = Step("UPLOADS_READING", 3, 5, "**fog**.txt")
    page = AppTest.from_function(upload_status_page, default_timeout=60)
    page.session_state["visitor-articles"] = VisitorArticles("visitor", upload=upload)
    page.run()
    assert page.text[0].value == texts.progress(3, 5, "**fog**.txt")
    page.button(key="uploads-stop").click().run()
    assert upload.stopped.is_set()
