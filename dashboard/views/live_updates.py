"""What the page shows by itself while it is open: a lost connection, and what came in since."""

from __future__ import annotations

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import date_reducers, store
from dashboard.views import feeds, panels


def show(corpus: Corpus, filtered: bool) -> None:
    """Put the watch on the page, which writes into the bar of chips where there is anything;
    ``filtered`` says that only what came in after a moment is shown."""
    panels.show(
        "watch",
        {
            **feeds.watch(corpus),
            "words": texts.WATCH,
            "language": texts.LOCALE,
            "filtered": filtered,
        },
        {
            "show": store.on(lambda session, _: session),  # a run shows what is there now
            "since": store.on(date_reducers.only_new),
        },
    )


def show_connection() -> None:
    """Watch the connection, in the browser: say when the server is gone and when it is back."""
    panels.show("connection_banner", {"words": texts.CONNECTION_BANNER})
