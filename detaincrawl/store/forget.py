"""Removes a person from every table, orders the raw pages out of the archive, and keeps the person out from now on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, text, update

from detaincrawl.records import Reading
from detaincrawl.redaction import full_forms, holds, redacted
from detaincrawl.store import cases, forgotten, stories, sweep
from detaincrawl.store.articles import words_digest
from detaincrawl.store.models.cases import CaseRow, MemberRow, PersonRow
from detaincrawl.store.models.evidence import ArticleRow, ArticleVersion, ClaimRow, MentionRow, PageRow
from detaincrawl.store.models.judgements import Audit, Judgement, Redirect
from detaincrawl.store.removal import REASON, addresses_of, remove_articles, unsay, untitle


@dataclass(frozen=True, slots=True)
class Found:
    """A person as the command line asks about them."""

    person_id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What was done, without a name."""

    articles: int
    """Removed whole, because nobody else is in them."""
    redacted: int
    """Kept for others, with the names blotted out."""
    pages: int
    """Raw pages ordered out of the archive."""


def find(connection: Connection, words: str) -> list[Found]:
    """Persons by number, by the reference of a case, or by a name exactly as it is shown, capitals aside."""
    number = _number(connection, words)
    named = or_(func.lower(PersonRow.name) == words.lower(), PersonRow.aliases.contains([words]))
    mine = PersonRow.id == number if number is not None else named
    articles = select(func.count()).where(MemberRow.person_id == PersonRow.id).scalar_subquery()
    rows = connection.execute(select(PersonRow.id, PersonRow.name, articles).where(mine).order_by(PersonRow.id))
    return [Found(*row) for row in rows]


