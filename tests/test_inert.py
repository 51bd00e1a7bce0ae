"""Whatever a page writes: no byte of it that a terminal obeys is printed, and nothing in it is markup or a formula."""

import io
import json
import logging
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from detaincrawl.commands import main
from detaincrawl.inert import OBEYED, InertConsole, InertFormatter, inert, inert_json, inert_line
from detaincrawl.store.migrate import CHECKOUT

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07\x1b]52;c;cm0gLXJm\x07 \x9b31m \x00 \x08\x7f \r\nforged: line \u202egnp.exe\u2066 \u200f "
    "\ud800 \u2028 </script><script>alert(1)</script> [bold red]rich[/] [link=http://x.test]y[/link] :smile: "
    "'; DROP TABLE article; -- =cmd|' /C calc'!A1 @SUM(1) +1 --help -rf ../../etc/passwd %s {0} $(id) `id`"
)
"""Escapes, C1, NUL, direction, half a surrogate pair, markup of every kind, SQL, formulas, options, paths."""
LEAKS = re.compile(f"[{OBEYED.pattern[1:-1]}]".encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"))
NAME = "Karl Tamm"
SAID = f"{NAME}, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage {HOSTILE}."
COLOURS = re.compile(r"\x1b\[[\d;]*m")


def assert_inert(printed: bytes) -> None:
    """Decodes, and holds nothing that is obeyed."""
    text = printed.decode("utf-8")
    assert not LEAKS.search(text), LEAKS.search(text)


def printed(*arguments: str) -> bytes:
    """Both streams of a command, as bytes."""
    command = [sys.executable, "-c", "from detaincrawl.commands import main; main()", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout + done.stderr


def shown(*arguments: str) -> bytes:
    """The same, of a command in this process."""
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout_bytes + done.stderr_bytes


@given(st.text(st.characters() | st.sampled_from(HOSTILE)))
def test_any_text_can_be_printed_and_keeps_its_offsets(text: str) -> None:
    said = inert(text)
    assert len(said) == len(text)
    assert_inert(said.encode())
    assert inert(said) == said
    assert "\n" not in inert_line(text)


@given(st.text(st.characters() | st.sampled_from(HOSTILE)))
def test_json_means_the_same_and_drives_no_terminal(text: str) -> None:
    said = inert_json({text: [text]})
    assert_inert(said.encode())
    assert json.loads(said) == json.loads(json.dumps({text: [text]}))


def test_console_takes_no_words_for_markup() -> None:
    file = io.StringIO()
    InertConsole(file=file, width=500, force_terminal=True).print(HOSTILE)
    said = COLOURS.sub("", file.getvalue())
    assert_inert(said.encode())
    assert "[bold red]rich[/]" in said
    assert ":smile:" in said


def test_log_line_is_one_line_whatever_it_quotes() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "page said %s", (HOSTILE,), None)
    said = InertFormatter(logging.Formatter("%(levelname)s: %(message)s")).format(record)
    assert_inert(said.encode())
    assert "\n" not in said


def test_read_prints_nothing_raw(tmp_path: Path) -> None:
    page = tmp_path / "-rf [bold] page.txt"
    page.write_bytes(f"Estonian held in Minsk {HOSTILE}\n\n{SAID}".encode("utf-8", "surrogatepass"))
    for show, how in ((printed, ()), (shown, ("--json",)), (shown, ("--why", "Tamm"))):
        said = show("read", str(page), "--published", "2025-03-01", *how)
        assert_inert(said)
        assert NAME.encode() in said


def test_reason_phrase_of_a_server_is_printed_inert(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(
            target=answer, args=(server, "HTTP/1.1 404 \x1b[2J\x9b\u00ad\r\nContent-Length: 0\r\n\r\n")
        ).start()
        monkeypatch.setenv("ALLOW_NETWORKS", "127.0.0.1")
        said = printed("read", f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert_inert(said)
    assert b"cannot be fetched" in said


def answer(server: socket.socket, words: str) -> None:
    """Two requests, robots.txt and the page, and no more."""
    for _ in range(2):
        client, _ = server.accept()
        with client:
            client.recv(10_000)
            client.sendall(words.encode("latin-1"))


def test_mistyped_words_are_repeated_inert() -> None:
    assert_inert(printed("cases-\x1b[2J\x9b"))
    assert_inert(printed("read", "http://x.test/\x1b[2J\x9b"))
