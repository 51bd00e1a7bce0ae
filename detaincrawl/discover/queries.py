"""Which query parameters name the article, and which only tell where its reader came from."""

import re

PREFIXES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "_hs", "ns_", "fb_", "ga_", "mc_", "mkt_", "vero_", "oly_",
    "wt_", "wt.", "itm_", "int_", "xtor", "xtref", "trk", "sr_share", "guce", "soc_", "echobox", "at_", "ml_", "dm_",
)  # fmt: skip
"""Analytics and mailing tools put these before names of their own."""

KEYS = frozenset(
    {
        "__s", "__twitter_impression", "_ga", "_gl", "amp", "amp_gsa", "amp_js_v", "campaign_id", "cmp", "cmpid",
        "cmpid2", "cn-redirect", "cx_testid", "cx_testvariant", "dclid", "dicbo", "ecid", "emc", "fbclid", "fr_ref",
        "fromfeed", "gaa_at", "gaa_n", "gaa_sig", "gaa_ts", "gbraid", "gclid", "gclsrc", "guccounter", "ialid",
        "icid", "ico", "igsh", "igshid", "intcid", "intcmp", "ir", "iref", "itid", "ito", "jsessionid", "maca",
        "mbid", "mibextid", "mindbox-click-id", "mkt_tok", "msclkid", "n_cid", "ncid", "ocid", "origin_referrer",
        "phpsessid", "promo_code", "recip_id", "ref_src", "ref_url", "referer", "referrer", "rss", "s_cid",
        "s_kwcid", "sharetype", "smid", "smtyp", "spm", "sref", "srsltid", "sthash", "tblci", "tpcc", "trackid",
        "traffic_source", "tsrc", "ttclid", "twclid", "twitter_impression", "wbraid", "wickedid", "wprov", "yclid",
        "ymclid", "ysclid",
    }
)  # fmt: skip

SOMETIMES = frozenset(
    {"cid", "cmp_id", "emci", "feature", "feed", "from", "mod", "partner", "ref", "share", "si", "sid", "source",
     "src", "via"}
)  # fmt: skip
"""Tracking where the value is a word (``source=rss``), the article itself where it is a number (``sid=48211``)."""

AMP_VALUES = {"outputtype": "amp", "output": "amp", "type": "amp", "format": "amp", "view": "amp"}


def kept_query(query: str) -> str:
    """The parameters that name the article, sorted: their order is the linking page's, not the article's."""
    return "&".join(sorted(part for part in query.split("&") if part and not _tracks(part)))


def _tracks(part: str) -> bool:
    key, equals, value = part.partition("=")
    key = key.lower()
    if key in KEYS or key.startswith(PREFIXES):
        return bool(equals) or key == "amp"
    if key in SOMETIMES:
        return bool(equals) and not re.search(r"\d{3}", value)
    return AMP_VALUES.get(key) == value.lower()
