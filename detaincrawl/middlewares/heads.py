"""Downloads over HTTP with a bound on what comes before the body, which Scrapy takes without end until time is up."""

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS

MOST = 256 * 1024
"""Bytes of a status line and headers; browsers take as many."""


class BoundedHeads(HTTP11DownloadHandler):
    """Scrapy's handler, with connections that end where headers do not."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> "_Protocol":
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Protocol(_LenientHTTP11ClientProtocol):
    head = 0
    """Bytes since the last body."""

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        before_body = self._parser is not None and self._parser.state in (STATUS, HEADER)
        self.head = self.head + len(data) if before_body else 0
        if self.head > MOST and self.transport is not None:
            self.transport.abortConnection()
