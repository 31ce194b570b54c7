from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.errors import BadInput, GazetteerBuildFailed
from geo.gazetteer.geonames_dump import FILES, download

asked: list[str] = []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        asked.append(self.path)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A dump as GeoNames publishes it, each file holding its own name."""
    folder = tmp_path / "published" / "dump"
    folder.mkdir(parents=True)
    for name in FILES:
        text = Path(name).with_suffix(".txt").name
        if name.endswith(".zip"):
            with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(text, text)
        else:
            (folder / name).write_text(text)
    return folder


@pytest.fixture
def url(published: Path) -> Iterator[str]:
    asked.clear()
    handler = partial(Quiet, directory=str(published.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/dump/"
        server.shutdown()
        thread.join()


def test_every_file_comes_unpacked(url: str, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    folder = download(url, tmp_path / "here", lambda *step: told.append(step))
    names = {path.name for path in folder.iterdir()}
    assert names == {Path(name).with_suffix(".txt").name for name in FILES}
    assert all(path.read_text() == path.name for path in folder.iterdir())
    assert [what for _, _, what in told] == list(FILES)
    assert all(done == total for done, total, _ in told)


def test_what_came_whole_is_not_fetched_again(url: str, published: Path, tmp_path: Path) -> None:
    last = published / FILES[-1]
    last.rename(last.with_suffix(".away"))
    with pytest.raises(GazetteerBuildFailed, match=rf"{FILES[-1]} could not be fetched.*404"):
        download(url, tmp_path / "here")
    assert len(list((tmp_path / "here").iterdir())) == len(FILES) - 1
    last.with_suffix(".away").rename(last)
    asked.clear()
    download(url, tmp_path / "here")
    assert asked == [f"/dump/{FILES[-1]}"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_damaged_archive_leaves_nothing(
    url: str, published: Path, tmp_path: Path, content: bytes
) -> None:
    (published / "allCountries.zip").write_bytes(content)
    with pytest.raises(GazetteerBuildFailed, match=r"allCountries\.zip"):
        download(url, tmp_path / "here")
    assert not [path for path in (tmp_path / "here").iterdir() if "allCountries" in path.name]


def test_an_archive_without_the_text_is_named(url: str, published: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(published / "allCountries.zip", "w") as archive:
        archive.writestr("../../else.txt", "x")
    with pytest.raises(GazetteerBuildFailed, match=r"allCountries\.zip"):
        download(url, tmp_path / "here")


def test_nobody_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerBuildFailed, match=r"http://127\.0\.0\.1:9/countryInfo\.txt"):
        download("http://127.0.0.1:9", tmp_path)


@pytest.mark.parametrize("url", ["file:///etc", "ftp://127.0.0.1/", "geonames", ""])
def test_only_the_web_is_asked(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not the address of a GeoNames dump"):
        download(url, tmp_path)


class Resuming(Quiet):
    """A server that keeps to Range and breaks off after a first piece."""

    body = bytes(range(256)) * 4096
    breaks = True

    def do_GET(self) -> None:
        start = int((self.headers.get("Range") or "bytes=0-")[6:].rstrip("-"))
        asked.append(f"{self.path} from {start}")
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(self.body) - start))
        self.end_headers()
        end = len(self.body) // 2 if type(self).breaks else len(self.body)
        self.wfile.write(self.body[start:end])


def test_an_interrupted_file_goes_on_where_it_was(tmp_path: Path) -> None:
    asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Resuming) as server:
        threading.Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_port}"
        first = tmp_path / FILES[0]
        with pytest.raises(GazetteerBuildFailed, match="run the same command again to go on"):
            download(address, tmp_path)
        assert not first.exists()
        Resuming.breaks = False
        with pytest.raises(GazetteerBuildFailed, match="is not the archive"):
            download(address, tmp_path)
        server.shutdown()
    assert first.read_bytes() == Resuming.body
    assert f"/{FILES[0]} from {len(Resuming.body) // 2}" in asked
