"""The sessions that the README shows are what its commands print on the sample."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from detaincrawl.store.migrate import CHECKOUT
from tests.demo.demos import Demo

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PROMPT = "detaincrawl=# "
COMMAND = "$ .venv/bin/detaincrawl "


def shown() -> list[tuple[str, str]]:
    """(Arguments of ``detaincrawl``, what it prints), a query in psql being ``db psql -X -c QUERY``."""
    found = []
    for block in re.findall(r"^```\n(.*?)^```$", README, re.M | re.S):
        first, *lines = block.splitlines()
        if first == f"{COMMAND}db psql":
            for query, output in re.findall(
                rf"^{PROMPT}(.*?;)\n(.*?)(?=^{PROMPT}|\Z)", "\n".join(lines) + "\n", re.M | re.S
            ):
                found.append(("db psql -X -c " + re.sub(r"\n\s+", " ", query), output))
        elif first.startswith(COMMAND):
            found.append((first.removeprefix(COMMAND), "\n".join(lines)))
    return found


def printed(url: str, arguments: str) -> str:
    words = arguments.split(maxsplit=4) if arguments.startswith("db psql") else arguments.split()
    done = subprocess.run(
        (str(Path(sys.executable).with_name("detaincrawl")), *words),
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": url, "COLUMNS": "118"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines() if line.strip()]


def test_the_readme_shows_a_case_and_three_queries() -> None:
    assert len(shown()) >= 4


@pytest.mark.parametrize(("arguments", "output"), shown())
def test_the_readme_shows_what_is_printed(demo: Demo, arguments: str, output: str) -> None:
    assert lines(printed(demo.url, arguments)) == lines(output)


if __name__ == "__main__":
    # Brings the README's sessions up to date: DATABASE_URL names a database after `make demo`.
    for asked, old in shown():
        README = README.replace(old, printed(os.environ["DATABASE_URL"], asked).rstrip() + "\n\n")
    (CHECKOUT / "README.md").write_text(README, encoding="utf-8")
