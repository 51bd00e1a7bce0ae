"""Scrapy settings: only what differs from the default, a reason at each."""

import os
import socket
from importlib.metadata import version

BOT_NAME = "detaincrawl"
SPIDER_MODULES = ["detaincrawl.spiders"]

# The command `scrapy crawl` checks catalogue and database before anything starts, and has an exit status of its own.
COMMANDS_MODULE = "detaincrawl.scrapy_commands"

# Who we are and where to complain: as the operator says; else the role address that every host is to have (RFC 2142).
CONTACT = os.environ.get("CONTACT") or f"abuse@{socket.getfqdn()}"
USER_AGENT = f"detaincrawl/{version('detaincrawl')} (+{CONTACT})"

# Where things are; -s works too. DATABASE_URL is read from the environment alone: it holds a password.
SOURCES = os.environ.get("SOURCES")
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR")
ALLOW_NETWORKS = os.environ.get("ALLOW_NETWORKS", "")
NAME_TAGGER = os.environ.get("NAME_TAGGER", "")
READERS = os.environ.get("READERS", "rules")
BACKFILL = int(os.environ.get("BACKFILL") or 200)  # posts of an account that was never read
LOOK_AGAIN_PAID = os.environ.get("LOOK_AGAIN_PAID", "") == "1"  # at known posts of X: each look is paid for
DATABASE_PATIENCE = 120.0  # seconds that a crawl waits for a database that went away; a restart takes 5 to 30

# Manners: two connections a host, slower when the host is slow.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0  # 5 s by default: with a few pages a host and hour, most would be fetched at that pace
COOKIES_ENABLED = False  # nothing is gained by being recognised, and a thousand jars cost memory
REFERRER_POLICY = "no-referrer"  # a feed's address is nobody's business
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 1  # feeds and robots.txt; articles are tried again by later runs, later each time
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # counted per source; a line a page is noise

# Speed.
CONCURRENT_ITEMS = 1  # a page yields one item; 100 makes 100 tasks a page, a quarter of the crawl's time
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the spider's source again and again

# Safety: pages are hostile.
DOWNLOAD_VERIFY_CERTIFICATES = True  # what is quoted as evidence must come from whom it claims
DOWNLOAD_MAXSIZE = 5 * 2**20  # also after decompression; the largest of 258 real article pages had 2 MB
DOWNLOAD_WARNSIZE = 0  # what is too large is refused and counted
DOWNLOAD_TIMEOUT = 30  # the whole answer: a drip of a byte a second ends here too
DNS_TIMEOUT = 20
HTTPPROXY_ENABLED = False  # a proxy resolves names itself, out of sight of the guard
METAREFRESH_ENABLED = False  # parses every page in the main process
TELNETCONSOLE_ENABLED = False  # executes Python
REMOTE_CONTROL_ENABLED = False  # executes Python
TWISTED_DNS_RESOLVER = "detaincrawl.middlewares.outward.OutwardResolver"
DOWNLOADER_MIDDLEWARES = {
    "detaincrawl.middlewares.outward.OutwardOnly": 10,  # before robots.txt is asked for
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # a source may publish under any host
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # races at crawl start, takes a 503 for a yes
    "detaincrawl.middlewares.robots.Robots": 100,
    "detaincrawl.middlewares.limits.Limits": 560,
}
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "detaincrawl.middlewares.heads.BoundedHeads"),  # headers without end fill memory
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # only http and https
}

EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # rows go to PostgreSQL
    "scrapy.extensions.logstats.LogStats": None,  # the progress line says it
    "detaincrawl.progress.Progress": 500,
}

ITEM_PIPELINES = {
    "detaincrawl.pipelines.ScreenPage": 100,
    "detaincrawl.pipelines.KeepPage": 200,
    "detaincrawl.pipelines.ExtractArticle": 300,
    "detaincrawl.pipelines.ReadArticle": 400,
    "detaincrawl.pipelines.NormaliseNames": 500,
    "detaincrawl.pipelines.NormaliseDates": 510,
    "detaincrawl.pipelines.NormaliseCharges": 520,
    "detaincrawl.pipelines.NormaliseCountries": 530,
    "detaincrawl.pipelines.NormaliseTerms": 540,
    "detaincrawl.pipelines.NormaliseFines": 550,
    "detaincrawl.pipelines.NormaliseFurther": 560,
    "detaincrawl.pipelines.StoreReading": 900,
}

LOG_LEVEL = "WARNING"  # cron mails what is written; -L INFO shows the steps, -L DEBUG every request
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # most pages are screened out; they are counted
URLLENGTH_LIMIT = 0  # discover bounds them; what Scrapy drops in silence the spider would wait for
