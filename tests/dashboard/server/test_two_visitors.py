"""Two visitors of one server: what one brings is nobody else's, and leaves nothing behind."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter

from dashboard.language import texts
from geo.settings import Settings
from tests.browser.conftest import serving
from tests.dashboard.server.sockets import Visit, visiting
from tests.dashboard.world import build

pytestmark = pytest.mark.usefixtures("gazetteer")

LIMA = "Fog over the harbour\n\nMay 3, 2022\n\nShips waited off Lima, Peru, on Tuesday.\n"
OSLO = "Snow in spring\n\nMay 4, 2022\n\nTrams stood still in Oslo, Norway, on Wednesday.\n"
PLACES = "dateline.places"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("two")
    build(made / "atlas")
    (made / "cache").mkdir()
    (made / "cache" / "gazetteer.sqlite").symlink_to(Settings.load().gazetteer.resolve())
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A server for looking, where articles can be brought for oneself."""
    allowed = {"DATELINE_READ_ONLY": "1", "DATELINE_UPLOADS": "private"}
    with serving(
        folder, DATELINE_CACHE=str(folder / "cache"), DATELINE_UPLOAD_BYTES="100000", **allowed
    ) as found:
        yield found


def bring(visit: Visit, text: str) -> None:
    visit.press(texts.UPLOADS_ADD)
    visit.finished()
    visit.paste("uploads-pasted", text, "uploads-text")
    visit.finished()
    wait_for(visit, "1 of 1 article")


def wait_for(visit: Visit, status: str) -> None:
    for _ in range(240):
        if status in visit.panels.get("dateline.chips", ""):
            return
        time.sleep(0.5)
        visit.run()
    raise AssertionError(visit.panels.get("dateline.chips"))


def kept(folder: Path) -> list[Path]:
    servers = (each for each in (folder / "cache" / "visitors").iterdir() if each.is_dir())
    return [each for server in servers for each in server.iterdir()]


def test_each_sees_their_own_and_deleting_leaves_nothing(address: str, folder: Path) -> None:
    with visiting(address) as ann, visiting(address) as bob:
        bring(ann, LIMA)
        bring(bob, OSLO)
        ann.run()
        assert "Lima" in ann.panels[PLACES] and "Oslo" not in "".join(ann.panels.values())
        assert "Oslo" in bob.panels[PLACES] and "Lima" not in "".join(bob.panels.values())
        assert texts.UPLOADS_KEEP not in ann.buttons
        with visiting(address) as eve:
            assert "5 of 5 articles" in eve.panels["dateline.chips"]
            assert "Lima" not in "".join(eve.panels.values())
        assert len(kept(folder)) == 2
        ann.press(texts.UPLOADS_DELETE)
        ann.finished()
        assert "5 of 5 articles" in ann.panels["dateline.chips"]
        assert len(kept(folder)) == 1
        bob.run()
        assert "1 of 1 article" in bob.panels["dateline.chips"]


def locked_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("a password", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def test_a_locked_pdf_is_named_and_the_page_goes_on(address: str) -> None:
    content = locked_pdf()
    with visiting(address) as visit:
        visit.press(texts.UPLOADS_ADD)
        visit.finished()
        assert visit.send_file("locked", content) == 204
        visit.choose_file("uploads-brought", "locked", "locked.pdf", len(content), "uploads-files")
        visit.finished()
        for _ in range(240):
            if any(word.startswith("f.txt: ") for word in visit.words):
                break
            time.sleep(0.5)
            visit.run()
        assert any(word.startswith("f.txt: ") for word in visit.words), visit.words
        assert "5 of 5 articles" in visit.panels["dateline.chips"]
        # What was read is out of the memory, and there is room for as much again.
        assert visit.send_file("more", b"x" * 99_000) == 204
