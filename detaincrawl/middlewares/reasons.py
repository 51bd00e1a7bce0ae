"""Why a download failed, in a reader's words."""

REASONS = {
    "CannotResolveHostError": "no such host",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "broken answer",
    "DownloadFailedError": "connection failed",
    "BadGzipFile": "broken answer",
    "EOFError": "broken answer",
    "ZstdError": "broken answer",
    "error": "broken answer",  # of zlib and brotli
}


def reason(error: BaseException) -> str:
    """Few words, the same for the same cause: they are counted by. What is not known goes by its class."""
    if "certificate verify failed" in str(error):
        return "certificate not trusted"
    return REASONS.get(type(error).__name__, type(error).__name__)
