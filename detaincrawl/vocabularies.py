"""The closed vocabularies of the case model: what a value may be, in its words."""

from enum import StrEnum


class SourceKind(StrEnum):
    """How a source is crawled: one spider each."""

    NEWS = "news"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    TELEGRAM = "telegram"
    YOUTUBE = "youtube"
    REDDIT = "reddit"
    X = "x"


class SourceType(StrEnum):
    """What a source is (case model, section 2)."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    STATE_MEDIA = "state_media"
    EXILE_MEDIA = "exile_media"
    GOVERNMENT = "government"
    COURT = "court"
    RIGHTS_GROUP = "rights_group"
    CAMPAIGN = "campaign"
    OTHER = "other"


class ArticleKind(StrEnum):
    ARTICLE = "article"
    POST = "post"


class Precision(StrEnum):
    """How much of a date is known; a month is written as its first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class EventType(StrEnum):
    """What can happen to a detainee (case model, section 3)."""

    DETAINED = "detained"
    CHARGED = "charged"
    REMANDED = "remanded"
    TRIAL_OPENED = "trial_opened"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    SENTENCED = "sentenced"
    APPEAL_FILED = "appeal_filed"
    APPEAL_DECIDED = "appeal_decided"
    TRANSFERRED = "transferred"
    DESIGNATED = "designated"
    EXCHANGED = "exchanged"
    PARDONED = "pardoned"
    RELEASED = "released"
    EXIT_BANNED = "exit_banned"
    DEPORTED = "deported"
    EXTRADITED = "extradited"
    ESCAPED = "escaped"
    DIED = "died"


class Status(StrEnum):
    """Where a case stands (case model, section 4)."""

    DETAINED = "detained"
    CHARGED = "charged"
    ON_TRIAL = "on_trial"
    CONVICTED = "convicted"
    IMPRISONED = "imprisoned"
    HOUSE_ARREST = "house_arrest"
    EXIT_BAN = "exit_ban"
    RELEASED = "released"
    EXCHANGED = "exchanged"
    DEPORTED = "deported"
    EXTRADITED = "extradited"
    REPATRIATED = "repatriated"
    ESCAPED = "escaped"
    DIED = "died"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a charge stands (case model, section 5)."""

    ALLEGED = "alleged"
    PENDING = "pending"
    PROVEN = "proven"
    DROPPED = "dropped"
    ACQUITTED = "acquitted"


class Speaker(StrEnum):
    """Who says so, where the text names it."""

    COURT = "court"
    DETAINING_STATE = "detaining_state"
    OWN_STATE = "own_state"
    FAMILY = "family"
    LAWYER = "lawyer"
    DETAINEE = "detainee"
    RIGHTS_GROUP = "rights_group"
