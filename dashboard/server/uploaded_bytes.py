"""How much visitors have sent to the server's memory and not yet taken out of it.

Streamlit keeps what its upload endpoint receives for as long as the session is known, whether or
not the page ever asks for it.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

# Seconds that a line may be broken before what came over it is given up.
_GRACE = 300.0


class UploadedBytes:
    """Bytes by session and file; any thread may ask and change them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._left: dict[str, float] = {}

    def room(self, session: str, file: str, most: int, most_in_all: int) -> int:
        """How large a file may be, which may replace one of the same name."""
        with self._lock:
            replaced = self._held.get(session, {}).get(file, 0)
            own = sum(self._held.get(session, {}).values())
            every = sum(sum(files.values()) for files in self._held.values())
        return max(0, min(most - own, most_in_all - every) + replaced)

    def keep(self, session: str, file: str, size: int) -> None:
        """A file is coming in, or is there."""
        with self._lock:
            self._held[session][file] = size

    def release(self, session: str, file: str) -> None:
        """A file is there no more."""
        with self._lock:
            self._held.get(session, {}).pop(file, None)
            if not self._held.get(session, True):
                del self._held[session]

    def departed(self, is_active: Callable[[str], bool]) -> list[str]:
        """Sessions that are known no more and whose files are to be removed; they are forgotten."""
        now = self._clock()
        with self._lock:
            for session in self._held:
                if is_active(session):
                    self._left.pop(session, None)
                else:
                    self._left.setdefault(session, now)
            gone = [each for each, since in self._left.items() if now - since >= _GRACE]
            for session in gone:
                del self._left[session]
                self._held.pop(session, None)
        return gone


@cache
def uploaded_bytes() -> UploadedBytes:
    """Those of this server."""
    return UploadedBytes()


def remove_file(session: str, file: str) -> None:
    """Take a file that a visitor sent out of the server's memory."""
    uploaded_bytes().release(session, file)
    held = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if isinstance(held, MemoryUploadedFileManager):
        held.remove_file(session, file)


def remove_departed() -> None:
    """Take out what visitors who left had sent."""
    if Runtime.exists():
        runtime = Runtime.instance()
        for session in uploaded_bytes().departed(runtime.is_active_session):
            runtime.uploaded_file_mgr.remove_session_files(session)
