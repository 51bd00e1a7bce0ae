import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from detaincrawl.store.embedded import Server
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.migrate import CHECKOUT

OTHER = "nobody"
PACKAGES = str(Path(psycopg.__file__).parents[1])
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": os.pathsep.join((str(CHECKOUT), PACKAGES)),
    "PYTHONDONTWRITEBYTECODE": "1",
}
START = "from detaincrawl.store.embedded import *; s = Server(Path({folder!r})); s.start(); print(s.url())"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")


@cache
def interpreter(user: str) -> str | None:
    """A Python that another user can run: ours may lie in a private home."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for path in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            subprocess.run((path, "-c", "import psycopg"), user=user, cwd="/", env=ENVIRONMENT, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return path
    return None


def python(code: str, user: str | None = None, **environment: str) -> subprocess.Popen[str]:
    """A Python with our packages, as another user where one is named."""
    path = interpreter(user) if user else sys.executable
    if path is None:
        pytest.skip("no Python, or not our packages, are in reach of other users")
    return subprocess.Popen(
        (path, "-c", code),
        env={**ENVIRONMENT, **environment},
        cwd="/",
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start(folder: Path, user: str | None, **environment: str) -> str:
    """Starts the server, as another user in a process that ends at once, and returns its URL."""
    if user is None and not environment:
        Server(folder).start()
        return Server(folder).url()
    url, said = python(START.format(folder=str(folder)), user, **environment).communicate(timeout=60)
    assert url, said
    return url.strip()


def query(url: str, statement: str, user: str | None) -> str:
    """The first column of the first row, asked for as a user; or the error."""
    if user is None:
        try:
            with psycopg.connect(url) as connection:
                asked = connection.execute(statement.encode())
                return str(asked.description and (asked.fetchone() or "?")[0])
        except psycopg.Error as error:
            return str(error)
    ask = f"import psycopg\nwith psycopg.connect({url!r}) as c:\n    r = c.execute({statement!r})\n"
    ask += "    print(r.description and r.fetchone()[0])"
    answer, said = python(ask, user).communicate(timeout=60)
    return (answer or said).strip()


def postmaster(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.fixture(scope="module", params=[None, pytest.param(OTHER, marks=as_root)], ids=["myself", "another"])
def user(request: pytest.FixtureRequest) -> str | None:
    name: str | None = request.param
    return name


@pytest.fixture(scope="module")
def place(user: str | None) -> Iterator[Path]:
    """A folder that the user may write to."""
    with tempfile.TemporaryDirectory(prefix="detaincrawl test ", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
        yield Path(folder)


@pytest.fixture(scope="module")
def folder(place: Path, user: str | None) -> Iterator[Path]:
    """Where a server goes: with signs in its name that shells, URLs and configuration files hold dear."""
    path = place / """it's "my" $HOME, `really` %20"""
    yield path
    python(f"from detaincrawl.store.embedded import *; Server(Path({str(path)!r})).remove()", user).communicate()


def test_it_starts_without_a_port_outlives_the_command_and_is_found_again(folder: Path, user: str | None) -> None:
    url = start(folder, user)
    running = postmaster(folder)
    assert start(folder, user) == url
    assert postmaster(folder) == running
    assert query(url, "SELECT current_setting('listen_addresses') || current_setting('fsync')", user) == "on"