def _number(connection: Connection, words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    country, _, digits = words.partition("-")
    if len(country) == 2 and len(digits) == 16 and all(sign in "0123456789ABCDEFabcdef" for sign in digits):
        return connection.scalar(select(CaseRow.person_id).where(CaseRow.id == int(digits, 16))) or -1
    return None


def forget(connection: Connection, person_id: int, actor: str) -> Removed:
    """In the caller's transaction; ``store.sweep`` then takes the bytes out of the archive."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": forgotten.LOCK})
    keys = list(connection.scalars(select(MemberRow.mention_key).where(MemberRow.person_id == person_id)))
    forms = _forms(connection, person_id, keys)
    forgotten.remember(connection, full_forms(forms), ())
    articles = _articles(connection, keys, full_forms(forms))
    pages = _pages(connection, articles)
    others = _others(connection, articles, keys)
    kept = {one for one in articles if one in others and not _named_so(connection, one, forms)}
    connection.execute(delete(MentionRow).where(MentionRow.key.in_(keys)))
    connection.execute(delete(Judgement).where(or_(Judgement.mention_key.in_(keys), Judgement.other_key.in_(keys))))
    for article in sorted(kept):
        _redact(connection, article, forms, others[article])
    untitle(connection, addresses_of(connection, kept, ()))
    unsay(connection, forms)
    remove_articles(connection, articles - kept, forms, pages)
    cases.resolve_articles(connection, {*articles, *stories.place(connection, kept)})
    _unname(connection, Redirect.__table__.c.anchor_key.in_(keys))
    removed = Removed(len(articles - kept), len(kept), sweep.drop_pages(connection, pages))
    _audit(connection, actor, person_id, removed)
    return removed


def _forms(connection: Connection, person_id: int, keys: Sequence[str]) -> frozenset[str]:
    shown = connection.execute(select(PersonRow.name, PersonRow.aliases).where(PersonRow.id == person_id)).one()
    names = select(ClaimRow.words, ClaimRow.value, MentionRow.name).join(
        MentionRow, MentionRow.id == ClaimRow.mention_id
    )
    rows = connection.execute(names.where(MentionRow.key.in_(keys), ClaimRow.field == "name"))
    return frozenset(form for form in (shown.name, *shown.aliases, *(form for row in rows for form in row)) if form)


def _articles(connection: Connection, keys: Sequence[str], full: Collection[str]) -> set[int]:
    """Those with a mention of the person, and those that print a full form of the name and mean nobody else by it."""
    mentioned = set(connection.scalars(select(MentionRow.article_id).where(MentionRow.key.in_(keys))))
    printed = or_(
        *(ArticleVersion.text.contains(form, autoescape=True) for form in full),
        *(ArticleVersion.title.contains(form, autoescape=True) for form in full),
    )
    found = set(connection.scalars(select(ArticleVersion.article_id).where(printed).distinct())) if full else set()
    namesakes = select(MentionRow.article_id).where(MentionRow.name.in_(full), MentionRow.key.not_in(keys))
    return mentioned | (found - set(connection.scalars(namesakes)))


def _others(connection: Connection, articles: Collection[int], keys: Sequence[str]) -> dict[int, frozenset[str]]:
    """Article → names of the others that it mentions; articles that mention nobody else are left out."""
    rest = select(MentionRow.article_id, MentionRow.name).where(
        MentionRow.article_id.in_(articles), MentionRow.key.not_in(keys)
    )
    found: dict[int, set[str]] = {}
    for row in connection.execute(rest):
        found.setdefault(row.article_id, set()).update([row.name] if row.name else [])
    return {article: frozenset(names) for article, names in found.items()}


def _named_so(connection: Connection, article: int, forms: Collection[str]) -> bool:
    """Whether the article's address spells the name: then it cannot be kept."""
    return any(holds(url, forms) for url in addresses_of(connection, [article], ()))


def _pages(connection: Connection, articles: Collection[int]) -> list[int]:
    """Raw pages of all versions, and those fetched at the same addresses that became no version."""
    versions = select(ArticleVersion.page_id).where(ArticleVersion.article_id.in_(articles))
    mine = [page for page in connection.scalars(versions) if page is not None]
    rows = select(PageRow.url_id).where(PageRow.id.in_(mine), PageRow.url_id.is_not(None))
    return sorted({*mine, *connection.scalars(select(PageRow.id).where(PageRow.url_id.in_(rows)))})


def _redact(connection: Connection, article: int, forms: Collection[str], spared: Collection[str]) -> None:
    """Blots the names out of every version, and out of what others' claims quote of it."""
    current = connection.scalar(select(ArticleRow.version).where(ArticleRow.id == article))
    for row in connection.execute(select(ArticleVersion.__table__).where(ArticleVersion.article_id == article)).all():
        words = redacted(row.text, forms, spared)
        title = row.title and redacted(row.title, forms, spared)
        values = {"text": words, "title": title, "text_sha256": words_digest(title, words)}
        mine = (ArticleVersion.article_id == article, ArticleVersion.version == row.version)
        connection.execute(update(ArticleVersion).where(*mine).values(**values))
        if row.version == current:
            _requote(connection, article, words, forms, spared)


def _requote(connection: Connection, article: int, words: str, forms: Collection[str], spared: Collection[str]) -> None:
    claims = select(ClaimRow.id, ClaimRow.words, ClaimRow.quote, ClaimRow.quote_start, ClaimRow.quote_end)
    mine = claims.join(MentionRow, MentionRow.id == ClaimRow.mention_id).where(MentionRow.article_id == article)
    for claim in connection.execute(mine).all():
        said = {"quote": words[claim.quote_start : claim.quote_end], "words": redacted(claim.words, forms, spared)}
        if said != {"quote": claim.quote, "words": claim.words}:
            connection.execute(update(ClaimRow).where(ClaimRow.id == claim.id).values(**said))


def finish(connection: Connection, stored: Sequence[Reading]) -> None:
    """After saving: takes out what was stored only on behalf of the forgotten, and their raw pages."""
    known = forgotten.digests(connection)
    for reading in stored if known else ():
        assert known
        forms = forgotten.forms_in(reading, known)
        if not forms:
            continue
        pages = [reading.article.page_id] if reading.article.page_id else []
        empty = [part.article.canonical_url for part in _emptied(reading, known)]
        mine = connection.scalars(select(ArticleRow.id).where(ArticleRow.canonical_url.in_(empty))).all()
        own = reading.article.canonical_url in empty
        remove_articles(connection, mine, forms, pages if own else ())
        sweep.drop_pages(connection, pages)


def _emptied(reading: Reading, known: forgotten.Digests) -> Iterable[Reading]:
    """The reading, or its posts, where they mention the forgotten and nobody else."""
    for part in (reading, *reading.carried):
        names = [full_forms(forgotten.forms_of(mention)) for mention in part.mentions]
        if names and all(any(map(known.has_name, forms)) for forms in names):
            yield part


def _unname(connection: Connection, mine: Any) -> None:
    connection.execute(update(Redirect).where(mine).values(anchor_key=REASON))


def _audit(connection: Connection, actor: str, person_id: int, removed: Removed) -> None:
    subject = (
        f"person {person_id}: {removed.articles} articles removed, {removed.redacted} redacted, {removed.pages} pages"
    )
    connection.execute(Audit.__table__.insert().values(actor=actor, action=REASON, subject=subject))  # type: ignore[attr-defined]
