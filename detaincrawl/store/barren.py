"""Sources whose latest crawls yielded nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

_BARREN = text(
    """
    SELECT source, count(*) AS runs, max(last_ok) AS last_ok, max(ended_at) AS ended_at,
           (array_agg(outcome ORDER BY ended_at DESC))[1] AS outcome,
           (array_agg(errors ORDER BY ended_at DESC))[1] AS errors
    FROM (SELECT *, max(ended_at) FILTER (WHERE outcome = 'ok') OVER (PARTITION BY source) AS last_ok
          FROM source_run WHERE ended_at IS NOT NULL AND outcome IN ('ok', 'empty', 'failed')) AS ended
    WHERE last_ok IS NULL OR ended_at > last_ok
    GROUP BY source HAVING count(*) >= :runs
    ORDER BY runs DESC, source
    """
)


@dataclass(frozen=True, slots=True)
class Barren:
    source: str
    runs: int
    """Crawls in a row, up to the last, that yielded nothing."""
    last_ok: datetime | None
    """End of the last crawl that yielded something; None: there was none."""
    ended_at: datetime
    """End of the last crawl."""
    outcome: str
    """Of the last crawl: empty (its feeds named nothing), failed (none answered with something to read)."""
    errors: dict[str, Any]
    """Of the last crawl, counted by kind."""


def barren(connection: Connection, runs: int) -> list[Barren]:
    """Sources that yielded nothing in at least their last ``runs`` crawls, the worst first; busy ones do not count."""
    return [Barren(**row) for row in connection.execute(_BARREN, {"runs": runs}).mappings()]
