"""What is installed is what the lock file names, and each line of it has the digests that pip insists on."""

import re
from importlib.metadata import distributions
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def locked() -> dict[str, str]:
    """Distribution → its entry in the lock file."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (CHECKOUT / "requirements.lock").read_text())
    return {canonical(re.split(r"[=\s;\[]", entry, maxsplit=1)[0]): entry for entry in entries if entry.strip()}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_line_of_the_lock_is_one_version_with_digests() -> None:
    found = locked()
    assert len(found) > 50
    for name, entry in found.items():
        assert re.match(r"[^\s=]+==[^\s=]+(\s|$)", entry), name
        assert DIGEST.search(entry), name
        assert "://" not in entry, name


def test_what_is_installed_has_the_version_of_the_lock() -> None:
    found = locked()
    installed = {canonical(one.metadata["Name"]): one.version for one in distributions()}
    differing = {name for name, version in installed.items() if name in found and f"=={version}" not in found[name]}
    assert differing == set()


def test_setup_takes_nothing_whose_digest_is_not_locked() -> None:
    [step] = [
        line
        for line in (CHECKOUT / "Makefile").read_text().splitlines()
        if "requirements.lock" in line and "install" in line
    ]
    assert "--require-hashes" in step
