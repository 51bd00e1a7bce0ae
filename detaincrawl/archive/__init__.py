"""The archive: every page worth reading, raw, as WARC records that other tools can replay.

A run writes segments of its own; a place is given out only after the bytes are on disk, and reading by place proves
the record whole.
"""

import os
from pathlib import Path

from detaincrawl.archive.record import ArchiveError, Kept, Torn
from detaincrawl.archive.segment import Missing, read
from detaincrawl.archive.writer import Archive, Unwritable, Writer

__all__ = ["Archive", "ArchiveError", "Kept", "Missing", "Torn", "Unwritable", "Writer", "folder", "read"]


def folder() -> Path:
    """Where the archive is: ARCHIVE_DIR, or ``.data/archive`` in the checkout."""
    given = os.environ.get("ARCHIVE_DIR")
    return Path(given) if given else Path(__file__).resolve().parents[2] / ".data" / "archive"
