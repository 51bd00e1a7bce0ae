"""The embedded PostgreSQL: starts by itself, outlives the command, and lets no other local user in.

Only a Unix socket in a private folder is open, and peer authentication admits the owner (and root) alone.
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from detaincrawl.store import account
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.programs import run
from detaincrawl.store.socket_folder import make_socket_folder, socket_folder

OWNER = "detaincrawl"
"""The database role that owns the embedded server, and the name of its database."""

START_SECONDS = 60
"""Crash recovery after a power loss takes longer than a start."""

CONFIGURATION = "postgresql.conf"

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
}


@dataclass(frozen=True, slots=True)
class Server:
    """One PostgreSQL whose data, log and lock lie in one folder."""

    folder: Path
    """May not exist yet. As root it is a link to a folder of the server's own account."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further settings of postgresql.conf."""

    def start(self) -> None:
        """Make the data where there is none and start where nothing answers; raises DatabaseError."""
        if self.answers():
            return
        _make_folder(self.folder)
        with self._locked():
            if not self.answers():
                self._create()
                self._launch()
                self._add_database()

    def stop(self, mode: str = "fast") -> bool:
        """Stop the server; False: none was running. Raises DatabaseError where it does not stop."""
        if not self.folder.is_dir():
            return False
        with self._locked():
            if self._postmaster() is None:
                return False
            if self._control("stop", f"--mode={mode}"):
                raise DatabaseError(f"PostgreSQL did not stop within {START_SECONDS} s; its log is {self.log}")
            return True

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop(mode="immediate")
        if socket_folder(self.folder).exists():
            shutil.rmtree(socket_folder(self.folder))
        if self.folder.is_symlink():
            shutil.rmtree(self.folder.resolve())
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)

    def answers(self, database: str = OWNER) -> bool:
        """Whether a query is answered now."""
        return self._refusal(database) is None

    def url(self, database: str = OWNER, user: str = OWNER) -> str:
        """Where psql and every other client find it."""
        place = urlencode({"host": str(socket_folder(self.folder)), "port": "5432"}, quote_via=quote)
        return f"postgresql://{quote(user)}@/{quote(database)}?{place}"

    @property
    def data(self) -> Path:
        return self.folder.resolve() / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def _refusal(self, database: str) -> str | None:
        try:
            with psycopg.connect(self.url(database), connect_timeout=5) as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError as error:
            return " ".join(str(error).split())
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time makes, starts or stops; the kernel frees the lock of a killed one."""
        try:
            lock = (self.folder / "lock").open("w")
        except PermissionError as error:
            raise DatabaseError(
                f"the database in {self.folder} belongs to another account: run as that account, or set DATABASE_URL"
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        """Under another name until it is whole: initdb may be killed."""
        if self.data.is_dir():
            return
        unfinished = self.data.with_name("data.new")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        account.make_private(unfinished, account.owner_of(self.folder))
        options = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        whole = (f"--username={OWNER}", "--auth=peer", *options, "--pgdata=data.new")
        done = run("initdb", *whole, folder=self.data.parent)
        if done.returncode:
            raise DatabaseError(f"no database could be made in {self.folder}: {_last_line(done.stderr)}")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        """Start, and wait until it answers; what a killed server left behind is waited out."""
        self._configure()
        deadline = time.monotonic() + START_SECONDS
        while refusal := self._refusal("postgres"):
            if self._postmaster() is None:
                self._start_postmaster()
            elif time.monotonic() > deadline or "authentication failed" in refusal:
                raise DatabaseError(f"PostgreSQL does not answer: {refusal}; its log is {self.log}")
            else:
                time.sleep(0.05)

    def _start_postmaster(self) -> None:
        for patience in (0.1, 0.3, 1, 3, None):
            started = self.log.stat().st_size if self.log.exists() else 0
            if self._control("start", "--log=data/server.log", f"--options=--config-file={CONFIGURATION}") == 0:
                return
            said = self.log.read_bytes()[started:].decode(errors="replace") if self.log.exists() else ""
            # The backends of a killed server need a moment to notice.
            if patience is None or "still in use" not in said:
                raise DatabaseError(f"PostgreSQL does not start: {_fatal_lines(said)}; its log is {self.log}")
            time.sleep(patience)

    def _configure(self) -> None:
        """Beside the data, at every start: the folder may have been moved."""
        owner = account.owner_of(self.folder)
        sockets = socket_folder(self.folder)
        make_socket_folder(sockets, owner)
        where = self.data.parent
        settings = {
            **SETTINGS,
            "unix_socket_directories": '"' + str(sockets).replace('"', '""') + '"',
            "hba_file": str(where / "pg_hba.conf"),
            "ident_file": str(where / "pg_ident.conf"),
            **self.settings,
        }
        admitted = dict.fromkeys((owner.name, "root"))
        _write(where / "pg_hba.conf", "local all all peer map=owner\n")
        _write(where / "pg_ident.conf", "".join(f'owner "{name}" all\n' for name in admitted))
        _write(where / CONFIGURATION, "".join(f"{name} = '{_quoted(value)}'\n" for name, value in settings.items()))

    def _add_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (OWNER,)).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {OWNER}")

    def _postmaster(self) -> int | None:
        """Process number of the living server; what a dead one left behind is removed.

        PostgreSQL itself takes any process that has the number, a zombie too, for the server, and would never start.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().partition("\n")[0])
        except (FileNotFoundError, ValueError):
            pid = None
        if pid is not None and _works_in(pid, self.data):
            return pid
        (socket_folder(self.folder) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        pid_file.unlink(missing_ok=True)
        return None

    def _control(self, action: str, *options: str) -> int:
        """pg_ctl hands its paths to a shell: it gets plain names in the folder that it runs in."""
        wait = ("--wait", f"--timeout={START_SECONDS}")
        return run("pg_ctl", action, "--pgdata=data", *wait, *options, folder=self.data.parent).returncode


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        account.make_root_folder(folder)
    else:
        folder.mkdir(mode=0o700, exist_ok=True)


def _works_in(pid: int, data: Path) -> bool:
    """Whether a process is a server on this data; without /proc (macOS), whether it is any server."""
    if Path("/proc/self/cwd").exists():
        try:
            return Path(f"/proc/{pid}/cwd").samefile(data)
        except OSError:
            return False  # gone, a zombie, or another user's
    listed = subprocess.run(("ps", "-o", "state=,comm=", "-p", str(pid)), capture_output=True, text=True, check=False)  # noqa: S603, S607
    return listed.stdout.strip().endswith("postgres") and not listed.stdout.strip().startswith("Z")


def _write(file: Path, text: str) -> None:
    """The server only reads it; root leaves it to whoever owns the folder."""
    file.write_text(text)
    file.chmod(0o644)
    if os.geteuid() == 0:
        os.chown(file, file.parent.stat().st_uid, file.parent.stat().st_gid)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"


def _fatal_lines(log: str) -> str:
    """What the server says of its failure, and its detail, without times and process numbers."""
    said = [
        line.partition(f"{level}:  ")[2] for line in log.splitlines() for level in ("FATAL", "DETAIL") if level in line
    ]
    return "; ".join(said) or _last_line(log)
