"""What a body is read for."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Asked:
    url: str
    """Where the body was, after redirects: what relative addresses count from."""
    now: datetime
    """When it was fetched; dates days after it are absent."""
    zone: tzinfo = UTC
    """Of dates without one."""
