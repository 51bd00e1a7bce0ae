"""One reading of a feed: what is known of it before, and what its answers have told so far."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from detaincrawl.posts.platform import Asked
from detaincrawl.records import Batch, Post, Source
from detaincrawl.store.posts import Cursor, Window

MOST_PAGES = 50
"""Of a feed in one run: with a hundred posts each, an account that was not read for months."""


@dataclass(slots=True)
class Pass:
    """One reading of one feed in one run."""

    source: Source
    feed: str
    cursor: Cursor
    most: int
    """Posts that are wanted of a feed that was never read."""
    pages: int = 0
    waits: int = 0
    posts: list[Post] = field(default_factory=list)
    ended: bool = False
    """The feed has nothing older than what was told."""
    in_hand: int = 0
    """Pages on their way through the steps."""
    look: int | None = None
    """Row of a known post that is asked by its id: no feed is read."""

    def asked(self, older: str | None = None) -> Asked:
        wanted = self.most - len(self.posts) if self.cursor.newest_id is None else self.most
        behind = datetime.now(UTC) - self.cursor.newest_at if self.cursor.newest_at else None
        known = self.cursor
        return Asked(self.source, self.feed, wanted, known.account_id, known.newest_id, behind, older)

    def take(self, batch: Batch) -> None:
        self.pages += 1
        self.posts += batch.posts
        self.ended = batch.ends
        if self.cursor.newest_id is None:
            self.ended &= len(self.posts) <= self.most
            del self.posts[self.most :]

    def window(self) -> Window:
        """What was seen of the feed."""
        oldest = min((post.told_at for post in self.posts if post.told_at), default=None)
        return Window(after=None if self.ended else oldest)

    def leaves_a_gap(self) -> bool:
        """Whether the answers ended, by our own bound, before what is known was reached."""
        newest_at = self.cursor.newest_at
        told = [post.told_at for post in self.posts if post.told_at]
        return bool(self.pages >= MOST_PAGES and newest_at and told and min(told) > newest_at)

    def goes_on(self, batch: Batch) -> bool:
        """Whether what is older than this answer is wanted too."""
        if self.pages >= MOST_PAGES:
            return False
        newest_at = self.cursor.newest_at
        if newest_at is None:
            return len(self.posts) < self.most
        return all(post.told_at is None or post.told_at > newest_at for post in batch.posts)