def test_it_comes_back_after_a_kill(folder: Path, user: str | None) -> None:
    url = start(folder, user)
    query(url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number", user)
    for _ in range(2):
        os.kill(postmaster(folder), signal.SIGKILL)
        assert start(folder, user) == url
        assert query(url, "SELECT number FROM kept", user) == "7"


def test_a_process_that_has_the_number_of_a_killed_server_is_not_taken_for_it(folder: Path, user: str | None) -> None:
    start(folder, user)
    os.kill(postmaster(folder), signal.SIGKILL)
    stale = folder / "data" / "postmaster.pid"
    mine = python("import signal; signal.pause()", user)
    stale.write_text(stale.read_text().replace(str(postmaster(folder)), str(mine.pid), 1))
    assert query(start(folder, user), "SELECT 1", user) == "1"
    mine.kill()
    mine.communicate()


def test_processes_that_start_it_at_once_share_one(folder: Path, user: str | None) -> None:
    starting = [python(START.format(folder=str(folder)), user) for _ in range(4)]
    results = [one.communicate(timeout=120) for one in starting]
    assert len({url for url, _ in results}) == 1, results
    assert query(results[0][0].strip(), "SELECT 1", user) == "1"


def test_it_stops_and_keeps_its_data(folder: Path, user: str | None) -> None:
    url = start(folder, user)
    query(url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number", user)
    server = f"from detaincrawl.store.embedded import *; print(Server(Path({str(folder)!r})).stop())"
    assert [python(server, user).communicate()[0].strip() for _ in range(2)] == ["True", "False"]
    assert "No such file" in query(url, "SELECT 1", user)
    assert query(start(folder, user), "SELECT number FROM kept", user) == "7"


def test_a_checkout_may_be_moved(folder: Path, place: Path, user: str | None) -> None:
    start(folder, user)
    os.kill(postmaster(folder), signal.SIGKILL)
    folder.rename(place / "elsewhere")
    assert query(start(place / "elsewhere", user), "SELECT 1", user) == "1"
    os.kill(postmaster(place / "elsewhere"), signal.SIGKILL)
    (place / "elsewhere").rename(folder)


def test_a_path_too_long_for_a_socket_gets_a_private_folder(place: Path, user: str | None) -> None:
    deep = place / ("deep" * 30) / "pg"
    url = start(deep, user)
    assert query(url, "SELECT 1", user) == "1"
    folder = Path(query(url, "SELECT btrim(current_setting('unix_socket_directories'), '\"')", user))
    assert folder.stat().st_mode & 0o077 == 0
    python(f"from detaincrawl.store.embedded import *; Server(Path({str(deep)!r})).remove()", user).communicate()
    assert not folder.exists() or folder.is_relative_to("/var/lib")


def test_the_server_inherits_no_secret(folder: Path, user: str | None) -> None:
    start(folder, user, DATABASE_URL="postgresql://crawler:secret@db.test/x")
    environment = Path(f"/proc/{postmaster(folder)}/environ")
    if not environment.exists():
        pytest.skip("this kernel shows no environments")
    assert b"secret" not in environment.read_bytes()


def test_a_server_that_cannot_start_says_why(folder: Path, user: str | None) -> None:
    start(folder, user)
    os.kill(postmaster(folder), signal.SIGKILL)
    version = folder / "data" / "PG_VERSION"
    right = version.read_text()
    version.write_text("12\n")
    _, said = python(START.format(folder=str(folder)), user).communicate()
    version.write_text(right)
    assert "PostgreSQL does not start: database files are incompatible with server" in said.splitlines()[-1]
    assert "initialized by PostgreSQL version 12" in said.splitlines()[-1]


def test_half_made_data_is_made_anew(folder: Path, user: str | None) -> None:
    """What an initdb leaves that was killed."""
    start(folder, user)
    os.kill(postmaster(folder), signal.SIGKILL)
    (folder / "data").rename(folder / "data.new")
    (folder / "data.new" / "PG_VERSION").unlink()
    assert query(start(folder, user), "SELECT 1", user) == "1"


@as_root
def test_another_user_is_kept_out_by_the_folder_and_by_the_server() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        server = Server(Path(place) / "pg")
        server.start()
        try:
            assert "Permission denied" in query(server.url(), "SELECT 1", OTHER)
            server.folder.resolve().chmod(0o711)
            (server.folder / "socket").chmod(0o711)
            assert "Peer authentication failed" in query(server.url(), "SELECT 1", OTHER)
        finally:
            server.remove()


@as_root
def test_the_server_of_root_runs_as_an_account_of_its_own() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        server = Server(Path(place) / "pg")
        server.start()
        try:
            owner = Path(f"/proc/{postmaster(server.folder)}").stat().st_uid
            assert pwd.getpwuid(owner).pw_name == "detaincrawl"
        finally:
            server.remove()


@as_root
def test_root_and_the_user_who_made_it_use_the_same_server() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        shutil.chown(place, OTHER)
        url = start(Path(place) / "pg", OTHER)
        assert start(Path(place) / "pg", None) == url
        os.kill(postmaster(Path(place) / "pg"), signal.SIGKILL)
        assert start(Path(place) / "pg", None) == url
        assert query(url, "SELECT 1", OTHER) == "1"
        Server(Path(place) / "pg").remove()


@as_root
def test_a_user_is_told_that_the_database_is_roots() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o755)
        server = Server(Path(place) / "pg")
        server.start()
        _, said = python(START.format(folder=str(server.folder)), OTHER).communicate()
        server.remove()
        assert "belongs to another account: run as that account, or set DATABASE_URL" in said.splitlines()[-1]


@as_root
def test_a_socket_folder_that_another_user_laid_out_is_refused() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        shutil.chown(place, OTHER)
        deep = Path(place) / ("deep" * 30) / "pg"
        url = start(deep, OTHER)
        folder = Path(json.loads(query(url, "SELECT current_setting('unix_socket_directories')", OTHER)))
        os.kill(postmaster(deep), signal.SIGKILL)
        shutil.chown(folder, "root")
        _, said = python(START.format(folder=str(deep)), OTHER).communicate()
        shutil.rmtree(folder)
        assert f"{folder} is not a private folder of {OTHER}: remove it and start again" in said


def test_a_missing_server_is_one_line(tmp_path: Path) -> None:
    assert Server(tmp_path / "none").stop() is False
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(Server(tmp_path / "none").url())
    assert issubclass(DatabaseError, Exception)
