"""Writing a pack: a zip, written from beginning to end, each file hashed on the way."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from urllib.parse import quote

from geo.atlas import WholeArticle
from geo.corrections import Correction, Note
from geo.corrections import records as correction_lines
from geo.corrections.models import Scope
from geo.corrections.records import Entry, Undo
from geo.errors import BadInput
from geo.evidence import records
from geo.evidence.crate import MANIFEST, PackedFile, entity, manifest
from geo.evidence.timestamp import TIMESTAMP
from geo.export import Content
from geo.export.uris import web_address
from geo.export.write import whole_file
from geo.sources import ReadOptions, from_path
from geo.sources.protocol import Unreadable
from geo.sources.warc import records_of_articles

_JSON_LINES = "application/jsonl"

_README = """This is evidence: what articles say of places, packed with Dateline.

  articles/         the texts as they were ingested, in UTF-8
  articles.jsonl    title, source, address, dates of each
  mentions.jsonl    every place name in them: where it stands, its place, how sure, and why
  corrections.jsonl what people have put right and noted, with who and when, and what was taken
                    back
  records/          the records of web archives from which articles were read, if any
  versions.json     with which software, weights and gazetteer
  method.txt        what was selected, and what to know of the numbers

{manifest} lists every file with its SHA-256. Check them with

  dateline evidence verify PACK.zip

or with sha256sum. The SHA-256 of the manifest itself, told when the pack was made, stands for all
of it: who changes a file must change the manifest, and then that number is another.
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What goes into a pack: a selection, what people have put right, versions (see
    ``versions``), and web archives in which records of the articles may lie."""

    content: Content
    corrections: Sequence[Entry]
    versions: Mapping[str, Any]
    archives: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed; ``sha256`` is the manifest's, hexadecimal."""

    sha256: str
    articles: int
    mentions: int
    records: int


def write_pack(
    evidence: Evidence, path: Path, stamp: Callable[[bytes], bytes] | None = None
) -> Packed:
    """Write the pack at ``path``, whole or not at all; ``stamp`` gives a timestamp of the
    manifest (see ``timestamp``).

    Raises BadInput where no file can be made there or an archive cannot be read, AtlasError,
    and what ``stamp`` raises.
    """
    with (
        whole_file(path) as temporary,
        zipfile.ZipFile(temporary, "w") as archive,
        TemporaryFile() as entities,
    ):
        return _PackWriter(archive, entities, evidence).write(stamp)


class _PackWriter:
    """Writes the files; what the manifest is to say of each is kept in ``entities``."""

    def __init__(self, archive: zipfile.ZipFile, entities: BinaryIO, evidence: Evidence) -> None:
        self._archive = archive
        self._entities = entities
        self._evidence = evidence
        self._content = evidence.content
        self._at = evidence.content.provenance.at
        # Held once for a million files.
        self._when = self._at.timetuple()[:6]
        self._articles = self._mentions = 0
        # Of the packed articles those that are asked for again.
        self._asked_for = {_article_of(entry) for entry in evidence.corrections}
        self._packed: set[str] = set()

    def write(self, stamp: Callable[[bytes], bytes] | None) -> Packed:
        with TemporaryFile() as articles, TemporaryFile() as mentions:
            self._whole_articles(articles, mentions)
            self._add("articles.jsonl", _JSON_LINES, _pieces(articles))
            self._add("mentions.jsonl", _JSON_LINES, _pieces(mentions))
        self._add("corrections.jsonl", _JSON_LINES, self._correction_lines())
        found = self._archived()
        versions = records.line(dict(self._evidence.versions))
        self._add("versions.json", "application/json", [versions])
        method = "\n".join(f"{subject}: {said}" for subject, said in self._content.method())
        self._add("method.txt", "text/plain", [f"{method}\n".encode()])
        readme = _README.format(manifest=MANIFEST)
        self._add("README.txt", "text/plain", [readme.encode()])
        _, digest = self._store(MANIFEST, self._manifest(method))
        if stamp:
            self._store(TIMESTAMP, [stamp(b"".join(self._manifest(method)))])
        return Packed(digest, self._articles, self._mentions, found)

    def _manifest(self, method: str) -> Iterator[bytes]:
        return manifest(
            self._entities,
            f"Evidence of {self._articles:,} articles",
            method,
            self._content.provenance.version,
            self._at,
        )

    def _whole_articles(self, articles: BinaryIO, mentions: BinaryIO) -> None:
        """Pack the texts; what is said of them and of their mentions goes into these files, which
        are packed after them, since a zip is written one file after the other."""
        total = self._content.counts.articles
        for whole in self._content.extract.whole_articles():
            articles.write(records.line(records.article(whole, self._text(whole))))
            for judged in whole.mentions:
                mentions.write(records.line(records.mention(judged)))
            self._mentions += len(whole.mentions)
            self._articles += 1
            self._content.progress(self._articles, total, "articles")

    def _text(self, whole: WholeArticle) -> str:
        """Pack a text; the name of its file."""
        article = whole.article
        name = f"articles/{quote(article.id, safe='')}.txt"
        about = {
            "name": article.title or article.id,
            "identifier": article.id,
            "dateCreated": whole.ingested.isoformat(),
        }
        if article.published:
            about["datePublished"] = article.published.isoformat()
        if web_address(article.url):
            about["url"] = web_address(article.url)
        self._add(name, "text/plain", [article.text.encode()], about)
        if self._evidence.archives or article.id in self._asked_for:
            self._packed.add(article.id)
        return name

    def _correction_lines(self) -> Iterator[bytes]:
        """Corrections and notes of these articles, corrections of the whole corpus, and what became
        of them."""
        ours = {
            entry.id
            for entry in self._evidence.corrections
            if isinstance(entry, Correction | Note)
            and (
                _article_of(entry) in self._packed
                or (isinstance(entry, Correction) and entry.scope is Scope.CORPUS)
            )
        }
        for entry in self._evidence.corrections:
            if isinstance(entry, Correction | Note | Undo) and entry.id in ours:
                yield correction_lines.write(entry)

    def _archived(self) -> int:
        """The records of web archives; how many articles have one."""
        missing = set(self._packed)
        for path in self._evidence.archives:
            try:
                document = from_path(path)
                for id_, record in records_of_articles(document, ReadOptions(), missing):
                    missing.discard(id_)
                    about = {"name": f"record of {id_} in {path.name}"}
                    name = f"records/{quote(id_, safe='')}.warc"
                    self._add(name, "application/warc", [record], about)
            except (Unreadable, OSError) as error:
                raise BadInput(f"no web archive: {error}", path=str(path)) from error
        return len(self._packed) - len(missing) if self._evidence.archives else 0

    def _add(
        self, name: str, kind: str, pieces: Iterable[bytes], about: Mapping[str, Any] | None = None
    ) -> None:
        size, digest = self._store(name, pieces)
        self._entities.write(entity(PackedFile(name, kind, size, digest, about or {"name": name})))

    def _store(self, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        info = zipfile.ZipInfo(name, self._when)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        size, digest = 0, hashlib.sha256()
        with self._archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        return size, digest.hexdigest()


def _article_of(entry: Entry) -> str | None:
    """The article that a correction or a note was made in."""
    match entry:
        case Note():
            return entry.article_id
        case Correction():
            return entry.spot.article_id
    return None


_PIECE = 1 << 20


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """All of a file that was just written."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
