"""Secrets come from the environment, and stay there: a crawl at its most talkative, and every help page."""

import gzip
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detaincrawl.commands import COMMANDS
from detaincrawl.store.migrate import CHECKOUT
from tests.crawl.conftest import Crawler, rows
from tests.databases import Database
from tests.web import Entry, Reply, Site, article, atom, catalogue

WHEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
PASSWORD, TOKEN, KEY = "hunter-word", "bearer-word", "forget-word"
SECRETS = (PASSWORD, TOKEN, KEY)
SAID = "Karl Tamm, an Estonian citizen, was detained in Minsk on 24 February 2025 and charged with espionage."
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def environment(url: str) -> Mapping[str, str]:
    """Tests' server asks for no password, and takes any."""
    secret = url.replace("postgresql://detaincrawl@", f"postgresql://detaincrawl:{PASSWORD}@")
    assert secret != url
    return {"DATABASE_URL": secret, "MIGRATE_URL": secret, "X_BEARER_TOKEN": TOKEN, "FORGET_KEY": KEY}


def assert_none(said: str) -> None:
    assert [secret for secret in SECRETS if secret in said] == []


def python(code: str, *arguments: str, given: Mapping[str, str]) -> str:
    """Both streams of a program in a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_crawl_keeps_secrets_out_of_log_archive_and_database(
    crawler: Crawler, tmp_path: Path, outlet: Site, database: Database
) -> None:
    held = article("Estonian held in Minsk", [SAID], WHEN)
    outlet.pages = {"/held": Reply(held.body, headers={"Set-Cookie": "id=1"}), "/broken": Reply("x", status=500)}
    outlet.pages["/feed"] = atom([Entry(outlet.url(path), "Estonian held", WHEN) for path in ("/held", "/broken")])
    sources = catalogue(tmp_path / "sources.toml", {"outlet": {"feeds": [outlet.url("/feed")]}})
    ended = crawler.crawl(sources, settings={"LOG_LEVEL": "DEBUG"}, environment=environment(database.url))
    assert ended.status == 0
    assert_none(ended.said)
    segments = [path for path in (tmp_path / "archive").iterdir() if path.suffix == ".gz"]
    assert segments
    for segment in segments:
        assert_none(gzip.decompress(segment.read_bytes()).decode("latin-1"))
    for (table,) in rows(database, TABLES):
        assert_none(str(rows(database, f'SELECT t::text FROM "{table}" t')))
    assert_none(str([asked.headers for asked in outlet.asked]))


@pytest.mark.parametrize("host", ["127.0.0.1:9", "no host:port:word", "127.0.0.1:9/x?sslmode=wrong"])
def test_traceback_of_a_lost_database_has_no_password(host: str) -> None:
    code = "from detaincrawl.store.engine import engine, url; print(engine()); engine().connect()"
    said = python(code, given=environment(f"postgresql://detaincrawl@{host}"))
    assert "Traceback" in said
    assert_none(said)


def test_help_and_settings_have_no_secret() -> None:
    given = environment("postgresql://detaincrawl@127.0.0.1:9/none")
    code = "from click.testing import CliRunner\nfrom detaincrawl.commands import main\nimport sys\n"
    code += "for name in sys.argv[1:]: print(CliRunner().invoke(main, [name, '--help']).output)\n"
    code += "import detaincrawl.settings; print(vars(detaincrawl.settings)['BOT_NAME'])\n"
    code += "print({k: v for k, v in vars(detaincrawl.settings).items() if k.isupper()})"
    said = python(code, *COMMANDS, given=given)
    assert "DOWNLOAD_MAXSIZE" in said
    assert_none(said)
