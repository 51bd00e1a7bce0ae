"""Rows of cases: their columns, events, claims, articles, charges and statuses."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Table

from detaincrawl.lexicon import table as lexicon
from detaincrawl.resolve import dates, sentences
from detaincrawl.resolve.cases import Case, Person
from detaincrawl.store.models.base import Base
from detaincrawl.store.models.cases import CaseArticle, CaseClaim, CaseRow, ChargeRow, EventRow, StatusRow
from detaincrawl.store.sync import Change, as_json

Values = dict[str, Any]

TABLES: Mapping[str, type[Base]] = {
    "case_event": EventRow,
    "case_claim": CaseClaim,
    "case_article": CaseArticle,
    "case_charge": ChargeRow,
    "case_status": StatusRow,
}
"""What hangs on a case."""


def changes(cases: Sequence[tuple[Person, Case]], fingerprints: Mapping[int, str]) -> list[Change]:
    """What is to be written of the cases that are not as the fingerprints have them, table by table."""
    rows: dict[str, list[str]] = {name: [] for name in ("case_file", *TABLES)}
    ids: dict[str, list[int]] = {name: [] for name in TABLES}
    for one, case in cases:
        wanted = {name: as_json(below) for name, below in _children(case).items()}
        own = _case_row(one, case)
        prints = [_digest(as_json([own])), *(_digest(texts) for texts in wanted.values())]
        own["fingerprint"] = " ".join(prints)
        before = fingerprints.get(case.id)
        if own["fingerprint"] == before:
            continue
        rows["case_file"] += as_json([own])
        known = (before or "").split()[1:] or [""] * len(TABLES)
        for name, now, then in zip(TABLES, prints[1:], known, strict=True):
            if now != then:
                rows[name] += wanted[name]
                ids[name] += [case.id] if before is not None else []
    return [
        Change(table_of(CaseRow), rows["case_file"]),
        *(Change(table_of(table), rows[name], "case_id", ids[name]) for name, table in TABLES.items()),
    ]


def _digest(texts: Sequence[str]) -> str:
    return sha256("".join(texts).encode()).hexdigest()[:16]


def table_of(model: type[Base]) -> Table:
    """The table that a model maps."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


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


def _children(case: Case) -> dict[str, list[Values]]:
    return {
        "case_event": _events(case),
        "case_claim": _claims(case),
        "case_article": [
            {"case_id": case.id, "article_id": article} for article in sorted({a.article_id for a in case.accounts})
        ],
        "case_charge": _charges(case),
        "case_status": _statuses(case),
    }


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


def _claims(case: Case) -> list[Values]:
    """Every claim, with the event that it tells or shares an ordinal with."""
    by_claim = {telling.told.claim_id: event.id for event in case.timeline for telling in event.tellings}
    by_ordinal: dict[tuple[str, int | None], int] = {
        (telling.account.key, telling.told.event): event.id
        for event in case.timeline
        for telling in event.tellings
        if telling.told.event is not None
    }
    return [
        {
            "claim_id": told.claim_id,
            "case_id": case.id,
            "event_id": by_claim.get(told.claim_id) or by_ordinal.get((account.key, told.event)),
        }
        for account in case.accounts
        for told in account.claims
    ]


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
