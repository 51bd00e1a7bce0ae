"""The private folder of a server's Unix socket."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from detaincrawl.store.account import Account, make_private
from detaincrawl.store.errors import DatabaseError

SOCKET_BYTES = 103
"""What the kernels take as the address of a socket: 107 bytes on Linux, 103 on macOS."""


def socket_folder(folder: Path) -> Path:
    """Beside the data; of a path that no address of a socket can hold, in the system's folder for short-lived files."""
    beside = folder.resolve() / "socket"
    # A comma separates hosts in libpq, and cannot be quoted.
    if "," not in str(beside) and len(os.fsencode(beside / ".s.PGSQL.5432")) <= SOCKET_BYTES:
        return beside
    digest = hashlib.sha256(os.fsencode(beside)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"detaincrawl-{digest}"


def make_socket_folder(folder: Path, owner: Account) -> None:
    """Refuses a folder that another user put there: whoever owns it could answer in our name."""
    try:
        make_private(folder, owner)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.uid or found.st_mode & 0o077:
            raise DatabaseError(
                f"{folder} is not a private folder of {owner.name}: remove it and start again"
            ) from None
