"""Bringing one's own articles: files, a zip, a text; the map moves to what came in."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.views import at_rest, excerpts, marker, markers, ready, status
from tests.chromium import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("gazetteer")]

LIMA = "Fog over the harbour\n\nMay 3, 2022\n\nShips waited off Lima, Peru, on Tuesday.\n"
QUITO = (
    "Dust over the roofs\n\nMay 5, 2022\n\nSchools stayed shut in Quito, Ecuador, on Thursday.\n"
)
OSLO = "Snow in spring\n\nMay 4, 2022\n\nTrams stood still in Oslo, Norway, on Wednesday.\n"


def packed(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return held.getvalue()


def bring(page: Page, *files: dict[str, object]) -> None:
    page.get_by_role("button", name="Add articles").click()
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(list(files))
    page.get_by_role("dialog").get_by_text(str(files[-1]["name"])).wait_for()
    page.get_by_role("button", name="Put on the map").first.click()
    until_read(page)


def until_read(page: Page) -> None:
    """Waits until the press has arrived, and until what was brought has been read."""
    expect(page.get_by_role("dialog")).to_have_count(0)
    # The first on a server waits for its models, by far the longest step of all.
    expect(page.locator(".st-key-uploads-line")).to_be_visible(timeout=2 * PATIENCE)


def paste(page: Page, text: str) -> None:
    page.get_by_role("button", name="Add articles").click()
    page.get_by_role("tab", name="Text").click()
    page.get_by_label("An article as text").fill(text)
    page.get_by_role("button", name="Put on the map").last.click()
    until_read(page)


def all_of(page: Page) -> str:
    """Whatever the browser holds of the page and of the map in it, once no frame comes or goes."""
    return "".join(frame.content() for frame in at_rest(page).frames)


def test_what_two_visitors_bring_comes_to_the_map_of_each_alone(address: str, visit: Open) -> None:
    one = ready(visit(address))
    raw = packed(fog=LIMA, snow=OSLO)
    broken = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}
    bring(one, {"name": "mine.zip", "mimeType": "application/zip", "buffer": raw}, broken)

    expect(status(one)).to_contain_text("2 of 2 articles")
    expect(one.get_by_text("2 articles came in")).to_be_visible()
    one.get_by_text("Could not be read: 1").click()
    expect(one.get_by_text("scan.pdf: ")).to_be_visible()
    marker(one, "Lima").click()
    expect(excerpts(one)).to_contain_text("Ships waited off Lima")
    one.wait_for_function(
        "() => Number(new URL(location.href).searchParams.get('lon')) < 0"
    )  # the map looks between Lima and Oslo now

    # Another browser, at the very address that the first one shows.
    other = ready(visit(one.url))
    expect(status(other)).to_contain_text("of 5 articles")
    assert "Ships waited" not in all_of(other) and "Trams stood" not in all_of(other)
    paste(other, QUITO)
    expect(status(other)).to_contain_text("1 of 1 article")
    marker(other, "Quito").click()
    expect(excerpts(other)).to_contain_text("Schools stayed shut")
    # Nothing else is chosen by that, and nothing of it is in the address.
    chips = other.get_by_role("list", name="What is selected").get_by_role("button")
    expect(chips).to_have_text(["Quito×"])
    assert set(parse_qs(urlsplit(other.url).query)) <= {"lat", "lon", "z"}
    assert "Ships waited" not in all_of(other) and "Trams stood" not in all_of(other)

    one.get_by_role("button", name="Back to all articles").click()
    expect(status(one)).to_contain_text("5 of 5 articles")
    assert "Schools stayed" not in all_of(one)
    one.get_by_role("button", name="Show your articles").click()
    expect(status(one)).to_contain_text("2 of 2 articles")
    one.get_by_role("button", name="Delete them").click()
    expect(status(one)).to_contain_text("5 of 5 articles")
    expect(one.get_by_role("button", name="Show your articles")).to_have_count(0)
    expect(status(other)).to_contain_text("1 of 1 article")
    other.reload()
    expect(status(ready(other))).to_contain_text("5 of 5 articles")
    assert "Schools stayed" not in all_of(other)


def test_an_unreadable_upload_changes_nothing_else(address: str, visit: Open) -> None:
    page = ready(visit(address))
    bring(page, {"name": "<b>x</b>.bin", "mimeType": "x/y", "buffer": bytes(range(256)) * 9})
    expect(page.get_by_role("alert")).to_contain_text("No article could be read")
    expect(page.get_by_text("<b>x</b>.bin: ")).to_be_visible()
    expect(status(page)).to_contain_text("5 of 5 articles")
    expect(markers(page)).to_have_count(6)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_feed_inside_the_servers_network_is_refused(address: str, visit: Open) -> None:
    page = ready(visit(address))
    page.get_by_role("button", name="Add articles").click()
    page.get_by_role("tab", name="Feed or page").click()
    page.get_by_role("textbox", name="Address of a feed").fill(f"{address}/_stcore/health")
    page.get_by_role("button", name="Put on the map").last.click()
    until_read(page)
    expect(page.get_by_role("alert")).to_contain_text("No article could be read")
    expect(page.get_by_text("/_stcore/health: ")).to_be_visible()
