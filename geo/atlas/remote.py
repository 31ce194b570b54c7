"""An atlas at an fsspec URL: worked on in a local copy, published where it lives.

The files of parts never change and are named by what they hold, so a copy is brought up to
date by what it lacks. The manifest is replaced last, as on a disk: readers elsewhere see the
version before or after, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from geo.atlas import manifest, parts
from geo.atlas.manifest import Manifest
from geo.errors import AtlasError, BadInput
from geo.storage import atomic

# A writer that has been at it for longer is taken for dead; the longest writing is the
# upload of a compacted atlas.
_LOCK_SECONDS = 900.0
_PATIENCE = 1800.0
_ATTEMPTS = 3
_LOCAL = ("file", "local")


def local_folder(url: str) -> Path | None:
    """The folder that ``url`` means on this machine; None for an address elsewhere."""
    scheme, found, rest = url.partition("://")
    if not found:
        return Path(url)
    return Path(rest) if scheme in _LOCAL else None


def copy_folder(url: str, copies: Path) -> Path:
    """Where in ``copies`` the copy of the atlas at ``url`` is kept."""
    return copies / f"copy-{hashlib.sha256(url.encode()).hexdigest()[:16]}"


class Remote:
    """The atlas at ``url``, and its copy in ``folder``.

    Raises BadInput for a URL that no installed file system takes. Every method raises
    AtlasError where the place cannot be reached or refuses.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url.rstrip("/")
        self._folder = folder
        import fsspec  # which an atlas in a folder need not wait for

        try:
            self._files, self._root = fsspec.core.url_to_fs(self._url, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise BadInput(f"{url}: no atlas can be kept there: {error}") from error

    def version(self) -> str:
        """A text that is another for every version of the atlas."""
        with self._reached():
            try:
                return str(self._files.ukey(self._path(manifest.NAME)))
            except FileNotFoundError:
                return "empty"

    def pull(self) -> Manifest:
        """Bring the copy up to date; what is published."""
        for _ in range(_ATTEMPTS):
            published, raw = self._manifest()
            with self._reached(), suppress(FileNotFoundError):
                self._pull_parts(published)
                atomic.write(self._folder / manifest.NAME, raw)
                return published
            # A part was let go while we read: there is another version by now.
        raise AtlasError(f"{self._url}: a part that the manifest lists is missing there")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; what is published in the copy meanwhile is published there.

        The copy must be locked. Where anything fails, what was published before stands.
        """
        token = uuid.uuid4().hex
        self._lock(token)
        try:
            before = self.pull()
            yield
            after = manifest.read(self._folder)
            if after != before:
                self._push(before, after)
        finally:
            self._unlock(token)

    def _manifest(self) -> tuple[Manifest, bytes]:
        path = self._path(manifest.NAME)
        with self._reached():
            try:
                raw: bytes = self._files.cat_file(path)
            except FileNotFoundError:
                return Manifest(), Manifest().to_json().encode()
        try:
            return Manifest.from_json(raw.decode(), f"{self._url}/{manifest.NAME}"), raw
        except UnicodeDecodeError as error:
            raise AtlasError(f"{self._url}/{manifest.NAME}: not a manifest: {error}") from error

    def _pull_parts(self, published: Manifest) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for part in published.parts:
            for file in part.kinds().values():
                here = self._folder / file.file
                if not here.exists() or here.stat().st_size != file.bytes:
                    atomic.write(here, self._files.cat_file(self._path(file.file)))

    def _push(self, before: Manifest, after: Manifest) -> None:
        """Publish the copy there: first the parts, then the manifest that lists them."""
        known = {file for part in before.parts for file in part.files()}
        with self._reached():
            self._files.makedirs(self._root, exist_ok=True)
            for name in {file for part in after.parts for file in part.files()} - known:
                self._put(name)
            if self._manifest()[0] != before:
                raise AtlasError(f"{self._url}: somebody else has published meanwhile: run again")
            self._put(manifest.NAME)
            self._remove_superseded()

    def _put(self, name: str) -> None:
        self._files.pipe_file(self._path(name), (self._folder / name).read_bytes())

    def _remove_superseded(self) -> None:
        """What the copy has let go is let go there too."""
        for path in self._files.ls(self._root, detail=False, refresh=True):
            name = PurePosixPath(path).name
            if name.endswith(".parquet") and not (self._folder / name).exists():
                self._files.rm_file(path)

    def _lock(self, token: str) -> None:
        ends = time.monotonic() + _PATIENCE
        wait = 0.05
        while not self._locked(token):
            if time.monotonic() > ends:
                raise AtlasError(f"{self._url}: another writer does not finish: try again later")
            time.sleep(wait)
            wait = min(5.0, wait * 1.5)

    def _locked(self, token: str) -> bool:
        """Whether the lock is ours now."""
        path = self._path(parts.LOCK)
        ours = json.dumps({"token": token, "at": time.time()}).encode()
        with self._reached():
            self._files.makedirs(self._root, exist_ok=True)
            with suppress(FileExistsError):
                self._files.pipe_file(path, ours, mode="create")
            holder, since = self._holder()
            if holder and holder != token and time.time() - since > _LOCK_SECONDS:
                with suppress(FileNotFoundError):
                    self._files.rm_file(path)
            return holder == token

    def _holder(self) -> tuple[str, float]:
        """Who has the lock ("" for nobody), and since when."""
        try:
            held = json.loads(self._files.cat_file(self._path(parts.LOCK)))
            return str(held["token"]), float(held["at"])
        except FileNotFoundError:
            return "", 0.0
        except (ValueError, TypeError, KeyError):
            return "nobody who says so", 0.0

    def _unlock(self, token: str) -> None:
        with self._reached(), suppress(FileNotFoundError):
            if self._holder()[0] == token:
                self._files.rm_file(self._path(parts.LOCK))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, AtlasError):
            raise
        except Exception as error:  # each store's library has errors of its own
            raise AtlasError(f"{self._url}: cannot be reached: {error}") from error
