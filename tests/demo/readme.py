"""The sessions that the README shows. ``python -m tests.demo.readme`` writes what its commands print now.

DATABASE_URL names a database after a demo; without it the embedded one is asked.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from detaincrawl.store.migrate import CHECKOUT

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


def printed(arguments: str, environment: Mapping[str, str]) -> str:
    """What the command prints."""
    words = arguments.split(maxsplit=4) if arguments.startswith("db psql") else arguments.split()
    done = subprocess.run(
        (str(Path(sys.executable).with_name("detaincrawl")), *words),
        cwd=CHECKOUT,
        env={**environment, "COLUMNS": "128"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(text: str) -> list[str]:
    """Without what cannot be seen."""
    return [line.rstrip() for line in text.strip("\n").splitlines() if line.strip()]


def main() -> None:
    """Brings the README's sessions up to date."""
    text = README
    for arguments, old in shown():
        text = text.replace(
            old, "\n".join(line.rstrip() for line in printed(arguments, os.environ).splitlines()) + "\n"
        )
    (CHECKOUT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
