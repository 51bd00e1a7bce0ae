"""Writing the archive: segments of its own for every run, one fdatasync for all pages that wait."""

import asyncio
import fcntl
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from detaincrawl.archive.record import ArchiveError, digest, encode, opening
from detaincrawl.archive.segment import SUFFIX, sync_folder
from detaincrawl.records import ArchivePlace, Page

SEGMENT_BYTES = 128 * 2**20
"""Small enough that forgetting a person rewrites a segment in a second or two."""


class Unwritable(ArchiveError):
    """Raised by keep: these pages are not in the archive and stay queued; later ones go to a new segment."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of segments."""

    folder: Path
    segment_bytes: int = SEGMENT_BYTES

    def writer(self) -> "Writer":
        """The writer of one run. Close it when the run ends."""
        return Writer(self.folder, self.segment_bytes)


class Writer:
    """Keeps the pages of one run. What waits while a group is being written is the next group."""

    def __init__(self, folder: Path, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._segments = Segments(folder, segment_bytes)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._waiting: list[tuple[Page, asyncio.Future[ArchivePlace]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, page: Page) -> Page:
        """The page with its place, once its bytes are on disk. Raises Unwritable."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((page, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_waiting())
        return replace(page, place=await done)

    async def _write_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                pages = [page for page, _ in group]
                try:
                    written = await loop.run_in_executor(self._thread, self._segments.write, pages)
                except Exception as error:  # each caller sees it: none may wait for ever
                    for _, done in group:
                        _settle(done, error)
                    continue
                for (_, done), place in zip(group, written, strict=True):
                    _settle(done, place)
        finally:
            self._writing = None

    async def close(self) -> None:
        """Wait for what is being written, then let go of the segment."""
        if self._writing is not None:
            await self._writing
        await asyncio.get_running_loop().run_in_executor(self._thread, self._segments.close)
        self._thread.shutdown()


def _settle(done: "asyncio.Future[ArchivePlace]", place: ArchivePlace | Exception) -> None:
    if done.done():  # its caller was cancelled meanwhile
        return
    if isinstance(place, Exception):
        done.set_exception(place)
    else:
        done.set_result(place)


class Segments:
    """The open segment of a run. Used by one thread at a time."""

    def __init__(self, folder: Path, segment_bytes: int = SEGMENT_BYTES) -> None:
        self.folder = folder
        self._limit = segment_bytes
        self._run = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
        self._number = 0
        self._name = ""
        self._descriptor = -1
        self._end = self._synced = 0

    @property
    def upcoming(self) -> str:
        """Name of the segment that the next record begins."""
        return f"{self._run}-{self._number:05}{SUFFIX}"

    def write(self, pages: list[Page]) -> list[ArchivePlace | Unwritable]:
        """A place for each page, after fdatasync; where the group does not fit on the disk, page by page."""
        try:
            return [*self.write_whole([(encode(page), digest(page.body)) for page in pages])]
        except OSError as error:
            if len(pages) > 1:
                return [place for page in pages for place in self.write([page])]
            reason = error.strerror or str(error)
            return [Unwritable(f"archive {self.folder}: {reason}; {pages[0].url} was not kept and stays queued")]

    def write_whole(self, records: list[tuple[bytes, str]]) -> list[ArchivePlace]:
        """Write all records (member, digest) and sync, or none: what a failed group left is cut off. Raises OSError."""
        places = []
        for member, sha256 in records:
            if self._descriptor < 0 or self._end >= self._limit:
                self.close()
                self._open()
            places.append(ArchivePlace(self._name, self._end, len(member), sha256))
            self._append(member)
        self._sync()
        return places

    def close(self) -> None:
        """Sync and let go of the open segment."""
        if self._descriptor >= 0:
            self._sync()
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._name = self.upcoming
        self._number += 1
        path = self.folder / self._name
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)  # tells `archive check` that this tail is not torn
        self._end = self._synced = 0
        self._append(opening(self._name))
        self._sync()
        sync_folder(self.folder)

    def _append(self, member: bytes) -> None:
        rest = memoryview(member)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            self._abandon()
            raise
        self._end += len(member)

    def _sync(self) -> None:
        # After a failed sync the kernel may have dropped the dirty pages: nothing can be appended behind them.
        try:
            os.fdatasync(self._descriptor)
        except OSError:
            self._abandon()
            raise
        self._synced = self._end

    def _abandon(self) -> None:
        """Cut off what is not on disk for certain and go on in a new segment."""
        descriptor, self._descriptor = self._descriptor, -1
        try:
            os.ftruncate(descriptor, self._synced)
            if self._synced == 0:
                (self.folder / self._name).unlink()
        finally:
            os.close(descriptor)
