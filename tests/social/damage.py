"""An answer as a bad line or a hostile server would give it."""

from hypothesis import strategies as st

PIECES = [
    b"<",
    b">",
    b"</div>",
    b"<entry>",
    b"</entry>",
    b"&#0;",
    b"&bomb;",
    b"\x00",
    b"\xff\xfe",
    b"]]>",
    b"<!--",
    b'"',
    b"",
    b"\xed\xa0\x80",
]


def damaged(body: bytes) -> st.SearchStrategy[bytes]:
    """With a piece cut out and another put there."""
    place = st.integers(0, len(body))
    return st.builds(
        lambda a, b, piece: body[: min(a, b)] + piece + body[max(a, b) :], place, place, st.sampled_from(PIECES)
    )
