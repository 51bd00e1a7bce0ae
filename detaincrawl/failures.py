"""What a failed request means for its address: given up, put off, or tried again later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from detaincrawl.middlewares.limits import RateLimited
from detaincrawl.middlewares.outward import InwardRequest
from detaincrawl.middlewares.reasons import reason
from detaincrawl.middlewares.robots import RobotsForbid, RobotsUnavailable

GONE = frozenset({400, 404, 405, 410, 414, 451})
"""Statuses that another try will not change."""


class Then(StrEnum):
    GIVE_UP = "give up"
    PUT_OFF = "put off"
    TRY_AGAIN = "try again"


@dataclass(frozen=True, slots=True)
class Failed:
    reason: str
    """Few words, the same for the same cause: it is counted by."""
    then: Then
    until: datetime | None = None
    """When the host may be asked again, where it said so."""


def judge(failure: Failure) -> Failed:
    """The reason of a failed request in a reader's words, and what follows."""
    error = failure.value
    assert error is not None
    if isinstance(error, HttpError):
        status, free_at = error.response.status, error.response.meta.get("free_at")
        if free_at:
            return Failed(f"status {status}", Then.PUT_OFF, free_at)
        return Failed(f"status {status}", Then.GIVE_UP if status in GONE else Then.TRY_AGAIN)
    if isinstance(error, InwardRequest | RobotsForbid):
        return Failed(str(error), Then.GIVE_UP)
    if isinstance(error, RateLimited):
        return Failed(str(error), Then.PUT_OFF, error.until)
    if isinstance(error, RobotsUnavailable):
        return Failed(str(error), Then.PUT_OFF)
    if type(error) is IgnoreRequest:  # Scrapy's own, in its words: redirect loops, bodies that grow too large
        return Failed("redirect loop" if "redirect" in str(error) else "too large", Then.GIVE_UP)
    if isinstance(error, ValueError):  # Scrapy's, of a redirect to what is no address: javascript:alert(1)
        return Failed("bad address", Then.GIVE_UP)
    too_large = isinstance(error, DownloadCancelledError)
    return Failed(reason(error), Then.GIVE_UP if too_large else Then.TRY_AGAIN)
