"""Rows of cases: their columns, events, claims, articles, charges and statuses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from detaincrawl.lexicon import table as lexicon
from detaincrawl.resolve import dates, sentences
from detaincrawl.resolve.cases import Case, Person
from detaincrawl.store.former import FormerCase
from detaincrawl.store.models.base import Base
from detaincrawl.store.models.cases import CaseArticle, CaseClaim, CaseRow, ChargeRow, EventRow, StatusRow
from detaincrawl.store.sync import Query, Rows, as_json, gone, table_of

Values = dict[str, Any]
Difference = tuple[type[Base], list[str], Collection[Any]]
"""A table, rows of it that are to be written, as JSON, and keys of those that are to go."""

KEYS: Mapping[type[Base], str] = {
    EventRow: "id",
    ChargeRow: "code",
    StatusRow: "ordinal",
    CaseArticle: "article_id",
    CaseClaim: "claim_id",
}
"""What hangs on a case, and the column that tells its rows apart there."""

TABLES: Sequence[type[Base]] = (CaseRow, *KEYS)


def changes(cases: Sequence[tuple[Person, Case]], old: Sequence[FormerCase]) -> tuple[Rows, list[Query]]:
    """The rows in which cases differ from the ``old`` ones, and what removes rows that they lost."""
    rows: Rows = {table_of(model): [] for model in TABLES}
    removals: list[Query] = []
    former = {row.id: row for row in old}
    for one, case in cases:
        there = former.get(case.id)
        for model, differing, lost in (*_small(one, case, there), *_large(case, there)):
            rows[table_of(model)] += differing
            removals += gone(model.__tablename__, KEYS[model], lost, case_id=case.id) if lost else []
    return rows, removals


def _small(one: Person, case: Case, old: FormerCase | None) -> Iterator[Difference]:
    """The case itself and tables with a few rows a case: each whole where the digest of its rows is another."""
    own = _case_row(one, case)
    wanted = {CaseRow: [own], EventRow: _events(case), ChargeRow: _charges(case), StatusRow: _statuses(case)}
    texts = {model: as_json(rows) for model, rows in wanted.items()}
    prints = {model: _digest(model, text) for model, text in texts.items()}
    before = old.fingerprint.split() if old else ()
    differing = [model for model in wanted if prints[model] not in before]
    if differing:
        yield CaseRow, as_json([own | {"fingerprint": " ".join(prints.values())}]), ()
    for model in differing:
        if model is not CaseRow:
            yield model, texts[model], _there(old, model) - {row[KEYS[model]] for row in wanted[model]}


def _large(case: Case, old: FormerCase | None) -> Iterator[Difference]:
    """Tables with a row an article or claim, which may be thousands: row by row."""
    there, wanted = _there(old, CaseArticle), {account.article_id for account in case.accounts}
    articles = [{"case_id": case.id, "article_id": one} for one in sorted(wanted - there)]
    yield CaseArticle, as_json(articles), there - wanted
    before, its_events = old.claims if old else (None, None)
    events = dict(zip(before or (), its_events or (), strict=True))
    claims = _claims(case)
    rows = [
        {"claim_id": claim, "case_id": case.id, "event_id": event}
        for claim, event in claims.items()
        if claim not in events or events[claim] != event
    ]
    yield CaseClaim, as_json(rows), events.keys() - claims.keys()


def _there(old: FormerCase | None, model: type[Base]) -> set[Any]:
    """Keys of the rows that hang on the case now."""
    return set(getattr(old, model.__tablename__)) if old else set()


def _digest(model: type[Base], texts: Sequence[str]) -> str:
    return sha256("".join([model.__tablename__, *texts]).encode()).hexdigest()[:16]


def _case_row(one: Person, case: Case) -> Values:
    seen = case.overview
    row: Values = {
        "id": case.id,
        "person_id": one.id,
        "previous_case_id": case.previous_id,
        "anchor_key": case.anchor_key,
        "person": one.name,
        "aliases": list(one.aliases),
        "nationalities": list(one.nationalities),
        "detaining_country": case.country,
        "place": seen.place,
        "status": str(seen.status),
        "status_as_of": seen.status_as_of,
        "charges": list(seen.charges),
        "sentence_months": sentences.months(seen.sentence),
        "sentence_special": sentences.special(seen.sentence),
        "sentence_suspended": seen.sentence_suspended,
        "fine_amount": seen.fine.split()[0] if seen.fine else None,
        "fine_currency": seen.fine.split()[1] if seen.fine else None,
        "articles": seen.articles,
        "sources": seen.sources,
        "stories": seen.stories,
        "first_reported": seen.first_reported,
        "last_reported": seen.last_reported,
        "confidence": seen.confidence,
        "disputed": list(seen.disputed),
        "custody": seen.custody,
        "facility": seen.facility,
        "authority": seen.authority,
        "age": seen.age,
        "sex": seen.sex,
        "occupation": seen.occupation,
        "occupied": case.occupied,
        "restricted": seen.restricted,
        "reviewed_at": seen.reviewed_at,
    }
    row |= _dated("status_date", seen.status_date) | _dated("detained_on", seen.detained_on)
    row |= _dated("released_on", seen.released_on)
    row["designated_on"] = dates.parsed(seen.designated_on)[0] if seen.designated_on else None
    return row


def _dated(column: str, when: str | None) -> Values:
    """A date and its precision, in their two columns."""
    if when is None:
        return {column: None, f"{column}_precision": None}
    day, precision = dates.parsed(when)
    return {column: day, f"{column}_precision": str(precision)}


def _events(case: Case) -> list[Values]:
    rows = []
    for ordinal, event in enumerate(case.timeline, 1):
        day, precision = dates.parsed(event.when) if event.when else (None, None)
        term = event.term.value if event.term else None
        rows.append(
            {
                "id": event.id,
                "case_id": case.id,
                "ordinal": ordinal,
                "type": str(event.type),
                "detail": event.detail,
                "event_date": day,
                "precision": str(precision) if precision else None,
                "charges": sorted(event.charges),
                "sentence_months": sentences.months(term),
                "sentence_special": sentences.special(term),
                "place": event.place,
            }
        )
    return rows


def _claims(case: Case) -> dict[int, int | None]:
    """Every claim, with the event that it tells or shares an ordinal with."""
    by_claim = {telling.told.claim_id: event.id for event in case.timeline for telling in event.tellings}
    by_ordinal: dict[tuple[str, int | None], int] = {
        (telling.account.key, telling.told.event): event.id
        for event in case.timeline
        for telling in event.tellings
        if telling.told.event is not None
    }
    return {
        told.claim_id: by_claim.get(told.claim_id) or by_ordinal.get((account.key, told.event))
        for account in case.accounts
        for told in account.claims
    }


def _charges(case: Case) -> list[Values]:
    return [
        {
            "case_id": case.id,
            "code": charge.code,
            "iccs": lexicon("charges").get(charge.code, {}).get("iccs"),
            "standing": str(charge.standing) if charge.standing else None,
            "statute": charge.statute,
            "words": charge.words,
            "since": charge.since,
            "articles": charge.articles,
            "stories": charge.stories,
        }
        for charge in case.charges
    ]


def _statuses(case: Case) -> list[Values]:
    steps = case.overview.history
    starts = [step.event.when if step.event else None for step in steps]
    rows = []
    for ordinal, (step, start) in enumerate(zip(steps, starts, strict=True), 1):
        day, precision = dates.parsed(start) if start else (None, None)
        following = starts[ordinal] if ordinal < len(steps) else None
        rows.append(
            {
                "case_id": case.id,
                "ordinal": ordinal,
                "status": str(step.status),
                "from_date": day,
                "from_precision": str(precision) if precision else None,
                "until_date": dates.parsed(following)[0] if following else None,
            }
        )
    return rows
