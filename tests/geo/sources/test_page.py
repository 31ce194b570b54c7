"""Web pages as browsers save them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Article
from geo.sources import ReadOptions, Reject, from_bytes, read_bytes, read_documents
from tests.geo.sources.conftest import LATEST, Found, articles

Reading = Callable[..., Found]


def page(head: str = "", body: str = "") -> bytes:
    return f"""<!doctype html><html lang="en"><head><title>Fleet stays in port</title>{head}</head>
        <body><article><h1>Fleet stays in port</h1>{body}<p>The fleet stayed in port, the harbour
        master of Batumi said, and nobody could tell when it would leave. In Poti two boats went
        out and came back empty, to the anger of those who had waited on the pier all night.</p>
        <p>Most of the boats are older than their crews, who are paid by the day.</p></article>
        </body></html>""".encode()


def article(found: Found) -> Article:
    [only] = articles(found)
    assert isinstance(only, Article)
    return only


def test_a_page_saved_as_one_file(reading: Reading) -> None:
    found = article(reading("single-file.html"))
    assert found.title == "Envoys land in Dushanbe as border stays shut"
    assert found.source == "Harbour Chronicle"
    assert found.url.endswith("/world/envoys-land-in-dushanbe-12345")
    assert (found.published, found.published_from) == (date(2021, 7, 9), "metadata")
    assert [paragraph.split()[0] for paragraph in found.text.split("\n\n")] == [
        *("Three", "The", "“We", "Wheat"),
    ]
    for elsewhere in ("Paris", "Lisbon", "Reykjavik", "Bristol", "cookies", "Ada Person"):
        assert elsewhere not in found.text


def test_a_page_saved_by_a_browser_in_an_old_encoding(reading: Reading) -> None:
    found = article(reading("saved-by-browser.html"))
    assert found.title == "Reservists called up in the north"
    assert (found.source, found.url) == (
        "Example News",
        "https://news.example.org/2021/oct/07/reservists-called-up-in-the-north",
    )
    assert (found.published, found.published_from) == (date(2021, 10, 7), "url")
    assert "café-turned-barracks by Sunday evening, the governor’s office" in found.text
    assert "Moscow" not in found.text and "Africa" not in found.text


@pytest.mark.parametrize(
    ("head", "body", "published", "origin"),
    [
        ('<meta property="article:published_time" content="2021-07-09T23:59:00-07:00">', "",
         date(2021, 7, 9), "metadata"),
        ('<meta name="pubdate" content="20210709">', "", date(2021, 7, 9), "metadata"),
        ("", '<time itemprop="datePublished" datetime="2021-07-09">Friday</time>',
         date(2021, 7, 9), "metadata"),
        ("", "<p>Published 9 July 2021, 14:05 BST</p>", date(2021, 7, 9), "text"),
        ("", "<p>July 9, 2021</p>", date(2021, 7, 9), "text"),
        ("", "<p>Thursday</p>", None, None),
        ("", "<p>2 hours ago</p>", None, None),
        ('<meta property="article:modified_time" content="2021-07-09">', "",
         date(2021, 7, 9), "metadata"),
        ('<meta name="date" content="2031-07-09">', "", None, None),
    ],
)  # fmt: skip
def test_where_the_date_of_a_page_stands(
    reading: Reading, head: str, body: str, published: date | None, origin: str | None
) -> None:
    found = article(reading(page(head, body), "fleet.html"))
    assert (found.published, found.published_from) == (published, origin)


def test_the_newspapers_own_date_above_the_headline_is_not_the_articles(reading: Reading) -> None:
    raw = page().replace(b"<body>", b"<body><p>Saturday, 10 July 2021</p>")
    assert article(reading(raw, "fleet.html")).published is None


def test_nothing_is_published_after_it_was_saved(reading: Reading) -> None:
    saved = b"<!--\n Page saved with SingleFile \n url: https://a.example/x \n saved date: Fri Jul "
    head = '<meta name="date" content="2021-07-20">'
    raw = page(head).replace(b"<html", saved + b"09 2021 10:00:00 GMT+0000 (UTC)\n--><html")
    assert article(reading(raw, "fleet.html")).published is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<nav><a href=/>Home</a></nav>", "no text but boilerplate"),
        (b"<script>render()</script>", "no article found on the page"),
    ],
)
def test_a_page_without_an_article_is_said_to_have_none(
    reading: Reading, body: bytes, reason: str
) -> None:
    [found] = reading(b"<!doctype html><html><body>" + body + b"</body></html>", "index.html")
    assert isinstance(found, Reject) and reason in found.reason


def test_a_front_page_is_no_article_and_says_where_its_feed_is() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    told = {}
    for url in ("https://a.example/", "https://a.example/?p=1", "https://a.example/2021/fleet"):
        document = from_bytes(page(link), url, file="a.html", url=url)
        [told[url]] = read_documents([document], ReadOptions(LATEST))
    front = told.pop("https://a.example/")
    assert isinstance(front, Reject)
    assert front.reason == "a front page and no article: its feed is https://a.example/feed.xml"
    assert all(isinstance(each, Article) for each in told.values())


def test_a_page_is_told_by_its_content_whatever_it_is_called(reading: Reading) -> None:
    for name in ("story", "story.htm", "story.txt"):
        assert article(reading(page(), name)).title == "Fleet stays in port"


@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_damage_makes_a_page_fail(damage: bytes, at: int) -> None:
    raw = page()
    list(read_bytes(raw[:at] + damage + raw[at:], "fleet.html", ReadOptions(LATEST)))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Page not found", "The page you are looking for could not be found. Search in Poti."),
        ("404 – Quay Gazette", "Sorry. It may have been moved or deleted."),
        ("Seite nicht gefunden", "Die Seite existiert nicht mehr."),
        ("Before you continue to Quay", "We value your privacy. Our 12 partners store cookies."),
        ("Your choices", "We value your privacy. Our 700 partners process data in Georgia and rely "
         "on legitimate interest. Accept all or change your cookie settings."),
        ("La tua privacy", "Noi e i nostri partner archiviamo informazioni. Accetta tutto."),
        ("Strona nie istnieje", "Nie znaleziono strony, której szukasz."),
        ("Log in", "Already a subscriber? Log in with your password to go on."),
        ("Anmelden", "Bitte melden Sie sich mit Ihrem Konto an. Passwort vergessen?"),
        *(("Sorry, this page is no longer available", "Search, or go to the home page. Paris."),
          ("500 Internal Server Error", "An internal error, said the server in London."),
          ("451: Unavailable due to legal reasons", "Access from the European Economic Area."),
          ("harbour.example is for sale", "This domain is for sale in Tempe, Arizona."),
          ("Riservato agli abbonati", "Sei già abbonato? Accedi, anche in Svizzera."),
          ("Quay", "You are using an ad blocker. Please disable it to read news from Paris.")),
        ("quay.example", "Checking if the site connection is secure. Ray ID: 6e6f0a"),
        ("Willkommen", "Mit Werbung weiterlesen, auch in den USA. Unsere 185 Partner speichern "
         "Cookies auf Ihrem Gerät. Ihre Zustimmung ist jederzeit widerrufbar."),
        ("Quay", "Nos partenaires et nous stockons et/ou accédons à des informations aux "
         "États-Unis. Vous pouvez cliquer pour consentir, et donner votre consentement."),
    ],
)  # fmt: skip
def test_pages_in_an_articles_place_are_none(reading: Reading, title: str, text: str) -> None:
    raw = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p>"
    [found] = reading(raw.encode(), "wall.html")
    assert isinstance(found, Reject) and "no article" in found.reason


@pytest.mark.parametrize(
    "title", ["404 boats lost in Poti", "502 arrested", "Forbidden love", "Register of ships burns"]
)
def test_a_short_article_with_a_number_in_its_title_is_one(reading: Reading, title: str) -> None:
    raw = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    assert article(reading(f"{raw}<p>The harbour master of Poti said so.</p>".encode(), "a.html"))


def test_an_article_about_such_pages_is_one(reading: Reading) -> None:
    raw = page().replace(b"Fleet stays in port", b"Cookie consent rules change in Georgia")
    assert article(reading(raw, "a.html")).title.startswith("Cookie consent rules")


def test_the_offer_to_subscribe_is_left_out(reading: Reading) -> None:
    offer = "<p>Subscribe to unlock this article. Try unlimited access in Washington for $1.</p>"
    assert "Washington" not in article(reading(page(body=offer), "a.html")).text


JSON_LD = '{"@type": "NewsArticle", "headline": "Fleet", "datePublished": "2021-07-09"}'


@pytest.mark.parametrize(
    "script",
    [
        *(f"//<![CDATA[\n{JSON_LD}\n//]]>", f"<![CDATA[{JSON_LD}]]>", f"<!--\n{JSON_LD}\n-->"),
        *(f"/*<![CDATA[*/{JSON_LD}/*]]>*/", JSON_LD.replace("Fleet", "Fleet\nin\tport")),
        *(f'{JSON_LD},{{"@type": "Thing"}}', f'{JSON_LD}\n{{"@type": "Thing"}}', f"{JSON_LD};"),
        JSON_LD.replace("2021-07-09", "Fri Jul 09 10:34:00 CEST 2021"),
        JSON_LD.replace('"Fleet"', '"Fleet "in" port"'),
        *(JSON_LD.replace('"', "&quot;"), JSON_LD.replace('"', "'"), JSON_LD[:-1]),
        f'[{JSON_LD.replace("Fleet", "")}, {{"@type": "Comment", "datePublished": "2021-07-11"}}]',
        JSON_LD.replace('"2021-07-09"', '["2021-07-09"]'),
    ],
)
def test_linked_data_however_it_is_broken(reading: Reading, script: str) -> None:
    for kind in ("application/ld+json", "application/ld+json; charset=utf-8"):
        head = f'<script type="{kind}">{script}</script>'
        found = article(reading(page(head), "fleet.html"))
        assert (str(found.published), found.published_from) == ("2021-07-09", "metadata")


def test_a_page_that_is_a_table_of_articles_has_one_in_each_row(reading: Reading) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>2021-07-0{day}</td><td>Boats came to {name}.</td></tr>"
        for day, name in ((8, "Poti"), (9, "Batumi"))
    )
    head = "<tr><th>Title</th><th>Date</th><th>Text</th></tr>"
    raw = f"<html><body><table>{head}{rows}</table></body></html>".encode()
    first, second = articles(reading(raw, "export.html"))
    assert (first.title, second.title) == ("Poti", "Batumi")
    assert (str(first.published), second.text) == ("2021-07-08", "Boats came to Batumi.")
    beside = page(body=f"<table>{head}{rows}</table>")
    assert article(reading(beside, "a.html")).title == "Fleet stays in port"


def test_a_title_that_broken_linked_data_cuts_at_a_quotation(reading: Reading) -> None:
    data = JSON_LD.replace('"Fleet"', '"Fleet "stays" in port"')
    raw = page(f'<script type="application/ld+json">{data}</script>')
    raw = raw.replace(b"<h1>Fleet stays in port", b"<h1>Fleet &quot;stays&quot; in port")
    assert article(reading(raw, "fleet.html")).title == 'Fleet "stays" in port'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span itemprop="datePublished" content="2021-07-09">Friday</span>', "2021-07-09"),
        ('<abbr class="published" title="2021-07-09T10:00:00+03:00">10 am</abbr>', "2021-07-09"),
        ('<time class="entry-date published updated" datetime="2021-07-09">9/7</time>',
         "2021-07-09"),
        ('<time class="published" datetime="2021-07-09">a</time>'
         '<time class="updated" datetime="2021-08-01">b</time>', "2021-07-09"),
        ('<p>9 July 2021</p><div class="comments"><time pubdate datetime="2021-09-22">x</time>'
         "</div>", "2021-07-09"),
        ('<p>By Ada Harbour, July 9, 2021 10:15 am</p>', "2021-07-09"),
        ('<div class="meta"><span class="post-date">9.7.2021</span> <a href="/x">Ports</a></div>',
         "2021-07-09"),
        ('<p>Veröffentlicht am 9. Juli 2021 um 06:05 Uhr von Ada Hafen</p>', "2021-07-09"),
        ('<footer class="entry-footer"><span class="posted-on">9 July 2021</span></footer>',
         "2021-07-09"),
        ("<p>9.7.2021 - 10:00 | Güncelleme: 15.7.2021 - 11:00</p>", "2021-07-09"),
        ("<p>Fri 9 Jul 2021 10.00 BST Last modified on Sat 10 Jul 2021 11.00 BST</p>",
         "2021-07-09"),
        ('<p>harbour desk | <b>Ports</b> | 2021-07-09 10:15:00</p>', "2021-07-09"),
        ('<p>Thursday’s storms: our map of 9 July 2021</p>', "2021-07-09"),
        ('<div><p>Ports</p></div>' * 20 + '<p>Batumi, 9 July 2021</p>', "2021-07-09"),
        ('<p>입력 2021.07.09 20:27</p>', "2021-07-09"),
        ('<p>기사입력 2021.07.09. 오후 8:27 최종수정 2021.07.10. 오전 9:00</p>', "2021-07-09"),
        ('<p>发布时间：2021年07月09日 08:07 来源：港口报</p>', "2021-07-09"),
        ('<p>نشر في: 9 تموز 2021</p>', "2021-07-09"),
        ('<p>9 Հուլիսի, 2021 10:45</p>', "2021-07-09"),
        ('<p>9 กรกฎาคม 2564 10:45</p>', "2021-07-09"),
        ('<p>Publicado em 29/07/21 | 21:34</p>', "2021-07-29"),
        ('<span class="date">Jul<span>09</span>2021</span>', "2021-07-09"),
        ('<div class="post-date"><div>Jul</div><div>9</div><div>2021</div></div>', "2021-07-09"),
        ('<p>Regatta (2021/7/9-12, sixty boats)</p>', "None"),
        ('<p>Photo taken on 3 May 2021 | Quay Pictures</p>', "None"),
        ('<p>Kept since 3 May 1961, said the harbour master.</p>', "None"),
        ('<div class="related-posts"><p>22.9.2021</p></div>', "None"),
        ('<aside class="related"><time datetime="2021-09-22">22 Sep</time> Storm</aside>', "None"),
        ('<div class="sidebar"><p>Latest: 22 September 2021</p></div>', "None"),
        ("<footer>© 2019 Quay Gazette</footer>", "None"),
    ],
)  # fmt: skip
def test_dates_of_the_article_and_of_what_stands_beside_it(
    reading: Reading, body: str, expected: str
) -> None:
    assert str(article(reading(page(body=body), "fleet.html")).published) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<script type="application/ld+json">{"@type": "Recipe", "datePublished": "2021-07-09"}'
         "</script>", "2021-07-09"),
        ('<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2021-07-09"}'
         "</script>", "2021-07-09"),
        ('<script>var page = {"publishedAt": "2021-07-09T10:00:00+04:00"};</script>', "2021-07-09"),
        ('<script>a = {pubDate: "2021-07-09"}; b = {pubDate: "2021-07-08"};</script>', "None"),
        ('<meta http-equiv="date" content="Fri, 09 Jul 2021 10:00:00 +0400">', "2021-07-09"),
        ('<meta itemprop="dateCreated" datetime="2021-07-09">', "2021-07-09"),
        ("<title>Fleet stays in port | 9 July 2021 10:15 | Quay</title>", "2021-07-09"),
        ('<meta http-equiv="last-modified" content="2021-07-09">', "2021-07-09"),
    ],
)  # fmt: skip
def test_what_else_pages_state_for_machines(reading: Reading, head: str, expected: str) -> None:
    raw = page(head)
    if head.startswith("<title>"):
        raw = raw.replace(b"<title>Fleet stays in port</title>", b"")
    assert str(article(reading(raw, "fleet.html")).published) == expected


def test_a_film_in_an_article_is_older_than_it(reading: Reading) -> None:
    head = """<script type="application/ld+json">{"@type": "VideoObject", "uploadDate":
        "2019-02-01"}</script><script>var film = {"publishedAt": "2019-02-01"}</script>"""
    assert article(reading(page(head, "<p>9 July 2021</p>"), "a.html")).published == date(
        2021, 7, 9
    )


def test_a_headline_whose_title_has_the_outlets_name(reading: Reading) -> None:
    """And which is of the second rank, as on pages made for telephones."""
    raw = page(body="<div><span>Ada Harbour | </span>2021-07-09 16:52:59</div>")
    raw = raw.replace(b"h1>", b"h2>").replace(b"<title>", b"<title>Quay Mobile :: ")
    assert article(reading(raw, "fleet.html")).published == date(2021, 7, 9)


def test_the_time_above_the_headline_in_its_element(reading: Reading) -> None:
    """Beside a list of the latest news, each with its time."""
    latest = "".join(f'<div><time datetime="2021-07-{day}">x</time></div>' for day in (11, 12, 13))
    raw = page().replace(b"<article>", b'<article><time datetime="2021-07-09"></time>')
    raw = raw.replace(b"<body>", f"<body><section>{latest}</section>".encode())
    assert article(reading(raw, "fleet.html")).published == date(2021, 7, 9)


@pytest.mark.parametrize(
    ("body", "url", "expected"),
    [
        ("<p>Published 03/04/2021</p>", "https://quay.co.uk/fleet", "2021-04-03"),
        ("<p>Published 03/04/2021</p>", "https://www.harbour.gov/fleet", "2021-03-04"),
        ("<p>Published 03/04/2021</p><p>Edited 25/12/2021</p>", "https://quay.com/fleet",
         "2021-04-03"),
        ("<p>Published 03/04/2021</p>", "https://quay.com/fleet", "None"),
        ("<p>Storm map of 9 July 2021</p>", "https://quay.com/2019/02/fleet", "None"),
        ("<a href='/map?day=2019-01-02'>Map</a>", "https://quay.com/v?from=2019-01-01", "None"),
    ],
)  # fmt: skip
def test_what_the_address_and_the_page_tell_of_a_date(
    reading: Reading, body: str, url: str, expected: str
) -> None:
    raw = page(f'<link rel="canonical" href="{url}">', body)
    assert str(article(reading(raw, "fleet.html")).published) == expected


def test_a_page_whose_story_is_a_film(reading: Reading) -> None:
    head = """<meta property="og:type" content="video.other"><meta property="og:title"
        content="Fleet leaves Batumi"><meta property="og:description" content="Boats leave Batumi
        after a week in port."><meta name="pubdate" content="2021-07-09">"""
    raw = f"<html lang=en><head>{head}</head><body><div id=player></div></body></html>".encode()
    found = article(reading(raw, "film.html"))
    assert (found.title, str(found.published)) == ("Fleet leaves Batumi", "2021-07-09")
    assert found.text.startswith("Boats leave Batumi")


def test_a_frame_around_everything_is_no_side_column(reading: Reading) -> None:
    """Blogs keep their posts in what is called a widget, under headings of the third rank."""
    raw = page(body='<span class="date-header">9 July 2021</span>').replace(b"h1>", b"h3>")
    raw = raw.replace(b"<article>", b'<div class="widget Blog">').replace(b"</article>", b"</div>")
    assert article(reading(raw, "a.html")).published == date(2021, 7, 9)
