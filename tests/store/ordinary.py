"""The PostgreSQL servers installed on this machine: each runs in a folder of its own, over TCP with a password."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from detaincrawl.store import account
from detaincrawl.store.embedded import OWNER

PASSWORD = "p@ss/word"
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=127.0.0.1")


def installed() -> dict[str, Path]:
    """Folder of the programs by major version."""
    folders = {*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")}
    if found := shutil.which("postgres"):
        folders.add(Path(found).resolve().parent)
    return {_major(folder): folder for folder in sorted(folders) if (folder / "initdb").exists()}


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """URL of the running server, without the name of a database."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        data, port = Path(folder) / "data", _free_port()
        password = Path(folder) / "password"
        password.write_text(PASSWORD)
        for path in (folder, password):
            os.chown(path, *_ids())
        _run(programs / "initdb", f"--username={OWNER}", "--auth=scram-sha-256", f"--pwfile={password}", data=data)
        options = " ".join(
            f"-c {setting}" for setting in (*SETTINGS, f"port={port}", f"unix_socket_directories={folder}")
        )
        _run(programs / "pg_ctl", "start", "--wait", f"--options={options}", f"--log={folder}/log", data=data)
        try:
            url = f"postgresql://{OWNER}:p%40ss%2Fword@127.0.0.1:{port}"
            with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {OWNER}".encode())
            yield url
        finally:
            _run(programs / "pg_ctl", "stop", "--mode=immediate", data=data)


def _run(program: Path, *arguments: str, data: Path) -> None:
    uid, gid = _ids() if os.geteuid() == 0 else (None, None)
    command = (str(program), *arguments, f"--pgdata={data}")
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        command, cwd=data.parent, env=environment, user=uid, group=gid, stdout=subprocess.DEVNULL, check=True
    )


def _ids() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.getuid(), os.getgid()
    own = account.server_account()
    return own.uid, own.gid


def _major(programs: Path) -> str:
    said = subprocess.run((str(programs / "postgres"), "--version"), capture_output=True, text=True, check=True).stdout
    return said.split()[2].partition(".")[0]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
