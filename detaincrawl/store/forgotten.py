"""Keeps the forgotten out: names and addresses are known by keyed digests alone.

The key is FORGET_KEY, or the file ``forget.key`` in the data folder, made when first needed. Whoever has the database
without the key cannot try names against the digests.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from detaincrawl.records import Link, Mention, Reading
from detaincrawl.redaction import full_forms, redacted
from detaincrawl.resolve.names import name_key
from detaincrawl.store.errors import DatabaseError
from detaincrawl.store.migrate import CHECKOUT
from detaincrawl.store.models.judgements import Forgotten

LOCK = 0x666F72676574
"""Number of the advisory lock ("forget"): shared by who saves, alone for who forgets."""
NAME, ADDRESS, PROOF = "name", "address", "proof"


@dataclass(frozen=True, slots=True)
class Digests:
    """What may not come back."""

    key: bytes
    known: frozenset[str]

    def has_name(self, form: str) -> bool:
        return digest(self.key, NAME, name_key(form)) in self.known

    def has_address(self, url: str) -> bool:
        return digest(self.key, ADDRESS, url) in self.known


def digest(key: bytes, kind: str, words: str) -> str:
    return hmac.new(key, f"{kind}:{words}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def digests(connection: Connection) -> Digests | None:
    """None: nobody was forgotten. Raises DatabaseError where the key is not the one that they were forgotten under."""
    known = frozenset(connection.scalars(select(Forgotten.digest)))
    if not known:
        return None
    key = _key()
    if key is None or digest(key, PROOF, PROOF) not in known:
        raise DatabaseError(
            "people were forgotten in this database under a key that is not here: set FORGET_KEY to it, "
            f"or put it into {_key_file()}; without it they would come back"
        )
    return Digests(key, known)


def remember(connection: Connection, forms: Iterable[str], addresses: Iterable[str]) -> None:
    """Keeps these names and addresses out from now on."""
    digests(connection)
    key = _key() or _new_key()
    words = [(PROOF, PROOF), *((NAME, name_key(form)) for form in forms), *((ADDRESS, url) for url in addresses)]
    rows = [{"digest": found} for found in sorted({digest(key, kind, said) for kind, said in words})]
    connection.execute(insert(Forgotten).values(rows).on_conflict_do_nothing())


def admitted(connection: Connection, links: Sequence[Link]) -> list[Link]:
    """The links that do not lead to a forgotten address."""
    known = digests(connection)
    return [link for link in links if not known.has_address(link.url)] if known else [*links]


def kept_out(connection: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without the forgotten: no mention, their names blotted out of the text, no raw page behind it.

    Call it first in the transaction that saves; a reading that names nobody forgotten is given back itself.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": LOCK})
    known = digests(connection)
    return [_without(reading, known) for reading in readings] if known else [*readings]


def forms_in(reading: Reading, known: Digests) -> frozenset[str]:
    """Forms of the forgotten that the reading mentions."""
    return frozenset(form for mention in _gone(reading, known) for form in forms_of(mention))


def _without(reading: Reading, known: Digests) -> Reading:
    gone = _gone(reading, known)
    if not gone:
        return reading
    forms = forms_in(reading, known)
    spared = {form for mention in _everyone(reading) if mention not in gone for form in forms_of(mention)}
    return _blotted(reading, gone, forms, spared)


def _gone(reading: Reading, known: Digests) -> list[Mention]:
    return [one for one in _everyone(reading) if any(map(known.has_name, full_forms(forms_of(one))))]


def _everyone(reading: Reading) -> list[Mention]:
    return [*reading.mentions, *(mention for post in reading.carried for mention in post.mentions)]


def _blotted(reading: Reading, gone: Collection[Mention], forms: Collection[str], spared: Collection[str]) -> Reading:
    article = replace(
        reading.article,
        title=reading.article.title and redacted(reading.article.title, forms, spared),
        text=redacted(reading.article.text, forms, spared),
        page_id=None,
    )
    return replace(
        reading,
        article=article,
        mentions=tuple(mention for mention in reading.mentions if mention not in gone),
        dropped=(),
        carried=tuple(_blotted(post, gone, forms, spared) for post in reading.carried),
    )


def forms_of(mention: Mention) -> frozenset[str]:
    """Every form of the name that the mention has."""
    said = {claim.words for claim in mention.claims if claim.field == "name"}
    values = {claim.value for claim in mention.claims if claim.field == "name" and claim.value}
    return frozenset(said | values | ({mention.name} if mention.name else set()))


def _key() -> bytes | None:
    if given := os.environ.get("FORGET_KEY"):
        return given.encode()
    file = _key_file()
    return file.read_bytes().strip() if file.exists() else None


def _new_key() -> bytes:
    file = _key_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = secrets.token_hex(32).encode()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(made)
        writing.flush()
        os.fsync(descriptor)
    return made


def _key_file() -> Path:
    return CHECKOUT / ".data" / "forget.key"
