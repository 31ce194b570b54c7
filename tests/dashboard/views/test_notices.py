"""Notices hold words of files, links and articles: they are shown as text, never obeyed."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.server.first_run import FirstRun
from dashboard.views.notices import plain
from geo.errors import AtlasError, BadInput
from geo.pipeline.summary import Summary
from geo.settings import Settings
from geo.sources import Reject

HOSTILE = "<b>x</b> [x](https://evil.example) :red[x] **b** $c$"


def summary(*rejects: Reject, read: int = 0) -> Summary:
    return Summary(read, read, 0, 0, 0, (), rejects)


def failed_page(work) -> None:
    from dashboard.views import notices

    notices.failed(work)


def rejects_page(work) -> None:
    from dashboard.views import notices

    notices.rejects(work)


def nothing_page(work) -> None:
    from dashboard.views import notices

    notices.nothing(work)


def error_page(problem) -> None:
    from dashboard.views import notices

    notices.show_error(problem)


def broken_page(corpus, session) -> None:
    from dashboard.views import notices

    notices.show(session, corpus)


def run(page: object, *args: object) -> AppTest:
    shown = AppTest.from_function(page, args=args, default_timeout=60).run()
    assert not shown.exception
    obeyed = (shown.markdown, shown.error, shown.warning, shown.info, shown.caption)
    assert not any("evil.example" in element.value for each in obeyed for element in each)
    assert not shown.get("html")
    return shown


def test_what_went_wrong_at_the_first_start_is_text() -> None:
    page = run(failed_page, FirstRun(Settings.load(), problem=HOSTILE))
    assert page.error[0].value == texts.FAILED
    assert page.text[0].value == HOSTILE
    # Where there is no article either, that is all there is to say.
    page = run(nothing_page, FirstRun(Settings.load(), problem=HOSTILE))
    assert page.text[0].value == HOSTILE
    assert not page.subheader


def test_files_that_could_not_be_read_are_text() -> None:
    work = FirstRun(Settings.load(), summary=summary(Reject(HOSTILE, HOSTILE)))
    page = run(rejects_page, work)
    assert page.text[0].value == f"{HOSTILE}: {HOSTILE}"
    assert page.expander[0].label == f"{texts.REJECTS}: 1"
    assert not run(rejects_page, FirstRun(Settings.load(), summary=summary())).expander


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (AtlasError(HOSTILE), texts.CANNOT_READ),
        (BadInput(HOSTILE), texts.CANNOT_GO_ON),
    ],
)
def test_a_problem_instead_of_the_page_is_text(problem: Exception, said: str) -> None:
    page = run(error_page, problem)
    assert page.error[0].value == said
    assert HOSTILE in page.text[0].value


def test_the_names_of_damaged_parts_are_text() -> None:
    from dashboard.state.session import Session

    @dataclass
    class Reader:
        warnings: tuple[str, ...] = (HOSTILE,)

    @dataclass
    class Counts:
        articles: int = 5
        places: int = 5

    @dataclass
    class Damaged:
        reader: Reader = field(default_factory=Reader)

        def counts(self, _: object) -> Counts:
            return Counts()

    page = run(broken_page, Damaged(), Session(ignored=("from", HOSTILE)))
    assert page.text[0].value == HOSTILE
    assert [each.value for each in page.warning] == [
        texts.ignored(("from",)),
        f"{texts.BROKEN} {texts.BROKEN_DO}",
    ]


def test_markdown_in_a_message_is_shown_and_not_obeyed() -> None:
    assert plain("*a* `b` $c$ <i> :smile:\nnext") == (
        "\\*a\\* \\`b\\` \\$c\\$ \\<i\\> \\:smile\\: next"
    )
